"""Names in capitals and what they are: institutions, states, places, projects, instruments, outputs, venues.

A name is a run of capitalised words with what belongs to it ('Office for Democratic Institutions and Human Rights'). The last
word of the run that data/lexicon knows as a head decides what the name is. Runs without one are candidates for persons.
"""

from dataclasses import replace

from kg.extract.bodies import Bodies
from kg.extract.complements import Complements
from kg.extract.compounds import Compounds
from kg.extract.foreign import Foreign
from kg.extract.runs import OTHER_KINDS, Found, Head, Known, Runs, is_possessive
from kg.lexicon import Lexicon, Name
from kg.sentences import Words

_NUMBERED, _LONGEST_MATTER = ("armed-forces", "unit", "police"), 2
__all__ = ["Found", "NameFinder"]


class NameFinder:
    """Finds the names of a sentence with the words of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.runs = Runs(lexicon)
        self._complements = Complements(lexicon, self.runs)
        self._compounds = Compounds(lexicon, self.runs, self._complements)
        self._bodies = Bodies(lexicon, self.runs, self._complements, self._compounds)
        self._foreign = Foreign(lexicon, self.runs)
        self._leading_venues, self._naming = lexicon.list("leading-venues"), lexicon.list("naming-nouns")
        self._function, self._plural = lexicon.list("function-words"), lexicon.list("plural-heads")

    def find(self, words: Words) -> list[Found]:
        """The names of a sentence from left to right, not overlapping."""
        found: list[Found] = []
        after = 0
        for at in words.capitals:
            if at < after or self._is_function(words.words[at], words.lows[at]):
                continue
            numbered = at > after and words.words[at - 1][0].isdigit()
            name = (self._dated(words, at - 1) if numbered else None) or self._capital(words, at)
            if name:
                found.append(_with_ordinal(words, after, name) if numbered and _is_unit(words, at - 1, name) else name)
                after = name.after
        return found

    def known(self, words: Words, at: int) -> Known | None:
        """The longest known name at a word; names set in capitals are tried in title case."""
        return self.runs.known(words, at)

    def _dated(self, words: Words, at: int) -> Found | None:
        """The name with a year in front, which belongs to it only before an adjective ('2019 Slovak OSCE Chair')."""
        if len(words.words[at]) != 4:
            return None
        known = self.runs.known(words, at + 1)
        name = self._capital(words, at + 1) if known and known[1].kind in ("adjective", "institution") else None
        if name is None or name.kind != "institution" or name.known:
            return None
        return replace(name, first=at, name=f"{words.words[at]} {name.name}")

    def _is_function(self, word: str, low: str) -> bool:
        """Whether a capitalised word is a function word that begins no known name, as at the begin of most sentences."""
        return low in self._function and word not in self.runs.names.firsts and not word.isupper()

    def _capital(self, words: Words, at: int) -> Found | None:
        """The name that begins with the capitalised word at `at`."""
        known = self.runs.known(words, at)
        if not known and not self.runs.is_capital(words, at):
            return None
        pair = self._compounds.pair(words, at) if "-" in words.words[at] or "–" in words.words[at] else None
        if pair:
            return pair
        foreign = self._foreign.find(words, at) if words.lows[at] in self._foreign.firsts else None
        if foreign:
            return foreign
        after = self.runs.end(words, at)
        head = self.runs.last_head(words, at, after)
        if (
            head is None
            or (head.kind in OTHER_KINDS and (after - at == 1 or head.kind == "region"))
            or (head.kind == "event" and after - at == 1)
        ):
            joined = self._joined(words, at, after, known)
            if joined:
                return joined
        if head is None or (known and self._is_whole(words, at, head, known)):
            return self._without_head(words, at, after, known)
        if head.kind in ("role", "event"):
            return self._without_head(words, at, head.begin, known)
        return self._bodies.find(words, at, head) if head.kind == "institution" else self._other(words, at, head)

    def _is_whole(self, words: Words, at: int, head: Head, known: Known) -> bool:
        """Whether a known name holds the head and is not that of a body of another land here ('Royal Navy of Oman')."""
        size, name = known
        return size >= head.end - at and name.kind != "adjective" and not self._is_of_another(words, at + size, name)

    def _is_of_another(self, words: Words, at: int, name: Name) -> bool:
        """Whether another land than its own stands behind a known body."""
        begin = at + 1 + (words.lows[at + 1 : at + 2] == ("the",))
        if name.kind != "institution" or not name.country or words.lows[at : at + 1] != ("of",) or begin >= words.size:
            return False
        land = self.runs.known(words, begin)
        return land is not None and land[1].kind == "state" and land[1].country != name.country

    def _joined(self, words: Words, at: int, after: int, known: Known | None) -> Found | None:
        """'the Migration and Asylum Bureau' as one name; 'the Serbian and Slovenian Interior Ministries' as two."""
        if after + 1 >= words.size or words.lows[after] not in ("and", ","):
            return None
        listed = after if known else self._list_end(words, at, after)
        begin = listed + 1 + (words.words[listed + 1 : listed + 2] == ("Other",))
        if begin >= words.size or words.lows[listed] != "and" or not self.runs.is_capital(words, begin):
            return None
        head = self.runs.last_head(words, begin, self.runs.end(words, begin))
        if head is None or head.kind != "institution" or head.begin == begin:
            return None
        if listed > after:
            plain = not self.runs.known(words, begin) and words.lows[head.end - 1] not in self._plural
            return self._bodies.find(words, at, head) if plain else None
        second = self.runs.known(words, after + 1)
        two = self._compounds.of_two_lands(words, at, after + 1, head, (known, second)) if known and second else None
        if two:
            return two
        region = known is not None and known[1].kind == "region" and after - at > known[0]
        if second or (known and known[1].kind != "adjective" and not region) or self.runs.is_acronym(words.words[at]):
            return None
        if words.lows[head.end - 1] in ("police", "forces"):
            return None
        if at and words.lows[at - 1] not in ("the", "'s", "’s", "its", "their", ","):
            return None
        return self._bodies.find(words, at, head)

    def _list_end(self, words: Words, at: int, after: int) -> int:
        """The 'and' behind ', Reconciliation' in 'the Truth, Reconciliation and Reparations Commission'; else `after`."""
        if (
            not at
            or words.lows[at - 1] != "the"
            or words.words[after : after + 1] != (",",)
            or self.runs.is_acronym(words.words[at])
        ):
            return after
        end = after
        while words.words[end : end + 1] == (",",) and end + 1 < words.size and self._is_matter(words, end + 1):
            end = self.runs.end(words, end + 1)
        end += words.lows[end : end + 2] == (",", "and")
        return end if end < words.size and words.lows[end] == "and" else after

    def _is_matter(self, words: Words, at: int) -> bool:
        """Whether a run of one or two capitals begins here that is no name of anything known."""
        if not self.runs.is_capital(words, at) or self.runs.known(words, at) or self.runs.is_acronym(words.words[at]):
            return False
        end = self.runs.end(words, at)
        return end - at <= _LONGEST_MATTER and self.runs.last_head(words, at, end) is None

    def _without_head(self, words: Words, at: int, after: int, known: Known | None) -> Found | None:
        """A known name, a small head behind a nationality ('Kosovo police'), an acronym, or nothing."""
        if known is None and self._is_introduced(words, at):
            end = self.runs.plain_end(words, at)
            kind = self.runs.heads.get(words.lows[at - 1]) or "ngo"
            return Found("institution", at, end, words.phrase(at, end), institution_type=kind)
        if known is None:
            word = words.words[at]
            return Found("acronym", at, at + 1, word, acronym=word) if self.runs.is_acronym(word) else None
        end, name, country = at + known[0], known[1], known[1].country
        body = self._bodies.of_nationality(words, at, end, name) if name.kind in ("state", "adjective") else None
        if body:
            return body
        if name.kind == "institution":
            end, country = self._seated(words, at, end, after, country)
        if name.kind == "institution" and not country:
            country = self._bodies.country_inside(words, at, end)
        first = _government(words, at) if name.kind == "state" and not is_possessive(words, end) else at
        phrase = words.phrase(first, end)
        if first < at:
            return Found("institution", first, end, phrase, country, institution_type="government")
        return Found(name.kind, at, end, phrase, country, name.acronym, name.institution_type, name.part_of, known=True)

    def _seated(self, words: Words, at: int, end: int, after: int, country: str) -> tuple[int, str]:
        """Where a known name ends with its seat: a place straight behind it in the run, or 'in STATE' behind several words."""
        begin = end + (words.lows[end : end + 1] == ("in",) and end - at > 1)
        if begin == len(words) or (begin == end and end >= after):
            return end, country
        place = self.runs.known(words, begin)
        kinds = ("state", "place") if begin == end else ("state",)
        if place is None or place[1].kind not in kinds or is_possessive(words, begin + place[0]):
            return end, country
        return begin + place[0], place[1].country

    def _is_introduced(self, words: Words, at: int) -> bool:
        """Whether a noun straight before the word says that what it names is a body: 'the NGO Green Debed'."""
        return at > 0 and words.lows[at - 1] in self._naming and words.lows[at] not in self._function

    def _other(self, words: Words, at: int, head: Head) -> Found:
        """A project, instrument, output, venue or region: with what is 'of', 'on' or 'for' it where that is capitalised."""
        kind, end = head.kind, head.end
        if kind == "venue" and end - at == 1 and words.lows[at] in self._leading_venues:
            end = self.runs.plain_end(words, end) if end < words.size and self.runs.is_capital(words, end) else end
        if kind in ("project", "instrument", "output"):
            end = self._complements.end(words, end, located=True)
            while end < words.size and _is_number(words.words[end]):
                end = self._complements.end(words, end + 1, located=True)
            following = self._head_behind(words, end) if kind == "instrument" and end - at > 1 else None
            if following:
                phrase = words.phrase(at, following.end)
                return Found("institution", at, following.end, phrase, institution_type=following.value)
        return Found(kind, at, end, words.phrase(at, end), bare=end - at < 2)

    def _head_behind(self, words: Words, at: int) -> Head | None:
        """The head that makes a body of an instrument and has nothing of its own behind it: 'Code of Conduct Bureau'."""
        if at >= words.size or not self.runs.is_capital(words, at):
            return None
        head = self.runs.last_head(words, at, self.runs.end(words, at))
        if head is None or head.kind != "institution" or words.lows[head.end : head.end + 1] in (("of",), ("for",)):
            return None
        return head


def _with_ordinal(words: Words, free: int, name: Found) -> Found:
    """The name of a unit with its ordinal in front, or two of them ('1st/2nd'), of the words from `free` on."""
    first = name.first - 1
    if first > free + 1 and words.words[first - 1] == "/":
        first -= 2
    return replace(name, first=first, name=f"{words.phrase(first, name.first)} {name.name}", bare=False)


def _is_unit(words: Words, at: int, name: Found) -> bool:
    """Whether the ordinal at a word is of the name of a unit: '1st Infantry Brigade'."""
    ordinal = words.words[at][:-2].isdigit() and words.lows[at][-2:] in ("st", "nd", "rd", "th")
    return ordinal and name.first == at + 1 and name.kind == "institution" and name.institution_type in _NUMBERED


def _government(words: Words, at: int) -> int:
    """The first word of 'government of (the)' in small letters before the name of a state, else the state's own."""
    first = at - 2 - (at > 2 and words.lows[at - 1] == "the")
    return first if first >= 0 and words.words[first : first + 2] == ("government", "of") else at


def _is_number(word: str) -> bool:
    """Whether a word numbers a document: '1325', '2017/44'."""
    return len(word) < 10 and word.replace("/", "").replace("-", "").isdigit()
