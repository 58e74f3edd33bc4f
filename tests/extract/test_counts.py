"""kg.extract.counts: numbers in words and figures, and what they count at least and at most."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.counts import find_counts, read_number
from kg.model import Span
from kg.sentences import flatten

UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def bounds(text: str) -> list[tuple[int | None, int | None]]:
    """(at least, at most) of each number of a text."""
    flat = flatten(text)
    return [(count.minimum, count.maximum) for count in find_counts(flat, Span(0, len(flat)))]


@pytest.mark.parametrize(
    ("text", "at_least", "at_most"),
    [
        ("28 officers", 28, 28),
        ("some 28 officers", 28, 28),
        ("about 28 officers", 28, 28),
        ("nearly 100 officers", 100, 100),
        ("an estimated 90 officers", 90, 90),
        ("a total of 90 officers", 90, 90),
        ("more than 60 officers", 60, None),
        ("More than 60 officers", 60, None),
        ("over 1,200 people", 1200, None),
        ("at least 12 officers", 12, None),
        ("no fewer than 12 officers", 12, None),
        ("60+ officers", 60, None),
        ("40 or more officers", 40, None),
        ("up to 40 officers", None, 40),
        ("fewer than 20 officers", None, 20),
        ("no more than 20 officers", None, 20),
        ("not more than 20 officers", None, 20),
        ("a maximum of 20 officers", None, 20),
        ("more than 2000 officers", 2000, None),
        ("twenty-four judges", 24, 24),
        ("Twenty-four judges", 24, 24),
        ("twenty five judges", 25, 25),
        ("more than fifty judges", 50, None),
        ("two hundred and fifty guests", 250, 250),
        ("one hundred and twenty guests", 120, 120),
        ("two thousand five hundred guests", 2500, 2500),
        ("a hundred guests", 100, 100),
        ("a dozen guests", 12, 12),
        ("two dozen guests", 24, 24),
        ("half a dozen guests", 6, 6),
        ("42 500 people", 42500, 42500),
        ("1.200 people", 1200, 1200),
        ("30,000 people", 30000, 30000),
        ("1 000 000 people", 1000000, 1000000),
        ("2 million people", 2000000, 2000000),
        ("15-20 officers", 15, 20),
        ("between 15 and 20 officers", 15, 20),
        ("15 to 20 officers", 15, 20),
    ],
)
def test_counts(text: str, at_least: int | None, at_most: int | None) -> None:
    """'some' is the number itself, 'more than' is open above, 'up to' is open below."""
    assert bounds(text) == [(at_least, at_most)]


@pytest.mark.parametrize(
    "text",
    [
        "in 2016",
        "2019 ended",
        "50% of them",
        "50 per cent of them",
        "50 percent of them",
        "a 3-day course",
        "a three-day course",
        "the 1st and 2nd course",
        "first and second",
        "€50",
        "on 11.04.2016",
        "3.5 points",
        "5/12",
        "tens of officers",
        "hundreds of officers",
        "someone",
        "often",
        "a five-member team",
        "at 10:30",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    """Years, shares, ordinals, lengths of a course, amounts and decimals count nobody."""
    assert bounds(text) == []


def test_several_numbers() -> None:
    """Each number of a sentence is found, with its stretch of text."""
    text = "Some 28 officers and up to\n40 judges, twelve of them women"
    found = find_counts(flatten(text), Span(0, len(text)))
    assert [(count.span.of(text), count.number) for count in found] == [("Some 28", 28), ("up to\n40", 40), ("twelve", 12)]


def test_only_the_span_is_searched() -> None:
    """A number outside the stretch that is asked for is not found."""
    text = "28 officers and 40 judges"
    assert [count.number for count in find_counts(text, Span(3, len(text)))] == [40]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("42 500", 42500),
        ("1,200", 1200),
        ("1.200", 1200),
        ("fifty-six", 56),
        ("Two Hundred", 200),
        ("seven", 7),
        ("officers", None),
        ("", None),
    ],
)
def test_read_number(text: str, number: int | None) -> None:
    """A whole number from figures or words; None for anything else."""
    assert read_number(text) == number


def spelt(number: int, *, joiner: str = "and") -> str:
    """A number below a million in words."""
    if number < 20:
        return UNITS[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    scale, name = (100, "hundred") if number < 1000 else (1000, "thousand")
    rest = number % scale
    return f"{spelt(number // scale, joiner=joiner)} {name}" + (
        f"{f' {joiner}' if rest < 100 and joiner else ''} {spelt(rest, joiner=joiner)}" if rest else ""
    )


@given(st.integers(1, 999_999), st.sampled_from(["and", ""]))
def test_every_number_in_words(number: int, joiner: str) -> None:
    """Any number below a million is read from its words, with or without 'and'."""
    assert bounds(f"It reached {spelt(number, joiner=joiner)} people.") == [(number, number)]


@given(st.integers(1, 9_999_999), st.sampled_from(["{}", "{:,}", "{: }", "{:.}"]))
def test_every_number_in_figures(number: int, shape: str) -> None:
    """Any number is read from its figures, plain or grouped by comma, point or blank; a bare year is none."""
    mark = shape.strip("{:}")
    printed = f"{number:,}".replace(",", mark) if mark else str(number)
    wanted = [] if printed.isdigit() and 1900 <= number <= 2049 else [(number, number)]
    assert bounds(f"It reached {printed} people.") == wanted
    assert bounds(f"It reached more than {printed} people.") == [(number, None)]


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(["1", "12", "000", ",", ".", " ", "-", "two", "hundred", "and", "%", "some", "up to"]), max_size=14
    ).map("".join)
)
def test_any_text(text: str) -> None:
    """Numbers stand in the text where they say, in order, and at least is at most at most."""
    flat = flatten(text)
    for count in find_counts(flat, Span(0, len(flat))):
        assert count.span.of(flat) != ""
        assert count.number in (count.minimum, count.maximum)
        assert count.minimum is None or count.maximum is None or count.minimum <= count.maximum
