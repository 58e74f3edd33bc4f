"""How many things of each class a graph holds: counted by the engine, or carried on over a small change."""

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.iris import NAMESPACE
from kg.store.reader import ask
from kg.vocab import RDF

_TYPE = ox.NamedNode(RDF.type)
_KINDS = "SELECT ?kind (COUNT(DISTINCT ?thing) AS ?count) WHERE { ?thing a ?kind } GROUP BY ?kind"


def tally(base: ox.Store) -> dict[str, int]:
    """The number of things of each class of the ontology, by the name of the class."""
    answer = ask(base, _KINDS, {})
    found = {row["kind"].value: int(row["count"].value) for row in answer} if isinstance(answer, ox.QuerySolutions) else {}
    return {kind.removeprefix(NAMESPACE): count for kind, count in sorted(found.items()) if kind.startswith(NAMESPACE)}


def carried(before: Mapping[str, int], old: ox.Store, new: ox.Store, touched: Iterable[str]) -> dict[str, int]:
    """The same for `new`, from the numbers for `old`, where only the graphs named in `touched` differ."""
    counts = dict(before)
    for kind, thing in {pair for graph in touched for base in (old, new) for pair in _kinds(base, graph)}:
        name = kind.value.removeprefix(NAMESPACE)
        counts[name] = counts.get(name, 0) + _is(new, thing, kind) - _is(old, thing, kind)
    return {name: count for name, count in sorted(counts.items()) if count}


def _kinds(base: ox.Store, graph: str) -> Iterable[tuple[ox.NamedNode, ox.NamedNode]]:
    for quad in base.quads_for_pattern(None, _TYPE, None, ox.NamedNode(graph)):
        if isinstance(quad.object, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode) and NAMESPACE in quad.object.value:
            yield quad.object, quad.subject


def _is(base: ox.Store, thing: ox.NamedNode, kind: ox.NamedNode) -> bool:
    return next(base.quads_for_pattern(thing, _TYPE, kind, None), None) is not None
