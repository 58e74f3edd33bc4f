"""The long trials, run by `make soak`: what only shows after many documents and many builds."""

import random
from pathlib import Path

import pytest
from trials import exported

from kg.pipeline import build
from kg.resources import folder
from kg.store import current

pytestmark = pytest.mark.soak


def releases(into: Path, count: int) -> Path:
    """A folder of many documents: the samples again and again, each with a number of its own, so that no two are the same."""
    into.mkdir()
    samples = sorted((folder("data") / "documents").iterdir())
    for number in range(count):
        sample = samples[number % len(samples)]
        text = sample.read_text(encoding="utf-8", errors="replace")
        (into / f"{number:06d}{sample.suffix}").write_text(f"{text}\n\nReference {number}.\n", encoding="utf-8")
    return into


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 600 releases, enough for several worker processes."""
    return releases(tmp_path_factory.mktemp("soak") / "releases", 600)


@pytest.fixture(scope="module")
def whole(many: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The graph of them all, built in one go."""
    store = tmp_path_factory.mktemp("whole") / "store"
    build([many], store)
    return exported(store)


def test_any_history_gives_the_same_graph(many: Path, whole: bytes, tmp_path: Path) -> None:
    """Documents that come in portions, in any order, by any number of processes, give the bytes of one build."""
    store, chance = tmp_path / "store", random.Random(2)
    paths = sorted(many.iterdir())
    chance.shuffle(paths)
    while paths:
        size = chance.randint(1, 200)
        build(paths[:size], store, workers=chance.choice((1, 2, 3)))
        paths = paths[size:]
    build([many], store)
    assert exported(store) == whole


def test_disk_is_given_back(many: Path, tmp_path: Path) -> None:
    """A hundred builds take the disk of a few: old generations go, and nothing half-made stays."""
    store, paths = tmp_path / "store", sorted(many.iterdir())
    for number in range(100):
        assert build([paths[number]], store).generation == number + 1
    kept = sorted(entry.name for entry in (store / "generations").iterdir())
    assert len(kept) <= 3
    assert f"{current(store).number:06d}" in kept
