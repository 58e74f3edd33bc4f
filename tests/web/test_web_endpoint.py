"""kg.web.endpoint over HTTP: the protocol, formats, caching, graphs."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from openapi_spec_validator import validate
from served import Server

ROWS = "SELECT ?o { <http://e/s> <http://e/p> ?o } ORDER BY ?o"
JSON = "application/sparql-results+json"


def values(response: httpx.Response) -> list[str]:
    """The values of the only variable of an answer in JSON."""
    assert response.status_code == 200, response.text
    (name,) = response.json()["head"]["vars"]
    return [row[name]["value"] for row in response.json()["results"]["bindings"]]


def test_three_ways_to_ask(server: Server) -> None:
    """GET, a form and a direct POST give the same bytes."""
    got = server.ask(ROWS)
    form = httpx.post(server.sparql, data={"query": ROWS}, headers={"Accept": JSON})
    kind = {"Content-Type": "application/sparql-query; charset=utf-8", "Accept": JSON}
    direct = httpx.post(server.sparql, content=ROWS.encode(), headers=kind)
    assert got.content == form.content == direct.content
    assert values(got) == ["one", "two", "unnamed"]


@pytest.mark.parametrize(
    ("url", "query", "expected"),
    [
        ("", ROWS, ["one", "two", "unnamed"]),
        ("", "SELECT ?o FROM <http://e/g1> { ?s <http://e/p> ?o }", ["one"]),
        ("default-graph-uri=http://e/g2", "SELECT ?o FROM <http://e/g1> { ?s <http://e/p> ?o }", ["two"]),
        ("default-graph-uri=http://e/g2&default-graph-uri=http://e/g1", ROWS, ["one", "two"]),
        ("named-graph-uri=http://e/g2", ROWS, []),
        ("named-graph-uri=http://e/g2", "SELECT ?o { GRAPH ?g { ?s <http://e/p> ?o } }", ["two"]),
        ("default-graph-uri=http://e/g2", "SELECT ?o { GRAPH ?g { ?s <http://e/p> ?o } }", []),
        ("", "SELECT ?o FROM NAMED <http://e/g1> { GRAPH ?g { ?s <http://e/p> ?o } }", ["one"]),
        ("", 'SELECT ?o { ?s <http://e/p> ?o FILTER("FROM" != ?o) } ORDER BY ?o', ["one", "two", "unnamed"]),
    ],
)
def test_which_graphs(server: Server, url: str, query: str, expected: list[str]) -> None:
    """Graphs named by the protocol beat FROM, FROM beats the union, and the union is what is read otherwise."""
    for response in (
        httpx.get(f"{server.sparql}?{url}&query={quote(query)}", headers={"Accept": JSON}),
        httpx.post(f"{server.sparql}?{url}", content=query, headers={"Accept": JSON, "Content-Type": "application/sparql-query"}),
    ):
        assert values(response) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/json", "application/json"),
        ("*/*", JSON),
        (f"{JSON};q=0, */*", "application/sparql-results+xml"),
        (f"text/csv;q=0.2, {JSON};q=0.1", "text/csv; charset=utf-8"),
        ("image/png", ""),
        ("text/turtle", ""),
        ("*/*;q=0", ""),
    ],
)
def test_formats(server: Server, accept: str, expected: str) -> None:
    """The Accept header decides by its q-values; what it refuses altogether gets 406."""
    response = server.ask(ROWS, accept)
    if expected:
        assert (response.status_code, response.headers["content-type"]) == (200, expected)
        assert "Accept" in response.headers["vary"]
    else:
        assert response.status_code == 406


@pytest.mark.parametrize(
    "media",
    [
        "text/turtle",
        "application/n-triples",
        "application/n-quads",
        "application/trig",
        "application/rdf+xml",
        "application/ld+json",
    ],
)
def test_graphs_in_every_format(server: Server, media: str) -> None:
    """CONSTRUCT comes in each RDF format, with the text unharmed."""
    response = server.ask("CONSTRUCT { ?s <http://e/x> ?o } { ?s <http://e/name> ?o }", media)
    assert response.headers["content-type"].partition(";")[0] == media
    text = response.content.decode("utf-8")
    assert "Łódź – 😀" in text or "\\u0141" in text


def test_known_answers_are_not_sent_again(server: Server) -> None:
    """The same question in the same generation has the same ETag; with it the answer is 304 without a body."""
    first, second = server.ask(ROWS), server.ask(ROWS)
    assert first.headers["etag"] == second.headers["etag"]
    assert server.ask(ROWS, "text/csv").headers["etag"] != first.headers["etag"]
    assert server.ask(ROWS + " LIMIT 1").headers["etag"] != first.headers["etag"]
    given = {"Accept": JSON, "If-None-Match": f'"other", W/{first.headers["etag"]}'}
    again = httpx.get(server.sparql, params={"query": ROWS}, headers=given)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_chance_is_not_kept(server: Server) -> None:
    """An answer that depends on the clock or on chance has no ETag and differs from call to call."""
    first, second = (server.ask("SELECT (STRUUID() AS ?u) {}") for _ in range(2))
    assert values(first) != values(second)
    assert "etag" not in first.headers
    assert first.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_packed_answers(server: Server, encoding: str) -> None:
    """A long answer is compressed as the client asks, with an ETag of its own."""
    query = "SELECT ?x { VALUES ?x { " + " ".join(f'"value {i}"' for i in range(500)) + " } }"
    plain = httpx.get(server.sparql, params={"query": query}, headers={"Accept-Encoding": "identity"})
    packed = httpx.get(server.sparql, params={"query": query}, headers={"Accept-Encoding": f"{encoding}, *;q=0"})
    assert packed.headers["content-encoding"] == encoding
    assert int(packed.headers["content-length"]) < len(plain.content) / 3
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "Accept-Encoding" in packed.headers["vary"]


def test_head_has_no_body(server: Server) -> None:
    """HEAD has the headers of GET, and nothing after them."""
    response = httpx.head(server.sparql, params={"query": ROWS}, headers={"Accept": JSON})
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["etag"] == server.ask(ROWS).headers["etag"]


def test_service_description(server: Server) -> None:
    """Without a query the endpoint describes itself, by the name under which it was reached, with its figures."""
    response = httpx.get(server.sparql, headers={"Accept": "application/n-triples"})
    assert f"<{server.sparql}> <http://www.w3.org/ns/sparql-service-description#endpoint> <{server.sparql}>" in response.text
    assert "UnionDefaultGraph" in response.text
    assert f'<{server.sparql}#dataset> <http://rdfs.org/ns/void#triples> "4"' in response.text


def test_one_graph(server: Server) -> None:
    """A document's graph is read by its name, in any RDF format; a name that is not there gets 404, no name 400."""
    response = httpx.get(f"{server.url}graphs", params={"graph": "http://e/g1"}, headers={"Accept": "application/n-triples"})
    assert sorted(response.text.splitlines()) == [
        '<http://e/s> <http://e/p> "one" .',
        "<http://e/s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/Thing> .",
    ]
    assert httpx.get(f"{server.url}graphs", params={"graph": "http://e/none"}).status_code == 404
    assert httpx.get(f"{server.url}graphs", params={"graph": "not an IRI"}).status_code == 400
    assert httpx.get(f"{server.url}graphs").status_code == 400
    assert httpx.get(f"{server.url}graphs?default").text.count('"one"') == 1
    tag = response.headers["etag"]
    again = httpx.get(response.url, headers={"Accept": "application/n-triples", "If-None-Match": tag})
    assert again.status_code == 304


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_graphs_are_only_read(server: Server, method: str) -> None:
    """Each way of writing a graph is refused with the way to add documents, and nothing changes."""
    response = httpx.request(method, f"{server.url}graphs?graph=http://e/g1", content=b"<http://e/a> <http://e/b> 1 .")
    assert response.status_code == 403
    assert "kg build" in response.json()["detail"]
    assert server.ask("ASK { <http://e/a> ?p ?o }").json()["boolean"] is False


