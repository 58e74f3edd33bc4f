"""Builds that are killed: what was published stays whole, and the next build ends as if nothing had happened."""

import logging
import os
import random
import signal
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from noted_build import PATIENCE, how
from trials import Process, Releases, Text, assert_same, exported, left_over, number, short_text, told
from words import small_extras

from kg import resources
from kg.pipeline import build
from kg.store import generations

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are watched through /proc")
LOG = logging.getLogger(__name__)
MANY, FEW = 70, 10  # documents that a round changes: so many that processes read them, or a handful

# Some time while documents are read, some time in what comes after it, a step of that, one around the switch of `current`.
MOMENTS = ("reading", "after", "step", "reading", "after", "switch")

WAYS = ("build", "build", "group", "worker", "Ctrl-C")


class Usual(NamedTuple):
    """How long an undisturbed build reads, how long it takes from there, and in how many steps."""

    reading: float
    rest: float
    steps: int


def usual(process: Process) -> Usual:
    """What the diary of a build that came to its end tells."""
    process.end()
    reached = process.stretches()
    (start, _), (read, _), (end, steps) = (reached[name] for name in ("began", "read", "ended"))
    return Usual(read - start, end - read, steps)


def stretch(store: Path, process: Process) -> str:
    """Where in its work a build stands still, by what lies on the disk and by its diary."""
    folders = {path.name for path in (store / "generations").glob("[0-9]*")}
    if folders - process.folders:
        return "clearing" if f"{number(store):06d}" in folders - process.folders else "switching"
    if "read" not in process.stretches():
        return "reading"
    stage = {path.name for path in (store / "generations").glob(".stage-*/*")}
    if "generation.json" in stage:
        return "syncing"
    if any(name.startswith("derived") for name in stage):
        return "deriving"
    return "closing" if "derived" in process.stretches() else "loading"


class Trial:
    """A store whose builds are killed round by round while its documents change, beside a calm one that is never disturbed."""

    def __init__(self, root: Path, seed: int, count: int, text: Text = short_text, extras: Path | None = None) -> None:
        self.root, self.extras = root, extras
        self.chance = random.Random(seed)
        self.luck = random.Random(seed)  # apart from chance, because it is asked more or less often as time will have it
        self.releases = Releases(root / "in", count, self.chance, text)
        self.store, self.calm = root / "store", root / "calm"
        self.rounds, self.kills = 0, Counter[str]()
        self.published: dict[str, str] = {}
        self.numbers: set[int] = set()
        self.calmly(self.calm)
        self.usual = {count: self.measured(count) for count in (MANY, FEW)}

    def start(self, name: str, store: Path, halt: str = "") -> Process:
        """A build of the documents as they are now."""
        return Process(self.releases.folder, store, self.root / f"{self.rounds}-{name}", halt=halt, extras=self.extras)

    def measured(self, count: int) -> Usual:
        """What a build of so many changed documents takes."""
        self.releases.change(count)
        return usual(self.start(f"{count}", self.calm))

    def calmly(self, store: Path) -> dict[str, str]:
        """What a store says after a build that nobody disturbs."""
        build([self.releases.folder], store, workers=1, prune=True, **how(str(self.extras or "")))
        return told(store)

    def round(self) -> None:
        """The documents change, a build of them is killed; in some rounds another build waits for it or comes after it."""
        self.rounds += 1
        moment = MOMENTS[self.rounds % len(MOMENTS)]
        count = MANY if moment == "reading" else self.chance.choice((MANY, FEW, FEW))
        self.releases.change(count)
        new, before = self.calmly(self.calm), number(self.store)
        usual, part = self.usual[count], self.chance.random()
        first = self.start("first", self.store, self.halt(moment, part, usual))
        company = self.chance.choice(("none", "none", "none", "waits", "follows"))
        first.until(lambda: "began" in first.stretches())
        second = self.start("second", self.store) if company == "waits" else None
        self.wait(first, moment, part, usual)
        finished = self.strike(first)
        if second is None:
            assert first.popen.returncode == -signal.SIGKILL or not list(self.store.glob("generations/.stage-*"))
            self.check(new if finished or number(self.store) != before else self.published, finished)
        if company == "follows":
            second = self.start("second", self.store)
        if second:
            second.end()
            self.check(new, ended=True)
        assert first.all_gone()

    @staticmethod
    def halt(moment: str, part: float, usual: Usual) -> str:
        """The step before which the build halts, '' for a moment that the clock decides."""
        steps = {"step": f"read+{1 + int(part * usual.steps)}", "switch": f"moved+{1 + int(part * 9)}"}
        return steps.get(moment, "")

    @staticmethod
    def wait(process: Process, moment: str, part: float, usual: Usual) -> None:
        """The moment of the kill has come, or the build has ended before."""
        if moment in ("step", "switch"):
            process.until(process.halted)
        elif moment == "reading" or process.until(lambda: "read" in process.stretches()):
            process.ended(part * (usual.reading if moment == "reading" else usual.rest))

    def strike(self, process: Process) -> bool:
        """Whether the build came to its end: it was too late to kill it, or only one of its workers was killed."""
        if not process.stop():
            process.end()
            return True
        where, way = stretch(self.store, process), self.luck.choice(WAYS)
        workers = process.workers() if where == "reading" and way in ("worker", "group") else []
        self.kills[f"{where}, a worker" if workers else where] += 1
        if workers:
            os.kill(self.luck.choice(workers), signal.SIGKILL)
            process.go_on()
            process.end()
        elif way == "Ctrl-C":
            os.killpg(process.popen.pid, signal.SIGINT)
            process.go_on()
            assert process.ended(PATIENCE)
        elif way == "group":
            os.killpg(process.popen.pid, signal.SIGKILL)
        else:
            process.popen.kill()
        return process.popen.wait(PATIENCE) == 0

    def check(self, expected: dict[str, str], ended: bool) -> None:
        """The store says what is expected, and once a build has ended nothing is left of those before it."""
        self.published = told(self.store)
        assert_same(self.published, expected)
        self.numbers.add(number(self.store))
        if ended:
            assert left_over(self.store) == []
            assert {generation.number for generation in generations(self.store)} <= self.numbers
            assert (self.store / "lock").read_text() == ""

    def finish(self) -> None:
        """A last build of the store, and the same bytes as from a build of all documents into a new one."""
        for store in (self.store, self.root / "fresh"):
            self.calmly(store)
        assert exported(self.store) == exported(self.root / "fresh")


