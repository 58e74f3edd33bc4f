"""Which document names what, what all documents say of each name, and which name stands for it: a SQLite file in each generation.

A name is in the ledger as long as a document has it. `put` and `drop` note which names have other facts than before (`dirty`), so
that `kg.store.settling` looks at these and at what they touch. Facts of persons and institutions are counted over the documents; a
report of an event has but one document.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.decisions import Decision
from kg.identity.blocking import FAR, FIRST, crowded
from kg.identity.clusters import Link, Pair
from kg.identity.profiles import EVENT, Mention, Profile
from kg.store.lists import List

_TABLES = """
    create table name (id integer primary key, iri text not null unique, kind text not null, head integer, label text not null);
    create index name_head on name (head) where head is not null;
    create table fact (name integer not null, fact text not null, count integer not null, primary key (name, fact)) without rowid;
    create table block (block text not null, name integer not null, primary key (block, name)) without rowid;
    create index block_name on block (name);
    create table graph (id integer primary key, iri text not null unique);
    create table naming (
        graph integer not null, name integer not null, facts text not null, used integer not null, primary key (graph, name)
    ) without rowid;
    create index naming_name on naming (name, graph);
    create table link (
        first integer not null, second integer not null, score real not null, reasons text not null, judgement text not null,
        rule text not null, primary key (first, second)
    ) without rowid;
    create index link_second on link (second);
    create table decision (
        first text not null, second text not null, judgement text not null, first_name text not null, second_name text not null,
        who text not null, decided text not null, why text not null, file text not null, primary key (file, first, second)
    ) without rowid;
