"""kg.sentences: words and sentences with offsets that lead back to the text."""

from itertools import pairwise
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.sentences import WORD, flatten, split_sentences, split_words, trim

TEXTS = st.text(max_size=200) | st.lists(
    st.sampled_from(
        [
            *"aZé.,!?…“”\"'’`()[]-–•&/%_5\n\t\xa0 ",
            "Dr. ",
            "U.S. ",
            "Lt. Ana ",
            "e.g. ",
            ". The ",
            "'s ",
            "18-29 ",
            "co-op",
            "OSCE-led ",
        ]
    ),
    max_size=40,
).map("".join)


def whole(text: str) -> Span:
    """The span of all of a text."""
    return Span(0, len(text))


def sentences(text: str, *opaque: Span) -> list[str]:
    """The sentences of a text as printed."""
    return [span.of(text) for span in split_sentences(flatten(text), whole(text), list(opaque))]


@pytest.mark.parametrize(
    "blank",
    [
        "\n",
        "\r",
        "\t",
        "\x0b",
        "\x0c",
        "\x85",
        "\xa0",
        "\u2003",
        "\u2009",
        "\u202f",
        "\u2028",
        "\u3000",
        "\u2007",
        "\u2008",
        "\u205f",
        "\u1680",
        "\x1f",
    ],
)
def test_flatten_makes_every_white_space_a_blank(blank: str) -> None:
    """A word is told from the next by a plain blank, whatever stood there."""
    assert flatten(f"Border{blank}Police") == "Border Police"


@given(TEXTS)
def test_flatten_moves_nothing(text: str) -> None:
    """Each character stays where it was; only white space and icons of the private use area change, to blanks."""
    flat = flatten(text)
    changed = [one for one, other in zip(text, flat, strict=True) if one != other]
    assert all(other == " " for one, other in zip(text, flat, strict=True) if one != other)
    assert all(one.isspace() or category(one) == "Co" for one in changed)
    assert not any("\ue000" <= char <= "\uf8ff" for char in flat)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Albania's police", "Albania|'s|police"),
        ("the Prosecutor’s Office", "the|Prosecutor|’s|Office"),
        ("the officers' work", "the|officers|'|work"),
        ("an OSCE-funded, UN-led course", "an|OSCE|-|funded|,|UN|-|led|course"),
        ("co-operation in Bosnia-Herzegovina", "co-operation|in|Bosnia-Herzegovina"),
        ("42,500 or 2,5 or 4.5.2016", "42,500|or|2,5|or|4.5.2016"),
        ("18-29 April, 1st of May", "18|-|29|April|,|1st|of|May"),
        ("a three-day and a 3-day course", "a|three-day|and|a|3-day|course"),
        ("the U.S. Army and H.E. Mr. Cole", "the|U.S.|Army|and|H.E.|Mr.|Cole"),
        ("Dr. Berg met Lt. Gen. Cole", "Dr.|Berg|met|Lt.|Gen.|Cole"),
        ("It ended. “We go on,”", "It|ended|.|“|We|go|on|,|”"),
        ("O'Brien doesn't know P/CVE", "O'Brien|doesn't|know|P/CVE"),
        ("100% of a_b", "100|%|of|a|_|b"),
        ("Petković, Škripek, Özgür", "Petković|,|Škripek|,|Özgür"),
    ],
)
def test_words(text: str, words: str) -> None:
    """Owners, funders, figures, abbreviations and marks are words of their own; names with hyphens stay whole."""
    assert list(split_words(flatten(text), whole(text)).words) == words.split("|")


@given(TEXTS)
def test_words_lead_back_to_the_text(text: str) -> None:
    """Each word slices back to what is printed, the words keep their order, and together they hold all that is no white space."""
    flat = flatten(text)
    words = split_words(flat, whole(text))
    assert [flat[begin:end] for begin, end in zip(words.begins, words.ends, strict=True)] == list(words.words)
    assert all(end <= begin for end, begin in zip(words.ends, words.begins[1:], strict=False))
    assert "".join(words.words) == "".join(flat.split())
    assert words.lows == tuple(word.lower() for word in words.words)
    assert len(words) == len(words.words)


