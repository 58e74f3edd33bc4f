"""A sentence with each recognised thing as one character, so that sentence shapes are plain regular expressions.

Patterns name the things in braces: `{event} was .*?funded by {agent+}`. The characters are of the private use area; all other
text is in lower case with single blanks, and 'the' before a thing is left out.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

_FIRST = "institution state person place date money count role event quote project instrument"
_LAST = "adjective group post output venue acronym name region"
KINDS = {kind: chr(0xE000 + number) for number, kind in enumerate(f"{_FIRST} {_LAST}".split())}


def _one_of(kinds: str) -> str:
    """A class of the characters of some kinds."""
    return f"[{''.join(KINDS[kind] for kind in kinds.split())}]"


_SORTS = (
    "agency|organi[sz]ation|institute|foundation|ngo|think tank|group|fund|institution|network|association|charity|firm|company|"
    "service|cent(?:re|er)|body|programme|program"
)
_KNOWN_AS = rf"(?: [a-z-]+){{0,3}} (?:{_SORTS})"
_SOME = rf"(?:{_one_of('adjective')}|{_one_of('place state')}-based|local|national|international|non-governmental)"
# 'the German development agency GIZ', 'the NGO Svitanok', 'its National Central Bureau'
_LEAD = rf"(?:{_SOME}{_KNOWN_AS} |ngo |its |their |(?:the )?country's )?"
_ACTING = _one_of("institution state acronym name project")
MACROS = {
    "agent": rf"{_LEAD}\"?{_ACTING}\"?(?: \([^)]{{1,40}}\))?(?: in {_one_of('place state')})?",
    "other": rf"{_one_of('institution state acronym name')}(?: \([^)]{{1,40}}\))?",
    "body": _one_of("institution acronym"),
    "where": _one_of("place state region venue"),
    "thing": _one_of("project output instrument"),
    "actor": _one_of("institution state acronym person adjective group"),
    **KINDS,
}
_FRONT = f"(?:{_one_of('institution acronym state adjective place')}(?:'s?)? )*"
_OF = "(?:of|at|in|for|to|with|from|within|on|representing)(?: the)?"
_TAIL = f"(?:,? {_OF} {_one_of('project institution acronym state place region')}(?: {KINDS['acronym']})?)*"
_ONE_POST = rf"{_FRONT}{KINDS['role']}(?: \([^)]{{1,20}}\))?{_TAIL}(?: for [a-z &-]{{3,50}}?(?=,))?"
_MORE = rf"(?:,| and|, and| &|/)(?: also)? {_ONE_POST}"
_AT_LAST = f"(?:, {MACROS['body']}(?=[,.;)]|$| and| said))?"
MACROS["post"] = f"{_ONE_POST}(?:{_MORE})?{_AT_LAST}"
# Behind a name: a second post that stands before another name is that one's.
MACROS["held"] = f"{_ONE_POST}(?:(?>{_MORE})(?!,? ?{KINDS['person']}))?{_AT_LAST}"
# What a thing in braces always has: one of these characters.
SURE = {
    "agent": _one_of("institution state acronym name project"),
    "other": _one_of("institution state acronym name"),
    **{name: MACROS[name] for name in ("body", "where", "thing", "actor", *KINDS)},
    **dict.fromkeys(("post", "held"), KINDS["role"]),
}
JOINED = rf"(?:, with {KINDS['money']})?"
JOINED += r"(?:, as well as |,? as well as |, and |, | and | & |, and the |/)(?:by |of |from |the )?"
JOINED += rf"(?!{_one_of('state')}'s{_KNOWN_AS}\b)"  # 'GIZ, Germany's development agency' is one


class Item(NamedTuple):
    """A recognised thing in a sentence: its kind, where it stands, and what the finder knows of it."""

    kind: str
    begin: int
    end: int
    value: object = None
    inner: tuple["Item", ...] = ()


class Masked:
    """The masked text; `items` by their index in it, in order. Offsets are kept a piece at a time: most are never asked for."""

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
            copy = _copy if "  " in plain else _piece
            length = copy(plain, position, pieces, begins, offsets, length)
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
    for blanks in _BLANKS.finditer(plain):
        length = _piece(plain[done : blanks.start() + 1], offset + done, pieces, begins, offsets, length)
        done = blanks.end()
    return _piece(plain[done:], offset + done, pieces, begins, offsets, length)


def _piece(plain: str, offset: int, pieces: list[str], begins: list[int], offsets: list[int], length: int) -> int:
    low = plain.lower() if plain.isascii() else plain.translate(_CURLY).lower()
    if len(low) != len(plain):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in plain)
    if plain:
        pieces.append(low)
        begins.append(length)
        offsets.append(offset)
    return length + len(plain)
