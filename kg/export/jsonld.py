"""The whole graph as JSON-LD 1.1, compacted with ontology/context.jsonld, which goes along: no reader has to fetch it.

rdflib reads the context; choosing the terms is done here, because its own writer loses a value after 0, false or "".
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from kg.errors import BadKnowledge
from kg.export.rdf import Line, lines
from kg.resources import folder
from kg.vocab import RDF, XSD

_LITERAL = re.compile(r'(".*")(?:@([A-Za-z0-9-]+)|\^\^<(.*)>)?')


def write(quads: Iterable[Any]) -> Iterator[bytes]:
    """One object a graph, with its things in the order of their IRIs; what is in no named graph comes first, by itself."""
    words = context()
    writer = Writer(words)
    yield f'{{"@context": {text(words)},\n"@graph": ['.encode()
    gap = "\n"
    for graph, inside in groupby(lines(quads), key=lambda line: line.graph):
        things = (text(writer.thing(subject, about)) for subject, about in groupby(inside, key=lambda line: line.subject))
        start, end = (f'{gap}{{"{writer.id}": {text(writer.iri(graph))}, "@graph": [\n', "\n]}") if graph else (gap, "")
        yield (start + ",\n".join(things) + end).encode()
        gap = ",\n"
    yield b"\n]}\n"


class Writer:
    """Says quads with the names that a JSON-LD context gives."""

    def __init__(self, context: Any) -> None:  # noqa: ANN401 - JSON
        from rdflib.plugins.shared.jsonld.context import UNDEF, Context

        self.context = Context({"@context": context})
        self.id, self.type = self.context.id_key, self.context.type_key
        self.terms: dict[tuple[str, str], Any] = {}
        for _, term in sorted(self.context.terms.items()):
            if not term.reverse and term.container <= {"@set"} and term.language is UNDEF:
                self.terms.setdefault((term.id, "" if term.type is UNDEF else str(term.type)), term)

    def thing(self, subject: str, about: Iterable[Line]) -> dict[str, Any]:
        """The object that says everything about one subject; one value stands alone, unless the context asks for a list."""
        told: dict[str, Any] = {self.id: self.iri(subject)}
        for line in about:
            key, value, listed = self.said(line)
            if key not in told:
                told[key] = [value] if listed else value
            else:
                told[key] = [*(told[key] if isinstance(told[key], list) else [told[key]]), value]
        return told

    def said(self, line: Line) -> tuple[str, Any, bool]:
        """The key, the value, and whether the context asks for a list."""
        if not line.predicate and line.object.startswith("<"):
            return self.type, self.context.to_symbol(line.object[1:-1]), False
        predicate = line.predicate[1:-1] or RDF.type
        kind, bare, full = self.value(line.object)
        typed, untyped = self.terms.get((predicate, kind)), self.terms.get((predicate, ""))
        term = typed or untyped
        key = term.name if term else self.context.shrink_iri(predicate)
        return key, bare if typed else full, bool(term and term.container)

    def value(self, term: str) -> tuple[str, str, Any]:
        """The type that a key must have so that the bare text is enough, that text, and the value in full."""
        match = _LITERAL.fullmatch(term)
        if not match:
            return "@id", self.iri(term), {self.id: self.iri(term)}
        bare, language, datatype = json.loads(match[1]), match[2], match[3]
        if language:
            return "@language", bare, {"@language": language, "@value": bare}
        if datatype:
            return datatype, bare, {"@type": self.context.to_symbol(datatype), "@value": bare}
        return XSD.string, bare, bare if self.context.language is None else {"@value": bare}

    def iri(self, term: str) -> str:
        """An IRI by its prefix where the context has one; a blank node as it is."""
        return str(self.context.shrink_iri(term[1:-1])) if term.startswith("<") else term


def context() -> Any:  # noqa: ANN401 - JSON
    """The context of ontology/context.jsonld."""
    path = folder("ontology") / "context.jsonld"
    try:
        return json.loads(path.read_text(encoding="utf-8"))["@context"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadKnowledge(f"no JSON-LD context: {error}", where=str(path)) from error


def text(value: object) -> str:
    """A value as JSON, letters as they are."""
    return json.dumps(value, ensure_ascii=False)
