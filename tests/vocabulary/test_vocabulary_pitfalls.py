"""The vocabulary has none of the usual pitfalls of ontologies (after OOPS!), and stays within OWL 2 DL and OWL 2 RL.

Each pitfall is a function of a graph, tried on the vocabulary, where it finds nothing, and on a planted fault, which it finds.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from vocabulary.graphs import ROOT, Fact, closure, entailed, pairs, read, said, terms_in

from kg import ontology, queries
from kg.iris import NAMESPACE
from kg.vocab import KG, OWL, PREFIXES, RDF, RDFS, SKOS

TERMS = ontology.load().terms
WHOLE = read("kg.ttl") | read("alignment.ttl")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
DOCS = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")


def cycles(graph: Iterable[Fact]) -> set[str]:
    """P06: a class or property that is below itself."""
    graph = set(graph)
    links = pairs(graph, RDFS.subClassOf) | pairs(graph, RDFS.subPropertyOf)
    while more := {(one, last) for one, middle in links for begin, last in links if begin == middle} - links:
        links |= more
    return {one for one, other in links if one == other}


def many(graph: Iterable[Fact]) -> set[str]:
    """P19: a property with two domains or ranges, which would both hold."""
    counted = [(subject, used) for subject, used, _ in graph if used in (RDFS.domain, RDFS.range)]
    return {subject for subject, used in counted if counted.count((subject, used)) > 1}


def wrong_inverses(graph: Iterable[Fact]) -> set[str]:
    """P05, P25: an inverse of itself, or one whose domain is not the range of the other."""
    graph = set(graph)
    domains, ranges = dict(pairs(graph, RDFS.domain)), dict(pairs(graph, RDFS.range))
    both = pairs(graph, OWL.inverseOf)
    crossed = {one for one, other in both if (domains.get(one), ranges.get(one)) != (ranges.get(other), domains.get(other))}
    return crossed | {one for one, other in both if one == other}


def wrong_traits(graph: Iterable[Fact]) -> set[str]:
    """P28, P29: a symmetric or transitive property that leads from one class to another."""
    graph = set(graph)
    domains, ranges = dict(pairs(graph, RDFS.domain)), dict(pairs(graph, RDFS.range))
    traits = {subject for subject, kind in pairs(graph, RDF.type) if kind in (OWL.SymmetricProperty, OWL.TransitiveProperty)}
    return {one for one in traits if domains.get(one) != ranges.get(one)}


def missing_inverses(graph: Iterable[Fact]) -> set[str]:
    """P13: a property under one of others that has an inverse, without an inverse of its own under that."""
    graph = set(graph) | read("neighbours.ttl")
    wider, turned = pairs(graph, RDFS.subPropertyOf), pairs(graph, OWL.inverseOf)
    turned |= {(other, one) for one, other in turned}
    asked = {(one, back) for one, upper in wider for other, back in turned if upper == other}
    given = {(one, upper) for one, back in turned for lower, upper in wider if lower == back}
    concepts = {one for one, kind in pairs(graph, RDFS.range) if kind == SKOS.Concept}  # nobody asks from a heading to its texts
    return {one for one, _ in asked - given} - concepts


def untyped(graph: Iterable[Fact]) -> set[str]:
    """P34, P35: a term that is no class or property, or is both."""
    graph = set(graph)
    ours = {subject for subject, _, _ in graph if subject.startswith(NAMESPACE)}
    kinds = [subject for subject, kind in pairs(graph, RDF.type) if kind in KINDS]
    return {one for one in ours if kinds.count(one) != 1}


def alone(graph: Iterable[Fact]) -> set[str]:
    """P04: a class that nothing leads to or from and that is below none; where one of several classes is meant, a shape says so."""
    graph = set(graph)
    used = {value for _, predicate, value in graph if predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf)}
    shapes = (ROOT / "ontology" / "shapes.ttl").read_text(encoding="utf-8")
    joined = used | {subject for subject, _ in pairs(graph, RDFS.subClassOf)}
    joined |= {f"{NAMESPACE}{name}" for name in re.findall(r"sh:class kg:(\w+)", shapes)}
    return {subject for subject, kind in pairs(graph, RDF.type) if kind == OWL.Class and subject.startswith(NAMESPACE)} - joined


def unlike(graph: Iterable[Fact]) -> set[str]:
    """P22: a class that does not begin with a capital, a property that does, or a name of words that are not run together."""
    shapes = {OWL.Class: "[A-Z][A-Za-z]*", OWL.ObjectProperty: "[a-z][A-Za-z0-9]*", OWL.DatatypeProperty: "[a-z][A-Za-z0-9]*"}
    kinds = ((subject, kind) for subject, kind in pairs(graph, RDF.type) if kind in KINDS and subject.startswith(NAMESPACE))
    return {subject for subject, kind in kinds if not re.fullmatch(shapes[kind], subject.removeprefix(NAMESPACE))}


def outside_rl(graph: Iterable[Fact]) -> set[str]:
    """What is no axiom of OWL 2 DL between names, all of which OWL 2 RL has too (W3C, 2012, section 4.2); annotations aside."""
    axioms = {RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith, OWL.inverseOf}
    kinds = {*KINDS, OWL.AnnotationProperty, OWL.SymmetricProperty, OWL.TransitiveProperty, f"{PREFIXES['owl']}Ontology"}
    notes = {RDFS.label, RDFS.comment, SKOS.definition, SKOS.example, SKOS.scopeNote, SKOS.closeMatch}
    notes |= {f"{PREFIXES['dcterms']}license", OWL.versionInfo, f"{PREFIXES['owl']}versionIRI"}
    wrong = {predicate for _, predicate, _ in graph} - axioms - notes
    return wrong | {kind for _, kind in pairs(graph, RDF.type)} - kinds


PITFALLS: dict[Callable[[Iterable[Fact]], set[str]], str] = {
    cycles: "kg:Agent rdfs:subClassOf kg:Person .",
    many: "kg:event rdfs:domain kg:Post .",
    wrong_inverses: "kg:place owl:inverseOf kg:spokeAt .",
    wrong_traits: "kg:place a owl:TransitiveProperty .",
    missing_inverses: "kg:venue rdfs:subPropertyOf <http://www.w3.org/ns/org#memberOf> .",
    untyped: 'kg:sponsor rdfs:label "sponsor" .',
    alone: "kg:Budget a owl:Class .",
    unlike: "kg:Sponsored a owl:ObjectProperty .",
    outside_rl: "kg:place a owl:FunctionalProperty . kg:Agent owl:unionOf kg:Person .",
}


@pytest.mark.parametrize("pitfall", PITFALLS, ids=lambda one: one.__name__)
def test_the_vocabulary_has_no_pitfall(pitfall: Callable[[Iterable[Fact]], set[str]]) -> None:
    """The pitfall is not in kg.ttl and alignment.ttl."""
    assert pitfall(WHOLE) == set()


@pytest.mark.parametrize("pitfall", PITFALLS, ids=lambda one: one.__name__)
def test_a_planted_pitfall_is_found(pitfall: Callable[[Iterable[Fact]], set[str]]) -> None:
    """The pitfall is found where it was put."""
    assert pitfall(WHOLE | said(PITFALLS[pitfall])) != set()


def test_classes_are_kept_apart() -> None:
    """P10: each two classes that are not one below the other are declared disjoint, or are named here with the reason."""
    graph = read("kg.ttl")
    above = {iri: {iri} for iri in (term.iri for term in TERMS.values() if term.kind == "class")}
    for lower, upper in pairs(graph, RDFS.subClassOf):
        above[lower] |= above.get(upper, set())
    apart = pairs(graph, OWL.disjointWith)
    apart |= {(other, one) for one, other in apart}
    open_pairs = {
        frozenset((one, other))
        for one in above
        for other in above
        if one < other and one not in above[other] and other not in above[one]
        if not any((upper, wider) in apart for upper in above[one] for wider in above[other])
    }
    # A body may be called by its seat or its project, and what was handed over may be a text, a place or a building.
    loose = {KG.Place, KG.Project, KG.Output, KG.Instrument, KG.Document}
    assert [pair for pair in open_pairs if not pair & loose] == []


def test_every_term_is_used() -> None:
    """No term is there in vain: the program writes it, a query derives it, or it is what others derive or stand under."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "kg").rglob("*.py")) if path.name != "vocab.py")
    written = {f"kg:{name}" for name in re.findall(r"\bKG\.(\w+)", code)}
    asked = {name for path in (ROOT / "queries").rglob("*.rq") for name in terms_in(path.read_text(encoding="utf-8"))}
    parents = {f"kg:{parent.removeprefix(NAMESPACE)}" for term in TERMS.values() for parent in term.parents}
    assert TERMS.keys() - written - asked - parents - entailed() == set()


