"""How many took part in the main event: the number that the document gives for those present, not any other number."""

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.counts import Count
from kg.extract.scan import Sentence
from kg.lexicon import Lexicon
from kg.model import Span

_GAP = r"(?:(?!(?:with|will|of|from|in|for|or|to|on|at|by|who|were|was|is|are|the|a|an|as|that|have|has|had|which|where|days?|weeks?|months?|years?|hours?)\b)(?:[\w'-]+|[\ue000-\ue0ff]) ){0,5}?"
_CAME = re.compile(
    r"\b(?:took part|take part|taking part|participat\w+|attend(?:ed|s|ing|ees)?|brought together|brings together|bring together|bringing together|gather(?:ed|s)|present|trained|taught|train|joined|invited|"
    r"were there|are there|complet(?:ed|es)|come together|came together|came|involv(?:ed|ing)|audience|graduat\w+|learn(?:ed|t|ing)?|training|received|visitors|talked|went|sent off|benefi\w+|united|convened|welcomed|discuss(?:ed)?|with|met|meet|host)\b"
)
_FORMAL = frozenset(("donation", "signing", "launch", "statement", "election", "campaign", "visit"))
_THERE = re.compile(
    r"\b(?:took part|taking part|participat\w+|attend(?:ed|s|ing|ees)?|gathered|were present|guests|brought together|went|delegation of|travell?ed|graduat\w+)\b"
)
_TEACHERS = re.compile(
    r"(?:taught|led|trained|delivered|given|facilitated|run|conducted|provided|presented|assisted|supported) by $"
)
_TOTAL = re.compile(r"^(?:participants?|people|persons|attendees|delegates|guests|participants' )\b")
_PAST = re.compile(
    r"\b(?:since|so far|to date|have now|in total since|over the (?:past|last)|has (?:already )?trained|have been trained|will go on|each year|annually|per year|every year|in \d{4} and|by the end of|last year|previous|previously|killed|injured|arrested|detained|displaced|fled|live|living|victims|population|refugees|employs?|staff of|victim)\b"
)


@dataclass(frozen=True, slots=True)
class Attendance:
    """Bounds of the headcount (None: open), women and men, and the sentence that says so."""

    minimum: int | None
    maximum: int | None
    women: int | None
    men: int | None
    sentence: int
    span: Span


def find_attendance(
    sentences: list[Sentence], lexicon: Lexicon, event_type: str, skip: frozenset[int] = frozenset()
) -> Attendance | None:
    """The attendance of the main event of a type; None where no number is one."""
    people = _people(lexicon.list("people-nouns"), lexicon.list("not-people"))
    best: tuple[float, Attendance] | None = None
    for number, sentence in enumerate(sentences):
        if number in skip or "\ue006" not in sentence.masked.text:
            continue
        scored = _score(number, sentence, people, event_type in _FORMAL)
        if scored and (best is None or scored[0] > best[0]):
            best = scored
    return best[1] if best else None


@lru_cache(maxsize=8)
def _people(nouns: frozenset[str], others: frozenset[str]) -> "re.Pattern[str]":
    """A count and the noun of the people counted: one of the lexicon, or one that ends as nouns of people do."""
    mine, not_mine = ("|".join(sorted(map(re.escape, words), key=len, reverse=True)) for words in (nouns, others))
    return re.compile(
        rf"\ue006 {_GAP}(?!(?:{not_mine})\b)(?P<noun>{mine}|[a-z-]+(?:ers|ors|ists|ants|men|women|ians|ees|tives|cials))\b"
    )


def _score(number: int, sentence: Sentence, people: "re.Pattern[str]", formal: bool) -> tuple[float, Attendance] | None:
    """(points, attendance) of the best number of a sentence."""
    text = sentence.masked.text
    found = [
        (match, item.value)
        for match in people.finditer(text)
        if isinstance((item := sentence.masked.items[match.start()]).value, Count)
    ]
    found = [(match, count) for match, count in found if (count.minimum or count.maximum or 0) > 1]
    if not found:
        return None
    came, past = bool((_THERE if formal else _CAME).search(text)), bool(_PAST.search(text))
    best: tuple[float, Attendance] | None = None
    for match, count in found:
        total = bool(_TOTAL.match(match.group("noun")))
        points = 2.0 * came + 2.0 * total - 3.0 * past - 0.05 * number - 0.1 * (sentence.kind == "headline") - 0.001 * match.start()
        if text[max(0, match.start() - 9) : match.start()].endswith(("including ", "of whom ", "among ")):
            points -= 1.0
        if _TEACHERS.search(text, max(0, match.start() - 14), match.start()):
            points -= 2.5
        women, men = _split(text, sentence)
        low, high = _sum(text, sentence, found, count, match, total)
        if match.group("noun") in ("women", "men") and (women is not None and men is not None) and not total:
            points -= 0.8
        attendance = Attendance(low, high, women, men, number, count.span)
        enough = points >= 1.4 or (points > -0.4 and number < 10 and count.number >= 5 and not formal)
        if enough and (best is None or points > best[0]):
            best = (points, attendance)
    return best


def _split(text: str, sentence: Sentence) -> tuple[int | None, int | None]:
    """The numbers of women and of men."""
    found: dict[str, int | None] = {"women": None, "men": None}
    for match in re.finditer(r"\ue006 (?:of (?:whom|them) (?:were |are )?)?(?:were )?(women|men|female|male)\b", text):
        value = sentence.masked.items[match.start()].value
        if isinstance(value, Count):
            found["women" if match.group(1) in ("women", "female") else "men"] = value.number
    return found["women"], found["men"]


def _sum(
    text: str, sentence: Sentence, found: list[tuple["re.Match[str]", Count]], count: Count, match: "re.Match[str]", total: bool
) -> tuple[int | None, int | None]:
    """The bounds; 'twenty officers and fifteen teachers' are added where no total is said."""
    numbers = {other.span for _, other in found}
    joined = re.search(r"\ue006[^\ue006.;]{1,90}? and (?P<second>\ue006) (?:[a-z]|of )", text[match.start() :])
    if (
        total
        or not joined
        or joined.start()
        or len(numbers) < 1
        or "includ" in text
        or "(" in text[match.start() : match.start() + joined.end()]
    ):
        return count.minimum, count.maximum
    second = sentence.masked.items.get(match.start() + joined.start("second"))
    other = second.value if second and isinstance(second.value, Count) else None
    if other is None or other.minimum is None or count.minimum is None:
        return count.minimum, count.maximum
    return count.minimum + other.minimum, None if count.maximum is None or other.maximum is None else count.maximum + other.maximum
