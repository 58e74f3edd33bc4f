"""kg.score: a small graph made by hand, in the shape of gold, and scored."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.errors import BadInput
from kg.rdf import Text
from kg.score import ALL, MAIN, Evidence, documents, score, stem, to_gold, write
from kg.score.graph import read_document
from kg.score.rows import Source
from kg.store.reader import ask

BASE = "https://example.org/id/"
DOCUMENT = f"{BASE}document/1"
TEXT = "A workshop was held in Osh. It was organised by the Border Academy. Japan gave 500.5 euros, said Ade Bello, its Head."


def passage(words: str) -> str:
    """The IRI of the passage with these words."""
    return f"<document/1#char={TEXT.index(words)}>"


PASSAGES = (
    "A workshop",
    "organised by the Border Academy",
    "Japan gave 500.5 euros",
    "said Ade Bello",
    "Ade Bello",
    "Border Academy",
)
STATED = "".join(
    f'{passage(one)} kg:exact "{one}" ; kg:begin {TEXT.index(one)} ; kg:end {TEXT.index(one) + len(one)} .\n' for one in PASSAGES
)
GRAPH = f"""
PREFIX kg: <https://w3id.org/pressgraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX role: <https://w3id.org/pressgraph/role/>
BASE <{BASE}>

GRAPH <document/1> {{
  <document/1> a kg:Document ; kg:title "A workshop in Osh" ; kg:issued "2020-02-03"^^xsd:date ; kg:source "releases/osh.txt" ;
    kg:text '''{TEXT}''' ; kg:issuer <institution/ba> ; kg:topic <https://w3id.org/pressgraph/topic/borders> .
  <https://w3id.org/pressgraph/topic/borders> skos:prefLabel "Borders" .
  <state/KG> a kg:State ; rdfs:label "Kyrgyzstan" ; kg:code "KG" .
  <state/JP> a kg:State ; rdfs:label "Japan" ; kg:code "JP" .
  <place/kg/osh> a kg:Place ; rdfs:label "Osh" .
  <institution/ba> a kg:Institution ; rdfs:label "Border Academy" ; kg:acronym "BA" ; kg:country <state/KG> ;
    kg:evidence {passage("Border Academy")} .
  <institution/hall> a kg:Institution ; rdfs:label "City Hall" .
  <person/ab> a kg:Person ; rdfs:label "Ade Bello" ; kg:evidence {passage("Ade Bello")} .
  <project/p> a kg:Project ; rdfs:label "Safe Borders" .
  <instrument/i> a kg:Instrument ; rdfs:label "Resolution 1325" .
  <group/g> a kg:Group ; rdfs:label "border guards" .
  <event/2> a kg:Event ; kg:eventType <https://w3id.org/pressgraph/event-type/visit> .
  <event/1> a kg:Event ; kg:eventType <https://w3id.org/pressgraph/event-type/workshop> ; kg:mainEventOf <document/1> ;
    kg:start "2020-01"^^xsd:gYearMonth ; kg:place <place/kg/osh> ; kg:country <state/KG> ; kg:venue "Hotel Alay" ;
    kg:online true ; kg:minAttendance 20 ; kg:project <project/p> ; kg:rule "event noun" ; kg:confidence 0.9 ;
    kg:evidence {passage("A workshop")} .
  <document/1#1> a kg:Participation ; kg:event <event/1> ; kg:agent <institution/ba> ; kg:role role:organizer ;
    kg:rule "organised by" ; kg:evidence {passage("organised by the Border Academy")} .
  <document/1#2> a kg:Participation ; kg:event <event/1> ; kg:agent <institution/hall> ; kg:role role:host .
  <document/1#3> a kg:Participation ; kg:event <event/1> ; kg:agent <state/KG> ; kg:role role:partner .
  <document/1#4> a kg:Participation ; kg:event <event/1> ; kg:agent <group/g> ; kg:role role:participant .
  <document/1#5> a kg:Participation ; kg:event <event/1> ; kg:agent <person/ab> ; kg:role role:speaker .
  <document/1#6> a kg:Funding ; kg:funder <state/JP> ; kg:funded <event/1> ; kg:amount 500.5 ; kg:currency "EUR" ;
    kg:rule "gave" ; kg:evidence {passage("Japan gave 500.5 euros")} .
  <document/1#7> a kg:Funding ; kg:funder <state/JP> ; kg:funded <project/p> ; kg:amount 7000.0 ;
    kg:currency <https://w3id.org/pressgraph/currency/USD> .
  <document/1#8> a kg:Post ; kg:holder <person/ab> ; kg:honorific "Mr." .
  <document/1#9> a kg:Post ; kg:holder <person/ab> ; kg:postTitle "Head" ; kg:institution <institution/ba> ; kg:country <state/KG> .
  <document/1#10> a kg:Quotation ; kg:speaker <person/ab> ; kg:saidAt <event/1> ; kg:evidence {passage("said Ade Bello")} .
  {STATED}
}}
GRAPH <document/2> {{
  <document/2> a kg:Document ; kg:title "Another" ; kg:source "releases/other.txt", "https://example.org/news/else.html?a=b.c" .
  <institution/other> a kg:Institution ; rdfs:label "Other Institute" .
}}
"""


class Graph:
    """A graph in memory that is asked as a store is."""

    def __init__(self, text: str = GRAPH) -> None:
        self._base = ox.Store()
        self._base.load(text.encode(), format=ox.RdfFormat.TRIG)

    def query(self, text: str, *, substitutions: Mapping[str, str | Text]) -> Any:  # noqa: ANN401 - as the reader says
        """The solutions of a query."""
        return ask(self._base, text, substitutions)


@pytest.fixture(scope="module")
def graph() -> Source:
    """The two documents."""
    return Graph()


@pytest.fixture
def gold(tmp_path: Path, graph: Source) -> Path:
    """A folder with the gold of osh.txt: the graph is right but for the city, and does not know of Norway."""
    wanted = to_gold(graph, DOCUMENT)
    main = next(event for event in wanted["events"] if event["main"])
    main["city"] = "Batken"
    main["funders"].append("Norway")
    (tmp_path / "osh.json").write_text(json.dumps(wanted))
    return tmp_path


def test_events_in_the_shape_of_gold(graph: Source) -> None:
    """Type, dates, place, numbers and who did what come from the event, its participations and its funding."""
    main, visit = sorted(to_gold(graph, DOCUMENT)["events"], key=lambda event: not event["main"])
    assert {name: value for name, value in main.items() if name != "key"} == {
        "main": True,
        "type": "Workshop",
        "start": "2020-01",
        "end": None,
        "city": "Osh",
        "country": "KG",
        "venue": "Hotel Alay",
        "online": True,
        "organizers": main["organizers"],
        "partners": ["Kyrgyzstan"],
        "funders": ["Japan"],
        "participants": {"min": 20, "max": None},
        "participant_groups": ["border guards"],
        "project": "Safe Borders",
    }
    assert sorted(main["organizers"]) == ["Border Academy", "City Hall"]
    assert (visit["main"], visit["type"], visit["start"], visit["participants"], visit["organizers"]) == (
        False,
        "Visit",
        None,
        None,
        [],
    )
    assert {main["key"], visit["key"]} == {"e1", "e2"}


def test_people_have_their_fullest_post(graph: Source) -> None:
    """Of two posts the one with title and institution is told; a quotation makes its speaker quoted."""
    (person,) = to_gold(graph, DOCUMENT)["people"]
    told = ("Ade Bello", "Head", "Border Academy", "KG", True)
    assert tuple(person[name] for name in ("name", "title", "institution", "country", "quoted")) == told


def test_funding_with_number_and_currency(graph: Source) -> None:
    """Amounts are numbers, whole ones without a point; a currency is told by its code whether it is a text or a concept."""
    found = to_gold(graph, DOCUMENT)
    main = next(event["key"] for event in found["events"] if event["main"])
    told = {(one["funder"], one["kind"], one["event"], repr(one["amount"]), one["currency"]) for one in found["funding"]}
    assert told == {("Japan", "event", main, "500.5", "EUR"), ("Japan", "project", None, "7000", "USD")}


def test_the_rest_of_a_document(graph: Source) -> None:
    """Title, day, issuers, topics, institutions, projects and instruments; nothing of another document."""
    found = to_gold(graph, DOCUMENT)
    assert {name: found[name] for name in ("id", "title", "published", "issuers", "topics", "projects", "instruments")} == {
        "id": "osh",
        "title": "A workshop in Osh",
        "published": "2020-02-03",
        "issuers": ["Border Academy"],
        "topics": ["Borders"],
        "projects": ["Safe Borders"],
        "instruments": ["Resolution 1325"],
    }
    assert sorted(found["institutions"], key=lambda one: str(one["name"])) == [
        {"name": "Border Academy", "acronym": "BA", "country": "KG"},
        {"name": "City Hall", "acronym": None, "country": None},
    ]
    assert json.loads(json.dumps(found)) == found


def test_documents_by_the_name_of_their_file(graph: Source) -> None:
    """Each source of a document, a path or a URL, gives a name."""
    assert documents(graph) == {"osh": [DOCUMENT], "other": [f"{BASE}document/2"], "else": [f"{BASE}document/2"]}
    assert stem("a.b/c.d.txt") == "c.d"


def test_score_counts_what_is_missed_and_wrong(graph: Source, gold: Path) -> None:
    """One wrong city and one missed funder of the 19 facts of the main event with people, institutions and amounts."""
    report = score(gold, graph)
    # type, start, end, city, country; 2 organizers, a partner, 2 funders, min 20; 5 of lists; title, institution, quoted
    assert report.rates(MAIN)["ALL"] == (17, 19, 18)
    assert report.rates(MAIN)["city"] == (0, 1, 1)
    assert report.rates(MAIN)["funders"] == (1, 2, 1)
    # 2 events, the type of the visit, and the 11 of the main event
    assert report.rates(ALL)["ALL"] == (2 + 1 + 9, 2 + 1 + 11, 2 + 1 + 10)


def test_a_wrong_fact_is_told_with_rule_and_sentence(graph: Source, gold: Path) -> None:
    """Errors name block, document, kind and value; a wrong one has the rule that read it and its whole sentence."""
    lines = [" ".join(line.split()) for line in score(gold, graph, errors="all").lines("all")]
    assert lines[:4] == [
        "main event osh MISSED city Batken",
        "main event osh MISSED funders Norway",
        "main event osh WRONG city Osh",
        "event noun: A workshop was held in Osh.",
    ]
    few = list(score(gold, graph, errors="funders").lines("funders"))
    assert [" ".join(line.split()) for line in few if "osh" in line] == [
        "main event osh MISSED funders Norway",
        "all events osh MISSED funders Norway",
    ]


def test_a_right_fact_knows_its_rule_and_confidence(graph: Source, gold: Path) -> None:
    """What was found has the evidence of the graph, so that rules can be judged by it; a group tells how many came."""
    hits = {fact.kind: fact.evidence for fact in score(gold, graph).outcomes[MAIN]["osh"].hits}
    assert hits["type"] == Evidence("event noun", "A workshop", 0.9)
    assert hits["people"] == Evidence("", "Ade Bello", None)
    assert (hits["participants"] or Evidence("none", "")).rule == ""


def test_a_fact_said_twice_has_the_evidence_of_both_claims() -> None:
    """The second organizing claim and the second quotation stand beside the first, so that each rule is judged."""
    twice = """<document/1#11> a kg:Participation ; kg:event <event/1> ; kg:agent <institution/hall> ; kg:role role:organizer ;
    kg:rule "once" ; kg:confidence 0.4 .
  <document/1#12> a kg:Participation ; kg:event <event/1> ; kg:agent <institution/hall> ; kg:role role:organizer ;
    kg:rule "twice" ; kg:confidence 0.8 .
  <document/1#13> a kg:Quotation ; kg:speaker <person/ab> ; kg:rule "says" ; kg:confidence 0.7 ."""
    document = read_document(Graph(GRAPH.replace("  <document/1#3>", f"  {twice}\n  <document/1#3>")), DOCUMENT)
    main = next(event for event in document["events"] if event["main"])
    assert main["evidence"]["organizers"]["City Hall"].rules == {"once": 0.4, "twice": 0.8}
    assert document["people"][0]["evidence"]["quoted"][True].rules == {"says": 0.7}


