"""kg.quads: a reading becomes the graph that the vocabulary promises, the same bytes each time, without blank nodes."""

import hashlib
from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.iris import document_iri
from kg.model import (
    Claim,
    Document,
    Event,
    Evidence,
    Funding,
    Kind,
    Participation,
    Phase,
    Post,
    Quotation,
    Reading,
    Role,
    Span,
    Thing,
)
from kg.quads import dated, earliest, latest, literal, to_nquads
from kg.resolve import Resolved

BASE = "https://example.org/"
TEXT = 'The OSCE held a seminar in Tirana. Norway paid EUR 1,500.50. “We go on,” said Mr. Berg of the OSCE. "Done"\\.\n'
ONE = document_iri(TEXT, BASE)


def at(words: str) -> Span:
    """Where these words stand."""
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def evidence(words: str, rule: str = "a rule", confidence: float = 0.9) -> Evidence:
    """The evidence that these words are."""
    return Evidence(at(words), rule, confidence)


THINGS = (
    Thing(
        Kind.INSTITUTION,
        "Organization for Security",
        "",
        "OSCE",
        ("OSCE", "Organization"),
        "international-organization",
        "",
        at("OSCE"),
    ),
    Thing(Kind.STATE, "Norway", "NO"),
    Thing(Kind.PLACE, "Tirana", "AL"),
    Thing(Kind.PERSON, "Jan Berg", "NO", span=at("Mr. Berg")),
    Thing(Kind.PROJECT, "project"),
)
SEMINAR = Event(
    "4-0", "seminar", "a seminar", evidence("a seminar", "event noun"), True, "2011-05-04", "2011-05", "4 May", 2, "AL",
    "Hotel Adria", True,
    Phase.PLANNED, 4, minimum=10, maximum=20, women=6, men=4,
)  # fmt: skip
FOLLOWING = Event("9-1", "training", "a training", evidence("seminar"), end="2012", follows="4-0", part_of="4-0")
CLAIMS: tuple[Claim, ...] = (
    Participation("4-0", 0, Role.ORGANIZER, evidence("The OSCE held a seminar", "organises event", 0.95), 1, 2, 3, 4),
    Post(3, evidence("Mr. Berg of the OSCE"), "Head", 0, "Mr.", "NO"),
    Funding(evidence("Norway paid EUR 1,500.50"), 1, "4-0", 4, 0, "1500.5", "", "EUR 1,500.50"),
    Quotation(3, at("“We go on,”"), True, evidence("“We go on,” said Mr. Berg"), "4-0", 1),
    Quotation(0, at("Norway paid"), False, evidence("Norway paid EUR")),
)
READING = Reading(
    Document("a/b c.txt", TEXT),
    "Seminar ends",
    "2011-05-06",
    (0,),
    ("Borders & Police",),
    "en",
    THINGS,
    (SEMINAR, FOLLOWING),
    CLAIMS,
)
PREFIXES = f"""
@prefix kg: <https://w3id.org/pressgraph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix c: <https://w3id.org/pressgraph/> .
@base <{BASE}> .
"""


def parsed(reading: Reading) -> list[ox.Quad]:
    """The quads of a reading as Oxigraph reads them."""
    return list(ox.parse("".join(to_nquads(reading, BASE)), format=ox.RdfFormat.N_QUADS))


def about(turtle: str, reading: Reading = READING) -> None:
    """Assert that what the graph says of the subjects of some Turtle is exactly that."""
    wanted = {quad.triple for quad in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)}
    subjects = {triple.subject for triple in wanted}
    assert {quad.triple for quad in parsed(reading) if quad.triple.subject in subjects} == wanted


def passage(words: str) -> str:
    """The IRI of a passage."""
    return f"<{ONE}#char={at(words).begin},{at(words).end}>"


def claims(kind: str) -> list[str]:
    """The IRIs of the claims of a class."""
    return sorted(
        str(quad.triple.subject)
        for quad in parsed(READING)
        if quad.triple.object == ox.NamedNode(f"https://w3id.org/pressgraph/ns#{kind}")
    )


def event(key: str) -> str:
    """The IRI of an event."""
    return f"<{Resolved(READING, BASE).events[key]}>"


def test_document() -> None:
    """A document says its title, date, source, issuer, topic, language, text and the hash of it."""
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    about(
        f"""<{ONE}> a kg:Document ; kg:title "Seminar ends" ; kg:issued "2011-05-06"^^xsd:date ; kg:source "a/b c.txt" ;
        kg:language "en" ;
        kg:issuer <institution/organization-for-security> ; kg:topic <https://w3id.org/pressgraph/topic/borders-police> ;
        kg:sha256 "{sha}" ;
        kg:text {literal(TEXT)} .
        <https://w3id.org/pressgraph/topic/borders-police> a skos:Concept ; skos:prefLabel "Borders & Police" ."""
    )


