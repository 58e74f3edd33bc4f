"""Which program reads which file: the graph of the samples, every view, counted by SPARQL and by each reader."""

import csv
import json
import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import igraph
import networkx as nx
import pytest

from kg import export as exports
from kg.export import FORMATS, network
from kg.store import open_reader

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "network.md").read_text(encoding="utf-8")
PINS = json.loads((ROOT / "tests" / "node" / "package.json").read_text(encoding="utf-8"))["dependencies"]


class Count(NamedTuple):
    """What a reader found: nodes, ties, and the weights of all ties together."""

    nodes: int
    ties: int
    weight: float


@pytest.fixture(scope="module")
def files(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each view in each format of networks."""
    place = tmp_path_factory.mktemp("networks")
    with open_reader(sample_store) as reader:
        for view in network.views():
            for form, row in FORMATS.items():
                if row.kind == "network":
                    exports.save(reader, form, place / f"{view}{row.suffix}", view)
    return place


@pytest.fixture(scope="module")
def expected(sample_store: Path) -> dict[str, Count]:
    """What the queries themselves count in the store, without any of our code but the reader."""
    found = {}
    with open_reader(sample_store) as reader:
        for name, view in network.views().items():
            rows: Any = list(reader.query(view.text))
            ends = {row[side].value for row in rows for side in ("source", "target")}
            found[name] = Count(len(ends), len(rows), sum(int(row["weight"].value) for row in rows))
    return found


def networkx_gexf(path: Path) -> Count:
    """Networkx merges parallel ties that have one id; ours have their own."""
    return _networkx(nx.read_gexf(path, version="1.3"))


def networkx_graphml(path: Path) -> Count:
    """Parallel ties included."""
    return _networkx(nx.read_graphml(path, force_multigraph=True))


def networkx_json(path: Path) -> Count:
    """Node-link data."""
    return _networkx(nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges"))


def _networkx(graph: Any) -> Count:  # noqa: ANN401
    return Count(len(graph), graph.number_of_edges(), sum(weight for *_, weight in graph.edges(data="weight")))


def igraph_graphml(path: Path) -> Count:
    """Igraph's own parser in C."""
    graph = igraph.Graph.Read_GraphML(str(path))
    assert sorted(graph.vs["label"]) == sorted(row["Label"] for row in _table(path.with_suffix(".nodes.csv")))
    return Count(graph.vcount(), graph.ecount(), sum(graph.es["weight"]))


def igraph_csv(path: Path) -> Count:
    """The two tables, as igraph takes lists of dictionaries."""
    nodes, edges = _table(path.with_name(path.name.replace(".edges.", ".nodes."))), _table(path)
    graph = igraph.Graph.DictList(nodes, edges, vertex_name_attr="Id", edge_foreign_keys=("Source", "Target"))
    return Count(graph.vcount(), graph.ecount(), sum(float(weight) for weight in graph.es["Weight"]))


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PYTHON: list[tuple[str, str, Callable[[Path], Count]]] = [
    ("networkx", "gexf", networkx_gexf),
    ("networkx", "graphml", networkx_graphml),
    ("networkx", "json", networkx_json),
    ("igraph", "graphml", igraph_graphml),
    ("igraph", "csv-edges", igraph_csv),
]
NODE = [("graphology-gexf", "gexf"), ("graphology-graphml", "graphml"), ("cytoscape", "cytoscape")]


@pytest.mark.parametrize("view", network.views())
@pytest.mark.parametrize(("reader", "form", "read"), PYTHON)
def test_python_reads_it(
    files: Path, expected: dict[str, Count], view: str, reader: str, form: str, read: Callable[[Path], Count]
) -> None:
    """The reader finds as many nodes, ties and weights as the query counts."""
    assert read(files / f"{view}{FORMATS[form].suffix}") == expected[view], (reader, form)


def test_graphology_and_cytoscape_read_it(files: Path, expected: dict[str, Count], node_script: Callable[..., Any]) -> None:
    """In Node: GraphML through graphology, and the JSON of Cytoscape.js with its style and places."""
    for form in ("graphml", "cytoscape"):
        found = node_script("read_others.cjs", *(files / f"{view}{FORMATS[form].suffix}" for view in expected))
        assert [Count(*counts) for counts in found] == list(expected.values()), form


def test_graphology_reads_gexf_strictly_and_as_gephi_lite_does(
    files: Path, expected: dict[str, Count], graphology: Callable[..., list[dict[str, Any]]]
) -> None:
    """Both ways the counts are those of the query."""
    for read, count in zip(graphology(*(files / f"{view}.gexf" for view in expected)), expected.values(), strict=True):
        for told in read.values():
            weight = sum(edge["attributes"]["weight"] for edge in told["edges"])
            assert Count(told["order"], told["size"], weight) == count


def test_the_page_has_a_row_for_each_reader() -> None:
    """The table of docs/network.md names what is proved here, with the versions it is proved with, and claims no more."""
    proved = {(reader, form, version(reader)) for reader, form, _ in PYTHON} | {
        (reader, form, PINS[reader]) for reader, form in NODE
    }
    rows = re.findall(r"^\| ([\w-]+) ([\d.]+) \| `([\w-]+)`[^|]* \| yes", PAGE, re.MULTILINE)
    assert {(reader, form, number) for reader, number, form in rows} == proved
