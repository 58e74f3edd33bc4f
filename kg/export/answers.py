"""What a query answered, as Python values: the one place of the exports that knows the terms of the SPARQL engine."""

from collections.abc import Iterable
from math import isfinite
from typing import Any, NamedTuple, Protocol

from kg.errors import BadKnowledge

Value = str | int | float | bool | tuple[str, ...]
Row = dict[str, Value]

LIST = "\x1f"  # a query that gathers several values in one cell parts them with this, GROUP_CONCAT(...; separator = "\u001F")
ONE = frozenset({"id", "label", "source", "target", "kind", "weight"})  # a text of the graph itself, never a list
_WHOLE = {"integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger"}
_BROKEN = {"decimal", "double", "float"}


class Source(Protocol):
    """What answers a SELECT over the union of its graphs and gives out its quads: a store's reader, or one made for a test."""

    def query(self, text: str) -> Any:  # noqa: ANN401 - the solutions of the SPARQL engine: iterable, with `variables`
        """The solutions of a query."""

    def quads(self) -> Iterable[Any]:
        """Every quad, in any order; each writes itself as canonical N-Quads."""


class Table(NamedTuple):
    """What a query answered: its variables in order, and the rows."""

    names: list[str]
    rows: list[Row]


def table(source: Source, text: str, where: str, needed: tuple[str, ...]) -> Table:
    """The answer to a query of the file `where`; cells without a value are left out, gathered cells are lists in order."""
    solutions = source.query(text)
    names = [variable.value for variable in solutions.variables]
    rows = [row for solution in solutions if (row := _row(names, solution))]
    for row in rows:
        if missing := [key for key in needed if key not in row]:
            raise BadKnowledge(f"a row without ?{missing[0]}", where=where, hint=f"Each row needs {', '.join(needed)}.")
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
