"""When and where the event that a document is about took place."""

from collections.abc import Sequence

from kg.cues import Cues
from kg.extract.calendar import before
from kg.extract.counts import Count
from kg.extract.dates import Printed
from kg.extract.drafts import Candidate, Draft, dates_of, place_items
from kg.extract.names import Found
from kg.extract.occasions import are_parted, edges_around
from kg.extract.source import Source
from kg.extract.when import date_event, is_history, mark_future, place_in, told_dates, within
from kg.masks import KINDS
from kg.model import Phase

_EARLY = 8
_MOST_DAYS, _NEAR, _YEAR = 60, 3, 4


def complete_main(draft: Draft, main: Candidate, found: Sequence[Candidate], source: Source) -> None:
    """Length, date and place of the main event into its draft."""
    for one in found:
        if one.days and not draft.days and not one.another and one.type in (main.type, "other"):
            draft.days = one.days
    order = _main_sentences(main, found, source)
    _length(draft, order, source)
    _printed_block(draft, source)
    for number in order if not draft.date_text else ():
        if _date_from(draft, number, main, found, source):
            break
    _later_end(draft, order, source)
    _closer_date(draft, main, found, source)
    _place(draft, order, found, source)
    mark_future(draft, source.sentences[main.sentence].masked.text, source.cues)
    if draft.phase is not Phase.CANCELLED and draft.start and source.issued and draft.start <= source.issued[: len(draft.start)]:
        draft.phase = Phase.HELD


def _main_sentences(main: Candidate, found: Sequence[Candidate], source: Source) -> list[int]:
    """The sentences that speak of the main event, the one that names it first."""
    sentences = source.sentences
    heads = [number for number, sentence in enumerate(sentences) if sentence.kind == "headline"]
    body = [number for number, sentence in enumerate(sentences) if sentence.prose]
    body = body or [number for number in range(len(sentences)) if number not in heads]
    same = [one.sentence for one in found if not one.another and (one.type == main.type or one.weak or _points(one))]
    early = [number for number in same if number < 12 and number not in heads]
    named = (one.sentence for one in found if one.type == main.type and not (one.another or one.plural or one.weak or one.verb))
    first = next((number for number in named if number not in heads and number < _EARLY), None)
    lead = [main.sentence] if main.sentence not in heads else [first] if first is not None else []
    return list(dict.fromkeys([*lead, *body[:2], *early, *heads]))


def _points(one: Candidate) -> bool:
    """Whether a noun points back to an event: 'the seminar', but not 'the Third International Conference'."""
    return one.definite and one.label[1:].islower()


def _printed_block(draft: Draft, source: Source) -> None:
    """Date and place of an event that a printed block announces."""
    if not source.announces:
        return
    for sentence in [*source.fields.get("when", ()), *source.fields.get("date", ())]:
        for _, printed in dates_of(sentence):
            if not draft.date_text:
                date_event(draft, printed, source, sentence.masked.text)
    for sentence in source.fields.get("place", ()):
        found = [item.value for _, item in place_items(sentence) if isinstance(item.value, Found)]
        draft.venue = next((one.name for one in found if one.kind == "venue"), "")
        draft.place = next((one for one in reversed(found) if one.kind == "place"), draft.place)


def _date_from(draft: Draft, number: int, main: Candidate, found: Sequence[Candidate], source: Source) -> bool:
    """Whether a sentence settles the date: it gives one, or names a day that stays open."""
    sentence = source.sentences[number]
    text = sentence.masked.text
    own = [one for one in dates_of(sentence) if draft.type == "signing" or not is_history(sentence, one[0], source.cues)]
    own = [one for one in own if not source.cues.at_end("until", text[max(0, one[0] - 9) : one[0]])] or own

    def rank(one: tuple[int, Printed]) -> tuple[bool, bool, int]:
        told = main.verb and number == main.sentence
        return not _is_close(one[1], source.issued), told and are_parted(text, one[0], main.position), one[0]

    for position, printed in sorted(own, key=rank):
        if number == main.sentence and _is_another_s(text, position, main.position, source.cues):
            continue
        near = any(one.another and one.sentence == number and abs(one.position - position) < 60 for one in found)
        if near or _only_a_year(draft, number, position, printed, source):
            continue
        today = number != draft.sentence and bool(source.issued) and printed.resolve(source.issued)[0] == source.issued
        told = f"{source.sentences[draft.sentence].masked.text} {text}" if today else text
        if date_event(draft, printed, source, told) or printed.first[2] or printed.words == "this week":
            return True
    return False


