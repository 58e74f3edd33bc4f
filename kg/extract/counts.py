"""Numbers in words and figures, and what they count at least and at most."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from kg.model import Span
from kg.sentences import one_of

_TO_TEN = "zero one two three four five six seven eight nine ten"
_TO_NINETEEN = "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS_FROM_20 = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {word: number for number, word in enumerate(f"{_TO_TEN} {_TO_NINETEEN}".split())} | {
    "a dozen": 12,
    "two dozen": 24,
    "a hundred": 100,
    "half a dozen": 6,
    "a thousand": 1000,
    "dozen": 12,
}
_TENS = {word: 10 * number for number, word in enumerate(_TENS_FROM_20.split(), 2)}
_WORD = "|".join(sorted((*_UNITS, *_TENS), key=len, reverse=True))
SPELT = rf"(?:{_WORD})(?:[- ](?:{_WORD}|and|hundred|thousand))*"
_FIGURE = r"\d{1,3}(?:[, ]\d{3})+(?!\d)|\d{1,3}(?:\.\d{3})+(?![\d.])|\d+"
_NO_PREPOSITION = "".join(f"(?<!{verb} )" for verb in ("handed", "handing", "hands", "hand", "turned", "take", "took"))
_BOUND = (
    rf"(?P<min>more than|{_NO_PREPOSITION}over|at least|no fewer than|no less than|not less than|"
    r"upwards of|in excess of|above|exceeding|as many as)|"
    r"(?P<max>up to|at most|no more than|not more than|a maximum of|maximum|fewer than|less than)|"
    r"(?P<about>some|about|around|approximately|nearly|almost|roughly|close to|an estimated|circa|a total of|a group of|all|the)"
)
_SCALE = r"(?:million|billion)\b"
_NO_COUNT = r"(?![\w%/]|[.,:-]\d|-[a-z]|\s?%|\s?(?:per cent|percent|million|billion|trillion)\b)"
_COUNT = re.compile(
    rf"(?:\b(?:{_BOUND})\s+)?"
    rf"(?P<number>(?<![\w.,/$€£-])(?<!\d:)(?:\d+(?:\.\d+)? {_SCALE}|(?:{_FIGURE}){_NO_COUNT})|"
    rf"\b(?:{SPELT})\b(?!-))"
    r"(?P<plus>\+| or more| and more)?",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"(?<![\w.,/$€£-])(?:(?P<between>[Bb]etween )(?P<a>\d{1,4}) and (?P<b>\d{1,4})|(?P<c>\d{1,4})(?:\s?[-–]\s?| to )(?P<d>\d{1,4}))"
    r"(?=\s[A-Za-z])"
)
RANGE = re.compile(r"\d(?:\s?[-–]\s?| to | and )\d")
_SCALES = {"million": 1_000_000, "billion": 1_000_000_000}
_SCALED = re.compile(r"(\d+(?:\.\d+)?) (million|billion)", re.IGNORECASE)
_END = r"\b"
_PRINTED = (form for word in _WORD.split("|") for form in (word, word.capitalize(), word.title(), word.upper()))
_BEGINS = re.compile(rf"\b(?:\d|{one_of(_PRINTED, _END)})")
NUMBER = re.compile(rf"\d|\b(?:{'|'.join({word.split()[-1] for word in _WORD.split('|')})})\b", re.IGNORECASE)  # in a word of one
_AT_END = re.compile(rf"\b(?:{_BOUND})\Z", re.IGNORECASE)
_LONGEST_BOUND = 16


class Count(NamedTuple):
    """A number as a range: `minimum` or `maximum` is None where that side is open."""

    span: Span
    number: int
    minimum: int | None
    maximum: int | None


def find_counts(flat: str, span: Span, *, several: bool = True) -> list[Count]:
    """The numbers of a stretch of text, with 'more than', 'up to' and 'some' read; `several`: there can be two in figures."""
    counts = [count for match in _matches(flat, span) if (count := _count(match))]
    if not several or not RANGE.search(flat, span.begin, span.end):
        return counts
    ranges = [count for match in _FROM_TO.finditer(flat, span.begin, span.end) if (count := _range(match))]
    apart = [count for count in counts if not any(_touch(count.span, one.span) for one in ranges)]
    return sorted([*ranges, *apart], key=lambda one: one.span)


def _matches(flat: str, span: Span) -> Iterator["re.Match[str]"]:
    """The numbers with the bound in front of each; the shape is tried only where a number can begin."""
    after = span.begin
    for begin in _BEGINS.finditer(flat, span.begin, span.end):
        at = begin.start()
        if at < after:
            continue
        stop = after + len(flat[after:at].rstrip())
        bound = _AT_END.search(flat, max(after, stop - _LONGEST_BOUND), stop) if stop < at else None
        match = _COUNT.match(flat, bound.start() if bound else at, span.end)
        if match:
            after = match.end()
            yield match


def _touch(one: Span, other: Span) -> bool:
    return one.begin < other.end and other.begin < one.end


def _range(match: "re.Match[str]") -> Count | None:
    """'15 to 20' or 'between 15 and 20'; None for what is no range of counts, such as two years."""
    low, high = int(match.group("a") or match.group("c")), int(match.group("b") or match.group("d"))
    return Count(Span(*match.span()), low, low, high) if low < high and not 1900 <= low <= 2049 else None


def _count(match: "re.Match[str]") -> Count | None:
    """The number as a range; None for words that are no number and for what is rather a year."""
    printed = match.group("number")
    number = read_number(printed)
    bounded = match.group("min") or match.group("max")
    if number is None or (not bounded and printed.isdigit() and 1900 <= number <= 2049):
        return None
    minimum = None if match.group("max") else number
    maximum = None if match.group("min") or match.group("plus") else number
    return Count(Span(*match.span()), number, minimum, maximum)


def read_number(text: str) -> int | None:
    """A whole number from figures ('42 500', '1,200') or words ('fifty-six', 'two hundred'); None for anything else."""
    scaled = _SCALED.fullmatch(text)
    if scaled:
        return int(Decimal(scaled[1]) * _SCALES[scaled[2].lower()])
    figures = text.replace(",", "").replace(".", "").replace(" ", "")
    if figures.isdigit():
        return int(figures)
    low = text.lower()
    if low in _UNITS:
        return _UNITS[low]
    total = current = 0
    for word in re.split(r"[- ]+", low):
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word == "thousand":
            total, current = total + max(current, 1) * 1000, 0
        elif word not in ("and", "a"):
            return None
    return total + current or None
