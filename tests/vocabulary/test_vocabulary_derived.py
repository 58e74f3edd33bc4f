"""queries/derived/: which shortcuts each query makes of a small set of claims."""

import re

import pyoxigraph as ox
import pytest
from vocabulary.graphs import DERIVED, HEADER, SAMPLE, derived, facts, inferred, read, said

from kg import ontology
from kg.iris import BASE, NAMESPACE
from kg.vocab import KG, RDF

CLAIMS = """
GRAPH <document/a> {
    <person/p> a kg:Person . <event/e> a kg:Event ; kg:phase phase:planned . <event/off> a kg:Event ; kg:phase phase:planned .
    <document/a#1> a kg:Participation ; kg:event <event/e> ; kg:agent <institution/organizer> ; kg:role role:organizer .
    <document/a#2> a kg:Participation ; kg:event <event/e> ; kg:agent <institution/host> ; kg:role role:host .
    <document/a#3> a kg:Participation ; kg:event <event/e> ; kg:agent <institution/partner> ; kg:role role:partner .
    <document/a#4> a kg:Participation ; kg:event <event/e> ; kg:agent <person/p> ; kg:role role:speaker .
    <document/a#5> a kg:Participation ; kg:event <event/e> ; kg:agent <group/g> ; kg:role role:participant .
    <document/a#6> a kg:Funding ; kg:funder <state/NO> ; kg:funded <project/x> ; kg:recipient <institution/host> .
    <document/a#7> a kg:Post ; kg:holder <person/p> ; kg:institution <institution/host> .
    <document/a#8> a kg:Post ; kg:holder <person/p> ; kg:postTitle "Ambassador" .
}
GRAPH <document/b> {
    <person/q> a kg:Person . <institution/partner> a kg:Institution . <event/e> a kg:Event ; kg:phase phase:held .
    <document/b#1> a kg:Participation ; kg:event <event/e> ; kg:agent <state/AT> ; kg:role role:funder .
    <document/b#2> a kg:Participation ; kg:event <event/e> ; kg:agent <institution/organizer> ; kg:role role:organizer .
    <document/b#3> a kg:Participation ; kg:event <event/f> ; kg:agent <institution/alone> ; kg:role role:signatory .
    <document/b#4> a kg:Quotation ; kg:speaker <person/q> ; kg:saidAt <event/e> .
    <document/b#5> a kg:Quotation ; kg:speaker <institution/partner> ; kg:saidAt <event/e> .
    <document/b#6> a kg:Quotation ; kg:speaker <person/q> .
    <document/b#7> a kg:Funding ; kg:funder <state/DE> ; kg:funded <event/g> . <event/g> a kg:Event .
    <document/b#8> a kg:Participation ; kg:event <event/g> ; kg:agent <institution/signer> ; kg:role role:signatory .
    <document/b#9> a kg:Funding ; kg:funded <output/o> ; kg:amountText "50 euros" .
    <document/b#10> a kg:Funding ; kg:funder <state/SE> ; kg:funded <project/x> .
}
GRAPH <document/c> {
    <event/off> kg:phase phase:cancelled .
    <document/c#1> a kg:Participation ; kg:event <event/off> ; kg:agent <institution/organizer> ; kg:role role:organizer .
    <document/c#2> a kg:Participation ; kg:event <event/off> ; kg:agent <institution/absent> ; kg:role role:partner .
    <document/c#3> a kg:Participation ; kg:event <event/off> ; kg:agent <person/p> ; kg:role role:speaker .
}
"""
TOGETHER = ("institution/organizer", "institution/host", "institution/partner", "state/AT")


def made(name: str, data: str) -> list[tuple[str, str, str]]:
    """The facts that the query of a derived property makes of TriG, each as often as it is made."""
    store = ox.Store()
    store.load(HEADER + data, format=ox.RdfFormat.TRIG)
    answer = store.query(derived()[name].read_text(encoding="utf-8"), use_default_graph_as_union=True)
    assert isinstance(answer, ox.QueryTriples)
    return [fact for triple in answer for fact in facts([triple])]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        (
            "kg:organizedBy",
            {("event/e", "institution/host"), ("event/e", "institution/organizer"), ("event/off", "institution/organizer")},
        ),
        ("kg:partneredBy", {("event/e", "institution/partner"), ("event/off", "institution/absent")}),
        ("kg:fundedBy", {("event/e", "state/AT"), ("event/g", "state/DE"), ("project/x", "state/NO"), ("project/x", "state/SE")}),
        ("kg:spokeAt", {("person/p", "event/e"), ("person/q", "event/e")}),
        ("kg:affiliatedWith", {("person/p", "institution/host")}),
        (
            "kg:workedWith",
            {(one, other) for one in TOGETHER for other in TOGETHER if one != other}
            | {("institution/signer", "state/DE"), ("state/DE", "institution/signer")},
        ),
    ],
)
def test_makes_these_shortcuts(name: str, wanted: set[tuple[str, str]]) -> None:
    """A derived query makes these shortcuts of the claims, each once, and no others."""
    found = made(name, CLAIMS)
    assert {predicate for _, predicate, _ in found} == {ontology.load().terms[name].iri}
    assert sorted((subject.removeprefix(BASE), value.removeprefix(BASE)) for subject, _, value in found) == sorted(wanted)


def test_one_query_a_property() -> None:
    """Each of the six derived properties has one query that says what it is called and how it works."""
    assert set(derived()) == {"kg:organizedBy", "kg:partneredBy", "kg:fundedBy", "kg:spokeAt", "kg:affiliatedWith", "kg:workedWith"}
    assert len(DERIVED) == len(derived())
    assert [path.name for path in DERIVED if not re.match(r"# title: \S.*\n# how: \S.*\n", path.read_text(encoding="utf-8"))] == []


def test_shortcuts_fit_the_ontology() -> None:
    """What is made of a sound graph gives nothing a class that it has not."""
    graph = said(SAMPLE) | {fact for name in derived() for fact in made(name, SAMPLE)}
    assert {KG.fundedBy, KG.spokeAt, KG.affiliatedWith} <= {predicate for _, predicate, _ in graph}
    new = {(thing, kind) for thing, kind in inferred(graph, read("kg.ttl")) if kind.startswith(NAMESPACE)}
    assert {pair for pair in new if (pair[0], RDF.type, pair[1]) not in graph and pair[1] not in (KG.Agent, KG.Claim)} == set()
