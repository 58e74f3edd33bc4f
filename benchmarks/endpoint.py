"""The endpoint against `oxigraph serve` on the same 500,000 statements: requests a second, p50, p99, memory, and the ratios.

    python benchmarks/endpoint.py --oxigraph PATH/TO/oxigraph [--rounds 5] [--seconds 2] [--clients 4]

The two take turns, round after round, and the ratio is the median of the rounds', because a machine is never quiet. Every query
of a class is another one, except in `repeated`. The clients are processes with plain sockets and keep their connections.
`by cpu` is the ratio of the processor time that each takes for a request, which says more on a machine that others use, too.
`oxigraph` is the program of the PyPI package of that name; without it only our figures are printed.
"""

import argparse
import multiprocessing
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pyoxigraph as ox

SUBJECTS = 100_000
GOALS = {"joins of 100 rows": 0.9, "aggregates": 0.95, "downloads of 50,000 rows": 0.9, "cold points": 0.35, "repeated": 2.0}
Ask = Callable[[random.Random], str]


class Class(NamedTuple):
    """A class of queries: how one is made, and whether the clients ask the same few again and again."""

    name: str
    make: Ask
    repeated: bool = False


def point(chance: random.Random) -> str:
    """One value of one thing."""
    return f"SELECT ?o {{ <http://e/s{chance.randrange(SUBJECTS)}> <http://e/p{chance.randrange(5)}> ?o }}"


def join(chance: random.Random) -> str:
    """A hundred rows over four statements."""
    pattern = f"?a <http://e/kind> <http://e/k{chance.randrange(1000)}> ; <http://e/p0> ?n ; <http://e/p2> ?b . ?b <http://e/p1> ?m"
    return f"SELECT ?a ?n ?b ?m {{ {pattern} }} LIMIT 100"


def aggregate(chance: random.Random) -> str:
    """Counts over a tenth of the data."""
    pattern = f"?s <http://e/kind> ?k ; <http://e/p{chance.randrange(5)}> ?o"
    inside = f"GRAPH <http://e/g{chance.randrange(10)}> {{ {pattern} }}"
    return f"SELECT ?k (COUNT(*) AS ?n) {{ {inside} }} GROUP BY ?k ORDER BY DESC(?n) ?k LIMIT {10 + chance.randrange(90)}"


def download(chance: random.Random) -> str:
    """Fifty thousand rows."""
    return f"SELECT ?s ?o {{ ?s <http://e/p{chance.randrange(3)}> ?o }} OFFSET {chance.randrange(1000)} LIMIT 50000"


def repeated(chance: random.Random) -> str:
    """One of fifteen queries that everybody asks: points, joins and aggregates in equal shares."""
    number = chance.randrange(15)
    return (point, join, aggregate)[number % 3](random.Random(number))


class Figures(NamedTuple):
    """Requests a second, p50 and p99 in milliseconds, and milliseconds of processor time a request."""

    rate: float
    p50: float
    p99: float
    processor: float


CLASSES = (
    Class("joins of 100 rows", join),
    Class("aggregates", aggregate),
    Class("downloads of 50,000 rows", download),
    Class("cold points", point),
    Class("repeated", repeated, True),
)


def make_data(folder: Path) -> None:
    """A store of 500,000 statements in ten graphs, in the shape that the server expects; oxigraph opens the same files."""
    chance = random.Random(1)
    generation = folder / "generations" / "000001"
    generation.mkdir(parents=True)
    (generation / "in-use").touch()
    lines = []
    for i in range(SUBJECTS):
        graph = f"<http://e/g{i % 10}>"
        lines.append(
            f'<http://e/s{i}> <http://e/p0> "name of {i}" {graph} .\n<http://e/s{i}> <http://e/p1> "number {i}" {graph} .\n'
        )
        lines.append(f"<http://e/s{i}> <http://e/p2> <http://e/s{chance.randrange(SUBJECTS)}> {graph} .\n")
        lines.append(f"<http://e/s{i}> <http://e/p3> <http://e/s{chance.randrange(SUBJECTS)}> {graph} .\n")
        lines.append(f"<http://e/s{i}> <http://e/kind> <http://e/k{i % 1000}> {graph} .\n")
    store = ox.Store(str(generation / "graph"))
    store.bulk_load("".join(lines).encode(), format=ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    (folder / "current").write_text("000001\n")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int) -> Iterator[int]:
    """The process number of a server that answers, for the time of a block."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            if time.monotonic() > deadline or server.poll() is not None:
                sys.exit(f"does not answer: {' '.join(command)}")
            time.sleep(0.05)
    try:
        yield server.pid
    finally:
        server.terminate()
        server.wait()


def client(port: int, path: str, kind: Class, seed: int, seconds: float, results: Any) -> None:  # noqa: ANN401 - a queue of processes
    """Asks one query after the other on one connection; gives the seconds of each to the queue."""
    chance, taken = random.Random(seed), []
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        end = time.perf_counter() + seconds
        while (started := time.perf_counter()) < end:
            query = quote(kind.make(chance), safe="").encode()
            connection.sendall(
                b"GET %s?query=%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: application/sparql-results+json\r\n\r\n"
                % (path.encode(), query, port)
            )
            read_answer(connection)
            taken.append(time.perf_counter() - started)
    results.put(taken)


def read_answer(connection: socket.socket) -> None:
    """Takes a whole answer, by its length or in chunks."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(1 << 16)
    head, _, rest = data.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(data.decode())
    lower = head.lower()
    if b"content-length: " in lower:
        left = int(lower.partition(b"content-length: ")[2].split(b"\r\n", 1)[0]) - len(rest)
        while left > 0:
            left -= len(connection.recv(1 << 20))
    else:
        while not rest.endswith(b"0\r\n\r\n"):
            rest = rest[-8:] + connection.recv(1 << 20)


