"""kg.resolve: one IRI a thing, the same in every document that names it."""

from functools import cache

import pytest

from kg.identity.forms import Names
from kg.iris import BASE
from kg.knowledge import load
from kg.model import Document, Event, Evidence, Kind, Participation, Post, Reading, Role, Span, Thing
from kg.resolve import Resolved, event_iri

SURE = Evidence(Span(0, 3), "by hand", 0.9)


@cache
def names() -> Names:
    """What states, places and known bodies are called."""
    return Names(load().lexicon)


def iri(thing: Thing, *, text: str = "one", home: str = "", post: Post | None = None, others: tuple[Thing, ...] = ()) -> str:
    """The IRI of a thing in a document of its own, without the base."""
    claims = (post,) if post else ()
    reading = Reading(Document(f"{text}.txt", text), things=(thing, *others), claims=claims, home=home)
    return Resolved(reading, names=names()).things[0].removeprefix(BASE)


def ministry(name: str, country: str = "") -> Thing:
    """A ministry with a name and, if it is said, a state."""
    return Thing(Kind.INSTITUTION, name, country, institution_type="ministry")


def embassy(name: str, country: str) -> Thing:
    """An embassy of a state."""
    return Thing(Kind.INSTITUTION, name, country, institution_type="embassy")


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        (Thing(Kind.STATE, "Albania", "AL"), "state/AL"),
        (Thing(Kind.STATE, "Ruritania"), "state/ruritania"),
        (Thing(Kind.PLACE, "Tirana", "AL"), "place/al/tirana"),
        (Thing(Kind.PLACE, "Lipkovo"), "place/lipkovo"),
        (Thing(Kind.PERSON, "Dragan Petković", "RS"), "person/dragan-petkovic-rs"),
        (Thing(Kind.PERSON, "Dragan Petković"), "person/dragan-petkovic"),
        (Thing(Kind.INSTITUTION, "OSCE Presence in Albania"), "institution/osce-presence-in-albania"),
        (Thing(Kind.INSTITUTION, "The Carter Center"), "institution/carter-center"),
        (ministry("Ministry of Interior", "AL"), "institution/ministry-of-interior-al"),
        (Thing(Kind.PROJECT, "Secure Crossings"), "project/secure-crossings"),
        (Thing(Kind.INSTRUMENT, "UN Security Council Resolution 1325"), "instrument/un-security-council-resolution-1325"),
    ],
)
def test_named_things(thing: Thing, expected: str) -> None:
    """The IRI comes from kind, name and country alone, so that documents read apart meet in one node."""
    assert iri(thing) == iri(thing, text="two") == expected


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Interior",
        "Interior Ministry",
        "Ministry of the Interior",
        "Albanian Ministry of Interior",
        "Ministry of Internal Affairs",
        "Ministry of Interior of Albania",
        "Ministry of Interior of the Republic of Albania",
        "the Albanian Interior Ministry",
        "Ministria e Brendshme",
        "Ministria e Punëve të Brendshme e Shqipërisë",
        "Ministère de l'Intérieur",
        "Ministarstvo unutrašnjih poslova",
    ],
)
def test_the_ways_to_write_a_ministry(name: str) -> None:
    """Order, article, adjective, translation and the state behind it do not count."""
    assert iri(ministry(name, "AL")) == "institution/ministry-of-interior-al"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (ministry("Ministry of Interior", "AL"), ministry("Ministry of Interior", "AM")),
        (ministry("Ministry of Interior", "AL"), ministry("Ministry of Justice", "AL")),
        (ministry("Ministry of Home Affairs", "ZA"), ministry("Ministry of Interior", "ZA")),
        (ministry("Federal Ministry of Interior", "BA"), ministry("Ministry of Interior", "BA")),
        (Thing(Kind.PERSON, "John Smith", "GB"), Thing(Kind.PERSON, "John Smith", "US")),
        (embassy("Embassy of Japan in Cambodia", "JP"), embassy("Embassy of Japan in Laos", "JP")),
    ],
)
def test_two_that_are_two(one: Thing, two: Thing) -> None:
    """Every state has a Ministry of Interior; some have two of what others have one; namesakes and embassies differ by state."""
    assert iri(one) != iri(two)


@pytest.mark.parametrize(
    "name", ["Embassy of Germany in Kyiv", "German Embassy in Ukraine", "Embassy of the Federal Republic of Germany in Kyiv"]
)
def test_an_embassy_is_of_one_state_in_another(name: str) -> None:
    """Whether the city or the state where it stands is named, and how its own."""
    assert iri(embassy(name, "DE")) == "institution/embassy-de-ua"


def test_a_body_that_each_state_has_is_of_the_state_that_the_document_is_about() -> None:
    """'the Ministry of Interior' in a release from Tirana; without any state it is the document's own."""
    assert iri(ministry("Ministry of Interior"), home="AL") == "institution/ministry-of-interior-al"
    assert iri(ministry("Ministry of Interior")) != iri(ministry("Ministry of Interior"), text="two")


