"""ontology/alignment.ttl: what it says of other vocabularies fits, is given reasons, and leads to nothing that is not meant."""

import os
import re
from itertools import pairwise

import pyoxigraph as ox
import pytest
from vocabulary.graphs import FOLDER, ROOT, SAMPLE, Fact, closure, facts, inferred, pairs, read, said

from kg import ontology
from kg.iris import BASE, NAMESPACE
from kg.vocab import NEIGHBOURS, OWL, PREFIXES, RDF, RDFS, SKOS

TERMS = ontology.load().terms

EXPECTED = ROOT / "tests" / "expected" / "closure.ttl"
RENEWS = bool(os.environ.get("RENEW"))

# What the terms that are only close would bring along; it must not come in by another way.
CLOSE = """
schema:Project rdfs:subClassOf schema:Organization . schema:Country rdfs:subClassOf schema:AdministrativeArea .
prov:hadPrimarySource rdfs:domain prov:Entity ; rdfs:range prov:Entity .
org:role rdfs:domain org:Membership . oa:exact rdfs:domain oa:TextQuoteSelector .
nif:referenceContext rdfs:range nif:Context .
nif:endIndex rdfs:domain nif:String . nif:beginIndex rdfs:domain nif:String . nif:anchorOf rdfs:domain nif:String .
lode:atPlace rdfs:domain lode:Event . dcterms:type rdfs:range rdfs:Class . dcterms:language rdfs:range dcterms:LinguisticSystem .
skos:closeMatch rdfs:domain skos:Concept . gn:parentCountry rdfs:domain gn:Feature ; rdfs:range gn:Feature .
"""
SCHEMA = read("kg.ttl") | read("alignment.ttl") | read("neighbours.ttl")


def test_kinds_fit() -> None:
    """Classes go under classes, object properties under object properties, datatype properties under datatype properties."""
    kinds = {subject: kind for subject, kind in pairs(read("kg.ttl") | read("alignment.ttl"), RDF.type) if kind in ontology.KINDS}
    under = pairs(read("alignment.ttl"), RDFS.subClassOf)
    wider = pairs(read("alignment.ttl"), RDFS.subPropertyOf)
    assert {pair for pair in under if {kinds[pair[0]], kinds[pair[1]]} != {OWL.Class}} == set()
    assert {pair for pair in wider if kinds[pair[0]] == OWL.Class or kinds[pair[0]] != kinds[pair[1]]} == set()


def test_speaks_of_our_terms_only() -> None:
    """It says under or near which term ours stand, states no axiom about those of others, and makes nothing the same."""
    about = {(subject, predicate) for subject, predicate, _ in read("alignment.ttl")}
    ours = {pair for pair in about if pair[0].startswith(NAMESPACE)}
    header = {pair for pair in about if pair[0] == "https://w3id.org/pressgraph/alignment"}
    concepts = {pair for pair in about if pair[0].startswith(PREFIXES["role"])}
    assert {predicate for _, predicate in ours} == {RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch}
    assert {predicate for _, predicate in concepts} == {SKOS.closeMatch}
    assert {predicate for _, predicate in about - ours - header - concepts} == {RDF.type}


def test_covers_every_class() -> None:
    """Each class is aligned, so that data can be asked for in other people's terms."""
    aligned = {subject for subject, _, _ in read("alignment.ttl")}
    assert {name for name, term in TERMS.items() if term.kind == "class" and term.iri not in aligned} == set()


@pytest.mark.parametrize(
    "name", ["schema", "org", "prov", "skos", "foaf", "sem", "lode", "nif", "oa", "frapo", "time", "iati-role", "gn", "dcterms"]
)
def test_knows_its_neighbours(name: str) -> None:
    """Each vocabulary of the design is spoken of, so that nobody need wonder whether it was thought of."""
    begin = {**NEIGHBOURS, **PREFIXES}[name]
    assert [value for _, _, value in read("alignment.ttl") if value.startswith(begin)]


def test_neighbours_speak_of_their_own() -> None:
    """neighbours.ttl says nothing of our terms, and only of classes and properties that are declared."""
    about = {subject for subject, _, _ in read("neighbours.ttl")}
    assert not [iri for iri in about if iri.startswith(NAMESPACE)]
    declared = {subject for subject, _ in pairs(SCHEMA, RDF.type)}
    assert about | {value for _, predicate, value in read("neighbours.ttl") if predicate != RDF.type} <= declared | {SKOS.Concept}


