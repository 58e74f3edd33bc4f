"""Building a store: time, memory and disk for thousands of documents, for ten that change, and for none that does.

    python benchmarks/building.py [--counts 1000 10000 100000] [--workers 2] [--changed 10] [--folder DIR] [--seed 1]

The documents are made from the samples (`making.py`), the same for the same seed. Every build is the command `kg build` in a
process of its own. Memory is that of all its processes together, their proportional set sizes added up, twice a second.
`load` compares, in turns and on the N-Quads of the second largest store, what our store takes in with pyoxigraph's own bulk_load.
"""

import argparse
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import making
import pyoxigraph as ox

from kg.store import Build, Manifest, Reading, current, open_reader

LOOK = 0.5  # seconds between two looks at the memory: each look costs some of the processor
SETTLED = 2.5  # seconds after which a file's time stamp can be trusted


class Run(NamedTuple):
    """Seconds of one build and the megabytes that its processes held together at most."""

    seconds: float
    megabytes: float


def tree(root: int) -> Iterator[int]:
    """A process and those below it."""
    yield root
    for task in Path(f"/proc/{root}/task").glob("*/children"):
        try:
            for child in task.read_text().split():
                yield from tree(int(child))
        except OSError:
            continue


def held(root: int) -> float:
    """Megabytes that a process and those below it hold, what they share counted once."""
    total = 0
    for number in set(tree(root)):
        try:
            rollup = Path(f"/proc/{number}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


def build(folder: Path, store: Path, workers: int) -> Run:
    """One build, measured."""
    command = [sys.executable, "-m", "kg", "build", str(folder), "--store", str(store), "--workers", str(workers)]
    begun, peak = time.perf_counter(), 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=making.ROOT) as process:
        while process.poll() is None:
            peak = max(peak, held(process.pid))
            time.sleep(LOOK)
    if process.returncode:
        raise SystemExit(f"kg build ended with {process.returncode}")
    return Run(time.perf_counter() - begun, peak)


def size(folder: Path) -> int:
    """Bytes on disk."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def change(folder: Path, count: int) -> None:
    """So many documents, spread over all, are others now."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix == ".txt")
    for path in paths[:: max(1, len(paths) // count)][:count]:
        path.write_text(path.read_text(encoding="utf-8") + f"\nSeen again at {time.time_ns()}.\n", encoding="utf-8")


def measure(count: int, home: Path, options: argparse.Namespace) -> tuple[float, float]:
    """(documents, seconds) of a full build, once all that there is to say about it was printed."""
    documents, store = home / f"documents-{count}", home / f"store-{count}"
    made = sum(1 for _ in making.write(documents, count, options.seed))
    time.sleep(SETTLED)
    full = build(documents, store, options.workers)
    with open_reader(store) as reader:
        quads = reader.count()
    disk = size(current(store).folder)
    change(documents, options.changed)
    time.sleep(SETTLED)
    some = build(documents, store, options.workers)
    none = build(documents, store, options.workers)
    rates = f"{made / full.seconds:7.1f} documents/s  {quads / full.seconds:9,.0f} quads/s"
    print(f"{made:>9,} documents  {full.seconds:8.1f} s  {rates}")
    print(f"{'':>9} {quads:,} quads, {disk / quads:.0f} bytes of disk a quad, {full.megabytes:,.0f} MB held at most")
    print(
        f"{'':>9} {options.changed} changed: {some.seconds:.2f} s ({100 * some.seconds / full.seconds:.1f} % of the whole), ",
        end="",
    )
    print(f"{some.megabytes:,.0f} MB; none: {none.seconds:.2f} s")
    sys.stdout.flush()
    shutil.rmtree(documents)
    return made, full.seconds


def blocks(store: Path) -> list[tuple[str, bytes]]:
    """The document graphs of a store as N-Quads."""
    with open_reader(store) as reader, Manifest(current(store).documents) as manifest:
        return [(one.graph, "".join(reader.nquads(one.graph)).encode()) for one in manifest.readings()]


def load(store: Path, home: Path, rounds: int) -> None:
    """Prints how fast the same quads come into our store and into a bare one, in turns."""
    graphs = blocks(store)
    whole = b"".join(block for _, block in graphs)
    quads = whole.count(b"\n")
    file = home / "whole.nq"
    file.write_bytes(whole)
    ratios, ours, theirs = [], [], []
    for number in range(rounds):
        begun = time.perf_counter()
        bare = ox.Store(str(home / f"bare-{number}"))
        bare.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
        bare.flush()
        theirs.append(quads / (time.perf_counter() - begun))
        del bare
        begun = time.perf_counter()
        with Build(home / f"ours-{number}") as stage:
            for graph, block in graphs:
                stage.replace(graph, block)
                stage.manifest.put_reading(Reading(graph, graph, "", "", ""))
            stage.publish({})
        ours.append(quads / (time.perf_counter() - begun))
        ratios.append(ours[-1] / theirs[-1])
        shutil.rmtree(home / f"bare-{number}")
        shutil.rmtree(home / f"ours-{number}")
    print(
        f"load of {quads:,} quads: ours, published and synced {statistics.median(ours):,.0f} quads/s, "
        f"bulk_load {statistics.median(theirs):,.0f} quads/s, ratio {statistics.median(ratios):.2f}"
    )


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The exponent with which seconds grow with documents: 1 is in step, by least squares of the logarithms."""
    xs, ys = ([math.log(point[axis]) for point in points] for axis in (0, 1))
    return statistics.linear_regression(xs, ys).slope


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--changed", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where to work; it must not exist and is removed")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as home:
        points = [measure(count, Path(home), options) for count in sorted(options.counts)]
        load(Path(home) / f"store-{sorted(options.counts)[-2:][0]}", Path(home), options.rounds)
    if len(points) > 1:
        documents, seconds = points[-1]
        print(
            f"seconds grow as documents to the power of {slope(points):.2f}; a document costs {1000 * seconds / documents:.1f} ms"
        )


if __name__ == "__main__":
    main()
