"""Everything that reading needs to know, loaded once: names, sentence shapes, layout words, how sure rules are; a fingerprint."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg import calibration, compiled, cues
from kg import patterns as shapes
from kg.calibration import Calibration
from kg.cues import Cues
from kg.errors import BadKnowledge
from kg.layout import LayoutWords
from kg.lexicon import Lexicon
from kg.masks import JOINED, MACROS
from kg.patterns import Pattern, PatternIndex
from kg.resources import folder
from kg.sentences import one_of


@dataclass(frozen=True, eq=False)
class Knowledge:
    """The content of data/lexicon and data/patterns and of users' own folders. Equal files give an equal fingerprint."""

    lexicon: Lexicon
    patterns: tuple[Pattern, ...]
    layout: LayoutWords
    cues: Cues
    calibration: Calibration
    fingerprint: str

    def saying(self, *says: str) -> list[Pattern]:
        """The patterns that say one of these."""
        return [pattern for pattern in self.patterns if pattern.says in says]

    @lru_cache(maxsize=32)  # noqa: B019 -- a knowledge lives as long as the program
    def index(self, *says: str) -> PatternIndex:
        """The same, found by what they need."""
        return PatternIndex(self.saying(*says))


def load(lexicon: Sequence[Path] = (), patterns: Sequence[Path] = ()) -> Knowledge:
    """Our knowledge and that of the folders given; theirs is read first, so that a name of theirs wins."""
    names = [*map(Path, lexicon), folder("data") / "lexicon"]
    sentences = [folder("data") / "patterns", *map(Path, patterns)]
    for missing in (one for one in sentences if not one.is_dir()):
        raise BadKnowledge("no such folder", where=str(missing), hint="Give a folder that holds .toml files.")
    ours = folder("data") / "patterns"
    table = shapes.read_table(ours / "layout.toml")
    words = compiled.load(names)
    say = sorted({phrase.split()[0] for phrase in words.list("say")})
    patterns_read = tuple(shapes.load(sentences, nameable(words), JOINED, {"say": say}))
    sure, prints = calibration.load(sentences), _fingerprint([*names, *sentences])
    return Knowledge(words, patterns_read, _layout(table), cues.load(ours / "cues.toml"), sure, prints)


def nameable(lexicon: Lexicon) -> dict[str, str]:
    """What sentence shapes can name in braces: kinds of things, and any verb of saying."""
    say = one_of(sorted(lexicon.list("say"), key=lambda word: (-len(word), word)))
    return {**MACROS, "say": f"(?:{say})"}


def _layout(table: dict[str, dict[str, list[str]]]) -> LayoutWords:
    try:
        labels, fields = table["labels"], table["fields"]
        meanings = {key: meaning for meaning, keys in fields.items() for key in keys}
        return LayoutWords(
            meanings,
            frozenset(labels["drop"]),
            frozenset(labels["stop"]),
            tuple(labels["stop_begins"]),
            tuple(labels["caption"]),
            tuple(labels["share"]),
        )
    except KeyError as error:
        raise BadKnowledge(f"the table {error} is missing", where="data/patterns/layout.toml") from error


def _fingerprint(folders: Sequence[Path]) -> str:
    """A hash of the names and bytes of all knowledge files."""
    total = hashlib.sha256()
    for path in (path for one in folders for path in sorted(one.iterdir()) if path.suffix in (".ttl", ".toml")):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]