def test_a_document_that_the_graph_lacks_is_all_missed(graph: Source, gold: Path) -> None:
    """Gold without a document counts as missed and is named at the end."""
    (gold / "absent.json").write_text(json.dumps({"events": [{"type": "Visit", "main": True}]}))
    report = score(gold, graph)
    assert report.outcomes[MAIN]["absent"].sizes == (0, 1, 0)
    assert report.outcomes[ALL]["absent"].sizes == (0, 2, 0)
    assert list(report.lines())[-1] == "Not in the graph, so all missed: absent"


def test_what_is_written_is_what_was_counted(graph: Source, gold: Path, tmp_path: Path) -> None:
    """A file a gold document, which scores as gold without an error."""
    (path,) = write(gold, graph, tmp_path / "said" / "by" / "graph")
    assert (path.name, json.loads(path.read_text())) == ("osh.json", to_gold(graph, DOCUMENT))
    report = score(path.parent, graph)
    assert all(outcome.sizes[1:] == (0, 0) for found in report.outcomes.values() for outcome in found.values())


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("notes.txt", "", "holds no .json files"),
        ("unknown.json", "{}", "holds none of the documents"),
        ("osh.json", "{", "is not JSON"),
        ("osh.json", "[]", "is no document of gold"),
        ("osh.json", '{"events": "many"}', "osh.json: events is no list of objects"),
        ("osh.json", '{"people": [{"title": "Head"}]}', "osh.json: people is no list of objects with name"),
    ],
)
def test_gold_that_is_none_is_told_in_one_line(tmp_path: Path, graph: Source, name: str, text: str, message: str) -> None:
    """What is wrong with a folder of gold is one line with the file."""
    (tmp_path / name).write_text(text)
    with pytest.raises(BadInput, match=message) as caught:
        score(tmp_path, graph)
    assert "\n" not in str(caught.value)


def test_two_documents_of_one_name_are_not_guessed(gold: Path) -> None:
    """A store with two documents called alike cannot be scored by name."""
    twins = Graph(GRAPH.replace("releases/other.txt", "archive/osh.md"))
    with pytest.raises(BadInput, match="2 documents called osh"):
        score(gold, twins)


def test_unknown_kind_of_error_is_refused(graph: Source, gold: Path) -> None:
    """A kind of fact that is none is told with those there are."""
    with pytest.raises(BadInput, match=r"no kind of fact is called 'dates'.*type, start"):
        score(gold, graph, errors="dates")
