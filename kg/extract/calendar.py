"""Months and days by name, and what 'yesterday', 'last November' and 'on Thursday' come to on the day of issue."""

import re
from datetime import date, timedelta

_MONTHS = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun",
    "july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
WEEKDAYS = {
    name: number for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
_DAYS = {"today": 0, "tonight": 0, "morning": 0, "afternoon": 0, "evening": 0, "yesterday": -1, "tomorrow": 1}
_SHIFTS = {"last": -1, "next": 1}

Day = tuple[int, int, int]
Match = re.Match[str]


def is_calendar_word(low: str) -> bool:
    """Whether a word in small letters is the name of a month or of a day."""
    return low in MONTHS or low in WEEKDAYS


def day_of(text: str) -> int:
    """The number of '3', '3rd', '03'."""
    return int(re.sub(r"\D", "", text))


def month_of(text: str) -> int:
    """The number of 'Nov.', 'NOVEMBER', 'november'."""
    return MONTHS[text.strip(" .").lower()]


def year_of(text: str | None) -> int:
    """The number of a year, 0 for none."""
    return int(text) if text else 0


def before(day: str, days: int) -> str:
    """The ISO date that lies `days` before (negative: after) a full ISO date; '' for a partial one."""
    return (date.fromisoformat(day) - timedelta(days)).isoformat() if len(day) == 10 else ""


def count_from(words: str, issued: str, *, future: bool) -> tuple[str, str]:
    """(start, end) of words like 'last november' against the day of issue; ('', '') where they leave it open."""
    if len(issued) < 10:
        return ("", "")
    today = date.fromisoformat(issued)
    which, _, unit = words.rpartition(" ")
    if unit in MONTHS:
        return _twice(_named_month(today, which, MONTHS[unit]))
    if unit in WEEKDAYS:
        return _twice(_weekday(today, which, WEEKDAYS[unit], future=future).isoformat())
    if unit in _DAYS:
        return _twice((today + timedelta(_DAYS[unit])).isoformat())
    shift = _SHIFTS.get(which, 0)
    if unit == "year":
        return _twice(f"{today.year + shift:04}")
    return _twice(_month(today.year * 12 + today.month - 1 + shift)) if unit == "month" else _twice(_week(today, shift))


def _twice(text: str) -> tuple[str, str]:
    return text, text


def _month(number: int) -> str:
    """The ISO month of a count of months since the year 0."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _named_month(today: date, which: str, month: int) -> str:
    """Last or next November is the nearest that is not this month."""
    shift = 1 if which == "next" and month <= today.month else -1 if which == "last" and month >= today.month else 0
    return f"{today.year + shift:04}-{month:02}"


def _weekday(today: date, which: str, weekday: int, *, future: bool) -> date:
    """The nearest such day: behind the day of issue, ahead of it for 'next' and in sentences that speak of the future."""
    back = (today.weekday() - weekday) % 7
    if which == "next" or (future and which in ("on", "this")):
        return today + timedelta((7 - back) % 7)
    return today - timedelta(back or 7 * (which == "last"))


def _week(today: date, shift: int) -> str:
    """Last and next week are known by their month, where both ends lie in one; this week stays open."""
    monday = today - timedelta(today.weekday()) + timedelta(7 * shift)
    sunday = monday + timedelta(6)
    return f"{monday.year:04}-{monday.month:02}" if shift and monday.month == sunday.month else ""
