"""The demonstration: the sample releases, and then the commands of data/demo.txt, each shown as a user would type it."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from kg.resources import folder


def steps(store: Path) -> Iterator[list[str]]:
    """The arguments of each command to run, in order."""
    yield ["build", str(_near(folder("data") / "documents"))]
    for line in (folder("data") / "demo.txt").read_text(encoding="utf-8").splitlines():
        if arguments := shlex.split(line, comments=True):
            yield [argument.format(store=store) for argument in arguments]


def typed(arguments: list[str]) -> str:
    """A command as it is typed: `kg query who-funds-what --param name=Switzerland --store kg-demo`."""
    return shlex.join(["kg", *arguments])


def _near(path: Path) -> Path:
    """The path from here on where it lies below, so that documents are called as the user would call them."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
