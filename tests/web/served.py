"""A store made by hand, and a server on it in a process of its own: what the tests of the endpoint ask."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pyoxigraph as ox

SERVE = """
import sys, pathlib, kg.web
kg.web.serve(pathlib.Path(sys.argv[1]), port=0, ready=lambda url: print(url, flush=True), **eval(sys.argv[2]))
"""
ROOT = Path(__file__).parents[2]
SMALL = """
<http://e/s> <http://e/p> "one" <http://e/g1> .
<http://e/s> <http://e/p> "two" <http://e/g2> .
<http://e/s> <http://e/name> "Łódź – 😀"@pl <http://e/g2> .
<http://e/s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/Thing> <http://e/g1> .
<http://e/s> <http://e/p> "unnamed" .
"""


def publish(store: Path, number: int, quads: str) -> None:
    """Makes a generation in the shape of `kg.store` and publishes it by one rename."""
    folder = store / "generations" / f"{number:06d}"
    folder.mkdir(parents=True)
    (folder / "in-use").touch()
    data = ox.Store(str(folder / "graph"))
    data.bulk_load(quads.encode(), format=ox.RdfFormat.N_QUADS)
    data.flush()
    del data
    (store / "current.new").write_text(f"{number:06d}\n")
    (store / "current.new").replace(store / "current")


def many(size: int) -> str:
    """`size` subjects with two statements each, in ten graphs."""
    rows = (
        f"<http://e/n{i}> <http://e/next> <http://e/n{i * 7 % size}> <http://e/many{i % 10}> .\n"
        f'<http://e/n{i}> <http://e/label> "number {i}, with ""quotes"" and\\nlines" <http://e/many{i % 10}> .\n'.replace(
            '""', '\\"'
        )
        for i in range(size)
    )
    return "".join(rows)


class Server:
    """A server in its own process, as `kg serve` starts it."""

    def __init__(self, store: Path, **options: object) -> None:
        command = [sys.executable, "-W", "error", "-c", SERVE, str(store), repr(options)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, cwd=ROOT)
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()
        assert self.url, self.process.communicate()[1]
        self.sparql = self.url + "sparql"
        self.client = httpx.Client(timeout=60)
        self.port = int(self.url.rstrip("/").rpartition(":")[2])

    def stop(self) -> tuple[int, str]:
        """The exit status and what was written to the standard error, after a polite request to stop."""
        self.client.close()
        self.process.send_signal(signal.SIGTERM)
        _, errors = self.process.communicate(timeout=30)
        return self.process.returncode, errors

    def ask(self, query: str, accept: str = "application/sparql-results+json", **more: str) -> httpx.Response:
        """The response to a query by GET."""
        return self.client.get(self.sparql, params={"query": query, **more}, headers={"Accept": accept})


def processes_of(parent: int) -> list[int]:
    """The processes below a process, children and theirs."""
    found = []
    for child in _children(parent):
        found += [child, *processes_of(child)]
    return found


def _children(parent: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    except OSError:
        return []


def alive(process: int) -> bool:
    """Whether a process is there and not a zombie."""
    try:
        os.kill(process, 0)
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
