"""Mentions of events in a sentence: the noun with its words in front, what kind it is, and whether it points back."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from kg.extract.counts import read_number
from kg.lexicon import Lexicon
from kg.model import Span
from kg.sentences import Words

_BEHIND_VERBS = ("on", "around", "to")  # "the exercise centers on", no training centers
_DAYS = re.compile(r"\b(?P<n>\d{1,2}|[a-z]+)[- ](?P<unit>day|week)s?\b(?![- ]?long)|\b(?P<long>week|day)[- ]?long\b", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:another|similar|next|follow-up|further|previous|earlier|subsequent|forthcoming|upcoming|future)\b")
_ADJECTIVE = re.compile(r"[a-z-]+(?:al|ive|ed|ic|ary)")


class EventMention(NamedTuple):
    """The noun group of an event. `weak`: the noun alone tells little; `definite`: it points to one known; `days` its length."""

    span: Span
    type: str
    noun: str
    words: str
    definite: bool
    weak: bool
    plural: bool
    another: bool
    days: int | None


class EventFinder:
    """Finds the noun groups of events with the words of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.events, self.function = lexicon.events, lexicon.list("function-words")
        self.verbs, self.followers = lexicon.list("event-verbs"), lexicon.list("event-followers")
        self.weak, self.definite = lexicon.list("weak-event-nouns"), lexicon.list("definite")

    def find(self, words: Words, taken: Sequence[str], spots: Sequence[int]) -> list[EventMention]:
        """The event mentions of a sentence.

        `taken` says for each word what has taken it ('' for nothing), `spots` are the words that can begin the noun of an event.
        """
        found: list[EventMention] = []
        after = 0
        for at in spots:
            match = self.events.match(words.lows, at) if at >= after and not taken[at] else None
            if not match or any(taken[at : at + match[0]]):
                continue
            after = at + match[0]
            if self._is_noun(words, taken, at, after):
                found.append(self._mention(words, taken, at, after, match[1], found[-1].span.end if found else 0))
        return found

    def _is_noun(self, words: Words, taken: Sequence[str], at: int, after: int) -> bool:
        """Whether the word is the noun of an event here: no verb ('to visit'), no part of another noun ('training centre')."""
        before = words.lows[at - 1] if at else ""
        verb = after + 1 < words.size and words.lows[after].endswith("s") and words.lows[after + 1] in _BEHIND_VERBS
        if after < words.size and words.lows[after] in self.followers and not (taken[after] or verb):
            return False
        if (
            before in ("to", "will", "would", "can", "could", "may", "should", "must", "not", "and")
            and at
            and words.words[at].islower()
            and self._may_be_verb(words.lows[at])
        ):
            return False
        if words.lows[at] == "delivery" and before in ("take", "takes", "took", "taken"):
            return False
        if words.lows[at : at + 2] == ("course", "of") or (words.lows[at] == "course" and before == "of"):
            return False
        return not (
            words.words[at].istitle()
            and at == 0
            and self._may_be_verb(words.lows[at])
            and after < words.size
            and words.lows[after] in ("the", "a", "an")
        )

    @staticmethod
    def _may_be_verb(low: str) -> bool:
        return low in (
            "visit",
            "visits",
            "exercise",
            "launch",
            "run",
            "tour",
            "march",
            "screen",
            "debate",
            "exercises",
            "launches",
            "camp",
            "celebration",
            "training",
            "launching",
            "signing",
        )

    def _mention(self, words: Words, taken: Sequence[str], at: int, after: int, kind: str, stop: int) -> EventMention:
        first = at
        while first > 0 and first > at - 9 and words.begins[first - 1] >= stop and self._belongs(words, taken, first - 1):
            first -= 1
        determiner = words.lows[first - 1] if first else ""
        if determiner in self.definite or determiner in (
            "a",
            "an",
            "another",
            "'s",
            "’s",
            "each",
            "every",
            "one",
            "two",
            "three",
            "several",
            "some",
        ):
            first -= determiner not in ("'s", "’s")
        first += words.words[first] in ("'s", "’s")
        phrase = words.phrase(first, after)
        low, noun = phrase.lower(), words.phrase(at, after).lower()
        another = _ANOTHER.search(low) is not None
        plural = noun.endswith("s") and noun != "series"
        return EventMention(
            words.span_of(first, after),
            kind,
            noun,
            phrase,
            determiner in self.definite and not another,
            noun in self.weak,
            plural,
            another,
            duration(low),
        )

    def _belongs(self, words: Words, taken: Sequence[str], at: int) -> bool:
        """Whether a word in front belongs to the noun group."""
        word, low, kind = words.words[at], words.lows[at], taken[at]
        if kind in ("date", "money", "person", "quote", "role", "region"):
            return False
        if kind:
            return True
        if low in ("'s", "’s"):
            return at > 0 and bool(taken[at - 1])
        if low == "and":
            return at > 0 and bool(_ADJECTIVE.fullmatch(words.lows[at - 1]) and _ADJECTIVE.fullmatch(words.lows[at + 1]))
        if not word[0].isalnum() or low in self.function or low in self.verbs:
            return word[0].isdigit() or (
                low in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
                and words.words[at + 1].startswith("-")
            )
        return True


def duration(low: str) -> int | None:
    """The days of a 'three-day' or 'two day' event; None for weeks and months, which are not counted out."""
    match = _DAYS.search(low)
    if not match:
        return None
    if match.group("long"):
        return 1 if match.group("long") == "day" else None
    if match.group("unit") != "day":
        return None
    number = read_number(match.group("n"))
    return number if number and number <= 60 else None
