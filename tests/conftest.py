"""What several test files share: the graph of the sample documents, built once, and the command line."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from commands import RELEASE, Run

from kg.cli import main
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


@pytest.fixture(scope="session")
def aligned_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with all that follows in the terms of other vocabularies."""
    store = tmp_path_factory.mktemp("aligned") / "store"
    build([folder("data") / "documents"], store, infer="aligned")
    return store


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `kg` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_STORE", raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def kg(*arguments: str | Path, **options: str | bytes) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], **options)  # type: ignore[arg-type]
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return kg


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A folder with one release."""
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "one.txt").write_text(RELEASE)
    return folder
