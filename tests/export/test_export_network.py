"""What the views say about the sample graph."""

from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from export_sample import Memory, concept, kg, thing
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import BadInput, BadKnowledge
from kg.export import network
from kg.export.network import Network
from kg.export.spells import Spell
from kg.iris import BASE, NAMESPACE


def short(iri: str) -> str:
    """The last part of an IRI."""
    return iri.rsplit("/", 1)[1]


def ties(found: Network, *columns: str) -> dict[tuple[str, str, str], tuple[Any, ...]]:
    """The chosen columns of each tie."""
    return {
        (short(source), short(target), kind): tuple(data.get(name) for name in columns)
        for source, target, kind, data in found.graph.edges(keys=True, data=True)
    }


def test_actors(source: Memory) -> None:
    """Who worked with whom: how often, on how many passages, from when to when; no cancelled meeting, no unnamed group."""
    assert ties(network.read(source), "weight", "evidence", "first_seen", "last_seen") == {
        ("moi", "osce", "co-organised"): (2, 5, "2019-10-08", "2020-01-31"),
        ("moi", "NO", "funded with"): (1, 2, "2019-10-08", "2019-10-09"),
        ("osce", "NO", "funded with"): (1, 3, "2019-10-08", "2019-10-09"),
        ("ann-lee", "khan", "spoke together"): (1, 2, "2019-10-08", "2019-10-09"),
        ("JP", "NO", "funded with"): (1, 5, "2020-02-01", "2020-02-01"),
    }


def test_actors_events(source: Memory) -> None:
    """Each role at an event is a tie; the weight counts the documents that give it."""
    assert ties(network.read(source, "actors-events"), "weight") == {
        ("osce", "workshop", "organizer"): (2,),
        ("moi", "workshop", "organizer"): (1,),
        ("ann-lee", "workshop", "speaker"): (1,),
        ("khan", "workshop", "speaker"): (1,),
        ("NO", "workshop", "funder"): (1,),
        ("moi", "course", "host"): (1,),
        ("osce", "course", "partner"): (1,),
    }


def test_funding(source: Memory) -> None:
    """The same sum told twice counts once, different sums add up, and currencies are never added to each other."""
    assert ties(network.read(source, "funding"), "weight", "amount", "currency", "amounts") == {
        ("NO", "workshop", "funded"): (1, None, None, None),
        ("NO", "borders", "funded"): (2, 75000.5, "EUR", ("25000.5 EUR", "50000 EUR")),
        ("NO", "moi", "gave to"): (1, 50000.0, "EUR", "50000 EUR"),
        ("JP", "borders", "funded"): (1, None, None, ("100 USD", "50000 EUR")),
    }


def test_people_institutions(source: Memory) -> None:
    """A post lasts from the first to the last day on which it is stated; one for a state alone ties to the state."""
    found = network.read(source, "people-institutions")
    assert ties(found, "weight", "spells") == {
        ("ann-lee", "osce", "Head of Office"): (2, (Spell(date(2019, 10, 9), date(2020, 2, 1)),)),
        ("khan", "TJ", "Ambassador"): (1, (Spell(date(2019, 10, 9), date(2019, 10, 9)),)),
    }


def test_quotations(source: Memory) -> None:
    """Who spoke at what, and on which printed subject: different words count, those in quotation marks apart."""
    release = source.document("said", "2020-03-01")
    khan, course = thing("person/khan"), thing("event/course")
    policing = concept("topic/policing")
    release.say(policing, ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"), ox.Literal("Policing"))
    release.say(release.iri, kg("topic"), policing)
    post = release.claim("Post", holder=khan, postTitle=ox.Literal("Ambassador"))
    for words in ("One.", "Two."):
        own = ox.Literal(words == "One.")
        release.claim("Quotation", speaker=khan, saidAt=course, quote=ox.Literal(words), direct=own, inCapacity=post)
    found = network.read(source, "quotations")
    assert ties(found, "weight", "direct", "capacities", "first_seen") == {
        ("khan", "workshop", "said at"): (1, 0, None, "2019-10-09"),
        ("khan", "course", "said at"): (2, 1, "Ambassador", "2020-03-01"),
        ("khan", "policing", "on the subject of"): (2, 1, "Ambassador", "2020-03-01"),
    }
    topic = found.graph.nodes[policing.value]
    assert (topic["kind"], topic["label"]) == ("Topic", "Policing")


def test_nodes(source: Memory) -> None:
    """Nodes carry kind, label, country, documents, degree and years; things without a tie are left out."""
    found = network.read(source, "actors-events")
    node = found.graph.nodes[f"{BASE}institution/osce"]
    assert {name: node[name] for name in ("label", "kind", "country", "country_code", "sources", "degree", "weighted_degree")} == {
        "label": "OSCE Mission & Office", "kind": "Institution", "country": "Tajikistan", "country_code": "TJ", "sources": 3,
        "degree": 2, "weighted_degree": 3,
    }  # fmt: skip
    assert node["years"] == ("2019", "2020")
    assert found.graph.nodes[f"{BASE}event/workshop"]["type"] == "workshop"
    assert f"{BASE}event/meeting" not in found.graph
    assert f"{BASE}group/police-officers" not in found.graph
    assert list(found.node_columns)[:4] == ["kind", "type", "country", "country_code"]


@pytest.mark.parametrize("name", network.views())
def test_counts_are_those_of_the_queries(source: Memory, name: str) -> None:
    """A network has as many ties as its query has rows, and as many nodes as the rows name."""
    view = network.views()[name]
    rows = list(source.query(view.text))
    graph = network.read(source, name).graph
    assert graph.number_of_edges() == len(rows) > 0
    assert set(graph) == {row[side].value for row in rows for side in ("source", "target")}
    assert graph.is_directed() == view.directed == (name != "actors")


ROLES = ["organizer", "partner", "host", "funder", "signatory", "speaker", "participant", "recipient"]
FACTS = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 4), st.sampled_from(ROLES))


