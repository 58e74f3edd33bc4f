"""What the trials share: documents that change, builds in processes of their own, and what a store says, graph by graph."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from noted_build import PATIENCE

from kg.export import export
from kg.iris import DERIVED_GRAPH
from kg.store import CONCEPTS_GRAPH, KEEP, current, open_reader

TESTS = Path(__file__).parent
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])}

Text = Callable[[int, int], str]


def short_text(number: int, version: int) -> str:
    """A release of three sentences, of which a version says the same of another town."""
    town = ("Vienna", "Nairobi", "Lima", "Oslo")[version % 4]
    return (
        f"Workshop {number} on borders\n\nOn {number % 28 + 1} March 2021 the Ministry of Defence of Austria held a workshop in"
        f" {town}. It was funded by Norway. {number + version + 10} officers from Kenya took part.\n"
    )


class Releases:
    """A folder of documents, each in a version of its own, and the chance that changes them."""

    def __init__(self, folder: Path, count: int, chance: random.Random, text: Text = short_text) -> None:
        self.folder, self.chance, self.text = folder, chance, text
        self.versions: dict[int, int] = {}
        self.next = 0
        folder.mkdir()
        self.add(count)

    def add(self, count: int) -> None:
        """So many documents more."""
        for number in range(self.next, self.next + count):
            self.edit(number)
        self.next += count

    def edit(self, number: int) -> None:
        """The next version of a document."""
        self.versions[number] = self.versions.get(number, -1) + 1
        self.path(number).write_text(self.text(number, self.versions[number]), encoding="utf-8")

    def change(self, count: int) -> None:
        """So many documents in their next version, if there are so many; two documents gone and two new ones come."""
        for number in self.chance.sample(sorted(self.versions), 2):
            del self.versions[number]
            self.path(number).unlink()
        for number in self.chance.sample(sorted(self.versions), min(count, len(self.versions))):
            self.edit(number)
        self.add(2)

    def path(self, number: int) -> Path:
        """Where a document lies."""
        return self.folder / f"{number:06d}.txt"


def told(store: Path) -> dict[str, str]:
    """The lines of each graph of a store, after a look at its list of documents, which names the same graphs and their sources."""
    if not (store / "current").exists():
        return {}
    with open_reader(store) as reader, reader.manifest() as manifest:
        graphs = {graph: "".join(reader.nquads(graph)) for graph in reader.graphs()}
        listed = {reading.graph for reading in manifest.readings()}
        assert listed == graphs.keys() - {CONCEPTS_GRAPH, DERIVED_GRAPH}
        assert all(source.quad in graphs[source.graph] for source in manifest.sources())
        assert reader.generation.record["summary"]["facts"]["Document"] == len(listed)
    return graphs


def number(store: Path) -> int:
    """The published generation, 0 when there is none."""
    return current(store).number if (store / "current").exists() else 0


def assert_same(found: dict[str, str], expected: dict[str, str]) -> None:
    """Nothing when both say the same; else the graphs in which they differ."""
    assert [graph for graph in sorted({*found, *expected}) if found.get(graph) != expected.get(graph)] == []


def exported(store: Path) -> bytes:
    """The whole graph in canonical order."""
    with open_reader(store) as reader:
        return export(reader, "nquads")


def left_over(store: Path) -> list[str]:
    """What lies in a store that has no business there once a build has ended; the one after a kill may keep a generation more."""
    names = sorted(path.name for path in (store / "generations").iterdir())
    strange = [path.name for path in store.iterdir() if path.name not in ("current", "generations", "lock")]
    return strange + [name for name in names if not name.isdigit()] + names[: max(0, len(names) - KEEP - 1)]


class Process:
    """A build of a folder by two workers, in a process group of its own, with the diary that it keeps."""

    def __init__(self, folder: Path, store: Path, diary: Path, *, halt: str = "", extras: Path | None = None) -> None:
        self.diary, self.mark = diary, f"TRIAL={diary}"
        self.folders = {path.name for path in (store / "generations").glob("[0-9]*")}
        arguments = [folder, store, diary, halt, extras or ""]
        self.output = diary.with_suffix(".output")
        with self.output.open("wb") as output:
            self.popen = subprocess.Popen(
                [sys.executable, "-W", "error", str(TESTS / "noted_build.py"), *map(str, arguments)],
                env=ENVIRONMENT | {"TRIAL": str(diary)},
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def stretches(self) -> dict[str, tuple[float, int]]:
        """When, and after how many steps, each stretch of the work was reached."""
        lines = self.diary.read_text().splitlines() if self.diary.exists() else []
        return {name: (float(when), int(steps)) for name, when, steps in map(str.split, lines)}

    def end(self) -> None:
        """The build came to its end, and everything was read."""
        code = self.popen.wait(PATIENCE)
        assert code == 0, self.output.read_text()

    def ended(self, seconds: float = 0) -> bool:
        """Whether the build is over after so many seconds."""
        try:
            self.popen.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def halted(self) -> bool:
        """Whether the process stands still."""
        return _state(self.popen.pid) == "T"

    def until(self, condition: Callable[[], object]) -> bool:
        """Whether it came about before the build was over."""
        while not condition():
            if self.ended(0.002):
                return False
        return True

    def members(self) -> list[int]:
        """The process and those that it started, found by the mark in their environment; the oldest first."""
        return sorted(int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and self._marked(entry))

    def workers(self) -> list[int]:
        """The processes that read documents."""
        return [number for number in self.members() if b"spawn_main" in _line(number)]

    def stop(self) -> bool:
        """Whether the process stands still, and with it the disk; not when it has ended."""
        self.popen.send_signal(signal.SIGSTOP)
        return self.until(self.halted)

    def go_on(self) -> None:
        """The process that stood still goes on."""
        self.popen.send_signal(signal.SIGCONT)

    def all_gone(self) -> bool:
        """Whether the last of its processes ended, given some time."""
        deadline = time.monotonic() + PATIENCE
        while self.members() and time.monotonic() < deadline:
            time.sleep(0.01)
        return not self.members()

    def _marked(self, entry: Path) -> bool:
        try:
            return self.mark.encode() in (entry / "environ").read_bytes().split(b"\0")
        except OSError:
            return False


def _line(number: int) -> bytes:
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return b""


def _state(number: int) -> str:
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return ""
