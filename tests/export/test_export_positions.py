"""Places, sizes and colours."""

import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest

from kg.export import positions
from kg.export.positions import Point

HERE = Path(__file__).parent
DIGEST = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from test_export_positions import web
from kg.export.positions import positions, sizes
graph = web(60)
print(hashlib.sha256(repr((sorted(positions(graph).items()), sorted(sizes(graph).items()))).encode()).hexdigest())
"""


def web(count: int, *, parts: int = 3) -> "nx.MultiGraph":
    """A graph of `count` nodes in `parts` connected parts and one node alone, in the order of their names."""
    graph = nx.MultiGraph()
    graph.add_nodes_from(f"n{number:04}" for number in range(count))
    for number in range(parts, count - 1):
        for step in (1, 5):
            other = number // (step + 1) // parts * parts + number % parts
            graph.add_edge(f"n{number:04}", f"n{other:04}", key=str(step), weight=1)
    for node in graph:
        graph.nodes[node].update(weighted_degree=graph.degree(node, weight="weight"), kind="Person")
    return graph


def test_places_stay_where_gephi_leaves_them() -> None:
    """Every node has a place of its own, inside 5,000 either way, and the middle of all is the origin."""
    for count in (0, 1, 2, 60, 400):
        places = positions.positions(web(count))
        assert len(places) == len(set(places.values())) == count
        assert all(abs(x) < 5_000 and abs(y) < 5_000 for x, y in places.values())
        if count:
            assert [round(sum(axis) / count, 1) for axis in zip(*places.values(), strict=True)] == pytest.approx([0, 0], abs=0.1)


def test_parts_keep_apart() -> None:
    """The frames of two connected parts do not lie on top of each other: each node is nearer to its own part's middle."""
    graph = web(90)
    places = positions.positions(graph)
    parts = [sorted(part) for part in nx.connected_components(graph)]
    middles = [
        (sum(places[node][0] for node in part) / len(part), sum(places[node][1] for node in part) / len(part)) for part in parts
    ]
    for one, other in combinations(range(len(parts)), 2):
        reach = sum(max(_far(places[node], middles[part]) for node in parts[part]) for part in (one, other))
        assert _far(middles[one], middles[other]) > 0.6 * reach


def _far(one: Point, other: Point) -> float:
    return ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5


def test_the_tied_stand_closer_than_strangers() -> None:
    """A layout that says nothing would fail: ties are much shorter than the usual distance of two nodes in a part."""
    graph = web(120, parts=1)
    places = positions.positions(graph)
    graph.remove_nodes_from(list(nx.isolates(graph)))
    tied = [_far(places[a], places[b]) for a, b in graph.edges() if a != b]
    any_two = [_far(places[a], places[b]) for a, b in combinations(graph, 2)]
    assert sum(tied) / len(tied) < 0.6 * sum(any_two) / len(any_two)


def test_sizes_span_what_gephi_expects() -> None:
    """The smallest node is 4 and the largest 100 across, to the point; nodes that are all alike are 4."""
    found = positions.sizes(web(60))
    assert (min(found.values()), max(found.values())) == (4.0, 100.0)
    pair = nx.MultiGraph([("a", "b")])
    nx.set_node_attributes(pair, 1, "weighted_degree")
    assert positions.sizes(pair) == {"a": 4.0, "b": 4.0}
    assert positions.sizes(nx.MultiGraph()) == {}


def test_processes_agree() -> None:
    """Two processes with different hash seeds give the same places and sizes, digit by digit."""
    command = [sys.executable, "-c", DIGEST, str(HERE)]
    found = [
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout for seed in "12"
    ]
    assert found[0] == found[1] != b""


def test_a_large_part_without_igraph_is_laid_out_in_fewer_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the limit, and out of effort, nodes still have places of their own; nothing else is needed."""
    monkeypatch.setattr(positions, "LARGE", 10)
    monkeypatch.setattr(positions, "EFFORT", 1)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    places = positions.positions(web(50))
    assert len(set(places.values())) == 50


def test_a_large_part_goes_to_igraph_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library is given the ties and a start, and what it answers is used."""
    asked = []

    class Graph:
        def __init__(self, count: int, ties: list[tuple[int, int]]) -> None:
            asked.append((count, len(ties)))

        def layout_fruchterman_reingold(self, *, seed: list[tuple[float, float]], **_options: object) -> list[list[float]]:
            return [[2 * x, 2 * y] for x, y in seed]

    module = type(sys)("igraph")
    module.Graph = Graph  # type: ignore[attr-defined]
    monkeypatch.setattr(positions, "LARGE", 10)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: True)
    monkeypatch.setitem(sys.modules, "igraph", module)
    graph = web(50, parts=1)
    places = positions.positions(graph)
    assert asked == [(49, len({frozenset(pair) for pair in graph.edges() if len(set(pair)) == 2}))]
    assert len(set(places.values())) == 50


def test_colours_differ() -> None:
    """No two kinds share a colour, and each has a name for the legend."""
    shown = [*positions.COLOURS.values(), positions.OTHER]
    assert len({name for name, _ in shown}) == len({code for _, code in shown}) == len(shown)
    assert positions.colour("Person") != positions.colour("Institution")
    assert positions.colour("Martian") == positions.OTHER
