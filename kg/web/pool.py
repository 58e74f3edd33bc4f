"""The workers as the front sees them: who is free, who has run too long, who must die, and which generation is served.

Short questions stay quick whatever else is asked. A query that has had its slice goes on beside the others, and a fresh worker
takes its place; after three seconds it goes on at low priority if processors are short. When the places for long queries are
full and others wait, a query is stopped after one second, and its client is told to come back. Who has taken most lately waits
longest. So a flood of endless queries hardly touches a short one. A worker that dies takes only its own query along.
"""

import asyncio
import contextlib
import logging
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol, cast

from kg.errors import KgError, StoreError
from kg.iris import digest
from kg.web import frames, nursery
from kg.web.problems import Problem, busy
from kg.web.settings import Settings

log = logging.getLogger("kg.web")
TICK = 0.05
_SPARE = 1
_LONG_FOR_EACH = 4
_LONG = 1.0
_VERY_LONG = 3.0
_SURPLUS_SECONDS = 5.0
_FORGET = 0.5
_DEBTORS = 10_000
_LAST_WORDS = 4096


class Generation(Protocol):
    """A published state of the store, as `kg.store.Generation` is one."""

    @property
    def number(self) -> int:
        """Grows by one with each build."""

    @property
    def folder(self) -> Path:
        """The folder that its readers lock, and that nobody writes again."""

    @property
    def graph(self) -> Path:
        """The database in it."""


@dataclass(slots=True)
class Answer:
    """What a worker said: the head of its frame, the body, and the generation it read."""

    head: dict[str, Any]
    body: bytes
    generation: Generation


@dataclass(slots=True, eq=False)
class Job:
    """A query on its way: the frame to send, its deadline in seconds, and where its answer goes.

    `watch` starts waiting for the client to hang up. It is called for the few queries that take long, not for each.
    """

    frame: bytes
    seconds: float
    client: str
    future: asyncio.Future[Answer]
    watch: Callable[[], asyncio.Future[None]]
    since: float
    watcher: asyncio.Future[None] | None = None


