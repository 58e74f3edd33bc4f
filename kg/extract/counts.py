"""Numbers in words and figures, and what they count at least and at most."""

import re
from dataclasses import dataclass

from kg.model import Span

_UNITS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {"a dozen": 12, "two dozen": 24, "a hundred": 100, "half a dozen": 6, "a thousand": 1000, "dozen": 12}
_TENS = {
    word: 10 * number
    for number, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_WORD = "|".join(sorted((*_UNITS, *_TENS), key=len, reverse=True))
_SPELT = rf"(?:{_WORD})(?:[- ](?:{_WORD}|and|hundred|thousand))*"
_FIGURE = r"\d{1,3}(?:[,   ]\d{3})+(?!\d)|\d{1,3}(?:\.\d{3})+(?![\d.])|\d+"
_BOUND = (
    r"(?P<min>more than|over|at least|no fewer than|no less than|not less than|upwards of|in excess of|above|exceeding|as many as)|"
    r"(?P<max>up to|at most|no more than|not more than|a maximum of|maximum|fewer than|less than)|"
    r"(?P<about>some|about|around|approximately|nearly|almost|roughly|close to|an estimated|circa|a total of|a group of|all|the)"
)
_COUNT = re.compile(
    rf"(?:\b(?:{_BOUND})\s+)?(?P<number>(?<![\w.,/$€£-])(?:{_FIGURE})(?![\w%/]|[.,:-]\d|-[a-z]|\s?%|\s?(?:per cent|percent)\b)|\b(?:{_SPELT})\b(?!-))(?P<plus>\+| or more| and more)?",
    re.IGNORECASE,
)
_MAYBE = re.compile(rf"\d|\b(?:{_WORD})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Count:
    """A number as a range: `minimum` or `maximum` is None where that side is open."""

    span: Span
    number: int
    minimum: int | None
    maximum: int | None


def find_counts(flat: str, span: Span) -> list[Count]:
    """The numbers of a stretch of text, with 'more than', 'up to' and 'some' read."""
    found: list[Count] = []
    if not _MAYBE.search(flat, span.begin, span.end):
        return found
    for match in _COUNT.finditer(flat, span.begin, span.end):
        number = read_number(match.group("number"))
        if number is None or (
            1900 <= number <= 2049 and match.group("number").isdigit() and not (match.group("min") or match.group("max"))
        ):
            continue
        open_above, open_below = bool(match.group("min") or match.group("plus")), bool(match.group("max"))
        found.append(
            Count(Span(match.start(), match.end()), number, None if open_below else number, None if open_above else number)
        )
    return found


def read_number(text: str) -> int | None:
    """A whole number from figures ('42 500', '1,200') or words ('fifty-six', 'two hundred'); None for anything else."""
    figures = re.sub(r"[,.   ]", "", text)
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
