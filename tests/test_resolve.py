"""kg.resolve: one IRI a thing, the same in every document that names it."""

import pytest

from kg.iris import BASE
from kg.model import Document, Event, Evidence, Kind, Reading, Span, Thing
from kg.resolve import Resolved, event_iri, thing_iri

ONE, TWO = f"{BASE}document/one", f"{BASE}document/two"


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        (Thing(Kind.STATE, "Albania", "AL"), "state/AL"),
        (Thing(Kind.STATE, "Ruritania"), "state/ruritania"),
        (Thing(Kind.PLACE, "Tirana", "AL"), "place/al/tirana"),
        (Thing(Kind.PLACE, "Lipkovo"), "place/lipkovo"),
        (Thing(Kind.PERSON, "Dragan Petković", "RS"), "person/dragan-petkovic"),
        (Thing(Kind.INSTITUTION, "OSCE Presence in Albania"), "institution/osce-presence-in-albania"),
        (Thing(Kind.INSTITUTION, "The Carter Center"), "institution/carter-center"),
        (Thing(Kind.INSTITUTION, "Ministry of Interior", "AL", institution_type="ministry"), "institution/ministry-of-interior-al"),
        (Thing(Kind.INSTITUTION, "Embassy of Japan", "JP", institution_type="embassy"), "institution/embassy-of-japan"),
        (Thing(Kind.PROJECT, "Secure Crossings"), "project/secure-crossings"),
        (Thing(Kind.INSTRUMENT, "UN Security Council Resolution 1325"), "instrument/un-security-council-resolution-1325"),
    ],
)
def test_named_things(thing: Thing, expected: str) -> None:
    """The IRI comes from kind, name and country alone, so that documents read apart meet in one node."""
    assert thing_iri(thing, ONE) == thing_iri(thing, TWO) == BASE + expected


def test_ministries_of_two_countries_are_two() -> None:
    """Every country has a Ministry of Interior."""
    names = {
        thing_iri(Thing(Kind.INSTITUTION, "Ministry of Interior", land, institution_type="ministry"), ONE)
        for land in ("AL", "RS", "")
    }
    assert len(names) == 3


@pytest.mark.parametrize("kind", [Kind.PROJECT, Kind.OUTPUT, Kind.GROUP])
def test_common_nouns_belong_to_their_document(kind: Kind) -> None:
    """'the project' of one document is not 'the project' of another."""
    thing = Thing(kind, "project")
    assert thing_iri(thing, ONE) != thing_iri(thing, TWO)
    assert thing_iri(thing, ONE).startswith(f"{BASE}{kind}/project-")


def test_surface_form_does_not_count() -> None:
    """How a document writes a thing, where and with which acronym changes no IRI."""
    one = Thing(Kind.INSTITUTION, "Border Police", "RS", "BP", ("BP", "the Police"), "police", "", Span(4, 17))
    other = Thing(Kind.INSTITUTION, "the BORDER Police", "RS", institution_type="police")
    assert thing_iri(one, ONE) == thing_iri(other, TWO)


def test_events_are_of_their_document() -> None:
    """Two documents that report one conference have two events; which are the same is decided elsewhere."""
    event = Event("120-0", "conference", "the conference", Evidence(Span(0, 3), "event noun", 0.9))
    assert event_iri(event, ONE) != event_iri(event, TWO)
    assert event_iri(event, ONE).endswith("-120-0")


def test_a_reading_resolved() -> None:
    """All things by index, all events by key, the document by its text, under the base that is asked for."""
    event = Event("0-0", "seminar", "seminar", Evidence(Span(0, 3), "event noun", 0.9))
    reading = Reading(Document("a.txt", "It ended."), things=(Thing(Kind.STATE, "Albania", "AL"),), events=(event,))
    resolved = Resolved(reading, "https://example.org/")
    assert resolved.document == "https://example.org/document/7fe90c33c87c7484aa35"
    assert resolved.things == ["https://example.org/state/AL"] == [resolved.state("AL")]
    assert resolved.events.keys() == {"0-0"}
    assert resolved.events["0-0"].startswith("https://example.org/event/")
