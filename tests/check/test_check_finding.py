"""kg.check: a sound graph is sound, and each kind of fault is caught, named and placed."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from commands import Run
from vocabulary.graphs import HEADER

from kg import check, queries
from kg.check import FORMATS, PARTS, Finding, Options, Outcome, Report, reasoner, shapes
from kg.check.findings import spread
from kg.check.queries import folder
from kg.errors import BadInput, BadKnowledge
from kg.iris import BASE
from kg.queries import parse
from kg.store import open_reader

Spoil = Callable[..., Path]
NEEDS_JAVA = pytest.mark.skipif(shutil.which("java") is None, reason="the reasoner needs Java, which is not on this machine")
OTHER = """GRAPH <document/e> {{ <document/e> a kg:Document ; kg:source "e.txt" ; kg:language "en" ; kg:text "More." ;
    kg:sha256 "0db4f6bd1cdc80b7fcb1a8ca4a6e0a46c0d0ce1c9f9be0d1b2a6c8f2d0f4a222" . {0} }}"""


def found(store: Path, *only: str, options: Options | None = None) -> list[Finding]:
    """What is wrong with a store."""
    with open_reader(store) as reader:
        return list(check.check(reader, only, options).findings)


def test_a_sound_graph_is_sound(stored: Spoil) -> None:
    """A graph with every class and property passes all three parts."""
    assert found(stored()) == []


def test_the_sample_documents_are_sound(sample_store: Path) -> None:
    """What the program reads in the samples breaks no shape and no query, and a reasoner finds it consistent."""
    assert found(sample_store) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "message"),
    [
        ("kg:begin 0", "kg:begin 23", "shape:Passage", "A passage has one kg:begin"),
        ("phase:held", "phase:held, phase:planned", "shape:Event", "An event has one kg:phase"),
        ('kg:earliest "2021-11-01"', 'kg:earliest "2021-12-01"', "shape:Event", "An event has at most one kg:earliest"),
        ("kg:women 13", "kg:women 31", "shape:Event", "An event has at most one kg:women"),
        ('kg:title "Training', 'kg:titel "Training', "declared", "The ontology has no kg:titel. Did you mean kg:title?"),
        (
            "<output/o> a kg:Output",
            "<output/o> a kg:Outputs",
            "declared",
            "The ontology has no kg:Outputs. Did you mean kg:Output?",
        ),
    ],
)
def test_a_broken_shape_is_named(stored: Spoil, old: str, new: str, rule: str, message: str) -> None:
    """A document that breaks a shape, or uses a term that is not declared, is told with the rule and the thing."""
    findings = found(stored(old, new), "shapes")
    assert [one for one in findings if one.rule == rule and one.message.startswith(message)]
    assert {one.graph for one in findings} == {f"{BASE}document/d"}
    assert all(one.about.startswith(BASE) for one in findings)


LATER = 'GRAPH <document/e> { <event/u> kg:earliest "2022-01-01"^^xsd:date ; kg:statedIn <document/e> }'
PLANTED = {
    "evidence-slices": ('kg:exact "The Ministry of Justice"', 'kg:exact "the ministry of justice"', ""),
    "passage-names": ("<document/d#char=0,23> a kg:Passage", "<document/d#char=0,24> a kg:Passage", ""),
    "stated-where": ("kg:mainEventOf <document/d> ;", "kg:mainEventOf <document/d> ; kg:reportedIn <document/x> ;", ""),
    "dates-fit": ('kg:latest "2021-11-30"', 'kg:latest "2021-12-01"', ""),
    "counts-add-up": ("kg:men 16", "kg:men 17", ""),
    "one-class": ("", "", OTHER.format('<institution/moj> a kg:Person ; rdfs:label "Ministry of Justice" .')),
    "part-of-itself": (
        "kg:acronym",
        "kg:partOf <institution/a> ; kg:acronym",
        "GRAPH <document/e> { <institution/a> kg:partOf <institution/moj> }",
    ),
    "follows-later": ("kg:followsUp <event/t>", "kg:followsUp <event/u>", LATER),
    "currency-known": ('kg:currency "EUR"', 'kg:currency "QQQ"', ""),
    "post-dates": ('kg:statedOn "2021-11-24"', 'kg:statedOn "2021-11-25"', ""),
    "contrary-decisions": (
        "judgement:undecided",
        "judgement:same",
        "GRAPH <document/e> { <link/m> a kg:IdentityLink ; kg:links <person/p>, <person/q> ; kg:judgement judgement:different }",
    ),
    "derived-unsupported": ("", "", "GRAPH <document/e> { <event/t> kg:organizedBy <institution/nobody> }"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found_by_its_query(stored: Spoil, name: str) -> None:
    """Each query of queries/checks finds the fault that it is there for, and no other query of them does."""
    old, new, more = PLANTED[name]
    findings = found(stored(old, new, more), "queries")
    assert {one.rule for one in findings} == {name}
    assert all(one.about.startswith(BASE) and one.message and one.value for one in findings)


def test_every_query_has_its_fault() -> None:
    """No query of the folder goes untried."""
    assert set(PLANTED) == {Path(query.name).stem for query in queries.catalogue(folder())}


def test_a_check_query_without_its_columns_is_refused(sample_store: Path) -> None:
    """A query that does not say about what, or is no SELECT, is told by its name."""
    with open_reader(sample_store) as reader:
        for text in ("SELECT ?s { ?s ?p ?o }", "ASK { ?s ?p ?o }"):
            with pytest.raises(BadKnowledge, match=r"^mine\.rq: must return \?about, \?found"):
                check.queries.of_query(reader, parse("mine.rq", text))


@NEEDS_JAVA
def test_a_contradiction_is_explained(stored: Spoil) -> None:
    """A thing that two documents put into disjoint classes is told with the three statements that cannot hold together."""
    more = OTHER.format('<institution/moj> a kg:Person ; rdfs:label "Ministry of Justice" .')
    findings = found(stored(more=more), "reasoner")
    assert [one.rule for one in findings] == ["consistent"]
    assert (findings[0].about, findings[0].graph) in {(f"{BASE}institution/moj", f"{BASE}document/{name}") for name in "de"}
    assert sorted(findings[0].because) == [
        "institution:moj rdf:type kg:Institution",
        "institution:moj rdf:type kg:Person",
        "kg:Person owl:disjointWith kg:Institution",
    ]


@NEEDS_JAVA
def test_a_wrong_use_of_a_property_is_explained(stored: Spoil) -> None:
    """What contradicts only by way of a range and a superclass is told with these, too."""
    findings = found(stored("kg:place <place/al/tirana>", "kg:place <project/p>"), "reasoner")
    assert len(findings) == 1
    assert "event:t kg:place project:p" in findings[0].because
    assert "kg:place rdfs:range kg:Place" in findings[0].because


@NEEDS_JAVA
def test_what_the_reasoner_cannot_read_is_told(stored: Spoil) -> None:
    """A value that is none of its datatype is a finding with the reasoner's words, and ends no other part of the check."""
    findings = found(stored("kg:amount 50.5", 'kg:amount "much"^^xsd:decimal'), "reasoner", "queries")
    assert [(one.part, one.rule) for one in findings] == [("reasoner", "readable")]
    assert "much" in findings[0].value


