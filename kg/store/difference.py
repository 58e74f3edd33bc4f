"""What one generation says and another does not."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.store.generations import Generation
from kg.store.manifest import Manifest
from kg.store.reader import Reader, open_reader


class Change(NamedTuple):
    """A fact that came (`added`) or went: its graph and its N-Quads line."""

    added: bool
    graph: str
    line: str


class Replaced(NamedTuple):
    """A document that may say something else: its graph before and after, '' where it was not, and its files by name.

    Both graphs are one where the same text was read again, or under other file names.
    """

    sources: tuple[str, ...]
    before: str
    after: str


def diff(before: Generation, after: Generation) -> Iterator[Change]:
    """The changes from one generation to another, graph by graph, lines sorted; only graphs that can differ are compared."""
    with open_reader(before) as old, open_reader(after) as new:
        for graph in sorted({*old.graphs(), *new.graphs()} - _alike(old, new)):
            was, now = set(old.nquads(graph)), set(new.nquads(graph))
            for line in sorted(was ^ now):
                yield Change(line in now, graph, line)


def _alike(old: Reader, new: Reader) -> set[str]:
    """The document graphs that are the same in both: same text, same knowledge, same sources."""
    with new.manifest() as manifest:
        return {reading.graph for reading in manifest.readings()} - manifest.unlike(old.generation.documents)


def replaced(old: Reader, new: Reader) -> list[Replaced]:
    """The documents that can differ, by the names of their files; the lists of documents alone are compared.

    A graph that is gone and one that is new are the same document where one file gave both.
    """
    both, gone, come = list[Replaced](), dict[str, tuple[str, ...]](), dict[str, tuple[str, ...]]()
    with old.manifest() as was, new.manifest() as now:
        for graph in sorted(now.unlike(old.generation.documents)):
            before, after = _names(was, graph), _names(now, graph)
            if before and after:
                both.append(Replaced(after, graph, graph))
            elif after:
                come[graph] = after
            else:
                gone[graph] = before
    return sorted([*both, *_paired(gone, come)])


def _names(manifest: Manifest, graph: str) -> tuple[str, ...]:
    return tuple(source.name for source in manifest.sources(graph))


def _paired(gone: Mapping[str, tuple[str, ...]], come: Mapping[str, tuple[str, ...]]) -> Iterator[Replaced]:
    """Graphs with their files, each that came with the first one that its files gave before."""
    gave, left = {name: graph for graph, names in gone.items() for name in names}, dict(gone)
    for graph, names in come.items():
        before = next((gave[name] for name in names if gave.get(name) in left), "")
        left.pop(before, None)
        yield Replaced(names, before, graph)
    for graph, names in left.items():
        yield Replaced(names, graph, "")