# --- docs/ontology.md

BLOCKS = re.findall(r"```turtle\n(.*?)```", DOCS, re.DOTALL)


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_an_example_of_the_docs_is_sound(number: int) -> None:
    """An example is Turtle with our prefixes, uses declared terms only, and puts nothing into two classes that are disjoint."""
    facts = said(BLOCKS[number])
    assert terms_in(BLOCKS[number]) <= TERMS.keys()
    types = pairs(closure(facts, read("kg.ttl") | read("alignment.ttl") | read("neighbours.ttl")), RDF.type)
    disjoint = pairs(read("kg.ttl") | read("neighbours.ttl"), OWL.disjointWith)
    assert [one for one, kind in types for lower, upper in disjoint if kind == lower and (one, upper) in types] == []


def test_the_docs_model_ten_things() -> None:
    """The ten things that people ask about are numbered, and each has its example."""
    assert [int(number) for number in re.findall(r"^\*\*(\d+)\. ", DOCS, re.MULTILINE)] == list(range(1, 11))
    assert len(BLOCKS) == 10


def test_every_competency_question_is_asked() -> None:
    """Each question that the vocabulary must answer has its query, each query its question, and each its answer on the samples."""
    asked = re.findall(r"^\| .*\? \| `([\w-]+)` \|$", DOCS, re.MULTILINE)
    assert len(set(asked)) == len(asked)
    assert set(asked) == {query.name for query in queries.catalogue()}
    gold = ROOT / "tests" / "expected" / "sample"
    empty = [name for name in asked if len((Path(gold) / f"{name}.csv").read_text(encoding="utf-8").splitlines()) < 2]
    assert empty == []
