"""kg.web.server: starting, stopping, and what is written down."""

import json
import signal
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from served import Server, publish

from kg import web
from kg.errors import BadInput, StoreError
from kg.web.server import listen, url_of
from kg.web.settings import Settings

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_a_port_in_use_is_one_clear_line(small_store: Path) -> None:
    """The error names address and port and says what to do, and nothing is started."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(BadInput) as refused:
            web.serve(small_store, port=port)
    assert str(refused.value).startswith(f"127.0.0.1:{port}: cannot listen")
    assert "--port" in str(refused.value)


def test_no_store_is_one_clear_line(tmp_path: Path) -> None:
    """A folder without a store and a store that is damaged are named before anything listens."""
    with pytest.raises(StoreError, match="kg build"):
        web.serve(tmp_path / "nothing", port=0)
    publish(tmp_path, 1, "")
    for file in (tmp_path / "generations" / "000001" / "graph").iterdir():
        file.unlink()
    with pytest.raises(StoreError, match="cannot be opened"):
        web.serve(tmp_path, port=0)


def test_the_address_is_told() -> None:
    """The URL has the port that was really taken, and IPv6 in brackets."""
    with listen(Settings(port=0)) as taken:
        assert url_of(taken, Settings(port=0)) == f"http://127.0.0.1:{taken.getsockname()[1]}/"
    with listen(Settings(host="::1", port=0)) as taken:
        assert url_of(taken, Settings(host="::1", port=0)).startswith("http://[::1]:")


def test_a_polite_stop_lets_queries_end(start: Callable[..., Server], big_store: Path) -> None:
    """A query that runs when the server is asked to stop still gets its answer; a new one is not taken."""
    server = start(big_store, timeout=1.5)
    answers: list[int] = []
    asking = threading.Thread(
        target=lambda: answers.append(httpx.get(server.sparql, params={"query": ENDLESS}, timeout=10).status_code)
    )
    asking.start()
    time.sleep(0.5)
    server.process.send_signal(signal.SIGTERM)
    asking.join(10)
    assert answers == [504]
    assert server.stop() == (0, "")


def test_the_log_is_json(start: Callable[..., Server], small_store: Path, tmp_path: Path) -> None:
    """Each request is a line with the hash of its query, status, bytes and milliseconds, and without the query itself."""
    log = tmp_path / "kg.log"
    server = start(small_store, log=str(log))
    for _ in range(2):
        server.ask("SELECT * { <http://e/secret> ?p ?o }")
    server.ask("nonsense")
    server.stop()
    rows = [row for row in map(json.loads, log.read_text(encoding="utf-8").splitlines()) if row["source"] == "kg.web.access"]
    assert [row["status"] for row in rows] == [200, 200, 400]
    assert rows[0]["query"] == rows[1]["query"] != ""
    assert {"time", "client", "method", "path", "bytes", "ms"} <= rows[0].keys()
    assert "secret" not in log.read_text(encoding="utf-8")


def test_figures_for_operators(start: Callable[..., Server], small_store: Path) -> None:
    """/health and /metrics say what is served, by whom, how often, and what confines the workers."""
    server = start(small_store)
    for _ in range(3):
        server.ask("ASK {}")
    health = httpx.get(f"{server.url}health").json()
    assert (health["status"], health["generation"]) == ("ok", 1)
    assert "memory" in health["confined_by"]
    lines = dict(line.rsplit(" ", 1) for line in httpx.get(f"{server.url}metrics").text.splitlines() if line[0] != "#")
    assert float(lines['kg_requests_total{status="200"}']) >= 4
    assert float(lines["kg_cache_hits_total"]) == 2
    assert float(lines["kg_generation"]) == 1
