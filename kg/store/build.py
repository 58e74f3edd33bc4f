"""The next generation: made beside the published one, then published in one step, or dropped without a trace."""

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import pyoxigraph as ox

from kg.errors import StoreError
from kg.iris import IDENTITY_GRAPH
from kg.ontology import Entailments
from kg.rdf import read_turtle
from kg.store import generations as keep
from kg.store.deriving import Renewal
from kg.store.disk import explained, told
from kg.store.generations import KEEP, Generation
from kg.store.inferring import Stage, described, stages
from kg.store.ledger import Ledger
from kg.store.lists import List
from kg.store.locks import IN_USE, BuildLock
from kg.store.manifest import Manifest
from kg.store.renaming import rename
from kg.store.tallies import carried, tally
from kg.vocab import KG, RDF

# Measured: one bulk_load overtakes one load() a document at about 30 documents, is twice as fast from 100 on and takes a quarter of
# the disk. Each leaves sorted files that the database merges later: for 8,000 documents (3.4 million quads) portions of 8 MB cost
# 135 s of processor time, 32 MB 125 s, 96 MB 114 to 121 s; the whole held 270, 330 and 740 MB. But while one is loaded, 24 to 32 MB
# come in faster (150 to 170 thousand quads a second) than 64 to 200 MB (120 to 147).
PORTION_BYTES = 32_000_000
FEW_DOCUMENTS = 30
# Each portion leaves sorted files of its own, and what is looked up is looked for in all of them. To make them one was measured to
# take 5 % of the build of 4,000 documents, and queries that look things up take half to a third of the time afterwards.
SCATTERED_BYTES = 2 * PORTION_BYTES
SMALL_BYTES = 400_000
_LINK_NAME = "IdentityLink"
_TYPE, _LINK = ox.NamedNode(RDF.type), ox.NamedNode(KG.IdentityLink)
PART = 20  # of this many documents one may differ for the change to be slight


