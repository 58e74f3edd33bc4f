"""GEXF: by the rules of its readers, through networkx, and through graphology."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from export_sample import LABEL, Memory, concept, sample, thing
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.export import export, network
from kg.iris import BASE

G = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"
VALUES = {
    "string": re.compile(r".*", re.DOTALL),
    "integer": re.compile(r"-?\d+"),
    "double": re.compile(r"-?\d+(\.\d+)?"),
    "boolean": re.compile(r"true|false"),
    "liststring": re.compile(r'\[("(\\.|[^"\\])*"(, )?)+\]'),
}
Graphology = Callable[..., list[dict[str, Any]]]


def faults(data: bytes) -> list[str]:
    """What a reader of GEXF would stumble over: the rules of GEXF 1.3 and of Gephi, Gephi Lite, graphology and networkx."""
    root = ET.fromstring(data)
    graph = root.find(f"{G}graph")
    assert graph is not None
    found = [] if root.get("version") == "1.3" else ["version"]
    declared: dict[str, dict[str, str]] = {}
    for block in graph.iterfind(f"{G}attributes"):
        found += ["two blocks of one class"] if block.get("class") in declared else []
        declared[block.get("class", "")] = {each.get("id", ""): each.get("type", "") for each in block}
    nodes, edges = list(graph.iter(f"{G}node")), list(graph.iter(f"{G}edge"))
    for kind, elements in (("node", nodes), ("edge", edges)):
        names = [each.get("id") for each in elements]
        found += [f"{kind} id twice"] if len(names) != len(set(names)) else []
        for each in elements:
            found += faults_inside(each, declared.get(kind, {}))
    known = {each.get("id") for each in nodes}
    found += ["dangling end" for each in edges for side in ("source", "target") if each.get(side) not in known]
    ties = [tuple(each.get(name) for name in ("source", "target", "kind")) for each in edges]
    found += ["Gephi merges two ties"] if len(ties) != len(set(ties)) else []
    found += ["no kind or weight" for each in edges if not each.get("kind") or float(each.get("weight", 0)) <= 0]
    if list(graph.iter(f"{G}spell")):
        found += ["undated"] if (graph.get("mode"), graph.get("timeformat")) != ("dynamic", "date") else []
    return found + [
        f"control character {letter!r}" for letter in data.decode() if re.match(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", letter)
    ]


def faults_inside(element: ET.Element, declared: dict[str, str]) -> list[str]:
    """What is wrong with one node or tie: undeclared or unparsable values, days that are none or overlap, places out of bounds."""
    found = []
    for value in element.iter(f"{G}attvalue"):
        kind = declared.get(value.get("for", ""))
        found += [] if kind and VALUES[kind].fullmatch(value.get("value", "")) else [f"value of {value.get('for')}"]
    spells = [
        (date.fromisoformat(each.get("start", "")), date.fromisoformat(each.get("end", ""))) for each in element.iter(f"{G}spell")
    ]
    found += [] if [day for pair in spells for day in pair] == sorted(day for pair in spells for day in pair) else ["spells"]
    for size in element.iter(f"{VIZ}size"):
        found += [] if 4 <= float(size.get("value", 0)) <= 100 else ["size"]
    for place in element.iter(f"{VIZ}position"):
        found += [] if all(abs(float(place.get(axis, 9999))) < 5_000 for axis in "xyz") else ["position"]
    return found


@pytest.mark.parametrize("view", network.views())
def test_every_view_follows_the_rules(source: Memory, view: str) -> None:
    """Unique ids, no dangling end, declared and parsable values, ISO days in order, sizes and places that Gephi keeps."""
    assert faults(export(source, "gexf", view)) == []


def test_the_rules_notice_what_is_wrong(source: Memory) -> None:
    """Each rule fails for a file that breaks it, so that the other tests mean something."""
    good = export(source, "gexf").decode()
    edge = re.search(r'<edge id="(\w+)"', good)
    assert edge
    for old, new, fault in [
        ('version="1.3"', 'version="1.2"', "version"),
        (f'"{BASE}state/JP" label', f'"{BASE}state/NO" label', "node id twice"),
        (f'target="{BASE}state/NO"', f'target="{BASE}state/XX"', "dangling end"),
        ('<attribute id="sources"', '<attribute id="origins"', "value of sources"),
        ('for="degree" value="', 'for="degree" value="about ', "value of degree"),
        ('kind="co-organised"', 'kind=""', "no kind or weight"),
        ('timeformat="date"', 'timeformat="double"', "undated"),
        ('<spell start="2019-10-08" end="2019-10-09"', '<spell start="2019-10-10" end="2019-10-09"', "spells"),
        ('<viz:size value="100"', '<viz:size value="101"', "size"),
        ('z="0"', 'z="6000"', "position"),
        ("Ann Lee", "Ann&#x85;Lee".replace("&#x85;", "\x85"), "control character '\\x85'"),
    ]:
        assert old in good
        assert fault in faults(good.replace(old, new).encode()), fault


@pytest.mark.parametrize("view", network.views())
def test_networkx_reads_the_same_network(source: Memory, tmp_path: Path, view: str) -> None:
    """Equal counts, kinds, labels, countries and weights, and parallel ties survive."""
    expected = network.read(source, view).graph
    (tmp_path / "x.gexf").write_bytes(export(source, "gexf", view))
    found = nx.read_gexf(tmp_path / "x.gexf", version="1.3")
    assert (found.number_of_nodes(), found.number_of_edges()) == (expected.number_of_nodes(), expected.number_of_edges())
    for node, data in expected.nodes(data=True):
        assert {name: found.nodes[node].get(name) for name in ("label", "kind", "country")} == {
            name: data.get(name) for name in ("label", "kind", "country")
        }
    ties = [(*sorted((source, target)), data["kind"], data["weight"]) for source, target, data in found.edges(data=True)]
    assert sorted(ties) == sorted(
        (*sorted((source, target)), kind, data["weight"]) for source, target, kind, data in expected.edges(keys=True, data=True)
    )


def crowded() -> Memory:
    """The sample, with two ties of different kind between the same pair and awkward labels."""
    source = sample()
    release = source.document("parallel", "2021-05-05")
    signing = release.event("signing", first="2021-05-04")
    release.roles(signing, "organizer", release.named("institution/osce", "OSCE Mission & Office"), thing("institution/moi"))
    release.roles(signing, "signatory", thing("institution/moi"))
    release.named("institution/moi", "Ministry of “Interior” <Tajikistan>")
    release.claim("Funding", funder=thing("institution/moi"), funded=signing)
    return source


def test_graphology_reads_the_same_network(graphology: Graphology, tmp_path: Path) -> None:
    """graphology-gexf accepts every view, strictly and as Gephi Lite calls it, with the counts that the queries have."""
    source, files = crowded(), []
    for view in network.views():
        files.append(tmp_path / f"{view}.gexf")
        files[-1].write_bytes(export(source, "gexf", view))
    for view, read in zip(network.views(), graphology(*files), strict=True):
        rows = list(source.query(network.views()[view].text))
        ends = {row[side].value for row in rows for side in ("source", "target")}
        graph = network.read(source, view).graph
        for told in read.values():
            assert (told["order"], told["size"]) == (len(ends), len(rows))
            assert {node["key"]: node["attributes"]["label"] for node in told["nodes"]} == dict(graph.nodes(data="label"))
            assert all(node["attributes"]["kind"] and node["attributes"]["color"].startswith("rgb(") for node in told["nodes"])
            assert all({"x", "y", "size"} <= node["attributes"].keys() for node in told["nodes"])
            assert sorted((edge["attributes"]["kind"], edge["attributes"]["weight"]) for edge in told["edges"]) == sorted(
                (kind, data["weight"]) for *_, kind, data in graph.edges(keys=True, data=True)
            )
        assert read["strict"]["type"] == ("directed" if network.views()[view].directed else "undirected")


def test_parallel_ties_and_lists_arrive(graphology: Graphology, tmp_path: Path) -> None:
    """Three kinds of tie between one pair are three ties; years are a list; the legend is in the description."""
    (tmp_path / "x.gexf").write_bytes(export(crowded(), "gexf"))
    told = graphology(tmp_path / "x.gexf")[0]["lenient"]
    pair = {thing("institution/osce").value, thing("institution/moi").value}
    kinds = {edge["attributes"]["kind"] for edge in told["edges"] if {edge["source"], edge["target"]} == pair}
    assert kinds == {"co-organised", "signed with", "funded with"}
    assert told["multi"] is True
    osce = next(node for node in told["nodes"] if node["key"] == thing("institution/osce").value)
    assert osce["attributes"]["years"] == ["2019", "2020", "2021"]


def test_a_tie_shows_when_it_held(source: Memory) -> None:
    """Two events apart are two spells; the columns for readers without spells give the first day, the last, and the years."""
    root = ET.fromstring(export(source, "gexf"))
    edge = next(each for each in root.iter(f"{G}edge") if each.get("kind") == "co-organised")
    assert [(each.get("start"), each.get("end")) for each in edge.iter(f"{G}spell")] == [
        ("2019-10-08", "2019-10-09"),
        ("2020-01-01", "2020-01-31"),
    ]
    values = {each.get("for"): each.get("value") for each in edge.iter(f"{G}attvalue")}
    assert (values["first_seen"], values["last_seen"], values["years"]) == ("2019-10-08", "2020-01-31", '["2019", "2020"]')
    assert values["evidence"] == "5"


def test_the_description_explains_the_picture(source: Memory) -> None:
    """Title, counts, rule and the colour of every kind that is shown, and of no other."""
    text = ET.fromstring(export(source, "gexf")).findtext(f"{G}meta/{G}description", "")
    assert text.startswith("Who worked with whom. 6 nodes, 5 ties. Two actors are tied when")
    assert "Colours: Institution blue #0072b2 (2), Person orange #e69f00 (2), State green #009e73 (2)." in text
    assert "Event pink" not in text


def test_a_network_without_days_is_static() -> None:
    """No spell, no timeline: Gephi shows none for a file that says static."""
    source = Memory()
    release = source.document("x")
    release.roles(release.event("e"), "host", release.named("institution/a", "A"), release.named("institution/b", "B"))
    graph = ET.fromstring(export(source, "gexf")).find(f"{G}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("static", None)
    assert faults(export(source, "gexf")) == []


def test_an_empty_network_is_a_valid_file(tmp_path: Path) -> None:
    """A graph without ties gives a file that opens, and is empty."""
    (tmp_path / "x.gexf").write_bytes(export(Memory(), "gexf"))
    assert len(nx.read_gexf(tmp_path / "x.gexf", version="1.3")) == 0


def test_without_places(source: Memory) -> None:
    """A network that is not laid out keeps sizes and colours, and the rules; its reader lays it out."""
    data = export(source, "gexf", layout=False)
    assert b"viz:position" not in data
    assert data.count(b"viz:size") == data.count(b"viz:color") == 6
    assert b"viz:position" in export(source, "gexf")


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.text(alphabet='<>&"\\\x00\x0b\x1f\ufffe]|,; aé'))
def test_no_text_breaks_the_file(label: str, title: str) -> None:
    """Whatever letters a label or a post has, the XML parses, keeps the rules, and shows them but for control characters."""
    source = Memory()
    release = source.document("x", "2020-01-01")
    person, body = release.named("person/p", label), release.named("institution/i", title)
    release.claim("Post", holder=person, institution=body, postTitle=ox.Literal(title))
    release.claim("Participation", event=release.event("e"), agent=person, role=concept("role/host"))
    release.say(person, LABEL, ox.Literal(label))
    for form in ("gexf", "graphml"):
        data = export(source, form, "people-institutions")
        shown = "".join(ET.fromstring(data).itertext()) + "".join(
            value for each in ET.fromstring(data).iter() for value in each.attrib.values()
        )
        assert all(letter in shown for letter in label if letter.isalnum() or letter in "<>&\"'")
        if form == "gexf":
            assert faults(data) == []
