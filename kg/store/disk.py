"""Troubles of the disk and the databases on it, told in one line."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError

_FULL = ("No space left on device", "Disk quota exceeded", "database or disk is full")
_HINT = "Free some space, then run it again: what is published is unchanged."


@contextmanager
def explained(store: Path) -> Iterator[None]:
    """Whatever the system, Oxigraph or SQLite cannot write comes out as StoreError."""
    try:
        yield
    except (OSError, RuntimeError, sqlite3.Error) as error:
        raise told(store, error) from error


def told(store: Path, error: Exception) -> StoreError:
    """The trouble and, where the disk is full, what to do."""
    if type(error) is sqlite3.DatabaseError:  # none of its kinds: what was read makes no sense
        return StoreError(f"the list of documents is damaged: {error}", where=str(store), hint="Go back with: kg undo")
    what = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
    full = next((reason for reason in _FULL if reason in what), "")
    return StoreError(f"cannot be written: {full or what}", where=str(store), hint=_HINT if full else "")
