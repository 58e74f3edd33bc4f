"""A network as a picture for a report: the nodes with the most weight, their names, a legend, and what it shows."""

from collections import Counter
from collections.abc import Sequence
from math import hypot, sqrt
from typing import TYPE_CHECKING

from kg.export import paper
from kg.export.labels import Box, Label, placed
from kg.export.marks import plain
from kg.export.network import Network
from kg.export.positions import Point, colour, positions, sizes

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes

FRAME = (0.02, 0.125, 0.96, 0.775)  # of the sheet: left, low, width, height
ACROSS, UP = (length * share * 72 for length, share in zip(paper.SIZE, FRAME[2:], strict=True))  # of the frame, in points of print
SIDE, EDGE = 70.0, 16.0  # of the frame, without nodes
BEND = 0.62  # the power that brings the rim nearer to the middle
SMALLER = 0.26  # points of print for a unit of Gephi's
LEAST = 3.2  # points across
LARGE = 4.0  # points of radius: no name lies on such a node
NAMED = 60  # nodes, at most
LONGEST = 38  # letters of a name
LETTERS = 7.5  # points


def draw(network: Network, form: str, most: int) -> bytes:
    """The picture, `svg` or `png`, of the `most` nodes with the most weight in their ties."""
    from matplotlib import rc_context

    graph = heaviest(network.graph, most)
    with rc_context(paper.STYLE):
        figure = paper.sheet(network.view.title, caption(network, graph))
        kinds = Counter(sorted(data["kind"] for _, data in graph.nodes(data=True)))
        paper.legend(figure, {f"{kind} ({count})": colour(kind)[1] for kind, count in kinds.most_common()})
        axes = figure.add_axes(FRAME)
        axes.set_axis_off()
        axes.set_xlim(0, ACROSS)
        axes.set_ylim(0, UP)
        if graph:
            places, widths = (
                _on_paper(positions(graph)),
                {node: max(LEAST, width * SMALLER) for node, width in sizes(graph).items()},
            )
            _ties(axes, network, graph, places, widths)
            _nodes(axes, graph, places, widths)
            _names(axes, graph, places, widths)
        return paper.written(figure, form)


def heaviest(graph: "nx.MultiGraph", most: int) -> "nx.MultiGraph":
    """The nodes with the most weight in their ties, and the ties among them."""
    ranked = sorted(graph, key=lambda node: (-graph.nodes[node]["weighted_degree"], node))
    part = graph.subgraph(ranked[:most])
    return graph.subgraph(sorted(node for node in part if part.degree(node))).copy()


def caption(network: Network, graph: "nx.MultiGraph") -> Sequence[str]:
    """How to read it, what was counted, from when to when, and how much of the network is shown."""
    whole = network.graph
    kinds = Counter(sorted(kind for _, _, kind in graph.edges(data="kind")))
    days = sorted(day for name in ("first_seen", "last_seen") for _, _, day in graph.edges(data=name) if day)
    shown = f"{len(graph)} nodes, {graph.number_of_edges()} ties"
    if len(graph) < len(whole):
        shown += f", those with the most weight of {len(whole)} nodes and {whole.number_of_edges()} ties"
    common = ", ".join(f"{plain(kind)} {count}" for kind, count in kinds.most_common(6))
    more = f" and {len(kinds) - 6} other kinds" if len(kinds) > 6 else ""
    dated = f" Days: {days[0]} to {days[-1]}." if days else ""
    arrow = " Arrows go from source to target." if network.view.directed else ""
    return (
        network.view.how,
        f"Shown: {shown}. Ties: {common or 'none'}{more}.{dated} {' '.join(network.notes)}".rstrip(),
        f"A node is the larger and a tie the wider, the more it weighs.{arrow} Query: queries/network/{network.view.name}.rq.",
    )


