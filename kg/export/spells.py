"""Stretches of days: read from ISO dates as precise as they are, merged, and told as years."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

DAY = timedelta(days=1)
FIRST_DAY, LAST_DAY = date.min, date.max


class Spell(NamedTuple):
    """A stretch of days, first and last inclusive."""

    start: date
    end: date


@lru_cache(maxsize=65_536)
def spell(text: str) -> Spell | None:
    """The days of `2015`, `2015-03`, `2015-03-02` or `2015-03-02/2015-03-04`; None for what is no date or runs backwards."""
    first, _, last = text.partition("/")
    start, end = _bounds(first), _bounds(last or first)
    return Spell(start.start, end.end) if start and end and start.start <= end.end else None


def _bounds(text: str) -> Spell | None:
    parts = text[:10].split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    year, month, day = [int(part) for part in parts] + [0] * (3 - len(parts))
    try:
        if not month:
            return Spell(date(year, 1, 1), date(year, 12, 31))
        if not day:
            return Spell(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return Spell(date(year, month, day), date(year, month, day))
    except (ValueError, OverflowError):
        return None


def merged(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """The same days in as few stretches as possible, in order; stretches that touch become one."""
    result: list[Spell] = []
    for each in sorted(set(spells)):
        if result and each.start <= _after(result[-1].end):
            result[-1] = Spell(result[-1].start, max(result[-1].end, each.end))
        else:
            result.append(each)
    return tuple(result)


def _after(day: date) -> date:
    return day if day == date.max else day + DAY


def years(spells: Iterable[Spell]) -> tuple[str, ...]:
    """The years that the stretches reach into, in order."""
    return tuple(f"{year:04}" for year in sorted({year for each in spells for year in range(each.start.year, each.end.year + 1)}))
