"""kg.extract.dates: dates as printed, as precise as printed, against the document's own date."""

from calendar import month_name
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import main_event, reading_of

from kg.extract.dates import find_dates
from kg.model import Span
from kg.sentences import flatten

ISSUED = "2021-11-23"  # a Tuesday


def resolved(text: str, issued: str = ISSUED, *, future: bool = False) -> list[str]:
    """The dates of a text as 'start' or 'start/end'; '' for one that stays open."""
    flat = flatten(text)
    pairs = [printed.resolve(issued, future=future) for printed in find_dates(flat, Span(0, len(flat)))]
    return [start if start == end else f"{start}/{end}" for start, end in pairs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 5 May 2011", "2011-05-05"),
        ("on 5 May, 2011", "2011-05-05"),
        ("on 5th May 2011", "2011-05-05"),
        ("on the 5th of May 2011", "2011-05-05"),
        ("on May 5, 2011", "2011-05-05"),
        ("on May 5th, 2011", "2011-05-05"),
        ("on 5-May-2011", "2011-05-05"),
        ("on 5 Sept 2014", "2014-09-05"),
        ("Sept. 5, 2014", "2014-09-05"),
        ("SEPTEMBER 5, 2014", "2014-09-05"),
        ("4 Jan. 2019", "2019-01-04"),
        ("2016-05-04", "2016-05-04"),
        ("the evening of 4 May 2011 at 19:30", "2011-05-04"),
        ("29 February 2016", "2016-02-29"),
        # day first, as most of the world writes it, unless only month first makes a date
        ("11.04.2016", "2016-04-11"),
        ("11-04-2016", "2016-04-11"),
        ("4.1.2019", "2019-01-04"),
        ("13/11/2017", "2017-11-13"),
        ("11/13/2017", "2017-11-13"),
    ],
)
def test_one_day(text: str, expected: str) -> None:
    """A day, however it is written."""
    assert resolved(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 8 and 9 October 2018", "2018-10-08/2018-10-09"),
        ("on 8-9 October 2018", "2018-10-08/2018-10-09"),
        ("on 8–9 October 2018", "2018-10-08/2018-10-09"),
        ("on 8 - 9 October 2018", "2018-10-08/2018-10-09"),
        ("from 8 to 9 October 2018", "2018-10-08/2018-10-09"),
        ("between 5 and 7 May 2012", "2012-05-05/2012-05-07"),
        ("from 5 through 7 May 2012", "2012-05-05/2012-05-07"),
        ("from 5 May until 7 May 2012", "2012-05-05/2012-05-07"),
        ("5 & 6 May 2012", "2012-05-05/2012-05-06"),
        ("5/6 May 2012", "2012-05-05/2012-05-06"),
        ("1st and 2nd of June 2010", "2010-06-01/2010-06-02"),
        ("3, 4 and 5 March 2017", "2017-03-03/2017-03-05"),
        ("March 3-5, 2017", "2017-03-03/2017-03-05"),
        ("March 3 and 5, 2017", "2017-03-03/2017-03-05"),
        ("April 30 - May 2, 2017", "2017-04-30/2017-05-02"),
        ("28 February-1 March 2017", "2017-02-28/2017-03-01"),
        ("14 November to 2 December 2016", "2016-11-14/2016-12-02"),
        ("30 December 2016 - 2 January 2017", "2016-12-30/2017-01-02"),
        ("April 30, 2017 - May 2, 2018", "2017-04-30/2018-05-02"),
        ("Monday 5 to Wednesday 7 May 2014", "2014-05-05/2014-05-07"),
        # the year of the document
        ("14-15 November", "2021-11-14/2021-11-15"),
        ("(18-29 April)", "2021-04-18/2021-04-29"),
        ("from 1 September to 31 October", "2021-09-01/2021-10-31"),
        ("from 30 December to 2 January", "2021-12-30/2022-01-02"),
        # several stretches of one happening
        ("from 8 to 10 and on 15 May 2019", "2019-05-08/2019-05-15"),
        ("on 12 to 14 and 16 May 2011", "2011-05-12/2011-05-16"),
        ("on 1–3 and 5–7 July 2013", "2013-07-01/2013-07-07"),
    ],
)
def test_several_days(text: str, expected: str) -> None:
    """A range or a list of days goes from the first to the last."""
    assert resolved(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in November 2016", "2016-11"),
        ("in early November 2016", "2016-11"),
        ("at the end of May 2012", "2012-05"),
        ("in the month of May 2012", "2012-05"),
        ("March-April 2015", "2015-03/2015-04"),
        ("March and April 2015", "2015-03/2015-04"),
        ("in November", "2021-11"),
        ("since 2009", "2009"),
        ("in 2016-2018", "2016/2018"),
        ("from 2011 to 2013", "2011/2013"),
    ],
)
def test_partial_dates_keep_their_precision(text: str, expected: str) -> None:
    """A month stays a month and a year a year; no day is made up."""
    assert resolved(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", "2021-11-23"),
        ("this morning", "2021-11-23"),
        ("tonight", "2021-11-23"),
        ("yesterday", "2021-11-22"),
        ("tomorrow", "2021-11-24"),
        ("on Tuesday", "2021-11-23"),
        ("on Thursday", "2021-11-18"),
        ("on Wednesday", "2021-11-17"),
        ("last Thursday", "2021-11-18"),
        ("last Tuesday", "2021-11-16"),
        ("next Thursday", "2021-11-25"),
        ("this month", "2021-11"),
        ("last month", "2021-10"),
        ("next month", "2021-12"),
        ("this year", "2021"),
        ("last year", "2020"),
        ("next year", "2022"),
        ("last November", "2020-11"),
        ("last October", "2021-10"),
        ("last December", "2020-12"),
        ("this November", "2021-11"),
        ("next November", "2022-11"),
        ("next December", "2021-12"),
        ("November last year", "2020-11"),
        ("March this year", "2021-03"),
        # no day of a week is known
        ("this week", ""),
        ("earlier this week", ""),
    ],
)
def test_words_count_from_the_document(text: str, expected: str) -> None:
    """'yesterday' and the like are read against the document's own date."""
    assert resolved(text) == [expected]


