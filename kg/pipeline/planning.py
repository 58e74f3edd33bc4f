"""What a build would do: which documents are new, changed, unchanged or gone, before anything is read."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kg.documents import STDIN, Unread, find, holds_rdf, holds_records
from kg.errors import BadInput
from kg.pipeline.reading import Job, content_hash, file_stamp
from kg.store import Manifest, State

_FROM_STDIN = "stdin:"
RDF_NOTE = "rdf"  # what tells files of RDF from those of many documents in the list of files


class Step(NamedTuple):
    """A document to read, and why: it is `new`, `changed`, or to be `reread` because the knowledge is another."""

    sort: str
    job: Job


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done: `steps` by name, and `unchanged`.

    `records` are files of many documents that are to be looked through, `datasets` files of RDF.
    `gone` were once read from a folder or a file of many that is given again and are no longer in it; `same` counts the unchanged
    documents in files of many.
    """

    steps: tuple[Step, ...] = ()
    unchanged: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    records: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    same: int = 0

    @property
    def new(self) -> tuple[Job, ...]:
        """Those that are not known."""
        return self._of("new")

    @property
    def changed(self) -> tuple[Job, ...]:
        """Those with another content than before."""
        return self._of("changed")

    @property
    def reread(self) -> tuple[Job, ...]:
        """Those of the same content that were read with other knowledge."""
        return self._of("reread")

    def _of(self, sort: str) -> tuple[Job, ...]:
        return tuple(step.job for step in self.steps if step.sort == sort)


def plan(paths: Iterable[str | Path], manifest: Manifest | None, fingerprint: str, incoming: bytes = b"") -> Plan:
    """What is to be done with what the paths hold; `incoming` is what standard input gave."""
    given = [str(path) for path in paths]
    found: dict[str, Job | Unread] = {}
    for item in find(given):
        job = item if isinstance(item, Unread) else _job(item, incoming)
        found[job.source] = job
    states = dict(manifest.states()) if manifest else {}
    files = [name for name, job in found.items() if isinstance(job, Job) and job.data is None]
    records, datasets = set(filter(holds_records, files)), set(filter(holds_rdf, files))
    steps, same, unread = [], [], []
    for name, job in sorted(found.items(), key=lambda item: item[0]):
        if name in records or name in datasets:
            continue
        try:
            if isinstance(job, Unread):
                unread.append(job)
            elif sort := sort_of(job, states.get(name, State()), fingerprint):
                steps.append(Step(sort, job))
            else:
                same.append(name)
        except BadInput as error:
            unread.append(Unread(name, error.what))
    gone = [*_gone(given, states.keys() - found.keys()), *_gone_with_their_file(given, found, manifest)]
    return Plan(tuple(steps), tuple(same), tuple(sorted(gone)), tuple(unread), tuple(sorted(records)), tuple(sorted(datasets)))


def _job(source: str, incoming: bytes) -> Job:
    """Standard input is named after its content, so that each of many texts that come that way stays."""
    return Job(source) if source != STDIN else Job(_FROM_STDIN + hashlib.sha256(incoming).hexdigest()[:12], incoming)


def sort_of(job: Job, state: State, fingerprint: str) -> str:
    """`new`, `changed`, `reread`, or '' for unchanged; BadInput when the file cannot be opened to tell."""
    if not state.sha256:
        return "new"
    if job.data is not None:
        same = state.sha256 == hashlib.sha256(job.data).hexdigest()
    else:
        same = bool(state.stamp and state.stamp == file_stamp(job.source)) or state.sha256 == content_hash(job.source)
    return "changed" if not same else "" if state.fingerprint == fingerprint else "reread"


def _gone(given: list[str], missing: Iterable[str]) -> Iterator[str]:
    """Known files under the given folders that are not there any more. A folder that is missing itself tells nothing."""
    folders = [str(Path(path)) for path in given if path != STDIN and Path(path).is_dir()]
    for name in sorted(missing):
        if any(_under(name, folder) for folder in folders):
            yield name


def _gone_with_their_file(given: list[str], found: dict[str, Job | Unread], manifest: Manifest | None) -> Iterator[str]:
    """The documents of files of many that are not there any more, and such files of RDF."""
    if manifest:
        for file in _gone(given, set(manifest.files()) - found.keys()):
            yield from manifest.inside(file)
        yield from _gone(given, set(manifest.noted(RDF_NOTE)) - found.keys())


def _under(name: str, folder: str) -> bool:
    if folder == ".":
        return not name.startswith(("/", "../", _FROM_STDIN))
    return name.startswith(folder.rstrip("/") + "/")
