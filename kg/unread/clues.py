"""What makes a sentence that yielded no claim worth a look, from data/unread/clues.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import patterns
from kg.errors import BadKnowledge
from kg.masks import JOINED
from kg.patterns import Pattern, read_table
from kg.resources import folder


@dataclass(frozen=True, slots=True)
class Clues:
    """Sentence shapes whose `says` is a reason; points by reason and by kind of named thing; shares by kind of block."""

    shapes: tuple[Pattern, ...]
    points: Mapping[str, float]
    named: Mapping[str, float]
    share: Mapping[str, float]

    def reasons(self, masked: str) -> dict[str, float]:
        """The reasons that a masked text gives, each with its points, in the order of the file."""
        return {shape.says: self.points[shape.says] for shape in self.shapes if shape.shape.search(masked)}


def load(things: Mapping[str, str], where: Path | None = None) -> Clues:
    """The clues of a folder, ours by default; `things` is what shapes can name in braces."""
    where = where or folder("data") / "unread"
    path = where / "clues.toml"
    table = read_table(path)
    points, named, share = (_numbers(table, name, path) for name in ("points", "named", "share"))
    shapes = tuple(patterns.load([where], things, JOINED))
    for shape in (one for one in shapes if one.says not in points):
        raise BadKnowledge(f"{shape.says!r} has no points", where=shape.where, hint=f"There are: {', '.join(points)}.")
    return Clues(shapes, points, named, share)


def _numbers(table: Mapping[str, Any], name: str, path: Path) -> dict[str, float]:
    entries = table.get(name)
    if not isinstance(entries, dict) or not all(isinstance(value, int | float) for value in entries.values()):
        raise BadKnowledge(f"the table [{name}] is missing or holds more than numbers", where=str(path))
    return {key: float(value) for key, value in entries.items()}