def _is_another_s(text: str, position: int, main: int, cues: Cues) -> bool:
    """Whether a date is that of another event: 'the workshop follows a conference that was held in March'."""
    return any(match.start() > main for match in cues.shapes["another_told"].finditer(text, 0, position))


def _is_close(printed: Printed, issued: str) -> bool:
    """Whether a date names a day, or counts to one from the day of issue."""
    return bool(printed.first[2] or (printed.words and len(printed.resolve(issued)[0]) != _YEAR))


def _only_a_year(draft: Draft, number: int, position: int, printed: Printed, source: Source) -> bool:
    """A year alone dates the event only behind its own noun."""
    if not printed.first[0] or printed.first[1]:
        return False
    items = source.sentences[number].masked.items
    return not (number == draft.sentence and any(at < position for at, item in items.items() if item.kind == "event"))


def _later_end(draft: Draft, order: list[int], source: Source) -> None:
    """'... which runs until 14 June': an end that another phrase gives."""
    if not draft.start or draft.end != draft.start:
        return
    for number in order[:5]:
        sentence = source.sentences[number]
        for position, printed in dates_of(sentence):
            end = printed.resolve(source.issued, future=True)[1]
            front = sentence.masked.text[max(0, position - 9) : position]
            if len(end) == 10 and end > draft.start and source.cues.at_end("until", front):
                draft.end = end
                return


def _length(draft: Draft, order: list[int], source: Source) -> None:
    """The days of 'a course that lasted six days', where its noun does not say them."""
    for number in order[:4] if not draft.days else ():
        text = source.sentences[number].masked.text
        told = source.cues.shapes["lasted"].search(text) if KINDS["count"] in text else None
        count = source.sentences[number].masked.items[told.start("days")].value if told else None
        if isinstance(count, Count) and count.number <= _MOST_DAYS:
            draft.days = count.number
            return


def _closer_date(draft: Draft, main: Candidate, found: Sequence[Candidate], source: Source) -> None:
    """A date that says more of the main event: days for a month, a span around a day; for a visit the days of its first leg."""
    pointing = {one.sentence for one in found if not (one.another or one.plural) and (one.definite or one.type == main.type)}
    pointing -= {one.sentence for one in found if one.another}
    visit = draft.type == "visit"
    for number in sorted(pointing | ({*range(main.sentence, main.sentence + 4)} if visit else set())):
        if number >= len(source.sentences) or source.sentences[number].kind == "headline":
            continue
        sentence = source.sentences[number]
        for position, printed in dates_of(sentence):
            start, end = printed.resolve(source.issued)
            if len(start) < 10 or is_history(sentence, position, source.cues):
                continue
            around = start < end and draft.start == draft.end and start <= draft.start <= end and number in pointing
            leg = visit and not printed.words and number != main.sentence and start == draft.start and end < draft.end
            opened = bool(draft.date_text) and not draft.start and number in pointing and start < end
            if around or leg or opened or (len(draft.start) == 7 and start.startswith(draft.start)):
                draft.start, draft.end, draft.date_text = start, end, printed.text
                first, after = edges_around(sentence.masked.text, [at for at, _ in dates_of(sentence)], position)
                draft.place = place_in(sentence, draft, source.cues, first, after) if visit else draft.place
                return


def _place(draft: Draft, order: list[int], found: Sequence[Candidate], source: Source) -> None:
    """The place that its sentences name, else that of the dateline where the event is of that day; its country."""
    others = {one.sentence for one in found if one.another and one.sentence > draft.sentence}
    for number in order if draft.place is None else ():
        if number != draft.sentence and (_speaks_of_other_day(number, draft, source) or number in others):
            continue
        place = place_in(source.sentences[number], draft, source.cues)
        if place and place.kind == "place":
            draft.place = place
            break
        if place and place.kind == "state":
            draft.country = draft.country or place.country
    here = source.place
    today = _is_near(draft, source.issued) or any(
        source.cues.says("here", source.sentences[number].masked.text) for number in order[:3]
    )
    if draft.place is None and here and here.kind == "place" and today and draft.country in ("", here.country):
        draft.place = here
    draft.country = (draft.place.country if draft.place else "") or draft.country or source.home


def _is_near(draft: Draft, issued: str) -> bool:
    """Whether the event is of the day of issue or of the days before it."""
    return len(issued) == 10 and any(before(issued, _NEAR) <= day <= issued for day in (draft.start, draft.end) if len(day) == 10)


def _speaks_of_other_day(number: int, draft: Draft, source: Source) -> bool:
    """Whether a sentence gives a day or month, and none that is the main event's."""
    days = [told for told in told_dates(source.sentences[number], source.issued) if told[0]]
    return bool(days) and not any(start and within(start, end, (draft.start, draft.end)) for start, end in days)