@NEEDS_JAVA
def test_an_impossible_class_is_explained() -> None:
    """A class below two disjoint ones is named, with the chain of statements that leads there and nothing else."""
    schema = [*reasoner.axioms(("kg.ttl",)), *lines("kg:Post rdfs:subClassOf kg:Event .")]
    findings = reasoner.of_ontology(schema)
    assert [(one.rule, one.message) for one in findings] == [("satisfiable", "kg:Post can have no member.")]
    assert sorted(findings[0].because) == [
        "kg:Event owl:disjointWith kg:Claim",
        "kg:Post rdfs:subClassOf kg:Claim",
        "kg:Post rdfs:subClassOf kg:Event",
    ]


def lines(text: str) -> list[str]:
    """N-Triples lines of Turtle with our prefixes."""
    written = ox.serialize(ox.parse(HEADER + text, format=ox.RdfFormat.TURTLE), format=ox.RdfFormat.N_TRIPLES)
    assert written
    return written.decode().splitlines(keepends=True)


def test_dates_are_kept_from_the_reasoner(sample_store: Path) -> None:
    """The reasoner's copy of a document holds its claims, and no date, which HermiT does not know."""
    with open_reader(sample_store) as reader:
        graph = next(name for name in reader.graphs() if "/document/" in name)
        kept, whole = reasoner.stated(reader, graph), list(reader.nquads(graph))
    assert any("XMLSchema#date>" in line for line in whole)
    assert not any(re.search("XMLSchema#(date|gYear)", line) for line in kept)
    assert any("ns#holder>" in line or "ns#agent>" in line for line in kept)


