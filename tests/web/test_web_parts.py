"""The small parts of the endpoint: settings, limits, cache, packing, problems."""

import asyncio
import gzip
import json

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadInput
from kg.web.cache import Cache
from kg.web.limits import Rates, check_host, check_token
from kg.web.problems import Problem, busy
from kg.web.replies import Reply, choose_encoding, pack
from kg.web.settings import Settings


@pytest.mark.parametrize(
    ("options", "word"),
    [({"workers": 0}, "workers"), ({"timeout": -1.0}, "timeout"), ({"port": 70000}, "port"), ({"host": "0.0.0.0"}, "--public"),
     ({"host": "::"}, "--public"), ({"host": "example.org"}, "--public"), ({"default_graph": "all"}, "union or store")],
)  # fmt: skip
def test_settings_that_cannot_work(options: dict[str, object], word: str) -> None:
    """Each is refused before a socket is opened, with the way out."""
    with pytest.raises(BadInput, match=word):
        Settings(**options)  # type: ignore[arg-type]


def test_who_is_answered() -> None:
    """A local server answers to local names alone; a public one to all, or to those it was given."""
    local = Settings(names=("graph.example",)).hosts
    for name in ("localhost:7878", "127.0.0.1", "[::1]:80", "Graph.Example:443"):
        check_host(name, local)
    for name, status in (
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("", 400),
        ("a b", 400),
        ("a/b", 400),
        ("[::1", 400),
    ):
        with pytest.raises(Problem) as refused:
            check_host(name, local)
        assert refused.value.status == status
    check_host("anything.example", Settings(host="0.0.0.0", public=True).hosts)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer other", "Basic secret", "secret", "Bearer sécret"])
def test_wrong_tokens(header: str) -> None:
    """Only the token itself opens the door."""
    check_token("bearer secret", "secret")
    with pytest.raises(Problem, match="token"):
        check_token(header, "secret")


def test_rates_are_kept_for_each_client() -> None:
    """A client may ask five seconds' worth at once, then waits; another is not touched."""
    rates = Rates(2.0)
    for _ in range(10):
        rates.check("one")
    with pytest.raises(Problem) as refused:
        rates.check("one")
    assert refused.value.status == 429
    rates.check("other")


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 4000)), max_size=60))
def test_the_cache_keeps_its_size(questions: list[tuple[int, int]]) -> None:
    """What is kept never exceeds the limit, and what is found is what was put."""
    cache, put = Cache(16_000), dict[str, Reply]()
    for number, size in questions:
        key = str(number)
        found = cache.get("g1", key)
        assert found is None or found is put[key]
        if found is None:
            put[key] = Reply(200, "text/csv", b"x" * size)
            cache.put("g1", key, put[key])
        assert 0 <= cache.size <= 16_000
    assert all(cache.get("g2", str(number)) is None for number in range(21))
    assert cache.size == 0


@pytest.mark.parametrize(
    ("header", "expected"),
    [("", ""), ("gzip", "gzip"), ("gzip, zstd", "zstd"), ("zstd;q=0.1, gzip", "gzip"), ("*", "zstd"), ("zstd;q=0, *;q=0.5", "gzip"),
     ("identity", ""), ("gzip;q=0", ""), ("gzip;q=x", ""), ("br", "")],
)  # fmt: skip
def test_encodings(header: str, expected: str) -> None:
    """The encoding that is wanted most is used, and what is refused is not."""
    assert choose_encoding(header) == expected


@given(st.binary(min_size=1024, max_size=200_000))
def test_packed_bodies_are_the_same(body: bytes) -> None:
    """What was packed unpacks to what it was."""
    reply = Reply(200, "text/csv", body, etag="e")
    assert gzip.decompress(asyncio.run(pack(reply, b"gzip")).body) == body
    assert zstandard.ZstdDecompressor().decompress(asyncio.run(pack(reply, b"zstd")).body) == body


def test_problems_as_json_and_as_text() -> None:
    """JSON by default and for those who read JSON in any form; text for browsers and for those who ask for it."""
    problem = busy("Later.", 3)
    for accept in ("", "*/*", "application/sparql-results+json", "application/json, text/plain;q=0.5"):
        kind, body = problem.body(accept)
        assert kind == "application/problem+json"
        assert json.loads(body) == {
            "type": "https://w3id.org/pressgraph/problem/busy", "title": "Service Unavailable", "status": 503, "detail": "Later.",
        }  # fmt: skip
    assert problem.body("text/html, */*;q=0.1") == ("text/plain; charset=utf-8", b"503 Service Unavailable\nLater.\n")
    assert problem.headers == (("Retry-After", "3"),)
