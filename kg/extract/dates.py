"""Dates as the text gives them, and what they come to against the document's own date.

A date keeps its precision: a year, a month or a day. What the text leaves open (a day without a year where nothing gives one)
stays open. `find_dates` says what is printed, `Printed.resolve` what it means on the day the document was issued.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.model import Span

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number for number, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
_M = rf"(?:{_NAMES}|{_NAMES.upper()}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\b\.?"
_D = r"(?:0?[1-9]|[12]\d|3[01])(?:\s?(?:st|nd|rd|th))?(?![\d:%])(?!,\d{3}\b)"
_Y = r"(?:19[5-9]\d|20[0-4]\d)(?!\d)"
_TO = r"\s?(?:-|–|—|‐|‑|/|to|and|until|till|through|&|as well as)\s?"
_WD = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun))\b\.?,?\s+"
_WDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = re.compile(
    "|".join(
        (
            rf"(?P<dmdm>\b(?:{_WD})?(?P<a1>{_D})\s+(?P<a2>{_M})(?:,?\s+(?P<a3>{_Y}))?(?:\s?(?:-|–|—|to|until|till|through)\s?)(?:{_WD})?(?P<a4>{_D})\s+(?P<a5>{_M})(?:,?\s+(?P<a6>{_Y}))?)",
            rf"(?P<ddm>\b(?:{_WD})?(?P<b1>{_D})(?:,\s+{_D})*(?P<bsep>,?{_TO})(?:{_WD})?(?P<b2>{_D})(?:\s+of)?\s+(?P<b3>{_M})(?:,?\s+(?P<b4>{_Y}))?)",
            rf"(?P<mdmd>\b(?P<c1>{_M})\s+(?P<c2>{_D})(?:,\s+(?P<c6>{_Y}))?(?:\s?(?:-|–|—|to|until|till|through)\s?)(?P<c3>{_M})\s+(?P<c4>{_D})(?:,?\s+(?P<c5>{_Y}))?)",
            rf"(?P<mdd>\b(?P<d1>{_M})\s+(?P<d2>{_D})(?:,\s+{_D})*,?{_TO}(?P<d3>{_D})(?:,?\s+(?P<d4>{_Y}))?)",
            rf"(?P<dm>\b(?P<e1>{_D})(?:\s+of)?[\s-]+(?:the\s+month\s+of\s+)?(?P<e2>{_M})(?:,?[\s-]+(?P<e3>{_Y}))?)",
            rf"(?P<md>\b(?P<f1>{_M})\s+(?:the\s+)?(?P<f2>{_D})(?:,?\s+(?P<f3>{_Y}))?)",
            rf"(?P<mm>\b(?P<m1>{_M})\s?(?:-|–|to|and)\s?(?P<m2>{_M}),?\s+(?P<m3>{_Y}))",
            rf"(?P<my>\b(?:(?:early|mid|late|mid-|end of)[\s-]+)?(?P<g1>{_M}),?\s+(?:of\s+)?(?P<g2>{_Y}|this year|last year|next year))",
            rf"(?P<iso>\b(?P<h1>{_Y})-(?P<h2>\d\d)-(?P<h3>\d\d)\b)",
            rf"(?P<num>\b(?P<i1>\d{{1,2}})(?P<isep>[./-])(?P<i2>\d{{1,2}})(?P=isep)(?P<i3>{_Y})\b)",
            rf"(?P<relm>\b(?P<j1>[Ll]ast|[Nn]ext|[Tt]his|[Ii]n|[Ss]ince|[Dd]uring|[Oo]f|[Bb]y|[Ee]arly|[Ll]ate|[Ii]n early|[Ii]n late|[Ii]n mid-?)\s?(?P<j2>(?:{_NAMES})\b)(?!\s+\d))",
            rf"(?P<wd>\b(?:(?P<k1>[Ll]ast|[Nn]ext|[Tt]his|[Oo]n|[Ll]ate|[Ee]arly)\s+)?(?P<k2>{_WDAY})\b)",
            r"(?P<rel>\b(?:[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]his (?:morning|afternoon|evening|week|month|year|weekend)|[Tt]onight|[Ll]ast (?:week|month|year|weekend)|[Nn]ext (?:week|month|year)|[Ee]arlier this (?:week|month|year)|[Ll]ater this (?:week|month|year))\b)",
            rf"(?P<yy>\b(?P<y1>{_Y})\s?(?:-|–|—|to)\s?(?P<y2>{_Y}|\d\d)\b)",
            rf"(?P<y>(?<!\d[.,])(?<![-/])\b(?P<n1>{_Y})(?![-/\w]|[.,]\d)(?!'s))",
        )
    )
)


_START = re.compile(
    r"\b(?:\d|(?:[Ii]n|[Ss]ince|[Dd]uring|[Oo]f|[Bb]y|[Oo]n|[Ll]ast|[Nn]ext|[Tt]his|[Ee]arly|[Ll]ate|[Mm]id-?|[Ee]nd of|[Ii]n (?:early|late|mid-?))\s(?=(?:[JFMASONDTW][a-z]+|week|month|year|weekend|morning|afternoon|evening)\b)|"
    r"(?:[JFMASOND][a-z]{2,8}|[JFMASOND][A-Z]{2,8}|[MTWFS][a-z]{2,8})\b|[Tt](?:oday|omorrow|onight)\b|[Yy]esterday\b|(?:[Ee]arl|[Ll]at)(?:ier|er) this\b)"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as printed: up to two (year, month, day) with 0 for what is not said, or words that count from the issue date."""

    span: Span
    text: str
    first: tuple[int, int, int] = (0, 0, 0)
    last: tuple[int, int, int] = (0, 0, 0)
    words: str = ""

    def resolve(self, issued: str, future: bool = False) -> tuple[str, str]:
        """(start, end) as ISO texts of the precision given; ('', '') where the document does not say."""
        if self.words:
            return _count_from(self.words, issued, future)
        year = int(issued[:4]) if issued else 0
        start, end = (_iso(*(part if part[0] or not part[1] else (year, *part[1:]))) for part in (self.first, self.last))
        return (start, end) if start and end and start <= end else ("", "") if not start else (start, start)

    @property
    def complete(self) -> bool:
        """Whether a year is printed."""
        return bool(self.first[0])


