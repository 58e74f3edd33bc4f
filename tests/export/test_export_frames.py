"""JSON-LD by entity: what stands inside each object is what the graph says, and nothing is lost on the way."""

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from export_sample import Memory, kg, sample, shuffled, thing

from kg.errors import BadInput, BadKnowledge
from kg.export import export, frames
from kg.iris import NAMESPACE

CLASSES = {"event": "Event", "person": "Person", "institution": "Institution"}


def framed(source: Memory, name: str) -> dict[str, Any]:
    """The objects by IRI."""
    return {each["id"]: each for each in json.loads(export(source, "jsonld", frame=name))["@graph"]}


def triples(data: bytes) -> set[ox.Triple]:
    """What another reader finds in the document."""
    store = ox.Store()
    store.load(data, format=ox.RdfFormat.JSON_LD)
    return {quad.triple for quad in store}


def test_there_is_a_frame_for_each() -> None:
    """Events, persons and institutions can be framed."""
    assert frames.names() == sorted(CLASSES)


@pytest.mark.parametrize("name", CLASSES)
def test_a_frame_tells_the_truth_and_all_of_it(source: Memory, name: str) -> None:
    """A reader finds only triples of the graph; all of each thing of the class, and all of each claim that points to one."""
    graph = {quad.triple for quad in source.quads()}
    found = triples(export(source, "jsonld", frame=name))
    assert found <= graph
    things = {each.subject for each in graph if each.object == kg(CLASSES[name])}
    assert things == {ox.NamedNode(iri) for iri in framed(source, name)}
    pointing = {NAMESPACE + key for key in frames._read(name)["@reverse"]}  # noqa: SLF001
    claims = {each.subject for each in graph if each.predicate.value in pointing and each.object in things}
    assert claims
    assert {each for each in graph if each.subject in things | claims} <= found


def test_an_event_holds_who_did_what_there(source: Memory) -> None:
    """Organisers with their names, speakers, money and quotations stand inside, each with the document that says so."""
    told = framed(source, "event")[thing("event/workshop").value]
    inside = told["@reverse"]
    organisers = {claim["agent"]["label"] for claim in inside["event"] if claim["role"].endswith("role/organizer")}
    assert organisers == {"OSCE Mission & Office", "Ministry of “Interior” <Tajikistan>"}
    assert inside["funded"][0]["funder"] == {"id": thing("state/NO").value, "type": "State", "label": "Norway", "code": "NO"}
    assert inside["saidAt"][0]["quote"] == "Borders need people."
    assert inside["saidAt"][0]["statedIn"]["title"] == "Release one"
    assert told["earliest"] == "2019-10-08"


def test_a_person_holds_posts_and_events(source: Memory) -> None:
    """Posts with the institution's name, and where the person spoke."""
    told = framed(source, "person")[thing("person/ann-lee").value]
    assert {post["postTitle"] for post in told["@reverse"]["holder"]} == {"Head of Office"}
    assert {post["institution"]["label"] for post in told["@reverse"]["holder"]} == {"OSCE Mission & Office"}
    assert told["@reverse"]["agent"][0]["event"]["label"] == "Event workshop"


@pytest.mark.parametrize("name", CLASSES)
def test_order_and_batches_do_not_show(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Another order of building and another number of things at once give the same bytes."""
    source = sample()
    first = export(source, "jsonld", frame=name)
    monkeypatch.setattr(frames, "BATCH", 1)
    assert export(shuffled(source, reversed(range(len(source.store)))), "jsonld", frame=name) == first


def test_nothing_to_frame_is_an_empty_document() -> None:
    """A graph without events gives a document without objects."""
    assert framed(Memory(), "event") == {}


def test_what_cannot_be_framed_is_told(source: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown frame, another format, and a file that is no frame."""
    with pytest.raises(BadInput, match=r"--frame: no frame named 'place'\. There are: event, institution, person"):
        export(source, "jsonld", frame="place")
    for form in ("turtle", "gexf"):
        with pytest.raises(BadInput, match=f"--frame: {form} knows no frames"):
            export(source, form, frame="event")
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "odd.json").write_text("[]", encoding="utf-8")
    monkeypatch.setattr("kg.export.frames.folder", lambda _name: tmp_path)
    with pytest.raises(BadKnowledge, match=r"odd\.json: no frame"):
        export(source, "jsonld", frame="odd")
