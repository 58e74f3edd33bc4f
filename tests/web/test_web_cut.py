"""kg.web.cut: an answer that is cut still parses, and holds whole rows only."""

import csv
import io
import json

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.web.cut import Full, Limited, cut

NASTY = st.one_of(
    st.text(max_size=12),
    st.lists(
        st.sampled_from(
            ['}},{"', '"', "\\", "},{", '{"x":{"type":"', "</result>", "\r\n", "\n", ",", " .\n", "<", "&", "]", '"@id":"']
        ),
        max_size=6,
    ).map("".join),
)
VALUES = st.lists(st.tuples(NASTY, NASTY), min_size=1, max_size=12)
RESULTS = {name: getattr(ox.QueryResultsFormat, name) for name in ("JSON", "XML", "CSV", "TSV")}
GRAPHS = {name: getattr(ox.RdfFormat, name) for name in ("TURTLE", "N_TRIPLES", "N_QUADS", "TRIG", "RDF_XML", "JSON_LD")}


def store_of(values: list[tuple[str, str]]) -> ox.Store:
    """A store with two texts for each subject."""
    store = ox.Store()
    for number, pair in enumerate(values):
        for name, text in zip(("one", "two"), pair, strict=True):
            text = "".join(c for c in text if c.isprintable() or c in "\r\n")
            store.add(ox.Quad(ox.NamedNode(f"http://e/{number}"), ox.NamedNode(f"http://e/{name}"), ox.Literal(text)))
    return store


def rows_of(name: str, body: bytes) -> list[tuple[str, ...]]:
    """The rows of an answer, by a reader that is not ours."""
    if name == "CSV":
        return [tuple(row) for row in list(csv.reader(io.StringIO(body.decode(), newline="")))[1:]]
    solutions = ox.parse_query_results(body, format=RESULTS[name])
    assert isinstance(solutions, ox.QuerySolutions)
    return [tuple(str(term) for term in row) for row in solutions]


@pytest.mark.parametrize("name", RESULTS)
@settings(max_examples=60)
@given(VALUES, st.data())
def test_rows(name: str, values: list[tuple[str, str]], data: st.DataObject) -> None:
    """Wherever an answer is cut behind its head, the rows that are left are the first of all rows."""
    query = "SELECT ?s ?a ?b { ?s <http://e/one> ?a ; <http://e/two> ?b }"
    whole = store_of(values).query(query).serialize(format=RESULTS[name])  # type: ignore[union-attr]
    assert whole is not None
    head = whole.index({"JSON": b'ngs":[', "XML": b"<results>", "CSV": b"\n", "TSV": b"\n"}[name]) + 9
    body = cut(whole[: data.draw(st.integers(min(head, len(whole)), len(whole)))], name)
    assert rows_of(name, body) == rows_of(name, whole)[: len(rows_of(name, body))]
    if name == "JSON":
        assert json.loads(body)["head"]["link"]


@pytest.mark.parametrize("name", GRAPHS)
@settings(max_examples=60)
@given(VALUES, st.data())
def test_statements(name: str, values: list[tuple[str, str]], data: st.DataObject) -> None:
    """Wherever a graph is cut, what is left parses and states nothing that was not stated."""
    whole = store_of(values).query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }").serialize(format=GRAPHS[name])  # type: ignore[union-attr]
    assert whole is not None
    body = cut(whole[: data.draw(st.integers(min(200, len(whole)), len(whole)))], name)
    everything = {(q.subject, q.predicate, q.object) for q in ox.parse(whole, format=GRAPHS[name])}
    left = {(q.subject, q.predicate, q.object) for q in ox.parse(body, format=GRAPHS[name])} if body else set()
    assert left <= everything


def test_the_writer_stops_at_its_limit() -> None:
    """The chunk that crosses the limit is kept, and nothing is taken after it."""
    writer = Limited(10)
    assert writer.write(b"12345") == 5
    with pytest.raises(Full):
        writer.write(b"678901")
    assert b"".join(writer.chunks) == b"12345678901"
