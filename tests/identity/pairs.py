"""Labelled names in context (data/identity/*.jsonl): which of them the program takes for one thing, and how often it is right.

    python -m tests.identity.pairs data/identity/seen.jsonl [--faults]

Each line is a small release of its own that names one thing; lines of one family could be confused. All pairs of a family count.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from kg.extract import read
from kg.identity.blocking import blocks
from kg.identity.clusters import Settled, candidates, settle
from kg.identity.comparing import compare
from kg.identity.forms import Names
from kg.identity.profiles import Profile
from kg.knowledge import Knowledge, load
from kg.model import Document, Kind, Reading
from kg.resolve import Resolved


class Case(NamedTuple):
    """A line of the labelled set, with the IRI that its name got; '' where the reader does not hear it."""

    row: Mapping[str, str]
    iri: str

    @property
    def family(self) -> str:
        """The names that it could be confused with."""
        return self.row["id"].rpartition("/")[0]


class Figures(NamedTuple):
    """Shares of pairs called one that are one (`precision`), of pairs that are one and called so (`recall`); B-cubed F1."""

    pairs: int
    precision: float
    recall: float
    bcubed: float
    unheard: int


@cache
def knowledge() -> tuple[Knowledge, Names]:
    """What the reader knows."""
    known = load()
    return known, Names(known.lexicon)


def cases(path: Path) -> tuple[list[Case], dict[str, Profile]]:
    """The lines with their IRIs, and the profiles of all names in all lines."""
    found: list[Case] = []
    facts: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        reading = read(Document(row["id"], row["text"], "", row["date"]), knowledge()[0])
        resolved = Resolved(reading, names=knowledge()[1])
        for mention in resolved.mentions:
            facts[mention.iri].update(mention.facts)
            kinds[mention.iri] = mention.kind
        found.append(Case(row, heard(row, reading, resolved)))
    return found, {iri: Profile(iri, kinds[iri], frozenset(said)) for iri, said in facts.items()}


def heard(row: Mapping[str, str], reading: Reading, resolved: Resolved) -> str:
    """The IRI of the name that a line is about."""
    if row["kind"] == "event":
        return next((resolved.events[event.key] for event in reading.events if event.main), "")
    things = [(index, thing) for index, thing in enumerate(reading.things) if thing.kind is Kind(row["kind"])]
    called = [(index, {thing.name, thing.acronym, *thing.forms} - {""}) for index, thing in things]
    exact = [index for index, names in called if row["name"] in names]
    near = [index for index, names in called if any(alike(name, row["name"], row["kind"]) for name in names)]
    return resolved.things[exact[0]] if exact else resolved.things[near[0]] if len(near) == 1 else ""


def alike(one: str, other: str, kind: str) -> bool:
    """Whether two names in one short text must be one: a name without its state or form of address, or a surname."""
    words, others = (re.findall(r"\w+", name.casefold()) for name in (one, other))
    return {*words} <= {*others} or {*others} <= {*words} or (kind == "person" and words[-1:] == others[-1:])


def families(found: Sequence[Case]) -> Iterator[list[Case]]:
    """The lines by family."""
    by_family: dict[str, list[Case]] = defaultdict(list)
    for case in found:
        by_family[case.family].append(case)
    yield from by_family.values()


def measure(found: Sequence[Case], settled: Settled) -> Figures:
    """How often lines are rightly taken for one; a line that is not heard is a thing of its own."""
    called = {case.row["id"]: settled.heads.get(case.iri, case.iri) or case.row["id"] for case in found}
    right = wrong = missed = total = 0
    precisions, recalls = [], []
    for family in families(found):
        for one, two in combinations(family, 2):
            total += 1
            same, said = one.row["thing"] == two.row["thing"], called[one.row["id"]] == called[two.row["id"]]
            right, wrong, missed = right + (same and said), wrong + (said and not same), missed + (same and not said)
        for one in family:
            mine = {two.row["id"] for two in family if called[two.row["id"]] == called[one.row["id"]]}
            true = {two.row["id"] for two in family if two.row["thing"] == one.row["thing"]}
            precisions.append(len(mine & true) / len(mine))
            recalls.append(len(mine & true) / len(true))
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    bcubed = 2 * precision * recall / (precision + recall)
    return Figures(
        total, right / ((right + wrong) or 1), right / ((right + missed) or 1), bcubed, sum(not case.iri for case in found)
    )


def faults(found: Sequence[Case], profiles: Mapping[str, Profile], settled: Settled) -> Iterator[str]:
    """The pairs that are judged wrongly, with the reasons. Not for the set that is kept unread."""
    for family in families(found):
        for one, two in combinations(family, 2):
            heads = [settled.heads.get(case.iri, case.row["id"]) for case in (one, two)]
            same, said = one.row["thing"] == two.row["thing"], heads[0] == heads[1]
            if same == said:
                continue
            likeness = compare(profiles[one.iri], profiles[two.iri]) if one.iri in profiles and two.iri in profiles else None
            told = f"{likeness.score} {likeness.told(one.row['kind'])}" if likeness and likeness.features else "ruled out"
            what = "MERGED" if said else "APART"
            names = " - ".join(f"{case.row['id']} {case.row['name']!r} [{case.iri.rpartition('id/')[2]}]" for case in (one, two))
            yield f"{what} {names}: {told}"


def main() -> None:
    """Prints the figures of a set by kind, and with --faults what went wrong."""
    found, profiles = cases(Path(sys.argv[1]))
    settled = settle(profiles, candidates({iri: blocks(profile) for iri, profile in profiles.items()}), {})
    for kind in ("institution", "person", "event", ""):
        some = [case for case in found if kind in ("", case.row["kind"])]
        sys.stdout.write(f"{kind or 'all':12} {measure(some, settled)}\n")
    if "--faults" in sys.argv:
        sys.stdout.writelines(f"{line}\n" for line in faults(found, profiles, settled))


if __name__ == "__main__":
    main()
