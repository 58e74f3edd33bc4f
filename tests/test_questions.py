"""queries/*.rq: each question finds the rows that it must find in a graph made by hand, and no others.

The rows on the sample documents are in expected/sample/; renew them after a change that is meant with

    RENEW=1 python -m pytest tests/test_questions.py

and look at what changed with `git diff tests/expected`.
"""

import csv
import io
import os
import re
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from made import Made

from kg import results
from kg.iris import DERIVED_GRAPH
from kg.queries import Query, catalogue, doubts, load
from kg.resources import folder
from kg.store import open_reader
from kg.vocab import KG

SAMPLE = Path(__file__).parent / "expected" / "sample"
RENEWS = bool(os.environ.get("RENEW"))
SAMPLE_VALUES = {
    "partners-of": {"name": "Dushanbe"},
    "who-said-what": {"since": "2016-01-01"},
}  # a table that can be looked through
IRIS = {"document", "claim", "class", "one", "other"}

OSCE, MOI, SERBIAN_MOI = (
    "institution/osce-presence-in-albania",
    "institution/al-ministry-of-interior",
    "institution/rs-ministry-of-interior",
)
DCAF, NATO = "institution/dcaf", "institution/nato"
WORKSHOP, SEMINAR, MEETING, TRAINING = (
    "event/workshop-tirana",
    "event/seminar-vlora",
    "event/meeting-belgrade",
    "event/training-durres",
)
ANNA, BERND = "person/anna-kola", "person/bernd-muster"


class Case(NamedTuple):
    """A question with its values; these columns have exactly these rows, in this order."""

    name: str
    values: dict[str, str]
    columns: str
    rows: list[str]


