"""What the place of a node in its network tells: degree, betweenness, community, component, core.

Ties of different kind between the same two nodes count as one there, without direction; ties of a node to itself do not count.
Chance is seeded and nodes are counted in the order of their IRIs, so the same network gives the same numbers.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import BadInput

if TYPE_CHECKING:
    import networkx as nx

SEED = 1
EXACT = 1_500_000  # nodes times ties: up to here betweenness looks at the paths from every node
PIVOTS = 200  # beyond, at those from so many nodes
Numbers = dict[int, int] | dict[int, float]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number for each node, how it is found, up to how many ties it is told unasked, and what it means."""

    count: Callable[["nx.Graph"], Numbers]
    unasked: int
    description: str


def betweenness(plain: "nx.Graph") -> dict[int, float]:
    """The share of shortest paths between two others that pass a node, 0 to 1; weights do not matter. Brandes (2001, 2008)."""
    import networkx as nx

    pivots = None if exact(plain) else PIVOTS
    found = nx.betweenness_centrality(plain, k=pivots, seed=SEED)
    return {node: round(share, 6) for node, share in found.items()}


def exact(plain: "nx.Graph") -> bool:
    """Whether betweenness is known and not estimated."""
    return len(plain) <= PIVOTS or len(plain) * plain.number_of_edges() <= EXACT


def community(plain: "nx.Graph") -> dict[int, int]:
    """The number of the community, from 1 for the largest, by the method of Louvain (Blondel and others, 2008) on weights."""
    import networkx as nx

    return _numbered(nx.community.louvain_communities(plain, weight="weight", seed=SEED))


def component(plain: "nx.Graph") -> dict[int, int]:
    """The number of the connected part, from 1 for the largest."""
    import networkx as nx

    return _numbered(nx.connected_components(plain))


def core(plain: "nx.Graph") -> dict[int, int]:
    """The largest k such that a node is tied to k others that are themselves tied to k others of these."""
    import networkx as nx

    return dict(nx.core_number(plain))


def _numbered(groups: Iterable[Iterable[int]]) -> dict[int, int]:
    ordered = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
    return {node: number for number, group in enumerate(ordered, 1) for node in group}


MEASURES = {
    "component": Measure(component, 200_000, "number of the connected part, 1 is the largest"),
    "core": Measure(core, 200_000, "the k of the innermost k-core that holds it"),
    "community": Measure(community, 20_000, "number of the community (Louvain), 1 is the largest"),
    "betweenness": Measure(betweenness, 20_000, "share of the shortest paths that pass it"),
}


def chosen(wanted: Sequence[str], ties: int) -> list[str]:
    """The names of the measures to take: those asked for; all for `all`, none for `none`, and unasked those that are cheap."""
    if not wanted:
        return [name for name, measure in MEASURES.items() if ties <= measure.unasked]
    if unknown := set(wanted) - {*MEASURES, "all", "none"}:
        raise BadInput(
            f"no measure named {min(unknown)!r}", where="--measure", hint=f"There are: {', '.join(MEASURES)}, all, none."
        )
    return [name for name in MEASURES if "all" in wanted or name in wanted]


def measure(graph: "nx.MultiGraph", wanted: Sequence[str] = ()) -> str:
    """Every node has its degree, weighted degree and the measures that `chosen` names; what a reader must know of them."""
    weights = dict.fromkeys(graph, 0)
    for source, target, weight in graph.edges(data="weight"):  # as they were added: graph.degree takes them out of order
        weights[source] += weight
        weights[target] += weight
    for node, weight in weights.items():
        others = len(set(graph.adj[node]) | set(graph.pred[node] if graph.is_directed() else ()))
        graph.nodes[node].update(degree=others, weighted_degree=weight)
    names = chosen(wanted, graph.number_of_edges())
    if not names or not graph:
        return ""
    plain, nodes = _plain(graph)
    for name in names:
        numbers = MEASURES[name].count(plain)
        for index, node in enumerate(nodes):
            graph.nodes[node][name] = numbers[index]
    sampled = "betweenness" in names and not exact(plain)
    return f"Betweenness is estimated from {PIVOTS} of {len(nodes)} nodes." if sampled else ""


def _plain(graph: "nx.MultiGraph") -> tuple["nx.Graph", list[str]]:
    """The network as networkx's methods want it: whole numbers for nodes, at most one tie between two, weights added."""
    import networkx as nx

    nodes = sorted(graph)
    number = {node: index for index, node in enumerate(nodes)}
    weights: dict[tuple[int, int], float] = {}
    for source, target, weight in graph.edges(data="weight"):
        a, b = sorted((number[source], number[target]))
        if a != b:
            weights[a, b] = weights.get((a, b), 0) + weight
    plain = nx.Graph()
    plain.add_nodes_from(range(len(nodes)))
    plain.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(weights.items()))
    return plain, nodes
