"""When and where an event took place, from the dates and places of the sentences that speak of it."""

from kg.cues import Cues
from kg.extract.calendar import before
from kg.extract.dates import Printed
from kg.extract.drafts import Draft, dates_of, place_items
from kg.extract.names import Found
from kg.extract.scan import Sentence
from kg.extract.source import Source
from kg.masks import KINDS
from kg.model import Phase

_FORMAL = ("launch", "signing", "donation")
_MARKS = "".join(KINDS.values())


def date_event(draft: Draft, printed: Printed, source: Source, text: str) -> bool:
    """Give the draft a printed date; counts from the end or the beginning where 'N-day' says so. False where it stays open."""
    cues, issued = source.cues, source.issued
    start, end = printed.resolve(issued, future=cues.in_text("future", text))
    if not start:
        draft.date_text = draft.date_text or printed.text
        return False
    if start == end and len(start) == 10:
        start, end = _counted(draft, start, text, cues)
    draft.start, draft.end, draft.date_text = start, end, printed.text
    if len(issued) == 10 and (start or end)[:10] > issued[: len(start or end)]:
        draft.phase = Phase.PLANNED
    return True


def _counted(draft: Draft, day: str, text: str, cues: Cues) -> tuple[str, str]:
    """(start, end) of an event of which one day is given: the other is counted, or stays open where its length is unknown."""
    if draft.days:
        if cues.in_text("ending", text):
            return before(day, draft.days - 1), day
        return (day, before(day, 1 - draft.days)) if cues.in_text("beginning", text) else (day, day)
    if draft.type in _FORMAL:
        return day, day
    if cues.in_text("open_end", text):
        return "", day
    return (day, "") if cues.in_text("open_beginning", text) and cues.in_text("long", text + draft.label) else (day, day)


def is_history(sentence: Sentence, position: int, cues: Cues) -> bool:
    """Whether a date in the sentence belongs to the past of something else ('set up in 2004', 'since 2009')."""
    front = sentence.masked.text[max(0, position - 24) : position + 1]
    if cues.says("reported", sentence.masked.text[max(0, position - 60) : position]):
        return True
    return cues.in_text("history", front) or front.rstrip(_MARKS).rstrip().endswith((" since", "(since"))


def mark_future(draft: Draft, text: str, cues: Cues) -> None:
    """Planned where the sentence speaks of the future, cancelled where it says so."""
    if cues.in_text("cancelled", text):
        draft.phase = Phase.CANCELLED
    elif cues.in_text("future", text):
        draft.phase = Phase.PLANNED


def place_in(sentence: Sentence, draft: Draft, cues: Cues, first: int = 0, after: int | None = None) -> Found | None:
    """The place where a sentence says something happens: behind 'in', 'at' or 'near'; a city before a state.

    Only the masked text from `first` to before `after` is looked at.
    """
    text = sentence.masked.text
    best: Found | None = None
    for position, item in place_items(sentence):
        found = item.value
        if not isinstance(found, Found) or not first <= position < (len(text) if after is None else after):
            continue
        front = text[max(0, position - 12) : position]
        if item.kind == "venue" and not draft.venue and cues.at_end("venue", front):
            draft.venue = found.name
        located = cues.at_end("located", front) and not cues.at_end("not_located", front)
        inside = item.kind == "place" and text[position] == KINDS["event"]
        inside = inside or cues.says("hosts", text[position + 1 : position + 40])
        if not (located or inside or (front.endswith(", ") and best is not None)):
            continue
        if item.kind == "place" and (best is None or best.kind == "state"):
            best = found
        elif item.kind in ("state", "region") and best is None and located and found.country:
            best = found if item.kind == "state" else Found("place", 0, 0, found.name, found.country)
    return best


def within(start: str, end: str, other: tuple[str, str]) -> bool:
    """Whether a date says no more than the other: lies in it, or is the same with less precision."""
    low, high = other[0] or other[1], other[1] or other[0]
    if not low:
        return False
    return (low[: len(start)] <= start and end <= high[: len(end)]) or start[: len(low)] == low


def told_dates(sentence: Sentence, issued: str) -> list[tuple[str, str]]:
    """The (start, end) of the dates of a sentence that name a day or a month."""
    return [printed.resolve(issued) for _, printed in dates_of(sentence) if printed.first[1]]
