"""GraphML, CSV and node-link JSON."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from export_sample import Memory
from hypothesis import given
from hypothesis import strategies as st

from kg.export import export, network
from kg.export.marks import escaped, number, plain
from kg.export.positions import colour, positions

ML = "{http://graphml.graphdrawing.org/xmlns}"


def same(found: Any, source: Memory, view: str) -> None:  # noqa: ANN401
    """Fails unless networkx read the nodes and ties of the view, with their kinds, labels and weights."""
    graph = network.read(source, view).graph
    assert found.is_directed() == graph.is_directed()
    assert dict(found.nodes(data="label")) == dict(graph.nodes(data="label"))
    assert dict(found.nodes(data="country")) == dict(graph.nodes(data="country"))
    ends = sorted if not graph.is_directed() else tuple
    told = [(*ends((a, b)), data["kind"], data["weight"]) for a, b, data in found.edges(data=True)]
    assert sorted(told) == sorted((*ends((a, b)), data["kind"], data["weight"]) for a, b, data in graph.edges(data=True))


@pytest.mark.parametrize("view", network.views())
def test_networkx_reads_graphml(source: Memory, tmp_path: Path, view: str) -> None:
    """The same network comes back, parallel ties included."""
    (tmp_path / "x.graphml").write_bytes(export(source, "graphml", view))
    same(nx.read_graphml(tmp_path / "x.graphml", force_multigraph=True), source, view)


@pytest.mark.parametrize("view", network.views())
def test_networkx_reads_json(source: Memory, view: str) -> None:
    """The same network comes back from node-link JSON."""
    same(nx.node_link_graph(json.loads(export(source, "json", view)), edges="edges"), source, view)


@pytest.mark.parametrize("view", network.views())
def test_graphml_declares_what_it_uses(source: Memory, view: str) -> None:
    """Ids are unique among ties, every key is declared for its kind of element, every end exists."""
    root = ET.fromstring(export(source, "graphml", view))
    keys = {(each.get("for"), each.get("id")) for each in root.iter(f"{ML}key")}
    for kind in ("node", "edge"):
        elements = list(root.iter(f"{ML}{kind}"))
        assert len({each.get("id") for each in elements}) == len(elements) > 0
        assert {(kind, data.get("key")) for each in elements for data in each} <= keys
    nodes = {each.get("id") for each in root.iter(f"{ML}node")}
    assert {each.get(side) for each in root.iter(f"{ML}edge") for side in ("source", "target")} <= nodes


def rows(data: bytes) -> list[dict[str, str]]:
    """The rows of a table, by its headers."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_tables_have_the_headers_that_gephi_knows(source: Memory) -> None:
    """Id and Label for nodes; Source, Target, Type, Kind and Weight for ties; ids fit together."""
    nodes, ties = rows(export(source, "csv-nodes")), rows(export(source, "csv-edges"))
    assert list(nodes[0])[:3] == ["Id", "Label", "kind"]
    assert list(ties[0])[:6] == ["Source", "Target", "Type", "Kind", "Weight", "Id"]
    assert {tie[side] for tie in ties for side in ("Source", "Target")} == {node["Id"] for node in nodes}
    assert {tie["Type"] for tie in ties} == {"Undirected"}
    assert {tie["Type"] for tie in rows(export(source, "csv-edges", "funding"))} == {"Directed"}
    graph = network.read(source).graph
    assert (len(nodes), len(ties)) == (graph.number_of_nodes(), graph.number_of_edges())
    assert sorted(tie["Weight"] for tie in ties) == ["1", "1", "1", "1", "2"]


def test_tables_show_amounts_as_people_write_them(source: Memory) -> None:
    """75000.5 and 50000, no exponent; lists with a semicolon; what is not known is empty."""
    told = {
        (tie["Source"].split("/")[-1], tie["Target"].split("/")[-1]): tie for tie in rows(export(source, "csv-edges", "funding"))
    }
    assert [told["NO", name]["amount"] for name in ("borders", "moi", "workshop")] == ["75000.5", "50000", ""]
    assert told["JP", "borders"]["amounts"] == "100 USD; 50000 EUR"


@pytest.mark.parametrize("view", network.views())
def test_cytoscape_gets_the_same_network(source: Memory, view: str) -> None:
    """Every node and tie with its attributes, ids apart from each other, ends that exist, and the picture of Gephi."""
    told = json.loads(export(source, "cytoscape", view))
    graph = network.read(source, view).graph
    nodes = {each["data"]["id"]: each for each in told["elements"]["nodes"]}
    edges = [each["data"] for each in told["elements"]["edges"]]
    assert {node: each["data"]["name"] for node, each in nodes.items()} == dict(graph.nodes(data="label"))
    assert len({*nodes, *(edge["id"] for edge in edges)}) == len(graph) + len(graph.edges)
    found = sorted((edge["source"], edge["target"], edge["kind"], edge["weight"]) for edge in edges)
    assert found == sorted((*tie, weight) for *tie, weight in graph.edges(keys=True, data="weight"))
    places = positions(graph)
    assert {node: (each["position"]["x"], -each["position"]["y"]) for node, each in nodes.items()} == places
    assert all(each["data"]["color"] == colour(each["data"]["kind"])[1] for each in nodes.values())
    assert all("position" not in each for each in json.loads(export(source, "cytoscape", view, layout=False))["elements"]["nodes"])


@given(st.text())
def test_plain_text_is_one_line_that_xml_allows(text: str) -> None:
    """No control character and no line break is left, letters stay, and doing it twice changes nothing."""
    found = plain(text)
    assert plain(found) == found
    assert ET.fromstring(f'<a b="{escaped(text)}">{escaped(text)}</a>').attrib["b"] == found
    assert [letter for letter in found if letter.isalnum()] == [letter for letter in text if letter.isalnum()]


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e20, max_value=1e20))
def test_numbers_are_read_back(value: float) -> None:
    """No exponent, no needless zero, and the same number to fifteen decimals."""
    assert "e" not in number(value)
    assert float(number(value)) == pytest.approx(value, rel=1e-9, abs=1e-15)
