"""A disk that fills up while a build writes: one line tells it, and what was published stays and opens."""

import logging
import random
import re
import resource
import shutil
import subprocess
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import cycle
from pathlib import Path

import pytest
from trials import Releases, assert_same, left_over, number, told
from words import Words, small_extras

from kg.errors import StoreError
from kg.pipeline import build
from kg.store import undo

LOG = logging.getLogger(__name__)
Room = Callable[[int], AbstractContextManager[None]]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, where the system lets us have one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "none", place], capture_output=True, text=True)
    if mounted.returncode:
        why = " ".join(mounted.stderr.split()[:12])
        pytest.skip(f"a disk of its own needs the right to mount one ({why}); the limit on files proves what it can")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@contextmanager
def ballast(place: Path, room: int) -> Iterator[None]:
    """The disk has so many bytes of room."""
    file = place / "ballast"
    file.write_bytes(bytes(max(0, shutil.disk_usage(place).free - room)))
    try:
        yield
    finally:
        file.unlink()


@contextmanager
def small_files(room: int) -> Iterator[None]:
    """No file may be larger than this."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


# The system, or the list of documents (SQLite), whichever comes to the end of the disk first.
FULL = r"(?:No space left on device|database or disk is full)\. Free some space, then run it again: .* unchanged\."


class Trial:
    """A build that has more and more room, until it succeeds; all that fail before leave what was there."""

    def __init__(self, root: Path, store: Path) -> None:
        self.store, self.releases = store, Releases(root / "in", 5, random.Random(1))
        self.extras = small_extras(root / "extras")
        self.build(store)
        self.before = told(store)
        self.releases.add(66)
        self.places = Counter[str]()

    def build(self, store: Path, workers: int = 1) -> None:
        """The documents as they are now."""
        build([self.releases.folder], store, reader=Words(), extras=self.extras, workers=workers)

    def grow(self, room: Room, reasons: str) -> None:
        """From no room at all to enough of it."""
        size, workers = 0, cycle((1, 1, 2))
        while number(self.store) == 1:
            with room(size):
                error = self.failure(next(workers))
                if error:
                    self.check(error, reasons)
            size = int(size * 1.3) + 1000
        LOG.info("%d bytes are enough; with less it failed at %s", size, dict(self.places))
        assert len(self.places) > 3

    def failure(self, workers: int) -> StoreError | None:
        """What a build complains of, None when it succeeds."""
        try:
            self.build(self.store, workers)
        except StoreError as error:
            return error
        return None

    def check(self, error: StoreError, reasons: str) -> None:
        """One line tells the store and the reason; what was published can be read, full as the disk is, and nothing is added."""
        cause = error.__cause__ or error
        self.places[traceback.extract_tb(cause.__traceback__)[-1].name] += 1
        assert re.fullmatch(rf"{self.store}: cannot be written: .*({reasons}).*", str(error))
        assert_same(told(self.store), self.before)
        assert [path.name for path in (self.store / "generations").iterdir()] == ["000001"]

    def finish(self, calm: Path) -> None:
        """The store says what an undisturbed build says, and holds nothing else."""
        self.build(calm)
        assert_same(told(self.store), told(calm))
        assert left_over(self.store) == []


def test_a_full_disk_is_told_and_changes_nothing(disk: Path, tmp_path: Path) -> None:
    """Wherever in its work a build finds the disk full, it says so and how to go on; so does a way back that cannot be written."""
    trial = Trial(tmp_path, disk / "store")
    trial.grow(lambda size: ballast(disk, size), FULL)
    with ballast(disk, 0), pytest.raises(StoreError, match="No space left on device"):
        undo(disk / "store")
    assert number(disk / "store") == 2
    trial.finish(tmp_path / "calm")


def test_files_that_cannot_grow_are_told_and_change_nothing(tmp_path: Path) -> None:
    """Wherever in its work a build meets a limit on the size of files, it ends with one line."""
    trial = Trial(tmp_path, tmp_path / "store")
    trial.grow(small_files, "File too large|disk I/O error")
    trial.finish(tmp_path / "calm")
