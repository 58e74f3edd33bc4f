"""The vocabulary and the concept schemes of ontology/, as plain values: what a term means, how it is used, what was meant."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from kg import resources
from kg.errors import BadKnowledge
from kg.iris import CONCEPTS, NAMESPACE
from kg.rdf import Text, Triple, read_turtle
from kg.vocab import KG, OWL, RDF, RDFS, SKOS

KINDS = {OWL.Class: "class", OWL.ObjectProperty: "object property", OWL.DatatypeProperty: "datatype property"}
_ALIKE = 0.65
_LEFT_OUT = {KG.Passage, KG.Claim}

Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of ontology/kg.ttl. `name` is `kg:title`; parents, domain and range are IRIs, '' where there is none."""

    iri: str
    name: str
    kind: str
    label: str
    definition: str
    example: str
    notes: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    domain: str = ""
    range: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of ontology/concepts.ttl. `scheme` is the folder of its IRI (`role`), `notation` its code (`organizer`)."""

    iri: str
    scheme: str
    notation: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """All terms by name (`kg:title`), and the concepts of each scheme by notation; both in the order of their file."""

    terms: Mapping[str, Term]
    schemes: Mapping[str, Mapping[str, Concept]]

    def nearest(self, name: str) -> str:
        """The declared term most like a misspelt one (`kg:organizedBy` for `kg:organisedBy`), or '' when none is alike."""
        scored = ((_alike(name, known), known) for known in self.terms)
        score, best = max(scored, default=((0.0, 0.0), ""))
        return best if score[0] >= _ALIKE else ""

    def require(self, name: str, where: str) -> Term:
        """The term of a name; an unknown one is refused with the nearest that exists."""
        if name in self.terms:
            return self.terms[name]
        nearest = self.nearest(name)
        hint = f"Did you mean {nearest}?" if nearest else "See ontology/kg.ttl for the terms."
        raise BadKnowledge(f"{name} is not in ontology/kg.ttl", where=where, hint=hint)


@dataclass(frozen=True, slots=True)
class Entailments:
    """What kg.ttl and alignment.ttl let follow from one statement, as IRIs: for each class and property all of others above it.

    `inverses` are the derived properties by the one that they are the other direction of, `transitive` those that lead on. Left out
    is what would follow of passages, and of claims as such: half of everything, in terms that nobody asks for.
    """

    classes: Mapping[str, tuple[str, ...]]
    properties: Mapping[str, tuple[str, ...]]
    inverses: Mapping[str, str]
    transitive: tuple[str, ...]


@cache
def entailments(folder: Path | None = None) -> Entailments:
    """The entailments of this installation, or of another folder with kg.ttl and alignment.ttl."""
    place = folder or resources.folder("ontology")
    stated = _by_subject(triple for name in ("kg.ttl", "alignment.ttl") for triple in read_turtle(place / name))
    wanted = {iri: values for iri, values in stated.items() if _LEFT_OUT.isdisjoint((iri, *values.get(RDFS.domain, ())))}
    return Entailments(
        _above(wanted, RDFS.subClassOf),
        _above(wanted, RDFS.subPropertyOf),
        {values[OWL.inverseOf][0]: iri for iri, values in wanted.items() if OWL.inverseOf in values},
        tuple(iri for iri, values in wanted.items() if OWL.TransitiveProperty in values[RDF.type]),
    )


def _above(stated: Mapping[str, Values], relation: str) -> Mapping[str, tuple[str, ...]]:
    """All that stand above each of our terms, however far, and are not ours."""
    found = {}
    for iri in (iri for iri in stated if iri.startswith(NAMESPACE)):
        above = {iri: None}
        todo = [iri]
        while todo:
            further = [one for one in stated.get(todo.pop(), {}).get(relation, ()) if one not in above]
            above.update(dict.fromkeys(further))
            todo += further
        if others := tuple(one for one in above if not one.startswith(NAMESPACE)):
            found[iri] = others
    return found


@cache
def load(folder: Path | None = None) -> Ontology:
    """The ontology of this installation, or of another folder with kg.ttl and concepts.ttl."""
    place = folder or resources.folder("ontology")
    return Ontology({term.name: term for term in _read_terms(place / "kg.ttl")}, _read_schemes(place / "concepts.ttl"))


def _read_terms(path: Path) -> Iterable[Term]:
    for iri, values in _by_subject(read_turtle(path)).items():
        kinds = [KINDS[kind] for kind in values[RDF.type] if kind in KINDS]
        if not iri.startswith(NAMESPACE):
            continue
        name = "kg:" + iri.removeprefix(NAMESPACE)
        if len(kinds) != 1:
            raise BadKnowledge(f"{name} must be one of {', '.join(KINDS.values())}", where=str(path))
        yield Term(
            iri=iri,
            name=name,
            kind=kinds[0],
            label=_one(values, RDFS.label, path, name),
            definition=_one(values, SKOS.definition, path, name),
            example=_one(values, SKOS.example, path, name),
            notes=values.get(SKOS.scopeNote, ()),
            parents=values.get(RDFS.subClassOf, ()) + values.get(RDFS.subPropertyOf, ()),
            domain="".join(values.get(RDFS.domain, ())[:1]),
            range="".join(values.get(RDFS.range, ())[:1]),
        )


def _read_schemes(path: Path) -> Mapping[str, Mapping[str, Concept]]:
    subjects = _by_subject(read_turtle(path))
    schemes: dict[str, dict[str, Concept]] = {
        _scheme(iri): {} for iri, values in subjects.items() if SKOS.ConceptScheme in values[RDF.type]
    }
    for iri, values in subjects.items():
        if SKOS.Concept in values[RDF.type]:
            concept = _concept(iri, values, path)
            if concept.scheme not in schemes:
                raise BadKnowledge(
                    f"{iri} is in a scheme that is not declared", where=str(path), hint=f"Known: {', '.join(schemes)}."
                )
            schemes[concept.scheme][concept.notation] = concept
    return schemes


def _concept(iri: str, values: Values, path: Path) -> Concept:
    return Concept(
        iri=iri,
        scheme=_scheme(_one(values, SKOS.inScheme, path, iri)),
        notation=_one(values, SKOS.notation, path, iri),
        label=_one(values, SKOS.prefLabel, path, iri),
        definition=_one(values, SKOS.definition, path, iri),
    )


def _by_subject(triples: Iterable[Triple]) -> Mapping[str, Values]:
    """What is said of each subject: the texts and IRIs of each property."""
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(lambda: {RDF.type: ()})
    for subject, predicate, value in triples:
        plain = value.value if isinstance(value, Text) else value
        found[subject][predicate] = (*found[subject].get(predicate, ()), plain)
    return found


def _one(values: Values, predicate: str, path: Path, name: str) -> str:
    given = values.get(predicate, ())
    if len(given) != 1:
        what = predicate.replace("#", "/").rpartition("/")[2]
        raise BadKnowledge(f"{name} has {len(given)} values of {what}", where=str(path), hint="It needs exactly one.")
    return given[0]


def _scheme(iri: str) -> str:
    return iri.removeprefix(CONCEPTS).rstrip("/")


def _alike(one: str, other: str) -> tuple[float, float]:
    """How alike two names are from 0 to 1, apart from their prefix: without regard to case first, then with it."""
    one, other = one.removeprefix("kg:"), other.removeprefix("kg:")
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio(), SequenceMatcher(None, one, other).ratio()
