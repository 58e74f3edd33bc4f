"""kg.web.pool through a running server: deaths, deadlines, generations, and what is left behind."""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from served import SMALL, Server, alive, processes_of, publish

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
QUICK = "SELECT ?o { <http://e/s> <http://e/p> ?o }"
WHICH = "SELECT ?a ?b { <http://e/build> <http://e/one> ?a ; <http://e/two> ?b }"
Starter = Callable[..., Server]


def quick(server: Server) -> float:
    """The seconds that a point query takes, which no cache knows."""
    started = time.monotonic()
    response = server.ask(f"{QUICK} # {time.monotonic_ns()}")
    assert response.status_code == 200, response.text
    return time.monotonic() - started


def workers_of(server: Server) -> list[int]:
    """The worker processes: children of the nursery, which is the only child of the server."""
    (nursery,) = [p for p in processes_of(server.process.pid) if f"/proc/{p}" and _parent(p) == server.process.pid]
    return [p for p in processes_of(server.process.pid) if _parent(p) == nursery]


def _parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def kill_all(server: Server) -> None:
    """No worker that was there lives on; one that has ended by itself meanwhile is as dead as the others."""
    for process in workers_of(server):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def test_the_deadline_is_kept(big: Server) -> None:
    """A query that does not end is stopped at the deadline; a request may ask for a shorter one, not for a longer one."""
    for wanted, expected in (("0.3", 0.3), ("60", 1.0)):
        started = time.monotonic()
        assert big.ask(ENDLESS, timeout=wanted).status_code == 504
        assert expected <= time.monotonic() - started < expected + 1


def test_a_killed_worker_costs_its_own_query(big: Server) -> None:
    """While one query runs, its worker is killed: 503 for this query, and the next is answered within 100 milliseconds."""
    statuses: list[int] = []
    asking = threading.Thread(target=lambda: statuses.append(big.ask(ENDLESS).status_code))
    asking.start()
    time.sleep(0.4)
    busiest = max(workers_of(big), key=lambda p: sum(int(n) for n in Path(f"/proc/{p}/stat").read_text().split()[13:15]))
    os.kill(busiest, signal.SIGKILL)
    asking.join(5)
    assert statuses == [503]
    assert min(quick(big) for _ in range(5)) < 0.1


def test_all_workers_killed_at_once(start: Starter, small_store: Path) -> None:
    """When every worker dies, new ones take over by themselves."""
    server = start(small_store)
    kill_all(server)
    deadline = time.monotonic() + 5
    while server.ask(QUICK + " # after").status_code != 200:
        assert time.monotonic() < deadline
    assert quick(server) < 1


def test_the_nursery_killed(start: Starter, small_store: Path) -> None:
    """When the process that forks is killed, its workers go with it, and another takes its place."""
    server = start(small_store)
    before = processes_of(server.process.pid)
    os.kill(before[0], signal.SIGKILL)
    deadline = time.monotonic() + 10
    while any(alive(process) for process in before) or server.ask(f"{QUICK} # {time.monotonic()}").status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert len(processes_of(server.process.pid)) >= 3


def test_a_client_that_hangs_up_takes_its_query_along(start: Starter, big_store: Path) -> None:
    """The worker of a query whose client has gone is stopped long before the deadline."""
    server = start(big_store, timeout=60.0)
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(server.sparql, params={"query": ENDLESS}, timeout=0.5)
    deadline = time.monotonic() + 3
    while httpx.get(f"{server.url}health").json()["running"]:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_new_generation_is_served_without_a_break(start: Starter, tmp_path: Path) -> None:
    """While generations are published, no request fails, no answer mixes two, and the newest is served soon."""

    def data(number: int) -> str:
        return "".join(f'<http://e/build> <http://e/{name}> "{number}" <http://e/g> .\n' for name in ("one", "two"))

    publish(tmp_path, 1, data(1))
    server = start(tmp_path)
    stop, seen, wrong = threading.Event(), Counter[str](), list[str]()

    def ask() -> None:
        with httpx.Client(timeout=10) as client:
            while not stop.is_set():
                response = client.get(server.sparql, params={"query": WHICH}, headers={"Accept": "text/csv"})
                row = response.text.split()[1].split(",") if response.status_code == 200 else []
                if len(set(row)) != 1 or response.headers.get("kg-generation") != row[0]:
                    wrong.append(f"{response.status_code} {response.text} {response.headers}")
                else:
                    seen[row[0]] += 1

    asking = [threading.Thread(target=ask) for _ in range(2)]
    for thread in asking:
        thread.start()
    for number in range(2, 8):
        time.sleep(0.3)
        publish(tmp_path, number, data(number))
        deadline = time.monotonic() + 5
        while server.ask(WHICH).headers["kg-generation"] != str(number):
            assert time.monotonic() < deadline
    stop.set()
    for thread in asking:
        thread.join()
    assert wrong == []
    assert set(seen) == {str(number) for number in range(1, 8)}


def test_a_generation_that_cannot_be_opened_is_not_served(start: Starter, tmp_path: Path) -> None:
    """A damaged generation leaves the one before in service, even when workers die, and the next sound one takes over."""
    publish(tmp_path, 1, SMALL)
    server = start(tmp_path)
    damaged = tmp_path / "generations" / "000002"
    (damaged / "graph").mkdir(parents=True)
    (damaged / "in-use").touch()
    (tmp_path / "current").write_text("000002\n")
    time.sleep(1)
    kill_all(server)
    deadline = time.monotonic() + 10
    while (response := server.ask(f"{QUICK} # {time.monotonic()}")).status_code != 200:
        assert time.monotonic() < deadline
    assert response.headers["kg-generation"] == "1"
    publish(tmp_path, 3, SMALL)
    deadline = time.monotonic() + 15
    while server.ask(QUICK + f" # {time.monotonic_ns()}").headers["kg-generation"] != "3":
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_nothing_is_left_behind(start: Starter, small_store: Path) -> None:
    """A polite stop ends every process with status 0 and without a word; a rude one leaves none either."""
    for rude in (False, True):
        server = start(small_store)
        family = processes_of(server.process.pid)
        assert len(family) >= 3
        if rude:
            server.process.kill()
            server.process.communicate()
        else:
            assert server.stop() == (0, "")
        deadline = time.monotonic() + 5
        while any(alive(process) for process in family):
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_files_and_memory_stay_flat(start: Starter, big_store: Path) -> None:
    """Killing forty queries leaves no file open and hardly any memory taken."""
    server = start(big_store, timeout=0.2, slice=0.05)
    handles, memory = Path(f"/proc/{server.process.pid}/fd"), Path(f"/proc/{server.process.pid}/statm")
    sizes = []
    for round_number in range(4):
        assert [server.ask(ENDLESS + f" # {round_number} {i}").status_code for i in range(10)] == [504] * 10
        time.sleep(0.5)
        sizes.append((len(list(handles.iterdir())), int(memory.read_text().split()[1]) * 4096))
    assert sizes[-1][0] <= sizes[0][0] + 2
    assert sizes[-1][1] <= sizes[0][1] + (8 << 20)
