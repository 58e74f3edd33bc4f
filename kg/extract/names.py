"""Names in capitals and what they are: institutions, states, places, projects, instruments, outputs, venues.

A name is a run of capitalised words with what belongs to it ('Office for Democratic Institutions and Human Rights'). The last
word of the run that data/lexicon knows as a head decides what the name is. Runs without one are candidates for persons.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.lexicon import Lexicon, Name
from kg.model import Span
from kg.sentences import Words

_PREPOSITIONS = frozenset(("of", "for", "on", "against", "to", "in", "de", "du", "des", "del", "da"))
_SINGULAR = {
    "ministries": "Ministry", "departments": "Department", "embassies": "Embassy", "governments": "Government", "offices": "Office", "universities": "University",
    "academies": "Academy", "directorates": "Directorate", "agencies": "Agency", "institutes": "Institute", "committees": "Committee", "councils": "Council",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
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


class NameFinder:
    """Finds the names of a sentence with the words of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.heads, self.events = lexicon.heads, lexicon.events
        lists = lexicon.list
        self.function, self.located, self.plain = lists("function-words"), lists("located-heads"), lists("plain-heads")
        self.soft, self.portfolio, self.not_institutions = lists("soft-heads"), lists("portfolio"), lists("not-institutions")
        self.needy = lists("complement-heads")
        self.modifiers, self.generic, self.not_names = lists("role-modifiers"), lists("generic-heads"), lists("not-names")
        self.kinds = {kind: lexicon.phrases[f"{kind}-nouns"] for kind in ("project", "instrument", "venue", "output", "region")}
        self.roles = lexicon.phrases["role-heads"]
        self.tables = (("institution", self.heads), ("event", self.events), ("role", self.roles), *self.kinds.items())
        self.first_words = frozenset(word for _, table in self.tables for word in table.firsts)
        self.no_place, self.known_place = lists("not-places"), False
        self.title_case = lru_cache(maxsize=65536)(_title_case)

    def find(self, words: Words) -> list[Found]:
        """The names of a sentence from left to right, not overlapping."""
        found: list[Found] = []
        at, size = 0, len(words)
        while at < size:
            word = words.words[at]
            if not (word[0].isupper() or (word[0].isdigit() and len(word) == 4)):
                at += 1
                continue
            name = self._at(words, at)
            if name:
                found.append(name)
                at = name.after
            else:
                at += 1
        return found

    def known(self, words: Words, at: int) -> tuple[int, Name] | None:
        """The longest known name at a word; names set in capitals are tried in title case."""
        word = words.words[at]
        match = self.lexicon.names.match(words.words, at) if word in self.lexicon.names.firsts else None
        if match is None and len(word) > 3 and word.isupper():
            titled = [self.title_case(other) for other in words.words[at : at + 6]]
            match = self.lexicon.names.match(titled, 0)
        return match

    def is_capital(self, words: Words, at: int) -> bool:
        """Whether the word may stand in a name: a capital first, and no function word."""
        word = words.words[at]
        return word[0].isupper() and words.lows[at] not in self.function

    def _at(self, words: Words, at: int) -> Found | None:
        """The name that begins at a word, if one does; a year belongs to it only in front of an adjective ('2019 Slovak OSCE Chair')."""
        if words.words[at][0].isdigit():
            known = self.known(words, at + 1) if at + 1 < len(words) and words.words[at + 1][0].isupper() else None
            name = self._at(words, at + 1) if known and known[1].kind in ("adjective", "institution") else None
            return (
                replace(name, first=at, name=f"{words.words[at]} {name.name}")
                if name and name.kind == "institution" and not name.known and len(words.words[at]) == 4
                else None
            )
        known = self.known(words, at)
        if not known and not self.is_capital(words, at):
            return None
        pair = self._pair(words, at) if "-" in words.words[at] or "–" in words.words[at] else None
        if pair:
            return pair
        after = self._run(words, at)
        head = self._last_head(words, at, after)
        if (
            (head is None or (head[0] in self.kinds and after - at == 1))
            and after + 1 < len(words)
            and words.lows[after] == "and"
            and self.is_capital(words, after + 1)
        ):
            joined = self._joined_front(words, at, after, known)
            if joined:
                return joined
        if head is None or (known and known[0] >= head[2] - at and known[1].kind != "adjective"):
            return self._without_head(words, at, after, known)
        kind, begin, end, value = head
        if kind == "role" or (kind == "event"):
            return self._without_head(words, at, begin, known) if known else None
        if kind == "institution":
            return self._institution(words, at, begin, end, value, known)
        return self._other(words, at, end, kind)

    def _pair(self, words: Words, at: int) -> Found | None:
        """'India-Oman' or 'OSCE-UNODC' as two names in one word; where a head follows they stay part of that name."""
        parts = re.split("[-–]", words.words[at])
        known = [self.lexicon.names.get(part) for part in parts]
        if len(parts) != 2 or not all(known) or self._last_head(words, at, self._run(words, at)):
            return None
        made = [
            Found("state" if name.kind == "adjective" else name.kind, at, at + 1, part, name.country, name.acronym, modifier=True)
            for part, name in zip(parts, known, strict=True)
            if name
        ]
        return replace(made[0], others=(made[1],))

    def _joined_front(self, words: Words, at: int, after: int, known: tuple[int, Name] | None) -> Found | None:
        """'the Migration and Asylum Bureau' as one name; 'the Serbian and Slovenian Interior Ministries' as two."""
        end = self._run(words, after + 1)
        head = self._last_head(words, after + 1, end)
        if head is None or head[0] != "institution" or head[1] == after + 1:
            return None
        singular, second = _SINGULAR.get(words.lows[head[2] - 1]), self.known(words, after + 1)
        if (
            known
            and known[1].kind == "adjective"
            and known[0] == after - at
            and singular
            and second
            and second[1].kind == "adjective"
        ):
            core = f"{words.phrase(after + 1 + second[0], head[2] - 1)} {singular}".strip()
            one = Found("institution", at, head[2], f"{words.phrase(at, after)} {core}", known[1].country, institution_type=head[3])
            return replace(
                one,
                others=(replace(one, name=f"{words.phrase(after + 1, after + 1 + second[0])} {core}", country=second[1].country),),
            )
        if (
            (known and known[1].kind != "adjective")
            or second
            or self._is_acronym(words.words[at])
            or words.lows[head[2] - 1] in ("police", "forces")
        ):
            return None
        if at and words.lows[at - 1] not in ("the", "'s", "’s", "its", "their", ","):
            return None
        return self._institution(words, at, head[1], head[2], head[3], known)

    def _run(self, words: Words, at: int) -> int:
        """The end of the run of capitalised words, known names with small words inside counting as one."""
        size = len(words)
        position = at
        while position < size:
            known = self.known(words, position) if words.words[position][0].isupper() else None
            if known:
                position += known[0]
            elif (
                (self.is_capital(words, position) and words.words[position].isalnum())
                or (self.is_capital(words, position) and words.words[position][-1].isalnum())
                or (
                    words.words[position] in ("'s", "’s")
                    and position + 1 < size
                    and self.is_capital(words, position + 1)
                    and self._owner_inside(words, at, position)
                )
                or (words.words[position] == "&" and position + 1 < size and self.is_capital(words, position + 1))
            ):
                position += 1
            else:
                break
        return max(position, at + 1)

    def _owner_inside(self, words: Words, at: int, position: int) -> bool:
        """Whether the owner before 's is part of the name ('Prosecutor General's Office') and no state or body of its own."""
        known = self.known(words, position - 1)
        matches = ((one, self.heads.match(words.lows, one)) for one in range(max(at, position - 2), position))
        if known or any(match and one + match[0] == position for one, match in matches):
            return False
        return not (words.words[position - 1].isupper() and len(words.words[position - 1]) > 1)

    def _last_head(self, words: Words, at: int, after: int) -> tuple[str, int, int, str] | None:
        """(kind, begin, end, value) of the last head noun in the run; in a tie the longer one."""
        best: tuple[str, int, int, str] | None = None
        for position in range(at, after):
            low = words.lows[position]
            if low not in self.first_words:
                continue
            for kind, table in self.tables:
                match = table.match(words.lows, position) if low in table.firsts else None
                if match and (position + match[0] <= after or words.words[position + match[0] - 1][0].isupper()):
                    end = position + match[0]
                    if best is None or end > best[2] or (end == best[2] and position < best[1]):
                        best = (kind, position, end, match[1])
        if best and best[0] == "role" and best[2] < after:
            return best
        return best

    def _without_head(self, words: Words, at: int, after: int, known: tuple[int, Name] | None) -> Found | None:
        """A known name, a small head behind a nationality ('Kosovo police'), an acronym, or nothing."""
        if known:
            end, name = at + known[0], known[1]
            if name.kind in ("state", "adjective"):
                small = self._small_head(words, end)
                if small:
                    return small_named(words, at, small, name, self.heads.get(words.lows[small - 1]) or "police")
            country = name.country
            if name.kind == "institution" and end < len(words) and end < after:
                extra = self.known(words, end)
                if (
                    extra
                    and extra[1].kind in ("state", "place")
                    and not (end + extra[0] < len(words) and words.words[end + extra[0]] in ("'s", "’s"))
                ):
                    end, country = end + extra[0], extra[1].country
            return Found(
                name.kind, at, end, words.phrase(at, end), country, name.acronym, name.institution_type, name.part_of, known=True
            )
        word = words.words[at]
        if self._is_acronym(word):
            return Found("acronym", at, at + 1, word, acronym=word)
        return None

    def _is_acronym(self, word: str) -> bool:
        upper = sum(char.isupper() for char in word)
        return (
            upper >= 2
            and 2 <= len(word) <= 12
            and upper >= len(word) / 2
            and word not in self.not_institutions
            and word.replace("-", "").replace("/", "").isalnum()
        )

    def _small_head(self, words: Words, at: int) -> int:
        """The end of a small head in lower case at a word ('police', 'interior ministry'), 0 if none or if it qualifies a noun."""
        for size in (3, 2, 1):
            phrase = " ".join(words.lows[at : at + size])
            if (
                phrase in self.plain
                and at + size <= len(words)
                and (
                    phrase not in ("police", "army", "military", "customs", "navy", "authorities")
                    or words.lows[max(0, at - 2)] in ("the", "of", "by", "from", "with")
                )
            ):
                follower = words.lows[at + size] if at + size < len(words) else "."
                noun = (
                    follower[0].isalpha()
                    and follower not in self.function
                    and (follower in self.lexicon.list("people-nouns") or follower.endswith(("ial", "ials")))
                )
                if noun:
                    return 0
                return self._complement(words, at + size, located=phrase in self.located) if phrase in self.located else at + size
        return 0

    def _other(self, words: Words, at: int, end: int, kind: str) -> Found:
        """A project, instrument, output, venue or region: with what is 'of', 'on' or 'for' it where that is capitalised."""
        if kind == "venue" and words.lows[end - 1] in ("hotel", "camp", "fort", "palace", "hall", "base") and end - at == 1:
            end = self._plain_run(words, end) if end < len(words) and self.is_capital(words, end) else end
        if kind in ("project", "instrument", "output"):
            end = self._complement(words, end, located=True)
            while end < len(words) and words.words[end].replace("/", "").replace("-", "").isdigit() and len(words.words[end]) < 10:
                end = self._complement(words, end + 1, located=True)
        return Found(kind, at, end, words.phrase(at, end), bare=end - at < 2)

    def _institution(self, words: Words, at: int, begin: int, end: int, value: str, known: tuple[int, Name] | None) -> Found | None:
        """The institution whose head stands at `begin` to `end`; its words in front, and its complement."""
        first = at
        while (
            first < begin
            and words.lows[first] in self.modifiers
            and words.lows[first] in ("senior", "former", "acting", "new", "deputy", "retired", "current", "local")
        ):
            first += 1
        country, known_first = "", self.known(words, first) if first < begin else None
        if known_first and known_first[1].kind in ("adjective", "state", "place"):
            country = known_first[1].country
        located = words.phrase(begin, end).lower() in self.located
        plural = _SINGULAR.get(words.lows[end - 1])
        if plural:
            several = self._several(words, first, begin, end, plural, country)
            if several:
                return several
        small = value in ("unit", "police", "armed-forces")
        last = self._complement(words, end, located=located, unit=small and begin > first, nested=small)
        if last == end and end < len(words) and end < self._run(words, at):
            place = self.known(words, end)
            if place and place[1].kind in ("place", "state"):
                last = end + place[0]
        head = " ".join(words.lows[begin:end])
        chief = words.lows[max(0, first - 2) : first]
        if (
            head in ("mission", "staff", "party")
            and first == begin
            and (chief == ("chief", "of") or (chief == ("head", "of") and last > end))
        ):
            return None
        bare = first == begin and last == end and (end - begin == 1 or head in self.generic)
        if (
            last == end
            and self.roles.match(words.lows, begin)
            and (self.roles.match(words.lows, begin) or (0, ""))[0] == end - begin
        ):
            return None
        if words.phrase(first, last).lower() in self.not_names or (last == end and head in self.needy and first == begin):
            return None
        if last + 1 < len(words) and words.lows[last] in ("after", "named") and not bare:
            last = self._named_after(words, last)
        tail = self._country_of(words, end, last)
        kind = value
        return Found("institution", first, last, words.phrase(first, last), country or tail, "", kind, bare=bare)

    def _named_after(self, words: Words, at: int) -> int:
        """The end of '(named) after PERSON' behind the name of a school or a base."""
        begin = at + 1 + (words.lows[at : at + 2] == ("named", "after"))
        end = self._plain_run(words, begin) if begin < len(words) and self.is_capital(words, begin) else at
        return end if end - begin >= 2 else at

    def _country_of(self, words: Words, begin: int, end: int) -> str:
        """The country of a state or place named inside the complement."""
        for position in range(begin, end):
            known = self.known(words, position) if words.words[position][0].isupper() else None
            if known and known[1].kind in ("state", "place") and position + known[0] <= end:
                return known[1].country
        return ""

    def _several(self, words: Words, first: int, begin: int, end: int, singular: str, country: str) -> Found | None:
        """'Ministries of Justice and Interior' as the first of its parts, the rest in `others`."""
        if end + 1 < len(words) and words.lows[end] == "of" and self.known(words, end + 1 + (words.lows[end + 1] == "the")):
            return self._of_states(words, first, end, singular)
        if end < len(words) and words.lows[end] in ("of", "for") and end + 1 < len(words):
            parts, last = self._listed(words, end + 1)
            if len(parts) > 1:
                front = words.phrase(first, begin) + " " if first < begin else ""
                made = [
                    Found(
                        "institution",
                        first,
                        last,
                        f"{front}{singular} {words.lows[end]} {part}",
                        country,
                        institution_type="ministry",
                    )
                    for part in parts
                ]
                return replace(made[0], others=tuple(made[1:]))
        return None

    def _of_states(self, words: Words, first: int, end: int, singular: str) -> Found | None:
        """'Governments of Norway and Finland' as two."""
        made: list[Found] = []
        at = end + 1
        while at < len(words):
            at += words.lows[at] == "the"
            known = self.known(words, at) if at < len(words) and words.words[at][0].isupper() else None
            if not known or known[1].kind != "state":
                break
            name = f"{singular} of {words.phrase(at, at + known[0])}"
            made.append(
                Found(
                    "institution",
                    first,
                    at + known[0],
                    name,
                    known[1].country,
                    institution_type=self.heads.get(singular.lower()) or "government",
                )
            )
            at += known[0]
            step = 2 if words.lows[at : at + 2] == (",", "and") else 1 if at < len(words) and words.lows[at] in (",", "and") else 0
            if not step:
                break
            at += step
        if len(made) < 2:
            return None
        last = made[-1].after
        return replace(made[0], after=last, others=tuple(replace(one, after=last) for one in made[1:]))

    def _listed(self, words: Words, at: int) -> tuple[list[str], int]:
        """The parts of 'Foreign Affairs, Interior and Health' and where the list ends."""
        parts: list[str] = []
        position = at
        while position < len(words):
            begin = position
            while position < len(words) and words.words[position][0].isupper() and words.lows[position] in self.portfolio:
                position += 1
            if begin == position:
                break
            parts.append(words.phrase(begin, position))
            skip = (
                2
                if words.lows[position : position + 2] == (",", "and")
                else 1
                if position < len(words) and words.lows[position] in (",", "and")
                else 0
            )
            skip += position + skip < len(words) and words.lows[position + skip] in ("the", "of") and skip > 0
            following = position + skip
            if (
                not skip
                or following >= len(words)
                or words.lows[following] not in self.portfolio
                or not words.words[following][0].isupper()
            ):
                break
            position = following
        return parts, position

    def _complement(self, words: Words, at: int, *, located: bool, unit: bool = False, nested: bool = False) -> int:
        """The end of what belongs to a name behind its head: 'of ...', 'for ...', 'in PLACE' where the head is a place's own."""
        end, size = at, len(words)
        self.known_place, before = False, ""
        while (
            end + 1 < size
            and words.lows[end] in _PREPOSITIONS
            and (words.words[end].islower() or words.lows[end] in ("against", "of", "for"))
        ):
            preposition, begin = words.lows[end], end + 1
            if words.lows[begin] == "the" and begin + 1 < size:
                begin += 1
            known = self.known(words, begin) if words.words[begin][0].isupper() else None
            if not known and not self.is_capital(words, begin):
                break
            place = bool(known and known[1].kind in ("place", "state"))
            if words.lows[begin] in self.no_place or (preposition == before == "in" and self.known_place):
                break
            before = preposition
            if not located and (preposition == "to" or (preposition == "in" and (place or end == at))):
                break
            body = known[1].kind == "institution" if known else False
            if (unit or (nested and end > at)) and preposition == "of" and (body or self._names_institution(words, begin)):
                break
            after = begin + known[0] if known and known[1].kind != "adjective" else self._plain_run(words, begin)
            if known and body and after < size and self.is_capital(words, after):
                after = self._plain_run(words, after)
            self.known_place = place
            end = after if place else self._coordinated(words, begin, after)
            if end < size and words.words[end] in ("'s", "’s"):
                return at if begin == at + 1 or end else end
        return end

    def _names_institution(self, words: Words, at: int) -> bool:
        after = self._run(words, at)
        head = self._last_head(words, at, after)
        return bool(head and head[0] == "institution")

    def _plain_run(self, words: Words, at: int) -> int:
        position = at
        while position < len(words) and self.is_capital(words, position) and words.words[position][-1].isalnum():
            role = position > at and self.roles.match(words.lows, position)
            if role and words.lows[position - 1] not in ("special", "high", "general"):
                break
            position += 1
        return max(position, at + 1)

    def _coordinated(self, words: Words, begin: int, end: int) -> int:
        """The end of a complement with ', X and Y' where these belong to it."""
        size = len(words)
        while end + 1 < size:
            comma = words.words[end] == ","
            if comma and not (all(low in self.portfolio for low in words.lows[begin:end]) and self._portfolio_list(words, end)):
                return end
            joined = end + (2 if words.lows[end : end + 2] == (",", "and") else 1)
            if not comma and words.lows[end] not in ("and", "&"):
                return end
            if joined >= size or not self.is_capital(words, joined) or words.words[joined - 1].isupper():
                return end
            known, after = self.known(words, joined), self._plain_run(words, joined)
            if known or self._is_acronym(words.words[joined]) or self._is_new_name(words, joined, after):
                return end
            end = after
        return end

    def _portfolio_list(self, words: Words, comma: int) -> bool:
        parts, last = self._listed(words, comma + 1)
        return len(parts) >= 2 and "and" in words.lows[comma:last]

    def _is_new_name(self, words: Words, begin: int, after: int) -> bool:
        """Whether what follows 'and' is a name of its own: it has a head of its own, or something of its own behind it."""
        head = self._last_head(words, begin, after)
        if head is None:
            return False
        if head[0] == "role":
            return words.lows[head[1]] not in ("co-ordinator", "coordinator", "representative")
        if head[0] != "institution":
            return head[0] not in ("instrument", "output", "event")
        phrase = " ".join(words.lows[head[1] : head[2]])
        if head[2] < len(words) and words.lows[head[2]] in ("of", "for", "in", "to") and head[2] == after:
            return True
        return phrase not in self.soft or any(self.known(words, one) for one in range(begin, after))


def small_named(words: Words, at: int, end: int, name: Name, kind: str) -> Found:
    """'Kosovo police' as a name."""
    return Found("institution", at, end, words.phrase(at, end), name.country, institution_type=kind)


def _title_case(word: str) -> str:
    return word.title() if word.isupper() and len(word) > 1 else word


def span_of(words: Words, found: Found) -> Span:
    """Where a found name stands in the document."""
    return words.span_of(found.first, found.after)
