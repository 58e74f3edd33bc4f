"""The stores and servers that several tests of the endpoint share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from served import SMALL, Server, many, publish


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five statements in two named graphs and the unnamed one."""
    store = tmp_path_factory.mktemp("small")
    publish(store, 1, SMALL)
    return store


@pytest.fixture(scope="session")
def big_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough statements that a product of them never ends."""
    store = tmp_path_factory.mktemp("big")
    publish(store, 1, SMALL + many(20_000))
    return store


@pytest.fixture(scope="session")
def server(small_store: Path) -> Iterator[Server]:
    """A server on the small store, for tests that do it no harm."""
    yield from _checked(Server(small_store))


@pytest.fixture(scope="session")
def big(big_store: Path) -> Iterator[Server]:
    """A server on the big store with a deadline of a second and room for everything else."""
    yield from _checked(Server(big_store, timeout=1.0, memory=4 << 30, output=1 << 30, patience=2.0))


@pytest.fixture(scope="session")
def poor(big_store: Path) -> Iterator[Server]:
    """A server with time and little memory."""
    yield from _checked(Server(big_store, timeout=30.0, memory=64 << 20, output=1 << 30))


@pytest.fixture(scope="session")
def narrow(big_store: Path) -> Iterator[Server]:
    """A server with time and memory that lets no more than 64 KiB out."""
    yield from _checked(Server(big_store, timeout=30.0, output=1 << 16))


def _checked(running: Server) -> Iterator[Server]:
    yield running
    assert running.stop() == (0, "")


@pytest.fixture
def start() -> Iterator[Callable[..., Server]]:
    """Starts servers that end with the test."""
    running: list[Server] = []

    def run(store: Path, **options: object) -> Server:
        running.append(Server(store, **options))
        return running[-1]

    yield run
    for one in running:
        if one.process.poll() is None:
            one.stop()
