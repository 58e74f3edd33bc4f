"""Many documents at once: batches over processes, results in the order of the jobs, whatever happens to a process."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice

from kg.documents import Unread
from kg.pipeline.reading import DocumentReader, Job, Outcome, read_all

BATCH = 16
AHEAD = 32  # batches for each worker that are handed out before their turn: a portion that is loaded takes some seconds
WORTH = 64  # documents from which on starting processes pays


def cores() -> int:
    """How many processes can run at once on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_each(jobs: Iterable[Job], reader: DocumentReader, workers: int) -> Iterator[Outcome | Unread]:
    """The outcome of each job in their order, whatever the number of workers; jobs are taken as they are needed."""
    todo = iter(jobs)
    first = list(islice(todo, WORTH)) if workers > 1 else []
    if workers <= 1 or len(first) < WORTH:
        for job in chain(first, todo):
            yield from read_all([job], reader)
        return
    batches, handed_out = _batches(chain(first, todo)), deque[Sequence[Job]]()
    yield from _in_processes(batches, handed_out, reader, workers)
    while handed_out:
        suspects = [job for batch in handed_out for job in batch]
        handed_out.clear()
        yield from _one_by_one(suspects, reader)
        yield from _in_processes(batches, handed_out, reader, workers)


def _batches(jobs: Iterator[Job]) -> Iterator[Sequence[Job]]:
    while batch := list(islice(jobs, BATCH)):
        yield batch


def _in_processes(
    batches: Iterator[Sequence[Job]], handed_out: deque[Sequence[Job]], reader: DocumentReader, workers: int
) -> Iterator[Outcome | Unread]:
    """The outcomes of all batches, or of those before a process died: then the others that were `handed_out` are left there."""
    pool, flying = _pool(workers), deque[Future[list[Outcome | Unread]]]()
    try:
        for batch in batches:
            handed_out.append(batch)
            flying.append(pool.submit(read_all, batch, reader))
            if len(flying) == workers * AHEAD:
                yield from _delivered(flying, handed_out)
        while flying:
            yield from _delivered(flying, handed_out)
    except BrokenProcessPool:
        pass
    finally:
        pool.shutdown(cancel_futures=True)


def _delivered(flying: deque[Future[list[Outcome | Unread]]], handed_out: deque[Sequence[Job]]) -> list[Outcome | Unread]:
    outcomes = flying.popleft().result()
    handed_out.popleft()
    return outcomes


def _one_by_one(jobs: Sequence[Job], reader: DocumentReader) -> Iterator[Outcome | Unread]:
    """The outcomes of jobs one of which ended a process: it is found, told, and the others are read."""
    pool = _pool(1)
    try:
        for job in jobs:
            try:
                yield from pool.submit(read_all, [job], reader).result()
            except BrokenProcessPool:
                yield Unread(job.source, "reading it ended the process that did (out of memory or a crash). Please report this.")
                pool = _pool(1)
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    """Fresh processes: a fork would take the build's locks and database with it."""
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_end_with_parent)


def _end_with_parent() -> None:
    """A worker whose build was killed ends too; Ctrl-C is for the build to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
