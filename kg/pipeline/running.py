"""A build from end to end, and what it would do."""

import hashlib
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from kg import ontology, resources
from kg.documents import STDIN, Unread, find, named
from kg.errors import BadInput, BadKnowledge
from kg.iris import BASE, DERIVED_GRAPH, IDENTITY_GRAPH, digest
from kg.pipeline.datasets import Datasets, sort_of_dataset
from kg.pipeline.planning import Plan, Step, plan
from kg.pipeline.reading import DocumentReader, Job, knowledge_reader
from kg.pipeline.records import RecordFiles
from kg.pipeline.registry import Registry
from kg.pipeline.resolving import given, resolve
from kg.pipeline.summary import Clock, Summary
from kg.pipeline.workers import cores, read_each
from kg.store import ALIGNED, CONCEPTS_GRAPH, KEEP, LEVELS, NONE, SHORTCUTS, Build, Manifest, current
from kg.store.generations import check_folder

Progress = Callable[[int, int], None]
Prune = bool | Callable[[Sequence[str]], bool]


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
    fields: Sequence[str] = (),
    decisions: Sequence[Path] = (),
    infer: str = "",
) -> Summary:
    """What was done so that the store holds what the paths say today; the work is in proportion to what changed.

    `prune` removes documents that are gone from the given folders; a function is asked before, with their names, and once more for
    those that are gone from files of many, which is known when they are read. `wait` is how many seconds to wait for another build;
    `fields` tell how records name what they hold (`text=body`); `decisions` are files of what persons decided about names; `infer`
    is one of LEVELS, '' for that of the build before.
    """
    clock, names, judged = Clock(), named(fields), given(decisions)
    incoming = _incoming(paths, stdin)
    if paths and not any(isinstance(item, str) for item in find(paths)):
        return Summary(unread=tuple(item for item in find(paths) if isinstance(item, Unread)), seconds=clock.seconds)
    extras = extras or Extras.installed()
    extras.check()
    reader = reader or knowledge_reader(lexicon, patterns, base or _base(store))
    with Build(store, keep=keep, wait=wait) as stage:
        _check_base(stage.manifest, reader, store)
        stage.manifest.put_note("base", reader.base)
        todo = plan(paths, stage.manifest, reader.fingerprint, incoming)
        whole = _agreed(prune, todo.gone)
        records = RecordFiles(todo.records, names, stage.manifest, reader.fingerprint)
        registry, unread, counts = _read(stage, todo, records, reader, workers or cores(), progress)
        inside = _agreed(prune, records.gone)
        records.settle(removed=bool(inside))
        todo = replace(todo, gone=tuple(sorted((*todo.gone, *records.gone))), same=records.same)
        datasets = Datasets(stage, reader.base)
        unread += _settle(registry, datasets, todo, (*whole, *inside))
        resolution = resolve(stage, registry, judged, lost=IDENTITY_GRAPH in datasets.touched)
        unread += resolution.unread
        changed = _complete(stage, extras, bool(registry.touched or datasets.touched or resolution.changed), infer)
        summary = _summary(stage, todo, counts, unread, reader, (*whole, *inside))
        summary = replace(summary, rdf=dict(datasets.counts), conflicts=resolution.conflicts)
        return _publish(stage, summary, clock, datasets.touched) if changed else replace(summary, seconds=clock.seconds)


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
    fields: Sequence[str] = (),
    **knowledge: Any,  # noqa: ANN401 - the folders of knowledge_reader
) -> Plan:
    """What a build of these paths would do; nothing is changed, nothing is read but hashes and files of many documents."""
    check_folder(store)
    incoming = _incoming(paths, stdin)
    reader = reader or knowledge_reader(**knowledge, base=base or _base(store))
    with tempfile.TemporaryDirectory() as nowhere:
        known = current(store).documents if (store / "current").exists() else Path(nowhere) / "documents.sqlite"
        with Manifest(known, writable=not known.exists()) as manifest:
            _check_base(manifest, reader, store)
            todo = plan(paths, manifest, reader.fingerprint, incoming)
            records = RecordFiles(todo.records, named(fields), manifest, reader.fingerprint)
            found = [Step(one.sort, Job(one.job.source)) if isinstance(one, Step) else one for one in records.steps()]
            sorts = [(path, sort_of_dataset(manifest, path)) for path in todo.datasets]
    steps = (*todo.steps, *(one for one in found if isinstance(one, Step)))
    steps = (*steps, *(Step(sort, Job(path)) for path, sort in sorts if sort != "unchanged"))
    unread = (*todo.unread, *(one for one in found if isinstance(one, Unread)))
    return replace(todo, steps=steps, unread=unread, gone=tuple(sorted((*todo.gone, *records.gone))), same=records.same)


