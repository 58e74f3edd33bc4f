"""What there is to read: files, folders down to the last file in sorted order, standard input."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.documents.loading import READERS

STDIN = "-"
_SUFFIXES = frozenset(suffix for reader in READERS for suffix in reader.suffixes)
RECORDS = (".jsonl", ".ndjson", ".csv", ".tsv")  # files of many documents
PACKINGS = {".gz": "gzip", ".zst": "zstd"}
_STORE = {"generations", "lock"}  # a folder with these is a store of ours; its files are no documents


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be read, and why, in one line."""

    source: str
    reason: str


def find(paths: Iterable[str | Path]) -> Iterator[str | Unread]:
    """Every document under the paths, `-` for standard input; whatever cannot be one comes out as `Unread`."""
    for path in map(str, paths):
        if path == STDIN:
            yield path
        elif "://" in path:
            yield Unread(path, "addresses are not fetched. Save the page as a file and give that.")
        else:
            yield from _find(str(Path(path)))


def _find(path: str) -> Iterator[str | Unread]:
    if Path(path).is_dir():
        empty = True
        for found in _walk(path, frozenset()):
            empty = False
            yield found
        if empty:
            yield Unread(path, f"holds no document. kg reads {_known()}.")
    elif os.path.lexists(path):
        yield _named(path)
    else:
        yield Unread(printable(path), "does not exist.")


def _walk(folder: str, above: frozenset[tuple[int, int]]) -> Iterator[str | Unread]:
    """The files under a folder by name; links back to a folder above, stores and hidden names are passed over."""
    try:
        here = os.stat(folder)  # noqa: PTH116 - the very calls that a walk over half a million files is made of
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Unread(printable(folder), f"cannot be opened: {error.strerror}.")
        return
    if (here.st_dev, here.st_ino) in above or {entry.name for entry in entries} >= _STORE:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(entry.path, above | {(here.st_dev, here.st_ino)})
        else:
            yield _known_file(entry.path, entry.name)


def _known_file(path: str, name: str) -> str | Unread:
    stem, _, ending = name.rpartition(".")
    suffix = f".{ending.lower()}" if stem and ending else ""
    if suffix in _SUFFIXES or holds_records(name):
        return _named(path)
    return Unread(printable(path), f"files in {suffix} are not read. kg reads {_known()}.")


def _named(path: str) -> str | Unread:
    """The path, unless its name is no text: such a name could not be written into the graph."""
    path = path.removeprefix("./")
    if path.isascii():
        return path
    shown = printable(path)
    return path if shown == path else Unread(shown, "its name is not valid UTF-8. Rename it.")


def holds_records(path: str) -> bool:
    """Whether a file is one of many documents, by its name."""
    name = path.lower()
    packed = next((ending for ending in PACKINGS if name.endswith(ending)), "")
    return name.removesuffix(packed).endswith(RECORDS)


def printable(path: str) -> str:
    """The path as text that can be shown, whatever its bytes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _known() -> str:
    single = [suffix or "files without an ending" for reader in READERS for suffix in reader.suffixes]
    return f"{', '.join([*single, *RECORDS])} (the last {len(RECORDS)} also with {' or '.join(PACKINGS)} behind)"
