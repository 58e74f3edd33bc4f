"""What the page says of each term, gathered from kg.ttl and alignment.ttl."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg import ontology, resources
from kg.iris import NAMESPACE
from kg.ontology import Term
from kg.rdf import read_turtle
from kg.vocab import NEIGHBOURS, OWL, PREFIXES, RDF, RDFS, SKOS

TRAITS = {OWL.TransitiveProperty: "transitive", OWL.SymmetricProperty: "symmetric"}
_KNOWN = {**NEIGHBOURS, **PREFIXES}


@dataclass(frozen=True, slots=True)
class Entry:
    """A term with what relates it to others: `under` terms of others, only `close` to some, its inverse, what OWL calls it."""

    term: Term
    under: tuple[str, ...]
    close: tuple[str, ...]
    inverse: str
    traits: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The end of the IRI, by which a page is entered at the term."""
        return self.term.name.removeprefix("kg:")


@cache
def entries() -> Mapping[str, Entry]:
    """All terms by IRI, in the order of kg.ttl."""
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in ("kg.ttl", "alignment.ttl"):
        for triple in read_turtle(resources.folder("ontology") / name):
            said[triple.subject, triple.predicate].append(str(triple.object))
    inverse = {iri: values[0] for (iri, used), values in said.items() if used == OWL.inverseOf}
    inverse |= {value: iri for iri, value in inverse.items()}
    return {
        term.iri: Entry(
            term,
            under=tuple(one for used in (RDFS.subClassOf, RDFS.subPropertyOf) for one in said[term.iri, used] if not ours(one)),
            close=tuple(said[term.iri, SKOS.closeMatch]),
            inverse=inverse.get(term.iri, ""),
            traits=tuple(trait for kind, trait in TRAITS.items() if kind in said[term.iri, RDF.type]),
        )
        for term in ontology.load().terms.values()
    }


def classes() -> Sequence[Entry]:
    """The classes, in the order of kg.ttl."""
    return [entry for entry in entries().values() if entry.term.kind == "class"]


def properties(domain: str) -> Sequence[Entry]:
    """The properties with a domain, '' for those that several classes have, in the order of kg.ttl."""
    return [entry for entry in entries().values() if entry.term.kind != "class" and entry.term.domain == domain]


def ours(iri: str) -> bool:
    """Whether a term is one of this vocabulary."""
    return iri.startswith(NAMESPACE)


def short(iri: str) -> str:
    """`schema:Event`, or the whole IRI where no prefix is known."""
    return next((f"{prefix}:{iri.removeprefix(begin)}" for prefix, begin in _KNOWN.items() if iri.startswith(begin)), iri)
