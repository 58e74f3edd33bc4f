"""The day of a date that a program or a table wrote; dates in prose are for `kg.extract`."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:$|[T ])")
_PARTIAL = re.compile(r"\d{4}(?:-\d{2})?")
_FORMATS = ("%Y/%m/%d", "%d.%m.%Y", "%Y%m%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%A, %d %B %Y", "%A, %B %d, %Y")


def iso_day(text: str) -> str:
    """The day as an ISO date; '' for nothing and for a year or month alone; ValueError for what is no date.

    ISO 8601, RFC 5322 (section 3.3) and the usual ways of writing a day with the month in words are understood; 04/05/2016 is not,
    because half of the world means May by it.
    """
    text = " ".join(text.split())
    if not text or _PARTIAL.fullmatch(text):
        return ""
    iso = _ISO.match(text)
    try:
        return (date.fromisoformat(iso[1]) if iso else _other(text)).isoformat()
    except ValueError:
        raise ValueError(f"its date {text[:40]!r} is not one like 2021-11-23") from None


def _other(text: str) -> date:
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return parsedate_to_datetime(text).date()
