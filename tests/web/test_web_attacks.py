"""What is thrown at an open endpoint: each gets the status that it deserves, and hurts nobody else."""

import contextlib
import socket
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from served import Server

TABLES = Path(__file__).parents[1] / "attacks"
QUERIES = tomllib.loads((TABLES / "queries.toml").read_text(encoding="utf-8"))["attack"]
REQUESTS = tomllib.loads((TABLES / "requests.toml").read_text(encoding="utf-8"))["attack"]
QUICK = "SELECT ?o { <http://e/s> <http://e/p> ?o }"


def text_of(attack: dict[str, Any]) -> str:
    """The query of an entry."""
    if "query" in attack:
        return str(attack["query"])
    times = attack["times"]
    parts = (attack.get("before", ""), attack["repeat"] * times, attack.get("middle", ""), attack.get("close", "") * times)
    return "".join(parts) + str(attack.get("after", ""))


@pytest.mark.parametrize("attack", QUERIES, ids=[attack["name"] for attack in QUERIES])
def test_bad_query(big: Server, poor: Server, narrow: Server, attack: dict[str, Any]) -> None:
    """The status that the table says, the hint in the answer, and the next query is answered at once."""
    server = {504: big, 503: poor}.get(attack["status"], narrow)
    kind = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json, text/turtle"}
    response = server.client.post(server.sparql, content=text_of(attack).encode(), headers=kind)
    assert response.status_code == attack["status"], response.text[:500]
    if response.status_code >= 400:
        problem = response.json()
        assert problem["status"] == response.status_code
        assert attack.get("says", "") in problem["detail"]
    started = time.monotonic()
    assert server.ask(QUICK).status_code == 200
    assert time.monotonic() - started < 1.0


def bytes_of(attack: dict[str, Any], port: int) -> bytes:
    """The bytes of an entry."""
    text = attack.get("raw", "") + "".join(f"{line}\r\n" for line in attack.get("send", ()))
    text += attack.get("before", "") + attack.get("repeat", "") * attack.get("times", 0) + attack.get("after", "")
    return str(text).replace("HOST", f"127.0.0.1:{port}").encode("latin-1")


def status_of(port: int, data: bytes, seconds: float) -> int:
    """The status of the answer to raw bytes; 0 when the server hangs up without one, -1 when it does neither in time."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as client:
        with contextlib.suppress(OSError):  # it may have heard enough; its answer is there all the same
            client.sendall(data)
        try:
            answer = client.recv(4096)
        except TimeoutError:
            return -1
        except OSError:
            return 0
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


@pytest.mark.parametrize("attack", REQUESTS, ids=[attack["name"] for attack in REQUESTS])
def test_bad_request(big: Server, attack: dict[str, Any]) -> None:
    """The status that the table says, within the patience of the server, and the next query is answered at once."""
    if "first" in attack:
        assert status_of(big.port, bytes_of({"send": attack["first"]}, big.port), 8) == 200
    assert status_of(big.port, bytes_of(attack, big.port), 8) == attack["status"]
    started = time.monotonic()
    assert big.ask(QUICK).status_code == 200
    assert time.monotonic() - started < 1.0


def test_each_attack_has_its_name() -> None:
    """No two entries of a table share a name, so that a failure names its attack."""
    for table in (QUERIES, REQUESTS):
        assert len({attack["name"] for attack in table}) == len(table)
