"""Answers in the forms that people and programs read: a table for the eye, the SPARQL results formats, Turtle for triples.

`FORMATS` is the whole list; to add a form, write a function and name it there.
"""

import json
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import BadInput
from kg.iris import BASE, CONCEPTS, NAMESPACE
from kg.vocab import PREFIXES, XSD

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
GAP = "  "
NARROWEST = 12
_NUMBERS = {XSD.integer, XSD.decimal, "http://www.w3.org/2001/XMLSchema#double"}
_SHORTER = (
    (BASE, ""),
    (NAMESPACE, "kg:"),
    (CONCEPTS, ""),
    *((iri, f"{name}:") for name, iri in PREFIXES.items() if not iri.startswith(CONCEPTS)),
)


@dataclass(frozen=True, slots=True)
class Format:
    """A form: its writer for rows and truth values, its writer for triples (None where it has none), and what it is good for."""

    rows: Callable[[ox.QuerySolutions | ox.QueryBoolean, int | None], bytes] | None
    triples: Callable[[ox.QueryTriples], bytes] | None
    description: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, its cells as text, and whether they are numbers or IRIs."""

    name: str
    cells: tuple[str, ...]
    numbers: bool
    iris: bool

    @property
    def natural(self) -> int:
        """How wide it wants to be."""
        return max(map(breadth, (self.name, *self.cells)))


def write(answer: Answer, form: str, *, hide: Collection[str] = (), width: int | None = None) -> bytes:
    """The answer in a form of FORMATS. `hide` names columns to leave out; `width` is that of the terminal, None for no limit."""
    if form not in FORMATS:
        raise BadInput(f"no format named {form!r}", where="format", hint=f"There are: {', '.join(FORMATS)}.")
    row = FORMATS[form]
    if isinstance(answer, ox.QueryTriples):
        if row.triples is None:
            raise BadInput(f"{form} is for rows, and this query makes triples", where="format", hint=_instead(triples=True))
        return row.triples(answer)
    if row.rows is None:
        raise BadInput(f"{form} is for triples, and this query has rows", where="format", hint=_instead(triples=False))
    return row.rows(_without(answer, hide), width)


def _instead(*, triples: bool) -> str:
    names = [name for name, row in FORMATS.items() if (row.triples if triples else row.rows)]
    return f"Use {', '.join(names[:-1])} or {names[-1]}."


def _without(answer: ox.QuerySolutions | ox.QueryBoolean, hide: Collection[str]) -> ox.QuerySolutions | ox.QueryBoolean:
    """The same rows without some columns; the engine has no such operation, so they go through its JSON."""
    if isinstance(answer, ox.QueryBoolean) or not any(variable.value in hide for variable in answer.variables):
        return answer
    held = json.loads(answer.serialize(format=ox.QueryResultsFormat.JSON) or b"")
    held["head"]["vars"] = [name for name in held["head"]["vars"] if name not in hide]
    for row in held["results"]["bindings"]:
        for name in hide:
            row.pop(name, None)
    return ox.parse_query_results(json.dumps(held).encode(), format=ox.QueryResultsFormat.JSON)


# ---- the table


def table(answer: ox.QuerySolutions | ox.QueryBoolean, width: int | None = None) -> bytes:
    """Aligned columns: whole without a width; within a width long texts are cut and the columns that do not fit are named below."""
    if isinstance(answer, ox.QueryBoolean):
        return b"yes\n" if answer else b"no\n"
    names = [variable.value for variable in answer.variables]
    rows = [[row[name] for name in names] for row in answer]
    columns = [_column(name, [row[number] for row in rows]) for number, name in enumerate(names)]
    shown = columns if width is None else _fitting(columns, width)
    sizes = [column.natural for column in shown] if width is None else _sizes(shown, width)
    lines = [[column.name for column in shown], ["-" * size for size in sizes]]
    lines += [[column.cells[number] for column in shown] for number in range(len(rows))]
    texts = [_line(line, shown, sizes) for line in lines] if names else []
    texts += ["", _below(len(rows), [column.name for column in columns if column not in shown])]
    return "".join(f"{text}\n" for text in texts).encode()


def _column(name: str, terms: Sequence[object]) -> Column:
    present = [term for term in terms if term is not None]
    numbers = all(isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS for term in present)
    iris = all(isinstance(term, ox.NamedNode) for term in present)
    return Column(name, tuple(map(cell, terms)), bool(present) and numbers, bool(present) and iris)


def cell(term: object) -> str:
    """A term as one line of plain text: an IRI as short as it goes, a literal without its type, nothing for no value."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        for begin, short in _SHORTER:
            if term.value.startswith(begin):
                return plain(short + term.value[len(begin) :])
    return plain(str(getattr(term, "value", term)))


