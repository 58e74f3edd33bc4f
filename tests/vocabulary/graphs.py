"""A small sound graph with every class and every stated property, and the few tools that the tests of the vocabulary share."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg import ontology
from kg.iris import BASE, NAMESPACE
from kg.vocab import KG, NEIGHBOURS, OWL, PREFIXES, RDF, RDFS

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "ontology"
DERIVED = sorted((ROOT / "queries" / "derived").glob("*.rq"))
HEADER = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in {**NEIGHBOURS, **PREFIXES}.items()) + f"@base <{BASE}> .\n"

Fact = tuple[str, str, str]

SAMPLE = """
<document/d> a kg:Document ; kg:title "Training in Tirana" ; kg:issued "2021-11-24"^^xsd:date ; kg:source "d.txt" ;
    kg:language "en" ; kg:issuer <institution/moj> ; kg:topic topic:policing ;
    kg:text "The Ministry of Justice trained 28 police officers." ;
    kg:sha256 "0db4f6bd1cdc80b7fcb1a8ca4a6e0a46c0d0ce1c9f9be0d1b2a6c8f2d0f4a111" .
<document/d#char=0,23> a kg:Passage ; kg:document <document/d> ; kg:begin 0 ; kg:end 23 ; kg:exact "The Ministry of Justice" .

<event/t> a kg:Event ; rdfs:label "Training" ; kg:eventType event-type:training ; kg:phase phase:held ;
    kg:reportedIn <document/d> ; kg:mainEventOf <document/d> ;
    kg:start "2021-11"^^xsd:gYearMonth ; kg:end "2021-11"^^xsd:gYearMonth ;
    kg:earliest "2021-11-01"^^xsd:date ; kg:latest "2021-11-30"^^xsd:date ; kg:dateText "in November" ;
    kg:place <place/al/tirana> ; kg:country <state/AL> ; kg:venue "Academy" ; kg:online false ; kg:project <project/p> ;
    kg:followsUp <event/t> ; kg:partOf <event/t> ; kg:minAttendance 28 ; kg:maxAttendance 30 ; kg:women 13 ; kg:men 15 ;
    kg:evidence <document/d#char=0,23> ; kg:rule "trained" ; kg:confidence 0.95 ; kg:statedIn <document/d> .

<state/AL> a kg:State ; rdfs:label "Albania" ; kg:code "AL" .
<place/al/tirana> a kg:Place ; rdfs:label "Tirana" ; kg:country <state/AL> .
<institution/moj> a kg:Institution ; rdfs:label "Ministry of Justice" ; skos:altLabel "Justice Ministry" ; kg:acronym "MoJ" ;
    kg:institutionType institution-type:ministry ; kg:country <state/AL> ; kg:partOf <institution/moj> ;
    kg:evidence <document/d#char=0,23> .
<person/p> a kg:Person ; rdfs:label "Arben Hoxha" .
<group/g> a kg:Group ; rdfs:label "police officers" .
<project/p> a kg:Project ; rdfs:label "Programme" .
<output/o> a kg:Output ; rdfs:label "Handbook" .
<instrument/i> a kg:Instrument ; rdfs:label "Action Plan" .

<document/d#claim-1> a kg:Participation ; kg:event <event/t> ; kg:agent <group/g> ; kg:role role:participant ;
    kg:minCount 28 ; kg:maxCount 28 ; kg:women 12 ; kg:men 16 ;
    kg:evidence <document/d#char=0,23> ; kg:rule "count" ; kg:confidence 1.0 ; kg:statedIn <document/d> .
<document/d#claim-2> a kg:Post ; kg:holder <person/p> ; kg:institution <institution/moj> ; kg:postTitle "Minister" ;
    kg:honorific "Dr." ; kg:country <state/AL> ; kg:statedOn "2021-11-24"^^xsd:date ;
    kg:evidence <document/d#char=0,23> ; kg:rule "post" ; kg:confidence 0.8 ; kg:statedIn <document/d> .
<document/d#claim-3> a kg:Funding ; kg:funder <state/AL> ; kg:funded <event/t> ; kg:recipient <institution/moj> ;
    kg:amount 50.5 ; kg:currency "EUR" ; kg:amountText "50.5 euros" ;
    kg:evidence <document/d#char=0,23> ; kg:rule "paid" ; kg:confidence 0.7 ; kg:statedIn <document/d> .
