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

IN_USE = "in-use"
_PAUSE = 0.05


class BuildLock:
    """The right to change a store, for the time of a `with` block; the lock file says who has it, and since when."""

    def __init__(self, store: Path, wait: float = 0) -> None:
        self.store, self.wait = store, wait
        self._handle = -1

    def __enter__(self) -> "BuildLock":
        try:
            self._handle = os.open(self.store / "lock", os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise StoreError(f"cannot be changed: {error.strerror}", where=str(self.store)) from error
        deadline = time.monotonic() + self.wait
        while not _taken(self._handle, fcntl.LOCK_EX):
            if time.monotonic() >= deadline:
                holder = _holder(self._handle)
                os.close(self._handle)
                raise StoreBusy(
                    f"another build is changing it: {holder}", where=str(self.store), hint="Try again when it has ended."
                )
            time.sleep(_PAUSE)
        self._write({"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat(timespec="seconds")})
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


def unused(folder: Path) -> bool:
    """Whether no reader has a generation open."""
    handle = os.open(folder / IN_USE, os.O_RDONLY | os.O_CREAT, 0o666)
    try:
        return _taken(handle, fcntl.LOCK_EX)
    finally:
        os.close(handle)


def _taken(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(handle: int) -> str:
    """`process 4711 on host since 2024-05-05 10:00:00 UTC`, as far as the lock file tells."""
    try:
        holder = json.loads(os.pread(handle, 4096, 0) or b"{}")
        since = datetime.fromisoformat(holder["since"]).strftime("%Y-%m-%d %H:%M:%S UTC")
        return f"process {holder['pid']} on {holder['host']} since {since}"
    except (ValueError, KeyError, TypeError):
        return "a process that has only just begun"
