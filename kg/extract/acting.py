"""Acronyms that nothing explains but that are bodies here: a state owns them, people serve in them, or they do something."""

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.runs import OWNERS, Found
from kg.lexicon import Lexicon
from kg.sentences import Words

_FEWEST_LETTERS = 3
_MARKS = frozenset((",", ":", "-", "–", "—"))


class Acting:
    """Tells acronyms that are bodies by what stands beside them."""

    def __init__(self, lexicon: Lexicon) -> None:
        lists = lexicon.list
        self._say, self._deeds = lexicon.phrases["say"], lists("body-deeds") | lists("event-verbs")
        self._staff, self._umbrella, self._thematic = lists("body-staff"), lists("umbrella-bodies"), lists("thematic-acronyms")
        self._had = self._staff | lists("body-things")
        self._auxiliary, self._behind = lists("auxiliaries"), lists("behind-participle")
        self._before = lists("before-subject") | _MARKS
        self._verbs = self._deeds | self._auxiliary | lists("function-words")

    def enter(self, words: Words, names: list[Found]) -> list[Found]:
        """The names, in which acronyms that are bodies here are institutions, with the land that stands beside them."""
        for name in names:
            if name.modifier or name.kind == "acronym":
                return names if words.text.isupper() else self._entered(words, names)
        return names

    def _entered(self, words: Words, names: list[Found]) -> list[Found]:
        made: list[Found] = []
        for name in names:
            owner = made[-1] if made else None
            if name.kind == "state" and owner and self._is_of(words, owner, name):
                made[-1] = _of_land(words, owner, name)
            elif name.kind == "acronym" and not name.known:
                made.append(self._acronym(words, name, owner))
                if made[-1].first < name.first:
                    del made[-2]
            else:
                known = name.modifier and name.known and name.kind == "institution" and name.name not in self._umbrella
                served = known and (self._is_served(words, name.after) or self._serves(words, name))
                made.append(name.qualifying(modifier=False) if served else name)
        return made

    def _acronym(self, words: Words, name: Found, owner: Found | None) -> Found:
        """The acronym, as a body where it is one."""
        if name.name in self._thematic or not _is_plain(words, name):
            return name
        served = self._is_served(words, name.after)
        if owner and owner.kind in ("adjective", "state") and (served or not self._qualifies(words, name)):
            if owner.kind == "adjective" and owner.after == name.first:
                printed = words.phrase(owner.first, name.after)
                return _body(replace(name, first=owner.first, name=printed, country=owner.country), name.name)
            if owner.after + 1 == name.first and words.words[owner.after] in OWNERS:
                return _body(replace(name, first=owner.first, country=owner.country), name.name)
        long = len(name.name) >= _FEWEST_LETTERS
        serves = not name.modifier and self._serves(words, name)
        return _body(name, name.name) if long and (served or serves or self._does(words, name)) else name

    def _is_of(self, words: Words, name: Found, land: Found) -> bool:
        """'the DCA of the Kyrgyz Republic'."""
        if name.name in self._thematic:
            return False
        return name.kind == "acronym" and not name.known and words.lows[name.after : land.first] in (("of",), ("of", "the"))

    def _qualifies(self, words: Words, name: Found) -> bool:
        """Whether a noun stands behind the acronym: 'Georgian ID cards'."""
        low = words.lows[name.after] if name.after < words.size else "."
        return name.modifier or (low.endswith("s") and low.isalpha() and low not in self._verbs and not self._say.match((low,), 0))

    def _is_served(self, words: Words, at: int) -> bool:
        """Whether those who serve in a body stand behind its acronym: 'LNP officers'."""
        return at < words.size and words.lows[at] in self._staff

    def _serves(self, words: Words, name: Found) -> bool:
        """Whether those who serve in it, or what only a body has, stand in front: 'five officials of the MoD'."""
        before = name.first - (name.first > 0 and words.lows[name.first - 1] == "the")
        return before > 1 and words.lows[before - 1] == "of" and words.lows[before - 2] in self._had

    def _does(self, words: Words, name: Found) -> bool:
        """Whether it is the subject of a verb: 'FIA raided two travel agents', 'NAZK said'."""
        before = name.first - (name.first > 0 and words.lows[name.first - 1] == "the")
        if (before and words.lows[before - 1] not in self._before) or name.after >= words.size:
            return False
        at = name.after
        while at < words.size and words.lows[at] in self._auxiliary:
            at += 1
        if at == words.size:
            return False
        if self._say.match(words.lows, at):
            return True
        return words.lows[at] in self._deeds and not (at + 1 < words.size and words.lows[at + 1] in self._behind)


def _is_plain(words: Words, name: Found) -> bool:
    """Whether an acronym is in letters, no plural, and no word of a phrase in capitals."""
    letters = name.name.replace("-", "")
    beside: Sequence[str] = (*words.words[max(0, name.first - 1) : name.first], *words.words[name.after : name.after + 1])
    return letters.isalpha() and not letters.endswith("s") and not any(one.isupper() and len(one) > 1 for one in beside)


def _body(name: Found, acronym: str) -> Found:
    return replace(name, kind="institution", acronym=acronym, modifier=False)


def _of_land(words: Words, name: Found, land: Found) -> Found:
    """The acronym with 'of LAND' as one name."""
    printed = words.phrase(name.first, land.after)
    return _body(replace(name, after=land.after, name=printed, country=land.country), name.name)
