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
import time
from collections.abc import Callable
from typing import Any

from kg.errors import KgError, StoreError
from kg.web import frames
from kg.web.problems import Problem, busy
from kg.web.processes import Answer, Generation, Job, Nursery, Worker, post_mortem, stamp_of, too_long
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
_OPENING_SECONDS = 30.0


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
        self._failures = 0
        self._not_before = 0.0
        self._nursery = Nursery()
        self._ticking: asyncio.Task[None] | None = None
        self._up: asyncio.Future[None] | None = None
        self._stopping = False
        self.crashes = self.kills = 0

    # --- life

    async def start(self) -> None:
        """Returns when the first worker is ready; raises StoreError when the store cannot be opened."""
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
        self._nursery.close()
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
        if worker.generation is self._wanted and self.serving is not self._wanted:
            self._switch()
        if worker.generation is not self.serving:
            self._retire(worker)
            return
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
                worker.job.future.set_exception(worker.verdict or post_mortem(words))
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
            try:
                await self._tick(beat)
            except OSError:  # no handles or no processes left, for the moment
                log.exception("the pool could not do its work")

    async def _tick(self, beat: int) -> None:
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
            self._wanted, self._not_before = found, 0.0

    def _judge(self) -> None:
        """Deadlines, slices and the patience of those who wait."""
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.job is not None and worker.verdict is None and now - worker.started > self._settings.slice:
                self._judge_long(worker, worker.job, now - worker.started)
            elif not worker.ready and worker.verdict is None and now - worker.started > _OPENING_SECONDS:
                self._kill(worker, busy("The store takes too long to open."))
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
            self._kill(worker, too_long(job.seconds))
        elif not worker.long and self._makes_room():
            worker.long = True
        elif ran > _VERY_LONG and worker.long and not worker.low and self.running > (os.cpu_count() or 1):
            worker.low = True
            self._nursery.slow(worker)
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
        self._nursery.kill(worker)
        if worker.job is not None and not worker.job.future.done():
            worker.job.future.set_exception(verdict)

    def _retire(self, worker: Worker) -> None:
        self._workers.discard(worker)
        worker.close()

    async def _replenish(self) -> None:
        """Forks what is missing: as many workers as were asked for and one more.

        They open the newest generation; while that one fails, the one that is served, so that it goes on being served.
        """
        wanted = self._wanted
        if time.monotonic() < self._not_before:
            if self.serving is wanted:
                return
            wanted = self.serving
        quick = sum(not w.long and not w.verdict and w.generation is wanted for w in self._workers)
        for _ in range(self._settings.workers + _SPARE - quick):
            self._workers.add(await self._nursery.fork(self, wanted, self._settings.memory))
