"""JSON-LD framed by entity: an object for each event, person or institution, with all that is claimed of it inside.

The frames are queries/frames/*.json, in the syntax of JSON-LD 1.1 Framing. Of it we use: `@type`, the class of the outer objects;
a property with a frame of its own, whose values are embedded each time (`@embed: @always`); `@reverse`, the claims that point to
a thing; `@explicit`, which shows the named properties alone. A property that the frame does not name is given as it stands, and
things that it points to by their IRI. What several documents say is told together; `statedIn` tells them apart.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from kg.errors import BadInput, BadKnowledge
from kg.export.answers import Source
from kg.export.jsonld import Writer, context, text
from kg.export.rdf import Line
from kg.resources import folder
from kg.vocab import RDF

BATCH = 500  # things that are asked for at once
Frame = dict[str, Any]
Things = dict[str, Any]
_TYPE = f"<{RDF.type}>"


def names() -> list[str]:
    """What can be framed."""
    return sorted(path.stem for path in (folder("queries") / "frames").glob("*.json"))


def write(source: Source, name: str) -> Iterator[bytes]:
    """One object a line, in the order of their IRIs, with the context that ontology/context.jsonld gives."""
    if name not in names():
        raise BadInput(f"no frame named {name!r}", where="--frame", hint=f"There are: {', '.join(names())}.")
    frame, framer = _read(name), Framer(source)
    yield f'{{"@context": {text(framer.words)},\n"@graph": ['.encode()
    gap = "\n"
    outer = f"SELECT DISTINCT ?thing {{ ?thing a <{framer.iri(frame['@type'])}> }}"
    rest = iter(sorted(str(row[0]) for row in source.query(outer)))
    while batch := list(islice(rest, BATCH)):
        things = framer.things(batch, frame)
        yield (gap + ",\n".join(text(things[thing]) for thing in batch)).encode()
        gap = ",\n"
    yield b"\n]}\n"


class Framer:
    """Puts things into each other as frames say, all things of a batch at once."""

    def __init__(self, source: Source) -> None:
        self.source, self.words = source, context()
        self.writer = Writer(self.words)

    def iri(self, name: str) -> str:
        """What a name of the context stands for."""
        return str(self.writer.context.expand(name))

    def things(self, subjects: Sequence[str], frame: Frame) -> Things:
        """The object of each subject, an IRI in angle brackets, as the frame wants it."""
        inner = {self.iri(name): part for name, part in frame.items() if not name.startswith("@")}
        about = self._about(subjects)
        told = {subject: about[subject] for subject in subjects}
        if frame.get("@explicit"):
            told = {
                subject: [line for line in lines if not line.predicate or line.predicate[1:-1] in inner]
                for subject, lines in told.items()
            }
        objects = {subject: self.writer.thing(subject, lines) for subject, lines in told.items()}
        for predicate, part in inner.items():
            if part:
                self._embed(objects, told, f"<{predicate}>", part)
        for name, part in frame.get("@reverse", {}).items():
            self._point(objects, name, part)
        return objects

    def _embed(self, objects: Things, told: dict[str, list[Line]], predicate: str, frame: Frame) -> None:
        """Values that are things become what the frame shows of them."""
        wanted = sorted(
            {line.object for lines in told.values() for line in lines if line.predicate == predicate and line.object[0] == "<"}
        )
        inside = self.things(wanted, frame) if wanted else {}
        for subject, lines in told.items():
            about = [line for line in lines if line.predicate == predicate]
            if about:
                key, _, listed = self.writer.said(about[0])
                values = [inside.get(line.object, self.writer.said(line)[1]) for line in about]
                objects[subject][key] = values if listed or len(values) > 1 else values[0]

    def _point(self, objects: Things, name: str, frame: Frame) -> None:
        """Things that point to a subject stand under `@reverse`, by the property with which they do."""
        pointing = defaultdict(list)
        question = f"SELECT DISTINCT ?from ?to {{ {_values('to', objects)} ?from <{self.iri(name)}> ?to }}"
        for row in self.source.query(question):
            pointing[str(row[1])].append(str(row[0]))
        inside = self.things(sorted({each for several in pointing.values() for each in several}), frame)
        for subject, several in pointing.items():
            objects[subject].setdefault("@reverse", {})[name] = [inside[each] for each in sorted(several)]

    def _about(self, subjects: Sequence[str]) -> dict[str, list[Line]]:
        """All that is said of each, without the graphs, in the order of an export."""
        found: dict[str, list[Line]] = defaultdict(list)
        if subjects:
            for subject, predicate, value in self.source.query(f"SELECT DISTINCT ?s ?p ?o {{ {_values('s', subjects)} ?s ?p ?o }}"):
                key = "" if str(predicate) == _TYPE else str(predicate)
                found[str(subject)].append(Line("", str(subject), key, str(value)))
        return defaultdict(list, {subject: sorted(lines) for subject, lines in found.items()})


def _values(name: str, terms: Iterable[str]) -> str:
    return f"VALUES ?{name} {{ {' '.join(terms)} }}"


def _read(name: str) -> Frame:
    path = folder("queries") / "frames" / f"{name}.json"
    try:
        frame: Frame = json.loads(path.read_text(encoding="utf-8"))
        frame["@type"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadKnowledge(f"no frame: {error}", where=str(path)) from error
    return frame