@given(TEXTS)
def test_words_split_between_blanks_are_those_of_the_whole(text: str) -> None:
    """What stands between two blanks is split once for all; nothing but 'Lt.' before a capital needs to know what is around it."""
    flat = flatten(text)
    assert list(split_words(flat, whole(text)).words) == WORD.findall(flat)


def test_words_of_a_part_have_offsets_of_the_document() -> None:
    """A sentence in the middle of a document knows where it stands."""
    text = "It ended. The  Border\nPolice left."
    words = split_words(flatten(text), Span(10, len(text)))
    assert words.words == ("The", "Border", "Police", "left", ".")
    assert words.span_of(1, 3) == Span(15, 28)
    assert words.span_of(1, 3).of(text) == "Border\nPolice"
    assert words.phrase(0, 3) == "The Border Police"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ended. She left.", ["It ended.", "She left."]),
        ("Is it so? Yes! It is…  Well.", ["Is it so?", "Yes!", "It is…", "Well."]),
        ("It ended... Then it began.", ["It ended...", "Then it began."]),
        ("He met Mr. Berg and Lt. Gen. Cole. She left.", ["He met Mr. Berg and Lt. Gen. Cole.", "She left."]),
        ("John F. Kennedy and A. B. Cole spoke. It ended.", ["John F. Kennedy and A. B. Cole spoke.", "It ended."]),
        ("Sh. Krasniqi and Dj. Savic met Md. Haque. It ended.", ["Sh. Krasniqi and Dj. Savic met Md. Haque.", "It ended."]),
        ("It is a base of the U.S. Army. It ended.", ["It is a base of the U.S. Army.", "It ended."]),
        ("It was in Sept. 2014. It ended.", ["It was in Sept. 2014.", "It ended."]),
        ("Some 40 officers, i.e. all, left. It ended.", ["Some 40 officers, i.e. all, left.", "It ended."]),
        ("Room No. 5 cost 3.5 million. It ended.", ["Room No. 5 cost 3.5 million.", "It ended."]),
        ("It ended. 40 officers left.", ["It ended.", "40 officers left."]),
        ("It ended. • One item", ["It ended.", "• One item"]),
        ("(It ended.) She left.", ["(It ended.)", "She left."]),
        ("He said “go.” She left.", ["He said “go.”", "She left."]),
        ("It ended.\nShe left.", ["It ended.", "She left."]),
        ("It ended. and on it went", ["It ended. and on it went"]),
        ("Élan wins. Čista rijeka.", ["Élan wins.", "Čista rijeka."]),
        ("No full stop", ["No full stop"]),
        ("  \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """A sentence ends at a full stop, not at an abbreviation, an initial or a decimal point."""
    assert sentences(text) == expected


def test_nothing_inside_a_quotation_ends_a_sentence() -> None:
    """What somebody says in three sentences stays with the words that say who."""
    text = "“We go on. It works! All agree.” said Anna Berg. She left."
    assert sentences(text, Span(0, 32)) == ["“We go on. It works! All agree.” said Anna Berg.", "She left."]


def test_a_quotation_at_the_end_closes_its_sentence() -> None:
    """The full stop inside the closing mark ends the sentence around it."""
    text = "She said: “We go on. It works.” He left."
    assert sentences(text, Span(10, 31)) == ["She said: “We go on. It works.”", "He left."]


@given(TEXTS, st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=3))
def test_sentences_lose_nothing(text: str, pairs: list[tuple[int, int]]) -> None:
    """Sentences follow each other, begin and end at a word, and hold all that is no white space, whatever is opaque."""
    flat = flatten(text)
    opaque = [Span(min(pair), max(pair)) for pair in pairs if max(pair) <= len(text)]
    spans = list(split_sentences(flat, whole(text), opaque))
    assert all(first.end <= second.begin for first, second in pairwise(spans))
    assert all(span.of(flat) == span.of(flat).strip() != "" for span in spans)
    assert "".join("".join(span.of(flat).split()) for span in spans) == "".join(flat.split())


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [("  It ended. ", Span(0, 12), Span(2, 11)), ("It ended.", Span(2, 9), Span(3, 9)), ("ended", Span(0, 5), Span(0, 5))],
)
def test_trim(text: str, span: Span, expected: Span) -> None:
    """White space at the ends goes, nothing else."""
    assert trim(text, span) == expected