class Build:
    """The lock on a store and the next generation in the making; leaving the block without `publish()` changes nothing."""

    def __init__(self, store: Path, *, keep: int = KEEP, wait: float = 0) -> None:
        self.store, self.keep = store, max(1, keep)
        self.parent: Generation | None = None
        self._lock = BuildLock(store, wait)
        self._stage = store
        self._base: ox.Store | None = None
        self._lists: list[List] = []
        self._waiting: dict[str, bytes] = {}
        self._size = 0
        self._loaded = 0
        self._changed: set[str] = set()

    def __enter__(self) -> "Build":
        keep.check_folder(self.store)
        with explained(self.store):
            (self.store / "generations").mkdir(parents=True, exist_ok=True)
        self._lock.__enter__()
        try:
            with explained(self.store):
                self._begin()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            self._drop()
        finally:
            self._lock.__exit__(kind, error, trace)
        if isinstance(error, sqlite3.Error):
            raise told(self.store, error) from error

    def _begin(self) -> None:
        """A stage with the content of the published generation, by hard links where the disk has them."""
        keep.clean(self.store)
        self.parent = keep.current(self.store) if (self.store / "current").exists() else None
        self.number = max([generation.number for generation in keep.generations(self.store)], default=0) + 1
        self._stage = self.store / "generations" / f".stage-{self.number:06d}"
        self._stage.mkdir()
        (self._stage / IN_USE).touch()
        if self.parent:
            ox.Store.read_only(str(self.parent.graph)).backup(str(self._stage / "graph"))
            shutil.copyfile(self.parent.documents, self._stage / "documents.sqlite")
        self.manifest = Manifest(self._stage / "documents.sqlite", writable=True)
        self._lists.append(self.manifest)
        if self.parent:  # another version's store, which may have no names, is refused by now
            shutil.copyfile(self.parent.names, self._stage / "names.sqlite")
        self.ledger = Ledger(self._stage / "names.sqlite", writable=True)
        self._lists.append(self.ledger)
        self._base = ox.Store(str(self._stage / "graph"))  # last: what fails after it would hold its lock

    def replace(self, graph: str, block: bytes) -> None:
        """The graph holds these quads and no others: N-Quads of that graph alone, as `valid` gives them."""
        self.remove(graph)
        self._waiting[graph] = block
        self._size += len(block)
        if self._size >= PORTION_BYTES:
            self.settle()

    def remove(self, graph: str) -> None:
        """The graph is empty and gone."""
        self._changed.add(graph)
        self._size -= len(self._waiting.pop(graph, b""))
        name = ox.NamedNode(graph)
        with explained(self.store):
            if self._open().contains_named_graph(name):
                self._open().remove_graph(name)

    def add(self, graphs: Iterable[str], blocks: Iterable[bytes]) -> None:
        """The graphs hold these quads, too: N-Quads of those graphs alone."""
        self.settle()
        self._changed.update(graphs)
        for block in blocks:
            with explained(self.store):
                self._open().bulk_load(block, format=ox.RdfFormat.N_QUADS, lenient=True)

    def settle(self) -> None:
        """What was handed in so far is in the database: few documents one by one, many in one sorted load."""
        waiting, self._waiting = self._waiting, {}
        size, self._size = self._size, 0
        with explained(self.store):
            if len(waiting) >= FEW_DOCUMENTS or size >= PORTION_BYTES:
                self._open().bulk_load(b"".join(waiting.values()), format=ox.RdfFormat.N_QUADS, lenient=True)
                self._loaded += size
            else:
                for block in waiting.values():
                    self._open().load(block, format=ox.RdfFormat.N_QUADS)

    def value(self, subject: str, predicate: str, graph: str) -> str:
        """The text or IRI of the one object, '' when there is none."""
        self.settle()
        found = self._open().quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, ox.NamedNode(graph))
        return next((str(getattr(quad.object, "value", "")) for quad in found), "")

    def set_values(self, subject: str, predicate: str, graph: str, lines: Iterable[str]) -> None:
        """Subject and predicate have the objects of these N-Quads lines and no others."""
        self.settle()
        with explained(self.store):
            for quad in list(
                self._open().quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, ox.NamedNode(graph))
            ):
                self._open().remove(quad)
            self._open().load("".join(lines).encode(), format=ox.RdfFormat.N_QUADS)

    def rename(self, graph: str, swaps: Mapping[str, tuple[str, str]]) -> None:
        """In a graph other IRIs stand for some: old IRI = (new IRI, its label); the label of the old one becomes another name."""
        self.settle()
        self._changed.add(graph)
        new = {ox.NamedNode(old): (ox.NamedNode(iri), label) for old, (iri, label) in swaps.items()}
        with explained(self.store):
            rename(self._open(), ox.NamedNode(graph), new)

    def exchange(self, graph: str, gone: Iterable[str], come: Iterable[str]) -> None:
        """The graph no longer holds some N-Quads lines, and holds others."""
        self.settle()
        self._changed.add(graph)
        block = "".join(come).encode()
        with explained(self.store):
            for quad in ox.parse("".join(gone).encode(), format=ox.RdfFormat.N_QUADS):
                self._open().remove(quad)
            load = self._open().load if len(block) < SMALL_BYTES else self._open().bulk_load
            load(block, format=ox.RdfFormat.N_QUADS)

    def replace_with_file(self, graph: str, path: Path) -> None:
        """The graph holds the triples of a Turtle file and no others."""
        for _ in read_turtle(path):  # tells what is wrong with it, and that it has no blank nodes
            pass
        self.remove(graph)
        with explained(self.store):
            self._open().load(path=path, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(graph))

    def derive(self, graph: str, queries: Mapping[str, str], *, anew: bool, entailments: Entailments | None = None) -> None:
        """The graph holds what CONSTRUCT rules (text by name) make of all other graphs, what ontologies entail, and nothing else.

        It is made `anew` or where much has changed; else what the changed graphs had and have to do with is exchanged.
        """
        self.settle()
        rules, parent = stages(graph, queries, entailments), None if anew else self._slightly_changed()
        if parent is None:
            self._derive_whole(graph, rules)
            return
        name, change = ox.NamedNode(graph), Renewal(set(), set())
        for stage in rules:
            gone, come = stage.renewal(parent, self._open(), self._changed - {graph, IDENTITY_GRAPH}, change)
            with explained(self.store):
                for one in gone:
                    self._open().remove(ox.Quad(one.subject, one.predicate, one.object, name))
                self._open().extend(ox.Quad(one.subject, one.predicate, one.object, name) for one in come)
            change = Renewal(change.gone | gone, change.come | come)

    def _derive_whole(self, graph: str, rules: Iterable[Stage]) -> None:
        self.remove(graph)
        name = ox.NamedNode(graph)
        for stage in rules:
            shards = [self._stage / f"derived-{number}.nt" for number in range(stage.parts)]
            stage.whole(self._open(), shards)
            for shard in shards:
                with explained(self.store):
                    self._take_in(shard, name)
                shard.unlink()
        with explained(self.store):
            self._open().extend(ox.Quad(one.subject, one.predicate, one.object, name) for one in described(rules))

    def _slightly_changed(self) -> ox.Store | None:
        """The parent's graph, where so few documents differ from it that looking at these is less work than looking at all."""
        if self.parent is None or len(self._changed) * PART > self.manifest.size():
            return None
        return ox.Store.read_only(str(self.parent.graph))

    def counts(self) -> dict[str, int]:
        """How many things there are of each class of the ontology, by the name of the class."""
        self.settle()
        parent = self._slightly_changed()
        if parent is None or self.parent is None:
            return tally(self._open())
        found = carried(self.parent.record["summary"]["facts"], parent, self._open(), self._changed - {IDENTITY_GRAPH})
        found[_LINK_NAME] = sum(1 for _ in self._open().quads_for_pattern(None, _TYPE, _LINK, None))
        return {name: count for name, count in sorted(found.items()) if count}

    def _take_in(self, shard: Path, graph: ox.NamedNode) -> None:
        if shard.stat().st_size < SMALL_BYTES:
            self._open().load(path=shard, format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
        else:
            self._open().bulk_load(path=shard, format=ox.RdfFormat.N_TRIPLES, to_graph=graph, lenient=True)

    def publish(self, summary: Mapping[str, Any], graphs: Iterable[str] = ()) -> Generation:
        """The published generation: flushed, checked, on the disk, named by `current`; `graphs` are those of no document."""
        self.settle()
        generation = Generation(self.store, self.number)
        with explained(self.store):
            self._open().flush()
            if self.scattered():
                self._open().optimize()
            self._check(set(graphs))
            self._close()
            self._record(summary)
            keep.sync([*_unsynced(self._stage), self._stage])
            keep.announce(generation)
            self._stage.rename(generation.folder)
            self._stage = generation.folder
            keep.sync([generation.folder.parent])
            keep.point_to(generation)
            keep.forget(self.store, self.keep)
        return generation

    def scattered(self) -> bool:
        """Whether this build has brought in so much that the database is worth putting in order."""
        return self._loaded >= SCATTERED_BYTES and len(self._changed) * PART > self.manifest.size()

    def _check(self, others: set[str]) -> None:
        """Nothing, when each document graph that was changed is in the database just if it is in the list of documents."""
        for graph in sorted((self._changed | self.manifest.changed) - others):
            if self._open().contains_named_graph(ox.NamedNode(graph)) != bool(self.manifest.reading(graph)):
                raise StoreError(
                    f"the new generation does not hold together at {graph}", where=str(self.store), hint="Build again."
                )

    def _record(self, summary: Mapping[str, Any]) -> None:
        parent = self.parent.number if self.parent else None
        built = datetime.now(UTC).isoformat(timespec="seconds")
        record = {"number": self.number, "parent": parent, "built": built, "summary": dict(summary)}
        (self._stage / "generation.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def _open(self) -> ox.Store:
        if self._base is None:
            raise StoreError("this build has ended", where=str(self.store))
        return self._base

    def _drop(self) -> None:
        """The files are closed and, unless `current` names it, the stage is gone."""
        self._base = None
        while self._lists:
            self._lists.pop().abandon()
        if self._stage != self.store and not keep.names(self.store, self.number):
            shutil.rmtree(self._stage, ignore_errors=True)

    def _close(self) -> None:
        """The files of the stage are closed; the database closes when nothing refers to it."""
        self._base = None
        while self._lists:
            self._lists.pop().close()


def _unsynced(folder: Path) -> Iterator[Path]:
    """Folders and files of a stage; files with a second name belong to older generations and were synced with them."""
    for path in folder.rglob("*"):
        if path.is_dir() or path.stat().st_nlink == 1:
            yield path
