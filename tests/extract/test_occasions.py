"""Dates of their own: whatever happens on another day than the main event is an event beside it."""

import pytest
from readings import reading_of

ISSUED = "2014-05-06"
LEAD = "The OSCE Mission to Serbia held a workshop on borders in Niš on 5 May 2014. "


def sides(text: str) -> list[tuple[str, str, str, str]]:
    """(type, start, end, city) of the events beside the workshop."""
    reading = reading_of(LEAD + text, ISSUED)
    return [
        (event.type, event.start, event.end, "" if event.place is None else reading.things[event.place].name)
        for event in reading.events
        if not event.main
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In March UNDP trained forty judges in Bor.", [("training", "2014-03", "2014-03", "Bor")]),
        ("The previous meeting was held on 21 March.", [("meeting", "2014-03-21", "2014-03-21", "")]),
        ("The agreement was signed in Vienna on 19 May 2009.", [("signing", "2009-05-19", "2009-05-19", "Vienna")]),
        # one noun, two days, each with its place
        (
            "Similar seminars will be held in Bor in June and in Zagreb in August.",
            [("seminar", "2014-06", "2014-06", "Bor"), ("seminar", "2014-08", "2014-08", "Zagreb")],
        ),
        # words that point back take the kind of what was told before
        ("A second one will follow in Zagreb on 3 June.", [("workshop", "2014-06-03", "2014-06-03", "Zagreb")]),
        # nothing says of which kind it is
        ("A patrol car was burnt in Bor on 3 March 2014.", [("other", "2014-03-03", "2014-03-03", "Bor")]),
    ],
)
def test_a_day_of_its_own(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    """A clause with a day or month that is not the main event's tells another event, with the place of that clause."""
    assert sides(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The office has worked in Bor since March 2012.",
        "The patrols go on until 15 September.",
        "Please register by 8 April.",
        "The budget was larger than in 2012.",
        "The workshop of 5 May was the first.",
    ],
)
def test_a_bound_is_no_day(text: str) -> None:
    """Since, until and by give no day to anything, and neither does a year alone."""
    assert sides(text) == []


def test_the_country_of_the_main_event() -> None:
    """An event whose place no text tells is taken to be in the land of the main one."""
    reading = reading_of(LEAD + "The next meeting will take place on 13 November.", ISSUED)
    assert [event.country for event in reading.events] == ["RS", "RS"]


def test_each_event_has_its_own_count() -> None:
    """The number of those present belongs to the event that the words speak of."""
    reading = reading_of(LEAD + "It was attended by 30 officers. In March UNDP trained forty judges in Bor.", ISSUED)
    assert [event.minimum for event in reading.events] == [30, 40]
