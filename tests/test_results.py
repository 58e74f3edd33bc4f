"""kg.results: answers that a person reads in a terminal, and answers that a program reads."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadInput
from kg.results import FORMATS, Answer, breadth, cell, plain, write
from kg.vocab import KG, PREFIXES, RDFS

GRAPH = """
PREFIX kg: <https://w3id.org/pressgraph/ns#>
PREFIX event: <https://w3id.org/pressgraph/id/event/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
event:forum a kg:Event ; rdfs:label "Forum, yearly" ; kg:minAttendance 5 ; kg:eventType <https://example.org/forum> .
event:visit a kg:Event ; kg:minAttendance 120 ;
    rdfs:label "Visit of the delegation from the capital to a village in the mountains" .
"""
HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
ROWS = """
SELECT ?event ?label ?people ?type
WHERE { ?event rdfs:label ?label ; kg:minAttendance ?people OPTIONAL { ?event kg:eventType ?type } }
ORDER BY ?people
"""
TRIPLES = "CONSTRUCT { ?event rdfs:label ?label } WHERE { ?event rdfs:label ?label }"
LONG = "Visit of the delegation from the capital to a village in the mountains"


def ask(query: str) -> Answer:
    """The answer of the graph above."""
    store = ox.Store()
    store.load(GRAPH.encode(), format=ox.RdfFormat.TURTLE)
    return store.query(HEAD + query)


def values(*terms: str) -> Answer:
    """One column `x` with these texts."""
    store = ox.Store()
    rows = " ".join(str(ox.Literal(term)) for term in terms)
    return store.query(f"SELECT ?x {{ VALUES ?x {{ {rows} }} }}")


def test_a_table_without_a_width_is_whole() -> None:
    """Piped, every value is there in full; texts stand left, numbers right, and the last line counts the rows."""
    assert write(ask(ROWS), "table").decode() == (
        "event        label                                                                   people  type\n"
        "-----------  ----------------------------------------------------------------------  ------  -------------------------\n"
        "event/forum  Forum, yearly                                                                5  https://example.org/forum\n"
        f"event/visit  {LONG}     120\n"
        "\n"
        "2 rows.\n"
    )


def test_a_table_keeps_to_the_width() -> None:
    """In a terminal long texts are cut, IRIs that do not fit are left out and named, numbers stay whole."""
    assert write(ask(ROWS), "table", width=50).decode() == (
        "event        label                          people\n"
        "-----------  -----------------------------  ------\n"
        "event/forum  Forum, yearly                       5\n"
        "event/visit  Visit of the delegation from…     120\n"
        "\n"
        "2 rows. Not shown: type (--format csv has all).\n"
    )


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4), st.integers(1, 60))
def test_no_line_is_wider_than_the_terminal(terms: list[str], width: int) -> None:
    """Whatever stands in the values, each row is one line, and none runs over the edge."""
    lines = write(values(*terms), "table", width=width).decode().split("\n")
    assert len(lines) == len(terms) + 5
    assert all(breadth(line) <= width for line in lines[:-2])


@given(st.text())
def test_a_cell_is_one_line_without_commands(text: str) -> None:
    """Nothing in a value can move the cursor, colour the terminal or break the row."""
    shown = plain(text)
    assert len(shown.splitlines()) <= 1
    assert not {"\x1b", "\r", "\t", "\x00", "\u202e", "\x9b"} & set(shown)


def test_wide_and_combining_characters_are_measured() -> None:
    """Columns stay aligned under names in other scripts."""
    assert [breadth(text) for text in ("abc", "日本", "e\u0301", "Қ")] == [3, 4, 1, 1]
    assert write(values("日本", "abcde"), "table").decode().splitlines()[2:4] == ["日本", "abcde"]
    assert write(values("日本語" * 9), "table", width=12).decode().splitlines()[2] == "日本語日本…"


@pytest.mark.parametrize(
    ("iri", "shown"),
    [
        ("https://w3id.org/pressgraph/id/institution/undp", "institution/undp"),
        ("https://w3id.org/pressgraph/role/organizer", "role/organizer"),
        (KG.Event, "kg:Event"),
        (RDFS.label, "rdfs:label"),
        ("https://example.org/a\u202eb", "https://example.org/a\ufffdb"),
    ],
)
def test_iris_are_as_short_as_they_go(iri: str, shown: str) -> None:
    """What the program knows is shortened; `kg why` and parameters take the short form of things."""
    assert cell(ox.NamedNode(iri)) == shown


def test_no_rows_one_row_and_no_columns() -> None:
    """The last line is right for each count, also where there is nothing to show."""
    assert write(ask("SELECT ?x { ?x a kg:Person }"), "table").decode() == "x\n-\n\nNo rows.\n"
    assert write(values("a"), "table").decode() == "x\n-\na\n\n1 row.\n"
    assert write(ask("SELECT * {}"), "table", width=40).decode() == "\n1 row.\n"


def test_columns_can_be_hidden() -> None:
    """What was only a parameter does not come back, in every form for rows."""
    for form in ("table", "json", "csv", "tsv", "xml"):
        text = write(ask(ROWS), form, hide=["event", "type", "other"]).decode()
        assert "Forum, yearly" in text
        assert "event/forum" not in text
        assert "example.org" not in text


def test_json_csv_tsv_and_xml_hold_the_same_rows() -> None:
    """Each standard reader finds every value in the form."""
    bindings = json.loads(write(ask(ROWS), "json"))["results"]["bindings"]
    rows = list(csv.DictReader(io.StringIO(write(ask(ROWS), "csv").decode(), newline="")))
    assert [{name: term["value"] for name, term in row.items()} for row in bindings] == [
        {name: value for name, value in row.items() if value} for row in rows
    ]
    assert [row["people"] for row in rows] == ["5", "120"]
    assert write(ask(ROWS), "tsv").decode().splitlines()[1].split("\t")[1:] == [
        '"Forum, yearly"',
        "5",
        "<https://example.org/forum>",
    ]
    found = [item.text for item in ET.fromstring(write(ask(ROWS), "xml")).iter("{http://www.w3.org/2005/sparql-results#}literal")]
    assert found == ["Forum, yearly", "5", LONG, "120"]


def test_truth_values() -> None:
    """ASK answers yes or no to people and true or false to programs."""
    assert [write(ask(f"ASK {{ ?x a kg:{kind} }}"), "table") for kind in ("Event", "Person")] == [b"yes\n", b"no\n"]
    assert [json.loads(write(ask(f"ASK {{ ?x a kg:{kind} }}"), "json"))["boolean"] for kind in ("Event", "Person")] == [True, False]
    assert write(ask("ASK {}"), "csv") == b"true"
    assert b"<boolean>true</boolean>" in write(ask("ASK {}"), "xml")


@pytest.mark.parametrize("query", [TRIPLES, "DESCRIBE ?event { ?event a kg:Event }"])
def test_triples_are_turtle_with_prefixes_in_order(query: str) -> None:
    """CONSTRUCT and DESCRIBE give the same bytes each time, short by our prefixes and no others."""
    text = write(ask(query), "turtle")
    assert write(ask(query), "turtle") == write(ask(query), "table") == text
    assert b"event:forum " in text
    assert b"@prefix skos:" not in text
    parsed = {(triple.subject, triple.predicate, triple.object) for triple in ox.parse(text, format=ox.RdfFormat.TURTLE)}
    answer = ask(query)
    assert isinstance(answer, ox.QueryTriples)
    assert parsed == {(triple.subject, triple.predicate, triple.object) for triple in answer} != set()


def test_forms_that_do_not_fit_are_refused_in_one_line() -> None:
    """The line says what the query makes and which forms are for that."""
    for form in ("csv", "json", "tsv", "xml"):
        with pytest.raises(BadInput, match=f"^format: {form} is for rows, and this query makes triples. Use table or turtle.$"):
            write(ask(TRIPLES), form)
    for query in (ROWS, "ASK {}"):
        with pytest.raises(BadInput, match=r"^format: turtle is for triples, and .*Use table, json, csv, tsv or xml\.$"):
            write(ask(query), "turtle")
    with pytest.raises(BadInput, match=r"^format: no format named 'xlsx'\. There are: table, json, csv, tsv, xml, turtle\.$"):
        write(ask(ROWS), "xlsx")


def test_every_form_describes_itself() -> None:
    """The help of the command line has a line for each, and each writes something."""
    assert next(iter(FORMATS)) == "table"
    assert all(row.description and (row.rows or row.triples) for row in FORMATS.values())