def test_a_sound_query_that_means_otherwise(server: Server) -> None:
    """A misspelt term of ours and an IRI that is not whole are answered, with a hint beside the answer."""
    prefix = "PREFIX kg: <https://w3id.org/pressgraph/ns#>"
    misspelt = server.ask(f"{prefix} SELECT * {{ ?event kg:organisedBy ?agent ; kg:title ?title }}")
    assert misspelt.headers["kg-hint"] == "the ontology has no kg:organisedBy; did you mean kg:organizedBy?"
    assert "kg-hint" not in server.ask(f"{prefix} SELECT * {{ ?event kg:organizedBy ?agent }}").headers
    relative = server.ask("CONSTRUCT { <a> <http://e/b> 1 } {}", "application/n-triples")
    assert relative.text.startswith(f"<{server.url}a>")
    assert relative.headers["kg-hint"] == "<a> was read relative to this endpoint"
    assert "etag" not in relative.headers


def test_an_error_shows_the_place(server: Server) -> None:
    """The problem names line and column, draws a caret under the place, and names each likely cause."""
    response = server.ask("SELECT ?t\nWHERE { ?d kg:titel ?t ; <x> ?y", "application/sparql-results+json, text/plain;q=0.1")
    problem = response.json()
    assert (response.status_code, response.headers["content-type"]) == (400, "application/problem+json")
    assert problem["type"].endswith("/bad-query")
    assert (problem["line"], problem["column"]) == (2, 7)
    assert problem["detail"].splitlines()[-2:] == ["  WHERE { ?d kg:titel ?t ; <x> ?y", "        ^"]
    for cause in ("prefix kg: is not declared", "kg:title", "<x> is no whole IRI", "a } is missing"):
        assert cause in problem["detail"]
    assert server.ask("SELECT", "text/plain").text.startswith("400 Bad Request\n")


