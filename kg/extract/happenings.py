"""From mentions of events to events: which mentions mean the same happening, which is the main one, and its date and place."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.extract.dates import Printed, before
from kg.extract.events import EventMention
from kg.extract.names import Found
from kg.extract.scan import Sentence
from kg.masks import Item
from kg.model import Phase, Span
from kg.patterns import PatternIndex


@dataclass(slots=True)
class Draft:
    """An event in the making. `at` is where the document first mentions it; `mentions` its sentences by number."""

    type: str
    label: str
    span: Span
    sentence: int
    rule: str
    confidence: float
    weak: bool = False
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
    another: bool = False
    inner: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something in a sentence that may be an event of its own: a noun group or a verb that tells one."""

    sentence: int
    position: int
    span: Span
    type: str
    label: str
    weak: bool
    definite: bool
    another: bool
    plural: bool
    days: int | None
    verb: bool
    rule: str
    confidence: float
    inner: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What the document says of itself: its own date, the place of its dateline, whether that is known."""

    issued: str
    place: Found | None


def candidates(sentences: Sequence[Sentence], patterns: PatternIndex) -> list[Candidate]:
    """The candidates of all sentences in order."""
    found: list[Candidate] = []
    for number, sentence in enumerate(sentences):
        nouns = [(position, item) for position, item in sentence.masked.items.items() if item.kind == "event"]
        for position, item in sorted(nouns, key=lambda one: one[0]):
            mention = item.value
            assert isinstance(mention, EventMention)
            found.append(
                Candidate(number, position, mention.span, mention.type, mention.words, mention.weak, mention.definite, mention.another,
                          mention.plural, mention.days, False, "event noun", 0.9, item.inner)
            )  # fmt: skip
        for pattern in patterns.fitting(sentence.masked.text):
            match = pattern.shape.search(sentence.masked.text)
            if match:
                begin = sentence.masked.offset(match.start())
                last = sentence.masked.offset(match.end() - 1)
                end = next((item.end for item in sentence.items if item.begin == last), last + 1)
                span = Span(begin, end)
                found.append(
                    Candidate(
                        number,
                        match.start(),
                        span,
                        pattern.type,
                        "",
                        False,
                        False,
                        False,
                        False,
                        None,
                        True,
                        pattern.name,
                        pattern.confidence,
                    )
                )
    return found


_STRONG = {"signing": 0.4, "donation": 0.4, "launch": 0.1, "statement": -0.6}


def choose_main(found: Sequence[Candidate], sentences: Sequence[Sentence]) -> Candidate | None:
    """The candidate that the document is about: early, specific, dated, not one of several and not another one."""
    prose = [number for number, sentence in enumerate(sentences) if sentence.prose]
    first_body = (
        prose[0] if prose else next((number for number, sentence in enumerate(sentences) if sentence.kind != "headline"), 0)
    )
    paragraphs = sorted({sentences[number].paragraph for number in prose})

    def score(one: Candidate) -> float:
        sentence = sentences[one.sentence]
        rank = paragraphs.index(sentence.paragraph) if sentence.paragraph in paragraphs else 3
        points = 2.6 + _STRONG.get(one.type, 0) if one.verb else 1.0 if one.weak or one.type == "election" else 3.0
        if sentence.kind == "headline":
            points += 1.0
        else:
            points += 1.6 if one.sentence == first_body else 1.1 if rank == 0 else 0.7 if rank == 1 else 0.3 if rank == 2 else -0.6
        kinds = {item.kind for item in sentence.items}
        points += 0.8 * (one.sentence == first_body and any(printed.words == "today" for _, printed in dates_of(sentence)))
        points += 0.9 * ("date" in kinds) + 0.4 * ("place" in kinds or "region" in kinds)
        points -= 1.2 * (
            any(word in sentence.masked.text for word in _FUTURE) and one.sentence != first_body and sentence.kind != "headline"
        )
        points -= 2.0 * one.another + 0.8 * one.plural + 0.3 * (one.type in ("election", "campaign", "statement") and not one.verb)
        points += 0.3 * one.definite * (one.sentence > first_body)
        return points - 0.01 * one.sentence - 0.0001 * one.position

    ranked = sorted(found, key=score, reverse=True)
    return ranked[0] if ranked and score(ranked[0]) >= 1.6 else None


def main_type(main: Candidate, found: Sequence[Candidate]) -> str:
    """The kind of the main event; where its own noun tells little, the first specific noun that points back to it."""
    if not main.weak or main.type not in ("other", "meeting"):
        return main.type
    for one in found:
        if (
            not one.verb
            and one.definite
            and not one.plural
            and one.type not in ("other", main.type)
            and one.sentence >= main.sentence
        ):
            return one.type
    for one in found:
        if one.verb and one.type == "training" and one.sentence <= main.sentence + 1:
            return one.type
    return main.type


def dates_of(sentence: Sentence) -> list[tuple[int, Printed]]:
    """(index in the masked text, date) of the dates of a sentence, those inside an event's noun group too."""
    found = []
    for position, item in sorted(sentence.masked.items.items()):
        if isinstance(item.value, Printed):
            found.append((position, item.value))
        found.extend((position, inner.value) for inner in item.inner if isinstance(inner.value, Printed))
    return found


