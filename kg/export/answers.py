"""What a query answered, as Python values: the one place of the exports that knows the terms of the SPARQL engine."""

from collections.abc import Iterable
from functools import cache
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
    same: dict[Value, Value] = {}
    rows = [row for solution in solutions if (row := _row(names, solution, same))]
    for row in rows:
        if missing := [key for key in needed if key not in row]:
            raise BadKnowledge(f"a row without ?{missing[0]}", where=where, hint=f"Each row needs {', '.join(needed)}.")
    return Table(names, rows)


def _row(names: list[str], solution: Any, same: dict[Value, Value]) -> Row:  # noqa: ANN401 - a solution of the SPARQL engine
    """The cells by name; texts that are the same in many rows are kept once, in `same`."""
    row: Row = {}
    for name, term in zip(names, solution, strict=True):
        if term is not None:
            value = _value(term)
            if isinstance(value, str):
                value = same.setdefault(value, value)
                value = value if name in ONE else _parted(value, same)
            if value != "" and value != ():
                row[name] = value
    return row


def _value(term: Any) -> Value:  # noqa: ANN401 - a term of the SPARQL engine
    text, datatype = term.value, getattr(term, "datatype", None)
    kind = _kind(datatype.value) if datatype is not None else ""
    if kind == "whole":
        return int(text)
    if kind == "broken":
        return float(text) if isfinite(float(text)) else ""
    return text == "true" if kind == "boolean" else str(text)


@cache
def _kind(datatype: str) -> str:
    """How values of a datatype are taken: whole, broken, boolean, or as text."""
    name = datatype.rpartition("#")[2]
    return "whole" if name in _WHOLE else "broken" if name in _BROKEN else name


def _parted(value: Value, same: dict[Value, Value]) -> Value:
    if not (isinstance(value, str) and LIST in value):
        return value
    parts = tuple(sorted(part for part in value.split(LIST) if part))
    return same.setdefault(parts, parts)
