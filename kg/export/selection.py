"""Which part of a network is wanted: days, countries, types, a least weight, and the surroundings of one node."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from kg.errors import BadInput
from kg.export.spells import spell

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Selection:
    """What `kg export` was asked to keep. Days, both inclusive, are looked at by the query; the rest chooses among its ties.

    A tie stays when one of its ends is of one of the countries (code or name) and of one of the types (class of the node, or
    kind of event or institution), and when it weighs enough. `ego` is an IRI, its end or a name; `depth` counts steps from it.
    """

    since: date | None = None
    until: date | None = None
    countries: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    min_weight: float = 0
    ego: str = ""
    depth: int = 1

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return self != EVERYTHING

    def keep(self, graph: "nx.MultiGraph") -> None:
        """The graph holds what is wanted and no more: no tie that does not fit, no node without a tie but the ego."""
        ends = [_fits(graph, "country", self.countries, _country), _fits(graph, "type", self.types, _type)]
        fitting = set.intersection(*ends)
        light = [(a, b, key) for a, b, key, weight in graph.edges(keys=True, data="weight") if weight < self.min_weight]
        graph.remove_edges_from(light)
        if len(fitting) < len(graph):
            graph.remove_edges_from([tie for tie in graph.edges(keys=True) if not fitting.intersection(tie[:2])])
        middle = {_found(graph, self.ego)} if self.ego else set()
        near = _around(graph, middle, self.depth) if middle else set(graph)
        graph.remove_nodes_from([node for node in graph if node not in near or not (graph.degree(node) or node in middle)])

    def told(self) -> str:
        """What is left out, in a sentence for the description of a picture; '' where nothing is."""
        said = [
            " ".join(part for part in (self.since and f"from {self.since}", self.until and f"to {self.until}") if part),
            f"with an end in {' or '.join(self.countries)}" if self.countries else "",
            f"with an end of type {' or '.join(self.types)}" if self.types else "",
            f"of weight {self.min_weight:g} or more" if self.min_weight else "",
            f"at most {self.depth} {'step' if self.depth == 1 else 'steps'} from {self.ego}" if self.ego else "",
        ]
        return f"Only ties {', '.join(part for part in said if part)}." if any(said) else ""


EVERYTHING = Selection()


def day(text: str, where: str, *, last: bool = False) -> date | None:
    """The first or last day of a year, month or day as ISO 8601 writes it; None for ''."""
    if not text:
        return None
    days = spell(text) if "/" not in text else None
    if not days:
        raise BadInput(f"{text!r} is no date", where=where, hint="Write 2015, 2015-03 or 2015-03-31.")
    return days.end if last else days.start


def period(since: str, until: str) -> tuple[date | None, date | None]:
    """The days from one text to the other."""
    first, end = day(since, "--from"), day(until, "--to", last=True)
    if first and end and first > end:
        raise BadInput(f"nothing lies between {first} and {end}", where="--from", hint="The first day comes first.")
    return first, end


def _country(data: dict[str, Any]) -> set[str]:
    return {str(data[name]) for name in ("country", "country_code") if name in data}


def _type(data: dict[str, Any]) -> set[str]:
    values = [data[name] for name in ("kind", "type") if name in data]
    return {part for value in values for part in (value if isinstance(value, tuple) else (str(value),))}


def _fits(graph: "nx.MultiGraph", what: str, wanted: Iterable[str], told: Callable[[dict[str, Any]], set[str]]) -> set[str]:
    """The nodes of which one of the wanted words is told, in small letters or large; all where nothing is wanted."""
    found: set[str] = set() if wanted else set(graph)
    for word in wanted:
        fitting = {node for node, data in graph.nodes(data=True) if word.casefold() in {text.casefold() for text in told(data)}}
        if not fitting:
            known = sorted({text for data in graph.nodes.values() for text in told(data)})
            hint = f"There are: {', '.join(known)}." if known else "No node has one."
            raise BadInput(f"no node of {what} {word!r}", where=f"--{what}", hint=hint)
        found |= fitting
    return found


def _found(graph: "nx.MultiGraph", name: str) -> str:
    """The node that is called so: its IRI, the end of its IRI, its label or its acronym."""
    if name in graph:
        return name
    folded = name.casefold()
    called = [
        node
        for node, data in graph.nodes(data=True)
        if node.endswith(f"/{name}") or folded in (data["label"].casefold(), str(data.get("acronym", "")).casefold())
    ]
    if len(called) == 1:
        return str(called[0])
    labels = {data["label"]: node for node, data in graph.nodes(data=True)}
    near = [f"{labels[label]} ({label})" for label in get_close_matches(name, labels, n=3)]
    meant = f"Did you mean {' or '.join(called or near)}?" if called or near else "Give its IRI, as in the column Id."
    raise BadInput(f"{'more than one node is' if called else 'no node is'} called {name!r}", where="--ego", hint=meant)


def _around(graph: "nx.MultiGraph", middle: set[str], depth: int) -> set[str]:
    """The nodes that are at most so many steps away, against the direction of ties as well as along it."""
    reached, edge = set(middle), set(middle)
    for _ in range(depth):
        edge = {other for node in edge for other in _neighbours(graph, node)} - reached
        reached |= edge
    return reached


def _neighbours(graph: "nx.MultiGraph", node: str) -> Iterable[str]:
    return set(graph.adj[node]) | set(graph.pred[node] if graph.is_directed() else ())