def _incoming(paths: Sequence[str | Path], stdin: BinaryIO | None) -> bytes:
    """What standard input gives, where it is among the paths."""
    return (stdin or sys.stdin.buffer).read() if STDIN in map(str, paths) else b""


def _agreed(prune: Prune, gone: Sequence[str]) -> tuple[str, ...]:
    """Those of the documents that are gone which may be removed: all or none."""
    return tuple(gone) if gone and (prune(gone) if callable(prune) else prune) else ()


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
    stage: Build, todo: Plan, records: RecordFiles, reader: DocumentReader, workers: int, progress: Progress | None
) -> tuple[Registry, list[Unread], Counter[str]]:
    """Everything that is to be read, taken in; what could not be read; and how many of each sort were."""
    registry, unread, counts, flying = Registry(stage, reader), list(todo.unread), Counter[str](), deque[Step]()

    def jobs() -> Iterator[Job]:
        for step in chain(todo.steps, records.steps()):
            if isinstance(step, Unread):
                unread.append(step)
            else:
                flying.append(step)
                yield step.job

    for done, outcome in enumerate(read_each(jobs(), reader, workers), 1):
        step = flying.popleft()
        if isinstance(outcome, Unread):
            unread.append(outcome)
            records.failed(step.job.file)
        else:
            counts[step.sort] += 1
            registry.accept(outcome)
        if progress:
            progress(done, max(done, len(todo.steps) + records.expected))
    return registry, unread, counts


def _settle(registry: Registry, datasets: Datasets, todo: Plan, removed: Iterable[str]) -> list[Unread]:
    """RDF taken in, what is to go forgotten, and all graphs in order; and what could not be read."""
    unread = datasets.take(todo.datasets)
    for name in removed:
        registry.drop(name)
        datasets.drop(name)
    unread += registry.settle()
    datasets.settle(registry.touched)
    return unread


def _summary(
    stage: Build, todo: Plan, counts: Mapping[str, int], unread: list[Unread], reader: DocumentReader, removed: Sequence[str]
) -> Summary:
    return Summary(
        new=counts["new"],
        changed=counts["changed"],
        reread=counts["reread"],
        unchanged=len(todo.unchanged) + todo.same,
        removed=tuple(sorted(removed)),
        gone=tuple(sorted({*todo.gone} - {*removed})),
        unread=tuple(sorted(unread, key=lambda item: item.source)),
        outdated=stage.manifest.outdated(reader.fingerprint),
        facts=stage.parent.record["summary"]["facts"] if stage.parent else {},
    )


def _publish(stage: Build, summary: Summary, clock: Clock, others: Iterable[str]) -> Summary:
    summary = replace(summary, facts=stage.counts(), seconds=clock.seconds)
    generation = stage.publish(summary.record, [CONCEPTS_GRAPH, DERIVED_GRAPH, IDENTITY_GRAPH, *others])
    return replace(summary, seconds=clock.seconds, generation=generation.number)


def _complete(stage: Build, extras: Extras, touched: bool, infer: str) -> bool:
    """Whether the new generation differs from the published one, once the concepts and the derived graph fit the documents."""
    if not touched and stage.parent is None:
        return False
    level = _level(stage, infer)
    concepts, queries = extras.concepts_hash, extras.queries if level != NONE else {}
    entailments = ontology.entailments() if level == ALIGNED else None
    fresh = stage.manifest.note("concepts") != concepts
    if fresh:
        stage.replace_with_file(CONCEPTS_GRAPH, extras.concepts)
        stage.manifest.put_note("concepts", concepts)
    hashed = digest(concepts, repr(entailments), *queries.values())
    anew = stage.manifest.note("derived") != hashed
    if touched or anew:
        stage.derive(DERIVED_GRAPH, queries, anew=anew, entailments=entailments)
        stage.manifest.put_note("derived", hashed)
        return True
    return fresh


def _level(stage: Build, infer: str) -> str:
    """How much is derived: what is asked for, else what was before."""
    if infer and infer not in LEVELS:
        raise BadInput(f"there is no level {infer!r}", where="--infer", hint=f"There are: {', '.join(LEVELS)}.")
    level = infer or stage.manifest.note("infer") or SHORTCUTS
    stage.manifest.put_note("infer", level)
    return level