_ENDING = (
    "ended",
    "ends",
    "end of",
    "concluded",
    "concludes",
    "closed",
    "closes",
    "finished",
    "finishes",
    "wrapped up",
    "comes to a close",
    "came to an end",
    "comes to an end",
    "completed",
    "concluding",
    "culminated",
    "saw the end",
    "last day",
    "final day",
    "close of",
)
_OPEN_END = (
    "ended",
    "concluded",
    "closed today",
    "closed on",
    "finished",
    "comes to a close",
    "came to an end",
    "wrapped up",
    "completed",
    "ends today",
    "saw the end",
)
_BEGINNING = (
    "began",
    "begins",
    "opened",
    "opens",
    "started",
    "starts",
    "start of",
    "kicked off",
    "kicks off",
    "gets under way",
    "got under way",
    "commenced",
    "beginning",
    "first day",
    "opening",
    "under way",
)
_FUTURE = (
    " will ",
    " to be held",
    "scheduled",
    "is planned",
    "are planned",
    "planned for",
    "is due",
    "upcoming",
    "forthcoming",
    "would take place",
    "is to take place",
    "are to ",
    "is expected",
)
_HISTORY = (
    " since ",
    "founded in",
    "established in",
    "adopted in",
    "set up in",
    "created in",
    "signed in",
    "was born",
    "elections of",
    "decision of",
    "between 19",
)


def date_event(draft: Draft, printed: Printed, issued: str, text: str) -> bool:
    """Give the draft a printed date; counts from the end or the beginning where 'N-day' says so. False where it stays open."""
    start, end = printed.resolve(issued, future=any(word in text for word in _FUTURE))
    if not start:
        draft.date_text = draft.date_text or printed.text
        return False
    if draft.days and start == end and len(start) == 10:
        if any(word in text for word in _ENDING):
            start = before(end, draft.days - 1)
        elif any(word in text for word in _BEGINNING):
            end = before(start, 1 - draft.days)
    elif start == end and len(start) == 10 and not draft.days and draft.type not in ("launch", "signing", "donation"):
        if any(f" {word}" in text for word in _OPEN_END):
            start = ""
        elif any(word in text for word in ("sees the start", "began ", "begins ", "starts ", "kicked off")) and any(
            word in text for word in ("week", "month")
        ):
            end = ""
    draft.start, draft.end, draft.date_text = start, end, printed.text
    if issued and len(issued) == 10 and (start or end)[:10] > issued[: len(start or end)]:
        draft.phase = Phase.PLANNED
    return True


def is_history(sentence: Sentence, position: int) -> bool:
    """Whether a date in the sentence belongs to the past of something else ('set up in 2004', 'since 2009')."""
    before_it = sentence.masked.text[max(0, position - 24) : position + 1]
    return any(word in before_it for word in _HISTORY) or before_it.rstrip(
        "\ue000\ue001\ue002\ue003\ue004\ue005"
    ).rstrip().endswith((" since", "(since"))


def with_phase(draft: Draft, text: str) -> None:
    """Planned where the sentence speaks of the future."""
    if any(word in text for word in _FUTURE):
        draft.phase = Phase.PLANNED


def place_items(sentence: Sentence) -> list[tuple[int, Item]]:
    """(index, item) of the places, venues, regions and states of a sentence, those in event groups too."""
    found: list[tuple[int, Item]] = []
    for position, item in sorted(sentence.masked.items.items()):
        if item.kind in ("place", "venue", "region", "state"):
            found.append((position, item))
        found.extend((position, inner) for inner in item.inner if inner.kind in ("place", "state"))
    return found


def copy_main(draft: Draft) -> Draft:
    """The same draft, marked as main."""
    return replace(draft, main=True)
