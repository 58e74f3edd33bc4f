"""What the patterns miss: sentences that name people, institutions, money or dates but yielded no claim, the most promising first.

Documents are read one after the other and forgotten; only the best sentences are kept.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg import knowledge as knowledges
from kg.documents import STDIN, Fields, RecordFile, Unread, find, holds_records, named
from kg.errors import BadInput
from kg.pipeline.reading import Job, open_document, unread
from kg.unread import clues
from kg.unread.finding import Gap, gaps
from kg.unread.telling import FORMATS, check, write

__all__ = ["FORMATS", "Answer", "Gap", "check", "gaps", "search", "write"]
MOST = 30
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """The best gaps, how many further sentences there are, how many documents were read, and which could not be."""

    gaps: tuple[Gap, ...]
    more: int
    documents: int
    unread: tuple[Unread, ...]


def search(
    paths: Iterable[str | Path],
    *,
    most: int = MOST,
    lexicon: Sequence[Path] = (),
    patterns: Sequence[Path] = (),
    fields: Sequence[str] = (),
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Answer:
    """The most promising sentences of the documents under some paths; `most` is how many, 0 for all."""
    known = knowledges.load(lexicon, patterns)
    wanted = clues.load(knowledges.nameable(known.lexicon))
    found, read = list(find(paths)), 0
    best, failed = Best(most), list[Unread]()
    names = named(fields)
    for done, item in enumerate(found, 1):
        for job in _jobs(item, names, stdin):
            if isinstance(job, Unread):
                failed.append(job)
                continue
            try:
                best.add(gaps(open_document(job)[1], known, wanted))
                read += 1
            except Exception as error:  # noqa: BLE001 - a slip in one document must not cost the others
                failed.append(unread(job, error))
        if progress:
            progress(done, len(found))
    failed.sort(key=lambda one: one.source)
    return Answer(best.gaps, best.seen - len(best.gaps), read, tuple(failed))


def _jobs(item: str | Unread, names: Fields, stdin: BinaryIO | None) -> Iterator[Job | Unread]:
    """The documents that a path stands for."""
    if isinstance(item, Unread):
        yield item
    elif item == STDIN:
        yield Job(item, (stdin or sys.stdin.buffer).read())
    elif holds_records(item):
        try:
            for one in RecordFile(item, names):
                yield one if isinstance(one, Unread) else Job(one.name, document=one.document, file=item)
        except BadInput as error:
            yield unread(Job(item), error)
    else:
        yield Job(item)


class Best:
    """The gaps with the most points, the earlier of equals first; a sentence that comes again is kept once.

    `seen` counts the sentences; one that was let go and comes again counts again.
    """

    def __init__(self, most: int) -> None:
        self._most, self._kept, self.seen = most, dict[str, Gap](), 0

    def add(self, some: Iterable[Gap]) -> None:
        """Take them in, and let go of what is not among the best any more."""
        for gap in some:
            known = self._kept.get(gap.text)
            self.seen += known is None
            if known is None or known.points < gap.points:
                self._kept[gap.text] = gap
        if self._most and len(self._kept) > 8 * self._most:
            self._kept = {gap.text: gap for gap in self.gaps}

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Those to show."""
        ranked = sorted(self._kept.values(), key=lambda gap: -gap.points)
        return tuple(ranked[: self._most or None])