CASES = [
    Case(
        "who-funds-what",
        {},
        "funder funded kind amount currency recipientLabel day document",
        [
            "state/AT | project/ssg-phase-ii | Project | 100000.5 | EUR | OSCE Presence in Albania | 2021-11-24 | document/d1",
            f"state/DE | {WORKSHOP} | Event |  |  |  | 2021-11-22 | document/d1",
            f"state/DE | {SEMINAR} | Event | 20000 | USD |  | 2022-05-10 | document/d2",
            f"state/NO | {WORKSHOP} | Event | 50000 | EUR |  | 2021-11-22 | document/d1",
            f"state/NO | {WORKSHOP} | Event | 50000 | EUR |  | 2021-11-22 | document/d3",
        ],
    ),
    Case(
        "who-funds-what",
        {"name": "GERM", "since": "2022-01-01"},
        "funderLabel fundedLabel sentence title",
        [
            "Germany | Seminar on oversight | The Ministry of Interior and the OSCE Presence held a seminar in Vlora. "
            "| Oversight seminar in Vlora"
        ],
    ),
    Case("who-funds-what", {"until": "2021-11-22", "name": "austria"}, "funder", []),
    Case(
        "roles-of",
        {},
        "agent country role events first last documents",
        [
            f"{DCAF} |  | partner | 2 | 2020-06-01 | 2021-11-23 | 2",
            "state/DE |  | funder | 2 | 2021-11-22 | 2022-05-10 | 2",
            f"{OSCE} | AL | organizer | 2 | 2021-11-22 | 2022-03-31 | 2",
            "state/DE |  | participant | 1 | 2020-06-01 | 2020-06-01 | 1",
            f"{MOI} | AL | host | 1 | 2021-11-22 | 2021-11-23 | 1",
            f"{MOI} | AL | organizer | 1 | 2022-05-10 | 2022-05-10 | 1",
            f"{SERBIAN_MOI} | RS | organizer | 1 | 2020-06-01 | 2020-06-01 | 1",
            f"{NATO} |  | partner | 1 | 2022-05-10 | 2022-05-10 | 1",
            "state/NO |  | funder | 1 | 2021-11-22 | 2021-11-23 | 2",
            f"{OSCE} | AL | partner | 1 | 2022-05-10 | 2022-05-10 | 1",
        ],
    ),
    Case("roles-of", {"name": "moi"}, "agent role", [f"{MOI} | host", f"{MOI} | organizer"]),
    Case("roles-of", {"name": 'nobody" } #'}, "agent", []),
    Case(
        "partners-of",
        {"name": "dcaf"},
        "agentLabel role partner partnerRole events first last",
        [
            "Geneva Centre for Security Sector Governance | partner | state/DE | funder | 1 | 2021-11-22 | 2021-11-23",
            f"Geneva Centre for Security Sector Governance | partner | {MOI} | host | 1 | 2021-11-22 | 2021-11-23",
            f"Geneva Centre for Security Sector Governance | partner | {SERBIAN_MOI} | organizer | 1 | 2020-06-01 | 2020-06-01",
            "Geneva Centre for Security Sector Governance | partner | state/NO | funder | 1 | 2021-11-22 | 2021-11-23",
            f"Geneva Centre for Security Sector Governance | partner | {OSCE} | organizer | 1 | 2021-11-22 | 2021-11-23",
        ],
    ),
    Case(
        "who-said-what",
        {},
        "speaker capacity institutionLabel quote direct day event document",
        [
            f"{ANNA} | Deputy Minister of Interior | Ministry of Interior | Reform needs partners | true | 2021-11-24 | {WORKSHOP} "
            "| document/d1",
            f"{ANNA} |  |  | We will go on | true | 2021-11-25 | {WORKSHOP} | document/d3",
            f"{ANNA} | Minister of Interior | Ministry of Interior | oversight builds trust | false | 2022-05-12 | {SEMINAR} "
            "| document/d2",
            f"{BERND} | Head | OSCE Presence in Albania | the role of women | false | 2021-11-24 |  | document/d1",
        ],
    ),
    Case(
        "who-said-what",
        {"words": "TRUST"},
        "speakerLabel sentence",
        ["Anna Kola | Minister of Interior Anna Kola noted that oversight builds trust."],
    ),
    Case("who-said-what", {"name": "anna", "until": "2021-11-24"}, "quote", ["Reform needs partners"]),
    Case(
        "posts-over-time",
        {},
        "person post institution country firstStated lastStated documents",
        [
            f"{ANNA} | Deputy Minister of Interior | {MOI} | Albania | 2021-11-24 | 2021-11-24 | 1",
            f"{ANNA} | Minister of Interior | {MOI} | Albania | 2022-05-12 | 2022-05-12 | 1",
            f"{BERND} | Deputy Head | {OSCE} |  | 2020-06-02 | 2020-06-02 | 1",
            f"{BERND} | Head | {OSCE} |  | 2021-11-24 | 2021-11-24 | 1",
        ],
    ),
    Case("posts-over-time", {"at": "ministry", "name": "kola"}, "post", ["Deputy Minister of Interior", "Minister of Interior"]),
    Case("posts-over-time", {"at": "ministry", "name": "muster"}, "post", []),
    Case(
        "who-works-with-whom",
        {},
        "one other events",
        [
            f"{MOI} | {OSCE} | 2",
            f"{DCAF} | {SERBIAN_MOI} | 1",
            f"{DCAF} | {OSCE} | 1",
            f"{MOI} | {DCAF} | 1",
            f"{MOI} | {NATO} | 1",
            f"{NATO} | {OSCE} | 1",
        ],
    ),
    Case("who-works-with-whom", {"least": "2"}, "oneLabel otherLabel", ["Ministry of Interior | OSCE Presence in Albania"]),
    Case(
        "women-at-events",
        {},
        "event day women men percent",
        [
            f"{WORKSHOP} | 2021-11-22 | 12 | 16 | 42.9",
            f"{MEETING} | 2020-06-01 | 3 | 9 | 25",
            f"{SEMINAR} | 2022-05-10 | 10 | 30 | 25",
        ],
    ),
    Case("women-at-events", {"country": "rs"}, "event", [MEETING]),
    Case("women-at-events", {"country": "albania"}, "event", [WORKSHOP, SEMINAR]),
    Case(
        "share-of-women",
        {},
        "year type events allWomen allMen percent",
        ["2020 | meeting | 1 | 3 | 9 | 25", "2021 | workshop | 1 | 12 | 16 | 42.9", "2022 | seminar | 1 | 10 | 30 | 25"],
    ),
    Case(
        "projects",
        {},
        "projectLabel tie other day amount currency",
        [
            "SSG Phase II | funded by | state/AT | 2021-11-24 | 100000.5 | EUR",
            f"SSG Phase II | event | {WORKSHOP} | 2021-11-22 |  | ",
        ],
    ),
    Case("projects", {"name": "phase iii"}, "project", []),
    Case(
        "announced-not-held",
        {},
        "event type earliest latest countryLabel calledOff document",
        [f"{TRAINING} | training | 2022-03-01 | 2022-03-31 | Albania | false | document/d1"],
    ),
    Case("announced-not-held", {"by": "2022-03-30"}, "event", []),
    Case("announced-not-held", {"by": "2022-03-31", "country": "al"}, "event", [TRAINING]),
    Case("announced-not-held", {"country": "RS"}, "event", []),
    Case(
        "weak-evidence",
        {},
        "kind about detail toLabel confidence rule document",
        [
            "Event | event/visit-undated | visit |  | 0.3 | visited | document/d4",
            f"Participation | {NATO} | partner | Seminar on oversight | 0.4 | guess | document/d2",
        ],
    ),
    Case("weak-evidence", {"below": "0.4"}, "about", ["event/visit-undated"]),
    Case(
        "brokers",
        {},
        "broker donors ministries eventsWithDonors eventsWithMinistries reach",
        [f"{DCAF} | 2 | 2 | 1 | 2 | 4", f"{OSCE} | 2 | 1 | 2 | 2 | 2", f"{NATO} | 1 | 1 | 1 | 1 | 1"],
    ),
    Case("brokers", {"least": "2"}, "brokerLabel", ["Geneva Centre for Security Sector Governance"]),
    Case(
        "events-by-year-and-country",
        {},
        "year countryLabel events reportedHeld announcedOnly cancelled",
        [
            " | Serbia | 1 | 1 | 0 | 0",
            "2020 | Serbia | 2 | 1 | 0 | 1",
            "2021 | Albania | 1 | 1 | 0 | 0",
            "2022 | Albania | 2 | 1 | 1 | 0",
        ],
    ),
    Case("events-by-year-and-country", {"type": "Training"}, "year events", ["2022 | 1"]),
    Case(
        "amounts-by-funder",
        {},
        "funder currency total grants smallest largest",
        [
            "state/AT | EUR | 100000.5 | 1 | 100000.5 | 100000.5",
            "state/NO | EUR | 50000 | 1 | 50000 | 50000",
            "state/DE | USD | 20000 | 1 | 20000 | 20000",
        ],
    ),
    Case("amounts-by-funder", {"name": "norw"}, "funderLabel total", ["Norway | 50000"]),
    Case(
        "most-quoted",
        {},
        "speaker quotations direct documents first last",
        [f"{ANNA} | 3 | 2 | 3 | 2021-11-24 | 2022-05-12", f"{BERND} | 1 | 0 | 1 | 2021-11-24 | 2021-11-24"],
    ),
    Case("most-quoted", {"since": "2022-01-01"}, "speakerLabel quotations direct", ["Anna Kola | 1 | 0"]),
    Case(
        "places-of-own-events",
        {"name": "osce"},
        "place country events first last",
        [
            " | state/AL | 1 | 2022-03-01 | 2022-03-31",
            "place/al-durres | state/AL | 1 | 2021-11-22 | 2021-11-23",
            "place/al-tirana | state/AL | 1 | 2021-11-22 | 2021-11-23",
        ],
    ),
    Case(
        "places-of-own-events",
        {"name": "ministry"},
        "agent placeLabel countryLabel",
        [f"{MOI} | Tirana | Albania", f"{MOI} | Vlora | Albania", f"{SERBIAN_MOI} | Belgrade | Serbia"],
    ),
    Case(
        "events",
        {"country": "AL"},
        "event kind start end placeLabel phase minAttendance maxAttendance document",
        [
            f"{WORKSHOP} | workshop | 2021-11-22 | 2021-11-23 | Tirana | held | 28 | 28 | document/d1",
            f"{WORKSHOP} | workshop | 2021-11-22 | 2021-11-23 | Durres | held |  |  | document/d3",
            f"{TRAINING} | training | 2022-03 | 2022-03 |  | planned |  |  | document/d1",
            f"{SEMINAR} | seminar | 2022-05 | 2022-05 |  | planned |  |  | document/d1",
            f"{SEMINAR} | seminar | 2022-05-10 | 2022-05-10 | Vlora | held | 40 | 40 | document/d2",
        ],
    ),
    Case("events", {"until": "2020-12-31"}, "event", ["event/visit-undated", MEETING, "event/forum-nis"]),
    Case("events", {"type": "WORKSHOP", "since": "2021-01-01"}, "document", ["document/d1", "document/d3"]),
    Case(
        "disagreements",
        {},
        "event what oneValue otherValue one other",
        [
            f"{SEMINAR} | phase | planned | held | document/d1 | document/d2",
            f"{SEMINAR} | start | 2022-05 | 2022-05-10 | document/d1 | document/d2",
            f"{WORKSHOP} | place | Tirana | Durres | document/d1 | document/d3",
        ],
    ),
    Case(
        "groups-at-events",
        {},
        "groupLabel minCount maxCount women men event",
        [f"judges | 12 | 12 | 3 | 9 | {MEETING}", f"police officers | 20 | 20 | 9 | 11 | {WORKSHOP}"],
    ),
    Case("groups-at-events", {"words": "Police"}, "groupLabel day", ["police officers | 2021-11-22"]),
    Case(
        "overview",
        {},
        "kind number documents",
        [
            "Participation | 17 | 4",
            "Event | 6 | 4",
            "Institution | 5 | 4",
            "State | 5 | 4",
            "Document | 4 | 4",
            "Funding | 4 | 3",
            "Place | 4 | 4",
            "Post | 4 | 3",
            "Quotation | 4 | 3",
            "Group | 2 | 2",
            "Person | 2 | 4",
            "Project | 1 | 1",
        ],
    ),
]