# Each trial must hit at least one of these stretches in each line.
HIT = (("reading",), ("reading, a worker",), ("loading", "deriving", "closing"), ("syncing",), ("switching", "clearing"))


def kill(trial: Trial, times: int) -> None:
    """So many rounds with a kill, and some of each kind; then an undisturbed end."""
    while trial.kills.total() < times:
        trial.round()
        assert trial.rounds < 2 * times
    LOG.info("killed by stretch: %s", dict(trial.kills))
    trial.finish()
    assert [line for line in HIT if not any(trial.kills[name] for name in line)] == []


def test_killed_builds_lose_nothing(tmp_path: Path) -> None:
    """Whenever a build or a worker of it is killed, what is published is whole, and the next build ends as if undisturbed."""
    kill(Trial(tmp_path, seed=2024, count=66, extras=tmp_path / "extras"), 20)


@pytest.mark.soak
def test_many_killed_builds_lose_nothing(tmp_path: Path) -> None:
    """The same with the sample documents, two hundred of them, and two hundred kills."""
    paths = sorted((resources.folder("data") / "documents").iterdir())
    samples = [path.read_text(encoding="utf-8", errors="replace") for path in paths]

    def text(number: int, version: int) -> str:
        return f"{samples[number % len(samples)]}\n\nReference {number}, issue {version}.\n"

    kill(Trial(tmp_path, seed=2025, count=200, text=text), 200)


def test_two_builds_at_once_both_arrive(tmp_path: Path) -> None:
    """Builds of different folders that wait for one another lose nothing of each other."""
    both = []
    for name, count in (("one", 66), ("two", 1)):
        Releases(tmp_path / name, count, random.Random(1), lambda number, _, name=name: f"Ministry {name} met Agency {number}.")
        small_extras(tmp_path / "extras")
        both.append(Process(tmp_path / name, tmp_path / "store", tmp_path / f"{name}-diary", extras=tmp_path / "extras"))
    for process in both:
        process.end()
    assert len(told(tmp_path / "store")) == 66 + 1 + 2
    assert number(tmp_path / "store") == 2
