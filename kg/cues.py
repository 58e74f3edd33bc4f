"""Words that tell how to read a date, a number or an amount of a sentence, from data/patterns/cues.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import BadKnowledge
from kg.masks import KINDS
from kg.patterns import read_table

_THING = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Cues:
    """Phrases by name, found as they stand; shapes by name, regular expressions."""

    phrases: Mapping[str, tuple[str, ...]]
    shapes: Mapping[str, "re.Pattern[str]"]

    def in_text(self, name: str, text: str) -> bool:
        """Whether one of the phrases stands in a text."""
        return any(map(text.__contains__, self.phrases[name]))

    def at_end(self, name: str, text: str) -> bool:
        """Whether a text ends with one of the phrases."""
        return text.endswith(self.phrases[name])

    def says(self, name: str, text: str) -> bool:
        """Whether the shape is found in a text."""
        return self.shapes[name].search(text) is not None


def load(path: Path) -> Cues:
    """The cues of a file; an error names the file and the entry."""
    table = read_table(path)
    shapes: dict[str, re.Pattern[str]] = {}
    for name, shape in table.get("shapes", {}).items():
        try:
            shapes[name] = re.compile(_THING.sub(lambda found: KINDS.get(found.group(1), found.group()), shape))
        except re.error as error:
            raise BadKnowledge(f"no regular expression: {error}", where=f'{path}, shape "{name}"') from error
    return Cues({name: tuple(phrases) for name, phrases in table.get("phrases", {}).items()}, shapes)
