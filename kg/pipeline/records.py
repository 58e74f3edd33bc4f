"""Files of many documents in a build: looked through one after the other, in memory that does not grow with them."""

from collections.abc import Iterator, Sequence

from kg.documents import Fields, Record, RecordFile, Unread
from kg.errors import BadInput
from kg.pipeline.planning import Step, sort_of
from kg.pipeline.reading import Job, file_hash, file_stamp, is_unchanged
from kg.store import File, Manifest

_AGAIN = "has the identifier of an earlier document of the file."


class RecordFiles:
    """The documents of some files of many. Once `steps` have come to their end, `gone` and `same` tell of the others.

    `settle` then notes which files need not be looked through again: those without a fault, and none of whose documents `failed`.
    """

    def __init__(self, paths: Sequence[str], names: Fields, manifest: Manifest, fingerprint: str) -> None:
        self._paths, self._names, self._manifest, self._fingerprint = paths, names, manifest, fingerprint
        self._open: RecordFile | None = None
        self._before = self._inside = 0
        self._whole: dict[str, File | None] = {}
        self._losing: set[str] = set()
        self.gone: list[str] = []
        self.same = 0

    @property
    def expected(self) -> int:
        """How many documents there may be to look through, as far as can be told by now."""
        part = self._open.fraction if self._open else 1.0
        return self._before + round(self._inside / max(part, 0.001))

    def steps(self) -> Iterator[Step | Unread]:
        """The documents to read, file by file in their order, and what cannot be read."""
        for path in self._paths:
            if self._is_unchanged(path):
                self.same += sum(1 for _ in self._manifest.inside(path))
                continue
            yield from self._steps(path)
            self._before, self._inside, self._open = self._before + self._inside, 0, None

    def _is_unchanged(self, path: str) -> bool:
        """Whether a file is as it was when it was read to its end, under the same fields and with the same knowledge."""
        known = self._manifest.file(path)
        if known is None or known.note != repr(self._names) or any(self._manifest.inside(path, stale=self._fingerprint)):
            return False
        return is_unchanged(path, known.stamp, known.sha256)

    def _steps(self, path: str) -> Iterator[Step | Unread]:
        stamp, whole = file_stamp(path), True
        self._open, self._whole[path] = RecordFile(path, self._names), None
        try:
            for item in self._open:
                self._inside += 1
                step = item if isinstance(item, Unread) else self._step(path, item)
                whole = whole and not isinstance(step, Unread)
                if step:
                    yield step
        except BadInput as error:
            yield Unread(path, str(BadInput(error.what, hint=error.hint)))
            return
        if whole:
            gone = list(self._manifest.inside(path, unseen=True))
            self.gone.extend(gone)
            self._losing.update([path] if gone else [])
            digest = file_hash(path)
            if digest and stamp == file_stamp(path):
                self._whole[path] = File(path, digest, stamp, repr(self._names))

    def failed(self, path: str) -> None:
        """A document of a file could not be read: it is to be tried again."""
        if path:
            self._whole[path] = None

    def settle(self, *, removed: bool) -> None:
        """What was found out about the files is kept; unless what is `gone` is `removed` now, it must be found again."""
        for path, file in self._whole.items():
            if file and (removed or path not in self._losing):
                self._manifest.put_file(file)
            else:
                self._manifest.drop_file(path)

    def _step(self, path: str, record: Record) -> Step | Unread | None:
        """What is to be done with a document; None where nothing is."""
        if not self._manifest.see(record.name):
            return Unread(record.name, _AGAIN)
        sort = sort_of(Job(record.name, record.content), self._manifest.state(record.name), self._fingerprint)
        self.same += not sort
        return Step(sort, Job(record.name, document=record.document, file=path)) if sort else None
