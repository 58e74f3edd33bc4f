"""Roles ('Deputy Minister of Interior', 'Senior Adviser on Anti-Trafficking') and persons with their forms of address.

A run of capitalised words is a person when something says so: a form of address, a role beside it, a verb of saying, or a given
name that data/lexicon knows. Runs that end in the head of another kind of name never are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.names import Found, NameFinder
from kg.lexicon import Lexicon
from kg.sentences import Words

_GENERALS = frozenset(
    ("secretary", "director", "attorney", "prosecutor", "inspector", "commissioner", "consul", "auditor", "governor", "adjutant")
)
_ROLE_PREPOSITIONS = frozenset(("of", "for", "on", "to", "against"))


@dataclass(frozen=True, slots=True)
class Person:
    """A person at words `first` to before `after`; the name begins at `name_first`, the honorific stands before it."""

    first: int
    after: int
    name: str
    honorific: str
    sure: bool


class PeopleFinder:
    """Finds roles and persons between the names of a sentence."""

    def __init__(self, lexicon: Lexicon, names: NameFinder) -> None:
        self.names = names
        self.function = lexicon.list("function-words")
        self.roles, self.modifiers = lexicon.phrases["role-heads"], lexicon.list("role-modifiers")
        self.honorifics, self.portfolio = lexicon.phrases["honorifics"], lexicon.list("portfolio")
        self.particles, self.endings = lexicon.list("name-particles"), lexicon.list("name-endings")
        self.given = lexicon.list("given-names")
        self.unsure_given = lexicon.list("ambiguous-given-names")
        self.say = lexicon.phrases["say"]
        self.titled = lexicon.list("titled-honorifics")
        self.barred = lexicon.list("no-person-words") | lexicon.list("portfolio")
        self.no_name = (
            lexicon.list("people-nouns")
            | lexicon.list("weak-event-nouns")
            | lexicon.list("portfolio")
            | lexicon.list("role-modifiers")
            | lexicon.list("no-person-words")
        )

    def find_roles(self, words: Words, taken: Sequence[bool], names: Sequence[Found]) -> list[Found]:
        """The roles among the words that no name has taken."""
        found: list[Found] = []
        at = 0
        while at < len(words):
            match = self.roles.match(words.lows, at) if words.lows[at] in self.roles.firsts and not taken[at] else None
            if not match or any(taken[at : at + match[0]]):
                at += 1
                continue
            first = self._front(words, taken, at, found[-1].after if found else 0)
            after = self._further_heads(words, taken, at + match[0])
            if self._is_rank(words, first, after):
                at = after
                continue
            after = self._complement(words, taken, after)
            found.append(Found("role", first, after, words.phrase(first, after)))
            at = after
        return found

    def _is_rank(self, words: Words, first: int, after: int) -> bool:
        """A head that is a form of address straight before a name ('Ambassador Del Monaco') is left to the person."""
        rank = first
        while rank < after - 1 and words.lows[rank] in (
            "senior",
            "junior",
            "chief",
            "police",
            "staff",
            "retired",
            "former",
            "then",
        ):
            rank += 1
        match = self.honorifics.match(words.lows, rank) or self.honorifics.match(words.lows, first)
        first = rank if match and rank + match[0] == after else first
        follows = after < len(words) and words.words[after][0].isupper() and words.lows[after] not in self.function
        return bool(match and first + match[0] == after and follows and words.lows[first] not in self.titled)

    def _front(self, words: Words, taken: Sequence[bool], at: int, stop: int) -> int:
        """Where the words before the head that belong to the title begin."""
        first = at
        while first > stop and first > at - 7 and not taken[first - 1]:
            word, low = words.words[first - 1], words.lows[first - 1]
            if (
                (low in self.modifiers and (word[0].isalpha()))
                or (
                    word[0].isupper()
                    and low not in self.function
                    and word[-1].isalnum()
                    and not self.honorifics.match(words.lows, first - 1)
                    and words.words[at][0].isupper()
                )
                or (
                    low == "and"
                    and first > stop + 1
                    and words.words[first - 2][0].isupper()
                    and words.words[first][0].isupper()
                    and not taken[first - 2]
                    and words.lows[first - 2] in self.portfolio
                )
            ):
                first -= 1
            elif (
                word in ("'s", "’s") and first > stop + 1 and words.lows[first - 2] in ("women", "children", "prosecutor", "people")
            ):
                first -= 2
            else:
                break
        while first < at and words.lows[first] in ("and", "s"):
            first += 1
        return first

    def _further_heads(self, words: Words, taken: Sequence[bool], at: int) -> int:
        """The end of heads that stand side by side: 'Deputy' 'Secretary General', 'Programme' 'Manager'."""
        while at < len(words) and not taken[at]:
            match = self.roles.match(words.lows, at)
            if match:
                at += match[0]
            elif words.lows[at] == "general" and words.lows[at - 1] in _GENERALS:
                at += 1
            elif (
                words.lows[at] in self.modifiers
                and at + 1 < len(words)
                and not taken[at + 1]
                and self.roles.match(words.lows, at + 1)
            ):
                at += 1
            else:
                break
        return at

    def _complement(self, words: Words, taken: Sequence[bool], at: int) -> int:
        """The end of what the role is of or for, where that is no institution: 'of Interior', 'for countering violent extremism'."""
        end, size = at, len(words)
        while end + 1 < size and not taken[end]:
            begin = end + 1
            low = words.lows[end]
            if words.lows[end : end + 3] == ("in", "charge", "of") and end + 3 < size:
                begin = end + 3
            elif (
                low == "and"
                and end > at
                and words.words[begin][0].isupper()
                and words.lows[begin] in self.portfolio
                and not taken[begin]
            ):
                pass
            elif low not in _ROLE_PREPOSITIONS:
                break
            if words.lows[begin] == "the" and begin + 1 < size:
                begin += 1
            if taken[begin]:
                break
            after = self._run(words, taken, begin)
            if after == begin:
                return self._lower_complement(words, taken, begin, end)
            end = after
        return end

    def _run(self, words: Words, taken: Sequence[bool], begin: int) -> int:
        """The end of the capitalised words of a portfolio; a person's name behind it is not of it."""
        position = begin
        while position < len(words) and not taken[position]:
            low = words.lows[position]
            joins = (
                low in ("and", ",")
                and position + 1 < len(words)
                and not taken[position + 1]
                and words.lows[position + 1] in self.portfolio
            )
            joins = (
                joins and words.words[position + 1][0].isupper() and (low == "and" or words.lows[position - 1] in self.portfolio)
            )
            joins = joins or (low == "and" and position > begin and words.lows[begin - 1] in ("for", "on") and position + 1 < len(words) and not taken[position + 1]
                              and words.words[position + 1][0].isupper() and not self._begins_person(words, taken, position + 1, begin) and not self.roles.match(words.lows, position + 1))  # fmt: skip
            if not joins and not (words.words[position][0].isupper() and low not in self.function):
                break
            if not joins and self._begins_person(words, taken, position, begin):
                break
            position += 1
        while position > begin and words.lows[position - 1] in (",", "and"):
            position -= 1
        return position

    def _begins_person(self, words: Words, taken: Sequence[bool], at: int, begin: int) -> bool:
        """Whether a person's name begins here: a form of address, or after portfolio words a word that is none."""
        if words.lows[at] in self.portfolio and not (
            at > begin and words.lows[at - 1] in self.portfolio and words.words[at] in self.given
        ):
            return False
        if self.honorifics.match(words.lows, at) or words.words[at] in self.given:
            return True
        return (
            at > begin
            and words.lows[at - 1] in self.portfolio
            and words.lows[at] not in self.portfolio
            and words.lows[at - 1] != "the"
        )

    def _lower_complement(self, words: Words, taken: Sequence[bool], begin: int, end: int) -> int:
        """The end of a complement in small letters when a mark or a name closes it within eight words, else where it began."""
        position = begin
        while (
            position < len(words)
            and position < begin + 8
            and words.words[position][0].isalpha()
            and words.words[position][0].islower()
            and not taken[position]
        ):
            if words.lows[position] in (
                "said",
                "who",
                "has",
                "was",
                "is",
                "will",
                "had",
                "by",
                "that",
                "at",
                "from",
                "with",
            ) or self.say.match(words.lows, position):
                break
            position += 1
        closed = (
            position < len(words)
            and (words.words[position] in (",", ")", ";") or (position == len(words) - 1))
            and words.lows[begin] not in ("this", "that", "his", "her", "their", "its")
        )
        return position if closed and position > begin else end

    def find_persons(self, words: Words, taken: Sequence[bool], roles: Sequence[Found], posts: set[int]) -> list[Person]:
        """The persons among the words that neither a name nor a role has taken."""
        role_ends, role_begins = {role.after for role in roles} | posts, {role.first for role in roles}
        found: list[Person] = []
        at = 0
        while at < len(words):
            person = (
                self._person(words, taken, at, role_ends, role_begins) if words.words[at][0].isupper() and not taken[at] else None
            )
            if person:
                found.append(person)
            at = person.after if person else at + 1
        return found

    def _person(self, words: Words, taken: Sequence[bool], at: int, role_ends: set[int], role_begins: set[int]) -> Person | None:
        name_first = self._after_honorifics(words, taken, at)
        after = self._name_end(words, taken, name_first)
        count = sum(words.words[one][0].isupper() for one in range(name_first, after))
        honorific = words.phrase(at, name_first) if name_first > at else ""
        if not count or (count < 2 and not honorific) or count > 6:
            return None
        name = words.phrase(name_first, after)
        if honorific and any(words.lows[one] in self.barred for one in range(name_first, after)):
            return None
        if honorific:
            return Person(at, after, name, honorific, True)
        if any(words.lows[one] in self.no_name and words.words[one] not in self.given for one in range(name_first, after)):
            return None
        sure = (
            self._is_given(words.words[name_first])
            or at in role_ends
            or self._beside_comma(words, after, role_begins)
            or self._said(words, at, after)
        )
        after_comma = (
            at > 0 and words.words[at - 1] == "," and any(at - 16 < end < at for end in role_ends) and not words.words[at].isupper()
        )
        return Person(at, after, name, "", sure or after_comma) if sure or after_comma or self._plausible(words, at) else None

    def _after_honorifics(self, words: Words, taken: Sequence[bool], at: int) -> int:
        position = at
        while position < len(words) and not taken[position]:
            match = self.honorifics.match(words.lows, position)
            if not match or position + match[0] >= len(words) or not words.words[position][0].isupper():
                break
            position += match[0]
            if position < len(words) and words.words[position] == ".":
                position += 1
        valid = position < len(words) and not taken[position] and words.words[position][0].isupper()
        return position if valid else at

    def _name_end(self, words: Words, taken: Sequence[bool], at: int) -> int:
        position, size = at, len(words)
        while position < size and not taken[position]:
            word, low = words.words[position], words.lows[position]
            if word[0].isupper() and low not in self.function and (word[-1].isalnum() or (len(word) == 2 and word[1] == ".")):
                position += 1
                if len(word) == 1 and position < size and words.words[position] == ".":
                    position += 1
            elif (
                position > at
                and low in self.particles
                and position + 1 < size
                and words.words[position + 1][0].isupper()
                and not taken[position + 1]
            ):
                position += 1
            elif (
                position > at
                and low in self.particles
                and position + 2 < size
                and words.lows[position + 1] in self.particles
                and words.words[position + 2][0].isupper()
            ):
                position += 2
            else:
                break
        return position

    def _is_given(self, word: str) -> bool:
        return (
            (word in self.given and word not in self.unsure_given)
            or (word.title() in self.given and word.isupper())
            or word.split("-")[0] in self.given
        )

    def _beside_comma(self, words: Words, after: int, role_begins: set[int]) -> bool:
        """', Role' or '(Role' behind the name, a determiner between them or not."""
        if after >= len(words) or words.words[after] not in (",", "(", "–", "-"):
            return False
        return any(begin in role_begins for begin in range(after + 1, min(after + 5, len(words))))

    def _said(self, words: Words, at: int, after: int) -> bool:
        follows = after + (after < len(words) and words.words[after] == ",")
        return (
            bool(follows < len(words) and self.say.match(words.lows, follows))
            or (follows < len(words) and words.lows[follows] == "representing")
            or (at > 0 and words.lows[at - 1] in ("said", "says", "added", "stated", "remarked", "explained", "noted", "commented"))
        )

    def _plausible(self, words: Words, at: int) -> bool:
        return False
