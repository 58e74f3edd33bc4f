"""What a query answered, as Python values: the one place of the exports that knows the terms of the SPARQL engine."""

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import isfinite
from typing import Any, NamedTuple, Protocol

from kg.errors import BadKnowledge

Value = str | int | float | bool | tuple[str, ...]
Row = dict[str, Value]
Cells = tuple[Value | None, ...]

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
    """What a query answered: its variables in order, and the rows, a cell for each of them, None where it has no value."""

    names: list[str]
    rows: list[Cells]

    def named(self) -> Iterator[Row]:
        """The rows with their cells by name, those without a value left out."""
        for row in self.rows:
            yield {name: value for name, value in zip(self.names, row, strict=True) if value is not None}

    def places(self, *names: str) -> list[int]:
        """Where these variables stand in each row; those that the query does not have are left out."""
        return [self.names.index(name) for name in names if name in self.names]


def table(source: Source, text: str, where: str, needed: tuple[str, ...]) -> Table:
    """The answer to a query of the file `where`; gathered cells are lists in order."""
    solutions = source.query(text)
    names = [variable.value for variable in solutions.variables]
    known: dict[tuple[Any, bool], Value | None] = {(None, True): None, (None, False): None}
    single = [name in ONE for name in names]
    nothing = (None,) * len(names)
    rows = [row for solution in solutions if (row := _cells(single, solution, known)) != nothing]
    for number, name in enumerate(names):
        if name in needed and any(row[number] is None for row in rows):
            raise _missing(name, where, needed)
    if rows and (absent := [name for name in needed if name not in names]):
        raise _missing(absent[0], where, needed)
    return Table(names, rows)


def give_back() -> None:
    """Memory that the SPARQL engine no longer needs is the system's again, where the C library can do that (glibc can)."""
    import ctypes

    if os.name == "posix" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)


def _missing(name: str, where: str, needed: Iterable[str]) -> BadKnowledge:
    return BadKnowledge(f"a row without ?{name}", where=where, hint=f"Each row needs {', '.join(needed)}.")


def _cells(single: Sequence[bool], solution: Any, known: dict[tuple[Any, bool], Value | None]) -> Cells:  # noqa: ANN401 - a solution
    """The cells of a row. Most terms stand in many rows: what each is worth is found, and kept in memory, once."""
    cells = []
    for key in zip(solution, single, strict=True):
        if key not in known:
            value = _value(key[0]) if key[1] else _parted(_value(key[0]))
            known[key] = None if value in ("", ()) else value
        cells.append(known[key])
    return tuple(cells)


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
    return tuple(sorted({*value.split(LIST)} - {""})) if isinstance(value, str) and LIST in value else value
