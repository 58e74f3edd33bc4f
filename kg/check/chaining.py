"""A quick guess at why statements contradict each other, by the rules of OWL 2 RL that our axioms need.

What the rules derive carries the statements that it rests on. The reasoner judges; this only spares it most of the search.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence

from kg.vocab import OWL, RDF, RDFS

_TYPE = f"<{RDF.type}>"
_SUB, _WIDER, _DOMAIN, _RANGE, _APART, _INVERSE = (
    f"<{iri}>" for iri in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith, OWL.inverseOf)
)
Fact = tuple[str, str, str]
Links = dict[str, list[tuple[str, str]]]


def clash(lines: Sequence[str], member_of: str = "") -> list[str]:
    """N-Triples lines that put something into two disjoint classes, or something into the class `member_of`; [] when none do."""
    schema = _Schema(lines)
    because: dict[Fact, frozenset[str]] = {fact(line): frozenset([line]) for line in lines}
    if member_of:
        because["_:member", _TYPE, f"<{member_of}>"] = frozenset()
    todo = deque(because)
    while todo:
        known = todo.popleft()
        for line, other in schema.against(known):
            if other in because:
                found = because[known] | because[other] | {line}
                return [one for one in lines if one in found]
        for line, new in schema.follows(known):
            if new not in because:
                because[new] = because[known] | {line}
                todo.append(new)
    return []


def fact(line: str) -> Fact:
    """Subject, predicate and object of an N-Triples line."""
    subject, predicate, value = line.removesuffix(" .\n").split(" ", 2)
    return subject, predicate, value


class _Schema:
    """The axioms among some statements, by what they start from; each with its line."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._links: dict[str, Links] = defaultdict(lambda: defaultdict(list))
        for line in lines:
            subject, predicate, value = fact(line)
            if predicate in (_SUB, _WIDER, _DOMAIN, _RANGE, _APART, _INVERSE):
                self._links[predicate][subject].append((line, value))
            if predicate in (_APART, _INVERSE):
                self._links[predicate][value].append((line, subject))
            if value == f"<{OWL.SymmetricProperty}>":
                self._links[_INVERSE][subject].append((line, subject))

    def follows(self, known: Fact) -> Iterator[tuple[str, Fact]]:
        """What one fact and one axiom give: cax-sco, prp-spo1, prp-dom, prp-rng, prp-inv1, prp-inv2, prp-symp."""
        subject, predicate, value = known
        if predicate == _TYPE:
            yield from ((line, (subject, _TYPE, kind)) for line, kind in self._links[_SUB].get(value, ()))
            return
        yield from ((line, (subject, wider, value)) for line, wider in self._links[_WIDER].get(predicate, ()))
        yield from ((line, (subject, _TYPE, kind)) for line, kind in self._links[_DOMAIN].get(predicate, ()))
        if value.startswith("<"):
            yield from ((line, (value, _TYPE, kind)) for line, kind in self._links[_RANGE].get(predicate, ()))
            yield from ((line, (value, back, subject)) for line, back in self._links[_INVERSE].get(predicate, ()))

    def against(self, known: Fact) -> Iterator[tuple[str, Fact]]:
        """What must not be besides: cax-dw."""
        subject, predicate, value = known
        if predicate == _TYPE:
            yield from ((line, (subject, _TYPE, kind)) for line, kind in self._links[_APART].get(value, ()))