def find_dates(flat: str, span: Span) -> list[Printed]:
    """The dates of a stretch of flattened text; a year said at the end of a sentence counts for the days before it."""
    found = list(_printed(flat, span))
    for at in range(len(found) - 2, -1, -1):
        later, own = found[at + 1], found[at]
        near = later.span.begin - own.span.end < 60 and not re.search(r"[.!?]\s", flat[own.span.end : later.span.begin])
        if near and later.complete and own.first[1] and not own.first[0] and not own.words and later.first[2]:
            year = later.first[0]
            found[at] = replace(own, first=(year, *own.first[1:]), last=(year, *own.last[1:]))
    return found


def _printed(flat: str, span: Span) -> Iterator[Printed]:
    """The dates from left to right; the grammar is tried only where a date can begin."""
    after = span.begin
    for start in _START.finditer(flat, span.begin, span.end):
        match = _DATE.match(flat, start.start(), span.end) if start.start() >= after else None
        printed = _read(match) if match else None
        if match and printed:
            after = match.end()
            yield printed


def _read(match: "re.Match[str]") -> Printed | None:
    """The printed date of a match; None for a number that is no date."""
    part = match.groupdict()
    shape = match.lastgroup or ""
    kind = next(name for name in _SHAPES if part[name] is not None)
    span = Span(match.start(), match.end())
    dates = _SHAPES[kind](part)
    if isinstance(dates, str):
        return Printed(span, match.group(), words=dates)
    first, last = dates
    valid = all(0 <= value[1] <= 12 and 0 <= value[2] <= 31 for value in (first, last)) and shape is not None
    return Printed(span, match.group(), first, last) if valid else None


