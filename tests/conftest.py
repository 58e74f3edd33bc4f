"""What several test files share: the graph of the sample documents, built once."""

from pathlib import Path

import pytest

from kg.pipeline import build
from kg.resources import folder


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the graph of data/documents. Read it, do not build into it."""
    store = tmp_path_factory.mktemp("sample") / "store"
    summary = build([folder("data") / "documents"], store)
    assert summary.generation == 1
    assert summary.unread == ()
    return store