<document/d#claim-4> a kg:Quotation ; kg:speaker <person/p> ; kg:inCapacity <document/d#claim-2> ; kg:quote "Good" ;
    kg:direct true ; kg:saidAt <event/t> ;
    kg:evidence <document/d#char=0,23> ; kg:rule "said" ; kg:confidence 0.9 ; kg:statedIn <document/d> .

<link/l> a kg:IdentityLink ; kg:links <person/p>, <person/q> ; kg:judgement judgement:undecided ;
    kg:rule "alike" ; kg:confidence 0.5 ; kg:features "the same name" .
<person/r> kg:replacedBy <person/p> .
"""


def facts(triples: Iterable[ox.Triple | ox.Quad]) -> set[Fact]:
    """Subject, predicate and object as texts; IRIs bare, literals in their quotation marks."""
    return {(_text(triple.subject), triple.predicate.value, _text(triple.object)) for triple in triples}


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def said(text: str) -> set[Fact]:
    """The facts of Turtle with our prefixes."""
    return facts(ox.parse(HEADER + text, format=ox.RdfFormat.TURTLE))


@cache
def read(name: str) -> frozenset[Fact]:
    """The facts of a file of ontology/."""
    return frozenset(facts(ox.parse(path=FOLDER / name, format=ox.RdfFormat.TURTLE)))


def pairs(graph: Iterable[Fact], predicate: str) -> set[tuple[str, str]]:
    """(subject, object) of each fact with a predicate."""
    return {(subject, value) for subject, used, value in graph if used == predicate}


def terms_in(text: str) -> set[str]:
    """The kg: names that a text uses, prefixed or as full IRIs."""
    return {f"kg:{name}" for name in re.findall(rf"(?:\bkg:|{re.escape(NAMESPACE)})([A-Za-z]\w*)", text)}


def inferred(graph: Iterable[Fact], schema: Iterable[Fact]) -> set[tuple[str, str]]:
    """(thing, class) for all types that RDFS finds: superclasses, superproperties, domains and ranges."""
    known, schema = set(graph), set(schema)
    above, wider = pairs(schema, RDFS.subClassOf), pairs(schema, RDFS.subPropertyOf)
    domains, ranges = pairs(schema, RDFS.domain), pairs(schema, RDFS.range)
    known |= {(s, upper, o) for s, p, o in known for lower, upper in wider if p == lower}
    types = {(s, o) for s, p, o in known if p == RDF.type}
    types |= {(s, kind) for s, p, _ in known for used, kind in domains if p == used}
    types |= {(o, kind) for _, p, o in known for used, kind in ranges if p == used}
    while more := {(thing, upper) for thing, kind in types for lower, upper in above if kind == lower} - types:
        types |= more
    return types


def closure(graph: Iterable[Fact], schema: Iterable[Fact]) -> set[Fact]:
    """All facts that follow: superclasses, wider properties, domains, ranges, inverses (cax-sco, prp-spo1, -dom, -rng, -inv)."""
    known, schema = set(graph), set(schema)
    above, wider = pairs(schema, RDFS.subClassOf), pairs(schema, RDFS.subPropertyOf)
    domains, ranges, turned = pairs(schema, RDFS.domain), pairs(schema, RDFS.range), pairs(schema, OWL.inverseOf)
    turned |= {(other, one) for one, other in turned}
    while True:
        new = {(s, RDF.type, upper) for s, p, o in known if p == RDF.type for lower, upper in above if lower == o}
        for s, p, o in known:
            new |= {(s, upper, o) for lower, upper in wider if lower == p}
            new |= {(s, RDF.type, kind) for used, kind in domains if used == p}
            if not o.startswith('"'):
                new |= {(o, RDF.type, kind) for used, kind in ranges if used == p}
                new |= {(o, back, s) for used, back in turned if used == p}
        if new <= known:
            return known
        known |= new


@cache
def entailed() -> set[str]:
    """The terms that only the derived graph uses and that no query of queries/derived makes: inverses, and what names the rules."""
    return {f"kg:{iri.removeprefix(NAMESPACE)}" for iri in (*ontology.entailments().inverses.values(), KG.derives)}


@cache
def derived() -> dict[str, Path]:
    """The derived properties, each with the query that makes it."""
    templates = {path: path.read_text(encoding="utf-8").partition("CONSTRUCT")[2].partition("}")[0] for path in DERIVED}
    return {name: path for path, template in templates.items() for name in terms_in(template)}
