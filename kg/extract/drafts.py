"""What may be an event of a document, sentence by sentence, and an event in the making."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.extract.dates import Printed
from kg.extract.events import EventMention
from kg.extract.names import Found
from kg.extract.scan import Sentence
from kg.extract.source import Source
from kg.masks import Item
from kg.model import Phase, Span
from kg.patterns import Pattern


@dataclass(slots=True)
class Draft:
    """An event in the making; `sentence` is the number of the one that first tells it."""

    type: str
    label: str
    span: Span
    sentence: int
    rule: str
    confidence: float
    main: bool = False
    start: str = ""
    end: str = ""
    date_text: str = ""
    place: Found | None = None
    country: str = ""
    venue: str = ""
    online: bool = False
    phase: Phase = Phase.HELD
    days: int | None = None


class Candidate(NamedTuple):
    """Something in a sentence that may be an event of its own: a noun group, or a verb that tells one (`verb`)."""

    sentence: int
    position: int
    span: Span
    type: str
    rule: str
    confidence: float
    label: str = ""
    weak: bool = False
    definite: bool = False
    another: bool = False
    plural: bool = False
    days: int | None = None
    verb: bool = False


def candidates(sentences: Sequence[Sentence]) -> list[Candidate]:
    """The candidates of all sentences in order, nouns before verbs."""
    found: list[Candidate] = []
    for number, sentence in enumerate(sentences):
        nouns = [(position, item.value) for position, item in sentence.masked.items.items() if item.kind == "event"]
        found.extend(_of_noun(number, position, value) for position, value in nouns if isinstance(value, EventMention))
        verbs = [_of_verb(number, sentence, pattern) for pattern in sentence.saying("type")]
        found.extend(one for one in verbs if one)
    return found


def _of_noun(number: int, position: int, one: EventMention) -> Candidate:
    flags = {"weak": one.weak, "definite": one.definite, "another": one.another, "plural": one.plural}
    return Candidate(number, position, one.span, one.type, "event noun", 0.9, one.words, days=one.days, **flags)


def _of_verb(number: int, sentence: Sentence, pattern: Pattern) -> Candidate | None:
    match = pattern.shape.search(sentence.masked.text)
    if not match:
        return None
    last = sentence.masked.offset(match.end() - 1)
    end = next((item.end for item in sentence.items if item.begin == last), last + 1)
    span = Span(sentence.masked.offset(match.start()), end)
    return Candidate(number, match.start(), span, pattern.type, pattern.name, pattern.confidence, verb=True)


def draft_of(one: Candidate, source: Source) -> Draft:
    """The draft that a candidate begins."""
    sentence = source.sentences[one.sentence]
    label = one.label or " ".join(sentence.span.of(source.layout.flat).split())[:160]
    online = source.cues.says("online", sentence.masked.text + one.label.lower())
    return Draft(one.type, label, sentence.span, one.sentence, one.rule, one.confidence, online=online, days=one.days)


def dates_of(sentence: Sentence) -> list[tuple[int, Printed]]:
    """(index in the masked text, date) of the dates of a sentence, those inside an event's noun group too."""
    if sentence.dated is None:
        there = [(position, one.value) for position, item in sentence.masked.items.items() for one in (item, *item.inner)]
        sentence.dated = [(position, value) for position, value in there if isinstance(value, Printed)]
    return sentence.dated


def place_items(sentence: Sentence) -> list[tuple[int, Item]]:
    """(index, item) of the places, venues, regions and states of a sentence, those in event groups too."""
    found: list[tuple[int, Item]] = []
    for position, item in sentence.masked.items.items():
        if item.kind in ("place", "venue", "region", "state"):
            found.append((position, item))
        if item.inner:
            found.extend((position, inner) for inner in item.inner if inner.kind in ("place", "state"))
    return found
