"""ontology/alignment.ttl: what it says of other vocabularies fits, is given reasons, and leads to nothing that is not meant."""

import re
from itertools import pairwise

from vocabulary.graphs import FOLDER, SAMPLE, inferred, pairs, read, said

from kg import ontology
from kg.iris import BASE, NAMESPACE
from kg.vocab import OWL, RDF, RDFS, SKOS

TERMS = ontology.load().terms

# What other vocabularies say of their terms, as far as it could go wrong here.
OTHERS = """
@prefix schema: <https://schema.org/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix lode: <http://linkedevents.org/ontology/> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
schema:Project rdfs:subClassOf schema:Organization .
schema:Country rdfs:subClassOf schema:AdministrativeArea .
schema:AdministrativeArea rdfs:subClassOf schema:Place .
prov:Person rdfs:subClassOf prov:Agent . prov:Organization rdfs:subClassOf prov:Agent .
prov:hadPrimarySource rdfs:domain prov:Entity ; rdfs:range prov:Entity .
prov:wasAttributedTo rdfs:domain prov:Entity ; rdfs:range prov:Agent .
org:role rdfs:domain org:Membership .
org:member rdfs:domain org:Membership ; rdfs:range foaf:Agent .
org:organization rdfs:domain org:Membership ; rdfs:range org:Organization .
org:classification rdfs:domain org:Organization ; rdfs:range skos:Concept .
oa:exact rdfs:domain oa:TextQuoteSelector .
oa:hasSource rdfs:domain oa:ResourceSelection .
nif:referenceContext rdfs:range nif:Context .
nif:endIndex rdfs:domain nif:String . nif:beginIndex rdfs:domain nif:String . nif:anchorOf rdfs:domain nif:String .
lode:atPlace rdfs:domain lode:Event .
dcterms:type rdfs:range rdfs:Class .
dcterms:language rdfs:range dcterms:LinguisticSystem .
dcterms:publisher rdfs:range dcterms:Agent .
skos:closeMatch rdfs:domain skos:Concept .
"""


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
    assert {predicate for _, predicate in ours} == {RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch}
    assert {predicate for _, predicate in about - ours - header} == {RDF.type}


def test_covers_every_class() -> None:
    """Each class is aligned, so that data can be asked for in other people's terms."""
    aligned = {subject for subject, _, _ in read("alignment.ttl")}
    assert {name for name, term in TERMS.items() if term.kind == "class" and term.iri not in aligned} == set()


def test_infers_nothing_unwanted() -> None:
    """With what the other vocabularies say of their terms, nothing in the sample graph becomes what it is not."""
    types: dict[str, set[str]] = {}
    for thing, kind in inferred(said(SAMPLE), read("kg.ttl") | read("alignment.ttl") | said(OTHERS)):
        types.setdefault(thing.removeprefix(BASE), set()).add(re.split(r"[/#]", kind)[-1])
    assert types["project/p"].isdisjoint(("Organization", "Agent"))
    assert types["event/t"] == {"Event"}
    assert types["document/d"] == {"Document", "Article", "Entity"}
    assert types["institution/moj"] == {"Institution", "Organization", "Agent"}
    assert types["state/AL"] == {"State", "AdministrativeArea", "Place", "Agent"}
    assert types["document/d#claim-1"] == {"Participation", "Claim", "Role", "Entity"}
    assert types["document/d#claim-2"] == {"Post", "Claim", "Membership", "OrganizationRole", "Entity"}
    assert types["document/d#char=0,23"] == {"Passage", "RFC5147String", "String", "SpecificResource", "ResourceSelection"}
    assert types["https://w3id.org/pressgraph/event-type/training"] == {"Concept"}
    literals = {kind for thing, kinds in types.items() if thing.startswith('"') for kind in kinds}
    assert literals == {"Literal", "string", "boolean", "decimal", "nonNegativeInteger"}
    assert not any(iri in types for iri in (term.iri for term in TERMS.values()))


def test_gives_reasons() -> None:
    """A comment stands before each statement about one of our terms, or before the run of statements that it belongs to."""
    lines = (FOLDER / "alignment.ttl").read_text(encoding="utf-8").splitlines()
    before = {line: previous for previous, line in pairwise(lines) if line.startswith("kg:")}
    assert before
    assert [line for line, previous in before.items() if not previous or previous.startswith("# ---")] == []
