"""kg.score.names: when two names mean the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.score.names import SAME, Names, clean, countries, place_similarity, text_similarity


@pytest.fixture(scope="module")
def names() -> Names:
    """Names, with the states of the lexicon."""
    return Names(countries())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The OSCE Presence", "osce presence"),
        ("Ministère de l’Intérieur", "ministere de l interieur"),
        ("Defence Training Centre", "Defense Training Center"),
        ("Women's Network", "Women Network"),
        ("Co-operation & Programme", "Cooperation and Program"),
        ("U.S. Embassy", "US Embassy"),
    ],
)
def test_case_accents_punctuation_and_spelling_do_not_count(one: str, other: str) -> None:
    """Two ways of writing the same words are one text."""
    assert clean(one) == clean(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Albania", "Government of Albania"),
        ("Austrian Government", "Government of Austria"),
        ("Government of the United Kingdom", "United Kingdom"),
        ("the Ministry of Interior", "Ministry of Interior"),
    ],
)
def test_a_state_and_its_government_are_one_actor(names: Names, one: str, other: str) -> None:
    """A state may be named by its name, its adjective or its government."""
    assert names.actor(one) == names.actor(other)
    assert names.similarity(one, other) == SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Albanian Ministry of Interior", "Ministry of Interior"),
        ("Albania's Ministry of Interior", "Ministry of the Interior"),
        ("OSCE Presence in Albania", "Presence of the OSCE in Albania"),
        ("State Border Police Training Academy", "Border Police Training Academy"),
    ],
)
def test_a_country_in_front_and_the_order_of_words_do_not_count(names: Names, one: str, other: str) -> None:
    """Names match whichever of them is the longer one, and in whatever order the words stand."""
    assert 0 < names.similarity(one, other) <= 100
    assert 0 < names.similarity(other, one) <= 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Albanian Ministry of Interior", "Serbian Ministry of Interior"),
        ("Swiss Government", "Swedish Government"),
        ("Albania", "Albanian Ministry of Interior"),
        ("Ministry of Interior", "Ministry of Justice"),
        ("OSCE", "OSCE Presence in Albania"),
        ("Border Police", "State Border Police Training Academy"),
    ],
)
def test_other_bodies_do_not_match(names: Names, one: str, other: str) -> None:
    """Another country, another ministry, and a part of a name that leaves most of it out are other bodies."""
    assert names.similarity(one, other) == names.similarity(other, one) == 0


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("romina kukko", True),  # 22 of 23 letters are shared
        ("romina kukka", False),  # 20 of 23
    ],
)
def test_a_slip_of_the_pen_is_the_same_name(other: str, same: bool) -> None:
    """From nine letters in ten on, two texts are one name."""
    assert bool(text_similarity("romina kuko", other)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Prishtinë/Priština", "Pristina", True),
        ("Washington, D.C.", "Washington", True),
        ("Puerto Princesa City", "Puerto Princesa", True),
        ("Tirana", "Durrës", False),
    ],
)
def test_places_of_several_names(one: str, other: str, same: bool) -> None:
    """Any of the names of a place will do, without what says that it is a town."""
    assert bool(place_similarity(one, other)) is same


TEXTS = st.text(alphabet="abcé -'’.&SU", max_size=25)


@given(TEXTS, TEXTS)
def test_likeness_knows_no_order(one: str, other: str) -> None:
    """Which of two texts comes first does not matter, and likeness lies between 0 and 100."""
    likeness = text_similarity(clean(one), clean(other))
    assert likeness == pytest.approx(text_similarity(clean(other), clean(one)))
    assert likeness == 0 or 80 <= likeness <= 100
