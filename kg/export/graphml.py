"""A network as GraphML, for Cytoscape, igraph, yEd and networkx: each tie with an id of its own, every attribute declared."""

from collections.abc import Iterator
from typing import Any

from kg.export.gexf import described, tie_id
from kg.export.marks import attributes, escaped, packed
from kg.export.network import Network

HEAD = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
TYPES = {"integer": "long", "double": "double", "boolean": "boolean", "string": "string", "liststring": "string"}


def write(network: Network) -> Iterator[bytes]:
    """The lines of the file, the same bytes for the same network. Lists are texts with `; ` between their parts."""
    return packed(_lines(network))


def _lines(network: Network) -> Iterator[str]:
    node_columns = {"label": "string", **network.node_columns}
    tie_columns = {"weight": "double", **network.tie_columns}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield HEAD
    yield f"  <desc>{escaped(described(network))}</desc>"
    for owner, columns in (("node", node_columns), ("edge", tie_columns)):
        for name, kind in columns.items():
            named = attributes(id=f"{owner}-{name}", for_=owner, attr_name=name, attr_type=TYPES[kind])
            yield f"  <key{named}/>"
    yield f"  <graph{attributes(id=network.view.name, edgedefault='directed' if network.view.directed else 'undirected')}>"
    for node, data in network.graph.nodes(data=True):
        yield f"    <node{attributes(id=node)}>"
        yield from _data("node", data, node_columns)
        yield "    </node>"
    for source, target, kind, data in network.graph.edges(keys=True, data=True):
        yield f"    <edge{attributes(id=tie_id(source, target, kind), source=source, target=target)}>"
        yield from _data("edge", data, tie_columns)
        yield "    </edge>"
    yield "  </graph>"
    yield "</graphml>"


def _data(owner: str, data: dict[str, Any], columns: dict[str, str]) -> Iterator[str]:
    for name in columns:
        if name in data:
            value = "; ".join(data[name]) if isinstance(data[name], tuple) else data[name]
            yield f'      <data key="{owner}-{name}">{escaped(value)}</data>'
