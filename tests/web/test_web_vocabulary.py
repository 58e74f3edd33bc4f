"""/ns: the vocabulary in the form that is asked for, and the files of ontology/."""

import httpx
import pytest
from served import Server
from vocabulary.graphs import FOLDER

HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "media", "begin"),
    [
        (HTML, "text/html; charset=utf-8", b"<!DOCTYPE html>"),
        ("text/turtle", "text/turtle; charset=utf-8", b"# The vocabulary"),
        ("application/ld+json", "application/ld+json", b"[{"),
        ("text/html;q=0.5, application/ld+json;q=0.9, */*;q=0.1", "application/ld+json", b"[{"),
        ("text/html;q=0, */*", "text/turtle; charset=utf-8", b"# The vocabulary"),
        ("*/*", "text/html; charset=utf-8", b"<!DOCTYPE html>"),
    ],
)
def test_the_accept_header_decides(server: Server, accept: str, media: str, begin: bytes) -> None:
    """A browser gets the page, a program the RDF that it asks for; caches are told that the header decides."""
    reply = httpx.get(f"{server.url}ns", headers={"Accept": accept})
    assert (reply.status_code, reply.headers["content-type"]) == (200, media)
    assert "Accept" in reply.headers["vary"]
    assert reply.content.startswith(begin)


def test_a_format_can_be_named(server: Server) -> None:
    """`format` wins over the header; one that does not exist is refused with those that do."""
    assert httpx.get(f"{server.url}ns?format=ttl", headers={"Accept": HTML}).headers["content-type"].startswith("text/turtle")
    reply = httpx.get(f"{server.url}ns?format=pdf")
    assert reply.status_code == 400
    assert "html, ttl, jsonld" in reply.text


def test_what_cannot_be_had_is_refused(server: Server) -> None:
    """A client that takes none of the forms is told which there are."""
    reply = httpx.get(f"{server.url}ns", headers={"Accept": "image/png"})
    assert reply.status_code == 406
    assert "text/html, text/turtle, application/ld+json" in reply.text


def test_it_is_sent_once(server: Server) -> None:
    """Who has the vocabulary already is told that it is the same."""
    first = httpx.get(f"{server.url}ns", headers={"Accept": "text/turtle"})
    again = httpx.get(f"{server.url}ns", headers={"Accept": "text/turtle", "If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert httpx.head(f"{server.url}ns").status_code == 200


def test_the_files_are_served(server: Server) -> None:
    """Each file of ontology/ can be had as it is; nothing else can."""
    for path in FOLDER.iterdir():
        assert httpx.get(f"{server.url}ns/{path.name}").content == path.read_bytes()
    for name in ("other.ttl", "..%2Fpyproject.toml"):
        assert httpx.get(f"{server.url}ns/{name}").status_code == 404
