"""A bar for long work, where somebody looks at a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress


class Bar:
    """What tells how far the work is; `report` is None, and nothing is drawn, where standard error is no terminal."""

    def __init__(self, label: str = "", drawn: "Progress | None" = None) -> None:
        self._drawn = drawn
        self.report: Callable[[int, int], None] | None = None
        if drawn:
            task = drawn.add_task(label, total=None)
            self.report = lambda done, total: drawn.update(task, completed=done, total=total)

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """A block in which the terminal is free for a question."""
        if self._drawn:
            self._drawn.stop()
        try:
            yield
        finally:
            if self._drawn:
                self._drawn.start()


@contextmanager
def progress(label: str) -> Iterator[Bar]:
    """A bar for the time of the block."""
    if not sys.stderr.isatty():
        yield Bar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as drawn:
        yield Bar(label, drawn)
