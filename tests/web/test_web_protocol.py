"""kg.web.protocol: requests as questions."""

from urllib.parse import quote, quote_plus, unquote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.web.problems import Problem
from kg.web.protocol import FORM, QUERY, UPDATE, read_question, unquote

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT, st.lists(TEXT, max_size=2), st.lists(TEXT, max_size=2))
def test_every_way_asks_the_same(query: str, default: list[str], named: list[str]) -> None:
    """Whatever the text, GET, form and direct POST are read as the same question."""
    graphs = [("default-graph-uri", name) for name in default] + [("named-graph-uri", name) for name in named]
    whole = urlencode([("query", query), *graphs]).encode()
    got = read_question("GET", whole, "", b"", "*/*")
    form = read_question("POST", b"", f"{FORM}; charset=UTF-8", whole, "*/*")
    direct = read_question("POST", urlencode(graphs).encode(), QUERY, query.encode(), "*/*")
    assert got == form == direct
    assert got is not None
    assert (got.query, list(got.default or ()), list(got.named or ())) == (query, default, named)


@given(TEXT, TEXT)
def test_the_key_tells_questions_apart(one: str, other: str) -> None:
    """Two questions have one key if and only if they are the same, wherever their parts begin and end."""
    asked = [
        read_question("GET", f"query={quote(query)}&format={quote(form)}".encode(), "", b"", "")
        for query, form in ((one, other), (other, one))
    ]
    assert asked[0] is not None
    assert asked[1] is not None
    assert (asked[0].key == asked[1].key) == (one == other)


@pytest.mark.parametrize(
    ("method", "url", "content_type", "body", "status"),
    [
        ("PUT", b"", "", b"", 405),
        ("GET", b"query=a&query=b", "", b"", 400),
        ("GET", b"other=x", "", b"", 400),
        ("GET", b"named-graph-uri=x", "", b"", 400),
        ("GET", b"query=%ff", "", b"", 400),
        ("GET", b"update=x", "", b"", 403),
        ("GET", b"query=a&timeout=-1", "", b"", 400),
        ("GET", b"query=a&timeout=inf", "", b"", 400),
        ("GET", b"&".join([b"a=b"] * 3000), "", b"", 400),
        ("POST", b"", FORM, b"", 400),
        ("POST", b"", QUERY, b"\xff", 400),
        ("POST", b"query=a", QUERY, b"b", 400),
        ("POST", b"", UPDATE, b"x", 403),
        ("POST", b"", "text/plain", b"x", 415),
        ("POST", b"", "", b"x", 415),
        ("POST", b"", f"{QUERY}; charset=latin-1", b"x", 415),
    ],
)
def test_refusals(method: str, url: bytes, content_type: str, body: bytes, status: int) -> None:
    """Each mistake has its status."""
    with pytest.raises(Problem) as refused:
        read_question(method, url, content_type, body, "*/*")
    assert refused.value.status == status


def test_nothing_asked() -> None:
    """A request without any parameter asks for the description."""
    assert read_question("GET", b"", "", b"", "*/*") is None


@given(st.one_of(st.text(alphabet="aé%+\\\\0Ff&=x\n\"'uN{}"), TEXT.map(quote), TEXT.map(quote_plus)))
def test_values_are_decoded_as_everywhere(text: str) -> None:
    """Escapes, pluses, backslashes and stray percent signs become what the standard library makes of them."""
    data = text.encode()
    try:
        expected = unquote_plus(text, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(UnicodeDecodeError):
            unquote(data)
    else:
        assert unquote(data) == expected
