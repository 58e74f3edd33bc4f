"""Who builds and who reads: locks of the operating system, which end with the process that holds them, however it ends."""

import fcntl
import json
import os
import socket
import time
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from kg.errors import StoreBusy, StoreError
from kg.store.disk import explained

IN_USE = "in-use"
_PAUSE = 0.05


class BuildLock:
    """The right to change a store, for the time of a `with` block; the lock file says who has it, and since when."""

    def __init__(self, store: Path, wait: float = 0) -> None:
        self.store, self.wait = store, wait
        self._handle = -1

    def __enter__(self) -> "BuildLock":
        with explained(self.store):
            self._handle = os.open(self.store / "lock", os.O_RDWR | os.O_CREAT, 0o666)
        deadline = time.monotonic() + self.wait
        while not _taken(self._handle, fcntl.LOCK_EX):
            if time.monotonic() >= deadline:
                holder = _holder(self._handle)
                os.close(self._handle)
                raise StoreBusy(
                    f"another build is changing it: {holder}", where=str(self.store), hint="Try again when it has ended."
                )
            time.sleep(_PAUSE)
        try:
            with explained(self.store):
                self._write({"pid": os.getpid(), "host": socket.gethostname(), "since": _now()})
        except StoreError:
            os.close(self._handle)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._write({})
        os.close(self._handle)

    def _write(self, holder: dict[str, object]) -> None:
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, (json.dumps(holder) + "\n").encode() if holder else b"", 0)


def use(folder: Path) -> int:
    """A shared lock on a generation, to be closed by its reader; FileNotFoundError when the generation is gone."""
    handle = os.open(folder / IN_USE, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_SH)
    try:
        if os.fstat(handle).st_ino == (folder / IN_USE).stat().st_ino:
            return handle
    except FileNotFoundError:
        pass
    os.close(handle)
    raise FileNotFoundError(str(folder))


def retire(folder: Path, gone: Path) -> bool:
    """Whether a generation now has another name, under which no reader looks for it; it has not while one reads it."""
    handle = os.open(folder / IN_USE, os.O_RDONLY | os.O_CREAT, 0o666)
    try:
        free = _taken(handle, fcntl.LOCK_EX)
        if free:
            folder.rename(gone)
        return free
    finally:
        os.close(handle)


def _taken(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _holder(handle: int) -> str:
    """`process 4711 on host since 2024-05-05 10:00:00 UTC`, as far as the lock file tells."""
    try:
        holder = json.loads(os.pread(handle, 4096, 0) or b"{}")
        since = datetime.fromisoformat(holder["since"]).strftime("%Y-%m-%d %H:%M:%S UTC")
        return f"process {holder['pid']} on {holder['host']} since {since}"
    except (ValueError, KeyError, TypeError):
        return "a process that has only just begun"