class Worker(asyncio.Protocol):
    """One worker process as the front knows it: what it reads, what it works on, since when."""

    def __init__(self, pool: "Pool", number: int, generation: Generation, errors: IO[bytes]) -> None:
        self.pool, self.number, self.generation, self.errors = pool, number, generation, errors
        self.job: Job | None = None
        self.verdict: Problem | None = None
        self.started, self.ready, self.long, self.low = time.monotonic(), False, False, False
        self.held: tuple[str, ...] = ()
        self._transport: asyncio.Transport | None = None
        self._head: frames.Head | None = None
        self._chunks: list[bytes] = []
        self._held = self._needed = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the way to the process."""
        self._transport = cast(asyncio.Transport, transport)

    def send(self, frame: bytes) -> None:
        """Hands the process a frame."""
        if self._transport is not None:
            self._transport.write(frame)

    def take(self, job: Job) -> None:
        """Starts a job."""
        self.job, self.started = job, time.monotonic()
        self.send(job.frame)

    def data_received(self, data: bytes) -> None:
        """Collects a frame, and passes it on when it is whole."""
        self._held += len(data)
        self._chunks.append(data)
        if self._head is None and self._held >= frames.LENGTHS.size:
            if len(self._chunks) > 1:
                data = b"".join(self._chunks)
            text, body = frames.LENGTHS.unpack_from(data)
            begin = frames.LENGTHS.size + text
            if self._held >= begin:
                self._head, self._needed = frames.read_head(data[frames.LENGTHS.size : begin]), begin + body
                self._chunks = [data[begin:]]
        if self._head is not None and self._held >= self._needed:
            head, content = self._head, self._chunks[0] if len(self._chunks) == 1 else b"".join(self._chunks)
            self._head, self._held, self._chunks = None, 0, []
            self.pool.heard(self, head, content)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """The process is gone."""
        self.pool.lost(self)

    def last_words(self) -> str:
        """The end of what the process wrote to its standard error."""
        self.errors.seek(0, os.SEEK_END)
        self.errors.seek(max(0, self.errors.tell() - _LAST_WORDS))
        return self.errors.read().decode("utf-8", "replace").strip()

    def close(self) -> None:
        """Lets go of the process; its end is the end of its socket."""
        if self._transport is not None:
            self._transport.abort()
        self.errors.close()


class Pool:
    """The workers of one server. `current` says which generation is published; it is asked a few times a second."""

    def __init__(self, current: Callable[[], Generation], settings: Settings) -> None:
        self._current, self._settings = current, settings
        self._workers: set[Worker] = set()
        self._idle: list[Worker] = []
        self._waiting: list[Job] = []
        self._debts: dict[str, float] = {}
        self._crowded_since = 0.0
        self._wanted = self.serving = current()
        self.stamp = stamp_of(self.serving)
        self._numbers = 0
        self._failures = 0
        self._not_before = 0.0
        self._control: socket.socket | None = None
        self._nursery: subprocess.Popen[bytes] | None = None
        self._ticking: asyncio.Task[None] | None = None
        self._up: asyncio.Future[None] | None = None
        self._stopping = False
        self.crashes = self.kills = 0

    # --- life

    async def start(self) -> None:
        """Returns when the first worker is ready; raises StoreError when the store cannot be opened."""
        self._control, theirs = socket.socketpair()
        environment = {**os.environ, "MALLOC_ARENA_MAX": "2"}
        command = [sys.executable, "-m", "kg.web.nursery", str(theirs.fileno())]
        self._nursery = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL)
        theirs.close()
        self._up = asyncio.get_running_loop().create_future()
        await self._replenish()
        self._ticking = asyncio.create_task(self._tick_for_ever())
        await self._up

    async def stop(self) -> None:
        """Ends every process; waits for the nursery, which buries the workers."""
        self._stopping = True
        if self._ticking is not None:
            self._ticking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._ticking
        for worker in list(self._workers):
            worker.close()
        if self._control is not None:
            self._control.close()
        if self._nursery is not None:
            await asyncio.to_thread(self._nursery.wait)

    @property
    def ready(self) -> int:
        """How many workers have opened the served generation."""
        return sum(worker.ready and worker.generation is self.serving for worker in self._workers)

    @property
    def running(self) -> int:
        """How many queries are being answered now."""
        return sum(worker.job is not None for worker in self._workers)

    @property
    def waiting(self) -> int:
        """How many queries wait for a worker."""
        return len(self._waiting)

    @property
    def held(self) -> tuple[str, ...]:
        """What confines the workers."""
        return next((worker.held for worker in self._workers if worker.ready), ())

    # --- asking

    def submit(self, head: dict[str, Any], seconds: float, client: str, watch: Callable[[], asyncio.Future[None]]) -> Job:
        """Puts a client's job in the queue; raises Problem 503 when too many wait."""
        if len(self._waiting) >= self._settings.waiting:
            raise busy("Too many queries are waiting.")
        job = Job(frames.job(head), seconds, client, asyncio.get_running_loop().create_future(), watch, time.monotonic())
        self._waiting.append(job)
        self._dispatch()
        return job

    async def result(self, job: Job) -> Answer:
        """The answer to a job; when this is cancelled or the client hangs up, the job's worker is stopped."""
        try:
            return await job.future
        except asyncio.CancelledError:
            self._forget(job)
            raise Problem(408, "gone", "The client has gone.") from None
        finally:
            if job.watcher is not None:
                job.watcher.cancel()

    def _forget(self, job: Job) -> None:
        with contextlib.suppress(ValueError):
            self._waiting.remove(job)
        for worker in self._workers:
            if worker.job is job:
                self._kill(worker, busy("The client has gone."))

    def _watch(self, job: Job) -> None:
        job.watcher = job.watch()
        job.watcher.add_done_callback(lambda watcher: None if watcher.cancelled() else job.future.cancel())

    def _dispatch(self) -> None:
        while self._waiting and self._idle:
            job = self._waiting[0]
            if len(self._waiting) > 1:
                job = min(self._waiting, key=lambda waiting: self._debts.get(waiting.client, 0.0))
            self._waiting.remove(job)
            if not job.future.done():
                self._idle.pop().take(job)

    # --- what workers report

    def heard(self, worker: Worker, head: dict[str, Any], body: bytes) -> None:
        """A frame came in: the greeting of a new worker, or an answer."""
        if not worker.ready:
            self._greeted(worker, head)
            return
        job, worker.job = worker.job, None
        if job is not None:
            self._charge(job.client, time.monotonic() - worker.started)
            if not job.future.done():
                job.future.set_result(Answer(head, body, worker.generation))
        if worker.low or worker.generation is not self.serving or worker.verdict:
            self._retire(worker)
        else:
            worker.long = False
            self._idle.append(worker)
        self._dispatch()

    def _charge(self, client: str, seconds: float) -> None:
        if seconds > self._settings.slice:
            if len(self._debts) > _DEBTORS:
                self._debts.clear()
            self._debts[client] = self._debts.get(client, 0.0) + seconds

    def _greeted(self, worker: Worker, head: dict[str, Any]) -> None:
        if not head["ready"]:
            worker.errors.write(head["detail"].encode())
            return
        worker.ready, worker.held = True, tuple(head["held"])
        self._failures = 0
        if worker.generation is not self._wanted:
            self._retire(worker)
            return
        if self.serving is not self._wanted:
            self._switch()
        self._idle.append(worker)
        if self._up is not None and not self._up.done():
            self._up.set_result(None)
        self._dispatch()

    def _switch(self) -> None:
        """Serves the new generation from now on; queries that run on the old one end there."""
        log.info("generation %d is served", self._wanted.number)
        self.serving, self.stamp = self._wanted, stamp_of(self._wanted)
        old, self._idle = self._idle, []
        for worker in old:
            self._retire(worker)

    def lost(self, worker: Worker) -> None:
        """A worker is gone: its query gets the reason, and a new worker comes."""
        if worker not in self._workers or self._stopping:
            return
        self._workers.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        words = worker.last_words()
        if worker.job is not None:
            self._charge(worker.job.client, time.monotonic() - worker.started)
            if not worker.job.future.done():
                worker.job.future.set_exception(worker.verdict or _post_mortem(words))
        if worker.verdict is None:
            self._mourn(worker, words)
        worker.close()

    def _mourn(self, worker: Worker, words: str) -> None:
        self.crashes += 1
        log.warning("worker %d died: %s", worker.number, words or "without a word")
        if not worker.ready:
            self._failures += 1
            self._not_before = time.monotonic() + min(10.0, 0.1 * 2**self._failures)
            if self._up is not None and not self._up.done():
                self._up.set_exception(StoreError(f"cannot be opened: {words}", where=str(worker.generation.folder)))

    # --- the clock

    async def _tick_for_ever(self) -> None:
        beat = 0
        while True:
            await asyncio.sleep(TICK)
            beat += 1
            if beat % 4 == 0:
                self._look_for_a_new_generation()
            if beat % 20 == 0:
                self._debts = {client: debt * _FORGET for client, debt in self._debts.items() if debt > self._settings.slice}
            self._judge()
            self._let_surplus_go()
            await self._replenish()

    def _look_for_a_new_generation(self) -> None:
        try:
            found = self._current()
        except (KgError, OSError):
            return
        if found != self._wanted:
            self._wanted = found

    def _judge(self) -> None:
        """Deadlines, slices and the patience of those who wait."""
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.job is not None and worker.verdict is None and now - worker.started > self._settings.slice:
                self._judge_long(worker, worker.job, now - worker.started)
        for job in self._waiting:
            if job.watcher is None and now - job.since > self._settings.slice:
                self._watch(job)
        while self._waiting and now - self._waiting[0].since > self._settings.timeout:
            job = self._waiting.pop(0)
            if not job.future.done():
                job.future.set_exception(busy("The query waited too long for a free worker."))

    def _judge_long(self, worker: Worker, job: Job, ran: float) -> None:
        if job.watcher is None:
            self._watch(job)
        if ran > job.seconds:
            self._kill(worker, _too_long(job.seconds))
        elif not worker.long and self._makes_room():
            worker.long = True
        elif ran > _VERY_LONG and worker.long and not worker.low and self.running > (os.cpu_count() or 1):
            worker.low = True
            self._command(nursery.SLOW, worker.number)
        elif ran > _LONG and not worker.long and self._waiting:
            self._kill(worker, busy("Long queries fill this server. Short ones are still answered.", 5))

    def _makes_room(self) -> bool:
        """Whether one more query may count as long, so that a worker is forked for the short ones: if none is free or coming."""
        if self._idle or not all(worker.ready for worker in self._workers):
            return False
        return sum(worker.long for worker in self._workers) < _LONG_FOR_EACH * self._settings.workers

    def _let_surplus_go(self) -> None:
        """Retires a worker that was forked beside long queries and has had nothing to do for a while."""
        now = time.monotonic()
        if len(self._idle) <= self._settings.workers + _SPARE:
            self._crowded_since = now
        elif now - self._crowded_since > _SURPLUS_SECONDS:
            self._retire(self._idle.pop(0))

    def _kill(self, worker: Worker, verdict: Problem) -> None:
        worker.verdict = verdict
        self.kills += 1
        self._command(nursery.KILL, worker.number)
        if worker.job is not None and not worker.job.future.done():
            worker.job.future.set_exception(verdict)

    def _retire(self, worker: Worker) -> None:
        self._workers.discard(worker)
        worker.close()

    async def _replenish(self) -> None:
        """Forks what is missing: as many workers as were asked for and one more, on the newest generation."""
        quick = sum(not w.long and not w.verdict and w.generation is self._wanted for w in self._workers)
        if time.monotonic() >= self._not_before:
            for _ in range(self._settings.workers + _SPARE - quick):
                await self._fork()

    async def _fork(self) -> None:
        self._numbers += 1
        errors = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the worker
        worker = Worker(self, self._numbers, self._wanted, errors)
        ours, theirs = socket.socketpair()
        with theirs:
            ours.setblocking(False)
            self._command(nursery.FORK, worker.number, [theirs.fileno(), errors.fileno()])
        self._workers.add(worker)
        await asyncio.get_running_loop().create_connection(lambda: worker, sock=ours)
        where = {"folder": str(self._wanted.folder), "graph": str(self._wanted.graph)}
        worker.send(frames.job({**where, "memory": self._settings.memory}))

    def _command(self, letter: bytes, number: int, handles: list[int] | None = None) -> None:
        if self._control is not None:
            socket.send_fds(self._control, [nursery.REQUEST.pack(letter, number)], handles or [])


def stamp_of(generation: Generation) -> str:
    """A short name of a generation; another store has another for the same number."""
    status = generation.graph.stat()
    return digest(str(generation.number), str(status.st_ino), str(status.st_mtime_ns), size=12)


def _too_long(seconds: float) -> Problem:
    return Problem(504, "deadline", f"The query was stopped after {seconds:g} s. Ask for less, or add LIMIT.")


def _post_mortem(words: str) -> Problem:
    if "memory allocation" in words or "out of memory" in words.lower():
        return Problem(503, "memory", "The query needs more memory than this server gives one.", (("Retry-After", "60"),))
    return Problem(503, "crashed", "The query brought its worker down; other queries are not touched.", (("Retry-After", "60"),))