@pytest.mark.parametrize(
    ("name", "acronym", "country", "expected"),
    [
        ("Tajik DCA", "DCA", "TJ", "institution/dca-tj"),
        ("DCA of the Republic of Tajikistan", "DCA", "TJ", "institution/dca-tj"),
        ("Tajikistan's DCA", "DCA", "TJ", "institution/dca-tj"),
        ("Drug Control Agency", "DCA", "", "institution/drug-control-agency"),
        ("Tajik DCA Academy", "DCA", "TJ", "institution/tajik-dca-academy"),
    ],
)
def test_an_acronym_with_its_state_is_the_acronym_of_that_state(name: str, acronym: str, country: str, expected: str) -> None:
    """However the state is put beside an acronym, and wherever the report was written, it is one body; more words are another."""
    thing = Thing(Kind.INSTITUTION, name, country, acronym=acronym)
    assert iri(thing) == iri(thing, home="AT") == expected
    assert iri(Thing(Kind.INSTITUTION, "DCA", acronym="DCA"), home="TJ") == "institution/dca-tj"


def test_known_names_are_one() -> None:
    """What the lexicon has under several names has one IRI; so have spellings of a name that it does not have."""
    osce = [Thing(Kind.INSTITUTION, name) for name in ("OSCE", "Organization for Security and Co-operation in Europe")]
    assert iri(osce[0]) == iri(osce[1])
    centres = [Thing(Kind.INSTITUTION, name) for name in ("Defence Reform Centre", "Defense Reform Center")]
    assert iri(centres[0]) == iri(centres[1])


def test_who_works_for_a_state_is_of_it() -> None:
    """A person without a state has that of the body; without one, the body tells namesakes apart."""
    post = Post(0, SURE, "Head", 1)
    police = Thing(Kind.INSTITUTION, "Border Police", "RS", institution_type="police")
    assert iri(Thing(Kind.PERSON, "Ana Ilić"), post=post, others=(police,)) == "person/ana-ilic-rs"
    apart = {iri(Thing(Kind.PERSON, "Ana Ilić"), post=post, others=(Thing(Kind.INSTITUTION, name),)) for name in ("UNDP", "OSCE")}
    assert len(apart) == 2


@pytest.mark.parametrize("kind", [Kind.PROJECT, Kind.OUTPUT, Kind.GROUP])
def test_common_nouns_belong_to_their_document(kind: Kind) -> None:
    """'the project' of one document is not 'the project' of another."""
    assert iri(Thing(kind, "project")) != iri(Thing(kind, "project"), text="two")
    assert iri(Thing(kind, "project")).startswith(f"{kind}/project-")


def test_surface_form_does_not_count() -> None:
    """How a document writes a thing, where and with which acronym changes no IRI."""
    one = Thing(Kind.INSTITUTION, "Border Police", "RS", "BP", ("BP", "the Police"), "police", "", Span(4, 17))
    other = Thing(Kind.INSTITUTION, "the BORDER Police", "RS", institution_type="police")
    assert iri(one) == iri(other, text="two")


def test_events_are_of_their_document() -> None:
    """Two documents that report one conference have two events; which are the same is decided elsewhere."""
    event = Event("120-0", "conference", "the conference", SURE)
    assert event_iri(event, "one") != event_iri(event, "two")
    assert event_iri(event, "one").endswith("-120-0")


def test_a_reading_resolved() -> None:
    """All things by index, all events by key, the document by its text, under the base that is asked for."""
    event = Event("0-0", "seminar", "seminar", SURE)
    reading = Reading(Document("a.txt", "It ended."), things=(Thing(Kind.STATE, "Albania", "AL"),), events=(event,))
    resolved = Resolved(reading, "https://example.org/")
    assert resolved.document == "https://example.org/document/7fe90c33c87c7484aa35"
    assert resolved.things == ["https://example.org/state/AL"] == [resolved.state("AL")]
    assert resolved.events.keys() == {"0-0"}
    assert resolved.events["0-0"].startswith("https://example.org/event/")


def test_what_is_said_of_names() -> None:
    """Mentions hold what names are compared by: posts and years of persons, days, places, actors and matter of events."""
    text = "Tirana hosted a seminar on juvenile justice."
    things = (
        Thing(Kind.PERSON, "Ana Ilić"),
        Thing(Kind.INSTITUTION, "Save the Children", acronym="SC"),
        Thing(Kind.PLACE, "Tirana", "AL"),
    )
    event = Event(
        "0-0", "seminar", "seminar", Evidence(Span(0, 44), "x", 0.9), True, "2021-05-03", "2021-05-04", place=2, country="AL"
    )
    claims = (Post(0, SURE, "Director", 1), Participation("0-0", 1, Role.ORGANIZER, SURE))
    reading = Reading(Document("a.txt", text), issued="2021-05-05", things=things, events=(event,), claims=claims, home="AL")
    said = {mention.kind: set(mention.facts) for mention in Resolved(reading, names=names()).mentions}
    assert {"label:Ana Ilić", "at:institution/save-the-children", "title:director", "year:2021", "home:AL"} <= said["person"]
    assert {"label:Save the Children", "acronym:SC"} <= said["institution"]
    assert {"start:2021-05-03", "end:2021-05-04", "city:place/al/tirana", "organizer:institution/save-the-children"} <= said[
        "event"
    ]
    assert "matter:justic juveni" in said["event"]
