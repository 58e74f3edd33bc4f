"""Exports of made networks: seconds and memory, the queries apart from what the exporter does with their answers.

    python benchmarks/networks.py [--nodes 2000] [--ties 10000] [--format gexf] [--no-layout] [--measure all]
    python benchmarks/networks.py --nodes 100000 --ties 1000000 --no-layout --measure none

The graph is made of claims, as a build makes them: three fifths of the nodes are actors, the others events; each tie of the view
actors-events is a participation with a passage, in the graph of one document. Seconds are those of the clock and, because a machine
is never quiet, of the processor; memory is the most that the exporting process ever held.
"""

import argparse
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.export import parts
from kg.iris import BASE, CONCEPTS, NAMESPACE
from kg.vocab import RDF, RDFS, XSD

ROLES = ("organizer", "partner", "host", "funder", "signatory", "speaker", "participant")


class Store:
    """A source of exports that keeps account of how long the SPARQL engine took."""

    def __init__(self, path: Path) -> None:
        self.base, self.seconds, self.rows = ox.Store.read_only(str(path)), 0.0, 0

    def query(self, text: str) -> Any:  # noqa: ANN401 - as the engine gives it
        """The solutions, each on its own, with the clock running only inside the engine."""
        start = time.thread_time()
        solutions = self.base.query(text, use_default_graph_as_union=True)
        self.seconds += time.thread_time() - start
        return Timed(self, solutions)

    def quads(self) -> Iterator[ox.Quad]:
        """Every quad."""
        return self.base.quads_for_pattern(None, None, None, None)


class Timed:
    """Solutions that tell the store how long they took to come."""

    def __init__(self, store: Store, solutions: Any) -> None:  # noqa: ANN401 - as above
        self.store, self.solutions, self.variables = store, solutions, solutions.variables

    def __iter__(self) -> Iterator[Any]:
        while True:
            start = time.thread_time()
            row = next(self.solutions, None)
            self.store.seconds += time.thread_time() - start
            if row is None:
                return
            self.store.rows += 1
            yield row


def statements(nodes: int, ties: int) -> Iterator[str]:
    """N-Quads of the made graph."""
    chance, actors = random.Random(1), nodes * 6 // 10
    events = nodes - actors
    for event in range(events):
        day = f"{2010 + event % 12}-{1 + event % 9:02}-{1 + event % 28:02}"
        document, thing = f"{BASE}document/d{event}", f"{BASE}event/e{event}"
        yield from said(document, document, (RDF.type, f"{NAMESPACE}Document"), (f"{NAMESPACE}issued", day))
        held = (f"{NAMESPACE}phase", f"{CONCEPTS}phase/held")
        dates = ((f"{NAMESPACE}earliest", day), (f"{NAMESPACE}latest", day))
        yield from said(document, thing, (RDF.type, f"{NAMESPACE}Event"), (RDFS.label, f"Event {event}"), held, *dates)
        count = ties * (event + 1) // events - ties * event // events
        taken: dict[tuple[int, str], None] = {}
        while len(taken) < count:
            taken[int(actors * chance.random() ** 2), chance.choice(ROLES)] = None
        for number, (actor, role) in enumerate(taken):
            yield from participation(document, thing, number, actor, role)


def participation(document: str, event: str, number: int, actor: int, role: str) -> Iterator[str]:
    """One claim, and who it is about."""
    kind = "Institution" if actor % 3 else "Person"
    agent, claim = f"{BASE}{kind.lower()}/a{actor}", f"{document}#claim-{number}"
    yield from said(document, agent, (RDF.type, f"{NAMESPACE}{kind}"), (RDFS.label, f"Actor {actor}"))
    links = {"event": event, "agent": agent, "role": f"{CONCEPTS}role/{role}", "statedIn": document}
    links["evidence"] = f"{document}#char={number * 10},{number * 10 + 9}"
    named = ((f"{NAMESPACE}{name}", value) for name, value in links.items())
    yield from said(document, claim, (RDF.type, f"{NAMESPACE}Participation"), *named)


def said(graph: str, subject: str, *facts: tuple[str, str]) -> Iterator[str]:
    """A quad a fact; what looks like a day is one, what is no IRI is a text."""
    for predicate, value in facts:
        day = f'"{value}"^^<{XSD.date}>' if predicate.endswith(("issued", "earliest", "latest")) else f'"{value}"'
        yield f"<{subject}> <{predicate}> {f'<{value}>' if value.startswith('https:') else day} <{graph}> .\n"


def made(folder: Path, nodes: int, ties: int) -> Path:
    """A database with the made graph."""
    text, place = folder / "graph.nq", folder / "graph"
    with text.open("w", encoding="utf-8") as file:
        file.writelines(statements(nodes, ties))
    base = ox.Store(str(place))
    base.bulk_load(path=str(text), format=ox.RdfFormat.N_QUADS)
    base.flush()
    base.optimize()  # as a build does that takes in so much
    print(f"{nodes:,} nodes, {ties:,} ties, {len(base):,} quads")
    text.unlink()
    return place


def measure(place: Path, form: str, measures: Sequence[str], layout: bool) -> None:
    """Exports, and prints what it took."""
    store, wall, size = Store(place), time.perf_counter(), 0
    processor = time.process_time()
    for part in parts(store, form, "actors-events", measures=tuple(measures), layout=layout):
        size += len(part)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / (1024 if sys.platform == "darwin" else 1)
    print(f"{form}: {size / 2**20:,.0f} MiB in {wall:.1f} s ({processor:.1f} s of the processor), {most:,.0f} MiB of memory")
    rest = processor - store.seconds
    print(f"  of these the SPARQL engine {store.seconds:.1f} s of the processor for {store.rows:,} rows, the exporter {rest:.1f} s")


def main() -> None:
    """Reads the arguments; the export runs in a process of its own, so that making the graph does not count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=2_000)
    parser.add_argument("--ties", type=int, default=10_000)
    parser.add_argument("--format", default="gexf")
    parser.add_argument("--measure", action="append", default=[])
    parser.add_argument("--no-layout", action="store_true")
    given = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for work in (
            (made, place, given.nodes, given.ties),
            (measure, place / "graph", given.format, given.measure, not given.no_layout),
        ):
            process = spawn.Process(target=work[0], args=work[1:])
            process.start()
            process.join()


if __name__ == "__main__":
    main()
