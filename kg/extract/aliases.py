"""One document's table of names: which forms mean the same, and what the thing is called in full.

Acronyms lead to the name that defines them, 'the OSCE Presence' to 'OSCE Presence in Albania', 'Mr. Ekeus' to 'Rolf Ekeus',
'the Mission' to the last mission named. Each thing is called by the longest form that the document uses.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from kg.extract.names import Found
from kg.iris import slug
from kg.lexicon import Lexicon
from kg.model import Kind, Span, Thing

_SMALL = frozenset(["of", "the", "and", "for", "in", "on", "to", "a", "an", "at", "s", "de", "against", "with"])
_SPELLING = str.maketrans({"’": "'", "‘": "'"})
_VARIANTS = {
    "centre": "center",
    "organisation": "organization",
    "programme": "program",
    "defence": "defense",
    "co-operation": "cooperation",
    "co-ordinator": "coordinator",
}


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


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """A name without case, accents, article and spelling variants."""
    words = [_VARIANTS.get(word, word) for word in name.translate(_SPELLING).lower().replace("'s", "").split()]
    return slug(" ".join(words).removeprefix("the "))


@lru_cache(maxsize=65536)
def content(name: str) -> frozenset[str]:
    """The words that carry a name."""
    return frozenset(word for word in key(name).split("-") if word not in _SMALL)


class Aliases:
    """Collects mentions, then answers which thing each of them is."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._bodies: dict[str, Body] = {}
        self._acronyms: dict[str, str] = {}
        self._bare: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._merged: dict[str, str] = {}
        self.home = ""

    # ---- collecting

    def add(self, found: Found, span: Span) -> None:
        """Enter a mention of an institution or acronym."""
        if found.bare:
            return
        name = found.name
        body = self._bodies.setdefault(key(name), Body(first=span))
        body.names[name] += 1
        body.country = body.country or found.country
        body.type = body.type or found.institution_type
        body.part_of = body.part_of or found.part_of
        body.acting = body.acting or not found.modifier
        known = self._lexicon.names.get(name)
        if known and known.kind == "institution":
            body.known, body.type, body.country = known.name, body.type or known.institution_type, body.country or known.country
            if name != known.acronym or len(name.split()) > 1:
                body.acronym = body.acronym or (found.acronym if found.acronym and not found.known else "")
        if found.acronym and key(found.acronym) != key(name) and not found.known:
            body.acronym = body.acronym or found.acronym
            self._acronyms.setdefault(found.acronym, key(name))
        for head in self._heads(name):
            self._bare[head].append((span.begin, key(name)))

    def _heads(self, name: str) -> Iterable[str]:
        """The words by which a name can be called in short: 'the Mission', 'the Centre'."""
        lows = name.lower().split()
        core = next((at for at, low in enumerate(lows) if at and low in ("of", "for", "in", "on", "to", "against")), len(lows))
        for at in reversed(range(core)):
            match = self._lexicon.heads.match(lows, at)
            if match:
                yield lows[at + match[0] - 1]
                break

    # ---- settling

    def settle(self, home: str) -> None:
        """Merge what means the same; `home` is the country that the document is about."""
        self.home = home
        for short in sorted(self._bodies, key=len):
            target = self._target(short)
            if target and target != short:
                self._merged[short] = target
        for short, target in self._merged.items():
            self._absorb(self._bodies[self._follow(target)], self._bodies[short])

    def _follow(self, name: str) -> str:
        seen = set()
        while name in self._merged and name not in seen:
            seen.add(name)
            name = self._merged[name]
        return name

    def _target(self, short: str) -> str | None:
        """The longer name that a short one stands for."""
        body = self._bodies[short]
        printed = next(iter(body.names))
        defined = self._acronyms.get(printed)
        if defined:
            return defined
        same = [
            other
            for other, one in self._bodies.items()
            if other != short and one.known and one.known == body.known and len(other) > len(short)
        ]
        if same:
            return max(same, key=len)
        mine = content(printed)
        if len(mine) < 2 and not (body.type and len(mine) == 1 and len(printed.split()) > 1):
            return None
        same_words = [
            other
            for other, one in self._bodies.items()
            if other != short and (len(other), other) > (len(short), short) and content(next(iter(one.names))) == mine
        ]
        if same_words and all(
            not self._bodies[one].country or not body.country or self._bodies[one].country == body.country for one in same_words
        ):
            return same_words[0]
        longer = [other for other in self._bodies if len(other) > len(short) and self._stands_for(short, mine, other)]
        parents = {self._follow(other) for other in longer}
        return longer[0] if longer and len(parents) == 1 else None

    def _stands_for(self, short: str, mine: frozenset[str], other: str) -> bool:
        """Whether the words of the short name are words of the other, with one head, and no country speaks against it."""
        one, two = self._bodies[short], self._bodies[other]
        theirs = content(next(iter(two.names)))
        if not mine < theirs:
            return False
        if set(self._heads(next(iter(one.names)))) != set(self._heads(next(iter(two.names)))):
            return False
        if one.country and two.country and one.country != two.country:
            return False
        foreign = (
            two.country
            and two.country != self.home
            and not one.country
            and one.type in ("ministry", "police", "armed-forces", "government", "court", "parliament")
        )
        extra = theirs - mine
        return not foreign and len(extra) <= 4

    def _absorb(self, body: Body, other: Body) -> None:
        body.names.update(other.names)
        body.acronym = (
            body.acronym or other.acronym or next((name for name in other.names if name.isupper() and " " not in name), "")
        )
        body.country, body.type = body.country or other.country, body.type or other.type
        body.acting = body.acting or other.acting
        body.first = min(body.first, other.first)

    # ---- answering

    def of(self, found: Found, at: int) -> str | None:
        """The key of the body that a mention at an offset means; None for a short form without one."""
        if not found.bare:
            return self._follow(self._acronyms.get(found.name, key(found.name)))
        called = [(begin, name) for begin, name in self._bare.get(found.name.lower().split()[-1], ()) if begin < at]
        return self._follow(called[-1][1]) if called else None

    def introduce(self, found: Found, at: int) -> str:
        """The key of a name that only a sentence shape shows to be a body's."""
        self.add(found, Span(at, at + len(found.name)))
        return self._follow(key(found.name))

    def thing(self, name: str) -> Thing | None:
        """The body with a key."""
        return self.things().get(name)

    def things(self) -> dict[str, Thing]:
        """The bodies that act, by key; each by its longest form."""
        found = {}
        for name, body in self._bodies.items():
            if name in self._merged:
                continue
            label = max(body.names, key=lambda one: (len(one.split()) > 1, len(one), one))
            label = re.sub(r"\s*['’]s\b", "'s", label)
            acronym = body.acronym or (label if label.isupper() and len(label.split()) == 1 else "")
            forms = tuple(sorted(body.names))
            found[name] = Thing(Kind.INSTITUTION, label, body.country, acronym, forms, body.type, body.part_of, body.first)
        return found

    def like(self, name: str, country: str) -> str | None:
        """The key of the one body of the document whose words hold all words of a name, if its country is the one given."""
        mine = content(name)
        fitting = {self._follow(key) for key, body in self._bodies.items() if mine <= content(next(iter(body.names)))}
        fitting = {
            key
            for key in fitting
            if self._bodies[key].country in ("", country) and len(content(next(iter(self._bodies[key].names))) - mine) <= 4
        }
        return fitting.pop() if len(fitting) == 1 else None

    def state_label(self, code: str) -> str:
        """The name of the state with an ISO 3166-1 code; the code where the lexicon knows no state by it."""
        return self._lexicon.states.get(code, code)

    def is_defined(self, name: str) -> bool:
        """Whether the document says what an acronym stands for."""
        return name in self._acronyms

    def acts(self, name: str) -> bool:
        """Whether the body is named in its own right, not only to qualify another noun."""
        return self._bodies[name].acting
