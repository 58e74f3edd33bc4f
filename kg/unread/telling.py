"""Gaps as text for a reader, as a table for a spreadsheet, as JSON for a program. `FORMATS` is the whole list."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.errors import BadInput
from kg.model import Span
from kg.results import plain
from kg.unread.finding import Gap
from kg.why import WIDTH, underlined

_INDENT = "    "
_COLUMNS = ("points", "document", "begin", "end", "sentence", "names", "why", "things")


class Format(NamedTuple):
    """A form: its writer, and what it is good for."""

    write: Callable[[Sequence[Gap]], str]
    description: str


def check(form: str) -> None:
    """A form that is none is refused with those there are."""
    if form not in FORMATS:
        raise BadInput(f"no format named {form!r}", where="format", hint=f"There are: {', '.join(FORMATS)}.")


def write(gaps: Sequence[Gap], form: str) -> str:
    """The gaps in a form of FORMATS."""
    check(form)
    return FORMATS[form].write(gaps)


def text(gaps: Sequence[Gap]) -> str:
    """Each gap with its points, its document, where the points come from, and the sentence with the named things underlined."""
    return "".join(f"{line}\n" for gap in gaps for line in _lines(gap))


def _lines(gap: Gap) -> Iterator[str]:
    yield plain(f"{gap.points:g} points, {gap.source}")
    yield f"  names {gap.why}"
    marked = [span for _, span in gap.named]
    yield from (_INDENT + line for line in underlined(gap.text, Span(0, len(gap.text)), marked, WIDTH - len(_INDENT)))
    yield ""


def table(gaps: Iterable[Gap]) -> str:
    """A line a gap, values with commas between them."""
    target = io.StringIO()
    rows = csv.writer(target, lineterminator="\n")
    rows.writerow(_COLUMNS)
    rows.writerows([*_row(gap), "; ".join(_things(gap))] for gap in gaps)
    return target.getvalue()


def objects(gaps: Iterable[Gap]) -> str:
    """A list of objects."""
    rows = [dict(zip(_COLUMNS, [*_row(gap), _things(gap)], strict=True)) for gap in gaps]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _row(gap: Gap) -> list[object]:
    return [gap.points, gap.source, *gap.span, plain(gap.text), gap.names, gap.why]


def _things(gap: Gap) -> list[str]:
    return [plain(span.of(gap.text)) for _, span in gap.named]


FORMATS = {
    "text": Format(text, "sentences to read, what they name underlined"),
    "csv": Format(table, "a line a sentence: for spreadsheets"),
    "json": Format(objects, "a list of objects: for programs"),
}
