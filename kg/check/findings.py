"""What a check finds, as plain values."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kg.iris import DERIVED_GRAPH, IDENTITY_GRAPH
from kg.store import CONCEPTS_GRAPH, Reader

Progress = Callable[[int, int], None]


class Finding(NamedTuple):
    """One thing that is wrong: the rule that it breaks (`shape:Event`, `evidence-slices`), in which graph, about what, and why.

    `about`, `path` and `graph` are IRIs or '', `value` is the offending value as text or ''; `because` are the statements that
    cannot hold together.
    """

    part: str
    rule: str
    message: str
    about: str = ""
    graph: str = ""
    path: str = ""
    value: str = ""
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """At how many documents to look (0: all), with how many processes; how many the reasoner gets; whom to tell how far it is."""

    sample: int = 0
    workers: int = 1
    reasoned: int = 20
    progress: Progress | None = None


class Outcome(NamedTuple):
    """What a part found, how much it looked at (`25 documents`), and why it did not run, or ''."""

    findings: tuple[Finding, ...]
    looked_at: str
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of each part for a generation of a store."""

    store: str
    generation: int
    outcomes: Mapping[str, Outcome]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong, part by part."""
        return tuple(finding for outcome in self.outcomes.values() for finding in outcome.findings)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    @property
    def notes(self) -> Iterator[str]:
        """What was not looked at, a sentence each."""
        return (f"{name}: {outcome.skipped}" for name, outcome in self.outcomes.items() if outcome.skipped)


def documents(reader: Reader) -> list[str]:
    """The graphs that documents or files of RDF fill: all but those that a build makes itself."""
    return [graph for graph in reader.graphs() if graph not in (CONCEPTS_GRAPH, DERIVED_GRAPH, IDENTITY_GRAPH)]


def spread(names: list[str], number: int) -> list[str]:
    """So many of the names, evenly spread over all of them, so that the same sample comes out each time; 0 for all."""
    if not number or number >= len(names):
        return names
    return [names[place * len(names) // number] for place in range(number)]
