"""Facts against facts: each gold fact is matched once, the best match first; what is left over is missed or wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from kg.score.facts import ACTORS, NAMES, ONE_VALUED, Fact, FactReader, Facts, Owner
from kg.score.names import Names, clean, place_similarity, text_similarity

MAIN, ALL = "main event", "all events"
One = TypeVar("One")
Other = TypeVar("Other")


@dataclass(slots=True)
class Outcome:
    """What was found (with the evidence of the graph), what was missed, and what is wrong."""

    hits: list[Fact] = field(default_factory=list)
    missed: list[Fact] = field(default_factory=list)
    wrong: list[Fact] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """This and that."""
        self.hits += other.hits
        self.missed += other.missed
        self.wrong += other.wrong

    @property
    def sizes(self) -> tuple[int, int, int]:
        """How many of each."""
        return len(self.hits), len(self.missed), len(self.wrong)


@dataclass(slots=True)
class Pairing(Generic[One, Other]):
    """Partners, and those of either side who found none."""

    matched: list[tuple[One, Other]]
    left: list[One]
    right: list[Other]


def pair_up(ones: Sequence[One], others: Sequence[Other], likeness: Callable[[One, Other], float]) -> Pairing[One, Other]:
    """The most alike first, each at most once; among equals the earlier ones first."""
    ranked = [(-likeness(one, other), i, j) for i, one in enumerate(ones) for j, other in enumerate(others)]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for distance, i, j in sorted(ranked):
        if distance < 0 and i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return Pairing(
        [(ones[i], others[j]) for i, j in partner.items()],
        [one for i, one in enumerate(ones) if i not in partner],
        [other for j, other in enumerate(others) if j not in taken],
    )


class Counter:
    """Compares documents in the shape of gold."""

    def __init__(self, countries: Mapping[str, str]) -> None:
        self._names = Names(countries)
        self._read = FactReader(self._names)

    def compare(self, gold: Owner, predicted: Owner) -> dict[str, Outcome]:
        """The outcome of each block: the main event with people, institutions and amounts; and all events."""
        bearers = {clean(one["acronym"]): one["name"] for one in gold.get("institutions") or () if one.get("acronym")}
        main = self._outcome(self._read.document(gold), self._read.document(predicted), bearers)
        return {MAIN: main, ALL: self._events(gold.get("events") or [], predicted.get("events") or [], bearers)}

    def _events(self, gold: Sequence[Owner], predicted: Sequence[Owner], bearers: Mapping[str, str]) -> Outcome:
        """Events by their likeness; the facts of one without a partner are all missed or all wrong."""
        pairs = pair_up(gold, predicted, self._agreement)
        found = [_seen(_occurrence(one), _occurrence(other)) for one, other in pairs.matched]
        outcome = Outcome(found, list(map(_occurrence, pairs.left)), list(map(_occurrence, pairs.right)))
        nothing: Owner = {}
        for one, other in [*pairs.matched, *((one, nothing) for one in pairs.left), *((nothing, other) for other in pairs.right)]:
            outcome.add(self._outcome(self._read.event(one), self._read.event(other), bearers))
        return outcome

    def _agreement(self, gold: Owner, predicted: Owner) -> float:
        """How many of start, type, city and being main two events share."""
        wanted = self._read.event(gold)
        pairs = pair_up(wanted.asked + wanted.accepted, self._read.event(predicted).asked, self._likeness)
        shared = sum(one.kind in ("start", "type", "city") for one, _ in pairs.matched)
        return shared + bool(gold.get("main") and predicted.get("main"))

    def _outcome(self, gold: Facts, predicted: Facts, bearers: Mapping[str, str]) -> Outcome:
        """An answer that is accepted is not wrong, and excuses the one value it stands for."""
        asked, accepted, answers = (_in_full(facts, bearers) for facts in (gold.asked, gold.accepted, predicted.asked))
        pairs = pair_up(asked, answers, self._likeness)
        excuses = pair_up(accepted, pairs.right, self._likeness)
        excused = {(one.kind, one.person) for one, _ in excuses.matched if one.kind in ONE_VALUED}
        missed = [fact for fact in pairs.left if (fact.kind, fact.person) not in excused]
        return Outcome([_seen(fact, answer) for fact, answer in pairs.matched], missed, excuses.right)

    def _likeness(self, gold: Fact, predicted: Fact) -> float:
        """0 to 101; 0 where the facts differ."""
        if gold.kind != predicted.kind or not text_similarity(clean(gold.person), clean(predicted.person)):
            return 0.0
        one, other = gold.value, predicted.value
        if gold.kind in NAMES:
            return self._names.similarity(one, other)
        if gold.kind == "city":
            return place_similarity(one, other)
        if gold.kind == "people":
            return text_similarity(clean(one), clean(other))
        if gold.kind == "amounts":
            return 100.0 * (one[0] == other[0] and one[1] in ("", other[1]))
        return 100.0 * (str(one).lower() == str(other).lower())


def _in_full(facts: Sequence[Fact], bearers: Mapping[str, str]) -> list[Fact]:
    """The facts with each acronym of an actor replaced by the name that bears it."""
    return [replace(fact, value=bearers.get(clean(fact.value), fact.value)) if fact.kind in ACTORS else fact for fact in facts]


def _seen(fact: Fact, answer: Fact) -> Fact:
    """A fact of gold with the evidence of the answer that is like it."""
    return replace(fact, evidence=answer.evidence)


def _occurrence(event: Owner) -> Fact:
    proofs = (event.get("evidence") or {}).get("type") or {}
    return Fact("event", "", f"{event.get('type')} {event.get('start')}", proofs.get(event.get("type")))
