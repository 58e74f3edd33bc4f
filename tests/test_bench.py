"""Measurements, run by `make bench`: they print, and prove only that the work was done."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from kg.export import FORMATS, export
from kg.pipeline import build
from kg.resources import folder
from kg.store import open_reader

pytestmark = pytest.mark.bench
COPIES = 40
COUNT = "SELECT (COUNT(*) AS ?count) WHERE { GRAPH ?document { ?subject ?property ?object } }"


def seconds(work: Callable[[], object], rounds: int = 1) -> float:
    """How long the work takes, at the median of some rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, each many times under a number of its own."""
    into = tmp_path_factory.mktemp("bench")
    for sample in (folder("data") / "documents").iterdir():
        text = sample.read_text(encoding="utf-8", errors="replace")
        for number in range(COPIES):
            (into / f"{number:03d}-{sample.name}").write_text(f"{text}\n\nReference {number}.\n", encoding="utf-8")
    return into


def test_building_and_asking(releases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Prints documents a second for a first build and for one without changes, and milliseconds for a count and each export."""
    store, documents = tmp_path / "store", len(list(releases.iterdir()))
    rows = [("build, documents a second", documents / seconds(lambda: build([releases], store)))]
    rows.append(("build without changes, documents a second", documents / seconds(lambda: build([releases], store))))
    with open_reader(store) as reader:
        rows.append(("quads", reader.count()))
        rows.append(("count of all facts, ms", 1000 * seconds(lambda: list(reader.query(COUNT)), 5)))
        rows += [(f"export {form}, ms", 1000 * seconds(lambda form=form: export(reader, form))) for form in FORMATS]
    with capsys.disabled():
        print(f"\n{documents} documents")  # noqa: T201 - printing is what it is for
        for what, value in rows:
            print(f"  {what:<44} {value:>12,.1f}")  # noqa: T201
    assert all(value > 0 for _, value in rows)
