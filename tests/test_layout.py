"""kg.layout: what of a release is headline, field, paragraph or item, and what is menu, label or boilerplate."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import knowledge

from kg.layout import Layout, is_prose, read_layout
from kg.model import Document

HEAD = "OSCE trains forty judges in Tirana"
ONE = "The OSCE Presence in Albania held a two-day seminar for forty judges in Tirana on 4 and 5 May 2011."
TWO = "“We go on with it,” said the Head of the Presence at the end of the seminar, and all agreed with that."
THREE = "The seminar was the third of five and was paid for by the Government of Norway, which had asked for it."
MENU = ["Home", "Countries", "Where we work", "Albania", "Serbia", "News room", "Video", "Jobs", "Our people", "Events"]
PIECES = (
    HEAD, ONE, TWO, THREE, *MENU, "Issued by:", "Source: OSCE", "Date: 4 May 2011", "- item one", "1. item", "# ", "**",
    "](http://x)", "\n",
    "\n\n", "...", "[", "a | b | c | d", "About us", "Share this:", "Photo: OSCE", "\x0c", "\x85", "\u2028", "\r\n", "• ",
)  # fmt: skip
TEXTS = st.text(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=40).map("\n".join)


def laid(*lines: str) -> Layout:
    """The layout of these lines."""
    return read_layout(Document("test", "\n".join(lines)), knowledge().layout)


def blocks(layout: Layout) -> list[tuple[str, str]]:
    """(kind, text with single blanks) of each block that is read."""
    return [(block.kind, " ".join(block.span.of(layout.flat).split())) for block in layout.blocks]


def fields(layout: Layout) -> dict[str, list[str]]:
    """The printed fields by meaning."""
    return {meaning: [span.of(layout.flat) for span in spans] for meaning, spans in layout.fields.items()}


PLAIN = [("headline", HEAD), ("paragraph", ONE), ("paragraph", TWO)]


def test_headline_and_paragraphs() -> None:
    """The line before the first sentence is the headline; empty lines part paragraphs."""
    assert blocks(laid(HEAD, "", ONE, "", TWO)) == PLAIN


def test_the_longest_line_in_front_is_the_headline() -> None:
    """A dateline stamp or the name of a country above the headline does not take its part."""
    layout = laid("4 May 2011", "", "Albania", "", HEAD, "", ONE)
    assert layout.headline.of(layout.flat) == HEAD
    assert [span.of(layout.flat) for span in layout.front] == ["4 May 2011", "Albania"]
    assert blocks(layout) == PLAIN[:2]


@pytest.mark.parametrize("text", ["", "\n\n", ONE, "4 May 2011", "OSCE", "12 / 345 - 6789"])
def test_without_headline(text: str) -> None:
    """A text without a line that can be a headline has none, and is read all the same."""
    layout = laid(text)
    assert layout.headline.of(layout.flat) == ""
    assert [kind for kind, _ in blocks(layout)] == ["paragraph"] * bool(text.strip())


def test_a_menu_is_dropped() -> None:
    """A run of short lines in front of the text and behind it is a menu of the page."""
    assert blocks(laid(*MENU, "", ONE, "", TWO, "", *MENU)) == [("paragraph", ONE), ("paragraph", TWO)]


def test_the_headline_at_the_end_of_a_menu_stays() -> None:
    """A flattened page prints its headline straight behind the menu."""
    assert blocks(laid(*MENU, HEAD, "", ONE, "", TWO)) == PLAIN


def test_a_list_of_speakers_is_no_menu() -> None:
    """Lines of 'Name, Role' tell who spoke, however many there are."""
    people = [
        f"- {name}, Judge at the Court of Tirana"
        for name in ("Ana Berg", "Ben Cole", "Cem Dag", "Eva Fino", "Gil Hart", "Ida Jon", "Kim Lo", "Max Nol")
    ]
    assert blocks(laid(HEAD, "", ONE, *people))[2:] == [("item", line[2:]) for line in people]


def test_items_and_their_bullets() -> None:
    """Each item is a block of its own, without its bullet."""
    assert blocks(laid(HEAD, "", ONE, "- Forty judges came, all told;", "• five experts spoke,", "1. two ministers listened;"))[
        2:
    ] == [
        ("item", "Forty judges came, all told;"),
        ("item", "five experts spoke,"),
        ("item", "two ministers listened;"),
    ]


def test_hard_wrapped_lines_are_joined() -> None:
    """Lines that were broken at a width make one paragraph; its span holds them all."""
    layout = laid(
        HEAD,
        "",
        "The OSCE Presence in Albania held a two-day seminar for forty judges in",
        "Tirana on 4 and 5 May 2011. It was the third of five seminars, and it was",
        "paid for by the Government of Norway, which had asked for a seminar that",
        "all judges of the country can attend.",
        "",
        "Another one follows in the autumn, again with the help of the Government",
        "of Norway, and again in Tirana.",
    )
    assert [kind for kind, _ in blocks(layout)] == ["headline", "paragraph", "paragraph"]
    assert "forty judges in Tirana on 4 and 5 May 2011. It was" in blocks(layout)[1][1]
    assert blocks(layout)[2][1].endswith("Government of Norway, and again in Tirana.")


def test_a_line_that_begins_in_lower_case_goes_on() -> None:
    """A line that was broken once is joined again, also in a text that is not wrapped."""
    assert blocks(
        laid(HEAD, "", "The OSCE Presence in Albania", "held a seminar for forty judges in Tirana, the third of five.")
    ) == [
        ("headline", HEAD),
        ("paragraph", "The OSCE Presence in Albania held a seminar for forty judges in Tirana, the third of five."),
    ]


def test_a_repeated_paragraph_is_read_once() -> None:
    """Pages repeat their lead; a fact that stands twice is no second fact."""
    assert blocks(laid(HEAD, "", ONE, "", TWO, "", ONE)) == PLAIN


def test_a_lead_cut_off_with_dots_goes() -> None:
    """The summary that breaks off is left out where the whole of it follows."""
    assert blocks(laid(HEAD, "", f"{ONE[:70]}...", "", ONE, "", TWO)) == PLAIN


def test_dots_stay_where_the_whole_is_nowhere() -> None:
    """A paragraph that ends in dots is read if it is all there is."""
    assert blocks(laid(HEAD, "", f"{ONE[:70]}…", "", TWO))[1] == ("paragraph", f"{ONE[:70]}…")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Issued by: OSCE Presence in Albania"], {"issuer": ["OSCE Presence in Albania"]}),
        (["Issued by:", "OSCE Presence in Albania"], {"issuer": ["OSCE Presence in Albania"]}),
        (["Issued by:", "", "OSCE Presence in Albania"], {"issuer": ["OSCE Presence in Albania"]}),
        (["Source : OSCE"], {"issuer": ["OSCE"]}),
        (["Issued on: 4 May 2011", "Fields of work: Borders, Police"], {"issued": ["4 May 2011"], "topic": ["Borders, Police"]}),
        (
            ["Organized by: UNDP", "Location: Tirana", "When: 4 May 2011"],
            {"organizer": ["UNDP"], "place": ["Tirana"], "when": ["4 May 2011"]},
        ),
        (["Organized by: UNDP", "Organized by: OSCE"], {"organizer": ["UNDP", "OSCE"]}),
        (["Note well: it is good."], {}),
    ],
)
def test_fields(lines: list[str], expected: dict[str, list[str]]) -> None:
    """A printed field gives its value, beside the key or below it, and is no paragraph."""
    layout = laid(HEAD, "", *lines, "", ONE, "", TWO)
    assert fields(layout) == expected
    assert [text for kind, text in blocks(layout) if kind == "paragraph" and ": " not in text] == [ONE, TWO]


@pytest.mark.parametrize(
    "line",
    [
        "Share this: Facebook | Twitter | LinkedIn | Email",
        "Press release",
        "PRESS RELEASE",
        "- more -",
        "Print",
        "* * *",
        "Home | News | Events | Contact",
        "News » Albania » Police",
        "(Photo by Anna Berg)",
        "Photo: OSCE/Anna Berg, Tirana, 4 May 2011",
    ],
)
def test_labels_are_dropped(line: str) -> None:
    """Share links, trails of links, captions and headings of the page are no text."""
    assert blocks(laid(HEAD, "", ONE, "", line, "", TWO)) == PLAIN


@pytest.mark.parametrize(
    "heading",
    [
        "For further information",
        "Notes to editors",
        "About the OSCE",
        "- ends -",
        "Media contact:",
        "For more information, please call Ms. Berg.",
    ],
)
def test_the_tail_is_cut(heading: str) -> None:
    """Behind a heading such as 'Notes to editors' stands boilerplate, which holds no fact of the release."""
    assert blocks(laid(HEAD, "", ONE, "", TWO, "", heading, "", THREE)) == PLAIN


def test_a_heading_near_the_top_cuts_nothing() -> None:
    """The same words in the first part of a page belong to its menu; the text behind them is read."""
    assert blocks(laid(HEAD, "", "Contact", "", ONE, "", TWO))[-2:] == PLAIN[1:]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (f"# {HEAD}", HEAD),
        (f"**{HEAD}**", HEAD),
        (f"> {HEAD}", HEAD),
        ("OSCE trains [forty judges](https://example.org/judges) in Tirana", "OSCE trains forty judges in Tirana"),
        (f"![a picture](https://example.org/one.png) {HEAD}", HEAD),
        (f"{HEAD} https://example.org/judges", HEAD),
    ],
)
def test_markup_is_blanked_out(printed: str, expected: str) -> None:
    """Signs of Markdown are no characters of the text, and nothing moves where they stood."""
    layout = laid(printed, "", ONE)
    assert blocks(layout)[0] == ("headline", expected)
    assert layout.flat[len(printed) + 2 :] == ONE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ONE, True),
        (TWO.removesuffix(".") + "!", True),
        (HEAD, False),
        ("It ended.", False),
        (HEAD + "a" * 240, True),
    ],
)
def test_is_prose(text: str, expected: bool) -> None:
    """A paragraph is prose when it is closed like a sentence and longer than a label."""
    assert is_prose(text) is expected


@given(TEXTS)
def test_layout_laws(text: str) -> None:
    """Blocks lie inside the text, in order, apart and not empty; nothing moves; there is one headline at most."""
    layout = read_layout(Document("test", text), knowledge().layout)
    spans = [block.span for block in layout.blocks]
    assert len(layout.flat) == len(text)
    assert all(0 <= span.begin < span.end <= len(text) for span in [*spans, *layout.front])
    assert all(first.end <= second.begin for first, second in pairwise(spans))
    assert {block.kind for block in layout.blocks} <= {"headline", "paragraph", "item"}
    assert sum(block.kind == "headline" for block in layout.blocks) <= 1
    assert all(0 <= span.begin < span.end <= len(text) for spans in layout.fields.values() for span in spans)
