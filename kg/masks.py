"""A sentence with each recognised thing as one character, so that sentence shapes are plain regular expressions.

Patterns name the things in braces: `{event} was .*?funded by {agent+}`. The characters are of the private use area; all other
text is in lower case with single blanks, and 'the' before a thing is left out.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

KINDS = {
    kind: chr(0xE000 + number)
    for number, kind in enumerate(
        [
            "institution",
            "state",
            "person",
            "place",
            "date",
            "money",
            "count",
            "role",
            "event",
            "quote",
            "project",
            "instrument",
            "adjective",
            "group",
            "post",
            "output",
            "venue",
            "acronym",
            "name",
            "region",
        ]
    )
}
MACROS = {
    "agent": f"[{KINDS['institution']}{KINDS['state']}{KINDS['acronym']}{KINDS['name']}](?: in [{KINDS['place']}{KINDS['state']}])?",
    "body": f"[{KINDS['institution']}{KINDS['acronym']}]",
    "where": f"[{KINDS['place']}{KINDS['state']}{KINDS['region']}{KINDS['venue']}]",
    "thing": f"[{KINDS['project']}{KINDS['output']}{KINDS['instrument']}]",
    "actor": f"[{KINDS['institution']}{KINDS['state']}{KINDS['acronym']}{KINDS['person']}{KINDS['adjective']}{KINDS['group']}]",
} | dict(KINDS.items())
_FRONT = f"(?:[{KINDS['institution']}{KINDS['acronym']}{KINDS['state']}{KINDS['adjective']}{KINDS['place']}](?:'s?)? )*"
_TAIL = f"(?:,? (?:of|at|in|for|to|with|from|within|on|representing)(?: the)? [{KINDS['project']}{KINDS['institution']}{KINDS['acronym']}{KINDS['state']}{KINDS['place']}{KINDS['region']}])*"
_ONE_POST = f"{_FRONT}{KINDS['role']}{_TAIL}"
MACROS["post"] = f"{_ONE_POST}(?:(?:,| and|, and| &|/)(?: the| also)? {_ONE_POST})?(?:, {MACROS['body']}(?=[,.;)]|$| and| said))?"
JOINED = (
    r"(?:, as well as |,? as well as |, and |, | and | & |,? along with |,? together with |, and the |/)(?:by |of |from |the )?"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A recognised thing in a sentence: its kind, where it stands, and what the finder knows of it."""

    kind: str
    begin: int
    end: int
    value: object = None
    inner: tuple["Item", ...] = ()


class Masked:
    """The masked text; `items` by their index in it. Offsets are kept a piece at a time, because most are never asked for."""

    __slots__ = ("_begins", "_offsets", "items", "text")

    def __init__(
        self, text: str = "", items: dict[int, Item] | None = None, begins: Sequence[int] = (), offsets: Sequence[int] = ()
    ) -> None:
        self.text, self.items = text, items or {}
        self._begins, self._offsets = begins, offsets

    def offset(self, index: int) -> int:
        """The document's offset of a character of the masked text."""
        piece = bisect_right(self._begins, index) - 1
        return self._offsets[piece] + index - self._begins[piece]

    def all(self, begin: int, end: int) -> list[Item]:
        """The items between two indexes of the masked text."""
        return [item for at, item in self.items.items() if begin <= at < end]


_CURLY = str.maketrans("’‘“”–—‐‑", "''\"\"----")
_BLANKS = re.compile("  +")


def mask(flat: str, begin: int, end: int, items: Sequence[Item]) -> Masked:
    """The masked text of `flat[begin:end]`; items must not overlap; those that begin inside another are left out."""
    pieces: list[str] = []
    begins: list[int] = []
    offsets: list[int] = []
    placed: dict[int, Item] = {}
    position, length = begin, 0
    for item in sorted(items, key=lambda one: (one.begin, -one.end)):
        if item.begin < position or item.end > end:
            continue
        plain = flat[position : item.begin]
        if plain:
            if item.kind != "event" and plain[-4:].lower() == "the " and (len(plain) == 4 or not plain[-5].isalpha()):
                plain = plain[:-4]
            length = _copy(plain, position, pieces, begins, offsets, length)
        placed[length] = item
        pieces.append(KINDS[item.kind])
        begins.append(length)
        offsets.append(item.begin)
        position, length = item.end, length + 1
    _copy(flat[position:end], position, pieces, begins, offsets, length)
    return Masked("".join(pieces), placed, begins, offsets)


def _copy(plain: str, offset: int, pieces: list[str], begins: list[int], offsets: list[int], length: int) -> int:
    """Plain text into the pieces, in lower case, blanks joined; the length of the masked text after it."""
    done = 0
    for blanks in _BLANKS.finditer(plain) if "  " in plain else ():
        length = _piece(plain[done : blanks.start() + 1], offset + done, pieces, begins, offsets, length)
        done = blanks.end()
    return _piece(plain[done:], offset + done, pieces, begins, offsets, length)


def _piece(plain: str, offset: int, pieces: list[str], begins: list[int], offsets: list[int], length: int) -> int:
    low = plain.translate(_CURLY).lower()
    if len(low) != len(plain):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in plain)
    if plain:
        pieces.append(low)
        begins.append(length)
        offsets.append(offset)
    return length + len(plain)
