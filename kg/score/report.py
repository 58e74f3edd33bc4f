"""What came of it: precision, recall and F1 by kind of fact, and each single error."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.score.counting import ALL, MAIN, Outcome
from kg.score.facts import KINDS, Fact

TOTAL = "ALL"
DRAWS = 1000
TAIL = 25  # of the draws, on either side of the 95 % interval
EVERY_KIND = "all"


class Rates(NamedTuple):
    """How many facts are right, asked for and given; precision, recall, F1."""

    right: int
    gold: int
    given: int

    @classmethod
    def of(cls, hits: int, missed: int, wrong: int) -> "Rates":
        """From what was found, missed and wrong."""
        return cls(hits, hits + missed, hits + wrong)

    @property
    def precision(self) -> float:
        """The share of what is given that is right."""
        return self.right / max(self.given, 1)

    @property
    def recall(self) -> float:
        """The share of what is asked for that was found."""
        return self.right / max(self.gold, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / max(self.gold + self.given, 1)


@dataclass(frozen=True, slots=True)
class Report:
    """The outcomes by block and document, and the gold documents that the graph does not hold (all their facts count as missed)."""

    outcomes: Mapping[str, Mapping[str, Outcome]]
    absent: tuple[str, ...] = ()

    def rates(self, block: str) -> dict[str, Rates]:
        """The rates of each kind of fact of a block, and of all together under `ALL`."""
        outcomes = list(self.outcomes[block].values())
        counts = [Counter(fact.kind for one in outcomes for fact in side(one)) for side in (_hits, _missed, _wrong)]
        kinds = [kind for kind in KINDS if any(count[kind] for count in counts)]
        table = {kind: Rates.of(*(count[kind] for count in counts)) for kind in kinds}
        return {**table, TOTAL: _sum(one.sizes for one in outcomes)}

    def interval(self, block: str) -> tuple[float, float]:
        """The 95 % interval of F1, by drawing documents anew; the same for the same outcomes."""
        sizes = [one.sizes for one in self.outcomes[block].values()]
        draw = random.Random(1)
        found = sorted(_sum(draw.choices(sizes, k=len(sizes))).f1 for _ in range(DRAWS))
        return found[TAIL], found[-TAIL]

    def lines(self, errors: str = "") -> Iterator[str]:
        """The report as text; `errors` is a kind of fact, or `all`, whose errors are told one by one first."""
        for block, found in self.outcomes.items():
            for name, outcome in found.items() if errors else ():
                yield from _errors(block, name, outcome, errors)
            yield from self._table(block)
            yield ""
        if self.absent:
            yield f"Not in the graph, so all missed: {', '.join(self.absent)}"

    def _table(self, block: str) -> Iterator[str]:
        yield f"{block:14}{'gold':>6}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}{'F1':>7}"
        for kind, row in self.rates(block).items():
            yield f"{kind:14}{row.gold:6}{row.given:7}{row.right:7}{row.precision:11.3f}{row.recall:8.3f}{row.f1:7.3f}"
        low, high = self.interval(block)
        yield f"95 % interval of F1: {low:.3f} to {high:.3f}, {len(self.outcomes[block])} documents"


def _errors(block: str, name: str, outcome: Outcome, kind: str) -> Iterator[str]:
    for label, facts in (("MISSED", outcome.missed), ("WRONG", outcome.wrong)):
        for fact in facts:
            if kind in (fact.kind, EVERY_KIND):
                yield f"{block}  {name}  {label:6}  {fact.kind:12}  {fact}"
                if fact.evidence:
                    yield f"    {fact.evidence.rule or 'named here'}: {' '.join(fact.evidence.sentence.split())}"


def _sum(sizes: Iterable[Sequence[int]]) -> Rates:
    hits, missed, wrong = map(sum, zip(*sizes, strict=True))
    return Rates.of(hits, missed, wrong)


def _hits(outcome: Outcome) -> list[Fact]:
    return outcome.hits


def _missed(outcome: Outcome) -> list[Fact]:
    return outcome.missed


def _wrong(outcome: Outcome) -> list[Fact]:
    return outcome.wrong


BLOCKS = (MAIN, ALL)
