"""kg.rdf: Turtle files as plain triples."""

from pathlib import Path

import pytest

from kg.errors import BadKnowledge
from kg.rdf import Text, Triple, read_turtle

XSD = "http://www.w3.org/2001/XMLSchema#"
ONE = "https://example.org/one"


def written(folder: Path, turtle: str) -> Path:
    """A file with this Turtle."""
    path = folder / "own.ttl"
    path.write_text(f"@prefix : <https://example.org/> .\n{turtle}", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (":two", "https://example.org/two"),
        ('"two"', Text("two", "", f"{XSD}string")),
        ('"zwei"@de', Text("zwei", "de", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")),
        ("2", Text("2", "", f"{XSD}integer")),
        ("true", Text("true", "", f"{XSD}boolean")),
        ('"Škripek \\"Ž\\""', Text('Škripek "Ž"', "", f"{XSD}string")),
    ],
)
def test_terms(tmp_path: Path, term: str, expected: str | Text) -> None:
    """An IRI is a text, a literal says its language and datatype."""
    assert list(read_turtle(written(tmp_path, f":one :is {term} ."))) == [Triple(ONE, "https://example.org/is", expected)]


def test_order_is_that_of_the_file(tmp_path: Path) -> None:
    """Readers may rely on the order in which an expert wrote."""
    triples = read_turtle(written(tmp_path, ":one :c 1 ; :a 2 . :one :b 3 ."))
    assert [triple.predicate[-1] for triple in triples] == ["c", "a", "b"]


@pytest.mark.parametrize("turtle", [":one :is [ :a 1 ] .", ":one :is _:x .", "_:x :is :one .", ":one :is ( 1 2 ) ."])
def test_blank_nodes_are_refused(tmp_path: Path, turtle: str) -> None:
    """What has no name could not be spoken of; the error says in which file it stands."""
    path = written(tmp_path, turtle)
    with pytest.raises(BadKnowledge, match="blank node") as caught:
        list(read_turtle(path))
    assert str(path) in str(caught.value)


def test_a_fault_of_syntax_says_where(tmp_path: Path) -> None:
    """A missing full stop is reported with file and line."""
    path = written(tmp_path, ":one :is :two\n:three")
    with pytest.raises(BadKnowledge, match=r"not readable as Turtle.*line 3|not readable as Turtle.* 3:") as caught:
        list(read_turtle(path))
    assert str(path) in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is an error of knowledge, not a traceback."""
    with pytest.raises(BadKnowledge, match=r"nowhere\.ttl"):
        list(read_turtle(tmp_path / "nowhere.ttl"))


def test_bytes_that_are_no_text_are_an_error(tmp_path: Path) -> None:
    """A file in another encoding is refused by name."""
    path = tmp_path / "own.ttl"
    path.write_bytes(b'<https://example.org/one> <https://example.org/is> "\xff\xfe" .')
    with pytest.raises(BadKnowledge, match=r"own\.ttl"):
        list(read_turtle(path))
