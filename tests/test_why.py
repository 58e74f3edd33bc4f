"""kg.why: what the graph says leads back to the sentence that says it."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import BadInput
from kg.model import Span
from kg.rdf import Text
from kg.store.reader import ask
from kg.why import NEAR, Evidence, context, lines, underlined, why

BASE = "https://example.org/id/"
TEXT = (
    "A course in Osh\n\nMr. Ade Bello opened the course. It was organised by the Border Academy in Osh.\n\nJapan paid for it all.\n"
    "It also paid for a meeting of the Border Academy in Batken."
)


def passage(words: str) -> str:
    """The IRI of the passage with these words."""
    begin = TEXT.index(words)
    return f"<{BASE}document/1#char={begin},{begin + len(words)}>"


def stated(*words: str) -> str:
    """The passages with these words, in Turtle."""
    spans = [(TEXT.index(one), len(one)) for one in words]
    return "".join(
        f"{passage(one)} kg:begin {begin} ; kg:end {begin + size} .\n" for one, (begin, size) in zip(words, spans, strict=True)
    )


GRAPH = f"""
PREFIX kg: <https://w3id.org/pressgraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX role: <https://w3id.org/pressgraph/role/>
PREFIX : <{BASE}>
BASE <{BASE}>

GRAPH <https://w3id.org/pressgraph/graph/concepts> {{ role:organizer skos:prefLabel "Organizer" }}
GRAPH <document/1> {{
  <document/1> a kg:Document ; kg:title "A course in Osh" ; kg:issued "2020-02-03"^^xsd:date ;
    kg:source "releases/osh.txt" ; kg:text '''{TEXT}''' .
  <event/1> a kg:Event ; rdfs:label "Course" ; kg:rule "event" ; kg:confidence 0.9 ;
    kg:statedIn <document/1> ; kg:evidence {passage("the course")} .
  <person/ade-bello> a kg:Person ; rdfs:label "Ade Bello" ; kg:evidence {passage("Mr. Ade Bello")} .
  <institution/border-academy> a kg:Institution ; rdfs:label "Border Academy" ; kg:acronym "BA" ;
    kg:evidence {passage("Border Academy")} .
  <state/JP> a kg:State ; rdfs:label "Japan" ; kg:evidence {passage("Japan")} .
  <institution/border-academy-batken> a kg:Institution ; rdfs:label "Border Academy of Batken" .
  <document/1#claim-1> a kg:Participation ; kg:agent <institution/border-academy> ; kg:role role:organizer ; kg:event <event/1> ;
    kg:rule "organised by" ; kg:confidence 0.95 ; kg:statedIn <document/1> ;
    kg:evidence {passage("organised by the Border Academy")} .
  <document/1#claim-2> a kg:Funding ; kg:funder <state/JP> ; kg:funded <event/1> ;
    kg:rule "paid for" ; kg:confidence 0.8 ; kg:statedIn <document/1> ; kg:evidence {passage("Japan paid for it")} .
  {stated("the course", "Mr. Ade Bello", "Border Academy", "Japan", "organised by the Border Academy", "Japan paid for it")}
}}
"""


class Graph:
    """A graph in memory that is asked as a store is."""

    def __init__(self, text: str) -> None:
        self._base = ox.Store()
        self._base.load(text.encode(), format=ox.RdfFormat.TRIG)

    def query(self, text: str, *, substitutions: Mapping[str, str | Text] | None = None) -> Any:  # noqa: ANN401 - as the reader says
        """The solutions of a query."""
        return ask(self._base, text, substitutions or {})


@pytest.fixture(scope="module")
def graph() -> Graph:
    """One document with an event, three claims' worth of names and two claims."""
    return Graph(GRAPH)


def told(graph: Graph, name: str) -> list[str]:
    """What is said of a name: the words of each statement."""
    return [f"{one.kind}: {one.words}" for piece in why(graph, name).evidence for one in piece.statements]


CLAIM = "Participation: Border Academy, as Organizer, at Course"
FUNDING = "Funding: Japan, for Course"
EVENT = "Event: Course"


@pytest.mark.parametrize(
    ("name", "statements"),
    [
        ("document/1#claim-1", [CLAIM]),
        (f"{BASE}document/1#claim-1", [CLAIM]),
        (f"<{BASE}document/1#claim-1>", [CLAIM]),
        (passage("Japan paid for it"), [FUNDING]),
        ("event/1", [EVENT, CLAIM, FUNDING]),
        ("institution/border-academy", [CLAIM]),
        ("border academy", [CLAIM]),
        ("BA", [CLAIM]),
        ("person/ade-bello", ["Person: Ade Bello"]),
        ("document/1", [EVENT, CLAIM, FUNDING]),
    ],
)
def test_every_kind_of_name_leads_to_its_statements(graph: Graph, name: str, statements: list[str]) -> None:
    """A claim, an event, a thing, a passage and a document are found by IRI, by the end of the IRI, and by name."""
    assert told(graph, name) == statements


