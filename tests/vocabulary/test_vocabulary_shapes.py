"""ontology/shapes.ttl: a sound graph conforms, and each way to spoil it is told in a sentence."""

from functools import cache

import pyshacl
import pytest
import rdflib
from vocabulary.graphs import FOLDER, HEADER, SAMPLE, derived, entailed

from kg import ontology
from kg.iris import NAMESPACE

TERMS = ontology.load().terms


@cache
def shapes() -> rdflib.Graph:
    """The graph of shapes.ttl."""
    return rdflib.Graph().parse(FOLDER / "shapes.ttl")


def told(text: str) -> set[str]:
    """What the shapes say against a graph in Turtle."""
    graph = rdflib.Graph().parse(data=HEADER + text, format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes(), inplace=True)
    assert isinstance(report, rdflib.Graph)
    return {str(message) for message in report.objects(None, rdflib.SH.resultMessage)}


def test_a_sound_graph_conforms() -> None:
    """The sample graph, with every class and every property, breaks no shape."""
    assert told(SAMPLE) == set()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kg:title "Training in Tirana"', 'kg:title "One", "Two"', "A document has at most one kg:title."),
        ('kg:issued "2021-11-24"^^xsd:date', 'kg:issued "2021-11"^^xsd:gYearMonth', "A document has at most one kg:issued"),
        ('kg:source "d.txt" ;', "", "A document has a kg:source"),
        ("kg:issuer <institution/moj>", "kg:issuer <state/AL>", "kg:issuer leads to a kg:Institution."),
        ("topic:policing", "role:host", "kg:topic leads to a concept"),
        ('kg:language "en"', 'kg:language "English"', "A document has one kg:language"),
        ('kg:sha256 "0d', 'kg:sha256 "XX', "A document has one kg:sha256"),
        ('kg:text "The', 'kg:text "", "The', "A document has one kg:text"),
        ("<document/d#char=0,23> a kg:Passage", "<document/d#x> a kg:Passage", "The IRI of a passage"),
        ("<document/d#char=0,23> a kg:Passage", "<document/d#x> a kg:Passage", "Every claim and every event has kg:evidence"),
        ("kg:document <document/d>", "kg:document <event/t>", "A passage has one kg:document."),
        ("kg:begin 0", "kg:begin 23", "A passage has one kg:begin"),
        ("kg:begin 0", "kg:begin -1", "A passage has one kg:begin"),
        ("kg:end 23", 'kg:end "23"', "A passage has one kg:end"),
        ('kg:exact "The Ministry of Justice"', 'kg:exact ""', "A passage has one kg:exact"),
        ('kg:evidence <document/d#char=0,23> ; kg:rule "post"', 'kg:rule "post"', "Every claim and every event has kg:evidence"),
        (
            'kg:evidence <document/d#char=0,23> ; kg:rule "trained"',
            'kg:rule "trained"',
            "Every claim and every event has kg:evidence",
        ),
        ('kg:rule "said" ;', "", "Every claim and every event has a kg:rule"),
        ("kg:confidence 0.8", "kg:confidence 1.01", "Every claim and every event has one kg:confidence"),
        ("kg:confidence 0.7", "kg:confidence -0.1", "Every claim and every event has one kg:confidence"),
        ("kg:confidence 0.95", 'kg:confidence "high"', "Every claim and every event has one kg:confidence"),
        ("kg:confidence 0.9 ; kg:statedIn <document/d>", "kg:confidence 0.9", "Every claim and every event has one kg:statedIn"),
        ('rdfs:label "Training" ;', "", "An event has one rdfs:label."),
        ("event-type:training", "event-type:party", "An event has one kg:eventType"),
        ("phase:held", "phase:held, phase:planned", "An event has one kg:phase"),
        ("kg:reportedIn <document/d> ;", "", "An event has a kg:reportedIn"),
        ("kg:mainEventOf <document/d>", "kg:mainEventOf <project/p>", "kg:mainEventOf leads to a kg:Document."),
        ('kg:start "2021-11"^^xsd:gYearMonth', 'kg:start "November"', "An event has at most one kg:start"),
        ('kg:end "2021-11"^^xsd:gYearMonth', "kg:end 2021", "An event has at most one kg:end"),
        ('kg:earliest "2021-11-01"', 'kg:earliest "2021-12-01"', "An event has at most one kg:earliest"),
        ('kg:earliest "2021-11-01"^^xsd:date ;', "", "Next to kg:start stands kg:earliest"),
        ('kg:latest "2021-11-30"^^xsd:date ;', "", "Next to kg:start stands kg:latest"),
        ("kg:place <place/al/tirana>", "kg:place <state/AL>", "An event has at most one kg:place"),
        ("kg:country <state/AL> ; kg:venue", 'kg:country "AL" ; kg:venue', "An event has at most one kg:country"),
        ("kg:online false", 'kg:online "no"', "kg:online is true or false."),
        ("kg:project <project/p>", "kg:project <output/o>", "kg:project leads to a kg:Project."),
        ("kg:minAttendance 28", "kg:minAttendance 31", "An event has at most one kg:minAttendance"),
        ("kg:maxAttendance 30", "kg:maxAttendance -30", "An event has at most one kg:maxAttendance"),
        ("kg:women 13", "kg:women 31", "An event has at most one kg:women"),
        ("<place/al/tirana> a kg:Place", "<place/al/tirana> a kg:Place, kg:State", "Everything that is named has one class."),
        ('rdfs:label "Arben Hoxha"', 'rdfs:label "A", "B"', "Everything that is named has one rdfs:label."),
        ("<person/p> a kg:Person", "<person/p> a kg:Agent", "kg:Agent is abstract"),
        ("<document/d#claim-4> a kg:Quotation", "<document/d#claim-4> a kg:Quotation, kg:Claim", "kg:Claim is abstract"),
        ("<output/o> a kg:Output", "[] a kg:Output", "Everything has an IRI"),
        ('kg:code "AL"', 'kg:code "ALB"', "A state has one kg:code"),
        ("institution-type:ministry", "institution-type:bureau", "An institution has at most one kg:institutionType"),
        ("kg:country <state/AL> ; kg:partOf", 'kg:country "AL" ; kg:partOf', "kg:country leads to one kg:State."),
        ("kg:event <event/t>", "kg:event <project/p>", "A participation has one kg:event."),
        ("kg:agent <group/g>", "kg:agent <place/al/tirana>", "A participation has one kg:agent"),
        ("role:participant", "role:guest", "A participation has one kg:role"),
        ("kg:minCount 28", "kg:minCount 29", "A participation has at most one kg:minCount"),
        ("kg:men 16", "kg:men 29", "A participation has at most one kg:men"),
        ("kg:holder <person/p>", "kg:holder <institution/moj>", "A post has one kg:holder"),
        ('kg:statedOn "2021-11-24"^^xsd:date', 'kg:statedOn "today"', "A post has at most one kg:statedOn"),
        ("kg:funded <event/t>", "kg:funded <person/p>", "A funding has at most one kg:funded"),
        ('kg:currency "EUR"', "kg:currency currency:EUR", "A funding has at most one kg:currency"),
        ("kg:amount 50.5", "kg:amount 5.05e1", "A funding has at most one kg:amount"),
        ('kg:amountText "50.5 euros" ;', "", "Next to kg:amount stands kg:amountText"),
        ("kg:direct true ;", "", "A quotation has one kg:direct"),
        ('kg:quote "Good"', 'kg:quote ""', "A quotation has one kg:quote"),
        ("kg:saidAt <event/t>", "kg:saidAt <place/al/tirana>", "A quotation has at most one kg:saidAt"),
        ("kg:speaker <person/p>", "kg:speaker <state/AL>", "The post of kg:inCapacity is held by kg:speaker."),
        ("kg:links <person/p>, <person/q>", "kg:links <person/p>", "An identity link has two kg:links."),
        ("judgement:undecided", "judgement:maybe", "An identity link has one kg:judgement"),
    ],
)
def test_an_unsound_graph_is_told(old: str, new: str, message: str) -> None:
    """Each way to spoil the sample graph is told in a sentence that says what would be right."""
    assert SAMPLE.count(old) == 1
    assert [sentence for sentence in told(SAMPLE.replace(old, new)) if sentence.startswith(message)]


