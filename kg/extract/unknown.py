"""What nothing else explains: places behind 'in', names that only a sentence shape can show to be a body's, things to pay for."""

from collections.abc import Sequence

from kg.extract.calendar import is_calendar_word
from kg.extract.runs import Found, Runs
from kg.extract.sentence import Sheet
from kg.lexicon import Lexicon
from kg.sentences import Words

_NO_PLACES = ("portfolio", "role-modifiers", "people-nouns", "function-words", "not-places", "role-heads", "weak-event-nouns")
_LONGEST_PLACE, _SHORT = 3, 3
_BODIES = ("institution", "acronym", "name")


class UnknownFinder:
    """Finds places, names and things by their surroundings alone."""

    def __init__(self, lexicon: Lexicon, runs: Runs) -> None:
        self._runs, self._events = runs, lexicon.events
        self._no_place = frozenset(word for name in _NO_PLACES for word in lexicon.list(name))
        self._fundable, self._projects = lexicon.phrases["fundable-nouns"], lexicon.list("fundable-projects")

    def enter_places(self, sheet: Sheet) -> None:
        """'in Lipkovo': a name behind 'in' or 'near' that nothing else explains is a place; not in 'Transparency in Armaments'."""
        words = sheet.words
        for at in words.capitals:
            if not at or words.lows[at - 1] not in ("in", "near") or (words.words[at].isupper() and len(words.words[at]) > 1):
                continue
            after = at
            while after < min(len(words), at + _LONGEST_PLACE) and self._may_be_place(sheet, after):
                after += 1
            inside = at > 1 and words.words[at - 2][0].isupper() and not sheet.taken[at - 2]
            if after > at and not (inside or any(words.lows[one] in self._no_place for one in range(at, after))):
                sheet.enter("place", at, after, Found("place", at, after, words.phrase(at, after)))

    def _may_be_place(self, sheet: Sheet, at: int) -> bool:
        return not sheet.taken[at] and self._runs.is_capital(sheet.words, at) and sheet.words.words[at][-1].isalpha()

    def enter_names(self, sheet: Sheet) -> None:
        """Runs of capitalised words that nothing explains: a body only where a sentence shape gives them a part.

        One word alone is such a run only behind a body: 'by the Ministry and Safaricom'.
        """
        words, done = sheet.words, 1
        for at in words.capitals:
            if at < done or sheet.taken[at]:
                continue
            after = self._name_end(sheet, at)
            long = after - at >= 2 or (after - at == 1 and self._follows_body(sheet, at))
            if long and words.words[at].isalpha() and self._may_be_body(words, at, after):
                sheet.enter("name", at, after, Found("name", at, after, words.phrase(at, after), modifier=True))
            done = after + 1

    def _follows_body(self, sheet: Sheet, at: int) -> bool:
        """Whether a word is the next of a list of bodies, and looks like a name: 'Safaricom', not 'Police'."""
        words = sheet.words
        low, before = words.lows[at], words.lows[at - 2 : at]
        body = at > 1 and before[1] in ("and", "&") and sheet.taken[at - 2] in _BODIES
        return bool(body) and len(low) > _SHORT and not (low in self._no_place or is_calendar_word(low))

    def _name_end(self, sheet: Sheet, at: int) -> int:
        """The end of a run of free capitals with 'of' and 's inside."""
        words, after = sheet.words, at
        while after < len(words) and not sheet.taken[after]:
            inside = after > at and words.words[after] in ("'s", "’s", "of")
            if not inside and not self._runs.is_capital(words, after):
                break
            after += 1
        while after > at and not words.words[after - 1][0].isupper():
            after -= 1
        return after

    def _may_be_body(self, words: Words, at: int, after: int) -> bool:
        """Whether a run holds no noun of an event and is not all in capitals."""
        event = any(words.lows[one] in self._events.firsts for one in range(at, after))
        return not event and not words.phrase(at, after).isupper()

    def enter_things(self, sheet: Sheet, spots: Sequence[int]) -> None:
        """'the project', 'a guidebook', in small letters: what can be paid for; `spots` are the words that can begin its noun."""
        words = sheet.words
        for at in spots:
            match = self._fundable.match(words.lows, at) if not sheet.taken[at] and words.words[at].islower() else None
            if match:
                after, kind = at + match[0], "project" if words.lows[at] in self._projects else "output"
                sheet.items.append(sheet.item(kind, at, after, Found(kind, at, after, words.phrase(at, after), bare=True)))
                sheet.taken[at] = kind
