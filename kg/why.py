"""Why the graph says something: each passage that a fact rests on, in its sentence, with its document and the rule that read it.

The questions to the store are queries/evidence/*.rq.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from kg.errors import BadInput
from kg.model import Span
from kg.queries.files import Query, Source, load
from kg.resources import folder
from kg.results import breadth, plain
from kg.sentences import flatten, split_sentences

WIDTH = 100
MOST = 20
LABEL = 80  # characters of a name that are told
NEAR = 300  # characters that are shown before and after a passage, where a sentence is long
_INDENT = "    "
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
Row = dict[str, str]


class Statement(NamedTuple):
    """What was read: its IRI, its class, what it says in words, the rule ('' for a mere mention) and how sure the rule is."""

    iri: str
    kind: str
    words: str
    rule: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage and the statements that rest on it. `context` are the whole sentences around it, `span` the passage in the text."""

    document: str
    title: str
    issued: str
    source: str
    text: str
    span: Span
    context: Span
    statements: tuple[Statement, ...]


class Why(NamedTuple):
    """The evidence, in the order of the documents' dates, and how many further statements were left out."""

    evidence: tuple[Evidence, ...]
    more: int


def why(source: Source[Any], given: str, most: int = MOST) -> Why:
    """The evidence for a claim, an event, a thing, a passage or a document: an IRI, its end after the base, or a name.

    `most` is how many statements are told, 0 for all of them.
    """
    found = _statements(source, given.strip().removeprefix("<").removesuffix(">"))
    shown = found[:most] if most else found
    documents = cache(lambda iri: _ask(source, "document", document=iri)[0])
    pieces = groupby(shown, key=_place)
    return Why(tuple(_evidence(source, documents(place[0]), place, list(rows)) for place, rows in pieces), len(found) - len(shown))


def _statements(source: Source[Any], given: str) -> list[Row]:
    """The statements that concern what a user names; an unknown name is refused with those that are alike."""
    base = "".join(row["document"].rpartition("document/")[0] for row in _ask(source, "base"))
    for iri in (given, base + given.lstrip("/")):
        now = [row["now"] for row in _ask(source, "replaced", former=iri)] if _IRI.fullmatch(iri) else []
        if found := _about(source, *now or [iri]):
            return found
    named = _ask(source, "named", name=given) if given else []
    whole = [row for row in named if row["whole"] == "true"]
    if len(whole) == 1:
        return _about(source, whole[0]["thing"])
    choices = "; ".join(f"{row['thing'].removeprefix(base)} ({_cut(row['called'], 60)})" for row in whole or named[:5])
    what = "several things bear this name" if whole else "the graph knows nothing of this name or IRI"
    raise BadInput(what, where=given, hint=f"There is: {choices}" if choices else "The answers of kg query hold names and IRIs.")


def _about(source: Source[Any], iri: str) -> list[Row]:
    """The statements that concern an IRI; where a document states something of it, that it merely names it is left out."""
    found = _ask(source, "statements", it=iri) if _IRI.fullmatch(iri) else []
    telling = {row["document"] for row in found if row["rule"]}
    return [row for row in found if row["rule"] or row["statement"] != iri or row["document"] not in telling]


def _place(row: Row) -> tuple[str, int, int]:
    return row["document"], int(row["begin"]), int(row["end"])


def _evidence(source: Source[Any], document: Row, place: tuple[str, int, int], rows: list[Row]) -> Evidence:
    iri, begin, end = place
    statements = (
        Statement(row["statement"], row["class"], _words(source, iri, row["statement"]), row["rule"], row["confidence"])
        for row in rows
    )
    span = Span(begin, end)
    text = document["text"]
    return Evidence(
        iri,
        document["title"],
        document["issued"],
        document["source"],
        text,
        span,
        context(text, span),
        tuple(dict.fromkeys(statements)),
    )


def _words(source: Source[Any], document: str, statement: str) -> str:
    """What a statement says: `Embassy of Japan, as Host, at Signing ceremony`."""
    rows = _ask(source, "description", document=document, statement=statement)
    return phrase((row["word"], row["value"]) for row in rows)


