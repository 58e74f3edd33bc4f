"""kg.extract.glance: nothing that a finder finds is hidden from it by a glance at the words."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import knowledge

from kg import currencies
from kg.extract.counts import find_counts
from kg.extract.dates import find_dates
from kg.extract.glance import DATE, MONEY, MONTH, NUMBER, Glances
from kg.extract.money import find_money
from kg.model import Span
from kg.resources import folder
from kg.sentences import flatten, split_words

GLANCES = Glances(knowledge().lexicon)
PIECES = [
    *"5 , . - – / ( ) $ € a",
    *("15 ", "2021 ", "1,500 ", "20", " to ", " and ", "a hundred ", "two dozen ", "Twenty-five ", "ten", "million ", "thousand "),
    *(
        "US$",
        "KM ",
        "Rs.",
        "euros ",
        "Dollars ",
        "EUR ",
        "USD",
        "5k",
        "May ",
        "NOV. ",
        "12 June ",
        "Monday ",
        "last week ",
        "today ",
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def glance_at(text: str) -> tuple[str, Span, int]:
    """The flattened text, all of it, and what its words can hold."""
    flat = flatten(text)
    span = Span(0, len(flat))
    return flat, span, GLANCES.of(split_words(flat, span).words).all


@pytest.mark.parametrize(("bit", "find"), [(NUMBER, find_counts), (DATE, find_dates), (MONEY, find_money)])
@given(text=TEXTS)
def test_what_a_finder_finds_is_seen_at_a_glance(bit: int, find: Callable[[str, Span], list[Any]], text: str) -> None:
    """A finder that is not asked would have found nothing."""
    flat, span, seen = glance_at(text)
    assert seen & bit or not find(flat, span)


@given(TEXTS)
def test_dates_without_a_month_are_found_as_ever(text: str) -> None:
    """Where no month is named, the shapes with one can be left out."""
    flat, span, seen = glance_at(text)
    assert find_dates(flat, span, months=bool(seen & MONTH)) == find_dates(flat, span)


@given(TEXTS)
def test_ranges_need_two_figures(text: str) -> None:
    """Where no two numbers in figures stand, there is no range of them."""
    flat, span, _ = glance_at(text)
    several = GLANCES.of(split_words(flat, span).words).several_figures
    assert find_counts(flat, span, several=several) == find_counts(flat, span)


def test_every_currency_is_seen() -> None:
    """Each sign, code and name before or behind a figure is seen where it makes an amount."""
    known = currencies.load(folder("data") / "patterns" / "money.toml")
    printed = [*known.signs, *known.codes, *known.names, *(f"{front}$" for front in known.dollars)]
    texts = [
        form for one in printed for form in (f"it cost {one} 500 then", f"it cost {one}500", f"it cost 500 {one} then", f"500{one}")
    ]
    assert [text for text in texts if find_money(*glance_at(text)[:2]) and not glance_at(text)[2] & MONEY] == []
