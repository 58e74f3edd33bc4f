"""kg.iris: names of things minted from content."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.iris import BASE, digest, document_iri, passage_iri, slug
from kg.model import Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ministry of Interior", "ministry-of-interior"),
        ("  OSCE   Presence in Albania ", "osce-presence-in-albania"),
        ("Prosecutor's Office", "prosecutor-s-office"),
        ("Dragan Petković", "dragan-petkovic"),
        ("Ana María Solís", "ana-maria-solis"),
        ("Đorđe Łukasz Øster", "dorde-lukasz-oster"),
        ("Işık", "isik"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("§ 5 / 2", "5-2"),
        ("a" * 200, "a" * 80),
        ("a" * 79 + " b", "a" * 79),
    ],
)
def test_slug(text: str, expected: str) -> None:
    """A name becomes plain letters, digits and hyphens, without its accents, cut at eighty."""
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("one", "other"), [("Prosecutor's Office", "Prosecutor’s Office"), ("Serbia-Kosovo Team", "Serbia–Kosovo Team")]
)
def test_typography_does_not_count(one: str, other: str) -> None:
    """A straight and a curly apostrophe, a hyphen and a dash give one IRI, because releases write the same name both ways."""
    assert slug(one) == slug(other)


def test_names_without_a_latin_letter_stay_apart() -> None:
    """Names in other scripts get a digest, not one empty name for all."""
    assert slug("МВД") != slug("МИД")
    assert re.fullmatch(r"[0-9a-f]{16}", slug("МВД"))


@given(st.text())
def test_slug_laws(text: str) -> None:
    """A slug is a path segment that is never empty, and case does not count."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text))
    assert len(slug(text)) <= 80
    assert slug(slug(text)) == slug(text)


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_a_document_is_its_text(one: str, two: str) -> None:
    """The same text has the same IRI, another text another one."""
    assert (document_iri(one) == document_iri(two)) == (one == two)
    assert document_iri(one).startswith(f"{BASE}document/")


def test_iris_are_the_same_on_every_machine() -> None:
    """What was minted once is minted again: these are written down."""
    assert digest("a", "b") == "f04cdced9736a69d"
    assert document_iri("It ended.", "https://example.org/") == "https://example.org/document/7fe90c33c87c7484aa35"


def test_the_parts_of_a_digest_stay_apart() -> None:
    """'ab', 'c' is not 'a', 'bc'."""
    assert digest("ab", "c") != digest("a", "bc")
    assert len(digest("a", size=20)) == 20


def test_a_lone_surrogate_has_a_digest() -> None:
    """A text that UTF-8 cannot hold is named all the same."""
    assert document_iri("\ud800") != document_iri("\ud801")


def test_passage() -> None:
    """A stretch of a document is named as RFC 5147 writes a range of characters."""
    assert passage_iri("https://example.org/document/1", Span(120, 180)) == "https://example.org/document/1#char=120,180"
