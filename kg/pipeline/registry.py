"""Outcomes into the store: one graph a text, whichever and however many files it came from, in whatever order."""

from collections.abc import Iterable
from dataclasses import replace

from kg.documents import Unread
from kg.identity.profiles import Mention
from kg.iris import NAMESPACE
from kg.model import Document
from kg.pipeline.reading import DocumentReader, Outcome, read_document
from kg.store import Build, Reading, Source, valid

_SOURCE, _TEXT = f"{NAMESPACE}source", f"{NAMESPACE}text"


class Registry:
    """Keeps this law: a document graph is the reading of its text with the hints of its first source, and names all its sources."""

    def __init__(self, stage: Build, reader: DocumentReader) -> None:
        self.stage, self.reader = stage, reader
        self.touched: set[str] = set()
        self._loaded: set[str] = set()

    def accept(self, outcome: Outcome) -> None:
        """The document is known, and its quads are in the store unless another source of the same text gave them."""
        manifest, source = self.stage.manifest, outcome.source
        self.drop(source.name)
        manifest.put(source)
        self.touched.add(source.graph)
        reading = manifest.reading(source.graph)
        if reading is None or reading.fingerprint != source.fingerprint:
            self._load(outcome.block, outcome.mentions, source)

    def drop(self, name: str) -> None:
        """The file is forgotten; what else has its text is seen to in `settle`."""
        known = self.stage.manifest.source(name)
        if known:
            self.touched.add(known.graph)
            self.stage.manifest.drop(name)

    def read_again(self, graph: str) -> Unread | None:
        """The graph is as its first source gives it; why not, where it could not be read."""
        unread = self._read_again(self.stage.manifest.sources(graph)[0])
        if unread is None:
            sources = self.stage.manifest.sources(graph)
            self.stage.set_values(graph, _SOURCE, graph, [source.quad for source in sources])
        return unread

    def settle(self) -> list[Unread]:
        """Every graph that was touched obeys the law; those that could not be read again come out."""
        return [unread for graph in sorted(self.touched) if (unread := self._settle(graph))]

    def _settle(self, graph: str) -> Unread | None:
        manifest = self.stage.manifest
        sources, reading = manifest.sources(graph), manifest.reading(graph)
        if not sources or reading is None:
            self.stage.remove(graph)
            self.stage.ledger.drop(graph)
            manifest.drop_reading(graph)
            return None
        if (reading.title, reading.issued) != (sources[0].title, sources[0].issued):
            unread = self._read_again(sources[0])
            if unread:
                return unread
        elif len(sources) == 1 and reading.source == sources[0].name and graph in self._loaded:
            return None
        else:
            manifest.put_reading(replace(reading, source=sources[0].name))
        self.stage.set_values(graph, _SOURCE, graph, [source.quad for source in sources])
        return None

    def _read_again(self, source: Source) -> Unread | None:
        """The graph of a text whose first source is another than before: the text is in the store, the hints in the manifest."""
        text = self.stage.value(source.graph, _TEXT, source.graph)
        document = Document(source.name, text, source.title, source.issued)
        try:
            graph, (lines, mentions) = read_document(document, self.reader)
            self._load(valid(graph, lines), mentions, source)
        except Exception as error:  # noqa: BLE001 - as in reading: one document must not cost the others
            return Unread(source.name, f"could not be read again: {error}")
        return None

    def _load(self, block: bytes, mentions: Iterable[Mention], source: Source) -> None:
        self.stage.replace(source.graph, block)
        self.stage.ledger.put(source.graph, mentions)
        self.stage.manifest.put_reading(Reading(source.graph, source.name, source.title, source.issued, self.reader.fingerprint))
        self._loaded.add(source.graph)
