"""kg.masks: a sentence with each thing as one character, and the way back to the document."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.masks import JOINED, KINDS, MACROS, Item, mask

SENTENCE = "The  Seminar was organised by the OSCE, Norway and the Ministry of Justice."


def item(kind: str, words: str, text: str = SENTENCE) -> Item:
    """An item where these words first stand."""
    begin = text.index(words)
    return Item(kind, begin, begin + len(words), words)


def masked(text: str, *items: Item) -> str:
    """The masked text with readable names for the things."""
    readable = {char: f"<{kind}>" for kind, char in KINDS.items()}
    return "".join(readable.get(char, char) for char in mask(text, 0, len(text), items).text)


def test_things_become_one_character() -> None:
    """Things are characters, the rest is in lower case with single blanks, and 'the' before a thing goes."""
    items = [
        item("institution", "Ministry of Justice"),
        item("event", "Seminar"),
        item("state", "Norway"),
        item("institution", "OSCE"),
    ]
    assert masked(SENTENCE, *items) == "the <event> was organised by <institution>, <state> and <institution>."


def test_the_of_an_event_stays() -> None:
    """'the seminar' points back to one that is known, 'a seminar' does not; shapes may ask."""
    text = "At the seminar, the OSCE spoke."
    assert masked(text, item("event", "seminar", text), item("institution", "OSCE", text)) == "at the <event>, <institution> spoke."


@pytest.mark.parametrize(
    ("text", "expected"),
    [("The OSCE spoke.", "<institution> spoke."), ("Bathe OSCE.", "bathe <institution>."), ("On the OSCE.", "on <institution>.")],
)
def test_only_the_word_the_goes(text: str, expected: str) -> None:
    """The end of a longer word is no article."""
    assert masked(text, item("institution", "OSCE", text)) == expected


def test_an_item_inside_another_is_left_out() -> None:
    """The longer of two things that begin together counts, and nothing inside it."""
    text = "The Ministry of Justice of Serbia met."
    items = [
        item("state", "Serbia", text),
        item("institution", "Ministry of Justice of Serbia", text),
        item("role", "Ministry", text),
    ]
    assert masked(text, *items) == "<institution> met."


def test_typographic_marks_become_plain() -> None:
    """Shapes are written with straight marks and match curly ones."""
    assert masked("‘Albania’s’ “work” – on — it") == "'albania's' \"work\" - on - it"


def test_a_letter_that_grows_in_lower_case_keeps_its_width() -> None:
    """The Turkish capital I with a dot has two characters in lower case; offsets must not slip behind it."""
    text = "İZMİR and the OSCE met."
    result = mask(text, 0, len(text), [item("institution", "OSCE", text)])
    assert result.offset(result.text.index("met")) == text.index("met")


def test_the_way_back() -> None:
    """Each index of the masked text leads to the offset in the document, blanks joined or not."""
    result = mask(SENTENCE, 4, len(SENTENCE), [item("institution", "OSCE")])
    assert result.offset(0) == 4
    assert result.offset(result.text.index("seminar")) == SENTENCE.index("Seminar")
    assert result.offset(result.text.index(KINDS["institution"])) == SENTENCE.index("OSCE")
    assert result.offset(result.text.index("norway")) == SENTENCE.index("Norway")


def test_items_between_two_indexes() -> None:
    """`all` answers the things that a match covers."""
    items = [item("institution", "OSCE"), item("state", "Norway"), item("institution", "Ministry of Justice")]
    result = mask(SENTENCE, 0, len(SENTENCE), items)
    begin = result.text.index(KINDS["state"])
    assert [one.value for one in result.all(begin, len(result.text))] == ["Norway", "Ministry of Justice"]
    assert result.all(0, 3) == []


@st.composite
def texts_with_items(draw: st.DrawFn) -> tuple[str, list[Item]]:
    """A text and some things in it, overlapping or not."""
    text = draw(st.text(st.sampled_from([*"ab. THEİthe  ’\n"]) | st.characters(exclude_categories=["Cs", "Co"]), max_size=60))
    spots = st.tuples(st.sampled_from(sorted(KINDS)), st.integers(0, len(text)), st.integers(1, 10))
    return text, [
        Item(kind, begin, min(begin + size, len(text)))
        for kind, begin, size in draw(st.lists(spots, max_size=6))
        if begin < len(text)
    ]


@given(texts_with_items())
def test_mask_laws(drawn: tuple[str, list[Item]]) -> None:
    """The offsets rise, each thing stands where its character says, and all else is the document in lower case."""
    text, items = drawn
    result = mask(text, 0, len(text), items)
    offsets = [result.offset(index) for index in range(len(result.text))]
    assert offsets == sorted(set(offsets))
    kept = sorted(result.items.values(), key=lambda one: one.begin)
    assert all(first.end <= second.begin for first, second in pairwise(kept))
    for index, offset in enumerate(offsets):
        if index in result.items:
            assert (result.text[index], offset) == (KINDS[result.items[index].kind], result.items[index].begin)
        else:
            plain = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"}.get(text[offset], text[offset])
            assert result.text[index] in (plain, plain.lower())


@pytest.mark.parametrize("name", sorted(MACROS))
def test_macros_compile(name: str) -> None:
    """Whatever stands in braces is a regular expression of its own."""
    assert re.compile(MACROS[name])


@pytest.mark.parametrize("text", ["{0}, {0} and {0}", "{0} and the {0}", "{0}, and {0}", "{0} as well as {0}", "{0}/{0}"])
def test_joined_lists_agents(text: str) -> None:
    """The ways to list several agents are one list."""
    printed = text.format(KINDS["institution"])
    assert re.fullmatch(f"{MACROS['agent']}(?:{JOINED}{MACROS['agent']})*", printed)


def test_kinds_have_characters_of_their_own() -> None:
    """No two kinds share a character, and all are of the private use area."""
    assert len(set(KINDS.values())) == len(KINDS)
    assert all("\ue000" <= char <= "\uf8ff" for char in KINDS.values())
