"""A build from end to end, and what it tells when it is done."""

import hashlib
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from kg import resources
from kg.documents import STDIN, Unread, find
from kg.errors import BadInput, BadKnowledge
from kg.iris import BASE, DERIVED_GRAPH, NAMESPACE, digest
from kg.pipeline.planning import Plan, plan
from kg.pipeline.reading import DocumentReader, knowledge_reader
from kg.pipeline.registry import Registry
from kg.pipeline.workers import cores, read_each
from kg.store import CONCEPTS_GRAPH, KEEP, Build, Manifest, current
from kg.store.generations import check_folder

Progress = Callable[[int, int], None]
Prune = bool | Callable[[Sequence[str]], bool]
_KINDS = "SELECT ?kind (COUNT(DISTINCT ?thing) AS ?count) WHERE { ?thing a ?kind } GROUP BY ?kind"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did. `generation` is None when there was nothing to do; `facts` counts the things of each class in the store.

    `outdated` documents are in the store as read with other knowledge than today's, because they were not among the paths.
    """

    new: int = 0
    changed: int = 0
    reread: int = 0
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    outdated: int = 0
    facts: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    generation: int | None = None

    @property
    def record(self) -> dict[str, Any]:
        """What the generation keeps of it."""
        counts = {"new": self.new, "changed": self.changed, "reread": self.reread, "unchanged": self.unchanged}
        return counts | {
            "removed": len(self.removed),
            "unread": len(self.unread),
            "facts": dict(self.facts),
            "seconds": self.seconds,
        }


class Clock:
    """Seconds since it was made, to the millisecond."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long ago that was."""
        return round(time.monotonic() - self._start, 3)


@dataclass(frozen=True, slots=True)
class Extras:
    """What a store holds besides documents: the concept file, and the queries of the derived graph."""

    concepts: Path
    derived: Path

    @classmethod
    def installed(cls) -> "Extras":
        """Those that come with the program."""
        return cls(resources.folder("ontology") / "concepts.ttl", resources.folder("queries") / "derived")

    def check(self) -> None:
        """Nothing, when everything is there; found out before the reading, not after it."""
        if not self.concepts.is_file():
            raise BadKnowledge("the concept file is missing", where=str(self.concepts), hint="Install pressgraph again.")
        if not self.queries:
            raise BadKnowledge(
                "there are no queries for the derived graph", where=str(self.derived), hint="Install pressgraph again."
            )

    @property
    def concepts_hash(self) -> str:
        """Another one for another file."""
        return hashlib.sha256(self.concepts.read_bytes()).hexdigest()

    @property
    def queries(self) -> dict[str, str]:
        """The CONSTRUCT queries by path."""
        return {str(path): path.read_text(encoding="utf-8") for path in sorted(self.derived.glob("*.rq"))}


def build(
    paths: Sequence[str | Path],
    store: Path,
    *,
    reader: DocumentReader | None = None,
    lexicon: Sequence[Path] = (),
    patterns: Sequence[Path] = (),
    base: str = "",
    workers: int | None = None,
    prune: Prune = False,
    keep: int = KEEP,
    wait: float = 0,
    progress: Progress | None = None,
    extras: Extras | None = None,
    stdin: BinaryIO | None = None,
) -> Summary:
    """What was done so that the store holds what the paths say today; the work is in proportion to what changed.

    `prune` removes documents that are gone from the given folders; a function is asked before, with their names.
    `wait` is how many seconds to wait for another build.
    """
    clock = Clock()
    incoming = _incoming(paths, stdin)
    if not any(isinstance(item, str) for item in find(paths)):
        return Summary(unread=tuple(item for item in find(paths) if isinstance(item, Unread)), seconds=clock.seconds)
    extras = extras or Extras.installed()
    extras.check()
    reader = reader or knowledge_reader(lexicon, patterns, base or _base(store))
    with Build(store, keep=keep, wait=wait) as stage:
        _check_base(stage.manifest, reader, store)
        stage.manifest.put_note("base", reader.base)
        todo = plan(paths, stage.manifest, reader.fingerprint, incoming)
        remove = bool(todo.gone) and (prune(todo.gone) if callable(prune) else prune)
        registry, unread = _read(stage, todo, reader, workers or cores(), progress)
        for name in todo.gone if remove else ():
            registry.drop(name)
        unread += registry.settle()
        changed = _complete(stage, extras, bool(registry.touched))
        summary = _summary(stage, todo, unread, reader, remove)
        return _publish(stage, summary, clock) if changed else replace(summary, seconds=clock.seconds)


