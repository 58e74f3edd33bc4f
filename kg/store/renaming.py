"""Other IRIs for some things in one graph of a database: the name that stands for a thing takes the place of its other ones."""

from collections.abc import Collection, Iterator, Mapping

import pyoxigraph as ox

from kg.vocab import RDFS, SKOS

_LABEL, _ALSO = ox.NamedNode(RDFS.label), ox.NamedNode(SKOS.altLabel)
Swaps = Mapping[ox.NamedNode, tuple[ox.NamedNode, str]]


def rename(base: ox.Store, graph: ox.NamedNode, new: Swaps) -> None:
    """In the graph other IRIs stand for some: old = (new, its label); the label of the old one becomes another name."""
    quads = {quad for old in new for quad in _about(base, old, graph)}
    called = {iri for iri, _ in new.values() if any(base.quads_for_pattern(iri, _LABEL, None, graph))}
    for quad in quads:
        base.remove(quad)
    base.extend({renamed for quad in quads for renamed in _renamed(quad, new, called)})


def _about(base: ox.Store, thing: ox.NamedNode, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """The quads of a graph that name a thing."""
    yield from base.quads_for_pattern(thing, None, None, graph)
    yield from base.quads_for_pattern(None, None, thing, graph)


def _renamed(quad: ox.Quad, new: Swaps, called: Collection[ox.NamedNode]) -> Iterator[ox.Quad]:
    """A quad with the IRIs that stand now; those that are `called` something in the graph keep their label."""
    subject, thing = quad.subject, quad.object
    if isinstance(thing, ox.NamedNode) and thing in new:
        thing = new[thing][0]
    if isinstance(subject, ox.NamedNode) and subject in new:
        subject, label = new[subject]
        if quad.predicate == _LABEL:
            yield ox.Quad(subject, _ALSO, thing, quad.graph_name)
            if subject in called:
                return
            thing = ox.Literal(label)
    yield ox.Quad(subject, quad.predicate, thing, quad.graph_name)