"""
_FORMAT = 1
_APART = "\n"


class Naming(NamedTuple):
    """A name in a document graph that another stands for or stood for: its own IRI, that there now, the right one, its label."""

    graph: str
    own: str
    used: str
    head: str
    label: str


class Ledger(List):
    """The names of one generation; published ones are for reading alone."""

    tables, format, what = _TABLES, _FORMAT, "the list of names"

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        super().__init__(path, writable=writable)
        self._dirty, self._fresh, self._ids = set[int](), set[int](), dict[str, int]()

    # ---- what documents say

    def put(self, graph: str, mentions: Iterable[Mention]) -> None:
        """The document has these names and no others, and stands in the store under their own IRIs."""
        number = self._graph(graph)
        old = {name: (facts, kind) for name, facts, kind in self._base.execute(_SAID, (number,))}
        new = {self._name(one): (_APART.join(one.facts), one.kind) for one in mentions}
        for said, other, by in ((old, new, -1), (new, old, 1)):
            for name, (facts, kind) in said.items():
                if other.get(name) != (facts, kind):
                    self._count(name, "" if kind == EVENT else facts, by)
        self._base.execute("delete from naming where graph = ?", (number,))
        rows = [(number, name, facts, name) for name, (facts, _) in new.items()]
        self._base.executemany("insert into naming values (?, ?, ?, ?)", rows)
        self._fresh.add(number)

    def drop(self, graph: str) -> None:
        """The document is gone."""
        self.put(graph, ())
        self._fresh.discard(self._graph(graph))
        self._base.execute("delete from graph where iri = ?", (graph,))

    def _graph(self, iri: str) -> int:
        row = self._base.execute("select id from graph where iri = ?", (iri,)).fetchone()
        return int(row[0]) if row else self._base.execute("insert into graph (iri) values (?)", (iri,)).lastrowid or 0

    def _name(self, mention: Mention) -> int:
        number = self._id(mention.iri)
        if not number:
            number = self._base.execute("insert into name (iri, kind, label) values (?, ?, '')", mention[:2]).lastrowid or 0
            self._ids[mention.iri] = number
            self._dirty.add(number)
        return number

    def _count(self, name: int, facts: str, by: int) -> None:
        """The facts of a name are said by one document more or less; it is `dirty` where that makes or ends one."""
        rows = [(name, fact, by) for fact in facts.split(_APART) if fact]
        self._base.executemany(_COUNT, rows)
        if name in self._dirty:
            return
        edge = f"select 1 from fact where name = ? and fact in ({', '.join('?' * len(rows))}) and count = ?"
        if not rows or self._base.execute(edge, (name, *(fact for _, fact, _ in rows), max(by, 0))).fetchone():
            self._dirty.add(name)

    # ---- names

    def dirty(self) -> list[str]:
        """The names whose facts are others than when they were last settled, those that no document has any more too."""
        numbers = ((number,) for number in sorted(self._dirty))
        return sorted(row[0] for one in numbers for row in self._base.execute("select iri from name where id = ?", one))

    def clean(self) -> None:
        """All names are settled; those that no document has are forgotten."""
        used = "select 1 from naming where name = ? limit 1"
        gone = [(number,) for number in self._dirty if not self._base.execute(used, (number,)).fetchone()]
        for table, column in (("block", "name"), ("link", "first"), ("link", "second"), ("fact", "name"), ("name", "id")):
            self._base.executemany(f"delete from {table} where {column} = ?", gone)
        self._base.execute("delete from fact where count = 0")
        self._dirty.clear()
        self._fresh.clear()
        self._ids.clear()

    def size(self) -> int:
        """How many names there are."""
        return int(self._base.execute("select count(*) from name").fetchone()[0])

    def profiles(self, iris: Iterable[str] | None = None) -> dict[str, Profile]:
        """The profiles of names that documents have, all or those given."""
        if iris is None:
            return dict(_profiles(self._base.execute(_PROFILES.format(which=""))))
        found: dict[str, Profile] = {}
        for iri in iris:
            found.update(_profiles(self._base.execute(_PROFILES.format(which="and name.iri = :iri"), {"iri": iri})))
        return found

    def head(self, iri: str) -> str:
        """The IRI that stands for a name; its own for most, and for one that is not known."""
        row = self._base.execute(
            "select head.iri from name join name as head on head.id = name.head where name.iri = ?", (iri,)
        ).fetchone()
        return str(row[0]) if row else iri

    def members(self, iri: str) -> list[str]:
        """The names that an IRI stands for, itself among them, sorted."""
        head = self.head(iri)
        rows = self._base.execute("select iri from name where head = (select id from name where iri = ?)", (head,))
        return sorted({head, *(name for (name,) in rows)})

    def heads(self) -> Iterator[tuple[str, str]]:
        """The names that another one stands for, with that one."""
        yield from self._base.execute("select name.iri, head.iri from name join name as head on head.id = name.head order by 1")

    def knows(self, iri: str) -> bool:
        """Whether a document has the name."""
        return self._base.execute("select 1 from name where iri = ?", (iri,)).fetchone() is not None

    def kind(self, iri: str) -> str:
        """What a name is, '' for an unknown one."""
        row = self._base.execute("select kind from name where iri = ?", (iri,)).fetchone()
        return str(row[0]) if row else ""

    def known(self, end: str) -> list[str]:
        """The names whose IRIs end like this."""
        rows = self._base.execute("select iri from name where substr(iri, -length(?)) = ? order by iri", (end, end))
        return [iri for (iri,) in rows]

    def called(self, label: str) -> list[str]:
        """The names with this label."""
        rows = self._base.execute("select iri from name join fact on id = name where fact = ? and count > 0", (f"label:{label}",))
        return sorted(iri for (iri,) in rows)

    def documents(self, iri: str) -> list[str]:
        """The document graphs that have a name."""
        rows = self._base.execute(
            "select graph.iri from naming join graph on graph.id = naming.graph where name = (select id from name where iri = ?) "
            "order by graph.iri",
            (iri,),
        )
        return [graph for (graph,) in rows]

    # ---- blocks, links and heads

    def take_blocks(self, iri: str, blocks: Collection[str]) -> set[str]:
        """The name has these blocks and no others; all that it has or had, and names that take or leave a first place by that."""
        number = self._id(iri)
        old = {block for (block,) in self._base.execute("select block from block where name = ?", (number,))}
        self._base.execute("delete from block where name = ?", (number,))
        self._base.executemany("insert into block values (?, ?)", [(block, number) for block in blocks])
        return old.union(blocks)

    def edge(self, block: str, moved: int) -> set[str]:
        """The names around the end of the first ones of a crowded block, of whom some may have come or gone over it."""
        found = self._base.execute(_EDGE, (block, 2 * moved, max(0, FIRST - moved))).fetchall() if crowded(block) else ()
        return {iri for (iri,) in found}

    def mates(self, iri: str) -> set[str]:
        """The names that a name is compared with."""
        found: set[str] = set()
        for (own,) in self._base.execute("select block from block where name = ?", (self._id(iri),)).fetchall():
            near = own.removesuffix(FAR)
            members = self._members(near)
            first = members[:FIRST] if crowded(near) else members
            found.update(first if own != near or iri not in first else [*members, *self._members(near + FAR)])
        return found - {iri}

    def _members(self, block: str) -> list[str]:
        return [name for (name,) in self._base.execute(_MEMBERS, (block,))]

    def put_blocks(self, rows: Iterable[tuple[str, Collection[str]]]) -> None:
        """All names have these blocks, and there are no others."""
        self._base.execute("delete from block")
        pairs = ((block, self._id(iri)) for iri, found in rows for block in found)
        self._base.executemany("insert into block values (?, ?)", pairs)

    def linked(self, iri: str) -> list[Link]:
        """The links of a name, of a former build for those that are dirty."""
        number = self._id(iri)
        rows = self._base.execute(f"{_LINKS} where link.first = ? union all {_LINKS} where link.second = ?", (number, number))
        return [Link(*row) for row in rows]

    def links(self) -> Iterator[Link]:
        """All links, by names."""
        yield from (Link(*row) for row in self._base.execute(f"{_LINKS} order by one.iri, two.iri"))

    def put_link(self, link: Link) -> None:
        """The link is as it says."""
        numbers = self._id(link.first), self._id(link.second)
        self._base.execute("insert or replace into link values (?, ?, ?, ?, ?, ?)", (*numbers, *link[2:]))

    def drop_link(self, names: Pair) -> None:
        """There is no such link."""
        self._base.execute("delete from link where first = ? and second = ?", (self._id(names[0]), self._id(names[1])))

    def put_heads(self, heads: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, tuple[str, str]]:
        """The names that have another head, or another label of their head, than before: their heads before and after."""
        changed: dict[str, tuple[str, str]] = {}
        for iri, head in heads.items():
            row = self._base.execute(_HEAD, (iri,)).fetchone()
            if row is None or (row[1] or iri, row[2]) == (head, labels[iri]):
                continue
            number = None if head == iri else self._id(head)
            self._base.execute("update name set head = ?, label = ? where id = ?", (number, labels[iri], row[0]))
            changed[iri] = (row[1] or iri, head)
            if row[2] not in ("", labels[iri]):
                members = self._base.execute("select iri from name where head = ?", (row[0],)).fetchall()
                changed.update({name: (iri, iri) for (name,) in members if name not in changed})
        return changed

    def _id(self, iri: str) -> int:
        """The number of a name, 0 for an unknown one."""
        known = self._ids.get(iri, 0)
        if not known and (row := self._base.execute("select id from name where iri = ?", (iri,)).fetchone()):
            known = self._ids[iri] = int(row[0])
        return known

    # ---- what stands in the store

    def namings(self, changed: Iterable[str]) -> dict[str, list[Naming]]:
        """The names, by graph, of those graphs that were put since the last `clean` or have one of these names."""
        self._base.execute("create temp table if not exists wanted (graph integer primary key)")
        self._base.execute("delete from wanted")
        self._base.executemany("insert into wanted values (?)", ((number,) for number in self._fresh))
        self._base.executemany(
            "insert or ignore into wanted select graph from naming where name = (select id from name where iri = ?)",
            ((iri,) for iri in changed),
        )
        found: dict[str, list[Naming]] = {}
        for row in self._base.execute(_NAMINGS):
            found.setdefault(row[0], []).append(Naming(*row))
        return found

    def use(self, graph: str, own: str, used: str) -> None:
        """In a document graph a name stands under this IRI now."""
        self._base.execute(
            "update naming set used = ? where graph = (select id from graph where iri = ?) and name = ?",
            (self._id(used), graph, self._id(own)),
        )

    # ---- decisions

    def put_decisions(self, file: str, decisions: Iterable[Decision]) -> bool:
        """Whether a file of decisions holds others than when it was last given."""
        new = sorted((*decision, file) for decision in decisions)
        old = self._base.execute(f"{_DECISIONS} where file = ? order by 1, 2", (file,)).fetchall()
        if new == sorted(old):
            return False
        self._base.execute("delete from decision where file = ?", (file,))
        self._base.executemany("insert or replace into decision values (?, ?, ?, ?, ?, ?, ?, ?, ?)", new)
        return True

    def decisions(self) -> list[Decision]:
        """All decisions that were ever given and not taken back, the latest of a pair last."""
        rows = self._base.execute(f"{_DECISIONS} order by decided, file, first, second")
        return [Decision(*row[:-1]) for row in rows]


_LINKS = (
    "select one.iri, two.iri, score, reasons, judgement, rule from link "
    "join name as one on one.id = link.first join name as two on two.id = link.second"
)
_MEMBERS = "select iri from block join name on id = name where block = ? order by iri"
_EDGE = f"{_MEMBERS} limit ? offset ?"
_HEAD = "select name.id, head.iri, name.label from name left join name as head on head.id = name.head where name.iri = ?"
_SAID = "select naming.name, facts, kind from naming join name on id = naming.name where graph = ?"
_COUNT = "insert into fact values (?, ?, ?) on conflict (name, fact) do update set count = count + excluded.count"
_PROFILES = """
    select name.iri, name.kind, fact.fact from name join fact on fact.name = name.id where count > 0 {which}
    union all
    select name.iri, name.kind, naming.facts from name join naming on naming.name = name.id where name.kind = 'event' {which}
    order by 1
"""
_DECISIONS = "select first, second, judgement, first_name, second_name, who, decided, why, file from decision"
_NAMINGS = """
    select graph.iri, own.iri, coalesce(used.iri, ''), coalesce(head.iri, own.iri), coalesce(head.label, own.label)
    from wanted join naming on naming.graph = wanted.graph join graph on graph.id = wanted.graph
    join name as own on own.id = naming.name left join name as head on head.id = own.head
    left join name as used on used.id = naming.used
    where own.head is not null or naming.used != naming.name order by graph.iri, own.iri
"""


def _profiles(rows: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, Profile]]:
    """Rows of (IRI, kind, fact), those of a name together, as profiles."""
    iri, kind, facts = "", "", list[str]()
    for name, sort, fact in rows:
        if name != iri:
            if facts:
                yield iri, Profile(iri, kind, frozenset(facts))
            iri, kind, facts = name, sort, []
        facts += fact.split(_APART)
    if facts:
        yield iri, Profile(iri, kind, frozenset(facts))
