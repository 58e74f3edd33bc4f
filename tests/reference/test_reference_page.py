"""kg.reference: the page says everything about every term, its links lead somewhere, and it needs nothing from elsewhere."""

import re

import lxml.html
import pyoxigraph as ox
import pytest
from vocabulary.graphs import FOLDER, facts, read

from kg import ontology, reference
from kg.errors import BadKnowledge
from kg.rdf import jsonld
from kg.reference.diagrams import Arrow, star, tree
from kg.reference.entries import entries

TERMS = ontology.load().terms
PAGE = lxml.html.document_fromstring(reference.page())


@pytest.mark.parametrize("name", TERMS)
def test_a_term_is_explained(name: str) -> None:
    """Each term has a section with its label, definition, notes, example, and what it is of, leads to, and is under or close to."""
    term, entry = TERMS[name], entries()[TERMS[name].iri]
    text = " ".join(PAGE.get_element_by_id(entry.anchor).text_content().split())
    for wanted in (name, term.label, term.kind, term.definition, *term.notes, term.example):
        assert " ".join(wanted.split()) in text
    for iri in (*term.parents, term.domain, term.range, entry.inverse, *entry.under, *entry.close):
        assert re.split("[/#]", iri)[-1] in text


def test_links_lead_somewhere() -> None:
    """Each link is to a term on the page, and no name stands twice."""
    names = [element.get("id") for element in PAGE.iter() if element.get("id")]
    assert len(names) == len(set(names))
    targets = {element.get("href") for element in PAGE.iter("a")}
    assert targets
    assert targets <= {f"#{name}" for name in names}


def test_nothing_is_fetched() -> None:
    """The page has no scripts, pictures or style sheets from elsewhere, so that it works without a network."""
    assert not list(PAGE.iter("script", "img", "link", "iframe", "object"))
    assert "url(http" not in reference.page()
    assert "@import" not in reference.page()


def test_diagrams_show_the_classes() -> None:
    """The first diagram has every class, under the one that it is a kind of; each class with links has one of its own."""
    drawn = list(PAGE.iter("svg"))
    classes = {name.removeprefix("kg:") for name, term in TERMS.items() if term.kind == "class"}
    whole = next(one for one in drawn if one.get("aria-label") == "All classes")
    assert {text.text for text in whole.iter("text")} == classes
    leading = {term.domain for term in TERMS.values() if term.kind == "object property" and term.range in entries()}
    labels = {one.get("aria-label") for one in drawn}
    assert {f"What {iri.rpartition('#')[2]} leads to" for iri in leading - {""}} <= labels


def test_a_tree_is_drawn() -> None:
    """A class under another one is further right and joined to it by a line; names are kept from being markup."""
    drawn = tree([(0, "A"), (1, "B<")], "T & U")
    assert drawn.count("<rect") == 2
    assert drawn.count("<path") == 1
    assert "B&lt;" in drawn
    assert 'aria-label="T &amp; U"' in drawn


def test_a_star_is_drawn() -> None:
    """A property that leads to a class is an arrow with its name; one that leads to none is not drawn."""
    drawn = star("Event", [Arrow("place", "Place"), Arrow("venue", "")])
    assert "marker-end" in drawn
    assert "venue" not in drawn
    assert star("Event", [Arrow("venue", "")]) == ""


def test_other_forms_say_the_same() -> None:
    """Turtle and JSON-LD hold the same statements as ontology/kg.ttl."""
    assert facts(ox.parse(reference.written("ttl"), format=ox.RdfFormat.TURTLE)) == read("kg.ttl")
    assert facts(ox.parse(reference.written("jsonld"), format=ox.RdfFormat.JSON_LD)) == read("kg.ttl")


def test_the_files_are_there() -> None:
    """What is offered as it is are the files of ontology/, all of them."""
    assert set(reference.FILES) == {path.name for path in FOLDER.iterdir()}


def test_concepts_are_listed() -> None:
    """Each scheme is there with every concept and what it means."""
    for name, concepts in ontology.load().schemes.items():
        text = PAGE.get_element_by_id(f"scheme-{name}").text_content()
        assert all(one.definition in text for one in concepts.values())


def test_a_file_that_is_no_turtle_is_refused() -> None:
    """What cannot be read is told by its name."""
    with pytest.raises(BadKnowledge, match=r"nowhere\.ttl: not readable as Turtle"):
        jsonld(FOLDER / "nowhere.ttl")