def measure(server: int, port: int, path: str, kind: Class, seed: int, seconds: float, clients: int) -> Figures:
    """What a server does for this many clients in this many seconds."""
    results: Any = multiprocessing.Queue()
    before = processor(server)
    processes = [
        multiprocessing.Process(target=client, args=(port, path, kind, seed + number, seconds, results))
        for number in range(clients)
    ]
    for process in processes:
        process.start()
    taken = sorted(second for _ in processes for second in results.get())
    for process in processes:
        process.join()
    spent = processor(server) - before
    percentiles = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    return Figures(len(taken) / seconds, percentiles[0] * 1000, percentiles[1] * 1000, spent / len(taken) * 1000)


def processor(process: int) -> float:
    """The seconds of processor time that a process and all below it have taken, the dead included."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return sum(int(field) for field in fields[11:15]) / os.sysconf("SC_CLK_TCK") + sum(processor(int(child)) for child in children)


def memory(process: int) -> float:
    """The megabytes that a process and its children hold, each shared page counted in parts."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:  # it has just ended
        return 0.0
    total = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024 + sum(memory(int(child)) for child in children)


def main() -> None:
    """Runs the rounds and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--oxigraph", default=shutil.which("oxigraph") or "")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", default="", help="measure the classes that have this in their name")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_data(folder)
        compare(folder, chosen)


def compare(folder: Path, chosen: argparse.Namespace) -> None:
    """Measures both servers in turns."""
    ours, theirs = free_port(), free_port()
    code = f"import kg.web, pathlib; kg.web.serve(pathlib.Path({str(folder)!r}), port={ours}, workers={chosen.workers})"
    graph = str(folder / "generations" / "000001" / "graph")
    other = [chosen.oxigraph, "serve-read-only", "--location", graph, "--bind", f"127.0.0.1:{theirs}", "--union-default-graph"]
    figures: dict[tuple[str, str], list[Figures]] = {}
    with running([sys.executable, "-c", code], ours) as we:
        for number in range(chosen.rounds):
            for kind in [kind for kind in CLASSES if chosen.only in kind.name]:
                load = (kind, 1000 * number, chosen.seconds, chosen.clients)
                measure(we, ours, "/sparql", kind, 500, 0.3, chosen.clients)
                figures.setdefault((kind.name, "kg"), []).append(measure(we, ours, "/sparql", *load))
                if chosen.oxigraph:
                    with running(other, theirs) as they:
                        measure(they, theirs, "/query", kind, 500, 0.3, chosen.clients)
                        figures.setdefault((kind.name, "ox"), []).append(measure(they, theirs, "/query", *load))
                        their_memory = memory(they)
        print_table(figures)
        print(f"memory: kg {memory(we):.0f} MB" + (f", oxigraph {their_memory:.0f} MB" if chosen.oxigraph else ""))


def print_table(figures: dict[tuple[str, str], list[Figures]]) -> None:
    """One line a class: both servers' figures, the ratio of the requests a second with its goal, and that of processor time."""
    heads = "".join(f"{server + '/s':>9s}{'p50':>9s}{'p99':>9s}{'cpu ms':>9s}" for server in ("kg", "ox"))
    print(f"{'':26s}{heads}{'ratio':>8s}{'goal':>6s}{'by cpu':>8s}")
    for kind in CLASSES:
        rounds, others = figures.get((kind.name, "kg"), []), figures.get((kind.name, "ox"), [])
        if not rounds:
            continue
        row = f"{kind.name:26s}{columns(rounds)}"
        if others:
            ratio = statistics.median(mine.rate / other.rate for mine, other in zip(rounds, others, strict=True))
            spent = statistics.median(other.processor / mine.processor for mine, other in zip(rounds, others, strict=True))
            row += f"{columns(others)}{ratio:8.2f}{GOALS[kind.name]:6.2f}{spent:8.2f}"
        print(row)


def columns(rounds: list[Figures]) -> str:
    """The medians of some rounds."""
    rate, p50, p99, spent = (statistics.median(column) for column in zip(*rounds, strict=True))
    return f"{rate:9.0f}{p50:9.2f}{p99:9.2f}{spent:9.3f}"


if __name__ == "__main__":
    main()
