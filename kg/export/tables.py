"""A network as tables (CSV with the headers that Gephi's import knows) and as node-link JSON."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from kg.export.gexf import tie_id
from kg.export.marks import number, plain
from kg.export.network import Network


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
