"""The derived graph further on: what the ontology and its alignment let follow, by rules of OWL 2 RL (W3C, 2012, section 4.3).

prp-trp: a transitive property leads on to the whole of the whole. Then, from any one statement: prp-inv (its other direction),
prp-spo1 (wider properties) and cax-sco (superclasses). So the law of `kg.store.deriving` is widened by two: a rule may look at one
statement, and at the chain of one transitive property. After a small change only chains through what changed are followed anew.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.ontology import Entailments
from kg.store.deriving import Node, Renewal
from kg.store.reader import ask
from kg.vocab import RDF

Links = Mapping[Node, Sequence[ox.NamedNode]]
_TYPE = ox.NamedNode(RDF.type)
NAMES = {
    "prp-trp": ("The whole of the whole", "Of a transitive property: what leads to something leads to all that it leads to."),
    "prp-inv": ("The other direction", "Of a property with an inverse: what is said from one end is said from the other."),
    "prp-spo1": ("The wider property", "What is said with a property is said with each property above it."),
    "cax-sco": ("The superclass", "What is of a class is of each class above it."),
}


class Chains:
    """The stage of transitive properties; what documents state themselves is not repeated unless it also follows."""

    def __init__(self, entailments: Entailments, graph: str) -> None:
        self._properties = [ox.NamedNode(iri) for iri in entailments.transitive]
        self._graph = ox.NamedNode(graph)
        self.derives, self.parts = {"prp-trp": entailments.transitive}, 1

    def whole(self, base: ox.Store, shards: Iterable[Path]) -> None:
        """All that follows, as N-Triples in one file."""
        shard = next(iter(shards))
        ox.serialize((triple for one in self._properties for triple in self._all(base, one)), str(shard), ox.RdfFormat.N_TRIPLES)

    def renewal(self, old: ox.Store, new: ox.Store, touched: Set[str], _before: Renewal) -> Renewal:
        """What changes when the graphs named in `touched` are as in `new` and no longer as in `old`."""
        was, now = set[ox.Triple](), set[ox.Triple]()
        for one in self._properties:
            before, after = (_pairs(base, one, touched) for base in (old, new))
            begins = {subject for subject, _ in before ^ after}
            affected = self._leading_to(old, one, begins) | self._leading_to(new, one, begins)
            was.update(triple for start in affected for triple in self._from(old, one, start))
            now.update(triple for start in affected for triple in self._from(new, one, start))
        return Renewal(was - now, now - was)

    def _all(self, base: ox.Store, one: ox.NamedNode) -> Iterator[ox.Triple]:
        starts = {quad.subject for quad in base.quads_for_pattern(None, one, None, None)}
        return (triple for start in starts for triple in self._from(base, one, start))

    def _from(self, base: ox.Store, one: ox.NamedNode, start: Node) -> Iterator[ox.Triple]:
        """What a thing leads to in two steps or more."""
        first = self._next(base, one, start)
        reached, todo = set[Node](), list(first)
        while todo:
            further = self._next(base, one, todo.pop()) - reached
            reached |= further
            todo += further
        return (ox.Triple(start, one, end) for end in reached)  # type: ignore[arg-type]  # what has properties is no literal

    def _next(self, base: ox.Store, one: ox.NamedNode, start: Node) -> set[Node]:
        if isinstance(start, ox.Literal):
            return set()
        return {quad.object for quad in base.quads_for_pattern(start, one, None, None) if quad.graph_name != self._graph}

    def _leading_to(self, base: ox.Store, one: ox.NamedNode, ends: Set[Node]) -> set[Node]:
        """The things themselves and all that lead to them."""
        found, todo = set(ends), list(ends)
        while todo:
            quads = base.quads_for_pattern(None, one, todo.pop(), None)
            further = {quad.subject for quad in quads if quad.graph_name != self._graph} - found
            found |= further
            todo += further
        return found


class Uppers:
    """The stage of inverses, wider properties and superclasses: each from one statement of a document or an earlier stage."""

    def __init__(self, entailments: Entailments, graph: str, earlier: Iterable[str]) -> None:
        self._graph, self._earlier = ox.NamedNode(graph), {ox.NamedNode(iri) for iri in earlier}
        wider, classes = entailments.properties, entailments.classes
        back = {iri: (inverse, *wider.get(inverse, ())) for iri, inverse in entailments.inverses.items()}
        self.derives, self.parts = (
            {
                "prp-inv": tuple(entailments.inverses.values()),
                "prp-spo1": tuple(dict.fromkeys(iri for uppers in wider.values() for iri in uppers)),
                "cax-sco": tuple(dict.fromkeys(iri for uppers in classes.values() for iri in uppers)),
            },
            3,
        )
        self._texts = (
            _text(wider, "?s ?p ?o", "?s ?q ?o"),
            _text(back, "?s ?p ?o FILTER(isIRI(?o))", "?o ?q ?s"),
            _text(classes, "?s a ?p", "?s a ?q"),
        )
        self._forward, self._backward, self._classes = _nodes(wider), _nodes(back), _nodes(classes)
        self._under, self._behind, self._subclasses = _turned(self._forward), _turned(self._backward), _turned(self._classes)

    def whole(self, base: ox.Store, shards: Iterable[Path]) -> None:
        """All that follows, as N-Triples in one file for each way of following."""
        for text, shard in zip(self._texts, shards, strict=True):
            answer = ask(base, text, {})
            if isinstance(answer, ox.QueryTriples):
                answer.serialize(str(shard), ox.RdfFormat.N_TRIPLES)

    def renewal(self, old: ox.Store, new: ox.Store, touched: Set[str], before: Renewal) -> Renewal:
        """What changes when the graphs named in `touched` are as in `new`, and earlier stages changed what they derive."""
        was, now = (self._of(base, touched, more) for base, more in ((old, before.gone), (new, before.come)))
        gone = {one for one in was - now if not self._supported(new, one)}
        return Renewal(gone, now - was)

    def _of(self, base: ox.Store, graphs: Iterable[str], more: Iterable[ox.Triple]) -> set[ox.Triple]:
        found = {triple for one in more for triple in self._follows(one)}
        for graph in graphs:
            found.update(*map(self._follows, base.quads_for_pattern(None, None, None, ox.NamedNode(graph))))
        return found

    def _follows(self, one: ox.Quad | ox.Triple) -> Iterator[ox.Triple]:
        """What one statement gives."""
        if one.predicate == _TYPE:
            yield from (ox.Triple(one.subject, _TYPE, upper) for upper in self._classes.get(one.object, ()))
            return
        yield from (ox.Triple(one.subject, upper, one.object) for upper in self._forward.get(one.predicate, ()))
        if not isinstance(one.object, ox.Literal):
            yield from (ox.Triple(one.object, upper, one.subject) for upper in self._backward.get(one.predicate, ()))

    def _supported(self, base: ox.Store, one: ox.Triple) -> bool:
        """Whether a document or an earlier stage still states what gives a triple."""
        if one.predicate == _TYPE:
            sources: list[tuple[Node, ox.NamedNode, Node]] = [
                (one.subject, _TYPE, kind) for kind in self._subclasses.get(one.object, ())
            ]
        else:
            sources = [(one.subject, lower, one.object) for lower in self._under.get(one.predicate, ())]
            sources += [(one.object, lower, one.subject) for lower in self._behind.get(one.predicate, ())]
        return any(self._stated(base, *source) for source in sources)

    def _stated(self, base: ox.Store, subject: Node, predicate: ox.NamedNode, value: Node) -> bool:
        if isinstance(subject, ox.Literal):
            return False
        quads = base.quads_for_pattern(subject, predicate, value, None)
        return any(quad.graph_name != self._graph or predicate in self._earlier for quad in quads)


def _pairs(base: ox.Store, one: ox.NamedNode, graphs: Iterable[str]) -> set[tuple[Node, Node]]:
    quads = (quad for graph in graphs for quad in base.quads_for_pattern(None, one, None, ox.NamedNode(graph)))
    return {(quad.subject, quad.object) for quad in quads}


def _nodes(links: Mapping[str, Iterable[str]]) -> Links:
    return {ox.NamedNode(iri): [ox.NamedNode(upper) for upper in uppers] for iri, uppers in links.items()}


def _turned(links: Links) -> Links:
    turned: dict[Node, list[Any]] = {}
    for lower, uppers in links.items():
        for upper in uppers:
            turned.setdefault(upper, []).append(lower)
    return turned


def _text(links: Mapping[str, Iterable[str]], asked: str, made: str) -> str:
    rows = " ".join(f"(<{lower}> <{upper}>)" for lower, uppers in links.items() for upper in uppers)
    return f"CONSTRUCT {{ {made} }} WHERE {{ VALUES (?p ?q) {{ {rows} }} {asked} }}"
