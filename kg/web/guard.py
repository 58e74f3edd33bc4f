"""What a query is about to do, read from its tokens, and the friendly refusal of what this server will not do.

The parser behind it recurses, so depth and the number of clauses are bounded here; the bounds are far above what people or
programs write, and far below what the workers' stacks hold.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from kg.web.problems import Problem
from kg.web.tokens import IRI, MARK, WORD, Token, tokenise

DEPTH = 100
CLAUSES = 2000
STATEMENTS = 5000
TOKENS = 100_000
OPEN = {"{": "}", "(": ")", "[": "]", "<<": ">>", "<<(": ")>>"}
CLOSE = frozenset(OPEN.values())
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
VOLATILE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:")
_CLAUSES = frozenset({"OPTIONAL", "UNION", "MINUS", "FILTER", "BIND", "GRAPH", "EXISTS", "SERVICE", "SELECT", "VALUES"})
_OPERATORS = frozenset({"&&", "||", "+", "-", "*", "/", "|", "!", "^", "=", "!=", "<", ">", "<=", ">="})
_HOW_TO_ADD = "This endpoint only reads. Add documents with `kg build FOLDER` where the store lies; the server shows them at once."


# A short query without any of this has nothing to refuse or to note, which spares most queries the tokens.
_WORTH_A_LOOK = re.compile(r"service|from|now|rand|uuid|bnode|<(?![a-z][a-z0-9+.\-]*:)", re.IGNORECASE)
_BRACKETS = re.compile(r"[{(\[]|<<")


class Outline(NamedTuple):
    """Whether a query calls out, names its graphs, depends on chance, or on where it was sent."""

    service: bool = False
    dataset: bool = False
    volatile: bool = False
    relative: bool = False


_PLAIN = Outline()


def outline(query: str) -> Outline:
    """The outline of a query; raises a Problem where it is too deep or too long to be meant."""
    if len(query) < CLAUSES and not _WORTH_A_LOOK.search(query) and len(_BRACKETS.findall(query)) <= DEPTH:
        return _PLAIN
    tokens = list(_bounded(query))
    _refuse_length(tokens)
    words = frozenset(token.keyword for token in tokens if token.kind == WORD)
    return Outline("SERVICE" in words, "FROM" in words, bool(words & VOLATILE), bool(relative_iris(tokens)))


def relative_iris(tokens: list[Token]) -> list[str]:
    """The IRIs of a query that mean something only where the query was sent, as `<name>` does."""
    if any(token.keyword == "BASE" for token in tokens):
        return []
    return [token.text for token in tokens if token.kind == IRI and not _SCHEME.match(token.text)]


def _bounded(query: str) -> Iterator[Token]:
    """The tokens, as long as neither they nor the brackets that are open grow beyond bounds."""
    level = 0
    for number, token in enumerate(tokenise(query)):
        if number >= TOKENS:
            raise Problem(400, "too-long", f"The query has more than {TOKENS} words and signs.")
        if token.kind == MARK and token.text in OPEN:
            level += 1
            if level > DEPTH:
                raise Problem(400, "too-deep", _too_deep(query, token))
        elif token.kind == MARK and token.text in CLOSE:
            level = max(0, level - 1)
        yield token


def _refuse_length(tokens: list[Token]) -> None:
    marks = Counter(token.text for token in tokens if token.kind == MARK)
    words = Counter(token.keyword for token in tokens if token.kind == WORD)
    clauses = sum(words[word] for word in _CLAUSES) + sum(marks[mark] for mark in _OPERATORS)
    for what, count, limit in (("clauses", clauses, CLAUSES), ("statements", marks["."] + marks[";"], STATEMENTS)):
        if count > limit:
            raise Problem(400, "too-long", f"The query has {count} {what}; {limit} are read at most. A VALUES table can be longer.")


def _too_deep(query: str, token: Token) -> str:
    line = query.count("\n", 0, token.begin) + 1
    return f"Brackets are nested more than {DEPTH} deep (line {line}). Flatten the query."


def refuse_service() -> Problem:
    """403: the query is sound, but asks this server to call another one."""
    return Problem(
        403, "no-service", "SERVICE is switched off: this endpoint calls no other server. Ask that one yourself, join by VALUES."
    )


def refuse_update() -> Problem:
    """403: a write, with the way to add data."""
    return Problem(403, "read-only", _HOW_TO_ADD)
