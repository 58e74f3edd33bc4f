"""A sentence with what was found in it, and the working sheet on which the finders enter it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.dates import Printed
from kg.extract.people import Person
from kg.extract.runs import Found
from kg.masks import Item, Masked
from kg.model import Span
from kg.patterns import Pattern, PatternIndex
from kg.sentences import Words

_NO_PATTERNS = PatternIndex(())


@dataclass(frozen=True, slots=True)
class PostMention:
    """A person with a title and a body as one sentence has them; `rule` is the pattern's name."""

    person: Person
    span: Span
    title: str = ""
    body: Item | None = None
    country: str = ""
    rule: str = ""
    confidence: float = 0.9


@dataclass(slots=True)
class Sentence:
    """A sentence and what was found in it; `fitting` is the set of those of the `patterns` that can match it.

    `dated` are its dates, once `kg.extract.drafts` has looked for them.
    """

    span: Span
    paragraph: int
    kind: str
    words: Words
    prose: bool = False
    names: list[Found] = field(default_factory=list)
    posts: list[PostMention] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    masked: Masked = field(default_factory=Masked)
    patterns: PatternIndex = _NO_PATTERNS
    fitting: int = 0
    dated: list[tuple[int, Printed]] | None = None

    def saying(self, *says: str) -> list[Pattern]:
        """The patterns that can match it and say one of these."""
        return self.patterns.saying(self.fitting, says)


class Sheet:
    """What has been found in a sentence so far: its items, and for each word what has taken it ('' for nothing)."""

    def __init__(self, words: Words, names: Sequence[Found]) -> None:
        self.words = words
        self.items: list[Item] = []
        self.taken = [""] * len(words)
        for name in names:
            self.take(name.first, name.after, name.kind)

    def item(self, kind: str, first: int, after: int, value: object) -> Item:
        """The item of the words `first` to before `after`."""
        return Item(kind, self.words.begins[first], self.words.ends[after - 1], value)

    def enter(self, kind: str, first: int, after: int, value: object) -> None:
        """Enter an item for words that it takes."""
        self.items.append(self.item(kind, first, after, value))
        self.take(first, after, kind)

    def take(self, first: int, after: int, kind: str) -> None:
        """Words `first` to before `after` are of a kind now, whatever they were."""
        self.taken[first:after] = [kind] * (after - first)

    def take_free(self, span: Span, kind: str) -> None:
        """The words that begin in a span are of a kind, as far as nothing has taken them."""
        for at in self.within(span):
            self.taken[at] = self.taken[at] or kind

    def within(self, span: Span) -> range:
        """The words that begin in a span."""
        return range(bisect_left(self.words.begins, span.begin), bisect_left(self.words.begins, span.end))


def overlaps(items: Sequence[Item], span: Span) -> bool:
    """Whether one of the items shares a character with a span."""
    return any(item.begin < span.end and span.begin < item.end for item in items)
