"""How alike two names are: a list of likenesses, each with its points and its words, and the number that they come to."""

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from kg.identity import events, institutions, people
from kg.identity.profiles import EVENT, INSTITUTION, PERSON, Profile
from kg.identity.words import weights

Found = Iterator[tuple[str, str]]


class Likeness(NamedTuple):
    """How alike two names are: points, 0 to 1, the likenesses by name with what they are about, and whether one is vague."""

    points: float
    score: float
    features: tuple[tuple[str, str], ...]
    vague: bool

    def told(self, kind: str) -> str:
        """The likenesses as a person reads them, the weightiest first."""
        table = weights().kinds[kind]
        told = [(table[name].says, detail) for name, detail in sorted(self.features, key=lambda one: -abs(table[one[0]].points))]
        return "; ".join(f"{says} ({detail})" if detail else says for says, detail in told if says)


NONE = Likeness(-math.inf, 0.0, (), vague=False)
_COMPARERS: dict[str, Callable[[Profile, Profile], Found | None]] = {
    PERSON: people.likenesses,
    INSTITUTION: institutions.likenesses,
    EVENT: events.likenesses,
}


def compare(one: Profile, two: Profile) -> Likeness:
    """How alike two names of one kind are, the same in either order; NONE where something rules out that they are one."""
    if one.kind != two.kind or (one.authority and two.authority and one.authority != two.authority):
        return NONE
    found = _COMPARERS[one.kind](*sorted((one, two), key=lambda profile: profile.iri))
    if found is None:
        return NONE
    table, features = weights().kinds[one.kind], (("start", ""), *found)
    points = sum(table[name].points for name, _ in features)
    return Likeness(points, round(1 / (1 + math.exp(-points)), 4), features, any(table[name].vague for name, _ in features))


def compatible(one: Profile, two: Profile) -> bool:
    """Whether two names may stand for one thing that a third name is, although they say little of each other."""
    return compare(one, two).score >= _RULED_OUT or (one.kind == two.kind == PERSON and people.renamed(one, two))


def shorter(one: Profile, two: Profile) -> bool:
    """Whether the first of two names says less than the second, or no more, so that it may mean several things that are like it."""
    return bool(two.country and not one.country) or _size(one) <= _size(two)


def _size(profile: Profile) -> int:
    if profile.kind == PERSON:
        return sum(map(len, profile.names))
    return 0 if institutions.is_acronym(profile.label) else len(profile.words)


_RULED_OUT = 0.1
