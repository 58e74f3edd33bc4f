"""What a sentence can hold at all, told from its words: each word is looked at once in a process, by all finders together."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from kg.extract import counts, dates, money
from kg.lexicon import Lexicon

_MOST_WORDS = 65536  # kept for the next sentence
FIGURE, NUMBER, RANGE, DATE, MONTH, MONEY, PLACING, EVENT, ROLE, THING = (1 << bit for bit in range(10))
_PLACING = ("in", "near")

_SHAPES = (
    (FIGURE, money.FIGURES),
    (NUMBER, counts.NUMBER),
    (RANGE, counts.RANGE),
    (DATE, dates.CORE),
    (MONTH, dates.MONTH),
)


class Glances(dict[str, int]):
    """For each printed word what it can be part of, or be the first word of: the bits above, joined by `|`."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        roles, things = lexicon.phrases["role-heads"], lexicon.phrases["fundable-nouns"]
        self._firsts = ((EVENT, lexicon.events.firsts), (ROLE, roles.firsts), (THING, things.firsts))

    def __missing__(self, word: str) -> int:
        if len(self) == _MOST_WORDS:
            self.clear()
        low = word.lower()
        bits = [bit for bit, shape in _SHAPES if shape.search(word)]
        bits += [MONEY] * money.tells_currency(word) + [PLACING] * (low in _PLACING)
        bits += [bit for bit, firsts in self._firsts if low in firsts]
        self[word] = both = reduce(or_, bits, 0)
        return both

    def of(self, words: Sequence[str]) -> "Glance":
        """What the words of a sentence can hold."""
        return Glance([*map(self.__getitem__, words)])


class Glance:
    """What the words of one sentence can hold: `all` together, `marks` each."""

    __slots__ = ("all", "marks")

    def __init__(self, marks: list[int]) -> None:
        self.marks = marks
        self.all = reduce(or_, set(marks), 0)

    def at(self, bit: int) -> Sequence[int]:
        """The words that have a bit."""
        return [at for at, mark in enumerate(self.marks) if mark & bit] if self.all & bit else ()

    @property
    def several_figures(self) -> bool:
        """Whether two numbers in figures can stand side by side."""
        return bool(self.all & RANGE) or len(self.at(FIGURE)) > 1
