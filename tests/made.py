"""The graph of tests/expected/made.trig as a source that can be asked: four short releases, made by hand."""

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.rdf import Text
from kg.store.reader import Answer, ask

MADE = Path(__file__).parent / "expected" / "made.trig"


class Made:
    """A store in memory with the made graph, or with other TriG."""

    def __init__(self, trig: str = "") -> None:
        self.store = ox.Store()
        self.store.load(trig or MADE.read_text(encoding="utf-8"), format=ox.RdfFormat.TRIG)

    def query(self, text: str, *, substitutions: Mapping[str, str | Text] | None = None) -> Answer:
        """What the engine says."""
        return ask(self.store, text, substitutions or {})