def test_things() -> None:
    """Each thing has one class, one label, all its forms; a country is a state; evidence stands where the text names it."""
    about(
        f"""<institution/organization-for-security> a kg:Institution ; rdfs:label "Organization for Security" ; kg:acronym "OSCE" ;
        skos:altLabel "OSCE", "Organization" ; kg:institutionType c:institution-type\\/international-organization ;
        kg:evidence {passage("OSCE")} .
        <state/NO> a kg:State ; rdfs:label "Norway" ; kg:code "NO" .
        <place/al/tirana> a kg:Place ; rdfs:label "Tirana" ; kg:country <state/AL> .
        <person/jan-berg-no> a kg:Person ; rdfs:label "Jan Berg" ; kg:country <state/NO> ; kg:evidence {passage("Mr. Berg")} ."""
    )


def test_event() -> None:
    """An event says all that is known of it, dates as precise as the text, with bounds for filters."""
    about(
        f"""{event("4-0")} a kg:Event ; rdfs:label "a seminar" ; kg:eventType c:event-type\\/seminar ; kg:phase c:phase\\/planned ;
        kg:reportedIn <{ONE}> ; kg:statedIn <{ONE}> ; kg:mainEventOf <{ONE}> ; kg:start "2011-05-04"^^xsd:date ;
        kg:end "2011-05"^^xsd:gYearMonth ;
        kg:earliest "2011-05-04"^^xsd:date ; kg:latest "2011-05-31"^^xsd:date ; kg:dateText "4 May" ; kg:place <place/al/tirana> ;
        kg:country <state/AL> ; kg:venue "Hotel Adria" ; kg:online true ; kg:project <{things()[4]}> ; kg:minAttendance 10 ;
        kg:maxAttendance 20 ;
        kg:women 6 ; kg:men 4 ; kg:evidence {passage("a seminar")} ; kg:rule "event noun" ; kg:confidence 0.9 .
        {event("9-1")} a kg:Event ; rdfs:label "a training" ; kg:eventType c:event-type\\/training ; kg:phase c:phase\\/held ;
        kg:reportedIn <{ONE}> ; kg:statedIn <{ONE}> ; kg:end "2012"^^xsd:gYear ; kg:earliest "2012-01-01"^^xsd:date ;
        kg:latest "2012-12-31"^^xsd:date ; kg:followsUp {event("4-0")} ; kg:partOf {event("4-0")} ;
        kg:evidence {passage("seminar")} ;
        kg:rule "a rule" ; kg:confidence 0.9 ."""
    )


def things() -> list[str]:
    """The IRIs of the things."""
    return Resolved(READING, BASE).things


def test_participation() -> None:
    """Who took part, in which role, how many, and where that stands."""
    (iri,) = claims("Participation")
    about(
        f"""{iri} a kg:Participation ; kg:event {event("4-0")} ; kg:agent <institution/organization-for-security> ;
        kg:role c:role\\/organizer ;
        kg:minCount 1 ; kg:maxCount 2 ; kg:women 3 ; kg:men 4 ; kg:statedIn <{ONE}> ;
        kg:evidence {passage("The OSCE held a seminar")} ;
        kg:rule "organises event" ; kg:confidence 0.95 ."""
    )


def test_post() -> None:
    """Who held which post where, on the day of the release."""
    (iri,) = claims("Post")
    about(
        f"""{iri} a kg:Post ; kg:holder <person/jan-berg-no> ; kg:institution <institution/organization-for-security> ;
        kg:postTitle "Head" ;
        kg:honorific "Mr." ; kg:country <state/NO> ; kg:statedOn "2011-05-06"^^xsd:date ; kg:statedIn <{ONE}> ;
        kg:evidence {passage("Mr. Berg of the OSCE")} ; kg:rule "a rule" ; kg:confidence 0.9 ."""
    )


def test_funding() -> None:
    """Who paid how much for what, to whom; the amount as a number and as printed."""
    (iri,) = claims("Funding")
    about(
        f"""{iri} a kg:Funding ; kg:funder <state/NO> ; kg:funded {event("4-0")}, <{things()[4]}> ; kg:amount 1500.5 ;
        kg:recipient <institution/organization-for-security> ; kg:amountText "EUR 1,500.50" ; kg:statedIn <{ONE}> ;
        kg:evidence {passage("Norway paid EUR 1,500.50")} ; kg:rule "a rule" ; kg:confidence 0.9 ."""
    )


def test_currency() -> None:
    """The currency of an amount is a code of ISO 4217."""
    claim = Funding(evidence("Norway paid EUR 1,500.50"), 1, "4-0", amount="1500.5", currency="EUR")
    reading = Reading(Document("a.txt", TEXT), things=THINGS, events=(SEMINAR,), claims=(claim,))
    values = [quad.triple.object for quad in parsed(reading) if quad.triple.predicate.value.endswith("#currency")]
    assert values == [ox.Literal("EUR")]


