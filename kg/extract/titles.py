"""Titles of posts: 'Deputy Minister of Interior', 'Senior Adviser on Anti-Trafficking', 'police officers'."""

from collections.abc import Sequence

from kg.extract.runs import Found, is_possessive
from kg.lexicon import Lexicon
from kg.sentences import Words

_PREPOSITIONS = frozenset(("of", "for", "on", "to", "against"))
_LONGEST_FRONT, _LONGEST_COMPLEMENT = 7, 8


class TitleFinder:
    """Finds the titles between the names of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        lists, phrases = lexicon.list, lexicon.phrases
        self.roles, self.honorifics, self._say = phrases["role-heads"], phrases["honorifics"], phrases["say"]
        self.modifiers, self._portfolio, self._given = lists("role-modifiers"), lists("portfolio"), lists("given-names")
        self._function, self._titled, self._ranks = lists("function-words"), lists("titled-honorifics"), lists("rank-modifiers")
        self._general, self._owners, self._ends = lists("general-offices"), lists("post-owners"), lists("complement-ends")
        self._addresses = frozenset(low for low in lists("plain-honorifics") if not low.startswith("dr"))

    def find(self, words: Words, taken: Sequence[str], spots: Sequence[int]) -> list[Found]:
        """The titles among the words.

        `taken` says for each what kind of name has taken it ('' for none), `spots` are the words that can begin a role noun.
        """
        found: list[Found] = []
        after = 0
        for at in spots:
            match = self._role_at(words, taken, at) if at >= after and not taken[at] else None
            if not match:
                continue
            first = self._front(words, taken, at, found[-1].after if found else 0)
            if found and is_possessive(words, first - 1) and found[-1].after == first - 1:
                first = found.pop().first
            after = self._further_heads(words, taken, at + match[0])
            if not self._is_rank(words, first, after):
                after = self._superior(words, taken, self._complement(words, taken, after))
                found.append(Found("role", first, after, words.phrase(first, after)))
        return found

    def _role_at(self, words: Words, taken: Sequence[str], at: int) -> tuple[int, str] | None:
        """The longest role noun at a word that no name reaches into: 'head' of 'head of Mission' where the mission is a body."""
        match = self.roles.match(words.lows, at)
        if match and any(taken[at : at + match[0]]):
            free = next(one for one in range(at, at + match[0]) if taken[one])
            return self.roles.match(words.lows[:free], at)
        return match

    # ---- in front of the head and behind it

    def _is_rank(self, words: Words, first: int, after: int) -> bool:
        """A head that is a form of address straight before a name ('Ambassador Del Monaco') is left to the person."""
        rank = first
        while rank < after - 1 and words.lows[rank] in self._ranks:
            rank += 1
        ranked = self.honorifics.match(words.lows, rank)
        match, begin = (ranked, rank) if ranked else (self.honorifics.match(words.lows, first), first)
        if not match or (after < len(words) and words.lows[after] in self._addresses):
            return False
        follows = after < len(words) and words.words[after][0].isupper() and words.lows[after] not in self._function
        capital = words.words[begin][0].isupper()
        return begin + match[0] == after and follows and capital and words.lows[begin] not in self._titled

    def _front(self, words: Words, taken: Sequence[str], at: int, stop: int) -> int:
        """Where the words before the head that belong to the title begin."""
        first = at
        while first > stop and first > at - _LONGEST_FRONT and not taken[first - 1]:
            if self._belongs(words, taken, at, first, stop):
                first -= 1
            elif is_possessive(words, first - 1) and first > stop + 1 and words.lows[first - 2] in self._owners:
                first -= 2
            else:
                break
        while first < at and words.lows[first] in ("and", "s"):
            first += 1
        return first

    def _belongs(self, words: Words, taken: Sequence[str], at: int, first: int, stop: int) -> bool:
        """Whether the word before `first` is of the title: a modifier, a capital, or the 'and' of two portfolios."""
        word, low = words.words[first - 1], words.lows[first - 1]
        if low in self.modifiers and word[0].isalpha():
            return True
        if word[0].isupper() and low not in self._function and word[-1].isalnum():
            return words.words[at][0].isupper() and not self.honorifics.match(words.lows, first - 1)
        if low != "and" or first <= stop + 1 or taken[first - 2]:
            return False
        both = words.words[first - 2][0].isupper() and words.words[first][0].isupper()
        return both and words.lows[first - 2] in self._portfolio

    def _further_heads(self, words: Words, taken: Sequence[str], at: int) -> int:
        """The end of heads that stand side by side: 'Deputy' 'Secretary General', 'Programme' 'Manager'."""
        while at < len(words) and not taken[at]:
            match = self.roles.match(words.lows, at)
            if match and self._is_rank_of(words, at, at + match[0]):
                break
            if match:
                at += match[0]
            elif (words.lows[at] == "general" and words.lows[at - 1] in self._general) or self._modifies(words, taken, at):
                at += 1
            else:
                break
        return at

    def _is_rank_of(self, words: Words, first: int, after: int) -> bool:
        """Whether the head is a form of address before a name: 'Ambassador' of 'Chairman Ambassador Quiñones'."""
        follows = after < len(words) and words.words[after][0].isupper() and not self.roles.match(words.lows, after)
        return follows and words.lows[first] not in self._titled and self.honorifics.match(words.lows, first) is not None

    def _modifies(self, words: Words, taken: Sequence[str], at: int) -> bool:
        """Whether a word is a modifier with a further head straight behind it."""
        if words.lows[at] not in self.modifiers or at + 1 == len(words) or taken[at + 1]:
            return False
        return self.roles.match(words.lows, at + 1) is not None

    # ---- what the role is of or for

    def _superior(self, words: Words, taken: Sequence[str], at: int) -> int:
        """The end of 'to the President' or 'to the Minister of Interior' behind a title."""
        begin = at + 2
        if words.lows[at:begin] != ("to", "the") or begin >= len(words) or taken[begin] or not words.words[begin][0].isupper():
            return at
        match = self.roles.match(words.lows, begin)
        return self._complement(words, taken, begin + match[0]) if match else at

    def _complement(self, words: Words, taken: Sequence[str], at: int) -> int:
        """The end of what the role is of or for, where that is no body: 'of Interior', 'for countering violent extremism'."""
        end, size = at, len(words)
        while end + 1 < size and not taken[end]:
            begin = self._complement_begin(words, taken, at, end)
            if not begin:
                break
            if words.lows[begin] == "the" and begin + 1 < size:
                begin += 1
            if taken[begin]:
                return _regions(words, taken, begin) if words.lows[end] == "for" and taken[begin] == "region" else end
            after = self._capitals(words, taken, begin)
            if after == begin:
                return self._small_letters(words, taken, begin, end)
            end = after
        return end

    def _complement_begin(self, words: Words, taken: Sequence[str], at: int, end: int) -> int:
        """The word behind a preposition, 'in charge of' or the 'and' of a further portfolio at `end`; 0 for none of them."""
        begin = end + 1
        if words.lows[end : end + 3] == ("in", "charge", "of") and end + 3 < len(words):
            return end + 3
        if words.lows[end] in _PREPOSITIONS:
            return begin
        further = words.lows[end] == "and" and end > at and not taken[begin]
        return begin if further and words.words[begin][0].isupper() and words.lows[begin] in self._portfolio else 0

    def _capitals(self, words: Words, taken: Sequence[str], begin: int) -> int:
        """The end of the capitalised words of a portfolio; a person's name behind it is not of it."""
        end = begin
        while end < len(words) and not taken[end]:
            if not self._joins(words, taken, begin, end):
                capital = words.words[end][0].isupper() and words.lows[end] not in self._function
                if not capital or self._begins_person(words, end, begin):
                    break
            end += 1
        while end > begin and words.lows[end - 1] in (",", "and"):
            end -= 1
        return end

    def _joins(self, words: Words, taken: Sequence[str], begin: int, at: int) -> bool:
        """Whether the word is an 'and' or comma between capitalised words of what the role is of or for."""
        low, following = words.lows[at], at + 1
        if low not in ("and", ",") or following == len(words) or taken[following] or not words.words[following][0].isupper():
            return False
        if words.lows[following] in self._portfolio and (low == "and" or words.lows[at - 1] in self._portfolio):
            return True
        if low != "and" or at == begin or words.lows[begin - 1] not in ("for", "on"):
            return False
        return not self._begins_person(words, following, begin) and not self.roles.match(words.lows, following)

    def _begins_person(self, words: Words, at: int, begin: int) -> bool:
        """Whether a person's name begins here: a form of address, or after portfolio words a word that is none."""
        behind = at > begin and words.lows[at - 1] in self._portfolio
        given = words.words[at] in self._given
        if words.lows[at] in self._portfolio:
            return behind and given
        if given or self.honorifics.match(words.lows, at):
            return True
        alone = at + 1 < len(words) and words.words[at + 1] in (",", ".") and words.lows[at].endswith("s")
        return behind and words.lows[at - 1] != "the" and not alone

    def _small_letters(self, words: Words, taken: Sequence[str], begin: int, end: int) -> int:
        """The end of a complement in small letters when a mark or a name closes it within eight words, else where it began."""
        at, size = begin, len(words)
        while at < min(size, begin + _LONGEST_COMPLEMENT) and words.words[at][0].islower() and not taken[at]:
            if words.lows[at] in self._ends or self._say.match(words.lows, at):
                break
            at += 1
        closed = at < size and (words.words[at] in (",", ")", ";") or at == size - 1 or self._at_body(words, taken, at))
        pointing = words.lows[begin] in ("this", "that", "his", "her", "their", "its")
        return at if closed and not pointing and at > begin else end

    @staticmethod
    def _at_body(words: Words, taken: Sequence[str], at: int) -> bool:
        """Whether 'at BODY' begins here."""
        name = at + 1 + (words.lows[at + 1 : at + 2] == ("the",))
        return words.lows[at] == "at" and name < len(words) and taken[name] in ("institution", "acronym")


def _regions(words: Words, taken: Sequence[str], begin: int) -> int:
    """The end of 'the Caucasus and Central Asia': regions with 'and', a comma and 'the' between them."""
    end = begin
    while end < len(words) and taken[end] == "region":
        end += 1
    further = end
    while further < len(words) and words.lows[further] in (",", "and", "the"):
        further += 1
    return _regions(words, taken, further) if further > end and further < len(words) and taken[further] == "region" else end
