"""Dates as the text gives them, and what they come to against the document's own date.

A date keeps its precision: a year, a month or a day. What the text leaves open (a day without a year where nothing gives one)
stays open. `find_dates` says what is printed, `Printed.resolve` what it means on the day the document was issued.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kg.extract.calendar import MONTHS, Day, Match, count_from, day_of, month_of, year_of
from kg.model import Span
from kg.sentences import one_of

_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_M = rf"(?:(?:{_NAMES}|{_NAMES.upper()})\b|(?:{_SHORT}|{_SHORT.upper()})\b\.?)"
_D = r"(?:0?[1-9]|[12]\d|3[01])(?:\s?(?:st|nd|rd|th))?(?![\d:%])(?!,\d{3}\b)"
_Y = r"(?:19[5-9]\d|20[0-4]\d)(?!\d)"
_DASH = r"\s?(?:-|–|—|to|until|till|through)\s?"
_TO = r"\s?(?:-|–|—|‐|‑|/|to|and|until|till|through|&|as well as)\s?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_WD = rf"(?:(?:{_WEEKDAY}|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun))\b\.?,?\s+)?"
_BEFORE_MONTH = r"[Ll]ast|[Nn]ext|[Tt]his|[Ii]n|[Ss]ince|[Dd]uring|[Oo]f|[Bb]y|[Ee]arly|[Ll]ate|[Ii]n early|[Ii]n late|[Ii]n mid-?"
_WORDS = (
    r"(?:[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Tt]his (?:morning|afternoon|evening|week|month|year|weekend)|"
    r"[Ll]ast (?:week|month|year|weekend)|[Nn]ext (?:week|month|year)|(?:[Ee]arlier|[Ll]ater) this (?:week|month|year))\b"
)

_YEAR, _DAY = 4, 10  # characters of an ISO date
Dates = tuple[Day, Day] | str


def _one(year: int, month: int, day: int = 0) -> Dates:
    return (year, month, day), (year, month, day)


def _two_months(part: Match) -> Dates:
    one, two = year_of(part["y1"] or part["y2"]), year_of(part["y2"] or part["y1"])
    return (one, month_of(part["m1"]), day_of(part["d1"])), (two, month_of(part["m2"]), day_of(part["d2"]))


def _one_month(part: Match) -> Dates:
    year, month = year_of(part["y"]), month_of(part["m"])
    return (year, month, day_of(part["d1"])), (year, month, day_of(part["d2"]))


def _single(part: Match) -> Dates:
    return _one(year_of(part["y"]), month_of(part["m"]), day_of(part["d"]))


def _month_of_year(part: Match) -> Dates:
    month, year = part["m"], part["y"]
    return _one(int(year), month_of(month)) if year.isdigit() else f"{year.split()[0]} {month.strip(' .').lower()}"


def _numeric(part: Match) -> Dates:
    """Day first, as most of the world writes it, unless only month first makes a date."""
    one, two, year = int(part["a"]), int(part["b"]), int(part["y"])
    return _one(year, one, two) if two > 12 else _one(year, two, one)


def _named_month(part: Match) -> Dates:
    which, month = part["w"].lower(), part["m"].lower()
    return f"{which} {month}" if which in ("last", "next", "this") else _one(0, MONTHS[month])


def _years(part: Match) -> Dates:
    second = part["y2"] if len(part["y2"]) == 4 else part["y1"][:2] + part["y2"]
    return (int(part["y1"]), 0, 0), (int(second), 0, 0)


# What a date can look like: whether a figure (f) or a word (w) begins it and a month (m) is in it, its shape, and what reads it.
_SHAPES = tuple(
    (begins, re.compile(shape), reader)
    for begins, shape, reader in (
        ("fwm", rf"{_WD}(?P<d1>{_D})\s+(?P<m1>{_M})(?:,?\s+(?P<y1>{_Y}))?{_DASH}"
         rf"{_WD}(?P<d2>{_D})\s+(?P<m2>{_M})(?:,?\s+(?P<y2>{_Y}))?", _two_months),
        ("fwm", rf"(?<=[Bb]etween ){_WD}(?P<d1>{_D})\s+(?P<m1>{_M})(?:,?\s+(?P<y1>{_Y}))?\s+and\s+"
         rf"{_WD}(?P<d2>{_D})\s+(?P<m2>{_M})(?:,?\s+(?P<y2>{_Y}))?", _two_months),
        ("fwm", rf"{_WD}(?P<d1>{_D})\s?(?:-|–|to|until)\s?{_D},?\s+and\s+(?:on\s+|from\s+)?(?:{_D}\s?(?:-|–|to)\s?)?"
         rf"(?P<d2>{_D})\s+(?P<m>{_M})(?:,?\s+(?P<y>{_Y}))?", _one_month),
        ("fwm", rf"{_WD}(?P<d1>{_D})(?:,\s+{_D})*,?{_TO}{_WD}(?P<d2>{_D})(?:\s+of)?\s+(?P<m>{_M})(?:,?\s+(?P<y>{_Y}))?",
         _one_month),
        ("wm", rf"{_WD}(?P<m1>{_M})\s+(?P<d1>{_D})(?:,\s+(?P<y1>{_Y}))?{_DASH}(?P<m2>{_M})\s+(?P<d2>{_D})(?:,?\s+(?P<y2>{_Y}))?",
         _two_months),
        ("wm", rf"{_WD}(?P<m>{_M})\s+(?P<d1>{_D})(?:,\s+{_D})*,?{_TO}(?P<d2>{_D})(?:,?\s+(?P<y>{_Y}))?", _one_month),
        ("fwm", rf"{_WD}(?P<d>{_D})(?:\s+of)?[\s-]+(?:the\s+month\s+of\s+)?(?P<m>{_M})(?:,?[\s-]+(?P<y>{_Y}))?", _single),
        ("wm", rf"{_WD}(?P<m>{_M})\s+(?:the\s+)?(?P<d>{_D})(?:,?\s+(?P<y>{_Y}))?", _single),
        ("wm", rf"(?P<m1>{_M})\s?(?:-|–|to|and)\s?(?P<m2>{_M}),?\s+(?P<y>{_Y})",
         lambda part: ((int(part["y"]), month_of(part["m1"]), 0), (int(part["y"]), month_of(part["m2"]), 0))),
        ("wm", rf"(?:(?:early|mid|late|mid-|end of)[\s-]+)?(?P<m>{_M}),?\s+(?:of\s+)?(?P<y>{_Y}|this year|last year|next year)",
         _month_of_year),
        ("f", rf"(?P<y>{_Y})-(?P<m>\d\d)-(?P<d>\d\d)\b", lambda part: _one(int(part["y"]), int(part["m"]), int(part["d"]))),
        ("f", rf"(?P<a>\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep)(?P<y>{_Y})\b", _numeric),
        ("wm", rf"(?P<w>{_BEFORE_MONTH})\s?(?P<m>(?:{_NAMES})\b)(?!\s+\d)", _named_month),
        ("w", r"(?:(?P<w>[Ll]ast|[Nn]ext|[Tt]his|[Oo]n|[Ll]ate|[Ee]arly)\s+)?"
         rf"(?P<d>{_WEEKDAY})\b(?:\s\(\d{{1,2}}[./]\d{{1,2}}\.?\))?(?!,?\s+(?:the\s+)?(?:{_D}|{_M}\s+\d))",
         lambda part: f"{(part['w'] or 'on').lower()} {part['d'].lower()}"),
        ("w", rf"(?P<words>{_WORDS})", lambda part: part["words"].lower()),
        ("f", rf"(?P<y1>{_Y})\s?(?:-|–|—|to)\s?(?P<y2>{_Y}|\d\d)\b", _years),
        ("f", rf"(?<!\d[.,])(?<![-/])(?P<y>{_Y})(?![-/\w]|[.,]\d)(?!'s)", lambda part: _one(int(part["y"]), 0)),
    )
)  # fmt: skip
# By whether the first character is a letter and whether months are named.
_FITTING = {
    (kind == "w", months): [(shape, reader) for has, shape, reader in _SHAPES if kind in has and (months or "m" not in has)]
    for kind in "fw"
    for months in (False, True)
}
MONTH = re.compile(_M)
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
_TODAY = "today|tomorrow|tonight|yesterday|Today|Tomorrow|Tonight|Yesterday"
_UNITS = "week|month|year|weekend|morning|afternoon|evening"
_END = r"\b"
_CORES = f"{_NAMES}|{_SHORT}|{_NAMES.upper()}|{_SHORT.upper()}|{_DAYS}|{_TODAY}|{_UNITS}"
CORE = re.compile(rf"\b(?:\d|{one_of(_CORES.split('|'), _END)})")
_LEAD = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Oo]f|[Bb]y|[Oo]n|[Ll]ast|[Nn]ext|[Tt]his|[Ee]arly|[Ll]ate|[Mm]id-?|[Ee]nd of|"
    r"[Ii]n (?:early|late|mid-?)|(?:[Ee]arl|[Ll]at)(?:ier|er) this)\s\Z"
)
_LONGEST_LEAD = 14


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as printed: up to two (year, month, day) with 0 for what is not said, or words that count from the issue date."""

    span: Span
    text: str
    first: Day = (0, 0, 0)
    last: Day = (0, 0, 0)
    words: str = ""

    def resolve(self, issued: str, future: bool = False) -> tuple[str, str]:
        """(start, end) as ISO texts of the precision given; ('', '') where the document does not say."""
        if self.words:
            return count_from(self.words, issued, future=future)
        year = int(issued[:4]) if issued else 0
        start, end = (_iso(*(part if part[0] or not part[1] else (year, *part[1:]))) for part in (self.first, self.last))
        if start > end and not self.complete and not self.last[0] and len(end) == _DAY:
            return _over_new_year(self.first, self.last, issued)
        return (start, end) if start and end and start <= end else (start, start)

    @property
    def complete(self) -> bool:
        """Whether a year is printed."""
        return bool(self.first[0])