def test_other_origins(start: Callable[..., Server], small_store: Path) -> None:
    """Only the origin that was named may read from a browser, and a browser's question beforehand is answered."""
    shared = start(small_store, cors="https://maps.example")
    asked = {"Origin": "https://maps.example", "Access-Control-Request-Method": "POST"}
    before = httpx.options(shared.sparql, headers=asked)
    assert before.status_code == 204
    assert before.headers["access-control-allow-origin"] == "https://maps.example"
    assert "POST" in before.headers["access-control-allow-methods"]
    assert "access-control-allow-origin" not in httpx.get(shared.sparql, headers={"Origin": "https://evil.example"}).headers
    allowed = httpx.get(shared.sparql, params={"query": ROWS}, headers={"Origin": "https://maps.example"})
    assert allowed.headers["access-control-allow-origin"] == "https://maps.example"


def test_token_and_rate(start: Callable[..., Server], small_store: Path) -> None:
    """Without the token the answer is 401; with it, a client that asks too often gets 429 and the time to wait."""
    guarded = start(small_store, token="secret", rate=2.0)
    assert httpx.get(guarded.sparql).headers["www-authenticate"].startswith("Bearer")
    given = {"Authorization": "Bearer secret"}
    statuses = [httpx.get(guarded.sparql, params={"query": ROWS}, headers=given).status_code for _ in range(30)]
    assert statuses[:5] == [200] * 5
    assert 429 in statuses
    refused = next(r for r in (httpx.get(guarded.sparql, headers=given) for _ in range(30)) if r.status_code == 429)
    assert int(refused.headers["retry-after"]) >= 1


def test_saved_questions(server: Server) -> None:
    """The list says what each question is and asks for; a question is asked by its name, its values are never pasted."""
    listed = httpx.get(f"{server.url}queries").json()
    partners = next(row for row in listed if row["name"] == "partners-of")
    assert partners["title"]
    assert [param["name"] for param in partners["params"]] == ["name"]
    answer = httpx.get(partners["url"], params={"name": 'OSCE") } DROP ALL #', "format": "csv"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert answer.text.startswith("agentLabel,")
    assert httpx.get(partners["url"], params={"name": "a"}).headers["etag"] != httpx.get(partners["url"]).headers["etag"]
    assert httpx.get(f"{server.url}queries/partners-of.rq").text.startswith("# title:")
    for path, status in (
        ("partners-off", 404),
        ("partners-of?nome=x", 400),
        ("events?since=yesterday", 400),
        ("../../etc/passwd", 404),
    ):
        assert httpx.get(f"{server.url}queries/{path}").status_code == status


def test_every_saved_question_is_answered(server: Server) -> None:
    """Each question of queries/ runs with its defaults, or says which parameter it needs."""
    for row in httpx.get(f"{server.url}queries").json():
        needed = [param["name"] for param in row["params"] if param["default"] is None]
        assert httpx.get(row["url"]).status_code == (400 if needed else 200), row["name"]


def test_the_openapi_document_is_valid(server: Server) -> None:
    """A validator of OpenAPI 3.1 accepts the document, and it names each path of the server that it describes."""
    document = httpx.get(f"{server.url}openapi.json").json()
    validate(document)
    assert document["openapi"] == "3.1.0"
    for path in document["paths"]:
        assert httpx.options(server.url.rstrip("/") + path).status_code == 204
