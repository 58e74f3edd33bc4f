"""One document to its quads: a pure step that any process on any machine can take."""

import hashlib
import os
import re
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kg import documents, store
from kg.documents import Unread
from kg.errors import BadInput, BadKnowledge, KgError
from kg.identity import words
from kg.identity.profiles import Mention
from kg.iris import BASE, NAMESPACE, digest, document_iri
from kg.model import Document

if TYPE_CHECKING:
    from kg.identity.forms import Names
    from kg.knowledge import Knowledge

# Parts of the program that never change what a document says; after a change of any other, everything is read again.
LATER = {
    *("changes", "check", "cli", "export", "__main__", "pipeline", "reference"),
    *("results", "review", "score", "store", "unread", "web", "why"),
}
LONGEST = 5_000_000  # characters: the text is one literal, and the database takes no line of more than 16 MB
_FRESH = 2_000_000_000  # nanoseconds: a file that changed so lately may change again under the same time stamp


class Read(NamedTuple):
    """A document that was read: its graph as N-Quads lines, and what it says of persons, institutions and events."""

    lines: list[str]
    mentions: tuple[Mention, ...] = ()


class DocumentReader(Protocol):
    """What makes the quads of a document: N-Quads lines, a pure function of the document for each fingerprint and base."""

    @property
    def fingerprint(self) -> str:
        """Another one for other knowledge: then every document is read again."""

    @property
    def base(self) -> str:
        """What the IRIs of things begin with."""

    def __call__(self, document: Document) -> Read:
        """The lines of the document's graph, and what it says of names."""


@dataclass(frozen=True, slots=True)
class KnowledgeReader:
    """The reader of press releases: what the knowledge files say, applied to a document. Small, so that it can be sent around."""

    lexicon: tuple[Path, ...]
    patterns: tuple[Path, ...]
    base: str
    fingerprint: str

    def __call__(self, document: Document) -> Read:
        """The lines of the document's graph, and what it says of names."""
        from kg.extract import read
        from kg.quads import written
        from kg.resolve import Resolved

        knowledge = _knowledge(self.lexicon, self.patterns)
        if _fingerprint(knowledge, self.base) != self.fingerprint:
            raise BadKnowledge("the knowledge files changed while documents were read", hint="Build again.")
        resolved = Resolved(read(document, knowledge), self.base, _names(knowledge))
        return Read(written(resolved), resolved.mentions)


def knowledge_reader(lexicon: Sequence[Path] = (), patterns: Sequence[Path] = (), base: str = BASE) -> KnowledgeReader:
    """A reader with the knowledge of the program and of further files."""
    if not re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#:]", base):
        raise BadInput("is no base for IRIs", where=base, hint="It begins with http:// or the like and ends in / or #.")
    further = tuple(lexicon), tuple(patterns)
    return KnowledgeReader(*further, base, _fingerprint(_knowledge(*further), base))


@cache
def _knowledge(lexicon: tuple[Path, ...], patterns: tuple[Path, ...]) -> "Knowledge":
    from kg.knowledge import load

    return load(lexicon, patterns)


@lru_cache(maxsize=2)
def _names(knowledge: "Knowledge") -> "Names":
    from kg.identity.forms import Names

    return Names(knowledge.lexicon)


def _fingerprint(knowledge: "Knowledge", base: str) -> str:
    return digest(knowledge.fingerprint, words.fingerprint(words.WORDS, words.PORTFOLIOS), _code(), base)


@cache
def _code() -> str:
    """A hash of every module that has a part in reading."""
    package = Path(__file__).parent.parent
    files = sorted(path for path in package.rglob("*.py") if path.relative_to(package).parts[0].removesuffix(".py") not in LATER)
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


@dataclass(frozen=True, slots=True)
class Job:
    """A document to read: a file by its path, what came in under that name, or a document of a `file` of many."""

    source: str
    data: bytes | None = None
    document: Document | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A document that was read: its line in the manifest, its quads, and what it says of names."""

    source: store.Source
    block: bytes
    mentions: tuple[Mention, ...] = ()


def read_all(jobs: Sequence[Job], reader: DocumentReader) -> list[Outcome | Unread]:
    """The outcome of each job, in order; whatever goes wrong with one document is told of that one."""
    return [read_one(job, reader) for job in jobs]


def read_one(job: Job, reader: DocumentReader) -> Outcome | Unread:
    """A document's quads, or why there are none."""
    try:
        stamp = "" if job.data is not None or job.document else file_stamp(job.source)
        data, document = open_document(job)
        graph, (lines, mentions) = read_document(document, reader)
        begin = f"<{graph}> <{NAMESPACE}source> "
        quad = next(line for line in lines if line.startswith(begin))
        hashed = hashlib.sha256(data).hexdigest()
        hints = document.title, document.issued
        source = store.Source(job.source, graph, hashed, reader.fingerprint, stamp, *hints, quad, job.file)
        return Outcome(source, store.valid(graph, lines), mentions)
    except Exception as error:  # noqa: BLE001 - a slip in the reading of one document must not cost the others
        return unread(job, error)


def open_document(job: Job) -> tuple[bytes, Document]:
    """The bytes of a document, and the document."""
    if job.document:
        data, document = documents.Record(job.source, job.document).content, job.document
    else:
        data = documents.read_bytes(job.source) if job.data is None else job.data
        document = documents.parse(data, job.source)
    if len(document.text) > LONGEST:
        what = f"is longer than {LONGEST // 1_000_000} million characters, which no press release is"
        raise BadInput(what, where=job.source, hint="Split it into one file a document.")
    return data, document


def unread(job: Job, error: Exception) -> Unread:
    """Why a document could not be read: what a user can mend, or a slip of ours."""
    if not isinstance(error, KgError):
        return Unread(job.source, _slip(error))
    where = "" if error.where == job.source else error.where
    return Unread(job.source, str(KgError(error.what, where=where, hint=error.hint)))


def read_document(document: Document, reader: DocumentReader) -> tuple[str, Read]:
    """The graph of a document, and what was read in it."""
    return document_iri(document.text, reader.base), reader(document)


def _slip(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}, line {frame.lineno}"
    return " ".join(f"kg itself failed on it ({type(error).__name__}: {error}; {place}). Please report this.".split())


def content_hash(source: str) -> str:
    """The SHA-256 of a file's bytes."""
    return hashlib.sha256(documents.read_bytes(source)).hexdigest()


def file_hash(source: str) -> str:
    """The SHA-256 of a file of any size, '' where it cannot be read."""
    try:
        with Path(source).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def is_unchanged(source: str, stamp: str, sha256: str) -> bool:
    """Whether a file of any size is what it was, by its state on disk or else by its bytes."""
    return bool(stamp and stamp == file_stamp(source)) or sha256 == file_hash(source)


def file_stamp(source: str) -> str:
    """The state of a file on disk, '' when it is too fresh to tell: same stamp, same content."""
    try:
        status = os.stat(source)  # noqa: PTH116 - called for each of half a million files
    except (OSError, ValueError):
        return ""
    if time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) < _FRESH:
        return ""
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_ino}"
