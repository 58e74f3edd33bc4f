"""kg.unread.finding: which sentences are gaps, what they name, and how their points are made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import HEADLINE, knowledge

from kg.knowledge import nameable
from kg.model import Document
from kg.unread.clues import load
from kg.unread.finding import Gap, gaps

CLUES = load(nameable(knowledge().lexicon))
READ = "The workshop was organised by UNDP in Osh on 4 May 2016."
UNREAD = "Sweden and the Ministry of Justice of Serbia looked on."


def found(text: str, headline: str = HEADLINE) -> list[Gap]:
    """The gaps of a text under a headline that names nothing."""
    return list(gaps(Document("test.txt", f"{headline}\n\n{text}"), knowledge(), CLUES))


def test_a_sentence_with_a_claim_is_no_gap() -> None:
    """Only the sentence in which no claim and no event stands is told."""
    (gap,) = found(f"{READ} {UNREAD}")
    assert gap.text == UNREAD


def test_a_sentence_that_names_nothing_is_no_gap() -> None:
    """Without a person, a body, a state, an amount or a date there is nothing to miss."""
    assert found("It rained, and nobody minded the rain.") == []


def test_a_gap_tells_what_it_names_and_where() -> None:
    """Each named thing has its place in the sentence, and the sentence has its place in the document."""
    (gap,) = found(UNREAD)
    assert [(kind, span.of(gap.text)) for kind, span in gap.named] == [
        ("state", "Sweden"),
        ("institution", "Ministry of Justice of Serbia"),
    ]
    assert gap.names == "1 state, 1 institution"
    assert gap.span.of(f"{HEADLINE}\n\n{UNREAD}") == gap.text


def test_points_are_explained() -> None:
    """The points are the sum of the reasons, and the words say which."""
    (gap,) = found("The Ministry of Justice of Serbia bore a part of it.")
    assert gap.points == sum(points for _, points in gap.reasons)
    assert gap.why == "1 institution +1, tells of paying +4"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("- The guests were Sweden and the Ministry of Justice of Serbia.", "item"),
        ("Guests: Ministry of Justice", "fragment"),
        ("“We will go on with it, whatever anybody may say,” read the banner of the Ministry of Justice of Serbia.", "quotation"),
    ],
)
def test_lists_fragments_and_quotations_count_less(text: str, share: str) -> None:
    """What is no plain sentence keeps a share of its points, and the words say so."""
    (gap,) = found(text)
    assert [name for name, _ in gap.shares] == [share]
    assert gap.points < sum(points for _, points in gap.reasons)
    assert gap.why.endswith(share)


def test_more_than_three_things_of_a_kind_count_as_three() -> None:
    """A long list does not outrank a payment."""
    lists = ("Serbia, Albania and Italy", "Serbia, Albania, Malta and Italy")
    three, four = (found(f"It lies between {names}.")[0] for names in lists)
    assert three.points == four.points
    assert four.names == "4 states"


@given(st.text(alphabet="ab .,\n“”UNDP€ 1", max_size=200))
def test_a_gap_lies_in_its_document(text: str) -> None:
    """Whatever the text, a gap is a stretch of it, and what it names is a stretch of the gap."""
    for gap in found(text):
        assert gap.span.of(f"{HEADLINE}\n\n{text}") == gap.text
        assert all(0 <= span.begin < span.end <= len(gap.text) for _, span in gap.named)
