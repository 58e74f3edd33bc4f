"""How many took part in the main event: the number that the document gives for those present, not any other number."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.cues import Cues
from kg.extract.counts import Count
from kg.extract.scan import Sentence
from kg.lexicon import Lexicon
from kg.masks import KINDS
from kg.model import Span

_COUNT = KINDS["count"]
_SMALL = "with|will|of|from|in|for|or|to|on|at|by|who|were|was|is|are|the|a|an|as|that|have|has|had|which|where"
_TIMES = "days?|weeks?|months?|years?|hours?|countries|states|nations|cities|municipalities|institutions|villages|provinces"
_GAP = rf"(?:(?!(?:{_SMALL}|{_TIMES})\b)(?:[\w'-]+|[\ue000-\ue0ff]) ){{0,5}}?"
_ENDINGS = "[a-z-]+(?:ers|ors|ists|ants|men|women|ians|ees|tives|cials)"
_SEXES = re.compile(rf"{_COUNT} (?:of (?:whom|them) (?:were |are )?)?(?:were )?(women|men|female|male)\b")
_AND_COUNT = re.compile(rf"{_COUNT}[^{_COUNT}.;]{{1,90}}? and (?P<second>{_COUNT}) (?:[a-z]|of )")
Belongs = Callable[[int, int], bool]  # whether what stands in a sentence (number) at an index of its masked text is of the event
Counted = tuple[int, Sentence, list["re.Match[str]"]]  # a sentence, by its number, and where it counts people
_FORMAL = frozenset(("donation", "signing", "launch", "statement", "election", "campaign", "visit"))


@dataclass(frozen=True, slots=True)
class Attendance:
    """Bounds of the headcount (None: open), women and men; where the number stands (`count`) and who is counted (`group`)."""

    minimum: int | None
    maximum: int | None
    women: int | None
    men: int | None
    count: Span
    group: Span


def people_counted(sentences: Sequence[Sentence], lexicon: Lexicon) -> list[Counted]:
    """The sentences of a document that count people; the same for all its events."""
    people = _people(lexicon.list("people-nouns"), lexicon.list("not-people"))
    counting = ((number, one) for number, one in enumerate(sentences) if _COUNT in one.masked.text)
    found = ((number, one, list(people.finditer(one.masked.text))) for number, one in counting)
    return [one for one in found if one[2]]


def find_attendance(people: Sequence[Counted], cues: Cues, event_type: str, belongs: Belongs) -> Attendance | None:
    """The attendance of an event of a type, from the people counted that belong to it; None where no number is one."""
    best: tuple[float, Attendance] | None = None
    for number, sentence, matches in people:
        counted = [match for match in matches if belongs(number, match.start())]
        scored = _best_of(number, sentence, counted, cues, formal=event_type in _FORMAL)
        if scored and (best is None or scored[0] > best[0]):
            best = scored
    return best[1] if best else None


@lru_cache(maxsize=8)
def _people(nouns: frozenset[str], others: frozenset[str]) -> "re.Pattern[str]":
    """A count and the noun of the people counted: one of the lexicon, or one that ends as nouns of people do."""
    mine, not_mine = ("|".join(sorted(map(re.escape, words), key=len, reverse=True)) for words in (nouns, others))
    return re.compile(rf"{_COUNT} {_GAP}(?!(?:{not_mine})\b)(?P<noun>{mine}|{_ENDINGS})\b")


def _best_of(
    number: int, sentence: Sentence, matches: Sequence["re.Match[str]"], cues: Cues, *, formal: bool
) -> tuple[float, Attendance] | None:
    """(points, attendance) of the best number of a sentence."""
    text = sentence.masked.text
    counted = [(match, sentence.masked.items[match.start()].value) for match in matches]
    found = [(match, count) for match, count in counted if isinstance(count, Count) and (count.minimum or count.maximum or 0) > 1]
    women, men = _sexes(sentence) if found else (None, None)
    best: tuple[float, Attendance] | None = None
    for match, count in found:
        total = cues.says("total", match.group("noun"))
        points = _points(text, match, cues, formal=formal, total=total) - 0.05 * number - 0.1 * (sentence.kind == "headline")
        if match.group("noun") in ("women", "men") and women is not None and men is not None and not total:
            points -= 0.8
        low, high = (count.minimum, count.maximum) if total else _sum(sentence, match, count, cues)
        if match.group("noun") in ("women", "men") and women is not None and men is not None:
            low, high = (None if bound is None else max(bound, women + men) for bound in (low, high))  # of both sexes, not of one
        enough = points >= 1.4 or (points > -0.4 and number < 10 and count.number >= 5 and not formal)
        if enough and (best is None or points > best[0]):
            group = Span(count.span.end, sentence.masked.offset(match.end() - 1) + 1)
            best = (points, Attendance(low, high, women, men, count.span, group))
    return best


def _points(text: str, match: "re.Match[str]", cues: Cues, *, formal: bool, total: bool) -> float:
    """How much speaks for a number being the headcount."""
    points = 2.0 * cues.says("there" if formal else "came", text) + 2.0 * total - 3.0 * cues.says("past", text)
    points -= 0.001 * match.start() + 1.0 * cues.at_end("part", text[max(0, match.start() - 9) : match.start()])
    taught = cues.shapes["teachers"].search(text, max(0, match.start() - 14), match.start())
    return points - 2.5 * bool(taught)


def _sexes(sentence: Sentence) -> tuple[int | None, int | None]:
    """The numbers of women and of men."""
    found: dict[bool, int | None] = {True: None, False: None}
    for match in _SEXES.finditer(sentence.masked.text):
        value = sentence.masked.items[match.start()].value
        if isinstance(value, Count):
            found[match.group(1) in ("women", "female")] = value.number
    return found[True], found[False]


def _sum(sentence: Sentence, match: "re.Match[str]", count: Count, cues: Cues) -> tuple[int | None, int | None]:
    """The bounds of 'twenty officers and fifteen teachers' together; of the first alone where the second is part of it."""
    text = sentence.masked.text
    joined = _AND_COUNT.match(text, match.start())
    if not joined or cues.in_text("parts_follow", text) or "(" in joined.group():
        return count.minimum, count.maximum
    second = sentence.masked.items[joined.start("second")].value
    if not isinstance(second, Count) or second.minimum is None or count.minimum is None:
        return count.minimum, count.maximum
    open_above = count.maximum is None or second.maximum is None
    return count.minimum + second.minimum, None if open_above else (count.maximum or 0) + (second.maximum or 0)
