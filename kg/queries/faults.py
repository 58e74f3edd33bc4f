"""What is wrong with a query, as its author wants to hear it: the line, a caret, the likely cause, and what to write instead.

The engine names the furthest place that it came to and a list of what it expected there, which seldom names the cause. The
causes are looked for in the tokens.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import pairwise
from typing import NamedTuple

from kg import ontology
from kg.errors import BadQuery
from kg.iris import NAMESPACE
from kg.queries.tokens import Token, tokens
from kg.vocab import PREFIXES

FAMILIAR = {
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "time": "http://www.w3.org/2006/time#",
    "wd": "http://www.wikidata.org/entity/",
    **PREFIXES,
}
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
WIDTH = 100
_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?(?:one of )?(.*)", re.DOTALL)
_SAID = re.compile(r"(?:^|, )((?:The |SELECT \* |[A-Z][a-z]+ )[a-zA-Z ?]{12,})")
_NOT_SELECTED = re.compile(r"does not contains? variable \?(\w+)")
_UNFILLED = {
    "SELECT": ("the parameter ?{x} does not stand in the SELECT line", "Add ?{x} to it."),
    "ASK": ("the parameter ?{x} stands in no pattern, only in FILTERs or not at all", "Begin with: ASK {{ VALUES ?{x} {{ UNDEF }}"),
}
_CLOSING = {"{": "}", "(": ")", "[": "]"}


class SyntaxFault(BadQuery):
    """A query that cannot be read: one line that says why, then the line of the query with a caret under the place."""

    def __init__(self, what: str, *, where: str, excerpt: str, line: int = 0, column: int = 0) -> None:
        super().__init__(what, where=where)
        self.excerpt, self.line, self.column = excerpt, line, column

    def __str__(self) -> str:
        """`query, line 3, column 10: why`, and below it the line and the caret."""
        return super().__str__() + (f"\n{self.excerpt}" if self.excerpt else "")


class Cause(NamedTuple):
    """Something that is wrong, and where it begins."""

    begin: int
    what: str


def explain(query: str, message: str, name: str = "query") -> BadQuery:
    """The fault to raise for what the engine said of a query: `error at 3:10: expected ...`."""
    if lost := _NOT_SELECTED.search(message):
        return _not_selected(query, lost[1], name)
    place = _PLACE.match(message)
    found = list(causes(query))
    if not place and not found:
        return BadQuery(message, where=name)
    stopped = _offset(query, int(place[1]), int(place[2])) if place else 0
    said = _SAID.findall(place[3])[:1] if place and not found else []
    reasons = [cause.what for cause in found] or said or ["it cannot be read from here on; what is missing may stand just before"]
    begin = found[0].begin if found else stopped
    return _fault(query, begin, [*reasons, *doubts(query)], name)


def _not_selected(query: str, parameter: str, name: str) -> BadQuery:
    form = next((token.text.upper() for token in tokens(query) if token.kind == "word" and token.text.upper() in FORMS), "SELECT")
    what, hint = _UNFILLED.get(
        form, ("the engine fills only what {form} gives back, and ?{x} is not there", "Ask with SELECT ?{x} ...")
    )
    return BadQuery(what.format(x=parameter, form=form), where=name, hint=hint.format(x=parameter))


def refused(message: str) -> bool:
    """Whether the engine says that it cannot fill a parameter, which it raises as an error of its own."""
    return bool(_NOT_SELECTED.search(message))


def _fault(query: str, begin: int, reasons: Iterable[str], name: str) -> SyntaxFault:
    line, column = query.count("\n", 0, begin) + 1, begin - query.rfind("\n", 0, begin)
    what = " ".join(f"{reason[0].upper()}{reason[1:]}{'' if reason.endswith(('.', '?')) else '.'}" for reason in reasons)
    where = f"{name}, line {line}, column {column}"
    return SyntaxFault(what, where=where, excerpt=_excerpt(query, line, column), line=line, column=column)


def causes(query: str) -> Iterator[Cause]:
    """The known mistakes that keep a query from being answered, in the order in which a reader meets them."""
    found = list(tokens(query))
    yield from sorted(cause for look in CAUSES for cause in look(found))


def doubts(query: str) -> tuple[str, ...]:
    """What a query that can be read probably means otherwise: kg: terms that the ontology does not know."""
    return tuple(dict.fromkeys(cause.what for cause in _misspelt(list(tokens(query)))))


def _form(found: list[Token]) -> Iterator[Cause]:
    """A query of no form, an update among them."""
    heads = {
        begin for word, name in pairwise(found) for begin in (word.begin, name.begin) if word.text.upper() in ("PREFIX", "BASE")
    }
    words = (token for token in found if token.kind == "word" and token.begin not in heads)
    first = next(words, Token("word", "", 0))
    if not found:
        yield Cause(0, "the query is empty")
    elif first.text.upper() in UPDATES:
        yield Cause(first.begin, f"{first.text} changes a graph, and queries only read. Documents are added with: kg build")
    elif first.text.upper() not in FORMS:
        near = get_close_matches(first.text.upper(), FORMS, n=1)
        meant = f"; did you mean {near[0]}?" if near else ""
        yield Cause(first.begin, f"a query begins with {', '.join(FORMS[:3])} or {FORMS[3]}, after its PREFIX lines{meant}")


def _service(found: list[Token]) -> Iterator[Cause]:
    for token in found:
        if token.kind == "word" and token.text.upper() == "SERVICE":
            yield Cause(token.begin, "SERVICE asks another computer, which kg never does. Take that part out")


def _prefix_lines(found: list[Token]) -> Iterator[Cause]:
    for word, name in pairwise(found):
        if word.kind == "word" and word.text.upper() == "PREFIX" and not name.text.endswith(":"):
            yield Cause(name.begin, f"a PREFIX line reads: PREFIX {name.text.partition(':')[0]}: <https://...>")


def _undeclared(found: list[Token]) -> Iterator[Cause]:
    declared = {name.text for word, name in pairwise(found) if word.text.upper() == "PREFIX" and name.kind == "name"}
    seen = set(declared)
    for token in found:
        prefix = token.text.partition(":")[0] + ":"
        if token.kind == "name" and prefix not in seen:
            seen.add(prefix)
            iri = FAMILIAR.get(prefix[:-1], "...")
            yield Cause(token.begin, f"the prefix {prefix} is not declared. Add a first line: PREFIX {prefix} <{iri}>")


def _misspelt(found: list[Token]) -> Iterator[Cause]:
    known = ontology.load()
    for token in found:
        written = token.text
        if token.kind == "iri" and written.startswith(f"<{NAMESPACE}") and written != f"<{NAMESPACE}>":
            written = "kg:" + written[len(NAMESPACE) + 1 : -1]
        if written.startswith("kg:") and token.kind in ("name", "iri") and len(written) > len("kg:") and written not in known.terms:
            nearest = known.nearest(written)
            yield Cause(token.begin, f"the ontology has no {written}" + (f"; did you mean {nearest}?" if nearest else ""))


def _relative(found: list[Token]) -> Iterator[Cause]:
    if any(token.kind == "word" and token.text.upper() == "BASE" for token in found):
        return
    for token in found:
        if token.kind == "iri" and not re.match(r"<[A-Za-z][A-Za-z0-9+.-]*:", token.text):
            yield Cause(token.begin, f"{token.text} is no whole IRI. Write it in full: <https://example.org/name>")


def _unclosed(found: list[Token]) -> Iterator[Cause]:
    """Strings and brackets without an end, and ends without a beginning."""
    waiting: list[Token] = []
    for token in found:
        if token.kind == "open":
            yield Cause(token.begin, "this text has no closing quotation mark on its line")
            return
        if token.kind == "sign" and token.text in _CLOSING:
            waiting.append(token)
        elif token.kind == "sign" and token.text in _CLOSING.values():
            if not waiting or _CLOSING[waiting[-1].text] != token.text:
                yield Cause(token.begin, f"this {token.text} closes nothing" + (f"; {waiting[-1].text} is open" if waiting else ""))
                return
            waiting.pop()
    if waiting:
        yield Cause(waiting[-1].begin, f"this {waiting[-1].text} is not closed; a {_CLOSING[waiting[-1].text]} is missing")


CAUSES = (_form, _service, _prefix_lines, _undeclared, _relative, _unclosed)


def _offset(query: str, line: int, column: int) -> int:
    """The place of a line and column, both from 1, in a text."""
    begins: Iterable[int] = [0, *(match.end() for match in re.finditer("\n", query))]
    return min(len(query), [*begins][min(line, query.count("\n") + 1) - 1] + column - 1)


def _excerpt(query: str, line: int, column: int) -> str:
    """The line, cut around the place where it is long, and a caret under the place."""
    if not query.strip():
        return ""
    text = query.split("\n")[line - 1].replace("\t", " ").rstrip("\r")
    start = max(0, column - 1 - WIDTH // 2)
    return f"  {text[start : start + WIDTH]}\n  {' ' * (column - 1 - start)}^"
