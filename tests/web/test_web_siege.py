"""A server under siege: eight connections without mercy, and a ninth that only wants a short answer."""

import os
import random
import shutil
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from served import SMALL, Server, many, processes_of, publish
from test_web_attacks import QUERIES, text_of

Starter = Callable[..., Server]
CRUEL = [text_of(attack) for attack in QUERIES if attack["status"] in (503, 504) or attack["name"].endswith("is cut")]
BULKY = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
SOAK_SECONDS = float(os.environ.get("SOAK_SECONDS", "600"))
MEANT = {200, 400, 403, 503, 504}
POINT = "SELECT ?o {{ <http://e/n{}> <http://e/next> ?o }}"


class Siege:
    """Attackers that go on until they are told to stop; `statuses` counts what they got."""

    def __init__(self, server: Server) -> None:
        self.server, self.statuses = server, Counter[int]()
        self._stop = threading.Event()
        self._random = random.Random(5)

    @contextmanager
    def of(self, *attackers: Callable[[], None]) -> Iterator[None]:
        """The siege lasts as long as the block."""
        threads = [threading.Thread(target=self._again_and_again, args=(attacker,), daemon=True) for attacker in attackers]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join(60)

    def _again_and_again(self, attacker: Callable[[], None]) -> None:
        while not self._stop.is_set():
            with suppress(OSError, httpx.HTTPError):
                attacker()

    def endless_queries(self) -> None:
        """One connection, one cruel query after the other, never twice the same."""
        with httpx.Client(timeout=120) as client:
            while not self._stop.is_set():
                query = f"{self._random.choice(CRUEL)}\n# {self._random.random()}"
                response = client.post(self.server.sparql, content=query, headers={"Content-Type": "application/sparql-query"})
                self.statuses[response.status_code] += 1

    def slow_reader(self) -> None:
        """Asks for much and takes little."""
        body = f"{BULKY} # {self._random.random()}".encode()
        head = f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\nContent-Type: application/sparql-query\r\n"
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=30) as client:
            client.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            while not self._stop.is_set() and client.recv(16):
                time.sleep(0.2)

    def half_request(self) -> None:
        """Starts a request and never ends it."""
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=30) as client:
            client.sendall(f"GET /sparql?query=ASK HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\nX".encode())
            client.recv(16)


def points(server: Server, seconds: float, meant: frozenset[int] = frozenset({200})) -> list[float]:
    """The seconds that each of many point queries took, one after the other; each must be answered as it is meant."""
    taken = []
    end = time.monotonic() + seconds
    with httpx.Client(timeout=60) as client:
        while time.monotonic() < end:
            started = time.monotonic()
            query = f"{POINT.format(random.randrange(20_000))} # {random.random()}"
            response = client.get(server.sparql, params={"query": query})
            assert response.status_code in meant, response.text
            taken.append(time.monotonic() - started)
            time.sleep(0.02)
    return taken


def memory_of(process: int) -> int:
    """The resident bytes of a process."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096


def forget(store: Path, number: int) -> None:
    """Removes an old generation, as builds do."""
    shutil.rmtree(store / "generations" / f"{number:06d}", ignore_errors=True)


def test_a_ninth_connection_is_served(start: Starter, big_store: Path) -> None:
    """While eight connections send endless queries without pause, point queries are all answered, 95 % within a second."""
    server = start(big_store, timeout=5.0, memory=256 << 20)
    siege = Siege(server)
    with siege.of(*[siege.endless_queries] * 8):
        time.sleep(2)
        taken = sorted(points(server, 15))
    assert len(taken) > 20
    assert taken[int(len(taken) * 0.95)] < 1.0, taken[-20:]
    assert set(siege.statuses) <= MEANT, siege.statuses


def test_slow_clients_hold_nobody_up(start: Starter, big_store: Path) -> None:
    """Five hundred silent connections, slow readers and half requests cost point queries nothing and little memory."""
    server = start(big_store, timeout=5.0, patience=3.0, output=8 << 20)
    points(server, 0.5)
    before = memory_of(server.process.pid)
    silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(500)]
    siege = Siege(server)
    with siege.of(*[siege.slow_reader] * 4, *[siege.half_request] * 4):
        taken = sorted(points(server, 8))
    for client in silent:
        client.close()
    assert taken[int(len(taken) * 0.95)] < 1.0, taken[-20:]
    assert memory_of(server.process.pid) - before < 120 << 20


@pytest.mark.soak
def test_ten_minutes(start: Starter, tmp_path: Path) -> None:
    """Ten minutes of siege, killed workers and new generations: only statuses that are meant, no growth of memory or files."""
    publish(tmp_path, 1, SMALL + many(20_000))
    server = start(tmp_path, timeout=3.0, patience=5.0, memory=256 << 20)
    siege = Siege(server)
    state = []
    with siege.of(*[siege.endless_queries] * 6, siege.slow_reader, siege.half_request):
        end = time.monotonic() + SOAK_SECONDS
        number = 1
        while time.monotonic() < end:
            number += 1
            publish(tmp_path, number, SMALL + many(20_000))
            forget(tmp_path, number - 3)
            for process in random.sample(processes_of(server.process.pid)[1:], 1):
                os.kill(process, signal.SIGKILL)
            taken = sorted(points(server, 10, frozenset({200, 503})))
            assert taken[int(len(taken) * 0.95)] < 1.0, taken[-20:]
            handles = len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))
            state.append((handles, memory_of(server.process.pid)))
    assert set(siege.statuses) <= MEANT, siege.statuses
    early, late = state[2 : 2 + len(state) // 4], state[-len(state) // 4 :]
    assert max(handles for handles, _ in late) <= max(handles for handles, _ in early) + 10
    assert max(memory for _, memory in late) <= max(memory for _, memory in early) + (64 << 20)
