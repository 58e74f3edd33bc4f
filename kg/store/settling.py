"""Names settled in a ledger: all of them, or those that changed with what they touch; both ways give the same.

A set of names that are alike enough to become one is settled by itself. So after a small change only the sets are looked at that
hold a name with other facts, or a name that was or is like one of these.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.decisions import Decision
from kg.identity.blocking import blocks
from kg.identity.clusters import AUTOMATIC, UNDECIDED, Link, Pair, candidates, merges, pair, settle
from kg.identity.comparing import compare
from kg.identity.profiles import Profile
from kg.identity.words import weights
from kg.store.ledger import Ledger

PART = 20  # where more than one name of this many changed, all are looked at


@dataclass
class Outcome:
    """What settling changed: the heads of `names` before and after, links `gone` and `come`, decisions that cannot be honoured.

    A name that no document has any more has no head after.
    """

    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    gone: set[Link] = field(default_factory=set)
    come: set[Link] = field(default_factory=set)
    conflicts: tuple[Pair, ...] = ()


def resettle(ledger: Ledger, judged: Iterable[str] = (), *, anew: bool = False) -> Outcome:
    """The names are settled by what documents say and persons decided; `judged` are names whose decisions changed."""
    dirty = {*ledger.dirty(), *(iri for iri in judged if ledger.knows(iri))}
    decided = judgements(ledger)
    if anew or len(dirty) * PART > ledger.size():
        return _whole(ledger, decided) if dirty or anew else Outcome()
    return _part(ledger, dirty, decided)


def judgements(ledger: Ledger) -> dict[Pair, Decision]:
    """What is decided about pairs of names that documents have; a name that has another IRI now is found by its label."""
    found: dict[Pair, Decision] = {}
    for one in ledger.decisions():
        names = _known(ledger, one.first, one.first_name), _known(ledger, one.second, one.second_name)
        if all(names) and names[0] != names[1]:
            found[pair(*names)] = one
    return found


def pending(ledger: Ledger) -> list[Decision]:
    """Decisions about names that no document has now."""
    return [
        one
        for one in ledger.decisions()
        if not (_known(ledger, one.first, one.first_name) and _known(ledger, one.second, one.second_name))
    ]


def _known(ledger: Ledger, iri: str, label: str) -> str:
    if ledger.knows(iri):
        return iri
    kind = iri.rpartition("/")[0]
    found = [other for other in ledger.called(label) if other.rpartition("/")[0] == kind] if label else []
    return found[0] if len(found) == 1 else ""


def _whole(ledger: Ledger, decided: Mapping[Pair, Decision]) -> Outcome:
    profiles = ledger.profiles()
    found = {iri: blocks(profile) for iri, profile in profiles.items()}
    ledger.put_blocks(found.items())
    before = set(ledger.links())
    settled = settle(profiles, candidates(found), {names: one.judgement for names, one in decided.items()})
    return _enter(ledger, profiles, settled.heads, (before, _told(settled.links, decided)), settled.conflicts)


def _part(ledger: Ledger, dirty: set[str], decided: Mapping[Pair, Decision]) -> Outcome:
    around = _around(decided)
    profiles = ledger.profiles(dirty)
    touched = Counter(block for iri in dirty for block in ledger.take_blocks(iri, blocks(profiles[iri]) if iri in profiles else ()))
    moved = dirty.union(*(ledger.edge(block, times) for block, times in touched.items()))
    before = {link for iri in moved for link in ledger.linked(iri)}
    near = _alike(ledger, moved, profiles)
    bound = {iri for names, score in near.items() if merges(profiles[names[0]].kind, score) for iri in names}
    region = _region(ledger, {*moved, *bound}, before, around)
    pairs = near | _alike(ledger, region - moved, profiles)
    inside = {iri: profiles[iri] for iri in region if iri in profiles}
    within = sorted(names for names in pairs if names[0] in inside and names[1] in inside)
    settled = settle(inside, within, {names: one.judgement for names, one in decided.items()})
    old = {link for iri in region for link in ledger.linked(iri)}
    outside = {link for link in old if not ({*link[:2]} <= region) and not moved.intersection(link[:2])}
    crossing = {_unsettled(names, profiles) for names in near if not ({*names} <= inside.keys())}
    after = {*_told(settled.links, decided), *outside, *crossing}
    return _enter(ledger, inside, settled.heads, (before | old, after), settled.conflicts)


def _alike(ledger: Ledger, iris: Iterable[str], profiles: dict[str, Profile]) -> dict[Pair, float]:
    """The pairs of some names with those that they are compared with, as far as they are alike; all profiles are there then."""
    pairs = {pair(iri, mate) for iri in iris for mate in ledger.mates(iri)}
    profiles |= ledger.profiles({iri for names in pairs for iri in names}.union(iris) - profiles.keys())
    there = (names for names in pairs if names[0] in profiles and names[1] in profiles)
    scored = ((names, compare(profiles[names[0]], profiles[names[1]]).score) for names in there)
    return {names: score for names, score in scored if score >= weights().ask}


def _unsettled(names: Pair, profiles: Mapping[str, Profile]) -> Link:
    likeness = compare(profiles[names[0]], profiles[names[1]])
    return Link(*names, likeness.score, likeness.told(profiles[names[0]].kind), UNDECIDED, AUTOMATIC)


def _around(decided: Iterable[Pair]) -> dict[str, set[str]]:
    """The names that a person has judged with a name."""
    found: dict[str, set[str]] = {}
    for one, two in decided:
        found.setdefault(one, set()).add(two)
        found.setdefault(two, set()).add(one)
    return found


def _region(ledger: Ledger, first: set[str], before: Iterable[Link], around: Mapping[str, set[str]]) -> set[str]:
    """Some names, and all names that hang together with them or did, by likeness or by decision."""
    region, heads, todo = set[str](), set[str](), [*first, *(iri for link in before if _binds(ledger, link) for iri in link[:2])]
    while todo:
        iri = todo.pop()
        if iri in region:
            continue
        region.add(iri)
        todo += [other for link in ledger.linked(iri) if _binds(ledger, link) for other in link[:2]]
        todo += around.get(iri, ())
        if (head := ledger.head(iri)) not in heads:
            heads.add(head)
            todo += ledger.members(head)
    return region


def _binds(ledger: Ledger, link: Link) -> bool:
    return link.rule != AUTOMATIC or merges(ledger.kind(link.first), link.score)


def _told(links: Iterable[Link], decided: Mapping[Pair, Decision]) -> set[Link]:
    """The links, those of persons with who decided, when and why."""
    return {link._replace(reasons=_who(decided[link[:2]], link.reasons)) if link[:2] in decided else link for link in links}


def _who(decision: Decision, reasons: str) -> str:
    said = " ".join(part for part in (decision.who, decision.when) if part)
    return "; ".join(part for part in (f"decided by {said}" if said else "decided", decision.why, reasons) if part)


def _enter(
    ledger: Ledger,
    profiles: Mapping[str, Profile],
    heads: Mapping[str, str],
    links: tuple[set[Link], set[Link]],
    conflicts: tuple[Pair, ...],
) -> Outcome:
    """Heads and links, before and after, as they are now, in the ledger."""
    gone, come = links[0] - links[1], links[1] - links[0]
    for link in gone:
        ledger.drop_link(link[:2])
    for link in come:
        ledger.put_link(link)
    lost = {iri: (ledger.head(iri), "") for iri in ledger.dirty() if iri not in profiles}
    return Outcome(ledger.put_heads(heads, {iri: profile.label for iri, profile in profiles.items()}) | lost, gone, come, conflicts)
