"""Which source gave which document graph, by what content and what knowledge: a small SQLite file in each generation."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import NamedTuple

from kg.errors import StoreError
from kg.store.lists import List, uri

_TABLES = """
    create table source (
        name text primary key, graph text not null, sha256 text not null, fingerprint text not null,
        stamp text not null, title text not null, issued text not null, quad text not null, file text not null
    ) without rowid;
    create index source_graph on source (graph, name);
    create index source_file on source (file, name);
    create table file (name text primary key, sha256 text not null, stamp text not null, note text not null) without rowid;
    create table reading (
        graph text primary key, source text not null, title text not null, issued text not null, fingerprint text not null,
        names text not null
    ) without rowid;
    create table holding (graph text not null, file text not null, primary key (graph, file)) without rowid;
    create index holding_file on holding (file);
    create table note (key text primary key, value text not null) without rowid;
"""
_UNLIKE = """
    select graph from {here}.reading as this left join {there}.reading as that using (graph)
    where (this.source, this.title, this.issued, this.fingerprint, this.names)
        is not (that.source, that.title, that.issued, that.fingerprint, that.names)
    union
    select this.graph from {here}.source as this left join {there}.source as that using (name)
    where (this.graph, this.quad) is not (that.graph, that.quad)
"""
_FORMAT = 3  # of these tables
_STATES = (
    "select name, sha256, stamp, case when source.fingerprint = reading.fingerprint then source.fingerprint else '' end "
    "from source left join reading using (graph)"
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was last read: its content, its state on disk (`stamp`), its hints, and the quad that names it in its graph.

    A document of a `file` of many has a name of its own and no stamp.
    """

    name: str
    graph: str
    sha256: str
    fingerprint: str
    stamp: str = ""
    title: str = ""
    issued: str = ""
    quad: str = ""
    file: str = ""


class File(NamedTuple):
    """A file of many documents or of RDF as it was last read without a fault: its content, its state on disk, how it was read."""

    name: str
    sha256: str
    stamp: str
    note: str


class State(NamedTuple):
    """What tells whether a file must be read: content, state on disk, the knowledge that it and its graph share, or ''."""

    sha256: str = ""
    stamp: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a document graph came about: from which of its sources, with which hints and which knowledge; which names it has."""

    graph: str
    source: str
    title: str
    issued: str
    fingerprint: str
    names: str = ""


class Manifest(List):
    """The documents of one generation, published ones for reading alone; `changed` are the graphs that were put or dropped."""

    tables, format, what = _TABLES, _FORMAT, "the list of documents"

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        self.changed: set[str] = set()
        super().__init__(path, writable=writable)
        self._base.execute("create temp table seen (name text primary key) without rowid")

    def source(self, name: str) -> Source | None:
        """What is known of a file."""
        row = self._base.execute("select * from source where name = ?", (name,)).fetchone()
        return Source(*row) if row else None

    def states(self) -> Iterator[tuple[str, State]]:
        """The states of all files of one document by name."""
        for name, *state in self._base.execute(f"{_STATES} where file = '' order by name"):
            yield name, State(*state)

    def state(self, name: str) -> State:
        """The state of one document, empty for an unknown one."""
        row = self._base.execute(f"{_STATES} where name = ?", (name,)).fetchone()
        return State(*row[1:]) if row else State()

    def sources(self, graph: str | None = None) -> list[Source]:
        """All files, or those with the text of one document graph, by name."""
        where, values = (" where graph = ?", (graph,)) if graph else ("", ())
        return [Source(*row) for row in self._base.execute(f"select * from source{where} order by name", values)]

    def put(self, source: Source) -> None:
        """The file is known as it is now."""
        self._base.execute("insert or replace into source values (?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(source))

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

    def unlike(self, path: Path) -> set[str]:
        """The document graphs of which this list and that of another generation do not say the same, or not both anything."""
        try:
            self._base.execute("attach ? as other", (uri(path),))
            tables = [("main", "other"), ("other", "main")]
            found = {row[0] for here, there in tables for row in self._base.execute(_UNLIKE.format(here=here, there=there))}
            for step in ("commit", "detach other", "begin"):  # a database that is in use cannot be detached
                self._base.execute(step)
        except sqlite3.Error as error:
            raise StoreError(f"the list of documents is damaged: {error}", where=str(path)) from error
        return found

    def put_reading(self, reading: Reading) -> None:
        """The document graph came about this way."""
        self.changed.add(reading.graph)
        self._base.execute("insert or replace into reading values (?, ?, ?, ?, ?, ?)", astuple(reading))

    def put_names(self, graph: str, names: str) -> None:
        """In the document graph other IRIs stand for some than its text gives; another text for other ones."""
        self._base.execute("update reading set names = ? where graph = ?", (names, graph))

    def drop_reading(self, graph: str) -> None:
        """There is no such document graph."""
        self.changed.add(graph)
        self._base.execute("delete from reading where graph = ?", (graph,))

    def files(self) -> list[str]:
        """The names of the files of many documents, those among them that were never read without a fault too."""
        return [name for (name,) in self._base.execute("select distinct file from source where file != '' order by file")]

    def file(self, name: str) -> File | None:
        """What is known of a file of many documents or of RDF."""
        row = self._base.execute("select * from file where name = ?", (name,)).fetchone()
        return File(*row) if row else None

    def put_file(self, file: File) -> None:
        """The file of many documents or of RDF is known as it is now."""
        self._base.execute("insert or replace into file values (?, ?, ?, ?)", file)

    def drop_file(self, name: str) -> None:
        """The file must be read again, whatever its state."""
        self._base.execute("delete from file where name = ?", (name,))

    def noted(self, note: str) -> list[str]:
        """The names of the files with a note."""
        return [name for (name,) in self._base.execute("select name from file where note = ? order by name", (note,))]

    def holdings(self, file: str) -> list[str]:
        """The graphs that a file of RDF speaks of."""
        return [graph for (graph,) in self._base.execute("select graph from holding where file = ? order by graph", (file,))]

    def holders(self, graph: str) -> list[str]:
        """The files of RDF that speak of a graph."""
        return [file for (file,) in self._base.execute("select file from holding where graph = ? order by file", (graph,))]

    def put_holdings(self, file: str, graphs: Iterable[str]) -> None:
        """A file of RDF speaks of these graphs and no others."""
        self._base.execute("delete from holding where file = ?", (file,))
        self._base.executemany("insert into holding values (?, ?)", ((graph, file) for graph in graphs))

    def inside(self, file: str, *, stale: str = "", unseen: bool = False) -> Iterator[str]:
        """The documents of a file of many; those not read with the knowledge `stale`, or not seen since the build began."""
        which = " and name not in (select name from seen)" if unseen else ""
        rows = self._base.execute(f"{_STATES} where file = ?{which} order by name", (file,))
        return (name for name, *state in rows if not stale or State(*state).fingerprint != stale)

    def see(self, name: str) -> bool:
        """Whether a document of a file of many is seen for the first time since the build began."""
        return self._base.execute("insert or ignore into seen values (?)", (name,)).rowcount == 1

    def size(self) -> int:
        """How many document graphs there are."""
        return int(self._base.execute("select count(*) from reading").fetchone()[0])

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
