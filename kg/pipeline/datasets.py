"""RDF files in a build: a graph holds what all of them say in it, unless it is that of a document that was read here."""

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.documents import Unread
from kg.errors import BadInput
from kg.iris import DERIVED_GRAPH
from kg.pipeline.planning import RDF_NOTE
from kg.pipeline.reading import file_hash, file_stamp, is_unchanged
from kg.store import CONCEPTS_GRAPH, Build, File, Manifest, rdffiles

_OURS = {CONCEPTS_GRAPH, DERIVED_GRAPH}  # made anew by every build, so that an export of a store can be built from


class Datasets:
    """The RDF files of a store: `take` sees which are new or changed, `settle` brings the graphs in order that `touched` names."""

    def __init__(self, stage: Build, base: str) -> None:
        self._stage, self._base = stage, base
        self.touched: set[str] = set()
        self.counts = Counter[str]()

    def take(self, paths: Sequence[str]) -> list[Unread]:
        """What is in the files is known; those that cannot be read come out, and what they held before stays."""
        unread = []
        for path in paths:
            try:
                self.counts[self._take(path)] += 1
            except BadInput as error:
                unread.append(Unread(path, str(BadInput(error.what, hint=error.hint))))
        return unread

    def drop(self, path: str) -> None:
        """The file is forgotten."""
        manifest = self._stage.manifest
        known = manifest.file(path)
        if known and known.note == RDF_NOTE:
            self.touched.update(manifest.holdings(path))
            manifest.put_holdings(path, ())
            manifest.drop_file(path)

    def settle(self, documents: Iterable[str]) -> None:
        """The graphs that were touched, also by the documents, hold what they should."""
        manifest = self._stage.manifest
        self.touched.update(graph for graph in documents if any(manifest.holders(graph)))
        noted = manifest.noted(RDF_NOTE) if self.touched else []
        there = {path: sort_of_dataset(manifest, path) == "unchanged" for path in noted}
        wanted: dict[str, set[str]] = {}
        for graph in sorted(graph for graph in self.touched if manifest.reading(graph) is None):
            holders = manifest.holders(graph)
            if all(there[holder] for holder in holders):
                self._stage.remove(graph)
            for holder in filter(there.get, holders):
                wanted.setdefault(holder, set()).add(graph)
        for path, graphs in sorted(wanted.items()):
            self._stage.add(graphs, rdffiles.blocks(path, self._own(path), graphs))

    def _take(self, path: str) -> str:
        """What became of a file: `unchanged`, `new` or `changed`."""
        manifest, sort = self._stage.manifest, sort_of_dataset(self._stage.manifest, path)
        if sort == "unchanged":
            return sort
        stamp, digest = file_stamp(path), file_hash(path)
        content = rdffiles.survey(path, self._graph(digest))
        if digest != file_hash(path):
            raise BadInput("changed while it was read", where=path, hint="Build again.")
        self.touched.update(manifest.holdings(path), content.graphs - _OURS)
        manifest.put_holdings(path, content.graphs - _OURS)
        manifest.put_file(File(path, digest, stamp, RDF_NOTE))
        return sort

    def _own(self, path: str) -> str:
        known = self._stage.manifest.file(path)
        return self._graph(known.sha256 if known else "")

    def _graph(self, digest: str) -> str:
        """The graph of what a file says in no named graph: from its content, as with documents."""
        return f"{self._base}graph/{digest[:20]}"


def sort_of_dataset(manifest: Manifest, path: str) -> str:
    """Whether a file of RDF is `new`, `changed` or `unchanged`."""
    known = manifest.file(path)
    if known is None:
        return "new"
    return "unchanged" if is_unchanged(path, known.stamp, known.sha256) else "changed"
