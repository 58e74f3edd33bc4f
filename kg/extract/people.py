"""Persons with their forms of address.

A run of capitalised words is a person when something says so: a form of address, a title beside it, a verb of saying, or a given
name that data/lexicon knows. Runs that end in the head of another kind of name never are.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from kg.extract.runs import Found
from kg.lexicon import Lexicon
from kg.sentences import Words

_LONGEST_NAME, _LONGEST_TITLE, _SHORTEST, _AGE = 6, 16, 3, 2
_OF = ("of", "for")
_PLACING = ("in", "near")  # what stands behind them is a place, whatever it is called after


class Person(NamedTuple):
    """A person at words `first` to before `after`, form of address included; `sure`: something beside the capitals says so."""

    first: int
    after: int
    name: str
    honorific: str
    sure: bool


class PersonFinder:
    """Finds the persons between the names and titles of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        lists = lexicon.list
        self._honorifics, self._say = lexicon.phrases["honorifics"], lexicon.phrases["say"]
        self._said_before, self._function, self._particles = lists("said-before"), lists("function-words"), lists("name-particles")
        self._deeds, self._initials = lists("person-verbs"), lists("initials")
        self._given, self._unsure_given = lists("given-names"), lists("ambiguous-given-names")
        self._barred = lists("no-person-words") | lists("portfolio")
        self._titles, self._kin, self._retired = lists("surname-titles"), lists("kin-nouns"), lists("retired")
        self._follows = self._function | self._deeds | lists("event-verbs") | lists("body-deeds") | lists("auxiliaries")
        self._no_surname = lists("title-endings") | frozenset(lexicon.heads.firsts) | frozenset(lexicon.events.firsts)
        self._no_name = self._barred | lists("people-nouns") | lists("weak-event-nouns") | lists("role-modifiers")

    def find(self, words: Words, taken: Sequence[bool], roles: Sequence[Found], posts: Collection[int]) -> list[Person]:
        """The persons among the words that neither a name nor a title has taken; `posts`: where posts with their body end."""
        begins = {role.first for role in roles}
        ends = {role.after for role in roles}
        titles = {role.after for role in roles if self._is_office(words, role)}
        ends.update(posts)
        found: list[Person] = []
        after = 0
        for at in words.capitals:
            low = words.lows[at]
            if at < after or taken[at] or (low in self._function and low not in self._honorifics.firsts):
                continue
            person = self._person(words, taken, at, begins, ends)
            if person is None and at in titles and self._is_surname(words, taken, at):
                person = Person(at, at + 1, words.words[at], "", True)
            if person:
                found.append(person)
                after = person.after
        return found

    def _person(self, words: Words, taken: Sequence[bool], at: int, begins: set[int], ends: set[int]) -> Person | None:
        """The person that begins at a word; `begins` and `ends` are those of the titles of the sentence."""
        first = self._after_honorifics(words, taken, at)
        after = self._name_end(words, taken, first)
        capitals = len([word for word in words.words[first:after] if word[0].isupper() or _is_nisba(word)])
        if not capitals or capitals > _LONGEST_NAME:
            return None
        if first > at:
            barred = any(words.lows[one] in self._barred for one in range(first, after))
            return None if barred else Person(at, after, words.phrase(first, after), words.phrase(at, first), True)
        if capitals < 2 or (at and words.lows[at - 1] in _PLACING) or any(self._is_no_name(words, one) for one in range(at, after)):
            return None
        if self._is_given(words.words[at]) or at in ends or _beside_title(words, after, begins):
            return Person(at, after, words.phrase(at, after), "", True)
        initial = words.words[at][-1] == "."
        said = initial or self._said(words, at, after) or _after_title(words, at, ends)
        return Person(at, after, words.phrase(at, after), "", True) if said else None

    def _after_honorifics(self, words: Words, taken: Sequence[bool], at: int) -> int:
        """The word behind the forms of address at a word, if a name can begin there; else that word itself."""
        position = at
        while position < words.size and not taken[position]:
            match = self._honorifics.match(words.lows, position)
            if not match or position + match[0] >= words.size or not words.words[position][0].isupper():
                break
            position += match[0]
            if words.words[position] == ".":
                position += 1
            position = self._behind_retired(words, position)
        valid = position < words.size and not taken[position] and words.words[position][0].isupper()
        return position if valid else at

    def _behind_retired(self, words: Words, at: int) -> int:
        """The word behind '(Rtd)' at a word, else that word itself."""
        inside = at + 1 < words.size and words.words[at] == "(" and words.lows[at + 1].rstrip(".") in self._retired
        close = at + 2 + (words.words[at + 2 : at + 3] == (".",))
        return close + 1 if inside and words.words[close : close + 1] == (")",) else at

    def _name_end(self, words: Words, taken: Sequence[bool], at: int) -> int:
        """The end of the capitals, initials and particles of a name."""
        position, size = at, words.size
        while position < size and not taken[position]:
            word = words.words[position]
            surname = position > at and word[0].isupper() and words.words[position - 1] in self._given
            if self._is_part(word, words.lows[position]) or (surname and word.isalpha()):
                position += 1
                if len(word) == 1 and position < size and words.words[position] == ".":
                    position += 1
            else:
                step = self._particles_at(words, taken, position) if position > at else 0
                if not step:
                    break
                position += step
        return position

    def _is_part(self, word: str, low: str) -> bool:
        """Whether a word is a name's by its letters: capitalised, no function word, or an initial with its dot."""
        if word[0].isupper():
            return low not in self._function and (word[-1].isalnum() or self._is_initial(word, low))
        return _is_nisba(word)

    def _is_initial(self, word: str, low: str) -> bool:
        """Whether a word is what is left of a given name: 'M.', or one of two letters that are one sound, 'Sh.'."""
        return word[-1] == "." and (len(word) == 2 or low in self._initials)

    def _particles_at(self, words: Words, taken: Sequence[bool], at: int) -> int:
        """The number of particles ('van', 'de la') at a word that a capital follows; 0 for none."""
        if words.lows[at] not in self._particles:
            return 0
        if at + 1 < words.size and words.words[at + 1][0].isupper() and not taken[at + 1]:
            return 1
        two = at + 2 < words.size and words.lows[at + 1] in self._particles
        return 2 if two and words.words[at + 2][0].isupper() else 0

    def _is_no_name(self, words: Words, at: int) -> bool:
        return words.lows[at] in self._no_name and words.words[at] not in self._given

    def _is_office(self, words: Words, role: Found) -> bool:
        """Whether a title is one behind which a surname alone can stand: 'Minister of Interior', 'Attorney General'."""
        lows = words.lows[role.first : role.after]
        end = next((at for at, low in enumerate(lows) if low in _OF), len(lows))
        noun = lows[end - 2 : end - 1] if lows[end - 1 : end] == ("general",) else lows[end - 1 : end]
        return bool(noun) and noun[0] in self._titles

    def _is_surname(self, words: Words, taken: Sequence[bool], at: int) -> bool:
        """Whether a single capital straight behind a title is a surname: 'Minister Touré thanked', not 'Director Operations'."""
        word, low, after = words.words[at], words.lows[at], at + 1
        if len(word) < _SHORTEST or not word.replace("-", "").isalpha() or word.isupper() or low in self._no_surname:
            return False
        if self._is_no_name(words, at) or after == words.size:
            return not self._is_no_name(words, at)
        follows = words.lows[after]
        mark = not follows[0].isalnum()
        verb = follows in self._follows or (follows.endswith("ed") and not taken[after]) or self._say.match(words.lows, after)
        return mark or bool(verb)

    def _is_given(self, word: str) -> bool:
        """Whether a word is a given name, alone or before a hyphen; some are other words too unless set in capitals."""
        given = self._given
        return (
            (word in given and word not in self._unsure_given)
            or (word.isupper() and word.title() in given)
            or word.split("-")[0] in given
        )

    def _said(self, words: Words, at: int, after: int) -> bool:
        """Whether a verb of saying stands behind the name, a comma between or not, or straight before it."""
        follows = after + (after < words.size and words.words[after] == ",")
        low = words.lows[follows] if follows < words.size else ""
        if low and (self._say.match(words.lows, follows) or low == "representing" or low in self._deeds):
            return True
        aged = low.isdigit() and len(low) == _AGE and words.words[follows + 1 : follows + 2] == (",",)
        if follows > after and (low == "who" or low in self._kin or aged):
            return True
        return at > 0 and words.lows[at - 1] in self._said_before


def _is_nisba(word: str) -> bool:
    """Whether a word is a surname with its article: 'al-Bashir'."""
    return word[3:4].isupper() and word[:3] in ("al-", "el-", "ul-", "ur-")


def _beside_title(words: Words, after: int, begins: set[int]) -> bool:
    """', Title' or '(Title' behind the name, a determiner between them or not."""
    if after >= words.size or words.words[after] not in (",", "(", "–", "-"):
        return False
    return any(begin in begins for begin in range(after + 1, min(after + 5, words.size)))


def _after_title(words: Words, at: int, ends: set[int]) -> bool:
    """'the Minister of Interior of Moldova, Ana Novak': a comma, and a title that ends not far before it."""
    if at == 0 or words.words[at - 1] != "," or words.words[at].isupper():
        return False
    return any(at - _LONGEST_TITLE < end < at for end in ends)
