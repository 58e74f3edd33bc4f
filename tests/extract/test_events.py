"""Events: what kind, when, where, whether held or planned, which is the main one and which stand beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import main_event, reading_of

from kg.extract.events import duration
from kg.model import Event, Phase

ISSUED = "2014-05-06"  # a Tuesday
HEADLINE = "Border officers learn in the region"


def event(text: str) -> Event:
    """The main event of a document of 6 May 2014."""
    return main_event(reading_of(text, ISSUED, HEADLINE))


def dates(text: str) -> tuple[str, str]:
    """Its first and last day."""
    return event(text).start, event(text).end


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A workshop on borders was held in Tirana.", "workshop"),
        ("A training course for judges was held in Tirana.", "training"),
        ("The OSCE trained forty prosecutors in Tashkent.", "training"),
        ("A webinar on borders was held on 1 May.", "seminar"),
        ("The OSCE Summit in Astana was held on 1 May.", "conference"),
        ("Participants discussed reform at a meeting in Vienna.", "meeting"),
        ("Foreign Minister Ana Solís met Prime Minister Jan Kowal in Skopje on 4 May 2014.", "meeting"),
        ("The roundtable in Tirana brought together judges.", "roundtable"),
        ("The Forum on Security was held in Tirana.", "forum"),
        ("Foreign Minister Ana Solís visited Skopje on 4 May 2014.", "visit"),
        ("A study visit to Vienna ended on 4 May 2014.", "visit"),
        ("UNDP launched a three-year project for courts in Georgia on 2 May 2014.", "launch"),
        ("The Embassy of Japan donated ten vehicles to the Police of Tajikistan on 2 May 2014.", "donation"),
        ("A Memorandum of Understanding was signed by UNDP and the Ministry of Justice of Serbia on 2 May 2014.", "signing"),
        ("A graduation ceremony was held in Tirana on 2 May 2014.", "ceremony"),
        ("A joint exercise of the armed forces of Georgia ended in Tbilisi.", "exercise"),
        ("An awareness campaign began in Tirana on 2 May 2014.", "campaign"),
        ("Municipal elections were held in Albania on 2 May 2014.", "election"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    """The noun of an event, or the verb that tells it, says of which kind it is."""
    assert event(text).type == kind


@pytest.mark.parametrize(
    "text",
    [
        "The training centre was repaired.",
        "They want to visit Tirana.",
        "In the course of the year all went well.",
        "The conference room was full.",
        "Training materials were printed.",
        "In recent years there were many seminars.",
    ],
)
def test_what_is_no_event(text: str) -> None:
    """Part of another noun, a verb, a phrase and vague background are no events."""
    assert reading_of(text).events == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A seminar for judges was held in Tirana on 1 May.", ("2014-05-01", "2014-05-01")),
        ("A seminar for judges was held in Tirana from 1 to 3 May.", ("2014-05-01", "2014-05-03")),
        ("A seminar for judges was held in Tirana in April.", ("2014-04", "2014-04")),
        ("A seminar for judges was held in Tirana today.", ("2014-05-06", "2014-05-06")),
        ("A seminar for judges was held in Tirana on Thursday.", ("2014-05-01", "2014-05-01")),
        ("A seminar for judges will be held in Tirana on Thursday.", ("2014-05-08", "2014-05-08")),
        ("A seminar for judges was held in Tirana.", ("", "")),
        # counted back from the end and forward from the beginning
        ("A three-day seminar for judges ended in Tirana today.", ("2014-05-04", "2014-05-06")),
        ("A three-day seminar for judges began in Tirana today.", ("2014-05-06", "2014-05-08")),
        ("The five-day course, which concluded on 2 May, was held in Tirana.", ("2014-04-28", "2014-05-02")),
        ("A two-day seminar for judges was held in Tirana on 1 and 2 May.", ("2014-05-01", "2014-05-02")),
        # weeks and months are not counted out
        ("A two-week course ended in Tirana today.", ("", "2014-05-06")),
        ("A week-long course began in Tirana today.", ("2014-05-06", "")),
        # of the past of something else
        ("A seminar of the academy, which was founded in 2004, was held in Tirana.", ("", "")),
        ("The workshop follows a conference that was held in Tirana in March 2013.", ("", "")),
    ],
)
def test_dates(text: str, expected: tuple[str, str]) -> None:
    """The days are those said of the event, counted where 'N-day' says so, and open where nothing is said."""
    assert dates(text) == expected


def test_the_words_of_the_date_are_kept() -> None:
    """What the text prints stands beside what it comes to."""
    found = event("A seminar for judges was held in Tirana yesterday, and all agreed.")
    assert (found.date_text, found.start) == ("yesterday", "2014-05-05")


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("A seminar for judges was held in Tirana on 1 May.", Phase.HELD),
        ("A seminar for judges will be held in Tirana on 5 June.", Phase.PLANNED),
        ("A seminar for judges is scheduled in Tirana.", Phase.PLANNED),
        ("A seminar for judges is to take place in Tirana on 5 June.", Phase.PLANNED),
        ("The seminar for judges in Tirana was cancelled.", Phase.CANCELLED),
    ],
)
def test_phases(text: str, phase: Phase) -> None:
    """What lies ahead of the day of issue is planned."""
    assert event(text).phase is phase


@pytest.mark.parametrize(
    ("text", "place", "country", "venue"),
    [
        ("A seminar for judges was held in Tirana on 1 May.", "Tirana", "AL", ""),
        ("A seminar for judges was held in Albania on 1 May.", None, "AL", ""),
        ("A seminar for judges was held at the Hotel Adria in Tirana on 1 May.", "Tirana", "AL", "Hotel Adria"),
        ("VIENNA, 6 May 2014 – A seminar for judges was held today.", "Vienna", "AT", ""),
        ("VIENNA, 6 May 2014 – A seminar for judges was held in Tirana today.", "Tirana", "AL", ""),
        ("VIENNA, 6 May 2014 – A seminar for Albanian judges was held in Albania on 2 May.", None, "AL", ""),
    ],
)
def test_places(text: str, place: str | None, country: str, venue: str) -> None:
    """The place named for the event wins; the dateline's city is its place only when it is today and no other is named."""
    reading = reading_of(text, ISSUED, HEADLINE)
    found = main_event(reading)
    name = None if found.place is None else reading.things[found.place].name
    assert (name, found.country, found.venue) == (place, country, venue)


