"""A sentence with each recognised thing as one character, so that sentence shapes are plain regular expressions.

Patterns name the things in braces: `{event} was .*?funded by {agent+}`. The characters are of the private use area; all other
text is in lower case with single blanks, and 'the' before a thing is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

KINDS = {
    kind: chr(0xE000 + number)
    for number, kind in enumerate(
        "institution state person place date money count role event quote project instrument adjective group post output venue acronym name region".split()
    )
}
MACROS = {
    "agent": f"[{KINDS['institution']}{KINDS['state']}{KINDS['acronym']}](?: in [{KINDS['place']}{KINDS['state']}])?",
    "body": f"[{KINDS['institution']}{KINDS['acronym']}]",
    "where": f"[{KINDS['place']}{KINDS['state']}{KINDS['region']}{KINDS['venue']}]",
    "thing": f"[{KINDS['project']}{KINDS['output']}{KINDS['instrument']}]",
    "actor": f"[{KINDS['institution']}{KINDS['state']}{KINDS['acronym']}{KINDS['person']}{KINDS['adjective']}{KINDS['group']}]",
} | {kind: char for kind, char in KINDS.items()}
_FRONT = f"(?:[{KINDS['institution']}{KINDS['acronym']}{KINDS['state']}{KINDS['adjective']}{KINDS['place']}](?:'s?)? )*"
_TAIL = f"(?:,? (?:of|at|in|for|to|with|from|within|on|representing)(?: the)? [{KINDS['institution']}{KINDS['acronym']}{KINDS['state']}{KINDS['place']}{KINDS['region']}])*"
_ONE_POST = f"{_FRONT}{KINDS['role']}{_TAIL}"
MACROS["post"] = f"{_ONE_POST}(?:(?:,| and|, and| &|/)(?: the| also)? {_ONE_POST})?(?:, {MACROS['body']}(?=[,.;)]|$| and| said))?"
JOINED = r"(?:, as well as |,? as well as |, and |, | and | & |,? along with |,? together with |, and the |/)(?:by |of |from |the )?"


@dataclass(frozen=True, slots=True)
class Item:
    """A recognised thing in a sentence: its kind, where it stands, and what the finder knows of it."""

    kind: str
    begin: int
    end: int
    value: object = None
    inner: tuple["Item", ...] = ()


@dataclass(slots=True)
class Masked:
    """The masked text; `items` by their index in it, `offsets` the document's offset of each of its characters."""

    text: str
    items: dict[int, Item]
    offsets: list[int] = field(default_factory=list)

    def all(self, begin: int, end: int) -> list[Item]:
        """The items between two indexes of the masked text."""
        return [self.items[at] for at in range(begin, end) if at in self.items]


def mask(flat: str, begin: int, end: int, items: Sequence[Item]) -> Masked:
    """The masked text of `flat[begin:end]`; items must not overlap; those that begin inside another are left out."""
    pieces: list[str] = []
    offsets: list[int] = []
    placed: dict[int, Item] = {}
    position = begin
    for item in sorted(items, key=lambda one: (one.begin, -one.end)):
        if item.begin < position or item.end > end:
            continue
        _copy(flat, position, item.begin, pieces, offsets)
        if item.kind != "event" and "".join(pieces[-4:]) == "the " and (len(pieces) == 4 or not pieces[-5].isalpha()):
            del pieces[-4:], offsets[-4:]
        placed[len(pieces)] = item
        pieces.append(KINDS[item.kind])
        offsets.append(item.begin)
        position = item.end
    _copy(flat, position, end, pieces, offsets)
    return Masked("".join(pieces), placed, offsets)


_CURLY = str.maketrans("’‘“”–—‐‑", "''\"\"----")


def _copy(flat: str, begin: int, end: int, pieces: list[str], offsets: list[int]) -> None:
    """The plain text between two items, in lower case, blanks joined."""
    for at, char in enumerate(flat[begin:end].translate(_CURLY), begin):
        if char != " " or (pieces and pieces[-1] != " "):
            pieces.append(char.lower() if len(char.lower()) == 1 else char)
            offsets.append(at)
