"""kg.web.guard: what a query is about to do, and what is refused before it is parsed."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.web.guard import CLAUSES, DEPTH, Outline, outline, relative_iris
from kg.web.problems import Problem
from kg.web.tokens import tokenise

LONG = " #" + "x" * CLAUSES


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s ?p ?o }", Outline()),
        ("SELECT * FROM <http://e/g> { ?s ?p ?o }", Outline(dataset=True)),
        ("select * from named <http://e/g> { ?s ?p ?o }", Outline(dataset=True)),
        ('SELECT * { ?from ?p "FROM SERVICE NOW()" } # FROM', Outline()),
        ("SELECT * { SERVICE ?u {} }", Outline(service=True)),
        ("SELECT (NOW() AS ?n) {}", Outline(volatile=True)),
        ("SELECT (uuid() AS ?n) {}", Outline(volatile=True)),
        ("SELECT * { <a> ?p ?o }", Outline(relative=True)),
        ("BASE <http://e/> SELECT * { <a> ?p ?o }", Outline()),
        ("SELECT * { ?a ?b ?c FILTER(?a<?b) }", Outline()),
    ],
)
def test_outline(query: str, expected: Outline) -> None:
    """The words that matter are found where they mean something, in short queries and in long ones."""
    assert outline(query) == outline(query + LONG) == expected


@given(st.integers(0, 3 * DEPTH), st.sampled_from("{(["))
def test_depth(depth: int, bracket: str) -> None:
    """Brackets are counted to the bound exactly, whatever the length of the query."""
    for query in (bracket * depth, bracket * depth + LONG):
        if depth <= DEPTH:
            assert outline(query) == Outline()
        else:
            with pytest.raises(Problem, match="nested"):
                outline(query)


@given(st.text())
def test_any_text_has_an_outline(query: str) -> None:
    """No text makes the guard fail."""
    with suppress(Problem):
        outline(query)
    with suppress(Problem):
        outline(query + LONG)


def test_relative_iris() -> None:
    """Names without a scheme are relative, unless a BASE is there; comparisons are none."""
    assert relative_iris(list(tokenise("ASK { <a> <b:c> <//e/d> . FILTER(1 < 2) }"))) == ["<a>", "<//e/d>"]
    assert relative_iris(list(tokenise("BASE <http://e/> ASK { <a> ?p ?o }"))) == []
