"""Which format an Accept header gets: the table of formats, and RFC 9110's rules for choosing.

A range with q=0 is a refusal, the most specific range that matches decides, and among equals our order does. The other names of
a format are used only for those who ask by them.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

ROWS, TRUTH, GRAPH, DATASET = "rows", "truth", "graph", "dataset"


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write an answer: its media type, the names it is also asked by, and what it can carry. `name` is pyoxigraph's."""

    name: str
    media: str
    carries: tuple[str, ...]
    short: str
    aliases: tuple[str, ...] = ()
    charset: bool = False

    @property
    def results(self) -> bool:
        """Whether it carries rows and not triples."""
        return ROWS in self.carries


FORMATS = (
    Format("JSON", "application/sparql-results+json", (ROWS, TRUTH), "json", ("application/json",)),
    Format("XML", "application/sparql-results+xml", (ROWS, TRUTH), "xml", ("application/xml", "text/xml")),
    Format("CSV", "text/csv", (ROWS,), "csv", (), True),
    Format("TSV", "text/tab-separated-values", (ROWS,), "tsv", (), True),
    Format("TURTLE", "text/turtle", (GRAPH,), "ttl", ("application/x-turtle",), True),
    Format("N_TRIPLES", "application/n-triples", (GRAPH,), "nt", ("text/plain",)),
    Format("RDF_XML", "application/rdf+xml", (GRAPH,), "rdf", ("application/xml", "text/xml")),
    Format("JSON_LD", "application/ld+json", (GRAPH, DATASET), "jsonld", ("application/json",)),
    Format("TRIG", "application/trig", (GRAPH, DATASET), "trig"),
    Format("N_QUADS", "application/n-quads", (GRAPH, DATASET), "nq"),
)


class Range(NamedTuple):
    """One element of an Accept header."""

    type: str
    subtype: str
    quality: float
    specific: int


class Choice(NamedTuple):
    """A format, and the media type to call it by."""

    format: Format
    media: str

    @property
    def content_type(self) -> str:
        """The value of the Content-Type header; texts name their charset."""
        return f"{self.media}; charset=utf-8" if self.format.charset or self.media.startswith("text/") else self.media


def parse_accept(header: str) -> tuple[Range, ...]:
    """The ranges of an Accept header; what is not a range is passed over, and an empty header accepts everything."""
    found = []
    for element in header.split(","):
        name, *parameters = (part.strip().lower() for part in element.split(";"))
        major, slash, minor = name.partition("/")
        if slash and major and minor and not (major == "*" and minor != "*"):
            others = [p for p in parameters if p and not p.startswith(("q=", "charset="))]
            found.append(Range(major, minor, _quality(parameters), (major != "*") + (minor != "*") - bool(others)))
    return tuple(found) or (Range("*", "*", 1.0, 0),)


def _named(media: str, ranges: tuple[Range, ...]) -> bool:
    return any(f"{r.type}/{r.subtype}" == media for r in ranges)


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return min(1.0, max(0.0, float(parameter[2:])))
            except ValueError:
                return 0.0
    return 1.0


def quality(media: str, ranges: tuple[Range, ...]) -> float:
    """How much a media type is wanted, from 0 (not at all) to 1."""
    major, _, minor = media.partition("/")
    matching = [r for r in ranges if r.type in ("*", major) and r.subtype in ("*", minor)]
    return max(matching, key=lambda r: (r.specific, r.quality)).quality if matching else 0.0


@lru_cache(maxsize=1024)
def choose(header: str, kind: str) -> Choice | None:
    """The best format for this kind of answer under an Accept header, or None when nothing acceptable can carry it."""
    ranges = parse_accept(header)
    best: tuple[float, Choice] | None = None
    for form in FORMATS:
        for media in (form.media, *form.aliases) if kind in form.carries else ():
            wanted = quality(media, ranges) if media == form.media or _named(media, ranges) else 0.0
            if wanted > 0 and (best is None or wanted > best[0]):
                best = wanted, Choice(form, media)
    return best[1] if best else None


def by_short_name(name: str) -> Format | None:
    """The format that `format=NAME` asks for."""
    return next((form for form in FORMATS if form.short == name.lower()), None)


def offered(kind: str) -> str:
    """The media types that can carry this kind of answer, for a person to read."""
    return ", ".join(form.media for form in FORMATS if kind in form.carries)
