"""A document of gold or of the graph as a list of facts that can be counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kg.score.names import Names, clean

Owner = Mapping[str, Any]

EVENT_KINDS = ("type", "start", "end", "city", "country", "organizers", "partners", "funders", "participants")
DOCUMENT_KINDS = ("people", "institutions", "amounts")
PERSON_KINDS = ("title", "institution", "quoted")
KINDS = ("event", *EVENT_KINDS, *DOCUMENT_KINDS, *PERSON_KINDS)
ONE_VALUED = frozenset({"type", "start", "end", "city", "country", "title", "institution"})
ACTORS = frozenset({"organizers", "partners", "funders", "institutions", "institution"})
NAMES = ACTORS | {"title"}
_CURRENCIES = {"€": "EUR", "EURO": "EUR", "$": "USD", "US$": "USD", "£": "GBP"}


class Evidence(NamedTuple):
    """Where the graph has a fact from: the rule that read it, the words that say it, and how sure the rule is.

    Without a rule and a confidence where something is merely named. `also` is the evidence of further claims that say the same.
    """

    rule: str
    sentence: str
    confidence: float | None = None
    also: tuple["Evidence", ...] = ()

    @property
    def rules(self) -> dict[str, float]:
        """The rules of all claims that say it, each with its confidence."""
        return {read.rule: read.confidence for read in (self, *self.also) if read.confidence is not None}


@dataclass(frozen=True, slots=True)
class Fact:
    """One countable fact. `person` is whom a title, institution or quotation belongs to; `evidence` is where the fact stands."""

    kind: str
    person: str
    value: Any
    evidence: Evidence | None = field(default=None, compare=False)

    def __str__(self) -> str:
        """`Romina Kuko: Deputy Minister of Interior`."""
        value = " ".join(str(part) for part in self.value if part) if isinstance(self.value, tuple) else str(self.value)
        return f"{self.person}: {value}" if self.person else value


@dataclass(slots=True)
class Facts:
    """The facts of a document or an event, and the answers that would be right as well but are not asked for."""

    asked: list[Fact] = field(default_factory=list)
    accepted: list[Fact] = field(default_factory=list)

    def add(self, other: "Facts") -> None:
        """These and those."""
        self.asked += other.asked
        self.accepted += other.accepted


class FactReader:
    """Reads documents in the shape of gold; names decide which values are the same."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def event(self, event: Owner, funders: Iterable[str | None] = ()) -> Facts:
        """The facts of one event; a missing end is the start, and further funders are its funders."""
        also = event.get("also") or {}
        whole = {
            **event,
            "end": event.get("end") or event.get("start"),
            "also": {**also, "end": also.get("end") or also.get("start")},
            "participants": [
                f"{bound} {count:g}" for bound, count in (event.get("participants") or {}).items() if count is not None
            ],
            "funders": [*(event.get("funders") or ()), *funders],
        }
        return self._fields(whole, EVENT_KINDS)

    def document(self, document: Owner) -> Facts:
        """The facts of the main event (the first where none is), of the people, the institutions and the amounts."""
        events, funding = document.get("events") or [{}], document.get("funding") or []
        people = list({clean(one["name"]): one for one in document.get("people") or () if one.get("name")}.values())
        main = next((event for event in events if event.get("main")), events[0])
        lists = {
            "people": [person["name"] for person in people],
            "institutions": [one["name"] for one in document.get("institutions") or ()],
            "amounts": [amount(one) for one in funding if one.get("amount") is not None],
            "also": document.get("also"),
            "evidence": document.get("evidence"),
        }
        facts = self.event(main, [one.get("funder") for one in funding])
        facts.add(self._fields(lists, DOCUMENT_KINDS))
        for person in people:
            facts.add(self._fields(person, PERSON_KINDS, person["name"]))
        facts.accepted += self._implied(people, facts)
        return facts

    def _implied(self, people: Sequence[Owner], facts: Facts) -> Iterable[Fact]:
        """The institutions of people, which may be listed among the institutions and need not."""
        listed = {self._names.actor(fact.value) for fact in facts.asked if fact.kind == "institutions"}
        belonging = [person["institution"] for person in people if person.get("institution")]
        implied = {self._names.actor(name): name for name in belonging}
        return [Fact("institutions", "", name) for key, name in implied.items() if key not in listed]

    def _fields(self, owner: Owner, kinds: Iterable[str], person: str = "") -> Facts:
        found = Facts()
        for kind in kinds:
            others = (owner.get("also") or {}).get(kind) or ()
            proofs = (owner.get("evidence") or {}).get(kind) or {}
            distinct = {self._same(kind, value): value for value in _values(owner.get(kind)) if value}
            facts = [Fact(kind, person, value, proofs.get(value)) for value in distinct.values()]
            (found.accepted if None in others else found.asked).extend(facts)
            found.accepted += [Fact(kind, person, value) for value in others if value]
        return found

    def _same(self, kind: str, value: Any) -> Any:  # noqa: ANN401 - a name, a number, a pair
        return self._names.actor(value) if kind in ACTORS else value


def amount(entry: Owner) -> tuple[Any, str]:
    """(42500, 'EUR') of a funding entry, whatever the sign of the currency."""
    currency = (entry.get("currency") or "").upper()
    return entry["amount"], _CURRENCIES.get(currency, currency)


def _values(value: Any) -> Iterable[Any]:  # noqa: ANN401 - what JSON holds
    return value if isinstance(value, list) else [value]
