"""Stretches of days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.export.spells import Spell, merged, spell, years

DATES = st.dates(min_value=date(2000, 1, 1), max_value=date(2003, 12, 31))
SPELLS = st.lists(st.tuples(DATES, st.integers(0, 90)).map(lambda pair: Spell(pair[0], pair[0] + timedelta(pair[1]))), max_size=8)


def covered(spells: list[Spell] | tuple[Spell, ...]) -> set[date]:
    """Every single day."""
    return {each.start + timedelta(number) for each in spells for number in range((each.end - each.start).days + 1)}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2015", "2015-01-01", "2015-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2015-03-02", "2015-03-02", "2015-03-02"),
        ("2015-03-02/2015-03-04", "2015-03-02", "2015-03-04"),
        ("2015-12/2016", "2015-12-01", "2016-12-31"),
        ("2015-03-02T10:00:00Z", "2015-03-02", "2015-03-02"),
    ],
)
def test_reads_dates_as_precise_as_they_are(text: str, first: str, last: str) -> None:
    """A year means all of its days, a month all of its days."""
    assert spell(text) == Spell(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["", "/", "soon", "2015-13", "2015-02-30", "2016/2015", "20-10-2015", "٢٠١٥", "1-2-3-4", "0000"])
def test_what_is_no_date_gives_no_days(text: str) -> None:
    """Neither words, nor impossible days, nor stretches that run backwards."""
    assert spell(text) is None


@given(st.text())
@example("2200000000")
def test_no_text_raises(text: str) -> None:
    """Whatever a foreign graph holds for a date, reading goes on."""
    spell(text)


@given(SPELLS)
def test_merging_keeps_every_day_and_no_other(spells: list[Spell]) -> None:
    """The same days come out, in order, in stretches that do not touch."""
    result = merged(spells)
    assert covered(result) == covered(spells)
    assert all(one.end + timedelta(1) < other.start for one, other in pairwise(result))


def test_the_last_day_of_the_calendar_merges() -> None:
    """Nothing overflows at the end of the year 9999."""
    end = Spell(date(9999, 1, 1), date.max)
    assert merged([end, end]) == (end,)


@given(SPELLS)
def test_years_are_those_of_the_days(spells: list[Spell]) -> None:
    """Each year once, in order."""
    assert years(spells) == tuple(sorted({str(day.year) for day in covered(spells)}))
