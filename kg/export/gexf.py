"""A network as GEXF 1.3, the way Gephi, Gephi Lite, graphology and networkx all read it.

What each of them needs: one block of attributes a class (graphology keeps the last), `kind` on ties (Gephi merges parallel ones
without), dates with timeformat="date" and as spells (Gephi) and as columns too (Gephi Lite knows no spells).
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from kg.export.marks import attributes, escaped, number, packed
from kg.export.network import Network
from kg.export.positions import Point, colour, positions, sizes
from kg.export.spells import Spell
from kg.iris import digest

_escaped = lru_cache(maxsize=65_536, typed=True)(escaped)  # of words and numbers that many ties have

HEAD = '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'


def write(network: Network) -> Iterator[bytes]:
    """The lines of the file, the same bytes for the same network."""
    return packed(_lines(network))


def tie_id(source: str, target: str, kind: str) -> str:
    """The name of a tie in a file: from its ends and its kind, so that it outlives other ties' coming and going."""
    return digest(source, target, kind)


def described(network: Network) -> str:
    """What a reader should know before the first look: title, counts, rule, and which colour means what."""
    graph, view = network.graph, network.view
    kinds = Counter(sorted(data["kind"] for data in graph.nodes.values()))
    legend = ", ".join(f"{kind} {' '.join(colour(kind))} ({count})" for kind, count in kinds.most_common())
    counts = f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} ties."
    told = " ".join((f"{view.title}. {counts}", *network.notes, view.how))
    return f"{told} Colours: {legend}. The larger a node, the more weight in its ties. View: {view.name}."


def _lines(network: Network) -> Iterator[str]:
    graph = network.graph
    timed = any(data["spells"] for *_, data in graph.edges(data=True))
    time = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"} if timed else {"mode": "static"}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield HEAD
    yield "  <meta>"
    yield "    <creator>pressgraph</creator>"
    yield f"    <title>{escaped(network.view.title)}</title>"
    yield f"    <description>{escaped(described(network))}</description>"
    yield "  </meta>"
    yield f"  <graph{attributes(defaultedgetype='directed' if network.view.directed else 'undirected', idtype='string', **time)}>"
    yield from _declared("node", network.node_columns)
    yield from _declared("edge", network.tie_columns)
    yield "    <nodes>"
    yield from _nodes(network, positions(graph) if network.layout else {}, sizes(graph))
    yield "    </nodes>"
    yield "    <edges>"
    ends = {node: escaped(node) for node in graph}
    for source, target, kind, data in graph.edges(keys=True, data=True):
        ties = f'id="{tie_id(source, target, kind)}" source="{ends[source]}" target="{ends[target]}"'
        shown, weight, inside = _escaped(data["kind"]), _escaped(data["weight"]), _inside(data, network.tie_columns)
        yield f'      <edge {ties} kind="{shown}" label="{shown}" weight="{weight}">{inside}</edge>'
    yield "    </edges>"
    yield "  </graph>"
    yield "</gexf>"


def _declared(owner: str, columns: dict[str, str]) -> Iterator[str]:
    if columns:
        yield f'    <attributes class="{owner}" mode="static">'
        yield from (f"      <attribute{attributes(id=name, title=name, type=kind)}/>" for name, kind in columns.items())
        yield "    </attributes>"


def _nodes(network: Network, places: dict[str, Point], widths: dict[str, float]) -> Iterator[str]:
    for node, data in network.graph.nodes(data=True):
        red, green, blue = bytes.fromhex(colour(data["kind"])[1][1:])
        look = f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:size value="{number(widths[node])}"/>'
        if node in places:
            x, y = places[node]
            look += f'<viz:position x="{number(x)}" y="{number(y)}" z="0"/>'
        yield f"      <node{attributes(id=node, label=data['label'])}>{_inside(data, network.node_columns)}{look}</node>"


def _inside(data: dict[str, Any], columns: dict[str, str]) -> str:
    """The values and the days of a node or tie: all on its line, so that git shows what changed."""
    told = "".join([_told(name, kind, data[name]) for name, kind in columns.items() if name in data])
    return (f"<attvalues>{told}</attvalues>" if told else "") + _spells(data["spells"])


@lru_cache(maxsize=65_536, typed=True)
def _told(name: str, kind: str, value: object) -> str:
    return f'<attvalue for="{name}" value="{_listed(value) if kind == "liststring" else escaped(value)}"/>'


@lru_cache(maxsize=65_536)
def _spells(spells: tuple[Spell, ...]) -> str:
    told = "".join(f'<spell start="{spell.start.isoformat()}" end="{spell.end.isoformat()}"/>' for spell in spells)
    return f"<spells>{told}</spells>" if told else ""


def _listed(value: object) -> str:
    """A list as Gephi and graphology both read it, ["one", "two"], with a backslash before quotation marks and backslashes."""
    values = value if isinstance(value, tuple) else (str(value),)
    quoted = (str(each).replace("\\", "\\\\").replace('"', '\\"') for each in values)
    return escaped("[" + ", ".join(f'"{each}"' for each in quoted) + "]")
