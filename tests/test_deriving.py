"""kg.store.deriving and kg.store.tallies: what a small change makes of derived graph and numbers is what a full run makes."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import BadKnowledge
from kg.iris import NAMESPACE
from kg.resources import folder
from kg.store.deriving import Rules, renewal
from kg.store.tallies import carried, tally

RULES = Rules({path.name: path.read_text(encoding="utf-8") for path in sorted((folder("queries") / "derived").glob("*.rq"))})
DERIVED = ox.NamedNode("urn:derived")
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
ROLES = ("organizer", "host", "partner", "funder", "speaker", "participant")
Facts = frozenset[tuple[str, str, str]]


def facts() -> st.SearchStrategy[Facts]:
    """What a document says: (sort, agent, event or body), of few agents and events, so that documents meet."""
    agents, events = (
        st.sampled_from(("person/a", "person/b", "body/c", "body/d")),
        st.sampled_from(("event/1", "event/2", "event/3")),
    )
    part = st.tuples(st.sampled_from(ROLES), agents, events)
    post = st.tuples(st.just("post"), st.sampled_from(("person/a", "person/b")), st.sampled_from(("body/c", "body/d")))
    other = st.tuples(st.sampled_from(("pays", "says", "cancelled")), agents, events)
    return st.frozensets(st.one_of(part, post, other), max_size=5)


def quads(document: int, said: Facts) -> list[ox.Quad]:
    """The graph of a document."""
    graph, found = ox.NamedNode(f"urn:document/{document}"), []

    def say(subject: str, predicate: ox.NamedNode, thing: str) -> None:
        found.append(ox.Quad(ox.NamedNode(subject), predicate, ox.NamedNode(thing), graph))

    def kg(name: str) -> ox.NamedNode:
        return ox.NamedNode(NAMESPACE + name)

    for number, (sort, agent, thing) in enumerate(sorted(said)):
        claim, kind = f"urn:claim/{document}/{number}", "Person" if agent.startswith("person") else "Institution"
        say(f"urn:{agent}", TYPE, f"{NAMESPACE}{kind}")
        if thing.startswith("event"):
            say(f"urn:{thing}", TYPE, f"{NAMESPACE}Event")
        names = {"post": ("holder", "institution"), "pays": ("funder", "funded"), "says": ("speaker", "saidAt")}.get(sort)
        if sort == "cancelled":
            say(f"urn:{thing}", kg("phase"), "https://w3id.org/pressgraph/phase/cancelled")
            continue
        say(claim, kg((names or ("agent",))[0]), f"urn:{agent}")
        say(claim, kg((names or ("", "event"))[1]), f"urn:{thing}")
        if names is None:
            say(claim, kg("role"), f"https://w3id.org/pressgraph/role/{sort}")
    return found


def graph_of(documents: dict[int, Facts]) -> ox.Store:
    """All documents together."""
    base = ox.Store()
    base.extend(quad for number, said in documents.items() for quad in quads(number, said))
    return base


def everything(base: ox.Store) -> set[ox.Triple]:
    """What the rules make of the whole."""
    return RULES.of(base.quads_for_pattern(None, None, None, None))


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.integers(0, 4), facts(), max_size=5), st.dictionaries(st.integers(0, 4), facts(), max_size=3))
def test_a_renewed_graph_is_the_whole_one(before: dict[int, Facts], change: dict[int, Facts]) -> None:
    """Exchanging what the touched documents have to do with gives what all rules make of everything; so do the numbers."""
    old, new = graph_of(before), graph_of(before | change)
    touched = [f"urn:document/{number}" for number in change]
    had = everything(old)
    for triple in had:  # the derived graph lies in the same store and must not be taken for a claim
        for base in (old, new):
            base.add(ox.Quad(triple.subject, triple.predicate, triple.object, DERIVED))
    gone, come = renewal(old, new, RULES, touched)
    new.remove_graph(DERIVED)
    assert (had - gone) | come == everything(new)
    assert gone <= had
    assert not gone & come
    assert carried(tally(old), old, new, touched) == tally(new)


def test_a_tie_between_much_named_agents_is_kept_by_another_event() -> None:
    """Two bodies that share only the last of many events stay tied when another that they shared is gone."""
    crowd = {number: frozenset({("organizer", "body/c", "event/1")}) for number in range(10, 60)}
    shared = frozenset({("organizer", "body/c", "event/2"), ("partner", "body/d", "event/2")})
    again = frozenset({("host", "body/c", "event/3"), ("funder", "body/d", "event/3")})
    old, new = graph_of(crowd | {1: shared, 2: again}), graph_of(crowd | {2: again})
    gone, come = renewal(old, new, RULES, ["urn:document/1"])
    assert {triple.predicate.value.removeprefix(NAMESPACE) for triple in gone} == {"organizedBy", "partneredBy"}
    assert come == set()
    last = renewal(new, graph_of(crowd), RULES, ["urn:document/2"])
    assert {triple.predicate.value.removeprefix(NAMESPACE) for triple in last.gone} == {"organizedBy", "fundedBy", "workedWith"}


def test_a_rule_that_is_none_is_named(tmp_path: Path) -> None:
    """A query that does not parse or makes no triples is told by its name, whether over the whole or over a part."""
    for text in ("SELECT * { ?s ?p ?o }", "CONSTRUCT {"):
        with pytest.raises(BadKnowledge, match=r"^says\.rq: "):
            Rules({"says.rq": text}).whole(ox.Store(), [tmp_path / "shard.nt"])
        with pytest.raises(BadKnowledge, match=r"^says\.rq: "):
            Rules({"says.rq": text}).of([])
