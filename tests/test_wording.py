"""kg.wording: what the words around a name say of it."""

import pytest

from kg.model import Span
from kg.wording import about_person, around, former_names, lasting, renamed, stems, telling, told_around

TEXT = (
    "TIRANA, 5 May 2014 - Arta Hoxha, Head of the Anti-Trafficking Unit, opened a shelter in Elbasan. It has ten beds.\n"
    "\n"
    "The mayor thanked the donors. Ms. Hoxha left at noon."
)


def test_words_that_tell() -> None:
    """Longer words count, in lower case and without accents; shorter ones only where they are written in capitals."""
    assert telling("The Réform of IOM in 2014, by us") == {"reform"}
    assert telling("The Réform of IOM in 2014, by us", capitals=1) == {"reform", "iom"}
    assert stems({"trafficking", "trafficked", "unit"}) == "traffi unit"


def test_what_stands_near_a_person() -> None:
    """The sentences that name somebody, without the dateline and those between; a later one may have the surname alone."""
    found = about_person(TEXT, "Arta Hoxha", Span(21, 31))
    assert found.splitlines()[0].startswith("Arta Hoxha, Head of")
    assert "Hoxha left at noon" in found
    assert "TIRANA" not in found
    assert "ten beds" not in found
    assert "mayor" not in found


def test_text_around_a_name() -> None:
    """What is far from a name is not around it."""
    text = f"{'a ' * 300}IOM{' b' * 300}"
    assert len(around(text, Span(600, 603))) == 803


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Andreea Popa, née Ionescu, visited Iași", ["ionescu"]),
        ("Arta Leka (formerly Hoxha), Head", ["hoxha"]),
        ("where she began under the name Bergstrand, opened", ["bergstrand"]),
        ("Arta Leka, formerly Director of the School", []),
        ("Arta Leka was born in Vlora", []),
        ("Arta Leka, born Hoxha and raised", []),
    ],
)
def test_names_borne_before(text: str, names: list[str]) -> None:
    """A surname behind a word that says so; a post or a place behind such a word is none."""
    assert list(former_names(text)) == names


@pytest.mark.parametrize(
    ("label", "days"), [("a two-week course", "14"), ("a 3-day training", "3"), ("a week of talks", ""), ("this week", "")]
)
def test_lasting(label: str, days: str) -> None:
    """How long an event lasts, in words or figures."""
    assert lasting(label) == days


@pytest.mark.parametrize(
    ("between", "one"),
    [
        (", the former ", True),
        (" (formerly the ", True),
        (", known until 2007 as the ", True),
        (", which will become the ", True),
        (", until last year the ", True),
        (", that grew out of the ", True),
        (", then the ", False),
        (" and the former ", False),
        (", the former director of the ", False),
        (" of the ", False),
    ],
)
def test_renamed(between: str, one: bool) -> None:
    """Words of renaming alone stand between two names of one body; others, or further ones, say nothing of it."""
    assert renamed(between) is one


def test_told_around() -> None:
    """What is told without a day was shortly before, what is planned will be soon; no day of issue says nothing."""
    assert told_around("2021-05-10", planned=False) == "2021-05-01 2021-05-10"
    assert told_around("2021-05-10", planned=True) == "2021-05-10 2021-06-07"
    assert told_around("2021-05", planned=False) == ""
