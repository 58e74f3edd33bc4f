"""kg.web.tokens: what a query is made of."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.web.tokens import tokenise

PIECES = st.sampled_from([
    "SELECT", "?x", "$y", "<http://e/a#b>", "ex:name", ":", "_:b", '"a"', "'it''s'", '"""a"b\nc"""', '"""', "@en-GB", "^^", "{",
    "}", "<", "<=", "&&", "||", "1.5e3", ".", ";", "# a comment\n", " ", "\n", "\\", "é", "service:x", "SERVICE", '"open', "<<(",
])  # fmt: skip
ANYTHING = st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join))


@given(ANYTHING)
def test_every_character_lands_in_one_place(query: str) -> None:
    """Tokens do not overlap, stand in order, and between them there is nothing but white space and comments."""
    end = 0
    for token in tokenise(query):
        assert token.text
        assert token.begin >= end
        assert query[token.begin : token.begin + len(token.text)] == token.text
        assert re.fullmatch(r"(?:\s|#[^\n\r]*)*", query[end : token.begin])
        end = token.begin + len(token.text)
    assert re.fullmatch(r"(?:\s|#[^\n\r]*)*", query[end:])


@given(ANYTHING)
def test_what_is_quoted_is_one_token(text: str) -> None:
    """Whatever text is escaped into a string, the words in it are not taken for words of the query."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    assert [token.kind for token in tokenise(f'?a "{escaped}" ?b')] == ["variable", "string", "variable"]


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("SERVICE <http://e/>", ["word", "iri"]),
        ("service:x ?service _:service @service", ["name", "variable", "blank", "language"]),
        ('"SERVICE" # SERVICE\n', ["string"]),
        ("'''SERVICE ' \" \n''' x", ["string", "word"]),
        ("<http://e/#SERVICE>", ["iri"]),
        ("?a<?b", ["variable", "mark", "variable"]),
        ("?a < 3 && ?b > 2", ["variable", "mark", "number", "mark", "variable", "mark", "number"]),
        ("ex:a.b\\,c%20d ex:", ["name", "name"]),
        ('"not closed SERVICE\nWHERE', ["stray", "word"]),
        ('""" not closed', ["string", "stray"]),
        ("<< ?s ?p ?o >> <<( )>> {| |}", ["mark", "variable", "variable", "variable", "mark", "mark", "mark", "mark", "mark"]),
    ],
)
def test_kinds(query: str, kinds: list[str]) -> None:
    """The places where a word could be mistaken for a keyword, or a sign for the start of an IRI."""
    assert [token.kind for token in tokenise(query)] == kinds


@pytest.mark.parametrize(
    "text", ['"' * 100_001, "'\\" * 50_000, "<" * 100_000, '"""' + "a" * 100_000, "\\" * 100_000, '"\\"\n' * 30_000]
)
def test_linear_time(text: str) -> None:
    """Texts that make a careless expression look back again and again are read in one pass."""
    assert sum(len(token.text) for token in tokenise(text)) > 0
