"""A published generation to ask: opened read-only, and never removed while it is open."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from kg.errors import BadQuery, StoreError
from kg.rdf import Text
from kg.store.generations import Generation, current
from kg.store.ledger import Ledger
from kg.store.locks import use
from kg.store.manifest import Manifest
from kg.store.nquads import sorted_lines

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
UNION = "union"
# Everything in a query that may hold the word FROM without meaning it: comments, IRIs, strings, variables, prefixed names.
_OTHER = re.compile(
    r"""\#[^\n\r]* | <[^<>"{}|^`\\\x00-\x20]*> | \"{3}(?:\\.|[^\\])*?\"{3} | '{3}(?:\\.|[^\\])*?'{3}
    | "(?:\\.|[^"\\\n\r])*" | '(?:\\.|[^'\\\n\r])*' | [?$@][\w-]+ | [\w.-]*:[\w.:%\\-]*""",
    re.VERBOSE | re.DOTALL,
)
_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)
_SERVICE = re.compile(r"\bSERVICE\b", re.IGNORECASE)


def open_reader(generation: Generation | Path) -> "Reader":
    """A reader of a generation, or of the one that is published in a store at this moment."""
    if isinstance(generation, Generation):
        return _open(generation)
    while True:
        published = current(generation)
        try:
            return _open(published)
        except StoreError:
            if current(generation) == published:
                raise


def _open(generation: Generation) -> "Reader":
    try:
        handle = use(generation.folder)
    except OSError as error:
        raise StoreError(f"generation {generation.number} is no longer kept", where=str(generation.store)) from error
    try:
        return Reader(generation, ox.Store.read_only(str(generation.graph)), handle)
    except (OSError, RuntimeError, ValueError) as error:
        os.close(handle)
        hint = "Go back with: kg undo, or delete the folder and build again."
        raise StoreError(f"generation {generation.number} is damaged: {error}", where=str(generation.store), hint=hint) from error


class Reader:
    """One generation, for questions. Many may be open at once, in any number of processes and threads."""

    def __init__(self, generation: Generation, base: ox.Store, handle: int) -> None:
        self.generation = generation
        self._base: ox.Store | None = base
        self._handle = handle

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """The generation may be removed; twice is once."""
        if self._base is not None:
            self._base = None
            os.close(self._handle)

    def query(
        self,
        text: str,
        *,
        substitutions: Mapping[str, str | Text] | None = None,
        default_graph: str | Sequence[str] = UNION,
        named_graphs: Sequence[str] | None = None,
        prefixes: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer of the SPARQL engine. A query without FROM asks the union of all graphs, or those given; a given dataset wins.

        Substitutions are values for variables by name: an IRI as str, a literal as `kg.rdf.Text`.
        """
        return ask(self._open(), text, substitutions or {}, default_graph, named_graphs, prefixes)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """All quads, or those of one graph, in no order."""
        return self._open().quads_for_pattern(None, None, None, ox.NamedNode(graph) if graph else None)

    def graphs(self) -> list[str]:
        """The IRIs of all graphs, sorted."""
        return sorted(graph.value for graph in self._open().named_graphs() if isinstance(graph, ox.NamedNode))

    def nquads(self, graph: str | None = None) -> Iterator[str]:
        """N-Quads lines, graph by graph and sorted in each: the same bytes for the same facts, in little memory."""
        for name in [graph] if graph else self.graphs():
            yield from sorted_lines(self.quads(name))

    def count(self) -> int:
        """How many quads there are."""
        return len(self._open())

    def manifest(self) -> Manifest:
        """The documents of the generation; close it after use."""
        return Manifest(self.generation.documents)

    def ledger(self) -> Ledger:
        """The names of the generation; close it after use."""
        return Ledger(self.generation.names)

    def _open(self) -> ox.Store:
        if self._base is None:
            raise StoreError("this reader was closed", where=str(self.generation.store))
        return self._base


def ask(
    base: ox.Store,
    text: str,
    substitutions: Mapping[str, str | Text],
    default_graph: str | Sequence[str] = UNION,
    named_graphs: Sequence[str] | None = None,
    prefixes: Mapping[str, str] | None = None,
) -> Answer:
    """The answer of a database to a query; BadQuery when it does not parse or would call out."""
    bare = _OTHER.sub(" ", text)
    if _SERVICE.search(bare):
        raise BadQuery("SERVICE is not answered: kg calls no other computer")
    union = default_graph == UNION
    chosen = [default_graph] if isinstance(default_graph, str) else default_graph
    try:
        return base.query(
            text,
            prefixes=dict(prefixes or {}),
            use_default_graph_as_union=union and (named_graphs is not None or not _FROM.search(bare)),  # the switch overrides FROM
            default_graph=None if union else [ox.NamedNode(name) for name in chosen],
            named_graphs=None if named_graphs is None else [ox.NamedNode(name) for name in named_graphs],
            substitutions={ox.Variable(name): _term(value) for name, value in substitutions.items()},
        )
    except (SyntaxError, ValueError) as error:
        raise BadQuery(str(error)) from error


def _term(value: str | Text) -> ox.NamedNode | ox.Literal:
    if not isinstance(value, Text):
        return ox.NamedNode(value)
    if value.language:
        return ox.Literal(value.value, language=value.language)
    return ox.Literal(value.value, datatype=ox.NamedNode(value.datatype) if value.datatype else None)
