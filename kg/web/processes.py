"""The processes behind the front, as the front sees them: the nursery that forks, the workers, and the jobs they are given."""

import asyncio
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

from kg.iris import digest
from kg.web import frames, nursery
from kg.web.problems import Problem

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


class Owner(Protocol):
    """Who is told what becomes of a worker."""

    def heard(self, worker: "Worker", head: frames.Head, body: bytes) -> None:
        """A frame came in."""

    def lost(self, worker: "Worker") -> None:
        """The process is gone."""


class Worker(asyncio.Protocol):
    """One worker process as the front knows it: what it reads, what it works on, since when."""

    def __init__(self, owner: "Owner", number: int, generation: Generation, errors: IO[bytes]) -> None:
        self.owner, self.number, self.generation, self.errors = owner, number, generation, errors
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
            self.owner.heard(self, head, content)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """The process is gone."""
        self.owner.lost(self)

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


class Nursery:
    """The process that forks workers; a new one is started when it is gone, and its workers went with it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._numbers = 0

    def start(self) -> None:
        """Starts the process, unless it runs."""
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        self._control, theirs = socket.socketpair()
        environment = {**os.environ, "MALLOC_ARENA_MAX": "2"}
        command = [sys.executable, "-m", "kg.web.nursery", str(theirs.fileno())]
        self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL)
        theirs.close()

    async def fork(self, owner: Owner, generation: Generation, memory: int) -> Worker:
        """A worker that begins to open the generation; its first frame says whether it could."""
        self.start()
        self._numbers += 1
        errors = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the worker
        worker = Worker(owner, self._numbers, generation, errors)
        ours, theirs = socket.socketpair()
        with theirs:
            ours.setblocking(False)
            self._command(nursery.FORK, worker.number, [theirs.fileno(), errors.fileno()])
        await asyncio.get_running_loop().create_connection(lambda: worker, sock=ours)
        worker.send(frames.job({"folder": str(generation.folder), "graph": str(generation.graph), "memory": memory}))
        return worker

    def kill(self, worker: Worker) -> None:
        """Ends a worker at once."""
        self._command(nursery.KILL, worker.number)

    def slow(self, worker: Worker) -> None:
        """Lets others run before a worker."""
        self._command(nursery.SLOW, worker.number)

    def _command(self, letter: bytes, number: int, handles: list[int] | None = None) -> None:
        if self._control is not None:
            try:
                socket.send_fds(self._control, [nursery.REQUEST.pack(letter, number)], handles or [])
            except (BrokenPipeError, ConnectionResetError):
                return  # the workers die with it, and the next fork starts another

    def close(self) -> None:
        """Lets the process end; its workers end with it."""
        if self._control is not None:
            self._control.close()
            self._control = None

    def wait(self) -> None:
        """Returns when the process has ended."""
        if self._process is not None:
            self._process.wait()


def stamp_of(generation: Generation) -> str:
    """A short name of a generation; another store has another for the same number."""
    status = generation.graph.stat()
    return digest(str(generation.number), str(status.st_ino), str(status.st_mtime_ns), size=12)


def too_long(seconds: float) -> Problem:
    """504: the deadline came first."""
    return Problem(504, "deadline", f"The query was stopped after {seconds:g} s. Ask for less, or add LIMIT.")


def post_mortem(words: str) -> Problem:
    """503 for the query of a worker that died with these words."""
    later = (("Retry-After", "60"),)
    if "memory allocation" in words or "out of memory" in words.lower():
        return Problem(503, "memory", "The query needs more memory than this server gives one.", later)
    return Problem(503, "crashed", "The query brought its worker down; other queries are not touched.", later)
