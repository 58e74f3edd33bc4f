"""What one generation says and another does not."""

from collections.abc import Iterator
from typing import NamedTuple

from kg.store.generations import Generation
from kg.store.manifest import Reading
from kg.store.reader import Reader, open_reader


class Change(NamedTuple):
    """A fact that came (`added`) or went: its graph and its N-Quads line."""

    added: bool
    graph: str
    line: str


def diff(before: Generation, after: Generation) -> Iterator[Change]:
    """The changes from one generation to another, graph by graph, lines sorted; only graphs that can differ are compared."""
    with open_reader(before) as old, open_reader(after) as new:
        same = _alike(old, new)
        for graph in sorted({*old.graphs(), *new.graphs()} - same):
            was, now = set(old.nquads(graph)), set(new.nquads(graph))
            for line in sorted(was ^ now):
                yield Change(line in now, graph, line)


def _alike(old: Reader, new: Reader) -> set[str]:
    """The document graphs that are the same in both: same text, same knowledge, same sources."""
    known = _states(old)
    return {graph for graph, state in _states(new).items() if known.get(graph) == state}


def _states(reader: Reader) -> dict[str, tuple[Reading, tuple[str, ...]]]:
    with reader.manifest() as manifest:
        quads: dict[str, list[str]] = {}
        for source in manifest.sources():
            quads.setdefault(source.graph, []).append(source.quad)
        return {reading.graph: (reading, tuple(quads.get(reading.graph, ()))) for reading in manifest.readings()}
