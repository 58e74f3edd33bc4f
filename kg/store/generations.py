"""Which generations a store keeps, which one is published, and the way back."""

import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.store.disk import explained
from kg.store.locks import BuildLock, retire

KEEP = 3
_NEXT = "current.new"
_NUMBER = re.compile(r"\d{6,}")
_STALE = re.compile(r"\.(stage|gone)-\d{6,}")


@dataclass(frozen=True, slots=True)
class Generation:
    """One state of the graph. Its folder never changes after it was published."""

    store: Path
    number: int

    @property
    def folder(self) -> Path:
        """Where everything of the generation lies."""
        return self.store / "generations" / f"{self.number:06d}"

    @property
    def graph(self) -> Path:
        """The Oxigraph database."""
        return self.folder / "graph"

    @property
    def documents(self) -> Path:
        """The manifest of documents."""
        return self.folder / "documents.sqlite"

    @property
    def names(self) -> Path:
        """The ledger of names."""
        return self.folder / "names.sqlite"

    @property
    def record(self) -> Mapping[str, Any]:
        """When it was built (`built`), from which generation (`parent`), and the summary that its build gave."""
        try:
            record = json.loads((self.folder / "generation.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StoreError(f"generation {self.number} is damaged: {error}", where=str(self.store), hint=_AGAIN) from error
        return record if isinstance(record, dict) else {}


_AGAIN = "Go back with: kg undo, or delete the folder and build again."


def current(store: Path) -> Generation:
    """The published generation of a store."""
    check_folder(store)
    text = _named(store)
    if not _NUMBER.fullmatch(text):
        raise StoreError("the file `current` does not name a generation", where=str(store), hint=_AGAIN)
    generation = Generation(store, int(text))
    if generation.graph.is_dir():
        return generation
    if _named(store) != text:  # a build came in between, and the generation was not kept
        return current(store)
    raise StoreError(f"generation {generation.number} is missing", where=str(store), hint=_AGAIN)


def _named(store: Path) -> str:
    """What the file `current` says."""
    try:
        return (store / "current").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise StoreError("no store here, build one with: kg build PATH", where=str(store)) from None
    except (OSError, ValueError) as error:
        raise StoreError(f"{store.name}/current cannot be read: {error}", where=str(store)) from error


def names(store: Path, number: int) -> bool:
    """Whether this generation is the published one, by the file `current` alone."""
    return (store / "current").exists() and _named(store) == f"{number:06d}"


def check_folder(store: Path) -> None:
    """Nothing, where a store is or could be; StoreError for a file and for a folder of other things."""
    if store.exists() and not store.is_dir():
        raise StoreError("is a file, not a store", where=str(store), hint="Name a folder.")
    ours = {"lock", "generations"}  # the second may come between the two looks, from a build that begins at the same moment
    if store.is_dir() and not (store / "generations").is_dir() and any(entry.name not in ours for entry in store.iterdir()):
        raise StoreError("is no store", where=str(store), hint="Name an empty or a new folder, or a store made with: kg build PATH")


def generations(store: Path) -> list[Generation]:
    """The generations that are kept, oldest first; all of them are whole, published or undone."""
    check_folder(store)
    if not (store / "generations").is_dir():
        return []
    names = sorted(entry.name for entry in (store / "generations").iterdir() if _NUMBER.fullmatch(entry.name))
    return sorted((Generation(store, int(name)) for name in names), key=lambda generation: generation.number)


def kept(store: Path, number: int) -> Generation:
    """The generation of that number; StoreError names those that are kept."""
    current(store)
    found = generations(store)
    if Generation(store, number) not in found:
        there = ", ".join(str(generation.number) for generation in found)
        raise StoreError(f"generation {number} is not kept", where=str(store), hint=f"There are: {there}.")
    return Generation(store, number)


def pair(store: Path, earlier: int | None = None, later: int | None = None) -> tuple[Generation, Generation]:
    """Two kept generations to compare: without `later` the published one, without `earlier` the one that it was built from."""
    after = current(store) if later is None else kept(store, later)
    if earlier is not None:
        return kept(store, earlier), after
    older = [one for one in generations(store) if one.number < after.number]
    if not older:
        what = f"generation {after.number} is the oldest that is kept, there is nothing to compare it with"
        raise StoreError(what, where=str(store), hint="Name two of: kg generations")
    parent = Generation(store, after.record.get("parent") or 0)
    return parent if parent in older else older[-1], after


def undone(store: Path) -> set[int]:
    """The numbers of kept generations that the published one does not come from: `undo` left them behind."""
    by_number = {generation.number: generation for generation in generations(store)}
    line, number = set(), current(store).number
    while number in by_number:
        line.add(number)
        number = by_number[number].record.get("parent") or 0
    return {other for other in by_number if other > number and other not in line}


def undo(store: Path) -> Generation:
    """The generation that the published one was built from, published again; the undone one is kept for now."""
    current(store)  # no store: say so, before the lock is looked for
    with BuildLock(store):
        before = current(store)
        parent = next((kept for kept in generations(store) if kept.number == before.record.get("parent")), None)
        if parent is None:
            raise StoreError(
                f"generation {before.number} is the oldest that is kept, there is nothing to go back to", where=str(store)
            )
        with explained(store):
            point_to(parent)
        return parent


def point_to(generation: Generation) -> None:
    """The generation is the published one, for every reader that comes, also after a power cut."""
    announce(generation)
    (generation.store / _NEXT).replace(generation.store / "current")
    sync([generation.store])


def announce(generation: Generation) -> None:
    """Written down is which generation comes next; should a build be killed before the switch, `clean` finds it by that."""
    with (generation.store / _NEXT).open("w", encoding="ascii") as output:
        output.write(f"{generation.number:06d}\n")
        output.flush()
        os.fsync(output.fileno())


def sync(paths: Iterable[Path]) -> None:
    """Files and folders are on the disk itself, not only in memory."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def clean(store: Path) -> None:
    """What killed builds left behind is gone. Only under the lock."""
    for entry in (store / "generations").iterdir():
        if _STALE.fullmatch(entry.name):
            shutil.rmtree(entry)
    announced = store / _NEXT
    if announced.exists():
        name = announced.read_text(encoding="ascii", errors="replace").strip()
        if _NUMBER.fullmatch(name) and int(name) > _published(store):
            shutil.rmtree(Generation(store, int(name)).folder, ignore_errors=True)
        announced.unlink()


def _published(store: Path) -> int:
    return current(store).number if (store / "current").exists() else 0


def forget(store: Path, keep: int) -> None:
    """Of old generations only the last `keep` stay, and those in use. Only under the lock."""
    published = current(store)
    kept = generations(store)
    for generation in kept[: max(0, len(kept) - keep)]:
        gone = generation.folder.with_name(f".gone-{generation.folder.name}")
        if generation != published and retire(generation.folder, gone):
            shutil.rmtree(gone)
