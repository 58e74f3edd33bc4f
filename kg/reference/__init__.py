"""The reference of the vocabulary, made from the files of ontology/: one page for people, and the same for programs.

`FORMATS` is the whole list; to add a form, write a function and name it there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from kg import resources
from kg.rdf import jsonld
from kg.reference.page import page

__all__ = ["FILES", "FORMATS", "Format", "page", "written"]

# The files of ontology/ that can be had as they are, each with its media type.
FILES: Mapping[str, str] = {
    "kg.ttl": "text/turtle",
    "alignment.ttl": "text/turtle",
    "neighbours.ttl": "text/turtle",
    "concepts.ttl": "text/turtle",
    "shapes.ttl": "text/turtle",
    "context.jsonld": "application/ld+json",
}


@dataclass(frozen=True, slots=True)
class Format:
    """A form of the vocabulary: its media type, and what writes it."""

    media: str
    write: Callable[[], bytes]


def _turtle() -> bytes:
    return (resources.folder("ontology") / "kg.ttl").read_bytes()


def _jsonld() -> bytes:
    return jsonld(resources.folder("ontology") / "kg.ttl")


def _html() -> bytes:
    return page().encode()


FORMATS: Mapping[str, Format] = {
    "html": Format("text/html", _html),
    "ttl": Format("text/turtle", _turtle),
    "jsonld": Format("application/ld+json", _jsonld),
}


@cache
def written(name: str) -> bytes:
    """The vocabulary in a form of FORMATS, made once."""
    return FORMATS[name].write()
