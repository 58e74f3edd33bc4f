"""Networks of actors, events and money: queries/network/*.rq say what a node and a tie are, networkx holds them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from kg.errors import BadInput, BadKnowledge
from kg.export.marks import plain
from kg.export.spells import Spell, merged, spell, years
from kg.resources import folder

if TYPE_CHECKING:
    import networkx as nx

Value = str | int | float | bool | tuple[str, ...]
Row = dict[str, Value]

NODES = "nodes"
LIST = "\x1f"  # a query that gathers several values in one cell parts them with this, GROUP_CONCAT(...; separator = "\u001F")
TIE = ("source", "target", "kind", "weight")
TIMES = ("first_seen", "last_seen", "years")
ONE = frozenset({"id", "label", *TIE})  # a text of the graph itself, never a list
COMPUTED = ("degree", "weighted_degree", *TIMES)
OWN_PLACE = frozenset({"id", "label", "source", "target", "weight"})  # every format has a place of its own for these
_WHOLE = {"integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger"}
_BROKEN = {"decimal", "double", "float"}


class Source(Protocol):
    """What answers a SELECT over the union of its graphs and gives out its quads: a store's reader, or one made for a test."""

    def query(self, text: str) -> Any:  # noqa: ANN401 - the solutions of the SPARQL engine: iterable, with `variables`
        """The solutions of a query."""

    def quads(self) -> Iterable[Any]:
        """Every quad, in any order; each writes itself as canonical N-Quads."""


@dataclass(frozen=True, slots=True)
class View:
    """One question whose answer is a network: what its ties say, and whether they have a direction."""

    name: str
    title: str
    how: str
    directed: bool
    text: str


@dataclass(frozen=True, slots=True)
class Network:
    """A network ready to be written. `graph` is a networkx multigraph whose ties are keyed by kind.

    `node_columns` and `tie_columns` name the attributes to write, in order, with their type: string, integer, double,
    boolean or liststring. Ties also carry `spells`, the days that they lasted.
    """

    view: View
    graph: "nx.MultiGraph"
    node_columns: dict[str, str]
    tie_columns: dict[str, str]


class Table(NamedTuple):
    """What a query answered: its variables in order, and the rows."""

    names: list[str]
    rows: list[Row]


@cache
def views() -> dict[str, View]:
    """Every view by name: each file of queries/network/ but nodes.rq."""
    files = {path.stem: path for path in (folder("queries") / "network").glob("*.rq")}
    return {name: _view(files[name]) for name in sorted(files) if name != NODES}


def _view(path: Path) -> View:
    text = path.read_text(encoding="utf-8")
    head = dict(re.findall(r"^# (title|how|ties):\s*(.+?)\s*$", text, re.MULTILINE))
    if missing := {"title", "how", "ties"} - head.keys():
        raise BadKnowledge(f"the comment `# {min(missing)}:` is missing", where=str(path))
    if head["ties"] not in ("directed", "undirected"):
        raise BadKnowledge(f"`# ties: {head['ties']}`", where=str(path), hint="Write `directed` or `undirected`.")
    return View(path.stem, head["title"], head["how"], head["ties"] == "directed", text)


def read(source: Source, name: str = "actors") -> Network:
    """The network that a view draws from the graph. Things that no tie reaches are left out; order never depends on the store."""
    import networkx as nx

    if name not in views():
        raise BadInput(f"no view named {name!r}", where="view", hint=f"There are: {', '.join(views())}.")
    view = views()[name]
    graph = nx.MultiDiGraph() if view.directed else nx.MultiGraph()
    things, ties = _table(source, _nodes_query(), NODES, ("id", "kind")), _table(source, view.text, name, TIE)
    _add_nodes(graph, things, ties)
    _add_ties(graph, ties, view)
    _measure(graph)
    return Network(view, graph, _columns(things.names, graph.nodes.values()), _columns(ties.names, graph.edges.values()))


def _file(name: str) -> str:
    return f"queries/network/{name}.rq"


def _nodes_query() -> str:
    return (folder("queries") / "network" / f"{NODES}.rq").read_text(encoding="utf-8")


def _add_nodes(graph: "nx.MultiGraph", things: Table, ties: Table) -> None:
    """Every end of a tie is a node; one that nodes.rq does not describe is called by the last part of its IRI."""
    known = {row["id"]: row for row in things.rows}
    for end in sorted({str(row[side]) for row in ties.rows for side in ("source", "target")}):
        row = known.get(end, {})
        name = plain(str(row.get("label", ""))) or re.split(r"[/#]", end.rstrip("/#"))[-1]
        graph.add_node(end)
        graph.nodes[end].update(row, id=end, label=name, kind=row.get("kind", "Other"))