@settings(max_examples=60, deadline=None)
@given(st.lists(FACTS, max_size=14), st.booleans())
def test_whoever_worked_together_is_tied(facts: list[tuple[int, int, int, str]], cancelled: bool) -> None:
    """Every kg:workedWith of the derived graph is a tie of the view, whoever did what where, in whichever documents."""
    source = Memory()
    for document, event, agent, role in facts:
        release = source.document(str(document), "2020-01-01")
        happening = release.event(str(event), first="2020-01-02", phase="cancelled" if cancelled and event == 0 else "held")
        release.roles(happening, role, release.named(f"{'person' if agent < 2 else 'institution'}/{agent}", f"Agent {agent}"))
    source.derive()
    graph = network.read(source).graph
    pairs = source.query(f"SELECT DISTINCT ?one ?other {{ ?one <{NAMESPACE}workedWith> ?other }}")
    assert all(graph.has_edge(one.value, other.value) for one, other in pairs)


def test_an_end_that_no_node_describes_is_kept(source: Memory) -> None:
    """A tie to a thing of an unknown class is not lost: the thing goes by the last part of its IRI."""
    release = source.document("odd", "2020-01-01")
    release.claim("Funding", funder=release.named("state/FI", "Finland"), funded=thing("vehicle/blue-van"))
    node = network.read(source, "funding").graph.nodes[f"{BASE}vehicle/blue-van"]
    assert (node["label"], node["kind"]) == ("blue-van", "Other")


def test_a_date_that_cannot_be_read_costs_only_itself(source: Memory) -> None:
    """A foreign graph with `soon` for a date still gives its ties, without days."""
    release = source.document("odd")
    soon = release.event("soon")
    release.say(soon, concept("x"), soon)
    release.roles(soon, "host", release.named("institution/a", "A"), release.named("institution/b", "B"))
    data = network.read(source).graph.edges[f"{BASE}institution/a", f"{BASE}institution/b", "co-organised"]
    assert data["spells"] == ()
    assert "first_seen" not in data


def test_an_unknown_view_names_those_that_exist(source: Memory) -> None:
    """The error says what would have worked."""
    with pytest.raises(BadInput, match=r"no view named 'actor'.*actors, actors-events, funding, people-institutions"):
        network.read(source, "actor")


def test_an_empty_graph_is_an_empty_network() -> None:
    """Nothing in, nothing out, and no error."""
    assert len(network.read(Memory()).graph) == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# title: T\n# how: H\nSELECT ?source {}", "the comment `# ties:` is missing"),
        ("# title: T\n# how: H\n# ties: both\nSELECT ?source {}", "`# ties: both`"),
        ("# title: T\n# how: H\n# ties: directed\nSELECT ?source { ?source ?p ?o }", "a row without ?target"),
        (
            "# title: T\n# how: H\n# ties: directed\n"
            'SELECT ?source ?target ("k" AS ?kind) (0 AS ?weight) { ?source a ?target } LIMIT 1',
            "?weight is 0",
        ),
        (
            "# title: T\n# how: H\n# ties: directed\n"
            'SELECT (?target AS ?source) ?target ("k" AS ?kind) (1 AS ?weight) { ?s a ?target } ORDER BY ?target LIMIT 2',
            "two rows for one tie",
        ),
    ],
)
def test_a_broken_view_is_named(
    source: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, says: str, request: pytest.FixtureRequest
) -> None:
    """A query that says no network names its file and what is wrong with it."""
    (tmp_path / "network").mkdir()
    (tmp_path / "network" / "nodes.rq").write_text('SELECT ?id ("Thing" AS ?kind) { ?id a ?class }', encoding="utf-8")
    (tmp_path / "network" / "mine.rq").write_text(text, encoding="utf-8")
    monkeypatch.setattr("kg.export.views.folder", lambda _name: tmp_path)
    network.views.cache_clear()
    request.addfinalizer(network.views.cache_clear)
    with pytest.raises(BadKnowledge) as error:
        network.read(source, "mine")
    assert says in str(error.value)
    assert "mine.rq" in str(error.value)
