"""What a query answered, as Python values: the one place of the exports that knows the terms of the SPARQL engine."""

from collections.abc import Iterable, Sequence
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
    known: dict[tuple[Any, bool], Value] = {}
    columns = [(name, name in ONE) for name in names]
    rows = [row for solution in solutions if (row := _row(columns, solution, known))]
    for row in rows:
        if missing := [key for key in needed if key not in row]:
            raise BadKnowledge(f"a row without ?{missing[0]}", where=where, hint=f"Each row needs {', '.join(needed)}.")
    return Table(names, rows)


def _row(columns: Sequence[tuple[str, bool]], solution: Any, known: dict[tuple[Any, bool], Value]) -> Row:  # noqa: ANN401 - a solution
    """The cells by name. Most terms stand in many rows: what each is worth is found, and kept in memory, once."""
    row: Row = {}
    for (name, one), term in zip(columns, solution, strict=True):
        if term is None:
            continue
        value = known.get((term, one))
        if value is None:
            value = known[term, one] = _value(term) if one else _parted(_value(term))
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


def _parted(value: Value) -> Value:
    return tuple(sorted(part for part in value.split(LIST) if part)) if isinstance(value, str) and LIST in value else value