def plain(text: str) -> str:
    """The text on one line; whatever else could move the cursor of a terminal becomes a replacement character."""
    return "".join("\ufffd" if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char for char in " ".join(text.split()))


def breadth(text: str) -> int:
    """How many places of a terminal a text takes: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


def _fitting(columns: list[Column], width: int) -> list[Column]:
    """The columns that can be read in a width: IRIs give way first, from the right, then texts."""
    shown = list(columns)
    for dispensable in (*reversed([column for column in columns if column.iris]), *reversed(columns)):
        if len(shown) <= 1 or sum(map(_least, shown)) + len(GAP) * (len(shown) - 1) <= width:
            break
        if dispensable in shown:
            shown.remove(dispensable)
    return shown


def _least(column: Column) -> int:
    """How narrow a column may become: a cut number or IRI would mislead."""
    return column.natural if column.numbers or column.iris else min(column.natural, NARROWEST)


def _sizes(columns: list[Column], width: int) -> list[int]:
    """The widths: what is left over goes to the narrowest columns first, until each has what it wants."""
    sizes = [_least(column) for column in columns]
    rest = width - sum(sizes) - len(GAP) * (len(columns) - 1)
    wanting = sorted((column.natural - size, number) for number, (column, size) in enumerate(zip(columns, sizes, strict=True)))
    for place, (wanted, number) in enumerate(wanting):
        given = min(wanted, max(0, rest) // (len(wanting) - place))
        sizes[number] += given
        rest -= given
    return [min(size, width) for size in sizes]


def _line(cells: Sequence[str], columns: Sequence[Column], sizes: Sequence[int]) -> str:
    parts = []
    for text, column, size in zip(cells, columns, sizes, strict=True):
        cut = _cut(text, size)
        blanks = " " * (size - breadth(cut))
        parts.append(blanks + cut if column.numbers else cut + blanks)
    return GAP.join(parts).rstrip()


def _cut(text: str, size: int) -> str:
    if breadth(text) <= size:
        return text
    kept, room = [], size - 1
    for char in text:
        room -= breadth(char)
        if room < 0:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…"


def _below(count: int, hidden: Sequence[str]) -> str:
    """What a reader must know: how many rows, and what is not shown."""
    rows = "No rows." if not count else f"{count} row{'' if count == 1 else 's'}."
    return rows + (f" Not shown: {', '.join(hidden)} (--format csv has all)." if hidden else "")


# ---- what programs read


def _results(form: ox.QueryResultsFormat) -> Callable[[ox.QuerySolutions | ox.QueryBoolean, int | None], bytes]:
    def serialise(answer: ox.QuerySolutions | ox.QueryBoolean, _width: int | None) -> bytes:
        return answer.serialize(format=form) or b""

    return serialise


def turtle(triples: ox.QueryTriples) -> bytes:
    """The triples as Turtle, in order, so that the same answer gives the same text."""
    ordered = sorted(set(triples), key=str)
    return ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=_used(ordered)) or b""


def _used(triples: Sequence[ox.Triple]) -> dict[str, str]:
    """The prefixes that shorten something."""
    text = "\n".join(map(str, triples))
    return {name: iri for name, iri in PREFIXES.items() if f"<{iri}" in text}


FORMATS: dict[str, Format] = {
    "table": Format(table, turtle, "columns to read (Turtle where a query makes triples)"),
    "json": Format(_results(ox.QueryResultsFormat.JSON), None, "SPARQL results in JSON: for programs"),
    "csv": Format(_results(ox.QueryResultsFormat.CSV), None, "values with commas: for spreadsheets"),
    "tsv": Format(_results(ox.QueryResultsFormat.TSV), None, "terms with tabs, types and IRIs kept"),
    "xml": Format(_results(ox.QueryResultsFormat.XML), None, "SPARQL results in XML: for programs"),
    "turtle": Format(None, turtle, "triples of CONSTRUCT and DESCRIBE"),
}
