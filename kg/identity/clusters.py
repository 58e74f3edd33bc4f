"""Which names become one: decisions of persons first, then the likest pairs, as long as nothing in a cluster speaks against it.

What comes out depends on the set of names and decisions alone, not on their order, and on each connected part of it by itself: so
names that come later are settled with those that they touch, and the result is that of settling all at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import NamedTuple

from kg.identity.blocking import FAR, FIRST, crowded
from kg.identity.comparing import NONE, Likeness, compare, compatible, shorter
from kg.identity.forms import person_words
from kg.identity.institutions import told_renamed
from kg.identity.profiles import EVENT, PERSON, Profile
from kg.identity.words import weights

SAME, DIFFERENT, UNDECIDED = "same", "different", "undecided"
_MOST = 8  # names of a large set that a further one is compared with
_ONE_AND_NONE = 2
_CLEAR = 0.9  # by so many points a name is more like one than another when a short form means it
AUTOMATIC, PERSONAL = "automatic", "decision"
Pair = tuple[str, str]


class Link(NamedTuple):
    """Two names that were compared: how alike they are, why, what follows from it (`same`, ...) and who says so."""

    first: str
    second: str
    score: float
    reasons: str
    judgement: str
    rule: str


@dataclass(frozen=True)
class Settled:
    """The name that stands for each name (itself for most), the links that say why, and decisions that could not be honoured.

    Of the links within a set those are told that joined it; of the others those that a person may look at.
    """

    heads: Mapping[str, str]
    links: tuple[Link, ...]
    conflicts: tuple[Pair, ...]


def pair(one: str, two: str) -> Pair:
    """Two names in their order."""
    return (one, two) if one < two else (two, one)


def candidates(blocks: Mapping[str, Iterable[str]]) -> Iterator[Pair]:
    """The pairs of names that share a block, each once, from the blocks of each name."""
    by_block: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(blocks):
        for block in blocks[iri]:
            by_block[block].append(iri)
    seen: set[Pair] = set()
    for block, members in by_block.items():
        beyond = () if block.endswith(FAR) else by_block.get(block + FAR, ())
        if block.endswith(FAR) or (len(members) == 1 and not beyond):
            continue
        first = members[:FIRST] if crowded(block) else members
        for one, two in ((one, two) for one in first for two in chain(members, beyond) if one != two):
            found = pair(one, two)
            if found not in seen:
                seen.add(found)
                yield found


def settle(profiles: Mapping[str, Profile], pairs: Iterable[Pair], decided: Mapping[Pair, str]) -> Settled:
    """Which of some names are one; `decided` are pairs that a person has judged, whether or not they are among `pairs`."""
    told = {one: judgement for one, judgement in decided.items() if one[0] in profiles and one[1] in profiles}
    alike = {one: likeness for one in pairs if (likeness := compare(profiles[one[0]], profiles[one[1]])).score >= weights().ask}
    rules = _Rules(profiles, told)
    clusters = _Clusters(profiles, rules)
    conflicts = tuple(one for one in sorted(told) if told[one] == SAME and not clusters.join(one))
    sure = sorted(one for one in alike if one not in told and _one_body(profiles, one))
    joined = {one for one in sure if not clusters.together(one) and clusters.join(one)}
    rules.join(clusters.sets())
    joined |= {one for one in _merging(profiles, alike, rules) if not clusters.together(one) and clusters.join(one)}
    telling = (one for one in sorted({*alike, *told}) if one in told or one in joined or not clusters.together(one))
    links = [_link(profiles, one, alike.get(one, NONE), told.get(one, ""), one in joined) for one in telling]
    return Settled(clusters.heads(), tuple(links), conflicts)


def _one_body(profiles: Mapping[str, Profile], names: Pair) -> bool:
    """Whether two names are of one entry of the lexicon, or a report says that one is the other's name of before."""
    one, two = profiles[names[0]], profiles[names[1]]
    return bool(one.authority and one.authority == two.authority) or told_renamed(one, two)


def merges(kind: str, score: float) -> bool:
    """Whether names of a kind that are so alike become one."""
    return score >= weights().merge[kind]


def _merging(profiles: Mapping[str, Profile], alike: Mapping[Pair, Likeness], rules: "_Rules") -> list[Pair]:
    """The pairs that are alike enough, the likest first; a short form only where all that it can mean is one thing."""
    found = ((one, likeness) for one, likeness in alike.items() if one not in rules.told)
    enough = {one: likeness for one, likeness in found if merges(profiles[one[0]].kind, likeness.score)}
    unclear = _unclear(profiles, enough, rules)
    kept = [one for one, likeness in enough.items() if not likeness.vague or one not in unclear]
    return sorted(kept, key=lambda one: (-enough[one].points, one))


