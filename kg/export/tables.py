"""A network as tables (CSV with the headers that Gephi's import knows), as node-link JSON and as the JSON of Cytoscape.js."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from kg.export.gexf import described, tie_id
from kg.export.marks import number, plain
from kg.export.network import Network
from kg.export.positions import colour, positions, sizes

_STYLE = [
    {
        "selector": "node",
        "style": {"label": "data(name)", "background-color": "data(color)", "width": "data(size)", "height": "data(size)"},
    },
    {"selector": "edge", "style": {"curve-style": "bezier", "line-color": "#bbbbbb", "width": 2}},
]


def nodes(network: Network) -> Iterator[bytes]:
    """A table of nodes: Id, Label, then every attribute."""
    columns = list(network.node_columns)
    rows = ([node, data["label"], *_cells(data, columns)] for node, data in network.graph.nodes(data=True))
    yield from _csv(["Id", "Label", *columns], rows)


def ties(network: Network) -> Iterator[bytes]:
    """A table of ties: Source, Target, Type, Kind, Weight, Id, then every attribute."""
    columns = [name for name in network.tie_columns if name != "kind"]
    way = "Directed" if network.view.directed else "Undirected"
    rows = (
        [source, target, way, data["kind"], data["weight"], tie_id(source, target, kind), *_cells(data, columns)]
        for source, target, kind, data in network.graph.edges(keys=True, data=True)
    )
    yield from _csv(["Source", "Target", "Type", "Kind", "Weight", "Id", *columns], rows)


def node_link(network: Network) -> Iterator[bytes]:
    """JSON that networkx.node_link_graph(..., edges="edges") and d3 read: one node or tie a line; ties keyed by kind."""
    graph, view = network.graph, network.view
    about = {"name": view.name, "title": view.title, "how": view.how}
    yield f'{{"directed": {_json(view.directed)}, "multigraph": true, "graph": {_json(about)},\n"nodes": [\n'.encode()
    yield from _members({"id": node} | data for node, data in graph.nodes(data=True))
    yield b'],\n"edges": [\n'
    edges = graph.edges(keys=True, data=True)
    yield from _members({"source": source, "target": target, "key": kind} | data for source, target, kind, data in edges)
    yield b"]}\n"


def cytoscape(network: Network) -> Iterator[bytes]:
    """The JSON of Cytoscape.js, which Cytoscape opens too: elements with `data`, places with y downwards, and a style by kind."""
    graph, places, widths = network.graph, positions(network.graph) if network.layout else {}, sizes(network.graph)
    about = {"name": network.view.title, "description": described(network)}
    yield f'{{"data": {_json(about)},\n"style": {_json(_STYLE)},\n"elements": {{\n"nodes": [\n'.encode()
    yield from _members(
        {"data": _shown(data, network.node_columns) | {"id": node, "name": data["label"], **_look(data["kind"], widths[node])}}
        | ({"position": {"x": places[node][0], "y": -places[node][1]}} if places else {})
        for node, data in graph.nodes(data=True)
    )
    yield b'],\n"edges": [\n'
    yield from _members(
        {"data": _shown(data, network.tie_columns) | _ends(source, target, kind) | {"weight": data["weight"]}}
        for source, target, kind, data in graph.edges(keys=True, data=True)
    )
    yield b"]}}\n"


def _shown(data: dict[str, Any], columns: Iterable[str]) -> dict[str, Any]:
    return {name: data[name] for name in columns if name in data}


def _look(kind: str, width: float) -> dict[str, Any]:
    return {"color": colour(kind)[1], "size": width}


def _ends(source: str, target: str, kind: str) -> dict[str, Any]:
    return {"id": tie_id(source, target, kind), "source": source, "target": target}


def _cells(data: dict[str, Any], columns: Iterable[str]) -> Iterator[object]:
    return (data.get(name, "") for name in columns)


def _csv(header: list[str], rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    buffer = io.StringIO()
    write = csv.writer(buffer, lineterminator="\n").writerow
    for row in chain([header], rows):
        write([_cell(value) for value in row])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number(value)
    return plain("; ".join(value) if isinstance(value, tuple) else str(value))


def _members(values: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    comma = ""
    for value in values:
        yield f"{comma}{_json(value)}".encode()
        comma = ",\n"
    yield b"\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
