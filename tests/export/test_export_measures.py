"""What is counted of each node."""

import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from export_sample import Memory
from test_export_positions import web

from kg.errors import BadInput
from kg.export import export, measures, network
from kg.export.measures import MEASURES, measure
from kg.iris import BASE

HERE = Path(__file__).parent
DIGEST = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from test_export_positions import web
from kg.export import measures
measures.EXACT, measures.PIVOTS = 10, 20
graph = web(90)
measures.measure(graph, ["all"])
print(hashlib.sha256(repr(sorted(graph.nodes(data=True))).encode()).hexdigest())
"""


def two_cliques() -> "nx.MultiGraph":
    """Five and four nodes, each tied to all of their own, one tie between the two groups, and a pair elsewhere."""
    graph = nx.MultiGraph()
    for group, size in (("a", 5), ("b", 4)):
        names = [f"{group}{number}" for number in range(size)]
        graph.add_edges_from((one, other, {"weight": 1}) for one in names for other in names if one < other)
    graph.add_edge("a0", "b0", weight=1)
    graph.add_edge("a0", "a1", weight=3)
    graph.add_edge("y", "z", weight=1)
    graph.add_edge("z", "z", weight=1)
    return graph


def values(graph: "nx.MultiGraph", name: str) -> dict[str, float]:
    """One measure by node."""
    return dict(graph.nodes(data=name))


def test_measures_tell_what_they_say() -> None:
    """On a graph that one can count by hand: parts, communities and cores by size, and the shares of paths over the bridge."""
    graph = two_cliques()
    assert measure(graph, ["all"]) == ""
    groups = {node: node[0] for node in graph}
    assert values(graph, "component") == {node: 2 if group in "yz" else 1 for node, group in groups.items()}
    assert values(graph, "community") == {node: {"a": 1, "b": 2}.get(group, 3) for node, group in groups.items()}
    assert values(graph, "core") == {node: {"a": 4, "b": 3}.get(group, 1) for node, group in groups.items()}
    between = values(graph, "betweenness")
    assert between["a0"] == pytest.approx(4 * 4 / (10 * 9 / 2), abs=1e-6)
    assert between["b0"] == pytest.approx(3 * 5 / (10 * 9 / 2), abs=1e-6)
    assert sum(between.values()) == pytest.approx(between["a0"] + between["b0"], abs=1e-5)
    assert (graph.nodes["a0"]["degree"], graph.nodes["a0"]["weighted_degree"]) == (5, 8)


def test_directions_and_parallel_ties_do_not_change_the_measures() -> None:
    """Of a directed network the same is told as of the undirected one."""
    graph, arrows = two_cliques(), nx.MultiDiGraph(two_cliques())
    measure(graph, ["all"])
    measure(arrows, ["all"])
    for name in ("component", "core", "betweenness"):
        assert values(graph, name) == values(arrows, name)


def test_betweenness_of_a_large_network_is_estimated_and_says_so(monkeypatch: pytest.MonkeyPatch, source: Memory) -> None:
    """Above the limit a sample stands for all, near to the truth, and the file says how large it was."""
    graph = web(400, parts=1)
    measure(graph, ["betweenness"])
    known = values(graph, "betweenness")
    monkeypatch.setattr(measures, "EXACT", 10)
    assert measure(graph, ["betweenness"]) == "Betweenness is estimated from 200 of 400 nodes."
    assert values(graph, "betweenness") != known
    assert all(abs(known[node] - share) < 0.1 for node, share in values(graph, "betweenness").items())
    monkeypatch.setattr(measures, "PIVOTS", 3)
    assert "Betweenness is estimated from 3 of 6 nodes." in export(source, "gexf").decode()


def test_processes_agree() -> None:
    """Two processes with different hash seeds give the same numbers, estimates and communities included."""
    command = [sys.executable, "-c", DIGEST, str(HERE)]
    root = str(HERE.parents[1])
    found = {
        subprocess.run(command, env={"PYTHONHASHSEED": seed, "PYTHONPATH": root}, capture_output=True, check=True).stdout
        for seed in "123"
    }
    assert len(found) == 1


def test_what_is_measured_unasked_is_cheap(source: Memory) -> None:
    """Small networks get all measures, large ones those that cost little; what is asked for is done."""
    assert measures.chosen((), 100) == list(MEASURES)
    assert measures.chosen((), 100_000) == ["component", "core"]
    assert measures.chosen((), 1_000_000) == []
    assert measures.chosen(("betweenness",), 1_000_000) == ["betweenness"]
    assert "community" in network.read(source).node_columns
    bare = network.read(source, measures=("none",))
    assert not bare.node_columns.keys() & MEASURES.keys()
    assert bare.graph.nodes[f"{BASE}state/NO"]["degree"] == 3


def test_an_unknown_measure_names_those_that_exist(source: Memory) -> None:
    """The error says what would have worked."""
    with pytest.raises(
        BadInput, match=r"no measure named 'pagerank'\. There are: component, core, community, betweenness, all, none"
    ):
        network.read(source, measures=("pagerank",))


def test_an_empty_network_has_no_measures() -> None:
    """Nothing in, nothing out, and no error."""
    assert measure(nx.MultiGraph()) == ""
