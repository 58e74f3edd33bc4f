"""kg.extract.quotes: what stands between marks of quotation, and what of it is speech."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from readings import reading_of

from kg.extract.quotes import find_quotes, is_speech
from kg.model import Quotation, Span
from kg.sentences import flatten

LONG = "We go on with the work that we began here"


def quoted(text: str) -> list[str]:
    """The quoted stretches of a paragraph, marks included."""
    flat = flatten(text)
    return [span.of(text) for span in find_quotes(flat, Span(0, len(flat)))]


def speech(text: str) -> list[str]:
    """Those that are speech."""
    flat = flatten(text)
    return [span.of(text) for span in find_quotes(flat, Span(0, len(flat))) if is_speech(flat, span)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said: "We go on." All left.', ['"We go on."']),
        ("“We go on,” she said. “It works.”", ["“We go on,”", "“It works.”"]),
        ("„We go on“, she said", ["„We go on“"]),
        ("„We go on,” she said", ["„We go on,”"]),
        ("«We go on», she said", ["«We go on»"]),
        ("``We go on,'' she said", ["``We go on,''"]),
        ("‘We go on,’ she said. It’s good.", ["‘We go on,’"]),
        ("'We go on and on, today,' she said.", ["'We go on and on, today,'"]),
        ("He said “we ‘go on’ today” then", ["“we ‘go on’ today”"]),
        ('"We go on," he said. "It works."', ['"We go on,"', '"It works."']),
        ("She said “we go on\nwith it”.", ["“we go on\nwith it”"]),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    """Straight, curly, low, angled, double and single marks; from left to right, the outer of nested ones."""
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They're Albania's police officers' best",
        "the students’ and the officers’ work, it’s good",
        'a 5" pipe and a 6" pipe',
        "O'Brien and D'Alema don't",
        "no marks at all",
        '"',
        "“",
        '""',
        "She said: ‘",
    ],
)
def test_what_is_no_quotation(text: str) -> None:
    """Apostrophes, inches and single marks quote nothing."""
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"“{LONG}.", [f"“{LONG}."]),
        (f'"{LONG}.', [f'"{LONG}.']),
        (f"She said: “{LONG}.", [f"“{LONG}."]),
        (f"“It works,” she said. “{LONG}.", ["“It works,”", f"“{LONG}."]),
    ],
)
def test_a_quotation_that_goes_on(text: str, expected: list[str]) -> None:
    """A quotation without its closing mark goes to the end of the paragraph: the next one carries it on."""
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LONG}.” She left.", [f"{LONG}.”"]),
        (f"{LONG},'' she said.", [f"{LONG},''"]),
        (f"She said: {LONG}.” She left.", [f"{LONG}.”"]),
    ],
)
def test_a_missing_opening_mark(text: str, expected: list[str]) -> None:
    """A quotation that is only closed begins behind the colon or with the paragraph."""
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go on,” she said", ["“We go on,”"]),
        ("“[...]” she said", ["“[...]”"]),
        ("She called it “the best of all the courses here”.", ["“the best of all the courses here”"]),
        ("the so-called “green border”", []),
        ("the project “Secure Crossings” began", []),
        ('"Hotel Adria" was full', []),
        ("``We go on,'' she said", ["``We go on,''"]),
    ],
)
def test_speech_or_title(text: str, expected: list[str]) -> None:
    """A long stretch, one that ends like a clause and one that is elided are speech; a short name or term is not."""
    assert speech(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go on with it,” said Anna Berg of UNODC.", [("“We go on with it,”", True)]),
        ("“We go on with it,” said Anna Berg of UNODC. “It works.”", [("“We go on with it,”", True), ("“It works.”", True)]),
        ("Anna Berg said that the work goes on.", [("Anna Berg said that the work goes on.", False)]),
        ('Anna Berg said: "We go on with it."', [('"We go on with it."', True)]),
        (f"“{LONG}.\n\n“It works well,” said Anna Berg.", [("“It works well,”", True)]),
        ("“We go on,” read the banner.", []),
    ],
)
def test_quotations_in_a_reading(text: str, expected: list[tuple[str, bool]]) -> None:
    """Word for word where marks stand, else the sentence that reports it; nothing that nobody says."""
    reading = reading_of(text)
    found = [(claim.quote.of(reading.document.text), claim.direct) for claim in reading.claims if isinstance(claim, Quotation)]
    assert found == expected


MARKS = st.lists(st.sampled_from([*"“”„«»‘’'\"`", "''", "``", " ", ". ", "a", "We go", ", ", ": ", "\n", LONG]), max_size=20).map(
    "".join
)


@given(st.text(max_size=80) | MARKS)
def test_any_text(text: str) -> None:
    """Quoted stretches lie in the text, in order, apart and not empty."""
    flat = flatten(text)
    spans = find_quotes(flat, Span(0, len(flat)))
    assert all(0 <= span.begin < span.end <= len(flat) for span in spans)
    assert all(first.end <= second.begin for first, second in pairwise(spans))


@given(st.text(max_size=80) | MARKS)
@example(f"{LONG}.” She left.")
def test_a_paragraph_is_read_wherever_it_stands(text: str) -> None:
    """The quotations of a paragraph do not hang on what stands before it in the document."""
    flat = flatten(text)
    spans = find_quotes(flat, Span(0, len(flat)))
    moved = find_quotes(f"x. {flat} x", Span(3, 3 + len(flat)))
    assert [(span.begin - 3, span.end - 3) for span in moved] == [tuple(span) for span in spans]
