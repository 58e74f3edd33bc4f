"""The derived graph: what CONSTRUCT rules make of all others; after a small change only what can have changed is derived again.

A rule looks at one claim, or at one event and the claims about it, with the kinds of the things that they name, and at no more:
that is the law that lets a change of ten documents cost ten documents. `whole` asks the engine for everything, `renewal` gives the
same by comparing the surroundings of what was touched, before and after.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import BadKnowledge, KgError
from kg.iris import NAMESPACE
from kg.store.reader import ask
from kg.vocab import RDF

_TYPE = ox.NamedNode(RDF.type)
_EVENT = ox.NamedNode(f"{NAMESPACE}Event")
_LINKS = tuple(ox.NamedNode(NAMESPACE + name) for name in ("event", "saidAt", "funded"))
_NAMES = re.compile(r"\bkg:([A-Za-z]\w*)")
_AT_ONCE = 20  # clusters that are looked through together for a triple
Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Renewal(NamedTuple):
    """The derived triples that no longer hold, and those that hold now and may be new."""

    gone: set[ox.Triple]
    come: set[ox.Triple]


class Rules:
    """CONSTRUCT queries by name; the properties (`asked`) and the kinds of things that they ask for."""

    def __init__(self, queries: Mapping[str, str]) -> None:
        self.queries = queries
        names = {name for text in queries.values() for name in _NAMES.findall(text.partition("WHERE")[2])}
        terms = {ox.NamedNode(NAMESPACE + name) for name in names}
        self.kinds = {term for term in terms if term.value[len(NAMESPACE)].isupper()}
        self.asked = terms - self.kinds | {_TYPE}

    def whole(self, base: ox.Store, shards: Iterable[Path]) -> None:
        """What each rule makes of the whole, as N-Triples in a file of its own; BadKnowledge names a rule that is none."""
        for (name, text), shard in zip(self.queries.items(), shards, strict=True):
            ox.serialize(_construct(base, name, text), str(shard), ox.RdfFormat.N_TRIPLES)

    def of(self, quads: Iterable[ox.Quad]) -> set[ox.Triple]:
        """What all rules make of some quads, whatever their graphs."""
        base = ox.Store()
        base.extend(quads)
        return {triple for name, text in self.queries.items() for triple in _construct(base, name, text)}


def renewal(old: ox.Store, new: ox.Store, rules: Rules, touched: Collection[str]) -> Renewal:
    """How what is derived changes when the graphs named in `touched` are as in `new` and no longer as in `old`."""
    before, after = _State(old, rules), _State(new, rules)
    centres = before.centres(touched) | after.centres(touched)
    was, now = rules.of(before.around(centres)), rules.of(after.around(centres))
    kept = {one for one in was - now if centres.isdisjoint((one.subject, one.object)) and after.supports(one)}
    return Renewal(was - now - kept, now - was)


class _State:
    """One state of the graph, as far as rules ask of it."""

    def __init__(self, base: ox.Store, rules: Rules) -> None:
        self._base, self._rules = base, rules

    def centres(self, graphs: Iterable[str]) -> set[Node]:
        """The events and claims that graphs speak of."""
        found: set[Node] = set()
        for graph in graphs:
            for quad in self._base.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
                if quad.predicate in self._rules.asked and (quad.predicate != _TYPE or quad.object == _EVENT):
                    found.add(quad.subject)
                if quad.predicate in _LINKS:
                    found.add(quad.object)
        return found

    def around(self, centres: Collection[Node]) -> Iterator[ox.Quad]:
        """What is said of events and claims, of the claims about these events, and of the kinds of what all of them name."""
        claims = {quad.subject for centre in centres for link in _LINKS for quad in self._match(None, link, centre)}
        seen: set[Node] = set()
        for subject in claims.union(centres):
            for quad in self._match(subject):
                if quad.predicate in self._rules.asked:
                    yield quad
                    seen.add(quad.object)
        for named in seen - claims.union(centres):
            for kind in self._rules.kinds:
                yield from islice(self._match(named, _TYPE, kind), 1)

    def supports(self, triple: ox.Triple) -> bool:
        """Whether some claim or event still gives a derived triple."""
        shared = self._between(triple.subject, triple.object)
        while centres := set(islice(shared, _AT_ONCE)):
            if triple in self._rules.of(self.around(centres)):
                return True
        return False

    def _between(self, one: Node, other: Node) -> Iterator[Node]:
        """Claims that name both, and events about which there are claims that name the one and the other."""
        few, far = self._fewer(one, other)
        for claim in few:
            if self._names(claim, far):
                yield claim
            for event in (quad.object for link in _LINKS for quad in self._match(claim, link)):
                if any(self._names(quad.subject, far) for link in _LINKS for quad in self._match(None, link, event)):
                    yield event

    def _fewer(self, one: Node, other: Node) -> tuple[list[Node], Node]:
        """The claims that name the rarer of two things, and the other thing; no more are looked at than the rarer has."""
        ones: list[Node] = []
        others: list[Node] = []
        rest = self._naming(other)
        for claim in self._naming(one):
            beside = next(rest, None)
            if beside is None:
                return others, one
            ones.append(claim)
            others.append(beside)
        return ones, other

    def _naming(self, thing: Node) -> Iterator[Node]:
        return (quad.subject for quad in self._match(None, None, thing) if quad.predicate in self._rules.asked)

    def _names(self, claim: Node, thing: Node) -> bool:
        return any(quad.predicate in self._rules.asked for quad in self._match(claim, None, thing))

    def _match(self, subject: Node | None, predicate: ox.NamedNode | None = None, thing: Node | None = None) -> Iterator[ox.Quad]:
        if isinstance(subject, ox.Literal):
            return iter(())
        return self._base.quads_for_pattern(subject, predicate, thing, None)


def _construct(base: ox.Store, name: str, text: str) -> ox.QueryTriples:
    try:
        answer = ask(base, text, {})
    except KgError as error:
        raise BadKnowledge(error.what, where=name) from error
    if not isinstance(answer, ox.QueryTriples):
        raise BadKnowledge("is not a CONSTRUCT query", where=name)
    return answer
