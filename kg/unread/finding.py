"""The sentences of a document that name something and yielded nothing, each with its points and where they come from."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.extract import read_closely
from kg.extract.scan import Sentence
from kg.knowledge import Knowledge
from kg.masks import Item
from kg.model import Document, Reading, Span
from kg.unread.clues import Clues

NAMED = {
    "person": ("person", "persons"),
    "institution": ("institution", "institutions"),
    "acronym": ("acronym", "acronyms"),
    "state": ("state", "states"),
    "money": ("amount", "amounts"),
    "date": ("date", "dates"),
}
_COUNTED = 3  # things of a kind that bring points


class Gap(NamedTuple):
    """A sentence that yielded no claim: where it stands, what it names, its points, and the parts that these are made of.

    `span` counts in the document, the spans of `named` in the sentence.
    """

    source: str
    span: Span
    text: str
    named: tuple[tuple[str, Span], ...]
    points: float
    reasons: tuple[tuple[str, float], ...]
    shares: tuple[tuple[str, float], ...]

    @property
    def names(self) -> str:
        """What it names, in words: `2 institutions, 1 amount`."""
        return ", ".join(f"{count} {NAMED[kind][count > 1]}" for kind, count in Counter(kind for kind, _ in self.named).items())

    @property
    def why(self) -> str:
        """Where the points come from, in words: `1 amount +3, tells of paying +4; x 0.3 headline`."""
        added = ", ".join(f"{reason} {points:+g}" for reason, points in self.reasons)
        return "; ".join([added, *(f"x {share:.2g} {reason}" for reason, share in self.shares)])


def gaps(document: Document, knowledge: Knowledge, clues: Clues) -> Iterator[Gap]:
    """The gaps of a document, in the order of its text."""
    source, reading = read_closely(document, knowledge)
    said = sorted(_evidence(reading))
    for sentence in source.sentences:
        if not any(span.begin < sentence.span.end and sentence.span.begin < span.end for span in said):
            named = tuple(_named(sentence.items))
            if named:
                yield _gap(document, sentence, named, clues)


def _evidence(reading: Reading) -> Iterator[Span]:
    """Where facts stand: claims and events."""
    yield from (claim.evidence.span for claim in reading.claims)
    yield from (event.evidence.span for event in reading.events)


def _named(items: Iterable[Item]) -> Iterator[tuple[str, Span]]:
    """The things of the kinds that make a sentence a gap, those inside an event's noun group too."""
    for item in items:
        if item.kind in NAMED:
            yield item.kind, Span(item.begin, item.end)
        yield from _named(item.inner)


def _gap(document: Document, sentence: Sentence, named: tuple[tuple[str, Span], ...], clues: Clues) -> Gap:
    counted = Counter(kind for kind, _ in named)
    things = {f"{count} {NAMED[kind][count > 1]}": clues.named[kind] * min(count, _COUNTED) for kind, count in counted.items()}
    reasons = {**things, **clues.reasons(sentence.masked.text)}
    shares = dict(_shares(sentence, document.text, clues))
    points = sum(reasons.values())
    for share in shares.values():
        points *= share
    text, begin = sentence.span.of(document.text), sentence.span.begin
    marked = tuple((kind, Span(first - begin, after - begin)) for kind, (first, after) in named)
    return Gap(document.source, sentence.span, text, marked, round(points, 1), tuple(reasons.items()), tuple(shares.items()))


def _shares(sentence: Sentence, text: str, clues: Clues) -> Iterator[tuple[str, float]]:
    """What lessens the points: the kind of block, a line that is no sentence, and quotations."""
    if clues.share[sentence.kind] < 1:
        yield sentence.kind, clues.share[sentence.kind]
    if sentence.kind == "paragraph" and text[sentence.span.end - 1].isalnum():
        yield "fragment", clues.share["fragment"]
    quoted = sum(item.end - item.begin for item in sentence.items if item.kind == "quote")
    if quoted:
        yield "quotation", max(0.0, 1 - quoted / (sentence.span.end - sentence.span.begin))
