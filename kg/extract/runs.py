"""Runs of capitalised words in a sentence and the nouns in them that decide what a name is."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kg.lexicon import Lexicon, Name, Phrases
from kg.sentences import Words

_POSSESSIVES = ("'s", "’s")
OWNERS = (*_POSSESSIVES, "'", "’")  # behind an owner, be it one or several
_ABBREVIATED = ("St.", "Ste.", "Mt.", "Ft.")
_INSIDE = ("&", ".", "'", "’", *_POSSESSIVES)
OTHER_KINDS = ("project", "instrument", "venue", "output", "region")
Known = tuple[int, Name]


@dataclass(slots=True, unsafe_hash=True)  # never changed, but not frozen: made for every name, and that in half the time
class Found:
    """A name at words `first` to before `after` of a sentence. `modifier`: it only qualifies the noun behind it."""

    kind: str
    first: int
    after: int
    name: str
    country: str = ""
    acronym: str = ""
    institution_type: str = ""
    part_of: str = ""
    modifier: bool = False
    bare: bool = False
    known: bool = False
    others: tuple["Found", ...] = ()

    def qualifying(self, *, modifier: bool) -> "Found":
        """The same with `modifier` set so; made in a fifth of the time that `replace` takes."""
        return Found(
            self.kind, self.first, self.after, self.name, self.country, self.acronym, self.institution_type, self.part_of,
            modifier, self.bare, self.known, self.others,
        )  # fmt: skip


class Head(NamedTuple):
    """The noun that decides what a name is: its kind, its words `begin` to before `end`, and the type that the lexicon gives it."""

    kind: str
    begin: int
    end: int
    value: str


class Runs:
    """Known names, runs of capitals and their heads, with the words of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.names, self.heads, self.roles = lexicon.names, lexicon.heads, lexicon.phrases["role-heads"]
        self._function, self._not_institutions = lexicon.list("function-words"), lexicon.list("not-institutions")
        self._plain_honorifics = lexicon.list("plain-honorifics")
        others = ((kind, lexicon.phrases[f"{kind}-nouns"]) for kind in OTHER_KINDS)
        self._tables: dict[str, list[tuple[str, Phrases[str]]]] = defaultdict(list)
        for kind, table in (("institution", self.heads), ("event", lexicon.events), ("role", self.roles), *others):
            for first in table.firsts:
                self._tables[first].append((kind, table))

    def known(self, words: Words, at: int) -> Known | None:
        """The longest known name at a word; names set in capitals are tried in title case."""
        if at in words.known:
            known: Known | None = words.known[at]
            return known
        word = words.words[at]
        match = self.names.match(words.words, at)
        if match is None and len(word) > 3 and word.isupper():
            match = self.names.match([_title_case(other) for other in words.words[at : at + 6]], 0)
        words.known[at] = match
        return match

    def is_capital(self, words: Words, at: int) -> bool:
        """Whether the word may stand in a name: a capital first, and no function word."""
        return words.words[at][0].isupper() and words.lows[at] not in self._function

    def is_acronym(self, word: str) -> bool:
        """Whether a word is the acronym of a body by its shape: half of it capitals, and none that stands for something else."""
        if not 2 <= len(word) <= 12 or word[1:].islower():
            return False
        upper = sum(map(str.isupper, word))
        return (
            upper >= 2
            and upper >= len(word) / 2
            and word not in self._not_institutions
            and word.replace("-", "").replace("/", "").isalnum()
        )

    def end(self, words: Words, at: int) -> int:
        """The end of the run of capitalised words, known names with small words inside counting as one."""
        position, step, seen = at, 0, words.known
        while position < words.size:
            word = words.words[position]
            if word[0].isupper():
                known = seen[position] if position in seen else self.known(words, position)
                step = known[0] if known else int(words.lows[position] not in self._function and _ends_well(word))
            else:
                step = int(word in _INSIDE and self._goes_on(words, at, position))
            if not step:
                break
            position += step
        return max(position, at + 1)

    def _goes_on(self, words: Words, at: int, position: int) -> bool:
        """Whether '&', the dot of an initial, or the 's of an owner inside the name, is of the run."""
        if position + 1 == words.size or not self.is_capital(words, position + 1):
            return False
        word, before = words.words[position], words.words[position - 1]
        if (word == "." and len(before) == 1) or (word in ("'", "’") and before[-1] == "s" and position > at):
            return True
        return word == "&" or (is_possessive(words, position) and self._owner_inside(words, at, position))

    def _owner_inside(self, words: Words, at: int, position: int) -> bool:
        """Whether the owner before 's is part of the name ('Prosecutor General's Office') and no state or body of its own."""
        known = self.known(words, position - 1)
        matches = ((one, self.heads.match(words.lows, one)) for one in range(max(at, position - 2), position))
        if known or any(match and one + match[0] == position for one, match in matches):
            return False
        return not (words.words[position - 1].isupper() and len(words.words[position - 1]) > 1)

    def plain_end(self, words: Words, at: int) -> int:
        """The end of the run of capitalised words without a role behind it; at least one word."""
        position = at
        while position < words.size and self.is_capital(words, position) and words.words[position][-1].isalnum():
            role = position > at and self.roles.match(words.lows, position)
            if role and words.lows[position - 1] not in ("special", "high", "general"):
                break
            if position > at and words.lows[position] in self._plain_honorifics:
                break
            position += 1
        return max(position, at + 1)

    def last_head(self, words: Words, at: int, after: int) -> Head | None:
        """The last head noun in the run; in a tie the longer one."""
        best: Head | None = None
        for position in range(at, after):
            for kind, table in self._tables.get(words.lows[position], ()):
                match = table.match(words.lows, position)
                if match and (position + match[0] <= after or words.words[position + match[0] - 1][0].isupper()):
                    end = position + match[0]
                    if best is None or end > best.end or (end == best.end and position < best.begin):
                        best = Head(kind, position, end, match[1])
        return best


def _ends_well(word: str) -> bool:
    """Whether a name can go on behind a word: no dot ends it but that of 'St.'."""
    return word[-1].isalnum() or word in _ABBREVIATED


def is_possessive(words: Words, at: int) -> bool:
    """Whether a word is there and is the 's of an owner."""
    return at < words.size and words.words[at] in _POSSESSIVES


@lru_cache(maxsize=65536)
def _title_case(word: str) -> str:
    return word.title() if word.isupper() and len(word) > 1 else word