def _on_paper(places: dict[str, Point]) -> dict[str, Point]:
    """The places in points of print: the middle, where the ties are, drawn wider than the rim, and all of the frame used."""
    far = max(hypot(x, y) for x, y in places.values()) or 1.0
    bent = [(x * pull, y * pull) for x, y in places.values() for pull in [(max(hypot(x, y), 1.0) / far) ** (BEND - 1)]]
    spans = [(min(axis), max(axis) - min(axis) or 1.0) for axis in zip(*bent, strict=True)]
    (left, wide), (low, high) = spans
    return {
        node: (SIDE + (x - left) / wide * (ACROSS - 2 * SIDE), EDGE + (y - low) / high * (UP - 2 * EDGE))
        for node, (x, y) in zip(places, bent, strict=True)
    }


def _ties(axes: "Axes", network: Network, graph: "nx.MultiGraph", places: dict[str, Point], widths: dict[str, float]) -> None:
    """A line a tie, and the point of an arrow where ties have a direction."""
    from matplotlib.collections import LineCollection, PolyCollection

    ties = [(places[a], places[b], weight, widths[b] / 2) for a, b, weight in graph.edges(data="weight") if a != b]
    strong = [min(5.0, 0.4 + 0.5 * sqrt(weight)) for *_, weight, _ in ties]
    axes.add_collection(LineCollection([(a, b) for a, b, *_ in ties], linewidths=strong, colors="#8a8a8a", alpha=0.45, zorder=1))
    if network.view.directed:
        points = [point for a, b, _, radius in ties if (point := _point(a, b, radius))]
        axes.add_collection(PolyCollection(points, facecolors="#6f6f6f", edgecolors="none", zorder=2))


def _point(start: Point, end: Point, radius: float, length: float = 5.0) -> list[Point]:
    """The triangle that ends at the rim of the target; none where there is no room for it."""
    x, y = end[0] - start[0], end[1] - start[1]
    far = hypot(x, y)
    if far <= radius + length:
        return []
    x, y = x / far, y / far
    tip = (end[0] - x * radius, end[1] - y * radius)
    back = (tip[0] - x * length, tip[1] - y * length)
    side = length / 2.5
    return [tip, (back[0] - y * side, back[1] + x * side), (back[0] + y * side, back[1] - x * side)]


def _nodes(axes: "Axes", graph: "nx.MultiGraph", places: dict[str, Point], widths: dict[str, float]) -> None:
    from matplotlib.collections import EllipseCollection

    across = [widths[node] for node in graph]
    fills = [colour(data["kind"])[1] for _, data in graph.nodes(data=True)]
    middles = [places[node] for node in graph]
    look = {"facecolors": fills, "edgecolors": "white", "linewidths": 0.5, "zorder": 3}
    axes.add_collection(
        EllipseCollection(across, across, [0] * len(across), units="xy", offsets=middles, offset_transform=axes.transData, **look)
    )


def _names(axes: "Axes", graph: "nx.MultiGraph", places: dict[str, Point], widths: dict[str, float]) -> None:
    """The names of the heaviest nodes, where there is room."""
    from matplotlib.patheffects import withStroke

    ranked = sorted(graph, key=lambda node: (-graph.nodes[node]["weighted_degree"], node))[:NAMED]
    texts = [shortened(graph.nodes[node]["label"]) for node in ranked]
    labels = [Label(*places[node], widths[node] / 2, *_measured(text)) for node, text in zip(ranked, texts, strict=True)]
    bodies = {node: Box(x - r, y - r, x + r, y + r) for node, (x, y) in places.items() for r in [widths[node] / 2]}
    large = [box for node, box in bodies.items() if widths[node] >= 2 * LARGE]
    for text, box in zip(texts, placed(labels, Box(0, 0, ACROSS, UP), bodies.values(), large), strict=True):
        if box:
            halo = [withStroke(linewidth=1.8, foreground="white")]
            axes.text(box.left, (box.low + box.high) / 2, text, fontsize=LETTERS, va="center_baseline", path_effects=halo, zorder=4)


def shortened(name: str) -> str:
    """A name that is not too long for a picture."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def _measured(text: str) -> tuple[float, float]:
    """The width and the height of a line of text in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    box = TextPath((0, 0), text, size=LETTERS, prop=FontProperties(family="DejaVu Sans")).get_extents()
    return float(box.x1) + 2, LETTERS * 1.25