def _unclear(profiles: Mapping[str, Profile], alike: Mapping[Pair, Likeness], rules: "_Rules") -> set[Pair]:
    """The pairs of a short form with one that it can mean, which cannot be one with another that it can mean as well or better."""
    beside: dict[str, list[str]] = defaultdict(list)
    for one, two in sorted(alike):
        beside[one].append(two)
        beside[two].append(one)
    found: set[Pair] = set()
    for name, others in beside.items():
        vague = {other for other in others if alike[pair(name, other)].vague and shorter(profiles[name], profiles[other])}
        for one, two in combinations(others, 2):
            if (one in vague or two in vague) and not rules.fit(one, two):
                apart = alike[pair(name, one)].points - alike[pair(name, two)].points
                found.update(pair(name, other) for other, more in ((one, apart), (two, -apart)) if more < _CLEAR)
    return found


class _Rules:
    """Whether two names may be one: what persons judged, what the lexicon knows, what speaks against it.

    Names that persons called one are one from then on: what fits one of them fits all.
    """

    def __init__(self, profiles: Mapping[str, Profile], told: Mapping[Pair, str]) -> None:
        self.told, self._profiles = told, profiles
        self._judged = {name for names in told for name in names}
        self._sets: dict[str, Sequence[str]] = {}
        self._known: dict[Pair, bool] = {}

    def join(self, sets: Iterable[Sequence[str]]) -> None:
        """The names of each set are one by what persons judged."""
        self._sets = {name: names for names in sets if len(names) > 1 for name in names}

    def fit(self, one: str, two: str) -> bool:
        """Whether two names may be one."""
        mine, theirs = self._sets.get(one, (one,)), self._sets.get(two, (two,))
        if any(self._barred(pair(name, other)) for name in mine for other in theirs if name != other):
            return False
        return one in theirs or any(self._alike(pair(name, other)) for name in mine for other in theirs)

    def apart(self, mine: Sequence[str], theirs: Sequence[str]) -> bool:
        """Whether a person or the lexicon keeps a name of some apart from one of others."""
        known = {self._profiles[name].authority for name in mine}, {self._profiles[name].authority for name in theirs}
        judged = any(name in self._judged for name in mine) and any(name in self._judged for name in theirs)
        if not judged and (len(known[0] | known[1] | {""}) <= _ONE_AND_NONE):
            return False
        return any(self._barred(pair(one, two)) for one in mine for two in theirs)

    def _barred(self, names: Pair) -> bool:
        judged = self.told.get(names)
        known = {self._profiles[name].authority for name in names} - {""}
        return judged == DIFFERENT or (judged is None and len(known) > 1)

    def _alike(self, names: Pair) -> bool:
        if names not in self._known:
            judged, profiles = self.told.get(names), [self._profiles[name] for name in names]
            self._known[names] = judged == SAME or compatible(*profiles)
        return self._known[names]


def _link(profiles: Mapping[str, Profile], names: Pair, likeness: Likeness, judged: str, joined: bool) -> Link:
    reasons = likeness.told(profiles[names[0]].kind) if likeness.features else ""
    if judged:
        return Link(*names, likeness.score, reasons, judged, PERSONAL)
    return Link(*names, likeness.score, reasons, SAME if joined else UNDECIDED, AUTOMATIC)


class _Clusters:
    """Sets of names that grow; two are joined when no name of the one speaks against one of the other."""

    def __init__(self, profiles: Mapping[str, Profile], rules: _Rules) -> None:
        self._profiles, self._rules = profiles, rules
        self._members = {iri: [iri] for iri in profiles}
        self._of = {iri: iri for iri in profiles}

    def sets(self) -> list[list[str]]:
        """The sets as they are now."""
        return [list(names) for names in self._members.values()]

    def together(self, names: Pair) -> bool:
        """Whether the two are in one set."""
        return self._of[names[0]] == self._of[names[1]]

    def join(self, names: Pair) -> bool:
        """Whether the two are in one set now; where a person says that they are one, their sets need not be alike."""
        one, two = self._of[names[0]], self._of[names[1]]
        if one == two:
            return True
        mine, theirs = self._members[one], self._members[two]
        judged = self._rules.told.get(names) == SAME
        if self._rules.apart(mine, theirs) or (not judged and not self._fit(mine[:_MOST], theirs[:_MOST])):
            return False
        for name in theirs:
            self._of[name] = one
        self._members[one] += self._members.pop(two)
        return True

    def _fit(self, mine: Sequence[str], theirs: Sequence[str]) -> bool:
        return all(self._rules.fit(one, two) for one in mine for two in theirs)

    def heads(self) -> dict[str, str]:
        """The name that stands for each."""
        chosen = {one: min((self._profiles[name] for name in names), key=_standing).iri for one, names in self._members.items()}
        return {name: chosen[one] for name, one in self._of.items()}


def _standing(profile: Profile) -> tuple[bool, bool, bool, int, int, str]:
    """Known names first, events of a known type, then names with a state, then the fullest, then those with the shortest IRI."""
    untyped = profile.kind == EVENT and profile.one("type") in weights().untyped
    full = [word for word in person_words(profile.label) if len(word) > 1] if profile.kind == PERSON else profile.words
    return (not profile.authority, untyped, not profile.country, -len(full), len(profile.iri), profile.iri)