def test_a_weekday_before_a_posting_date_lies_behind() -> None:
    """'on Thursday' in a report posted on a Tuesday is the Thursday before; in an announcement it is the one to come."""
    assert resolved("on Thursday") == ["2021-11-18"]
    assert resolved("on Thursday", future=True) == ["2021-11-25"]


@pytest.mark.parametrize("text", ["today", "last November", "on Thursday", "5 May", "14-15 November", "in November", "this week"])
def test_without_an_own_date_these_stay_open(text: str) -> None:
    """A document without a date gives no year, and nothing to count from."""
    assert resolved(text, issued="") == [""]


@pytest.mark.parametrize(
    "text",
    [
        "we may go on",
        "It may 5 times",
        "May we go on?",
        "he will march 5 miles",
        "10 officers, 5 of them women",
        "at 14:30",
        "5 million",
        "10,000 may come",
        "45 May",
        "2016-13-04",
        "in 1945 or 2050",
        "in the 1990s",
        "on 9/11",
        "1,2016 or 2016,5",
        "Resolution 1325/2000",
    ],
)
def test_what_is_no_date(text: str) -> None:
    """'may' is not May, and not each number is a day or a year."""
    assert resolved(text) == []


@pytest.mark.parametrize("text", ["31 February 2016", "29 February 2015", "31 April"])
def test_days_that_the_calendar_has_not(text: str) -> None:
    """A slip of the pen stays open; nothing is moved to another day."""
    assert resolved(text) == [""]


def test_a_year_at_the_end_counts_for_the_days_before_it() -> None:
    """'3 May and 5 June 2011': both are of 2011; a year of another sentence counts for none."""
    assert resolved("on 3 May and 5 June 2011") == ["2011-05-03", "2011-06-05"]
    assert resolved("3 May, 5 June and 7 July 2011") == ["2011-05-03", "2011-06-05", "2011-07-07"]
    assert resolved("Did it end on 3 May? It began on 5 June 2011.") == ["2021-05-03", "2011-06-05"]


@pytest.mark.parametrize("text", ["Monday, 5 May 2014", "on Monday 5 May 2014", "Monday, May 5, 2014"])
def test_a_weekday_belongs_to_its_day(text: str) -> None:
    """'Monday, 5 May' is one date, not a Monday and a day."""
    assert resolved(text) == ["2014-05-05"]


