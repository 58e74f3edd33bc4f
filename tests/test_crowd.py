"""Many readers while builds publish: no question fails, no answer mixes two generations, nothing is kept for nobody."""

import json
import logging
import subprocess
import sys
import time
from pathlib import Path

import pytest
from crowd import DOCUMENTS
from trials import ENVIRONMENT, TESTS
from words import Words, small_extras

from kg.pipeline import build
from kg.store import open_reader

LOG = logging.getLogger(__name__)


def publish(root: Path, number: int) -> None:
    """A generation in which every document says the number of the round."""
    (root / "in").mkdir(exist_ok=True)
    for name in range(DOCUMENTS):
        (root / "in" / f"{name:02}.txt").write_text(f"Office{name} met Round{number}")
    extras = small_extras(root / "extras")
    assert build([root / "in"], root / "store", reader=Words(), extras=extras, keep=1).generation == number


def size(store: Path) -> int:
    """The bytes that a store takes on the disk, each file once."""
    files = {path.stat().st_ino: path.stat().st_size for path in store.rglob("*") if path.is_file()}
    return sum(files.values())


def ask_while_building(root: Path, processes: int, threads: int, builds: int) -> None:
    """The trial: a store that keeps no old generation, built again and again under the eyes of many readers."""
    publish(root, 1)
    alone = size(root / "store")
    command = [sys.executable, "-W", "error", str(TESTS / "crowd.py"), str(root / "store"), str(root / "end"), str(threads)]
    crowd = [subprocess.Popen(command, env=ENVIRONMENT, stdout=-1, stderr=-1, text=True) for _ in range(processes)]
    for number in range(2, builds + 2):
        time.sleep(0.3)
        publish(root, number)
    time.sleep(0.5)
    (root / "end").touch()
    told = [process.communicate() for process in crowd]
    assert [error for _, error in told] == [""] * processes
    seen = [json.loads(line) for line, _ in told]
    LOG.info("asked: %s", seen)
    assert len({number for each in seen for number in each["generations"]}) > builds / 2
    assert sum(each["overtaken"] for each in seen) > builds
    publish(root, builds + 2)
    assert [path.name for path in (root / "store" / "generations").iterdir()] == [f"{builds + 2:06d}"]
    assert size(root / "store") < 3 * alone
    with open_reader(root / "store") as reader:
        assert reader.generation.number == builds + 2


def test_readers_see_one_generation_each(tmp_path: Path) -> None:
    """Eight readers while three builds publish."""
    ask_while_building(tmp_path, processes=2, threads=4, builds=3)


@pytest.mark.soak
def test_a_hundred_readers_see_one_generation_each(tmp_path: Path) -> None:
    """A hundred readers while twenty builds publish."""
    ask_while_building(tmp_path, processes=4, threads=25, builds=20)
