"""The lexicon as one file that loads in a few hundredths of a second, made from the Turtle files when these have changed.

The file lies in the user's cache folder ($XDG_CACHE_HOME or ~/.cache), is plain JSON, and is named after the content it was
made from, so that it never goes stale. Where it cannot be written or read, the Turtle files are read as ever.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any

from kg import lexicon as lexicons
from kg.lexicon import Lexicon, Name, Phrases

_FORMAT = 1


def load(folders: Sequence[Path], cache: Path | None = None) -> Lexicon:
    """The lexicon of the folders, from the compiled file where there is one for exactly this content."""
    target = (cache or cache_folder()) / f"lexicon-{_key(folders)}.json"
    try:
        return _restore(json.loads(target.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        lexicon = lexicons.load(folders)
        _save(target, _plain(lexicon))
        return lexicon


def cache_folder() -> Path:
    """Where this user's compiled files lie, by the XDG Base Directory Specification."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "pressgraph"


def _key(folders: Sequence[Path]) -> str:
    """A hash of the bytes of all files in their order, and of how this module and the reader write them."""
    total = hashlib.sha256(f"{_FORMAT}".encode() + Path(lexicons.__file__).read_bytes())
    for path in (path for folder in folders for path in lexicons.turtle_files(folder)):
        total.update(path.read_bytes() + b"\0")
    return total.hexdigest()[:24]


def _plain(lexicon: Lexicon) -> dict[str, object]:
    """The lexicon as lists and texts; each name once, phrases by its number."""
    numbers: dict[Name, int] = {}
    names = [[*words, numbers.setdefault(name, len(numbers))] for words, name in lexicon.names.items()]
    return {
        "values": [astuple(name) for name in numbers],
        "names": names,
        "heads": [[*words, value] for words, value in lexicon.heads.items()],
        "events": [[*words, value] for words, value in lexicon.events.items()],
        "lists": {name: sorted(words) for name, words in lexicon.lists.items()},
        "states": lexicon.states,
        "adjectives": lexicon.adjectives,
    }


def _restore(plain: dict[str, Any]) -> Lexicon:
    values = [Name(*fields) for fields in plain["values"]]
    lexicon = Lexicon(
        Phrases((tuple(entry[:-1]), values[entry[-1]]) for entry in plain["names"]),
        Phrases((tuple(entry[:-1]), entry[-1]) for entry in plain["heads"]),
        Phrases((tuple(entry[:-1]), entry[-1]) for entry in plain["events"]),
    )
    lexicon.lists = {name: frozenset(words) for name, words in plain["lists"].items()}
    lexicon.states, lexicon.adjectives = plain["states"], plain["adjectives"]
    return lexicon


def _save(target: Path, plain: dict[str, object]) -> None:
    """Write by rename, so that a reader never sees half of it; a cache that cannot be written is none."""
    part = target.with_suffix(f".{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(plain, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        part.replace(target)
    except OSError:
        with suppress(OSError):
            part.unlink()
