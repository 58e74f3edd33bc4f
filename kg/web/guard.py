"""What a query is about to do, read from its tokens, and the friendly refusal of what this server will not do.

The parser behind it recurses, so depth and the number of clauses are bounded here; the bounds are far above what people or
programs write, and far below what the workers' stacks hold.
"""

from collections import Counter
from dataclasses import dataclass

from kg.web.problems import Problem
from kg.web.tokens import MARK, WORD, Token, tokenise

DEPTH = 100
CLAUSES = 2000
STATEMENTS = 5000
TOKENS = 200_000
OPEN = {"{": "}", "(": ")", "[": "]", "<<": ">>", "<<(": ")>>"}
CLOSE = frozenset(OPEN.values())
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})
FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
VOLATILE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_CLAUSES = frozenset({"OPTIONAL", "UNION", "MINUS", "FILTER", "BIND", "GRAPH", "EXISTS", "SERVICE", "SELECT", "VALUES"})
_OPERATORS = frozenset({"&&", "||", "+", "-", "*", "/", "|", "!", "^", "=", "!=", "<", ">", "<=", ">="})
_HOW_TO_ADD = "This endpoint only reads. Add documents with `kg build FOLDER` where the store lies; the server shows them at once."


@dataclass(frozen=True, slots=True)
class Outline:
    """What matters about a query before it is parsed."""

    form: str
    service: bool
    dataset: bool
    volatile: bool
    words: frozenset[str]


def outline(query: str) -> Outline:
    """The outline of a query; raises a Problem where it is too deep or too long to be meant."""
    tokens = list(tokenise(query))
    _refuse_absurd(tokens, query)
    words = [token.keyword for token in tokens if token.kind == WORD]
    form = next((word for word in words if word in FORMS or word in UPDATES), "")
    found = frozenset(words)
    return Outline(form, "SERVICE" in found, "FROM" in found, bool(found & VOLATILE), found)


def _refuse_absurd(tokens: list[Token], query: str) -> None:
    if len(tokens) > TOKENS:
        raise Problem(400, "too-long", f"The query has {len(tokens)} words and signs; {TOKENS} are read at most.")
    level = 0
    for token in tokens:
        if token.kind == MARK and token.text in OPEN:
            level += 1
            if level > DEPTH:
                raise Problem(400, "too-deep", _too_deep(query, token))
        elif token.kind == MARK and token.text in CLOSE:
            level = max(0, level - 1)
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