def find_dates(flat: str, span: Span, *, months: bool = True) -> list[Printed]:
    """The dates of a stretch of flattened text; a year said at the end of a sentence counts for the days before it.

    `months`: whether a month can be named.
    """
    found = list(_printed(flat, span, months=months))
    for at in range(len(found) - 2, -1, -1):
        later, own = found[at + 1], found[at]
        near = later.span.begin - own.span.end < 60 and not re.search(r"[.!?]\s", flat[own.span.end : later.span.begin])
        if near and later.complete and own.first[1] and not own.first[0] and not own.words and later.first[2]:
            year = later.first[0]
            found[at] = replace(own, first=(year, *own.first[1:]), last=(year, *own.last[1:]))
    return found


def _printed(flat: str, span: Span, *, months: bool) -> Iterator[Printed]:
    """The dates from left to right; the shapes are tried only at a figure, month or day, and at the word that leads to it."""
    after = span.begin
    for core in CORE.finditer(flat, span.begin, span.end):
        at = core.start()
        lead = _LEAD.search(flat, max(span.begin, at - _LONGEST_LEAD), at) if flat[at].isalpha() else None
        for begin in (lead.start(), at) if lead else (at,):
            printed = _at(flat, begin, span.end, months=months) if begin >= after else None
            if printed:
                after = printed.span.end
                yield printed


def _at(flat: str, begin: int, end: int, *, months: bool) -> Printed | None:
    """The date that begins at an offset, by the first shape that fits; None for a number that is no date."""
    for shape, reader in _FITTING[flat[begin].isalpha(), months]:
        match = shape.match(flat, begin, end)
        if not match:
            continue
        dates, span = reader(match), Span(match.start(), match.end())
        if isinstance(dates, str):
            return Printed(span, match.group(), words=dates)
        valid = all(month <= 12 and day <= 31 for _, month, day in dates)
        return Printed(span, match.group(), *dates) if valid else None
    return None


def _over_new_year(first: Day, last: Day, issued: str) -> tuple[str, str]:
    """'From 30 December to 2 January': in a text of the first half of a year it began in the year before."""
    year = int(issued[:4]) - (len(issued) > _YEAR and issued[5:7] <= "06")
    return _iso(year, *first[1:]), _iso(year + 1, *last[1:])


def _iso(year: int, month: int, day: int) -> str:
    """An ISO date of the precision given; '' without a year or where the calendar has no such day."""
    if not year:
        return ""
    try:
        return date(year, month, day).isoformat() if day else f"{year:04}-{month:02}" if month else f"{year:04}"
    except ValueError:
        return ""
