"""What the words around a name in a text say of it: what tells it from others, names borne before, how long something lasts.

Pure functions of text; which words tell nothing stands in data/identity/words.toml.
"""

import re
from collections.abc import Iterator, Set
from datetime import date, timedelta
from functools import cache, lru_cache

from kg.identity.words import words
from kg.iris import slug
from kg.model import Span

WINDOW = 400  # letters of a text on each side of a name that may be about it
_SHORTEST, _STEM = 4, 6  # letters of a word that tells something; letters that are compared
_NEAR, _SENTENCES = 60, 3  # letters of a sentence before a person's name, twice as many behind it; sentences that are read
_WEEK, _DATE = 7, 10
_BETWEEN = 60  # letters at most between two names of one body
_BACK, _AHEAD = 9, 28  # days from an event to its report, and from an announcement to it
_BEFORE, _AFTER = ("\n", ". ", " - ", " – ", " — "), ("\n", ". ")


def telling(text: str, capitals: int = 0) -> set[str]:
    """The longer words of a text, as they are compared; what is written in capitals may be shorter by so many letters."""
    return {
        word
        for part in text.split()
        for word in parts(part)
        if len(word) >= (_SHORTEST - capitals if part.isupper() else _SHORTEST) and word.isalpha()
    }


@lru_cache(maxsize=65536)
def parts(name: str) -> tuple[str, ...]:
    """The words of a name or a word with hyphens, in lower case and without accents."""
    return tuple(slug(name).split("-"))


def stems(found: Set[str]) -> str:
    """The begins of some words in their order, as they are kept and compared."""
    return " ".join(sorted({word[:_STEM] for word in found}))


def around(text: str, span: Span) -> str:
    """The text around a span."""
    return text[max(span.begin - WINDOW, 0) : span.end + WINDOW]


def about_person(text: str, name: str, span: Span) -> str:
    """What stands near a person's name, first found at the span, in the first sentences that have it or its last word."""
    surname, spans = f" {name.split()[-1]}", [span]
    while len(spans) < _SENTENCES and (found := text.find(surname, spans[-1].end)) >= 0:
        spans.append(Span(found, found + len(surname)))
    return "\n".join(_near(text, one) for one in spans)


def _near(text: str, span: Span) -> str:
    """The part of a sentence around a name."""
    before = max(text.rfind(mark, 0, span.begin) + len(mark) for mark in _BEFORE)
    after = min((found for mark in _AFTER if (found := text.find(mark, span.end)) >= 0), default=len(text))
    return text[max(before, span.begin - _NEAR) : min(after, span.end + 2 * _NEAR)]


def former_names(text: str) -> Iterator[str]:
    """The surnames that somebody bore before, as IRIs write them: 'Popa, née Ionescu'."""
    yield from (slug(found[1] or found[2]) for found in _formerly().finditer(text))


@cache
def _formerly() -> re.Pattern[str]:
    """A surname behind a word that says so; behind one that may say something else as well, only where nothing follows."""
    lists, surname = words().lists, r"([^\W\d_a-z][\w’'-]+)"
    sure, unsure = ("|".join(map(re.escape, sorted(lists[name]))) for name in ("maiden", "formerly"))
    return re.compile(rf"\b(?:(?:{sure})\s+{surname}|(?:{unsure})\s+{surname}(?=[),;]))")


def renamed(between: str) -> bool:
    """Whether the text between two names of bodies says that they are one, before and after it was renamed."""
    return len(between) <= _BETWEEN and bool(_renaming().fullmatch(between))


@cache
def _renaming() -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase).replace("WHEN", r"(?:[\w.]+\s){0,4}?[\w.]+") for phrase in words().renamings)
    return re.compile(rf"\)?[,;]?\s*\(?(?:{phrases})\s+".replace(r"\ ", r"\s+"))


def lasting(label: str) -> str:
    """How many days an event lasts at most by what it is called, in figures, or '': 'a two-week course'."""
    found = re.search(r"\b(\w+)[- ](day|week)s?\b", label)
    number = (found[1] if found[1].isdigit() else words().numbers.get(found[1].lower(), "")) if found else ""
    return str(int(number) * (_WEEK if found and found[2] == "week" else 1)) if number else ""


def told_around(issued: str, *, planned: bool) -> str:
    """The first and the last day that is meant where a report names none: those before it, or behind it for what is planned."""
    if len(issued) != _DATE:
        return ""
    day = date.fromisoformat(issued)
    first, last = (0, _AHEAD) if planned else (-_BACK, 0)
    return f"{day + timedelta(days=first)} {day + timedelta(days=last)}"
