"""RDF files as they come from elsewhere: read through once to be sure of them, then as N-Quads, without blank nodes.

What a file says in named graphs stays there; the rest goes into a graph of the file's own. Blank nodes become IRIs in that graph's
name space, numbered in the order in which they appear (RDF 1.1 Concepts, section 3.5, leaves the names free), so that the same
bytes give the same quads. No context or import is fetched.
"""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

import pyoxigraph as ox

from kg.errors import BadInput

_PORTION = 50_000  # quads
_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
_CONTEXT = "LoadDocumentCallback"


class Content(NamedTuple):
    """The graphs that a file speaks of, its own included where it has quads, and how many quads it holds."""

    graphs: frozenset[str]
    quads: int


def survey(path: str, own: str) -> Content:
    """What a file holds; BadInput tells line and column where it is not what its ending says."""
    graphs: set[str] = set()
    count = 0
    for quad in _quads(path, own):
        graphs.add(str(getattr(quad.graph_name, "value", own)))
        count += 1
    if not count:
        raise BadInput("holds no statement", where=path)
    return Content(frozenset(graphs), count)


def blocks(path: str, own: str, wanted: Collection[str]) -> Iterator[bytes]:
    """The quads of the wanted graphs as N-Quads, in portions."""
    portion: list[ox.Quad] = []
    for quad in _quads(path, own):
        if getattr(quad.graph_name, "value", own) in wanted:
            portion.append(quad)
        if len(portion) == _PORTION:
            yield ox.serialize(portion, format=ox.RdfFormat.N_QUADS) or b""
            portion = []
    if portion:
        yield ox.serialize(portion, format=ox.RdfFormat.N_QUADS) or b""


def _quads(path: str, own: str) -> Iterator[ox.Quad]:
    """The quads of a file, each in a graph, none with a blank node."""
    names: dict[str, ox.NamedNode] = {}
    graph = ox.NamedNode(own)
    try:
        for quad in ox.parse(path=path, format=_FORMATS[Path(path).suffix.lower()]):
            if isinstance(quad.object, ox.Triple):
                raise BadInput("holds a triple term (RDF 1.2), which is not kept", where=path, hint="Write it as RDF 1.1.")
            parts = (_named(part, own, names) for part in (quad.subject, quad.object, quad.graph_name))
            subject, thing, place = parts
            yield ox.Quad(subject, quad.predicate, thing, graph if isinstance(place, ox.DefaultGraph) else place)  # type: ignore[arg-type]
    except SyntaxError as error:
        raise BadInput(_fault(path, error), where=path) from error
    except (OSError, MemoryError, ValueError) as error:
        raise BadInput(f"cannot be read: {error}", where=path) from error


def _named(part: object, own: str, names: dict[str, ox.NamedNode]) -> object:
    """A term, or the IRI that stands for a blank node."""
    if not isinstance(part, ox.BlankNode):
        return part
    return names.setdefault(part.value, ox.NamedNode(f"{own}#b{len(names)}"))


def _fault(path: str, error: SyntaxError) -> str:
    """Where and what: `line 3, column 5: the prefix x: has not been declared`."""
    what = str(error.msg)
    if _CONTEXT in what:
        return "names a context at another address, and kg fetches nothing. Write the context into the file"
    line, column = error.lineno, error.offset
    if line is None:
        line, column = _xml_fault(path)
    told = what.partition(": ")[2] if what.startswith("Parser error at") else what
    return f"line {line}, column {column}: {told}" if line else told


def _xml_fault(path: str) -> tuple[int | None, int | None]:
    """Where a file is no XML."""
    parser = expat.ParserCreate()
    try:
        with Path(path).open("rb") as stream:
            parser.ParseFile(stream)
    except (expat.ExpatError, OSError):
        return parser.ErrorLineNumber, parser.ErrorColumnNumber + 1
    return None, None
