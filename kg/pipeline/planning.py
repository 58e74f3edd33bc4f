"""What a build would do: which documents are new, changed, unchanged or gone, before anything is read."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.documents import STDIN, Unread, find
from kg.errors import BadInput
from kg.pipeline.reading import Job, content_hash, file_stamp
from kg.store import Manifest, State

_FROM_STDIN = "stdin:"


@dataclass(frozen=True, slots=True)
class Plan:
    """Documents by what is to be done, each kind sorted: `reread` have the same text but were read with other knowledge.

    `gone` were once read from a folder that is given again and are no longer in it.
    """

    new: tuple[Job, ...] = ()
    changed: tuple[Job, ...] = ()
    reread: tuple[Job, ...] = ()
    unchanged: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def jobs(self) -> list[Job]:
        """What is to be read, by name."""
        return sorted((*self.new, *self.changed, *self.reread), key=lambda job: job.source)


def plan(paths: Iterable[str | Path], manifest: Manifest | None, fingerprint: str, incoming: bytes = b"") -> Plan:
    """What is to be done with what the paths hold; `incoming` is what standard input gave."""
    given = [str(path) for path in paths]
    found: dict[str, Job | Unread] = {}
    for item in find(given):
        job = item if isinstance(item, Unread) else _job(item, incoming)
        found[job.source] = job
    states = dict(manifest.states()) if manifest else {}
    sorts: dict[str, list[Job]] = {"new": [], "changed": [], "reread": [], "unchanged": []}
    unread = []
    for name, job in sorted(found.items()):
        try:
            if isinstance(job, Unread):
                unread.append(job)
            else:
                sorts[_sort(job, states.get(name, State()), fingerprint)].append(job)
        except BadInput as error:
            unread.append(Unread(name, error.what))
    same = tuple(job.source for job in sorts["unchanged"])
    gone = tuple(_gone(given, states.keys() - found.keys()))
    return Plan(tuple(sorts["new"]), tuple(sorts["changed"]), tuple(sorts["reread"]), same, gone, tuple(unread))


def _job(source: str, incoming: bytes) -> Job:
    """Standard input is named after its content, so that each of many texts that come that way stays."""
    return Job(source) if source != STDIN else Job(_FROM_STDIN + hashlib.sha256(incoming).hexdigest()[:12], incoming)


def _sort(job: Job, state: State, fingerprint: str) -> str:
    """`new`, `changed`, `reread` or `unchanged`; BadInput when the file cannot be opened to tell."""
    if not state.sha256:
        return "new"
    if job.data is not None:
        same = state.sha256 == hashlib.sha256(job.data).hexdigest()
    else:
        same = bool(state.stamp and state.stamp == file_stamp(job.source)) or state.sha256 == content_hash(job.source)
    return "changed" if not same else "unchanged" if state.fingerprint == fingerprint else "reread"


def _gone(given: list[str], missing: Iterable[str]) -> Iterator[str]:
    """Known files under the given folders that are not there any more. A folder that is missing itself tells nothing."""
    folders = [str(Path(path)) for path in given if path != STDIN and Path(path).is_dir()]
    for name in sorted(missing):
        if any(_under(name, folder) for folder in folders):
            yield name


def _under(name: str, folder: str) -> bool:
    if folder == ".":
        return not name.startswith(("/", "../", _FROM_STDIN))
    return name.startswith(folder.rstrip("/") + "/")
