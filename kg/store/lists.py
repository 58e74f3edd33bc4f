"""A list of a generation as a SQLite file: opened for reading alone once it is published, written without a journal before that.

A build that dies leaves a stage that nobody reads, and publishing syncs the whole folder; so nothing is synced here.
"""

import sqlite3
from pathlib import Path
from typing import ClassVar, Self

from kg.errors import StoreError

_READ_ONLY = "mode=ro&immutable=1"


class List:
    """A file with the `tables` of a `format`; StoreError, with `what` it is, where it is damaged or another version's."""

    tables: ClassVar[str]
    format: ClassVar[int]
    what: ClassVar[str]

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        new = writable and not path.exists()
        opened = None
        try:
            opened = self._base = sqlite3.connect(uri(path, "mode=rwc" if writable else _READ_ONLY), uri=True, isolation_level=None)
            self._base.execute("pragma journal_mode = off")
            self._base.execute("pragma synchronous = off")
            if writable:
                self._base.execute("pragma locking_mode = exclusive")
            if new:
                self._base.executescript(f"{self.tables} pragma user_version = {self.format};")
            if self._base.execute("pragma user_version").fetchone() != (self.format,):
                raise StoreError("was built by another version of kg", where=str(path), hint="Build into a new folder.")
            self._base.execute("begin")
        except sqlite3.Error as error:
            if opened:
                opened.close()
            if new:
                raise
            raise StoreError(f"{self.what} is damaged: {error}", where=str(path)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Everything is written and the file is closed; twice is once."""
        try:
            if self._base.in_transaction:
                self._base.execute("commit")
        except sqlite3.ProgrammingError:
            return
        finally:
            self._base.close()

    def abandon(self) -> None:
        """The file is closed, whether or not everything is written."""
        self._base.close()


def uri(path: Path, mode: str = _READ_ONLY) -> str:
    """How SQLite is told to open a file."""
    return f"{path.absolute().as_uri()}?{mode}"