def test_quotations() -> None:
    """What was said, by whom, in which post, at which event, word for word or not."""
    (post,) = claims("Post")
    direct = next(
        one for one in claims("Quotation") if f"{one} " in "".join(line for line in to_nquads(READING, BASE) if "We go on" in line)
    )
    (reported,) = (one for one in claims("Quotation") if one != direct)
    about(
        f"""{direct} a kg:Quotation ; kg:speaker <person/jan-berg-no> ; kg:quote "“We go on,”" ; kg:direct true ;
        kg:saidAt {event("4-0")} ;
        kg:inCapacity {post} ; kg:statedIn <{ONE}> ; kg:evidence {passage("“We go on,” said Mr. Berg")} ;
        kg:rule "a rule" ; kg:confidence 0.9 .
        {reported} a kg:Quotation ; kg:speaker <institution/organization-for-security> ; kg:quote "Norway paid" ;
        kg:direct false ;
        kg:statedIn <{ONE}> ; kg:evidence {passage("Norway paid EUR")} ; kg:rule "a rule" ; kg:confidence 0.9 ."""
    )


def test_passages() -> None:
    """A passage knows its document, its offsets and its characters."""
    about(
        f"""{passage("“We go on,” said Mr. Berg")} a kg:Passage ; kg:document <{ONE}> ; kg:begin {at("“We go on,” said").begin} ;
        kg:end {at("“We go on,” said Mr. Berg").end} ; kg:exact "“We go on,” said Mr. Berg" ."""
    )


def test_one_named_graph() -> None:
    """All that a document says stands in the graph named as the document, so that it can be replaced."""
    assert {quad.graph_name for quad in parsed(READING)} == {ox.NamedNode(ONE)}


def test_what_is_not_known_is_not_written() -> None:
    """An empty reading is a document without date, things or events; nothing is made up."""
    reading = Reading(Document("a.txt", "It ended."))
    assert {quad.triple.predicate.value.rpartition("#")[2] for quad in parsed(reading)} == {
        "type",
        "source",
        "language",
        "sha256",
        "text",
    }


def test_lines_are_sorted_and_stand_once() -> None:
    """Each quad is one line that ends in a newline, in order, so that equal readings give equal bytes."""
    lines = to_nquads(READING, BASE)
    assert lines == sorted(set(lines)) == to_nquads(READING, BASE)
    assert all(line.endswith(" .\n") and line.count("\n") == 1 for line in lines)
    assert len(parsed(READING)) == len(lines)


def test_a_claim_is_named_by_what_it_says() -> None:
    """Rule and confidence do not name a claim; agent, role and place in the text do."""
    claim = Participation("4-0", 0, Role.ORGANIZER, evidence("The OSCE", "one", 0.5))
    same = Participation("4-0", 0, Role.ORGANIZER, evidence("The OSCE", "two", 0.9))
    others = [
        Participation("4-0", 0, Role.PARTNER, evidence("The OSCE")),
        Participation("4-0", 1, Role.ORGANIZER, evidence("The OSCE")),
    ]
    others.append(Participation("4-0", 0, Role.ORGANIZER, evidence("OSCE")))

    def name(claim: Claim) -> str:
        reading = Reading(Document("a.txt", TEXT), things=THINGS, events=(SEMINAR,), claims=(claim,))
        return next(str(quad.triple.subject) for quad in parsed(reading) if quad.triple.predicate.value.endswith("#agent"))

    assert name(claim) == name(same)
    assert len({name(one) for one in [claim, *others]}) == 4


@given(st.text())
def test_literals_come_back(text: str) -> None:
    """Whatever a release holds, quotation marks, line ends, control characters, is read back as it was."""
    line = f"<a:s> <a:p> {literal(text)} <a:g> .\n"
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_QUADS)
    assert isinstance(quad.triple.object, ox.Literal)
    assert quad.triple.object.value == text
    assert line.count("\n") == 1


@pytest.mark.parametrize(
    ("value", "datatype", "first", "last"),
    [
        ("2011-05-04", "date", "2011-05-04", "2011-05-04"),
        ("2011-05", "gYearMonth", "2011-05-01", "2011-05-31"),
        ("2012-02", "gYearMonth", "2012-02-01", "2012-02-29"),
        ("2011-02", "gYearMonth", "2011-02-01", "2011-02-28"),
        ("2011", "gYear", "2011-01-01", "2011-12-31"),
    ],
)
def test_dates_keep_their_precision(value: str, datatype: str, first: str, last: str) -> None:
    """A year is a year and a month a month; the bounds are the first and last day they can mean."""
    assert dated(value) == f'"{value}"^^<http://www.w3.org/2001/XMLSchema#{datatype}>'
    assert (earliest(value), latest(value)) == (first, last)


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from([4, 7, 10]))
def test_bounds_hold_the_date(day: date, size: int) -> None:
    """The first and the last day that a date can mean have its prefix, and every day of it lies between them."""
    value = day.isoformat()[:size]
    assert earliest(value) <= day.isoformat() <= latest(value)
    assert earliest(value)[:size] == latest(value)[:size] == value
    assert date.fromisoformat(earliest(value)) <= date.fromisoformat(latest(value))