def test_infers_nothing_unwanted() -> None:
    """With what the other vocabularies say of their terms, nothing in the sample graph becomes what it is not."""
    types: dict[str, set[str]] = {}
    for thing, kind in inferred(said(SAMPLE), SCHEMA | said(CLOSE)):
        types.setdefault(thing.removeprefix(BASE), set()).add(re.split(r"[/#]", kind)[-1])
    assert types["project/p"] == {"Project"}
    assert types["event/t"] == {"Event", "Core", "Thing"}
    assert types["document/d"] == {"Document", "Article", "CreativeWork", "Thing", "Entity"}
    assert types["person/p"] == {"Person", "Agent", "Thing"}
    assert types["group/g"] == {"Group", "Agent"}
    assert types["output/o"] == {"Output"}
    assert types["instrument/i"] == {"Instrument", "CreativeWork", "Thing"}
    assert types["institution/moj"] == {"Institution", "Organization", "Agent", "Thing"}
    assert types["state/AL"] == {"State", "AdministrativeArea", "Place", "Agent", "Thing"}
    assert types["document/d#claim-1"] == {"Participation", "Claim", "Role", "Entity", "Thing"}
    assert types["document/d#claim-2"] == {"Post", "Claim", "Membership", "OrganizationRole", "Role", "Entity", "Thing"}
    assert types["document/d#char=0,23"] == {"Passage", "SpecificResource", "ResourceSelection"}
    assert types["https://w3id.org/pressgraph/event-type/training"] == {"Concept"}
    literals = {kind for thing, kinds in types.items() if thing.startswith('"') for kind in kinds}
    assert literals == {"Literal", "string", "boolean", "decimal", "nonNegativeInteger"}
    assert not any(iri in types for iri in (term.iri for term in TERMS.values()))


def test_the_closure_of_the_examples() -> None:
    """All that follows from the examples of kg.ttl in the terms of each vocabulary is what a person has looked at.

    Renew it after a change that is meant with RENEW=1, and look at `git diff tests/expected`.
    """
    closed = closure({fact for term in TERMS.values() for fact in said(term.example)}, SCHEMA)
    names = ["schema", "org", "prov", "foaf", "dcterms", "sem", "oa", "frapo"]
    told = {fact for name in names for fact in closed if _is_of({**NEIGHBOURS, **PREFIXES}[name], fact)}
    if RENEWS:
        EXPECTED.write_text(written(told, names), encoding="utf-8")
    assert facts(ox.parse(path=EXPECTED, format=ox.RdfFormat.TURTLE)) == told


def test_the_reasoner_agrees_with_the_closure() -> None:
    """No class of the closure is under two that are disjoint: nothing of the examples is in both."""
    closed = closure({fact for term in TERMS.values() for fact in said(term.example)}, SCHEMA)
    types = pairs(closed, RDF.type)
    disjoint = pairs(SCHEMA, OWL.disjointWith)
    assert {(one, *pair) for one, kind in types for pair in disjoint if kind == pair[0] and (one, pair[1]) in types} == set()


def _is_of(namespace: str, fact: Fact) -> bool:
    return fact[1].startswith(namespace) or (fact[1] == RDF.type and fact[2].startswith(namespace))


def written(told: set[Fact], names: list[str]) -> str:
    """Turtle, a section for each vocabulary, a line for each fact."""
    known = {**NEIGHBOURS, **PREFIXES}
    lines = ["# What follows from the examples of ontology/kg.ttl in the terms of other vocabularies."]
    lines += [
        f"@prefix {name}: <{iri}> ." for name, iri in sorted(known.items()) if any(iri in text for fact in told for text in fact)
    ]
    for name in names:
        lines += ["", f"# --- {name}"]
        mine = (fact for fact in sorted(told) if _is_of(known[name], fact))
        lines += [f"{term(one)} {'a' if used == RDF.type else term(used)} {term(value)} ." for one, used, value in mine]
    return "\n".join(lines) + "\n"


def term(text: str) -> str:
    """A term in Turtle, an IRI as short as it goes."""
    known = sorted({**NEIGHBOURS, **PREFIXES}.items(), key=lambda item: -len(item[1]))
    short = (
        f"{name}:{text.removeprefix(iri)}"
        for name, iri in known
        if text.startswith(iri) and re.fullmatch(r"[\w-]+", text[len(iri) :])
    )
    return text if text.startswith('"') else next(short, f"<{text}>")


def test_gives_reasons() -> None:
    """A comment stands before each statement about one of our terms, or before the run of statements that it belongs to."""
    lines = (FOLDER / "alignment.ttl").read_text(encoding="utf-8").splitlines()
    before = {line: previous for previous, line in pairwise(lines) if line.startswith(("kg:", "role:"))}
    assert before
    assert [line for line, previous in before.items() if not previous or previous.startswith("# ---")] == []
