"""Networks of actors, events and money: the views say what a node and a tie are, networkx holds them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from kg.errors import BadKnowledge
from kg.export import views as view_files
from kg.export.answers import Row, Source, Table, Value, give_back, table
from kg.export.marks import plain
from kg.export.measures import MEASURES, measure
from kg.export.selection import EVERYTHING, Selection
from kg.export.spells import Spell, merged, spell, years
from kg.export.views import NODES, View, views

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Network", "Source", "View", "read", "views"]

ENDS = ("source", "target", "kind")
TIE = (*ENDS, "weight")
DAYS = ("first", "last", "when")
TIMES = ("first_seen", "last_seen", "years")
COMPUTED = ("degree", "weighted_degree", *MEASURES, *TIMES)
OWN_PLACE = frozenset({"id", "label", "source", "target", "weight"})  # every format has a place of its own for these


@dataclass(frozen=True, slots=True)
class Network:
    """A network ready to be written. `graph` is a networkx multigraph whose ties are keyed by kind.

    `node_columns` and `tie_columns` name the attributes to write, in order, with their type: string, integer, double,
    boolean or liststring. Ties also carry `spells`, the days that they lasted. `notes` are sentences that a reader must know;
    `layout` says whether nodes are to be given places.
    """

    view: View
    graph: "nx.MultiGraph"
    node_columns: dict[str, str]
    tie_columns: dict[str, str]
    notes: tuple[str, ...] = ()
    layout: bool = True


def read(
    source: Source,
    name: str = "actors",
    *,
    selection: Selection = EVERYTHING,
    measures: Sequence[str] = (),
    layout: bool = True,
) -> Network:
    """The network that a view draws from the graph. Things that no tie reaches are left out; order never depends on the store."""
    view = view_files.named(name)
    ties = table(source, view.within(selection.since, selection.until), view_files.file(name), TIE)
    things = table(source, view_files.nodes_query(), view_files.file(NODES), ("id", "kind"))
    give_back()
    graph = _graph(view, things, ties)
    if selection:
        selection.keep(graph)
    _date_nodes(graph)
    note = measure(graph, measures)
    about_nodes = _columns(things.names, (data for _, data in graph.nodes(data=True)))
    about_ties = _columns(ties.names, (data for *_, data in graph.edges(data=True)))
    return Network(view, graph, about_nodes, about_ties, tuple(part for part in (selection.told(), note) if part), layout)


def _graph(view: View, things: Table, ties: Table) -> "nx.MultiGraph":
    import networkx as nx

    graph = nx.MultiDiGraph() if view.directed else nx.MultiGraph()
    _add_nodes(graph, things, ties)
    _add_ties(graph, ties, view_files.file(view.name))
    return graph


def _add_nodes(graph: "nx.MultiGraph", things: Table, ties: Table) -> None:
    """Every end of a tie is a node; one that nodes.rq does not describe is called by the last part of its IRI."""
    known = {row["id"]: row for row in things.named()}
    for end in sorted({str(row[side]) for side in ties.places("source", "target") for row in ties.rows}):
        row = known.get(end, {})
        name = plain(str(row.get("label", ""))) or re.split(r"[/#]", end.rstrip("/#"))[-1]
        graph.add_node(end)
        graph.nodes[end].update(row, id=end, label=name, kind=row.get("kind", "Other"))


def _add_ties(graph: "nx.MultiGraph", ties: Table, where: str) -> None:
    """Takes the rows apart, so that they and the graph need not be held in memory at once."""
    place = {name: number for number, name in enumerate(ties.names)}
    days = [place.pop(name, -1) for name in DAYS]
    ends = itemgetter(*(place.pop(name) for name in ENDS)) if ties.rows else None
    ties.rows.sort(key=ends, reverse=True)
    while ends and ties.rows:
        row = (*ties.rows.pop(), None)  # the last cell is that of variables which the query does not have
        source, target, kind = map(str, ends(row))
        graph.add_edge(source, target, key=kind)
        data = graph.get_edge_data(source, target, kind)  # its own attributes, not a copy
        if data:
            raise BadKnowledge(f"two rows for one tie: {source} {target} {kind}", where=where, hint="GROUP BY them.")
        data["kind"] = _plain(kind) or "tied"
        data.update([(name, row[number]) for name, number in place.items() if row[number] is not None])
        if not (isinstance(data["weight"], int | float) and data["weight"] > 0):
            raise BadKnowledge(f"?weight is {data['weight']!r}", where=where, hint="A weight is a number above 0.")
        data.update(_dated(*[row[number] for number in days]))


def _date_nodes(graph: "nx.MultiGraph") -> None:
    """A node lasts as long as its ties."""
    reached: dict[str, set[tuple[Spell, ...]]] = {node: set() for node in graph}
    for source, target, spells in graph.edges(data="spells"):
        reached[source].add(spells)
        reached[target].add(spells)
    for node, days in reached.items():
        graph.nodes[node].update(_lasting(chain.from_iterable(days)))


_plain = lru_cache(maxsize=65_536)(plain)  # of kinds: many ties have the same


@lru_cache(maxsize=65_536)
def _dated(first: Value | None, last: Value | None, when: Value | None) -> dict[str, Any]:
    """The days of a tie and their summary: `when`, one or a list of ISO intervals, or else the stretch from `first` to `last`."""
    texts = when if isinstance(when, tuple) else (str(when),) if when else (f"{first or ''}/{last or ''}",)
    return _lasting(days for text in texts if (days := spell(text)))


def _lasting(days: Iterable[Spell]) -> dict[str, Any]:
    spells = merged(days)
    if not spells:
        return {"spells": spells}
    told = (spells[0].start.isoformat(), spells[-1].end.isoformat(), years(spells))
    return {"spells": spells, **dict(zip(TIMES, told, strict=True))}


def _columns(names: Iterable[str], elements: Iterable[Row]) -> dict[str, str]:
    """The attributes to write, in the order of the SELECT, each with the narrowest type that holds all of its values."""
    kinds: dict[str, set[type]] = {name: set() for name in (*names, *COMPUTED)}
    shapes = {(tuple(data), tuple(map(type, data.values()))) for data in elements}  # few, however many elements there are
    for named, types in shapes:
        for name, kind in zip(named, types, strict=True):
            if name in kinds:
                kinds[name].add(kind)
    return {name: _type(found) for name, found in kinds.items() if found and name not in OWN_PLACE}


def _type(kinds: set[type]) -> str:
    if tuple in kinds:
        return "liststring"
    if kinds == {bool}:
        return "boolean"
    return "integer" if kinds == {int} else "double" if kinds <= {int, float} else "string"
