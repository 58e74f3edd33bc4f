"""RDF files as plain triples of texts: the one module that parses Turtle for the readers of ontology/ and data/lexicon/."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import BadKnowledge


class Text(NamedTuple):
    """A literal: its characters, its language tag or '', its datatype IRI."""

    value: str
    language: str
    datatype: str


class Triple(NamedTuple):
    """Subject and predicate as IRIs; the object as an IRI (str) or a literal (`Text`)."""

    subject: str
    predicate: str
    object: str | Text


def read_turtle(path: Path) -> Iterator[Triple]:
    """The triples of a Turtle file in their order; blank nodes are refused, because a reader could not name them."""
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
                raise BadKnowledge(f"a blank node at {quad.predicate}", where=str(path), hint="Give the thing an IRI.")
            yield Triple(str(getattr(quad.subject, "value", "")), quad.predicate.value, _object(quad.object))
    except (SyntaxError, OSError) as error:
        raise BadKnowledge(f"not readable as Turtle: {error}", where=str(path)) from error


def ntriples(path: Path) -> list[str]:
    """The lines of N-Triples of a Turtle file."""
    return [f"{line}\n" for line in _written(path, ox.RdfFormat.N_TRIPLES).decode().split("\n") if line]


def jsonld(path: Path) -> bytes:
    """A Turtle file in JSON-LD."""
    return _written(path, ox.RdfFormat.JSON_LD)


def _written(path: Path, form: ox.RdfFormat) -> bytes:
    try:
        return ox.serialize(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE), format=form) or b""
    except (SyntaxError, OSError) as error:
        raise BadKnowledge(f"not readable as Turtle: {error}", where=str(path)) from error


def _object(term: object) -> str | Text:
    if isinstance(term, ox.Literal):
        return Text(term.value, term.language or "", term.datatype.value)
    return str(getattr(term, "value", ""))