def _day(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _month(text: str) -> int:
    return MONTHS[text.strip(" .").lower()]


def _year(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


Shape = tuple[tuple[int, int, int], tuple[int, int, int]] | str


def _numeric(part: dict[str, str]) -> Shape:
    """Day first, as most of the world writes it, unless only month first makes a date; slashes lean to neither."""
    one, two, year = int(part["i1"]), int(part["i2"]), int(part["i3"])
    day, month = (two, one) if two > 12 else (one, two)
    return (year, month, day), (year, month, day)


def _both(year: int, month: int, day: int = 0) -> Shape:
    return (year, month, day), (year, month, day)


_SHAPES = {
    "dmdm": lambda p: (
        (_year(p["a3"] or p["a6"]), _month(p["a2"]), _day(p["a1"])),
        (_year(p["a6"] or p["a3"]), _month(p["a5"]), _day(p["a4"])),
    ),
    "ddm": lambda p: ((_year(p["b4"]), _month(p["b3"]), _day(p["b1"])), (_year(p["b4"]), _month(p["b3"]), _day(p["b2"]))),
    "mdmd": lambda p: (
        (_year(p["c6"] or p["c5"]), _month(p["c1"]), _day(p["c2"])),
        (_year(p["c5"] or p["c6"]), _month(p["c3"]), _day(p["c4"])),
    ),
    "mdd": lambda p: ((_year(p["d4"]), _month(p["d1"]), _day(p["d2"])), (_year(p["d4"]), _month(p["d1"]), _day(p["d3"]))),
    "dm": lambda p: _both(_year(p["e3"]), _month(p["e2"]), _day(p["e1"])),
    "md": lambda p: _both(_year(p["f3"]), _month(p["f1"]), _day(p["f2"])),
    "mm": lambda p: ((_year(p["m3"]), _month(p["m1"]), 0), (_year(p["m3"]), _month(p["m2"]), 0)),
    "my": lambda p: _both(_year(p["g2"]), _month(p["g1"])) if p["g2"].isdigit() else f"{p['g2'].split()[0]} {p['g1'].lower()}",
    "iso": lambda p: _both(int(p["h1"]), int(p["h2"]), int(p["h3"])),
    "num": _numeric,
    "relm": lambda p: (
        f"{p['j1'].lower()} {p['j2'].lower()}" if p["j1"].lower() in ("last", "next", "this") else _both(0, _month(p["j2"]))
    ),
    "wd": lambda p: f"{(p['k1'] or 'on').lower()} {p['k2'].lower()}",
    "rel": lambda p: p["rel"].lower(),
    "yy": lambda p: ((int(p["y1"]), 0, 0), (int(p["y2"]) if len(p["y2"]) == 4 else int(p["y1"][:2] + p["y2"]), 0, 0)),
    "y": lambda p: _both(int(p["n1"]), 0),
}


def _iso(year: int, month: int, day: int) -> str:
    """An ISO date of the precision given; '' without a year or where the calendar has no such day."""
    if not year:
        return ""
    try:
        return date(year, month, day).isoformat() if day else f"{year:04}-{month:02}" if month else f"{year:04}"
    except ValueError:
        return ""


def _count_from(words: str, issued: str, future: bool) -> tuple[str, str]:
    """(start, end) of 'yesterday', 'last november', 'on thursday' against the day of issue."""
    if len(issued) < 10:
        return ("", "")
    today = date.fromisoformat(issued)
    which, _, unit = words.rpartition(" ")
    if unit in MONTHS:
        month = MONTHS[unit]
        year = today.year + (
            1 if which == "next" and month <= today.month else -1 if which == "last" and month >= today.month else 0
        )
        return (f"{year:04}-{month:02}",) * 2
    if unit in WEEKDAYS:
        back = (today.weekday() - WEEKDAYS[unit]) % 7
        ahead = which == "next" or (future and which in ("on", "this"))
        day = today + timedelta(((7 - back) % 7 or 7) if ahead and back else 0 if ahead else -(back or 7 * (which == "last")))
        return (day.isoformat(),) * 2
    return _UNITS[unit](today, which) if unit in _UNITS else ("", "")


def _shifted_month(today: date, which: str) -> tuple[str, str]:
    shift = -1 if which == "last" else 1 if which == "next" else 0
    number = today.year * 12 + today.month - 1 + shift
    return (f"{number // 12:04}-{number % 12 + 1:02}",) * 2


def _shifted_year(today: date, which: str) -> tuple[str, str]:
    return (f"{today.year + (-1 if which == 'last' else 1 if which == 'next' else 0):04}",) * 2


def _week(today: date, which: str) -> tuple[str, str]:
    """A week is known by its month alone, where both ends lie in one; this week stays open."""
    if which not in ("last", "next"):
        return ("", "")
    monday = today - timedelta(today.weekday()) + timedelta(7 if which == "next" else -7)
    sunday = monday + timedelta(6)
    return (f"{monday.year:04}-{monday.month:02}",) * 2 if monday.month == sunday.month else ("", "")


def _on_day(shift: int) -> "type[object] | object":
    return lambda today, which: ((today + timedelta(shift)).isoformat(),) * 2


_UNITS = {
    "today": _on_day(0), "tonight": _on_day(0), "morning": _on_day(0), "afternoon": _on_day(0), "evening": _on_day(0),
    "yesterday": _on_day(-1), "tomorrow": _on_day(1),
    "week": _week, "weekend": _week, "month": _shifted_month, "year": _shifted_year,
}  # fmt: skip


def before(day: str, days: int) -> str:
    """The ISO date that lies `days` before (negative: after) a full ISO date; '' for a partial one."""
    return (date.fromisoformat(day) - timedelta(days)).isoformat() if len(day) == 10 else ""


def iterate(spans: Iterator[Span]) -> list[Span]:
    """The spans as a list."""
    return list(spans)
