"""A parser's error as a person wants it: the line, a caret, and the likely cause.

The parser says `error at 3:10: expected ...`, at the furthest place it came to; its list of what it expected misleads more
than it helps, so the causes are looked for in the tokens instead.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from kg import ontology
from kg.errors import BadKnowledge
from kg.iris import NAMESPACE
from kg.vocab import PREFIXES
from kg.web.guard import CLOSE, FORMS, OPEN, UPDATES, relative_iris
from kg.web.problems import Problem
from kg.web.tokens import IRI, MARK, NAME, STRAY, WORD, Token, tokenise

_WHERE = re.compile(r"error at (\d+):(\d+): ?(?:expected )?(.*)", re.DOTALL)
_SENTENCE = re.compile(r"[A-Z][a-z]+ [^,\[\]'\"]{8,}")
_WIDTH = 100
_OURS = re.compile(rf"(?:(?<![\w.:-])kg:|<{re.escape(NAMESPACE)})([\w-]+)")
_FAMILIAR = {
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "schema": "http://schema.org/",
    "void": "http://rdfs.org/ns/void#",
    "geo": "http://www.opengis.net/ont/geosparql#",
}
KNOWN_PREFIXES = {**_FAMILIAR, **PREFIXES}


def explain(query: str, message: str) -> Problem:
    """400 with the line, a caret under the place, and each cause that the tokens show."""
    place = _WHERE.match(message)
    line, column = (int(place[1]), int(place[2])) if place else (0, 0)
    reasons = list(_causes(list(tokenise(query))))
    if not reasons and (told := _SENTENCE.search(place[3] if place else message)):
        reasons.append(told[0].strip().rstrip(".") + ".")
    what = " ".join(reasons) or "It cannot be read from here on; what is missing may stand just before."
    more: dict[str, object] = {"line": line, "column": column} if place else {}
    excerpt = _excerpt(query, line, column) if place else ""
    start = f"The query has a mistake at line {line}, column {column}." if place else "The query has a mistake."
    return Problem(400, "bad-query", f"{start} {what}{excerpt}", more=more)


def hints(query: str, *, relative: bool) -> str:
    """What a sound query probably means otherwise: terms that do not exist, IRIs that are not whole. One line, or nothing."""
    found = list(_misspelt(query))
    if relative:
        found += [f"{name} was read relative to this endpoint" for name in relative_iris(list(tokenise(query)))[:1]]
    return "; ".join(found)


def _misspelt(query: str) -> Iterator[str]:
    if "kg:" not in query and NAMESPACE not in query:
        return
    for name in dict.fromkeys(_OURS.findall(query)):
        term = f"kg:{name}"
        if term not in terms().terms:
            nearest = terms().nearest(term)
            yield f"{term} is no term of the ontology" + (f", {nearest} is" if nearest else "")


@cache
def terms() -> ontology.Ontology:
    """Our vocabulary, read once; a worker can open no file, so its parent reads it."""
    try:
        return ontology.load()
    except BadKnowledge:
        return ontology.Ontology({}, {})


def _excerpt(query: str, line: int, column: int) -> str:
    lines = re.split(r"\r\n|\n|\r", query)
    if not 1 <= line <= len(lines):
        return ""
    text = lines[line - 1].replace("\t", " ")
    start = max(0, column - 1 - _WIDTH * 2 // 3)
    return f"\n{text[start : start + _WIDTH]}\n{' ' * (column - 1 - start)}^"


def _causes(tokens: list[Token]) -> Iterator[str]:
    first = next((t.keyword for t in tokens if t.kind == WORD and t.keyword not in ("PREFIX", "BASE")), "")
    if not tokens:
        yield "It is empty."
    elif first in UPDATES:
        yield f"{first} is an update; this endpoint only reads. Documents are added with `kg build`."
    elif first not in FORMS:
        yield "A query starts with SELECT, ASK, CONSTRUCT or DESCRIBE, after its PREFIX lines."
    yield from _prefixes(tokens)
    yield from (f"{hint}." for hint in _misspelt(" ".join(token.text for token in tokens if token.kind in (NAME, IRI))))
    yield from _relative(tokens)
    yield from _brackets(tokens)
    for token in tokens:
        if token.kind == STRAY and token.text[0] in "\"'":
            yield f"The text that starts with {token.text[:20]} is not closed."
            return


def _prefixes(tokens: list[Token]) -> Iterator[str]:
    declared = {_prefix(name) for word, name in pairwise(tokens) if word.keyword == "PREFIX" and name.kind == NAME}
    used = dict.fromkeys(_prefix(token) for token in tokens if token.kind == NAME)
    for prefix in used:
        if prefix not in declared:
            known = KNOWN_PREFIXES.get(prefix)
            line = f"PREFIX {prefix}: <{known or '...'}>"
            yield f"The prefix {prefix}: is not declared; put {line} on a line before the query."


def _prefix(token: Token) -> str:
    return token.text.partition(":")[0]


def _relative(tokens: list[Token]) -> Iterator[str]:
    for name in relative_iris(tokens)[:1]:
        yield f"{name} is not a whole IRI. Write it in full, such as <https://example.org/name>."


def _brackets(tokens: list[Token]) -> Iterator[str]:
    expected: list[str] = []
    for token in tokens:
        if token.kind == MARK and token.text in OPEN:
            expected.append(OPEN[token.text])
        elif token.kind == MARK and token.text in CLOSE and (not expected or expected.pop() != token.text):
            yield f"A {token.text} closes nothing."
            return
    if expected:
        yield f"A {expected[-1]} is missing at the end."
