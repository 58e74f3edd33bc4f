"""What a confidence is worth: of the facts that the graph is this sure of, how many are right; and the same by rule.

Counted are the facts of all events, and of the people, quotations and amounts of each document; a fact that several claims say is
as sure as the surest of them. What is merely named (the people and institutions themselves) has no confidence and is told apart.
Intervals are Wilson's, at 95 %.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from kg.score.counting import ALL, MAIN
from kg.score.facts import DOCUMENT_KINDS, PERSON_KINDS, Evidence, Fact
from kg.score.report import Report

STEPS = (1.0, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.0)
SURE = 0.9
TWO_SIDED, ONE_SIDED = 1.96, 1.645  # of 95 %, in standard deviations
_OF_A_DOCUMENT = frozenset((*DOCUMENT_KINDS, *PERSON_KINDS))
_NAMED = Evidence("", "")


class Tally(NamedTuple):
    """How many facts there are and how many of them are right."""

    right: float = 0
    facts: float = 0

    def __add__(self, other: object) -> "Tally":
        """Both together."""
        right, facts = other if isinstance(other, Tally) else (0, 0)
        return Tally(self.right + right, self.facts + facts)

    @property
    def share(self) -> float:
        """The share that is right, 0 of none."""
        return self.right / self.facts if self.facts else 0.0

    def interval(self, width: float = TWO_SIDED) -> tuple[float, float]:
        """Wilson's interval of the share, `width` standard deviations on either side; everything is possible of no facts."""
        if not self.facts:
            return 0.0, 1.0
        square = width * width / self.facts
        middle = (self.share + square / 2) / (1 + square)
        reach = width * sqrt(self.share * (1 - self.share) / self.facts + square / self.facts / 4) / (1 + square)
        return max(0.0, middle - reach), min(1.0, middle + reach)


class Row(NamedTuple):
    """Some facts: what they have in common, the confidence of the surest, and how right they are."""

    name: str
    confidence: float | None
    tally: Tally


def judged(report: Report) -> Iterator[tuple[Fact, bool]]:
    """Each fact that the graph gives and that is right or wrong, once."""
    for block, wanted in ((MAIN, True), (ALL, False)):
        for outcome in report.outcomes[block].values():
            yield from ((fact, True) for fact in outcome.hits if (fact.kind in _OF_A_DOCUMENT) == wanted)
            yield from ((fact, False) for fact in outcome.wrong if (fact.kind in _OF_A_DOCUMENT) == wanted)


def by_rule(report: Report) -> list[Row]:
    """A row a rule, those with the most wrong facts first; a fact counts for each rule that says it."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    sure: dict[str, float] = {}
    for fact, right in judged(report):
        for rule, confidence in (fact.evidence or _NAMED).rules.items():
            tallies[rule] += Tally(right, 1)
            sure[rule] = max(confidence, sure.get(rule, 0))
    rows = [Row(rule, sure[rule], tally) for rule, tally in tallies.items()]
    return sorted(rows, key=lambda row: (row.tally.right - row.tally.facts, row.name))


def by_confidence(report: Report) -> list[Row]:
    """A row a step of confidence, the surest first, then what is merely named, then all that is sure enough to rely on."""
    judgements = [((fact.evidence or _NAMED).rules.values(), right) for fact, right in judged(report)]
    pairs = [(max(confidences, default=None), Tally(right, 1)) for confidences, right in judgements]
    read = [(sure, tally) for sure, tally in pairs if sure is not None]
    rows = [
        Row(
            f"{upper:.2f} - {lower:.2f}",
            lower,
            _sum(tally for sure, tally in read if lower <= sure and (sure < upper or upper == 1)),
        )
        for upper, lower in pairwise(STEPS)
    ]
    named = Row("merely named", None, _sum(tally for sure, tally in pairs if sure is None))
    enough = Row(f"{SURE:.2f} or more", SURE, _sum(tally for sure, tally in read if sure >= SURE))
    return [*(row for row in rows if row.tally.facts), named, enough]


def lines(report: Report) -> Iterator[str]:
    """Both tables as text."""
    yield f"{'confidence':30}{'facts':>13}{'right':>7}{'share':>8}   95 % interval"
    yield from (f"{row.name:30}{'':6}{_figures(row.tally)}" for row in by_confidence(report))
    yield ""
    yield f"{'rule':30}{'conf.':>6}{'facts':>7}{'right':>7}{'share':>8}   95 % interval"
    yield from (f"{row.name:30}{row.confidence:6.2f}{_figures(row.tally)}" for row in by_rule(report))


def _figures(tally: Tally) -> str:
    low, high = tally.interval()
    return f"{tally.facts:7.0f}{tally.right:7.0f}{tally.share:8.3f}   {low:.3f} to {high:.3f}"


def _sum(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())
