"""The whole graph as RDF text: N-Quads in canonical order, TriG and Turtle grouped by subject. The same bytes for the same quads.

Quads are taken as they write themselves, each term as canonical N-Quads, so that no RDF library is needed here. What does not fit
in memory is sorted in files.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import lru_cache
from heapq import merge
from itertools import groupby, islice
from typing import IO, Any, NamedTuple

from kg.vocab import PREFIXES, RDF, XSD

RUN = 500_000  # lines sorted at once, some 200 MB
GAP = "\t"  # between the terms of a line while it is sorted; a term never holds one
TYPE = f"<{RDF.type}>"
_IRI = re.compile(r"<(.*[/#])([A-Za-z0-9_][A-Za-z0-9_-]*|)>")
_TYPED = re.compile(r'"(.*)"\^\^(<.*>)')
_NAMES = {iri: name for name, iri in PREFIXES.items()}
_BARE = {
    f"<{XSD.integer}>": re.compile(r"[+-]?[0-9]+"),
    f"<{XSD.decimal}>": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"<{XSD.boolean}>": re.compile(r"true|false"),
}


class Line(NamedTuple):
    """A quad as canonical text. `graph` is empty for the default graph; `predicate` is empty for rdf:type, which so comes first."""

    graph: str
    subject: str
    predicate: str
    object: str


def nquads(quads: Iterable[Any]) -> Iterator[bytes]:
    """One quad a line, in the order of code points, none twice: the canonical form where there are no blank nodes."""
    return _sorted(f"{quad} .\n" for quad in quads)


def turtle(quads: Iterable[Any]) -> Iterator[bytes]:
    """What the graphs say together, without their names."""
    yield from _prefixes()
    for text in _statements(lines(quads, named=False), ""):
        yield text.encode()


def trig(quads: Iterable[Any]) -> Iterator[bytes]:
    """Each graph by its name, in the order of names."""
    yield from _prefixes()
    for graph, inside in groupby(lines(quads), key=lambda line: line.graph):
        yield f"\n{short(graph)} {{\n".encode() if graph else b""
        for text in _statements(inside, "    " if graph else ""):
            yield text.encode()
        yield b"}\n" if graph else b""


def lines(quads: Iterable[Any], *, named: bool = True) -> Iterator[Line]:
    """The quads by graph, subject, predicate and object, none twice; all in one unnamed graph unless `named`."""
    for line in _sorted(f"{GAP.join(_line(quad, named=named))}\n" for quad in quads):
        yield Line(*line.decode().removesuffix("\n").split(GAP))


def _line(quad: Any, *, named: bool) -> Line:  # noqa: ANN401 - a quad of the store
    graph, predicate = str(quad.graph_name) if named else "", str(quad.predicate)
    return Line("" if graph == "DEFAULT" else graph, str(quad.subject), "" if predicate == TYPE else predicate, str(quad.object))


def _sorted(texts: Iterable[str]) -> Iterator[bytes]:
    """The lines in the order of their bytes, none twice; more than `RUN` of them by way of temporary files."""
    with ExitStack() as files:
        rest, runs = iter(texts), list[IO[bytes]]()
        while run := [text.encode() for text in islice(rest, RUN)]:
            ordered = sorted(set(run))
            if len(run) < RUN and not runs:
                yield from ordered
                return
            runs.append(files.enter_context(tempfile.TemporaryFile()))
            runs[-1].writelines(ordered)
            runs[-1].seek(0)
        yield from (line for line, _ in groupby(merge(*runs)))


def _prefixes() -> Iterator[bytes]:
    return (f"@prefix {name}: <{iri}> .\n".encode() for name, iri in sorted(PREFIXES.items()))


def _statements(inside: Iterable[Line], indent: str) -> Iterator[str]:
    """A paragraph a subject: its classes, then its properties, one a line, with their values in order."""
    for subject, about in groupby(inside, key=lambda line: line.subject):
        said = (
            f"{short(predicate) if predicate else 'a'} {', '.join(short(line.object) for line in same)}"
            for predicate, same in groupby(about, key=lambda line: line.predicate)
        )
        yield f"\n{indent}{short(subject)} " + f" ;\n{indent}    ".join(said) + " .\n"


@lru_cache(maxsize=65_536)
def short(term: str) -> str:
    """A term as Turtle writes it best: `person:ann-lee` for its IRI, 3 and true bare, dates with `xsd:date`."""
    if match := _IRI.fullmatch(term):
        name = _NAMES.get(match[1])
        return f"{name}:{match[2]}" if name else term
    if match := _TYPED.fullmatch(term):
        bare = _BARE.get(match[2])
        return match[1] if bare and bare.fullmatch(match[1]) else f'"{match[1]}"^^{short(match[2])}'
    return term