def test_lines_show_document_rule_and_underlined_passage(graph: Graph) -> None:
    """The answer names the document and the rule, and underlines the passage in its whole sentence."""
    assert list(lines(why(graph, "document/1#claim-1").evidence)) == [
        "2020-02-03 - A course in Osh",
        "releases/osh.txt",
        "",
        '  Participation: Border Academy, as Organizer, at Course (rule "organised by", confidence 0.95)',
        "    It was organised by the Border Academy in Osh.",
        "           " + "^" * len("organised by the Border Academy"),
        "",
    ]


def test_nothing_moves_the_cursor_of_a_terminal() -> None:
    """A title or source with control characters comes out as one plain line."""
    graph = Graph(GRAPH.replace('"A course in Osh"', '"A \\u001B[2Jcourse\\nin Osh"'))
    assert next(lines(why(graph, "document/1#claim-1").evidence)) == "2020-02-03 - A \ufffd[2Jcourse in Osh"


def test_mention_is_told_as_such(graph: Graph) -> None:
    """Where a document only names a thing, that is said, and no rule is made up."""
    assert "  Person: Ade Bello (named here)" in list(lines(why(graph, "Ade Bello").evidence))


def test_most_limits_and_tells_what_is_left(graph: Graph) -> None:
    """A long answer is cut, and says how much was left out; 0 gives all of it."""
    assert (len(why(graph, "event/1", 2).evidence), why(graph, "event/1", 2).more) == (2, 1)
    assert why(graph, "event/1", 0).more == 0


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("academy", "institution/border-academy (Border Academy); institution/border-academy-batken"),
        ("nobody", "kg query"),
        ("", "kg query"),
        ("a <b>", "kg query"),
    ],
)
def test_unknown_name_offers_what_is_alike(graph: Graph, name: str, hint: str) -> None:
    """A name that nothing bears is one line that lists names which contain it."""
    with pytest.raises(BadInput, match="knows nothing") as caught:
        why(graph, name)
    assert hint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_name_of_several_things_is_not_guessed() -> None:
    """A name that two things bear is refused with both, so that evidence is never that of another."""
    twins = Graph(GRAPH.replace('"Border Academy of Batken"', '"Border Academy"'))
    with pytest.raises(BadInput, match=r"several things.*border-academy \(.*border-academy-batken"):
        why(twins, "Border Academy")


def test_context_of_a_long_sentence_stays_near_the_passage() -> None:
    """Of a sentence without end, whole words around the passage are shown."""
    text = "word " * 400 + "here " + "word " * 400
    begin = text.index("here")
    shown = context(text, Span(begin, begin + 4)).of(text)
    assert NEAR < len(shown) <= 2 * NEAR + 4
    assert set(shown.split()) == {"word", "here"}


SPANS = st.text(alphabet="ab .\n\té“", max_size=80).flatmap(
    lambda text: st.tuples(st.just(text), st.tuples(*[st.integers(0, len(text))] * 2).map(sorted))
)


@given(SPANS, st.integers(5, 40))
@example(("a b", [0, 3]), 40)
def test_underlining_keeps_every_word_and_marks_no_other(spans: tuple[str, list[int]], width: int) -> None:
    """The lines without carets are the words of the text, each within the width; what stands over the carets is the passage."""
    text, (begin, end) = spans
    shown = list(underlined(text, Span(0, len(text)), [Span(begin, end)], width))
    words = [line for line in shown if "^" not in line]
    assert " ".join(words).split() == text.split()
    assert all(len(line) <= width or " " not in line for line in words)
    over = "".join(
        char for line, marks in pairwise(shown) if "^" in marks for char, mark in zip(line, marks, strict=False) if mark == "^"
    )
    assert "".join(over.split()) == "".join(text[begin:end].split())


@given(SPANS)
def test_context_holds_the_passage(spans: tuple[str, list[int]]) -> None:
    """Whatever the text, the context covers the passage and lies within the text."""
    text, (begin, end) = spans
    shown = context(text, Span(begin, end))
    assert 0 <= shown.begin <= begin <= end <= shown.end <= len(text)


def test_wide_characters_are_underlined_in_full() -> None:
    """Two columns get two carets, an accent on its own none; what cannot be printed is not sent to the terminal."""
    assert list(underlined("in 漢字 now", Span(0, 9), [Span(3, 5)], 40)) == ["in 漢字 now", "   ^^^^"]
    assert list(underlined("a\x07b", Span(0, 3), [Span(1, 3)], 40)) == ["a\ufffdb", " ^^"]
    assert list(underlined("cafe\u0301 au", Span(0, 8), [Span(0, 5)], 40)) == ["cafe\u0301 au", "^^^^"]


def test_evidence_slices_the_stored_text(graph: Graph) -> None:
    """The span of an evidence cuts the passage out of the text."""
    (one,) = why(graph, "document/1#claim-2").evidence
    assert isinstance(one, Evidence)
    assert one.span.of(one.text) == "Japan paid for it"
    assert one.context.of(one.text).startswith("Japan paid for it all.")
