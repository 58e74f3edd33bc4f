"""What changed from one generation to another, told in facts: by document, what it says now and what it said before.

Facts are compared by what they say, never by their IRIs, which change with the text; passages, rules, confidences and the derived
graph are no facts of their own. What a document says is asked with queries/changes/facts.rq.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from kg.errors import BadInput
from kg.queries.files import Query, load
from kg.resources import folder
from kg.results import plain
from kg.store import Generation, Reader, Replaced, diff, open_reader, replaced
from kg.why import LABEL, phrase

MOST = 200
NEW, CHANGED, REMOVED, READ_AGAIN = "new", "changed", "removed", "read again"
_KINDS = (NEW, CHANGED, REMOVED, READ_AGAIN)
_DOCUMENT = "Document"
_PATH = 4096  # characters: the name of a file is told whole


class Fact(NamedTuple):
    """A fact by what it says: the rank and name of its class, and its parts, each with the word that leads to it or ''."""

    rank: int
    kind: str
    parts: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """`Participation: Embassy of Japan, as Host, at Signing ceremony`."""
        return f"{self.kind}: {phrase(self.parts, _PATH if self.kind == _DOCUMENT else LABEL)}"


@dataclass(frozen=True, slots=True)
class Difference:
    """A document that is not as it was: how (`kind`), its title and files, and its facts that were `added` or not, sorted."""

    kind: str
    title: str
    sources: tuple[str, ...]
    facts: tuple[tuple[bool, Fact], ...]

    @property
    def silent(self) -> bool:
        """Whether it was read again, and says the same."""
        return self.kind == READ_AGAIN and not self.facts


def differences(old: Reader, new: Reader, documents: Iterable[Replaced]) -> Iterator[Difference]:
    """What differs in each document that was replaced, one after the other."""
    for document in documents:
        graph = document.before
        if graph == document.after and set(old.quads(graph)) == set(new.quads(graph)):
            was = now = frozenset[Fact]()
        else:
            was, now = facts(old, graph), facts(new, document.after)
        changed = sorted(was ^ now, key=lambda fact: (fact, fact in now))
        yield Difference(kind(document), _title(now or was), document.sources, tuple((fact in now, fact) for fact in changed))


def kind(document: Replaced) -> str:
    """How a document differs; one whose text is the same was read again."""
    if not document.before:
        return NEW
    return REMOVED if not document.after else CHANGED if document.before != document.after else READ_AGAIN


def facts(reader: Reader, document: str) -> frozenset[Fact]:
    """What a document graph says of itself, of events, and in claims; nothing for ''."""
    if not document:
        return frozenset()
    answer: Any = _question().ask(reader, {"document": document})
    rows = [[row[name].value for name in ("rank", "class", "fact", "word", "value")] for row in answer]
    return frozenset(
        Fact(int(rank), name, tuple((word, value) for *_, word, value in parts))
        for (rank, name, _), parts in groupby(rows, key=lambda row: row[:3])
    )


@cache
def _question() -> Query:
    return load("facts", folder=folder("queries") / "changes")


def _title(known: Iterable[Fact]) -> str:
    """`2019-05-05 - A checkpoint opens`, as far as the document has them."""
    said = {word: value for fact in known if fact.kind == _DOCUMENT for word, value in fact.parts}
    return " - ".join(said[word] for word in ("issued", "") if word in said)


# ---- telling


def tell(before: Generation, after: Generation, most: int = MOST) -> Iterator[str]:
    """The difference as plain text, a line a fact, `+` where it came and `-` where it went; `most` facts, 0 for all."""
    with open_reader(before) as old, open_reader(after) as new:
        documents = replaced(old, new)
        counts = Counter(map(kind, documents))
        told = ", ".join(f"{counts[name]:,} {name}" for name in _KINDS if counts[name])
        yield f"From generation {before.number} to {after.number}, documents: {told or 'none differs'}"
        yield from _told(differences(old, new, documents), most)


def _told(found: Iterable[Difference], most: int) -> Iterator[str]:
    """The documents with their facts, then what was left out and how much it was."""
    count, shown, more, silent = Counter[bool](), 0, 0, 0
    for one in found:
        count.update(added for added, _ in one.facts)
        silent += one.silent
        if one.silent:
            continue
        lines = list(_lines(one))
        told = lines[: max(0, most - shown)] if most else lines
        shown, more = shown + len(told), more + len(lines) - len(told)
        if told:
            yield from ["", *_heading(one), *told]
    yield ""
    if more:
        yield f"... and {more:,} more; all of them with: --most 0"
    yield f"Facts: {count[True]:,} added, {count[False]:,} removed"
    if silent:
        yield f"Read again, and the same facts: {silent:,}"


def _heading(one: Difference) -> Iterator[str]:
    yield plain(f"{one.kind.capitalize()}: {one.title or one.sources[0]}")
    yield plain(", ".join(one.sources))


def _lines(one: Difference) -> Iterator[str]:
    for added, fact in one.facts:
        yield plain(f"{'+' if added else '-'} {fact.words}")
    if not one.facts:
        yield "= other words, the same facts"


def raw(before: Generation, after: Generation, most: int = 0) -> Iterator[str]:  # noqa: ARG001 - all of them, for programs
    """Every statement that came or went, passages and derived ones too: an N-Quads line after `+` or `-`."""
    for change in diff(before, after):
        yield f"{'+' if change.added else '-'} {change.line.removesuffix(chr(10))}"


class Format(NamedTuple):
    """A form: what gives its lines, and what it is good for."""

    lines: Callable[[Generation, Generation, int], Iterator[str]]
    description: str


FORMATS = {
    "text": Format(tell, "facts in words, by document"),
    "nquads": Format(raw, "all statements as N-Quads lines after + or -, passages and derived ones too: for programs"),
}


def lines(pair: Sequence[Generation], form: str, most: int = MOST) -> Iterator[str]:
    """The difference of two generations in a form of FORMATS."""
    if form not in FORMATS:
        raise BadInput(f"no format named {form!r}", where="format", hint=f"There are: {', '.join(FORMATS)}.")
    before, after = pair
    return FORMATS[form].lines(before, after, most)
