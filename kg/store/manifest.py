"""Which source gave which document graph, by what content and what knowledge: a small SQLite file in each generation."""

import sqlite3
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from kg.errors import StoreError

_TABLES = """
    create table source (
        name text primary key, graph text not null, sha256 text not null, fingerprint text not null,
        stamp text not null, title text not null, issued text not null, quad text not null
    ) without rowid;
    create index source_graph on source (graph, name);
    create table reading (
        graph text primary key, source text not null, title text not null, issued text not null, fingerprint text not null
    ) without rowid;
    create table note (key text primary key, value text not null) without rowid;
"""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was last read: its content, its state on disk (`stamp`), its hints, and the quad that names it in its graph."""

    name: str
    graph: str
    sha256: str
    fingerprint: str
    stamp: str = ""
    title: str = ""
    issued: str = ""
    quad: str = ""


class State(NamedTuple):
    """What tells whether a file must be read: content, state on disk, the knowledge that it and its graph share, or ''."""

    sha256: str = ""
    stamp: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a document graph came about: from which of its sources, with which hints and which knowledge."""

    graph: str
    source: str
    title: str
    issued: str
    fingerprint: str


class Manifest:
    """The documents of one generation, published ones for reading alone; `changed` are the graphs that were put or dropped."""

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        self.changed: set[str] = set()
        new = writable and not path.exists()
        mode = "mode=rwc" if writable else "mode=ro&immutable=1"
        opened = None
        try:
            opened = self._base = sqlite3.connect(f"file:{_quoted(path)}?{mode}", uri=True, isolation_level=None)
            self._base.execute("pragma journal_mode = off")  # a build that dies leaves a stage that nobody reads
            self._base.execute("pragma synchronous = off")  # publishing syncs the whole folder
            if writable:
                self._base.execute("pragma locking_mode = exclusive")
            if new:
                self._base.executescript(_TABLES)
            self._base.execute("begin")
        except sqlite3.Error as error:
            if opened:
                opened.close()
            if new:
                raise
            raise StoreError(f"the list of documents is damaged: {error}", where=str(path)) from error

    def __enter__(self) -> "Manifest":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Everything is written and the file is closed; twice is once."""
        try:
            if self._base.in_transaction:
                self._base.execute("commit")
        except sqlite3.ProgrammingError:
            return
        finally:
            self._base.close()

    def abandon(self) -> None:
        """The file is closed, whether or not everything is written."""
        self._base.close()

    def source(self, name: str) -> Source | None:
        """What is known of a file."""
        row = self._base.execute("select * from source where name = ?", (name,)).fetchone()
        return Source(*row) if row else None

    def states(self) -> Iterator[tuple[str, State]]:
        """The states of all files by name."""
        rows = self._base.execute(
            "select name, sha256, stamp, case when source.fingerprint = reading.fingerprint then source.fingerprint else '' end "
            "from source left join reading using (graph) order by name"
        )
        for name, *state in rows:
            yield name, State(*state)

    def sources(self, graph: str | None = None) -> list[Source]:
        """All files, or those with the text of one document graph, by name."""
        where, values = (" where graph = ?", (graph,)) if graph else ("", ())
        return [Source(*row) for row in self._base.execute(f"select * from source{where} order by name", values)]

    def put(self, source: Source) -> None:
        """The file is known as it is now."""
        self._base.execute("insert or replace into source values (?, ?, ?, ?, ?, ?, ?, ?)", astuple(source))

    def drop(self, name: str) -> None:
        """The file is unknown."""
        self._base.execute("delete from source where name = ?", (name,))

    def reading(self, graph: str) -> Reading | None:
        """How a document graph came about."""
        row = self._base.execute("select * from reading where graph = ?", (graph,)).fetchone()
        return Reading(*row) if row else None

    def readings(self) -> Iterator[Reading]:
        """How all document graphs came about, by graph."""
        for row in self._base.execute("select * from reading order by graph"):
            yield Reading(*row)

    def put_reading(self, reading: Reading) -> None:
        """The document graph came about this way."""
        self.changed.add(reading.graph)
        self._base.execute("insert or replace into reading values (?, ?, ?, ?, ?)", astuple(reading))

    def drop_reading(self, graph: str) -> None:
        """There is no such document graph."""
        self.changed.add(graph)
        self._base.execute("delete from reading where graph = ?", (graph,))

    def outdated(self, fingerprint: str) -> int:
        """How many documents were read with other knowledge than this."""
        row = self._base.execute("select count(*) from reading where fingerprint != ?", (fingerprint,)).fetchone()
        return int(row[0])

    def note(self, key: str) -> str:
        """A remark about the whole, '' when there is none."""
        row = self._base.execute("select value from note where key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def put_note(self, key: str, value: str) -> None:
        """The remark is kept."""
        self._base.execute("insert or replace into note values (?, ?)", (key, value))


def _quoted(path: Path) -> str:
    return path.absolute().as_uri().removeprefix("file://")
