"""Many documents at once: batches over processes, results in the order of the jobs, whatever happens to a process."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from kg.documents import Unread
from kg.pipeline.reading import DocumentReader, Job, Outcome, read_all

BATCH = 16
AHEAD = 6  # batches for each worker that are handed out before their turn, so that none waits while the database loads
WORTH = 64  # documents from which on starting processes pays


def cores() -> int:
    """How many processes can run at once on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_each(jobs: Sequence[Job], reader: DocumentReader, workers: int) -> Iterator[Outcome | Unread]:
    """The outcome of each job in their order, whatever the number of workers."""
    if workers <= 1 or len(jobs) < WORTH:
        for job in jobs:
            yield from read_all([job], reader)
        return
    batches = deque(jobs[start : start + BATCH] for start in range(0, len(jobs), BATCH))
    while batches:
        yield from _in_processes(batches, reader, workers)
        suspects = [batches.popleft() for _ in range(min(len(batches), workers * AHEAD))]
        yield from _one_by_one([job for batch in suspects for job in batch], reader)


def _in_processes(batches: deque[Sequence[Job]], reader: DocumentReader, workers: int) -> Iterator[Outcome | Unread]:
    """The outcomes of all batches, or of those before a process died; what is delivered is taken off the queue."""
    pool = _pool(workers)
    try:
        todo = iter(list(batches))
        flying: deque[Future[list[Outcome | Unread]]] = deque()
        for batch in todo:
            flying.append(pool.submit(read_all, batch, reader))
            if len(flying) == workers * AHEAD:
                outcomes = flying.popleft().result()
                batches.popleft()
                yield from outcomes
        while flying:
            outcomes = flying.popleft().result()
            batches.popleft()
            yield from outcomes
    except BrokenProcessPool:
        pass
    finally:
        pool.shutdown(cancel_futures=True)


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