def test_without_java_the_rest_is_checked(stored: Spoil, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no Java the reasoner is passed over and that is said; asked for by name it is refused with what would help."""
    monkeypatch.setattr("owlready2.JAVA_EXE", "no-such-java")
    with open_reader(stored()) as reader:
        report = check.check(reader)
        assert report.sound
        assert [*report.notes] == [f"reasoner: {reasoner.MISSING}. {reasoner.HINT}"]
        assert "not run" in check.write(report, "table")
        with pytest.raises(BadInput, match=r"no Java on this machine.* Install a Java"):
            check.check(reader, ["reasoner"])


def test_many_processes_find_the_same(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents that are shared out over processes give the findings of one process, in the same order."""
    monkeypatch.setattr(shapes, "WORTH", 2)
    with open_reader(sample_store) as reader:
        told: list[tuple[int, int]] = []
        one = shapes.run(reader, Options(progress=lambda *done: told.append(done)))
        assert shapes.run(reader, Options(workers=2)) == one
    assert one.looked_at == "30 of 30 documents"
    assert told[-1] == (30, 30)


def test_a_sample_is_spread() -> None:
    """A sample is taken evenly over all names, is the same each time, and is everything when it would be more."""
    names = [str(number) for number in range(10)]
    assert spread(names, 3) == ["0", "3", "6"]
    assert spread(names, 0) == spread(names, 10) == spread(names, 99) == names


# --- the command


def test_a_sound_graph_exits_with_0(stored: Spoil, run: Run) -> None:
    """`kg check` tells each part and what it looked at, and exits with 0."""
    result = run("check", "--store", stored())
    assert result.exit_code == 0
    assert "generation 1: sound" in result.output
    assert re.search(r"shapes +1 of 1 documents +sound", result.output)


def test_a_fault_exits_with_1(stored: Spoil, run: Run) -> None:
    """`kg check` groups faults by what they break and exits with 1."""
    result = run("check", "--store", stored('kg:exact "The', 'kg:exact "the'), "--only", "queries")
    assert result.exit_code == 1
    assert "The words of a passage do not stand in the text at its place (evidence-slices, 1)" in result.output
    assert "document/d#char=0,23: the Ministry of Justice" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--only", "shape"), "--only: there is no part 'shape'. There are: shapes, queries, reasoner."),
        (("--format", "pdf"), "--format: no format named 'pdf'. There are: table, json, turtle."),
    ],
)
def test_a_slip_is_told(stored: Spoil, run: Run, arguments: tuple[str, ...], message: str) -> None:
    """An unknown part or format is refused in one line, before anything is looked at."""
    result = run("check", "--store", stored(), *arguments)
    assert (result.exit_code, result.output.strip()) == (1, f"Error: {message}")


RESULTS = """PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?shape ?focus ?path ?message (COUNT(?detail) AS ?reasons)
WHERE {
  ?report a sh:ValidationReport ; sh:conforms false ; sh:result ?one .
  ?one a sh:ValidationResult ; sh:resultMessage ?message ; sh:sourceShape ?shape .
  OPTIONAL { ?one sh:focusNode ?focus ; sh:resultPath ?path }
  OPTIONAL { ?one sh:detail ?detail }
}
GROUP BY ?shape ?focus ?path ?message ORDER BY ?message"""
BROKEN = Finding("shapes", "shape:Event", "One.", f"{BASE}event/e", f"{BASE}document/d", f"{BASE}x", "v")
CONTRARY = Finding("reasoner", "consistent", "Two.", because=("a b c", "d e f"))
REPORT = Report(
    "store",
    7,
    {
        "shapes": Outcome((BROKEN, BROKEN), "2 documents"),
        "queries": Outcome((), "12 queries"),
        "reasoner": Outcome((CONTRARY,), "nothing", "no Java"),
    },
)


def test_a_table_shows_the_first_of_each_kind() -> None:
    """The table says how many faults of a kind there are and shows so many of them, or all."""
    shown = check.write(REPORT, "table", 1)
    assert "One. (shape:Event, 2)" in shown
    assert shown.count("event/e: ") == 1
    assert "... 1 more; all of them with: --most 0" in shown
    assert "      a b c\n      d e f\n" in shown
    assert check.write(REPORT, "table", 0).count("event/e: ") == 2


def test_json_holds_everything() -> None:
    """The JSON report can be read back: what was looked at, what not, and every finding with all its parts."""
    held = json.loads(check.write(REPORT, "json"))
    assert (held["store"], held["generation"], held["sound"]) == ("store", 7, False)
    assert held["parts"]["reasoner"]["skipped"] == "no Java"
    assert held["parts"]["shapes"]["findings"][0] == {**REPORT.findings[0]._asdict(), "because": []}


def test_turtle_is_a_shacl_report() -> None:
    """The report in Turtle is a sh:ValidationReport that does not conform, with named results that say what, where and why."""
    text = check.write(REPORT, "turtle")
    base = ox.Store()
    base.load(text, format=ox.RdfFormat.TURTLE)
    assert not any(isinstance(quad.subject, ox.BlankNode) for quad in base)
    rows = base.query(RESULTS)
    assert isinstance(rows, ox.QuerySolutions)
    got = [[getattr(term, "value", None) for term in row] for row in rows]
    assert got == [
        ["https://w3id.org/pressgraph/shapes#Event", f"{BASE}event/e", f"{BASE}x", "One.", "0"],
        ["https://w3id.org/pressgraph/check/consistent", None, None, "Two.", "2"],
    ]


def test_a_sound_report_conforms() -> None:
    """The report of a sound graph says that it conforms and has no results."""
    text = check.write(Report("store", 1, {"queries": Outcome((), "12 queries")}), "turtle")
    assert "sh:conforms true" in text
    assert "sh:result" not in text


def test_formats_and_parts_are_described() -> None:
    """What the help lists says in a sentence what it is."""
    assert all(row.description.endswith(".") for row in (*FORMATS.values(), *PARTS.values()))
