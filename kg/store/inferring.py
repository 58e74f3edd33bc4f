"""How much is derived, and by which rules: the stages of the derived graph, and the statements that name each rule.

none        nothing
shortcuts   what queries/derived makes of claims
aligned     that, the wholes of wholes, inverses, and everything in the terms of other vocabularies (`kg.store.closing`)
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from kg.iris import CONCEPTS, NAMESPACE
from kg.ontology import Entailments
from kg.queries import parse
from kg.store.closing import NAMES, Chains, Uppers
from kg.store.deriving import Renewal, Rules, renewal
from kg.vocab import KG, RDF, SKOS

NONE, SHORTCUTS, ALIGNED = LEVELS = ("none", "shortcuts", "aligned")
_MADE = re.compile(r"\bkg:(\w+)")


class Stage(Protocol):
    """Some rules: all that follows from a graph, and how that changes with the graph."""

    @property
    def derives(self) -> Mapping[str, Sequence[str]]:
        """The properties and classes that each rule, by name, makes statements with."""

    @property
    def parts(self) -> int:
        """How many files `whole` fills."""

    def whole(self, base: ox.Store, shards: Iterable[Path]) -> None:
        """All that follows, as N-Triples in so many files as it has parts."""

    def renewal(self, old: ox.Store, new: ox.Store, touched: Set[str], before: Renewal) -> Renewal:
        """What changes when the graphs named in `touched` did, and when earlier stages changed by `before`."""


class Shortcuts:
    """The stage of queries/derived."""

    def __init__(self, queries: Mapping[str, str]) -> None:
        self._rules, self.parts = Rules(queries), len(queries)
        self.whole = self._rules.whole
        self.titles = {Path(name).stem: (query.title, query.how) for name, text in queries.items() for query in [parse(name, text)]}
        made = {Path(name).stem: text.partition("CONSTRUCT")[2].partition("}")[0] for name, text in queries.items()}
        self.derives = {name: [NAMESPACE + one for one in _MADE.findall(text)] for name, text in made.items()}

    def renewal(self, old: ox.Store, new: ox.Store, touched: Set[str], _before: Renewal) -> Renewal:
        """As the law of `kg.store.deriving` allows."""
        return renewal(old, new, self._rules, touched)


def stages(graph: str, queries: Mapping[str, str], entailments: Entailments | None) -> list[Stage]:
    """The stages that fill the derived graph, in their order; with entailments those of `aligned`."""
    shortcuts = Shortcuts(queries)
    if entailments is None:
        return [shortcuts]
    chains = Chains(entailments, graph)
    earlier = [iri for stage in (shortcuts, chains) for iris in stage.derives.values() for iri in iris]
    return [shortcuts, chains, Uppers(entailments, graph, earlier)]


def described(made: Iterable[Stage]) -> Iterator[ox.Triple]:
    """What names each rule and says what it derives; a query without a title is passed over."""
    for stage in made:
        titles = getattr(stage, "titles", NAMES)
        for name, iris in stage.derives.items():
            title, how = titles[name]
            if how:
                rule = ox.NamedNode(f"{CONCEPTS}rule/{name}")
                yield ox.Triple(rule, ox.NamedNode(RDF.type), ox.NamedNode(SKOS.Concept))
                yield ox.Triple(rule, ox.NamedNode(SKOS.prefLabel), ox.Literal(title))
                yield ox.Triple(rule, ox.NamedNode(SKOS.definition), ox.Literal(how))
                yield from (ox.Triple(rule, ox.NamedNode(KG.derives), ox.NamedNode(iri)) for iri in iris)