def test_an_announced_weekday_is_the_day_printed_behind_it() -> None:
    """A seminar that is announced seven weeks ahead is held on the day that is printed."""
    reading = reading_of("SKOPJE, 6 May 2014 – The OSCE will hold a seminar for judges in Skopje on Monday, 23 June 2014.")
    assert main_event(reading).start == "2014-06-23"


def test_printed_text_and_span() -> None:
    """A date knows what is printed and where."""
    text = "It was held\non 8 and 9\nOctober 2018."
    (found,) = find_dates(flatten(text), Span(0, len(text)))
    assert found.span.of(text) == "8 and 9\nOctober 2018"
    assert found.text == "8 and 9 October 2018"
    assert found.complete


def test_the_full_stop_of_a_sentence_is_no_part_of_a_date() -> None:
    """'Sept.' is abbreviated, 'May.' and 'October.' are not."""
    texts = ["It ended on 5 Sept. 2014", "It ended on 5 May.", "It ended on 8 and 9 October."]
    assert [find_dates(text, Span(0, len(text)))[0].text for text in texts] == ["5 Sept. 2014", "5 May", "8 and 9 October"]


def test_only_the_span_is_searched() -> None:
    """Dates outside the stretch that is asked for are not found, and none that it cuts off."""
    text = "On 5 May 2011 and 6 June 2012"
    assert [found.text for found in find_dates(text, Span(13, len(text)))] == ["6 June 2012"]
    assert [found.text for found in find_dates(text, Span(0, 8))] == ["5 May"]


DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))


@given(
    DAYS,
    st.sampled_from(["{d} {m} {y}", "{m} {d}, {y}", "{d}. {n}. {y}", "{iso}", "{d}.{n}.{y}", "{d}/{n}/{y}", "the {d} of {m} {y}"]),
)
def test_every_day_is_read(day: date, shape: str) -> None:
    """Any day of a hundred years in any usual writing comes back; slashes and points are day first."""
    text = shape.replace(". ", ".").format(d=day.day, m=month_name[day.month], n=day.month, y=day.year, iso=day.isoformat())
    assert resolved(f"held on {text} in Vienna") == [day.isoformat()]


@given(DAYS, st.integers(1, 27))
def test_every_range_is_read(first: date, days: int) -> None:
    """Any range of days comes back, inside a month, over two months or two years."""
    last = min(first + timedelta(days), date(2049, 12, 31))
    one, two = (f"{day.day} {month_name[day.month]} {day.year}" for day in (first, last))
    wanted = first.isoformat() if first == last else f"{first}/{last}"
    assert resolved(f"from {one} to {two}") == [wanted]


@given(
    DAYS,
    st.sampled_from(
        [
            "yesterday",
            "today",
            "on Monday",
            "last Friday",
            "next Sunday",
            "last week",
            "next week",
            "last May",
            "next May",
            "this year",
        ]
    ),
)
def test_counted_dates_are_near(issued: date, words: str) -> None:
    """What is counted from the day of issue lies within a year and a bit of it, on the right side."""
    for found in resolved(words, issued=issued.isoformat()):
        size = len(found)
        if words.startswith(("last", "yesterday", "on")):
            assert found <= issued.isoformat()[:size]
        if words.startswith("next"):
            assert found >= issued.isoformat()[:size]
        assert not found or abs(int(found[:4]) - issued.year) <= 1


@given(
    st.text(max_size=80)
    | st.lists(
        st.sampled_from(["5", "31", " ", "May", "-", "2011", "/", ".", "and", ",", "Monday", "last", "of"]), max_size=14
    ).map("".join)
)
def test_any_text(text: str) -> None:
    """Dates stand in the text where they say, in order and apart, and each resolves to a date or to nothing."""
    flat = flatten(text)
    found = find_dates(flat, Span(0, len(flat)))
    assert all(one.text == one.span.of(flat) != "" for one in found)
    assert all(first.span.end <= second.span.begin for first, second in pairwise(found))
    for one in found:
        for value in one.resolve(ISSUED):
            assert value == "" or date.fromisoformat(value + "-01" * (3 - len(value.split("-"))))
