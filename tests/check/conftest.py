"""What the tests of `kg check` share: a small sound graph as a store, and ways to spoil it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from vocabulary.graphs import HEADER, SAMPLE

from kg.pipeline import build

# The sample graph without the two things that are parts of themselves.
SOUND = SAMPLE.replace("kg:partOf <event/t> ;", "").replace("kg:partOf <institution/moj> ;", "")
Spoil = Callable[..., Path]


@pytest.fixture
def stored(tmp_path: Path) -> Spoil:
    """Makes a store of the sound graph with some words replaced by others, and with more graphs beside it."""

    def store(old: str = "", new: str = "", more: str = "") -> Path:
        assert not old or SOUND.count(old) == 1
        text = f"{HEADER} GRAPH <document/d> {{ {SOUND.replace(old, new) if old else SOUND} }} {more}"
        (tmp_path / "graph.trig").write_text(text, encoding="utf-8")
        assert build([tmp_path / "graph.trig"], tmp_path / "store").unread == ()
        return tmp_path / "store"

    return store