def build_from_stdin(store: Path, stream: BinaryIO | None = None, **options: Any) -> Summary:  # noqa: ANN401 - those of build
    """What was done to take in the one document that comes in over standard input."""
    return build([STDIN], store, stdin=stream, **options)


def preview(
    paths: Sequence[str | Path],
    store: Path,
    *,
    reader: DocumentReader | None = None,
    base: str = "",
    stdin: BinaryIO | None = None,
    **knowledge: Any,  # noqa: ANN401 - the folders of knowledge_reader
) -> Plan:
    """What a build of these paths would do; nothing is changed, nothing is read but hashes."""
    check_folder(store)
    incoming = _incoming(paths, stdin)
    reader = reader or knowledge_reader(**knowledge, base=base or _base(store))
    if not (store / "current").exists():
        return plan(paths, None, reader.fingerprint, incoming)
    with Manifest(current(store).documents) as manifest:
        _check_base(manifest, reader, store)
        return plan(paths, manifest, reader.fingerprint, incoming)


def _incoming(paths: Sequence[str | Path], stdin: BinaryIO | None) -> bytes:
    """What standard input gives, where it is among the paths."""
    return (stdin or sys.stdin.buffer).read() if STDIN in map(str, paths) else b""


def _base(store: Path) -> str:
    """The base that a store was built with, or ours."""
    if not (store / "current").exists():
        return BASE
    with Manifest(current(store).documents) as manifest:
        return manifest.note("base") or BASE


def _check_base(manifest: Manifest, reader: DocumentReader, store: Path) -> None:
    known = manifest.note("base")
    if known and known != reader.base:
        raise BadInput(
            f"was built with the base {known}", where=str(store), hint=f"Give --base {known} or build into a new folder."
        )


def _read(
    stage: Build, todo: Plan, reader: DocumentReader, workers: int, progress: Progress | None
) -> tuple[Registry, list[Unread]]:
    """Everything that is to be read, taken in; and what could not be read."""
    registry, unread = Registry(stage, reader), list(todo.unread)
    jobs = todo.jobs
    for done, outcome in enumerate(read_each(jobs, reader, workers), 1):
        if isinstance(outcome, Unread):
            unread.append(outcome)
        else:
            registry.accept(outcome)
        if progress:
            progress(done, len(jobs))
    return registry, unread


def _summary(stage: Build, todo: Plan, unread: list[Unread], reader: DocumentReader, prune: bool) -> Summary:
    failed = {item.source for item in unread}
    new, changed, reread = (sum(job.source not in failed for job in kind) for kind in (todo.new, todo.changed, todo.reread))
    return Summary(
        new=new,
        changed=changed,
        reread=reread,
        unchanged=len(todo.unchanged),
        removed=todo.gone if prune else (),
        gone=() if prune else todo.gone,
        unread=tuple(sorted(unread, key=lambda item: item.source)),
        outdated=stage.manifest.outdated(reader.fingerprint),
        facts=stage.parent.record["summary"]["facts"] if stage.parent else {},
    )


def _publish(stage: Build, summary: Summary, clock: Clock) -> Summary:
    summary = replace(summary, facts=_facts(stage), seconds=clock.seconds)
    generation = stage.publish(summary.record, [CONCEPTS_GRAPH, DERIVED_GRAPH])
    return replace(summary, seconds=clock.seconds, generation=generation.number)


def _complete(stage: Build, extras: Extras, touched: bool) -> bool:
    """Whether the new generation differs from the published one, once the concepts and the derived graph fit the documents."""
    if not touched and stage.parent is None:
        return False
    concepts, queries = extras.concepts_hash, extras.queries
    fresh = stage.manifest.note("concepts") != concepts
    if fresh:
        stage.replace_with_file(CONCEPTS_GRAPH, extras.concepts)
        stage.manifest.put_note("concepts", concepts)
    hashed = digest(concepts, *queries.values())
    if touched or stage.manifest.note("derived") != hashed:
        stage.derive(DERIVED_GRAPH, queries)
        stage.manifest.put_note("derived", hashed)
        return True
    return fresh


def _facts(stage: Build) -> dict[str, int]:
    """How many things there are of each class of the ontology, by the name of the class."""
    found = {str(row["kind"].value): int(row["count"].value) for row in stage.answer(_KINDS)}
    return {kind.removeprefix(NAMESPACE): count for kind, count in sorted(found.items()) if kind.startswith(NAMESPACE)}