@pytest.mark.parametrize(
    ("claim", "properties", "message"),
    [
        ("#claim-2> a kg:Post", ("holder", "statedOn"), "A post says at least one of title, institution, honorific and country."),
        ("#claim-3> a kg:Funding", ("amount", "currency", "amountText"), "A funding says at least who paid, what for, or to whom."),
    ],
)
def test_an_empty_claim_is_told(claim: str, properties: tuple[str, ...], message: str) -> None:
    """A claim that says nothing but when or how much is told."""
    begin = SAMPLE.index(claim) + len(claim)
    end = SAMPLE.index("kg:evidence", begin)
    kept = [part for part in SAMPLE[begin:end].split(" ;") if part.strip().partition(" ")[0].removeprefix("kg:") in properties]
    assert len(kept) == len(properties)
    assert message in told(SAMPLE[:begin] + " ;" + " ;".join(kept) + " ;" + SAMPLE[end:])


def test_no_reasoning_is_needed() -> None:
    """A graph conforms whether or not the class hierarchy is loaded beside it."""
    hierarchy = (FOLDER / "kg.ttl").read_text(encoding="utf-8")
    assert told(hierarchy + SAMPLE) == set()


def test_every_term_has_a_shape() -> None:
    """Each class is the target of a shape, and each property that is not derived stands in one."""
    targets = {str(target) for target in shapes().objects(None, rdflib.SH.targetClass)}
    assert {term.name for term in TERMS.values() if term.kind == "class" and term.iri not in targets} == set()
    paths = {str(path) for path in shapes().objects(None, rdflib.SH.path)}
    assert {term.name for term in TERMS.values() if "property" in term.kind and term.iri not in paths} == {*derived(), *entailed()}


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("eventType", "event-type"),
        ("phase", "phase"),
        ("role", "role"),
        ("institutionType", "institution-type"),
        ("judgement", "judgement"),
    ],
)
def test_shapes_list_the_concepts(name: str, scheme: str) -> None:
    """The values that a shape allows are the concepts of the scheme."""
    heads = [shapes().value(shape, rdflib.SH["in"]) for shape in shapes().subjects(rdflib.SH.path, rdflib.URIRef(NAMESPACE + name))]
    allowed = [[str(value) for value in shapes().items(head)] for head in heads if head is not None]
    assert allowed == [[concept.iri for concept in ontology.load().schemes[scheme].values()]]
