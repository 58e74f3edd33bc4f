"""One document's table of names: which forms mean the same, and what the thing is called in full.

Acronyms lead to the name that defines them, 'the OSCE Presence' to 'OSCE Presence in Albania', 'Mr. Ekeus' to 'Rolf Ekeus',
'the Mission' to the last mission named. Each thing is called by the longest form that the document uses.
"""

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from kg.extract.forms import LookedUp, content, initials, key
from kg.extract.runs import Found
from kg.lexicon import Lexicon, Name
from kg.model import Kind, Span, Thing

_NATIONAL = ("ministry", "police", "armed-forces", "government", "court", "parliament")
_MOST_WORDS_LEFT_OUT, _FEWEST_LETTERS = 4, 3
_OWNERS = re.compile(r"\s*['’]s\b")


@dataclass(slots=True)
class Body:
    """An institution as a document knows it."""

    names: Counter[str] = field(default_factory=Counter)
    acronym: str = ""
    country: str = ""
    type: str = ""
    part_of: str = ""
    first: Span = Span(0, 0)
    acting: bool = False
    known: str = ""

    @property
    def printed(self) -> str:
        """The form that the document uses first."""
        return next(iter(self.names))


class Aliases:
    """Collects mentions, then answers which thing each of them is."""

    def __init__(self, lexicon: Lexicon, looked_up: "LookedUp") -> None:
        self._lexicon, self._looked_up = lexicon, looked_up
        self._bodies: dict[str, Body] = {}
        self._acronyms: dict[str, str] = {}
        self._landed: dict[str, str] = {}  # acronyms told only with their land, 'the Tajik DCA'
        self._bare: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._merged: dict[str, str] = {}
        self._contents: dict[str, frozenset[str]] = {}
        self._holding: dict[str, list[str]] = defaultdict(list)
        self._known_as: dict[str, list[str]] = defaultdict(list)
        self._initials: dict[str, list[str]] = defaultdict(list)
        self._home = ""

    # ---- collecting

    def add(self, found: Found, span: Span) -> None:
        """Enter a mention of an institution or acronym."""
        if found.bare:
            return
        name = found.name
        body = self._bodies.get(key(name)) or self._bodies.setdefault(key(name), Body(first=span))
        known, head = self._looked_up[name]
        body.names[name] += 1
        body.country = body.country or found.country
        body.type = body.type or found.institution_type
        body.part_of = body.part_of or found.part_of
        body.acting = body.acting or not found.modifier
        _add_known(body, known)
        if found.acronym and not found.known:
            body.acronym = body.acronym or found.acronym
        if found.acronym and key(found.acronym) != key(name) and not found.known:
            table = self._landed if found.acronym in name.split() else self._acronyms
            table.setdefault(found.acronym, key(name))
        if head:
            insort(self._bare[head], (span.begin, key(name)))

    # ---- settling

    def settle(self, home: str) -> None:
        """Merge what means the same; `home` is the country that the document is about."""
        self._home = home
        self._contents = {name: content(body.printed) for name, body in self._bodies.items()}
        self._group()
        landed = {acronym: name for acronym, name in self._landed.items() if acronym not in self._acronyms}
        self._acronyms.update(landed)
        for short in sorted(self._bodies, key=len):
            target = self._target(short)
            if target and target != short:
                self._merged[short] = target
        for short, target in self._merged.items():
            self._absorb(self._bodies[self._follow(target)], self._bodies[short])

    def _group(self) -> None:
        """The names by a word that they hold, by what the lexicon knows them as, and by their initials."""
        for name, body in self._bodies.items():
            for word in self._contents[name]:
                self._holding[word].append(name)
            self._known_as[body.known].append(name)
            self._initials[initials(body.printed)].append(name)

    def _with_words(self, words: Collection[str]) -> Sequence[str]:
        """The names that can hold all of some words: those that hold the rarest of them."""
        return min((self._holding[word] for word in words), key=len, default=())

    def _follow(self, name: str) -> str:
        seen = set()
        while name in self._merged and name not in seen:
            seen.add(name)
            name = self._merged[name]
        return name

    def _target(self, short: str) -> str | None:
        """The longer name that a short one stands for: as the document or the lexicon says, or by its words."""
        body = self._bodies[short]
        defined = self._acronyms.get(body.printed) or self._spelt_out(body.printed) or self._without_land(body)
        if defined:
            return defined
        same = [other for other in self._known_as[body.known] if len(other) > len(short)] if body.known else ()
        if same:
            return max(same, key=len)
        mine = self._contents[short]
        if len(mine) < 2 and not (body.type and len(mine) == 1 and len(body.printed.split()) > 1):
            return None
        able = self._with_words(mine)
        reworded = [other for other in able if (len(other), other) > (len(short), short) and self._contents[other] == mine]
        if reworded and all(_one_country(self._bodies[other], body) for other in reworded):
            return reworded[0]
        meant = [other for other in able if len(other) > len(short) and self._stands_for(short, mine, other)]
        return meant[0] if len({self._follow(other) for other in meant}) == 1 else None

    def _spelt_out(self, acronym: str) -> str | None:
        """The one name of the document whose capitals are the letters of an acronym that nothing explains."""
        if not (len(acronym) >= _FEWEST_LETTERS and acronym.isupper() and acronym.isalpha()) or acronym in self._lexicon.names:
            return None
        found = self._initials[acronym]
        return found[0] if len(found) == 1 else None

    def _without_land(self, body: Body) -> str | None:
        """What the document says that an acronym stands for which this body has with its land."""
        if not body.acronym or self._landed.get(body.acronym) is None or body.acronym not in body.printed.split():
            return None
        meant = self._acronyms.get(body.acronym) or self._spelt_out(body.acronym)
        return meant if meant and _one_country(self._bodies[meant], body) else None

    def _stands_for(self, short: str, mine: frozenset[str], other: str) -> bool:
        """Whether the words of the short name are words of the other, with one head, and no country speaks against it."""
        one, two = self._bodies[short], self._bodies[other]
        theirs = self._contents[other]
        if not mine < theirs or len(theirs - mine) > _MOST_WORDS_LEFT_OUT or not _one_country(one, two):
            return False
        if self._looked_up[one.printed][1] != self._looked_up[two.printed][1]:
            return False
        foreign = two.country not in ("", self._home) and not one.country
        return not (foreign and one.type in _NATIONAL)

    def _absorb(self, body: Body, other: Body) -> None:
        body.names.update(other.names)
        printed = next((name for name in other.names if name.isupper() and " " not in name), "")
        body.acronym = body.acronym or other.acronym or printed
        body.country, body.type = body.country or other.country, body.type or other.type
        body.acting = body.acting or other.acting
        body.first = min(body.first, other.first)

    # ---- answering

    def of(self, found: Found, at: int) -> str | None:
        """The key of the body that a mention at an offset means; None for a short form without one."""
        if not found.bare:
            return self._follow(self._acronyms.get(found.name, key(found.name)))
        called = self._bare.get(found.name.lower().split()[-1], [])
        before = bisect_left(called, (at, ""))
        return self._follow(called[before - 1][1]) if before else None

    def only(self, noun: str) -> str | None:
        """The key of the one body that the document can call by a noun: 'mission'."""
        called = {self._follow(name) for _, name in self._bare.get(noun, ())}
        return called.pop() if len(called) == 1 else None

    def introduce(self, found: Found, at: int) -> str:
        """The key of a name that only a sentence shape shows to be a body's."""
        self.add(found, Span(at, at + len(found.name)))
        return self._follow(key(found.name))

    def thing(self, name: str) -> Thing | None:
        """The body with a key."""
        return _thing(self._bodies[name]) if name in self._bodies and name not in self._merged else None

    def things(self) -> dict[str, Thing]:
        """The bodies by key, each by its longest form."""
        return {name: _thing(body) for name, body in self._bodies.items() if name not in self._merged}

    def like(self, name: str, country: str) -> str | None:
        """The key of the one body of the document whose words hold all words of a name, if its country is the one given."""
        mine = content(name)
        holding = {self._follow(key) for key, body in self._bodies.items() if mine <= content(body.printed)}
        fitting = [key for key in holding if self._fits(self._bodies[key], mine, country)]
        return fitting[0] if len(fitting) == 1 else None

    @staticmethod
    def _fits(body: Body, mine: frozenset[str], country: str) -> bool:
        return (
            body.type in ("", "ministry")
            and body.country in ("", country)
            and len(content(body.printed) - mine) <= _MOST_WORDS_LEFT_OUT
        )

    def state_label(self, code: str) -> str:
        """The name of the state with an ISO 3166-1 code; the code where the lexicon knows no state by it."""
        return self._lexicon.states.get(code, code)

    def is_defined(self, name: str) -> bool:
        """Whether the document says what an acronym stands for."""
        return name in self._acronyms

    def acts(self, name: str) -> bool:
        """Whether the body is named in its own right, not only to qualify another noun."""
        return self._bodies[name].acting


def _add_known(body: Body, known: Name | None) -> None:
    """What the lexicon knows of a body."""
    if known and known.kind == "institution":
        body.known = known.name
        body.type, body.country = body.type or known.institution_type, body.country or known.country


def _one_country(one: Body, two: Body) -> bool:
    """Whether the countries of two bodies do not speak against their being one."""
    return not one.country or not two.country or one.country == two.country


def _thing(body: Body) -> Thing:
    """The body as the reading has it, called by its longest form."""
    label = max(body.names, key=lambda one: (len(one.split()) > 1, len(one), one))
    label = _OWNERS.sub("'s", label) if "'" in label or "’" in label else label
    acronym = body.acronym or (label if label.isupper() and len(label.split()) == 1 else "")
    return Thing(Kind.INSTITUTION, label, body.country, acronym, tuple(sorted(body.names)), body.type, body.part_of, body.first)
