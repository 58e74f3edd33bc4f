"""Many documents in one file: a JSON object a line, or a table with a header; packed or not; one at a time, never all at once."""

import codecs
import csv
import io
import json
import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, fields
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kg.documents.dates import iso_day
from kg.documents.decoding import checked, encoding_of
from kg.documents.finding import Unread, printable
from kg.documents.packed import Stream, told, unpacked
from kg.documents.pages import looks_like_page, read_page
from kg.errors import BadInput
from kg.iris import digest
from kg.model import Document

LONGEST_LINE = 64_000_000  # bytes: many times the longest text that is read
_SAMPLE = 1 << 16
_LONGEST_ID = 200
_DELIMITERS = ",;\t|"
_SURROGATES = re.compile("[\ud800-\udfff]")
Row = Mapping[str, object]
Rows = Generator[tuple[int, "Row | str"], None, None]


@dataclass(frozen=True, slots=True)
class Fields:
    """Under which name a record has its identifier, address, title, date and text. Only a text must be there."""

    id: str = "id"
    url: str = "url"
    title: str = "title"
    date: str = "date"
    text: str = "text"


def named(assignments: Iterable[str]) -> Fields:
    """The fields with the names given as `text=body`; BadInput for any that is no such pair."""
    known = [field.name for field in fields(Fields)]
    given = {}
    for assignment in assignments:
        key, equals, name = assignment.partition("=")
        if key not in known or not equals or not name:
            raise BadInput(f"--field {assignment} names no field", hint=f"Write KEY=NAME, where KEY is {', '.join(known)}.")
        given[key] = name
    return Fields(**given)


class Record(NamedTuple):
    """A document in a file of many: its name is that of the file, `#`, and its identifier, else a digest of its text."""

    name: str
    document: Document

    @property
    def content(self) -> bytes:
        """Everything that decides what is read from it."""
        one = self.document
        return "\x1f".join((one.source, one.title, one.issued, one.text)).encode("utf-8")


class RecordFile:
    """A file of many documents, open for reading once from its begin to its end."""

    def __init__(self, path: str, names: Fields) -> None:
        self.path, self.names = path, names
        self._raw: BinaryIO | None = None
        self._size = 0

    @property
    def fraction(self) -> float:
        """How much of the file has been read, between 0 and 1."""
        return min(1.0, self._raw.tell() / self._size) if self._raw and not self._raw.closed and self._size else 1.0

    def __iter__(self) -> Iterator[Record | Unread]:
        """The documents in their order, and what is wrong with others; BadInput where nothing more can be read."""
        with told(self.path), Path(self.path).open("rb") as self._raw:
            self._size = Path(self.path).stat().st_size
            stream = unpacked(self._raw, self.path)
            with closing(_table(stream, self.path) if _is_table(self.path) else _objects(stream)) as rows:
                yield from self._records(rows)

    def _records(self, rows: Iterable[tuple[int, Row | str]]) -> Iterator[Record | Unread]:
        """The documents of all rows; BadInput where the first has no text."""
        first = True
        for line, row in rows:
            if isinstance(row, str):
                yield Unread(f"{printable(self.path)}, line {line}", row)
                continue
            if first and self.names.text not in row:
                raise self._no_text(row, line)
            first = False
            yield self._record(row, line)

    def _no_text(self, row: Row, line: int) -> BadInput:
        what = f"has no field {self.names.text!r} (line {line} has: {', '.join(list(row)[:12]) or 'none'})"
        return BadInput(what, where=self.path, hint="Say which field holds the text: --field text=NAME")

    def _record(self, row: Row, line: int) -> Record | Unread:
        """The document of a row, or what is wrong with it."""
        try:
            key, url, title, date, text = (_plain(row.get(getattr(self.names, field.name)), field.name) for field in fields(Fields))
            key = " ".join(key.split())
            name = f"{self.path}#{key if 0 < len(key) <= _LONGEST_ID else digest(key or text, size=12)}"
            source = url or name
            text = checked(text, source)
            page = read_page(text, source) if looks_like_page(text[:2000].encode()) else Document(source, text)
            return Record(name, Document(source, page.text, title or page.title, iso_day(date) or page.issued))
        except (BadInput, ValueError) as error:
            return Unread(f"{printable(self.path)}, line {line}", error.what if isinstance(error, BadInput) else str(error))


def _plain(value: object, field: str) -> str:
    """A value as text: numbers as they are written, nothing as ''."""
    if value is None or isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value or "")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise ValueError(f"its {field} is neither a text nor a number")


def _is_table(path: str) -> bool:
    return any(part in (".csv", ".tsv") for part in Path(path.lower()).suffixes[-2:])


def _objects(stream: Stream) -> Rows:
    """(line, object or what is wrong) of JSON Lines; empty lines are passed over."""
    for line, data in _lines(stream):
        if isinstance(data, str):
            yield line, data
            continue
        text = data.decode("utf-8-sig" if line == 1 else "utf-8", "cp1252-where-needed").strip()
        if not text:
            continue
        try:
            found = json.loads(text)
        except json.JSONDecodeError as error:
            yield line, f"is not JSON: {error.msg} (column {error.colno})"
        except (ValueError, RecursionError) as error:
            yield line, f"is not JSON that can be read: {error}"
        else:
            yield line, found if isinstance(found, dict) else "is no JSON object"


def _lines(stream: Stream) -> Iterator[tuple[int, bytes | str]]:
    """The lines with their numbers; of one that no document can have only that."""
    number = 0
    while data := stream.readline(LONGEST_LINE):
        number += 1
        if len(data) < LONGEST_LINE:
            yield number, data
            continue
        while data and not data.endswith(b"\n"):
            data = stream.readline(LONGEST_LINE)
        yield number, f"is longer than {LONGEST_LINE // 1_000_000} MB, which no document is"


def _table(stream: Stream, path: str) -> Rows:
    """(line, row or what is wrong) of a table whose first row names its columns."""
    text = io.TextIOWrapper(stream, encoding_of(stream.peek(_SAMPLE)[:_SAMPLE]), "cp1252-where-needed", newline="")
    try:
        yield from _rows(text, path)
    except csv.Error as error:
        raise BadInput(f"cannot be read as a table: {error}", where=path) from error
    finally:
        text.detach()


def _rows(text: io.TextIOWrapper, path: str) -> Rows:
    heading = text.readline(_SAMPLE)
    if not heading.strip():
        raise BadInput("is empty", where=path)
    delimiter = "\t" if ".tsv" in path.lower() else max(_DELIMITERS, key=heading.count)
    csv.field_size_limit(LONGEST_LINE)
    names = [name.strip().lstrip("\ufeff") for name in next(csv.reader([heading], delimiter=delimiter))]
    rows = csv.reader(iter(lambda: text.readline(LONGEST_LINE), ""), delimiter=delimiter)
    for row in rows:
        line = rows.line_num + 1
        if len(row) > len(names):
            yield line, f"has {len(row)} fields, but the header has {len(names)}"
        elif any(row):
            yield line, dict(zip(names, row, strict=False))


def _of_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 as Windows-1252, which is what slips into such files."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("cp1252-where-needed", _of_windows)
