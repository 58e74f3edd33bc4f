"""Institutions: the head with the words in front of it and what it is of, for or in."""

from kg.extract.complements import Complements
from kg.extract.compounds import Compounds
from kg.extract.runs import Found, Head, Runs
from kg.lexicon import Lexicon, Name
from kg.sentences import Words

_LANDS = ("adjective", "state", "place")


class Bodies:
    """Finds the institution that stands around a head."""

    def __init__(self, lexicon: Lexicon, runs: Runs, complements: Complements, compounds: Compounds) -> None:
        self._runs, self._complements, self._compounds = runs, complements, compounds
        lists = lexicon.list
        self._located, self._plain, self._articled = lists("located-heads"), lists("plain-heads"), lists("articled-heads")
        self._needy, self._generic, self._not_names = lists("complement-heads"), lists("generic-heads"), lists("not-names")
        self._portfolio = lists("portfolio")
        self._front_heads, self._plural = lists("front-heads"), lists("plural-forces")
        self._leading, self._chief = lists("leading-modifiers"), lists("chief-heads")
        self._function, self._people = lists("function-words"), lists("people-nouns")

    def find(self, words: Words, at: int, head: Head) -> Found | None:
        """The institution with a head in the run that begins at a word; None where it is no name or part of a post."""
        if self._is_portfolio(words, at, head.end):
            return None
        first = at
        while first < head.begin and words.lows[first] in self._leading:
            first += 1
        known = self._runs.known(words, first) if first < head.begin else None
        country = known[1].country if known and known[1].kind in _LANDS else ""
        several = self._compounds.several(words, first, head, country)
        if several:
            return several
        last = self._end(words, at, first, head)
        noun = " ".join(words.lows[head.begin : head.end])
        alone = last == head.end
        if self._is_post(words, first, head, noun) or (alone and self._is_role(words, head)):
            return None
        if noun == "governments" or (words.words[min(last, words.size - 1)][0].isupper() and self._qualifies(words, last)):
            return None
        if (
            (noun in self._front_heads and (first == head.begin or self._is_national(words, first, head)))
            or words.phrase(first, last).lower() in self._not_names
            or (alone and noun in self._needy and first == head.begin)
        ):
            return None
        bare = first == head.begin and alone and (head.end - head.begin == 1 or noun in self._generic)
        if not bare and last + 1 < words.size and words.lows[last] in ("after", "named"):
            last = self._named_after(words, last)
        inside = self.country_inside(words, head.end, last)
        country = inside if inside and known and known[1].kind == "place" else country or inside
        return Found("institution", first, last, words.phrase(first, last), country, institution_type=head.value, bare=bare)

    def _is_national(self, words: Words, first: int, head: Head) -> bool:
        """Whether a nationality alone stands before the noun: 'Argentine Troops', all in all no body."""
        known = self._runs.known(words, first)
        plural = words.lows[head.end - 1] in self._plural
        return plural and known is not None and known[1].kind == "adjective" and first + known[0] == head.begin

    def of_nationality(self, words: Words, at: int, end: int, name: Name) -> Found | None:
        """'Kosovo police': the institution of a land at words `at` to `end` whose small head stands behind it."""
        after = self._small_head(words, end)
        if not after:
            return None
        kind = self._runs.heads.get(words.lows[after - 1]) or "police"
        return Found("institution", at, after, words.phrase(at, after), name.country, institution_type=kind)

    def _is_portfolio(self, words: Words, at: int, after: int) -> bool:
        """Whether the words are what a minister is of: 'Minister of Local Government'."""
        minister = at > 1 and words.lows[at - 1] in ("of", "for") and words.lows[at - 2] in ("minister", "ministers")
        return minister and all(low in self._portfolio for low in words.lows[at:after])

    def _end(self, words: Words, at: int, first: int, head: Head) -> int:
        """The end of the institution: its complement, or a place straight behind it in the same run."""
        located = words.phrase(head.begin, head.end).lower() in self._located
        small = head.value in ("unit", "police", "armed-forces")
        end = self._complements.end(words, head.end, located=located, unit=small and head.begin > first, nested=small)
        if end == head.end and end < words.size and end < self._runs.end(words, at):
            place = self._runs.known(words, end)
            if place and place[1].kind in ("place", "state"):
                return end + place[0]
        return end

    def _is_post(self, words: Words, first: int, head: Head, noun: str) -> bool:
        """'Chief of Mission' or 'Head of Mission to Serbia', where the head is the rest of a title."""
        front = words.lows[max(0, first - 2) : first]
        if noun not in self._chief or first != head.begin:
            return False
        return front in (("chief", "of"), ("head", "of"))

    def _is_role(self, words: Words, head: Head) -> bool:
        role = self._runs.roles.match(words.lows, head.begin)
        return role is not None and role[0] == head.end - head.begin

    def _named_after(self, words: Words, at: int) -> int:
        """The end of '(named) after PERSON' behind the name of a school or a base."""
        begin = at + 1 + (words.lows[at : at + 2] == ("named", "after"))
        end = self._runs.plain_end(words, begin) if begin < words.size and self._runs.is_capital(words, begin) else at
        return end if end - begin >= 2 else at

    def country_inside(self, words: Words, begin: int, end: int) -> str:
        """The country of a state or place named inside the complement."""
        for position in range(begin, end):
            known = self._runs.known(words, position) if words.words[position][0].isupper() else None
            if known and known[1].kind in ("state", "place") and position + known[0] <= end:
                return known[1].country
        return ""

    def _small_head(self, words: Words, at: int) -> int:
        """The end of a small head in lower case at a word ('police', 'interior ministry'), 0 if none or if it qualifies a noun."""
        for size in (3, 2, 1):
            phrase, end = " ".join(words.lows[at : at + size]), at + size
            if phrase not in self._plain or end > words.size:
                continue
            if phrase in self._articled and words.lows[max(0, at - 2)] not in ("the", "of", "by", "from", "with"):
                continue
            if self._qualifies(words, end):
                return 0
            return self._complements.end(words, end, located=True) if phrase in self._located else end
        return 0

    def _qualifies(self, words: Words, at: int) -> bool:
        """Whether a noun for persons stands at a word, so that what is before it only qualifies it ('Kosovo police officers')."""
        low = words.lows[at] if at < words.size else "."
        noun = low in self._people or low.endswith(("ial", "ials"))
        return noun and low[0].isalpha() and low not in self._function
