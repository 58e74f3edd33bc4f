"""The labelled names in context: how often what is taken for one is one, and how much of what is one is found.

`unseen` and `unseen2` are read by nobody who writes rules; their figures are lower than the others', and what a user may expect.
`practice3` and `unseen2` are of one author and harder: nicknames of bodies, acronyms of other languages, elections and attacks.
"""

from functools import cache

import pytest

from identity.pairs import Case, Figures, cases, measure
from kg.identity.blocking import blocks
from kg.identity.clusters import Settled, candidates, settle
from kg.resources import folder

LEAST = {
    "seen": Figures(600, 0.985, 0.95, 0.98, 5),
    "practice": Figures(600, 0.97, 0.94, 0.97, 5),
    "practice2": Figures(600, 0.98, 0.91, 0.97, 5),
    "practice3": Figures(450, 0.91, 0.44, 0.82, 13),
    "unseen": Figures(600, 0.98, 0.88, 0.96, 5),
    "unseen2": Figures(450, 0.94, 0.35, 0.79, 37),
}


@cache
def judged(name: str) -> tuple[list[Case], Settled]:
    """The lines of a set, and what became of their names."""
    found, profiles = cases(folder("data") / "identity" / f"{name}.jsonl")
    return found, settle(profiles, candidates({iri: blocks(profile) for iri, profile in profiles.items()}), {})


@pytest.mark.parametrize("name", LEAST)
def test_pairs(name: str) -> None:
    """Pairwise precision and recall, and B-cubed F1, are not below what they were."""
    figures, least = measure(*judged(name)), LEAST[name]
    assert figures.pairs >= least.pairs
    assert figures.precision >= least.precision, figures
    assert figures.recall >= least.recall, figures
    assert figures.bcubed >= least.bcubed, figures
    assert figures.unheard <= least.unheard, figures


@pytest.mark.parametrize("name", LEAST)
def test_labels_are_sound(name: str) -> None:
    """Ids are unique, families have two lines or more, and each set has persons, institutions and events."""
    found, _ = judged(name)
    assert len({case.row["id"] for case in found}) == len(found)
    assert {case.row["kind"] for case in found} == {"person", "institution", "event"}
    assert min(sum(other.family == case.family for other in found) for case in found[:200]) > 1
