"""The event that a document is about: which it is, and its kind, date and place."""

import re
from collections.abc import Iterator, Sequence

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

_TOLD_OF = re.compile(
    rf"(?:follows|followed|after|since|builds on|continues) (?:the |a |an )?{KINDS['event']}"
    r"[^.;]{0,40}? (?:that|which) (?:was|were|took) "
)
_STRONG = {"signing": 0.4, "donation": 0.4, "launch": 0.1, "statement": -0.6}
_BY_RANK = {0: 1.1, 1: 0.7, 2: 0.3}
_ENOUGH = 1.6
_EARLY = 8
_LEAD, _FAIR, _FIRST = 3.9, 2.6, 2
_DEEDS = ("donation", "signing")
_BARE_CEREMONY = frozenset(f"{front}ceremony" for front in ("", "a ", "the ", "a brief ", "a short ", "a simple ", "a special "))
_MOST_DAYS, _NEAR, _BARE, _YEAR = 60, 3, 2, 4


def choose_main(found: Sequence[Candidate], source: Source) -> Candidate | None:
    """The candidate that the document is about: early, specific, dated, not one of several and not another one."""
    sentences = source.sentences
    prose = [number for number, sentence in enumerate(sentences) if sentence.prose]
    body = (number for number, sentence in enumerate(sentences) if sentence.kind != "headline")
    lead = prose[0] if prose else next(body, 0)
    paragraphs = {paragraph: rank for rank, paragraph in enumerate(sorted({sentences[number].paragraph for number in prose}))}
    ranked = [(_score(one, source, lead, paragraphs), -at, one) for at, one in enumerate(found)]
    best = max(ranked, key=lambda one: one[:2], default=None)
    deed = next(_deeds_of_the_day(source, prose[:_FIRST]), None)
    if deed and (best is None or best[0] < _LEAD) and not (best and best[0] >= _FAIR and _is_undated(best[2], source)):
        return next((one for one in found if one.sentence == deed.sentence and _tells(one)), deed)
    return _first_told(best[2], found) if best and best[0] >= _ENOUGH else None


def _tells(one: Candidate) -> bool:
    """Whether a noun alone says which event it is."""
    return not (one.verb or one.weak or one.plural or one.another)


def _first_told(best: Candidate, found: Sequence[Candidate]) -> Candidate:
    """What 'the conference' points back to: the first of its kind."""
    bare = best.definite and not best.verb and len(best.label.split()) == _BARE
    earlier = (one for one in found if one.sentence < best.sentence and one.type == best.type and _tells(one))
    return next(earlier, best) if bare else best


def _is_undated(one: Candidate, source: Source) -> bool:
    """Whether the sentence of a candidate gives no day, so that it can be of the day that another one gives."""
    return not any(printed.first[2] or printed.words for _, printed in dates_of(source.sentences[one.sentence]))


def _deeds_of_the_day(source: Source, numbers: Sequence[int]) -> Iterator[Candidate]:
    """What one of the first sentences says to be done on a day: an event of its own where nothing else is told."""
    for number in numbers:
        sentence = source.sentences[number]
        for position, printed in dates_of(sentence):
            day = printed.resolve(source.issued)[0]
            if len(day) == 10 and not is_history(sentence, position, source.cues):
                says = source.cues.says("speaks", sentence.masked.text)
                kind = "statement" if says else "other"
                yield Candidate(number, 0, sentence.span, kind, "deed of the day", 0.5, verb=True)
                return


def _score(one: Candidate, source: Source, lead: int, paragraphs: dict[int, int]) -> float:
    """The points of a candidate; `lead` is the number of the first sentence, `paragraphs` the rank of those of prose."""
    sentence = source.sentences[one.sentence]
    headline = sentence.kind == "headline"
    rank = paragraphs.get(sentence.paragraph, 3)
    points = 2.6 + _STRONG.get(one.type, 0) if one.verb else 1.0 if one.weak or one.type == "election" else 3.0
    points += 1.0 if headline else 1.6 if one.sentence == lead else _BY_RANK.get(rank, -0.6)
    kinds = {item.kind for item in sentence.items}
    points += 0.8 * (one.sentence == lead and any(printed.words == "today" for _, printed in dates_of(sentence)))
    points += 0.9 * ("date" in kinds) + 0.4 * ("place" in kinds or "region" in kinds)
    points -= 1.2 * (one.sentence != lead and not headline and source.cues.in_text("future", sentence.masked.text))
    points -= 2.0 * one.another + 0.8 * one.plural
    points -= 3.5 * (one.plural and not one.definite and source.cues.in_text("vague", sentence.masked.text))
    points -= 0.3 * (one.type in ("election", "campaign", "statement") and not one.verb)
    points += 0.3 * one.definite * (one.sentence > lead)
    return points - 0.01 * one.sentence - 0.0001 * one.position


def main_type(main: Candidate, found: Sequence[Candidate]) -> str:
    """The kind of the main event; where its own noun tells little, the first specific noun that points back to it."""
    if main.type == "ceremony" and main.label.lower() in _BARE_CEREMONY:
        deeds = [one.type for one in found if one.verb and one.type in _DEEDS and abs(one.sentence - main.sentence) <= 1]
        return deeds[0] if deeds else main.type
    if not main.weak or main.type not in ("other", "meeting"):
        return main.type
    pointing = (one for one in found if one.definite and not (one.verb or one.plural) and one.sentence >= main.sentence)
    for one in pointing:
        if one.type not in ("other", main.type):
            return one.type
    trained = any(one.verb and one.type == "training" and one.sentence <= main.sentence + 1 for one in found)
    return "training" if trained else main.type


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
        if _is_another_s(text, position, main.position if number == main.sentence else -1):
            continue
        near = any(one.another and one.sentence == number and abs(one.position - position) < 60 for one in found)
        if near or _only_a_year(draft, number, position, printed, source):
            continue
        today = number != draft.sentence and bool(source.issued) and printed.resolve(source.issued)[0] == source.issued
        told = f"{source.sentences[draft.sentence].masked.text} {text}" if today else text
        if date_event(draft, printed, source, told) or printed.first[2] or printed.words == "this week":
            return True
    return False


def _is_another_s(text: str, position: int, main: int) -> bool:
    """Whether a date is that of another event: 'the workshop follows a conference that was held in March'."""
    told = [match for match in _TOLD_OF.finditer(text, 0, position) if match.end() <= position]
    return bool(told) and main >= 0 and told[-1].start() > main


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