def phrase(parts: Iterable[tuple[str, str]], longest: int = LABEL) -> str:
    """What a statement says, from its parts, each with the word that leads to it or ''; longer parts are cut."""
    return ", ".join(f"{word} {_cut(value, longest)}".strip() for word, value in parts)


def _cut(text: str, size: int) -> str:
    """The text, or its beginning up to the last whole word that fits."""
    return text if len(text) <= size else text[: size - 1].rpartition(" ")[0] + " …"


def _ask(source: Source[Any], question: str, **values: str) -> list[Row]:
    """The rows of a question of queries/evidence, every value as text, '' where there is none."""
    answer = _question(question).ask(source, values)
    names = [variable.value for variable in answer.variables]
    return [{name: getattr(row[name], "value", "") for name in names} for row in answer]


@cache
def _question(name: str) -> Query:
    return load(name, folder=folder("queries") / "evidence")


def context(text: str, span: Span) -> Span:
    """The whole sentences of the paragraph that hold the passage, or what of them is near it."""
    begin = text.rfind("\n\n", 0, span.begin) + 2 if "\n\n" in text[: span.begin] else 0
    end = text.find("\n\n", span.end)
    paragraph = Span(begin, len(text) if end < 0 else end)
    touched = [one for one in split_sentences(flatten(text), paragraph, []) if one.begin < span.end and one.end > span.begin]
    first, last = min([one.begin for one in touched] + [span.begin]), max([one.end for one in touched] + [span.end])
    return Span(_word_begin(text, max(first, span.begin - NEAR), span.begin), _word_end(text, min(last, span.end + NEAR), span.end))


def _word_begin(text: str, at: int, last: int) -> int:
    """The first place from `at` on that does not stand inside a word, `last` at the latest."""
    return next((place for place in range(at, last) if place == 0 or text[place - 1].isspace()), last)


def _word_end(text: str, at: int, first: int) -> int:
    """The last place up to `at` that does not stand inside a word, `first` at the earliest."""
    return next((place for place in range(at, first, -1) if place == len(text) or text[place].isspace()), first)


def lines(evidence: Iterable[Evidence], width: int = WIDTH) -> Iterator[str]:
    """The evidence as plain text: by document what was read by which rule, and the sentence with the passage underlined."""
    for document, pieces in groupby(evidence, key=lambda one: one.document):
        for number, one in enumerate(pieces):
            if number == 0:
                yield plain(" - ".join(part for part in (one.issued, one.title or document) if part))
                yield plain(one.source)
            yield ""
            yield from (f"  {plain(_told(statement))}" for statement in one.statements)
            yield from (_INDENT + line for line in underlined(one.text, one.context, [one.span], width - len(_INDENT)))
        yield ""


def _told(statement: Statement) -> str:
    """`Participation: Embassy of Japan, as Host (rule "hosted by", confidence 0.9)`."""
    rule = f' (rule "{statement.rule}", confidence {statement.confidence})' if statement.rule else " (named here)"
    return f"{statement.kind}: {statement.words}{rule}"


def underlined(text: str, shown: Span, marked: Sequence[Span], width: int) -> Iterator[str]:
    """The shown stretch of a text in lines of a width, each line that holds marked characters with carets under them."""
    line, marks, room = "", "", width
    for word, under in _marked_words(text, shown, {at for span in marked for at in range(*span)}):
        if line and len(marks) + 1 + len(under) > room:
            yield from _pair(line, marks)
            line, marks = "", ""
        joint = "^" if marks.endswith("^") and under.startswith("^") else " "
        line, marks = (f"{line} {word}", f"{marks}{joint}{under}") if line else (word, under)
    yield from _pair(line, marks)


def _pair(line: str, marks: str) -> Iterator[str]:
    yield line
    if marks.strip():
        yield marks.rstrip()


def _marked_words(text: str, shown: Span, marked: Collection[int]) -> Iterator[tuple[str, str]]:
    """Each word of the shown stretch with its underline, as wide as a terminal prints the word."""
    word, under = "", ""
    for at in range(shown.begin, shown.end):
        char = text[at]
        if not char.isspace():
            word += char if char.isprintable() else "\ufffd"
            under += ("^" if at in marked else " ") * breadth(char)
        elif word:
            yield word, under
            word, under = "", ""
    if word:
        yield word, under