@pytest.mark.parametrize(
    ("text", "online"),
    [
        ("A seminar for judges was held online on 1 May.", True),
        ("A webinar for judges was held on 1 May.", True),
        ("A seminar was held.", False),
    ],
)
def test_online(text: str, online: bool) -> None:
    """An event without a room says so."""
    assert event(text).online is online


def test_another_event_stands_beside_the_main_one() -> None:
    """'Another seminar will be held' has its own day, place and phase."""
    reading = reading_of(
        "A seminar for judges was held in Tirana on 1 May 2014. Another seminar will be held in Durrës on 5 June 2014.",
        ISSUED,
        HEADLINE,
    )
    main, side = reading.events
    assert (main.main, main.start, main.phase) == (True, "2014-05-01", Phase.HELD)
    assert (side.main, side.start, side.phase) == (False, "2014-06-05", Phase.PLANNED)
    assert [reading.things[one.place].name for one in (main, side) if one.place is not None] == ["Tirana", "Durrës"]


def test_mentions_of_one_event_are_one() -> None:
    """'The course', 'the training', 'it' later on is the course of the first sentence."""
    reading = reading_of(
        "The OSCE held a training course for judges in Tirana on 1 May. The course was the third of five. At the end of the "
        "training all agreed. It was funded by Norway.",
        ISSUED,
        HEADLINE,
    )
    assert [(one.type, one.main, one.start) for one in reading.events] == [("training", True, "2014-05-01")]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("a three-day seminar", 3),
        ("a 3-day seminar", 3),
        ("the two day seminar", 2),
        ("the one-day seminar", 1),
        ("a day-long seminar", 1),
        ("a week-long course", None),
        ("a two-week course", None),
        ("a seminar", None),
        ("a holiday seminar", None),
        ("a 90-day course", None),
    ],
)
def test_duration(text: str, days: int | None) -> None:
    """Days are counted, weeks and months are not."""
    assert duration(text) == days


KINDS = st.sampled_from(["workshop", "seminar", "conference", "roundtable", "forum", "training course", "exercise", "study visit"])
CITIES = st.sampled_from([("Tirana", "AL"), ("Skopje", "MK"), ("Vienna", "AT"), ("Bishkek", "KG"), ("Accra", "GH")])
ORDERS = (
    "A {kind} on borders was held in {city} on {day} May 2011.",
    "On {day} May 2011, a {kind} on borders was held in {city}.",
    "In {city}, a {kind} on borders took place on {day} May 2011.",
    "A {kind} on borders took place on {day} May 2011 in {city}.",
)


@given(KINDS, CITIES, st.integers(1, 31))
def test_the_order_of_a_sentence_changes_nothing(kind: str, city: tuple[str, str], day: int) -> None:
    """What, when and where are the same whichever stands first."""
    found = set()
    for order in ORDERS:
        reading = reading_of(order.format(kind=kind, city=city[0], day=day), ISSUED, HEADLINE)
        one = main_event(reading)
        assert one.place is not None
        found.add((one.type, one.start, one.end, reading.things[one.place].name, one.country))
    assert {one[1:] for one in found} == {(f"2011-05-{day:02}", f"2011-05-{day:02}", *city)}
    assert len(found) == 1
