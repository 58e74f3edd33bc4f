"""The headcount of the main event: the number of those who took part, not any other number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import main_event, reading_of

SEMINAR = "Seminar on safe borders"
DONATION = "Embassy donates ten vehicles to police"


def headcount(text: str, headline: str = SEMINAR) -> tuple[int | None, int | None, int | None, int | None]:
    """(at least, at most, women, men) of the main event."""
    event = main_event(reading_of(text, "2014-05-06", headline))
    return event.minimum, event.maximum, event.women, event.men


@pytest.mark.parametrize(
    ("text", "at_least", "at_most"),
    [
        ("Some 28 officers took part in the seminar.", 28, 28),
        ("More than 60 judges and prosecutors attended the seminar.", 60, None),
        ("Up to 40 experts will take part in the seminar.", None, 40),
        ("The seminar brought together twenty-four judges from five countries.", 24, 24),
        ("Two hundred and fifty people attended the seminar.", 250, 250),
        ("The seminar, attended by about 90 guests, ended in Tirana.", 90, 90),
        ("The three-day seminar gathered 35 journalists and editors.", 35, 35),
        ("The seminar for 30 border officers was held in Tirana.", 30, 30),
        ("Ten experts from three institutions discussed reforms at the seminar.", 10, 10),
        ("Between 15 and 20 officers took part in the seminar.", 15, 20),
        ("Some 15 to 20 officers took part in the seminar.", 15, 20),
    ],
)
def test_headcount(text: str, at_least: int | None, at_most: int | None) -> None:
    """The bounds of those who came, as stated."""
    assert headcount(text)[:2] == (at_least, at_most)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Forty-five participants, including 20 women, attended the seminar.", (45, 45, 20, None)),
        ("Forty-five participants, 20 of them women, attended the seminar.", (45, 45, 20, None)),
        ("In total 45 participants, 20 women and 25 men, took part in the seminar.", (45, 45, 20, 25)),
        ("The seminar trained 15 women and 17 men.", (32, 32, 15, 17)),
        ("Sixteen women officers from Serbia took part in the seminar.", (16, 16, 16, None)),
    ],
)
def test_women_and_men(text: str, expected: tuple[int | None, ...]) -> None:
    """Women and men are counted beside the total, and make it where no total is stated."""
    assert headcount(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twenty officers and fifteen teachers took part in the seminar.", 35),
        ("Thirty-five participants, twenty officers and fifteen teachers, took part in the seminar.", 35),
        ("At the seminar 40 delegates, 12 speakers and 3 ministers met.", 40),
    ],
)
def test_parts_are_added_only_without_a_total(text: str, expected: int) -> None:
    """Two stated parts make a sum; where a total stands, it counts alone."""
    assert headcount(text)[:2] == (expected, expected)


@pytest.mark.parametrize(
    "text",
    [
        "Participants received 300 certificates at the seminar.",
        "The seminar used 12 computers.",
        "Judges from 12 countries took part in the seminar.",
        "Since 2010 more than 5,000 officers have been trained.",
        "The Ministry employs 3,000 people.",
        "The earthquake killed 200 people.",
        "The seminar had no participants.",
        "One judge took part in the seminar.",
        "Resolution 1325 was discussed at the seminar by officers.",
        "In 2013 officers took part in the seminar.",
        "The seminar took 3 days.",
    ],
)
def test_other_numbers_are_no_headcount(text: str) -> None:
    """Numbers of things, bodies, staff, victims and past totals say nothing of those who came."""
    assert headcount(text) == (None, None, None, None)


def test_the_past_does_not_hide_the_present() -> None:
    """Where a total since some year stands beside the number of this time, the latter counts."""
    assert headcount("The seminar was attended by 40 judges. Since 2010, 5,000 officers have been trained.")[:2] == (40, 40)


def test_a_formal_event_counts_its_guests_alone() -> None:
    """At a handover the officers who work with the cars are no guests."""
    assert headcount("The Embassy donated 10 vehicles to the Police of Ghana. Some 200 officers work there.", DONATION)[:2] == (
        None,
        None,
    )
    assert headcount("The Embassy donated 10 vehicles to the Police of Ghana. Some 200 guests attended the ceremony.", DONATION)[
        :2
    ] == (200, 200)


SHAPES = (
    "{} officers took part in the seminar.",
    "The seminar was attended by {} officers.",
    "The seminar brought together {} officers.",
)


@given(st.integers(2, 1800), st.sampled_from(SHAPES))
def test_any_number(number: int, shape: str) -> None:
    """Any number of officers is read, and 'more than' and 'up to' open one side."""
    assert headcount(shape.format(number))[:2] == (number, number)
    assert headcount(shape.format(f"more than {number}"))[:2] == (number, None)
    assert headcount(shape.format(f"up to {number}"))[:2] == (None, number)