def _add_ties(graph: "nx.MultiGraph", ties: Table, view: View) -> None:
    reached: dict[str, list[Spell]] = {}
    for row in sorted(ties.rows, key=lambda row: [str(row[name]) for name in TIE[:3]]):
        source, target, kind = str(row.pop("source")), str(row.pop("target")), str(row["kind"])
        if graph.has_edge(source, target, key=kind):
            raise BadKnowledge(f"two rows for one tie: {source} {target} {kind}", where=_file(view.name), hint="GROUP BY them.")
        if not (isinstance(row["weight"], int | float) and row["weight"] > 0):
            raise BadKnowledge(f"?weight is {row['weight']!r}", where=_file(view.name), hint="A weight is a number above 0.")
        spells = _spells(row)
        graph.add_edge(source, target, key=kind)
        graph.edges[source, target, kind].update(row, kind=plain(kind) or "tied", **_times(spells), spells=spells)
        for end in (source, target):
            reached.setdefault(end, []).extend(spells)
    for end, days in reached.items():
        spells = merged(days)
        graph.nodes[end].update(_times(spells), spells=spells)


def _spells(row: Row) -> tuple[Spell, ...]:
    """The days of a tie, taken out of its row: `when`, a list of ISO intervals, or else the stretch from `first` to `last`."""
    first, last, when = (row.pop(name, "") for name in ("first", "last", "when"))
    texts = when if isinstance(when, tuple) else [str(when)] if when else [f"{first}/{last}"]
    return merged(days for text in texts if (days := spell(text)))


def _times(spells: tuple[Spell, ...]) -> Row:
    if not spells:
        return {}
    return dict(zip(TIMES, (spells[0].start.isoformat(), spells[-1].end.isoformat(), years(spells)), strict=True))


def _measure(graph: "nx.MultiGraph") -> None:
    """Adds what is cheap to know of each node: to how many others it is tied, and by how much weight."""
    for node, data in graph.nodes(data=True):
        data["degree"] = len(set(graph.adj[node]) | set(graph.pred[node] if graph.is_directed() else ()))
        data["weighted_degree"] = graph.degree(node, weight="weight")


def _columns(names: Iterable[str], elements: Iterable[Row]) -> dict[str, str]:
    """The attributes to write, in the order of the SELECT, each with the narrowest type that holds all of its values."""
    kinds: dict[str, set[type]] = {name: set() for name in (*names, *COMPUTED)}
    for data in elements:
        for name in data.keys() & kinds.keys():
            kinds[name].add(type(data[name]))
    return {name: _type(found) for name, found in kinds.items() if found and name not in OWN_PLACE}


def _type(kinds: set[type]) -> str:
    if tuple in kinds:
        return "liststring"
    if kinds == {bool}:
        return "boolean"
    return "integer" if kinds == {int} else "double" if kinds <= {int, float} else "string"


def _table(source: Source, text: str, name: str, needed: tuple[str, ...]) -> Table:
    """What a query answers, as Python values; cells without a value are left out, gathered cells are lists in order."""
    solutions = source.query(text)
    names = [variable.value for variable in solutions.variables]
    rows = [row for solution in solutions if (row := _row(names, solution))]
    for row in rows:
        if missing := [key for key in needed if key not in row]:
            raise BadKnowledge(f"a row without ?{missing[0]}", where=_file(name), hint=f"Each row needs {', '.join(needed)}.")
    return Table(names, rows)


def _row(names: list[str], solution: Any) -> Row:  # noqa: ANN401 - a solution of the SPARQL engine
    cells = {name: _value(term) for name in names if (term := solution[name]) is not None}
    parted = {name: value if name in ONE else _parted(value) for name, value in cells.items()}
    return {name: value for name, value in parted.items() if value not in ("", ())}


def _value(term: Any) -> Value:  # noqa: ANN401 - a term of the SPARQL engine
    text, datatype = str(term.value), getattr(term, "datatype", None)
    if datatype is None:
        return text
    kind = datatype.value.rpartition("#")[2]
    if kind in _WHOLE:
        return int(text)
    if kind in _BROKEN:
        return float(text) if isfinite(float(text)) else ""
    if kind == "boolean":
        return text == "true"
    return text


def _parted(value: Value) -> Value:
    return tuple(sorted(part for part in value.split(LIST) if part)) if isinstance(value, str) and LIST in value else value