def answer(query: Query, source: object, values: dict[str, str]) -> ox.QuerySolutions:
    """The rows of a question."""
    found = query.ask(source, values)  # type: ignore[arg-type]
    assert isinstance(found, ox.QuerySolutions)
    return found


@pytest.fixture(scope="module")
def made() -> Made:
    """The graph made by hand."""
    return Made()


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join([case.name, *(f"{k}={v}" for k, v in case.values.items())]))
def test_a_question_finds_what_it_must_and_nothing_else(made: Made, case: Case) -> None:
    """All rows, in the order that the question promises."""
    rows = [
        " | ".join(results.cell(row[name]) for name in case.columns.split()) for row in answer(load(case.name), made, case.values)
    ]
    assert rows == case.rows


def test_every_question_is_tried() -> None:
    """No question of the folder is without a case that finds something."""
    assert {query.name for query in catalogue()} == {case.name for case in CASES if case.rows}
    assert len(catalogue()) >= 14


@pytest.mark.parametrize("path", sorted(folder("queries").rglob("*.rq")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_query_names_only_what_the_ontology_has(path: Path) -> None:
    """A misspelt term would find nothing and say nothing."""
    text = path.read_text(encoding="utf-8")
    assert doubts(text) == ()
    assert re.search(r"^# title: \S", text, re.MULTILINE)


def test_labels_stand_beside_iris(made: Made) -> None:
    """Whatever a row names by IRI it also names in words, and the words come first."""
    words = {"document": "title", "claim": "sentence", "class": "kind"} | dict.fromkeys(("one", "other"), "oneTitle")
    for query in catalogue():
        rows = list(answer(query, made, {}))
        names = [variable.value for variable in answer(query, made, {}).variables]
        for name in names:
            if any(isinstance(row[name], ox.NamedNode) for row in rows):
                label = next(one for one in (f"{name}Label", words.get(name), f"{name}Title") if one in names)
                assert names.index(label) < names.index(name), query.name


def test_the_derived_graph_of_the_made_one_is_what_its_queries_make(made: Made) -> None:
    """The shortcuts in the hand-made graph are no invention: queries/derived makes the same."""
    derived = ox.NamedNode(DERIVED_GRAPH)
    shortcuts = {KG.organizedBy, KG.partneredBy, KG.fundedBy}
    by_hand = {(quad.subject, quad.predicate, quad.object) for quad in made.store.quads_for_pattern(None, None, None, derived)}
    made_again = {
        (triple.subject, triple.predicate, triple.object)
        for path in (folder("queries") / "derived").glob("*.rq")
        for triple in made.query(path.read_text(encoding="utf-8"))
        if triple.predicate.value in shortcuts  # type: ignore[union-attr]
    }
    assert by_hand == made_again


def test_passages_of_the_made_graph_slice_back(made: Made) -> None:
    """What the hand-made graph quotes stands in its texts, where it says."""
    text = f"""SELECT ?text ?begin ?end ?exact WHERE {{ GRAPH ?document {{
        ?document <{KG.text}> ?text . ?passage <{KG.begin}> ?begin ; <{KG.end}> ?end ; <{KG.exact}> ?exact }} }}"""
    rows = [[term.value for term in row] for row in made.query(text)]  # type: ignore[union-attr]
    assert rows
    assert all(whole[int(begin) : int(end)] == exact for whole, begin, end, exact in rows)


# ---- the sample documents


@pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
def test_the_sample_documents_answer_as_expected(query: Query, sample_store: Path) -> None:
    """The rows on the sample graph, in words, are those of expected/sample, which a person has looked at."""
    with open_reader(sample_store) as reader:
        found = answer(query, reader, SAMPLE_VALUES.get(query.name, {}))
        names = [variable.value for variable in found.variables]
        rows = [[row[name] for name in names] for row in found]
    asked = {parameter.name for parameter in query.params}
    kept = [place for place, name in enumerate(names) if name not in asked and f"{name}Label" not in names and name not in IRIS]
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow([names[place] for place in kept])
    writer.writerows([results.cell(row[place]) for place in kept] for row in rows)
    path = SAMPLE / f"{query.name}.csv"
    if RENEWS:
        SAMPLE.mkdir(exist_ok=True)
        path.write_text(table.getvalue(), encoding="utf-8", newline="")
    assert path.read_text(encoding="utf-8").splitlines() == table.getvalue().splitlines()


def test_expected_rows_belong_to_questions() -> None:
    """A question that is gone leaves no rows behind."""
    assert {path.stem for path in SAMPLE.glob("*.csv")} == {query.name for query in catalogue()}
