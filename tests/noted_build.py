"""A build in a process of its own that notes how far it is, and may halt at one of its steps to wait for what comes.

python noted_build.py FOLDER STORE DIARY HALT [EXTRAS]: the diary gets a line for each stretch of the work that is reached. Steps
are the files that are opened, renamed or removed once all documents are read; with HALT `read+12` or `moved+3` the process stops
itself at that step after a stretch. With a folder of extras the reader of the trials reads, without one that of the program.
"""

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from words import Words, small_extras

from kg.pipeline import build

PATIENCE = 120


class Diary:
    """The stretches of a build, with the time at which each was reached and the steps since the reading."""

    def __init__(self, path: str, halt: str) -> None:
        self.handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.after, _, count = halt.partition("+")
        self.left, self.steps = int(count or 0), 0
        self.reached: set[str] = set()

    def note(self, stretch: str) -> None:
        """The stretch is reached; only the first time counts."""
        if stretch not in self.reached:
            self.reached.add(stretch)
            os.write(self.handle, f"{stretch} {time.monotonic()} {self.steps}\n".encode())

    def progress(self, done: int, total: int) -> None:
        """After each document."""
        if done == total:
            self.note("read")

    def watch(self, event: str, arguments: tuple[object, ...]) -> None:
        """Before each of the interpreter's own calls to the system."""
        if event == "os.mkdir" and ".stage-" in str(arguments[0]):
            self.note("began")
        if "read" in self.reached and event.startswith(("open", "os.r", "shutil.")):
            self.step(event, str(arguments[0]))

    def step(self, event: str, path: str) -> None:
        """The next step after the reading."""
        self.steps += 1
        if event == "os.remove":
            self.note("derived")
        if event == "os.rename" and ".stage-" in path:
            self.note("moved")
        if self.after in self.reached:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGSTOP)


def how(extras: str, pause: float = 0) -> dict[str, Any]:
    """What reads the documents, and what the store holds besides."""
    return {"reader": Words(pause=pause), "extras": small_extras(Path(extras))} if extras else {}


def main(folder: str, store: str, path: str, halt: str, extras: str = "") -> int:
    """1 when a document could not be read."""
    diary = Diary(path, halt)
    sys.addaudithook(diary.watch)
    options = how(extras, pause=0.004) | {"workers": 2, "prune": True, "wait": PATIENCE}
    summary = build([folder], Path(store), progress=diary.progress, **options)
    diary.note("ended")
    return 1 if summary.unread else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
