"""Where the nodes of a network stand, how large and in which colour: the same on every machine.

A connected part of up to `LARGE` nodes is laid out here, with sums, products, quotients and square roots alone, which every
processor rounds alike. A larger part goes to igraph where that is installed; else it is laid out here in fewer rounds.
"""

import importlib
import importlib.util
from collections.abc import Sequence
from itertools import chain, product
from math import asin, cos, pi, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

Point = tuple[float, float]
Body = tuple[float, float, float]  # weight, x, y
Cells = dict[tuple[int, int], list[int]]

LARGE = 2_000
ROUNDS = 60
GRIDLESS = 5_000
EFFORT = 8_000_000  # pushes between two nodes, or a node and a cell
CROWDING = 1.0  # of the push, against the pull of a tie
CELL = 12  # nodes in a cell of the grid, on average
SPACING = 130.0  # the length of a usual tie in Gephi's units, where nodes measure 4 to 100
ROOM = 0.6  # the mean distance from the middle of n nodes is this times the root of n - 1
WORLD = 4_900.0  # Gephi shrinks what reaches 5,000
SIZES = (4.0, 100.0)  # Gephi stretches what does not span exactly this
GOLDEN_COS, GOLDEN_SIN = -0.7373688780783197, 0.6754902942615238  # of the golden angle, as seeds stand in a sunflower

# The colours of Okabe and Ito (2008), told apart with every kind of colour vision.
COLOURS = {
    "Institution": ("blue", "#0072b2"),
    "Person": ("orange", "#e69f00"),
    "State": ("green", "#009e73"),
    "Event": ("pink", "#cc79a7"),
    "Project": ("light blue", "#56b4e9"),
    "Output": ("yellow", "#f0e442"),
    "Instrument": ("red", "#d55e00"),
    "Topic": ("black", "#000000"),
}
OTHER = ("grey", "#999999")


def colour(kind: str) -> tuple[str, str]:
    """The name and the hexadecimal value of the colour of a kind of node."""
    return COLOURS.get(kind, OTHER)


def sizes(graph: "nx.MultiGraph") -> dict[str, float]:
    """A diameter for each node, growing with the root of the weight of its ties: from exactly 4 to exactly 100, or all 4."""
    strength = {node: sqrt(data["weighted_degree"]) for node, data in graph.nodes(data=True)}
    least, most = min(strength.values(), default=0.0), max(strength.values(), default=0.0)
    scale = (SIZES[1] - SIZES[0]) / (most - least) if most > least else 0.0
    return {node: round(SIZES[0] + (each - least) * scale, 1) for node, each in strength.items()}


def positions(graph: "nx.MultiGraph") -> dict[str, Point]:
    """A place for each node: connected parts by themselves, the largest in the middle and the others in rings around it."""
    import networkx as nx

    connected = nx.weakly_connected_components if graph.is_directed() else nx.connected_components
    parts = sorted((sorted(part) for part in connected(graph)), key=lambda part: (-len(part), part[0]))
    drawn = [_boxed(_spread(_centred(_laid_out(graph, part)))) for part in parts]
    middles = _rings([max(sqrt(x * x + y * y) for x, y in points) + 0.8 for points in drawn])
    places = _centred([(x + right, y + up) for points, (right, up) in zip(drawn, middles, strict=True) for x, y in points])
    reach = max((max(abs(x), abs(y)) for x, y in places), default=0.0)
    scale = min(SPACING, WORLD / reach) if reach else 0.0
    nodes = [node for part in parts for node in part]
    return {node: (round(x * scale, 1), round(y * scale, 1)) for node, (x, y) in zip(nodes, places, strict=True)}


def _centred(points: Sequence[Point]) -> list[Point]:
    right, up = (sum(axis) / len(points) for axis in zip(*points, strict=True)) if points else (0.0, 0.0)
    return [(x - right, y - up) for x, y in points]


def _boxed(points: Sequence[Point]) -> list[Point]:
    """The same picture with the middle of its frame at the origin."""
    right, up = ((min(axis) + max(axis)) / 2 for axis in zip(*points, strict=True))
    return [(x - right, y - up) for x, y in points]


def _spread(points: Sequence[Point]) -> list[Point]:
    """The same picture, as wide as gives every node its usual room, however many ties pull it together."""
    mean = sqrt(sum(x * x + y * y for x, y in points) / len(points))
    scale = ROOM * sqrt(len(points) - 1) / mean if mean else 1.0
    return [(x * scale, y * scale) for x, y in points]


def _rings(radii: Sequence[float]) -> list[Point]:
    """Middles for discs given from large to small: the first at the origin, the others evenly on as few rings as hold them."""
    middles: list[Point] = [(0.0, 0.0)][: len(radii)]
    inner, rest = sum(radii[:1]), list(radii[1:])
    while rest:
        ring = inner + rest[0]
        angles, turn = [2 * asin(min(1.0, radius / ring)) for radius in rest], 0.0
        count = max(1, next((number for number in range(len(rest)) if sum(angles[: number + 1]) > 2 * pi), len(rest)))
        gap = max(0.0, 2 * pi - sum(angles[:count])) / count
        for angle in angles[:count]:
            middles.append((ring * cos(turn + angle / 2), ring * sin(turn + angle / 2)))
            turn += angle + gap
        inner, rest = ring + rest[0], rest[count:]
    return middles


def _laid_out(graph: "nx.MultiGraph", part: Sequence[str]) -> list[Point]:
    """Places for the nodes of a connected part, with ties about 1 long."""
    number = {node: index for index, node in enumerate(part)}
    ties = sorted({(min(pair), max(pair)) for pair in ((number[a], number[b]) for a, b in graph.edges(part) if a != b)})
    start = _sunflower(len(part), ties)
    if len(part) > LARGE and importlib.util.find_spec("igraph"):
        drawn = importlib.import_module("igraph").Graph(len(part), ties)
        grid = "nogrid" if len(part) <= GRIDLESS else "grid"
        heat = sqrt(len(part)) / 4
        return [(x, y) for x, y in drawn.layout_fruchterman_reingold(seed=start, niter=4 * ROUNDS, start_temp=heat, grid=grid)]
    return _springs(start, ties)


def _sunflower(count: int, ties: Sequence[tuple[int, int]]) -> list[Point]:
    """A start without chance: the node with the most ties in the middle, its neighbours around it, theirs outside."""
    near: list[list[int]] = [[] for _ in range(count)]
    for a, b in ties:
        near[a].append(b)
        near[b].append(a)
    order = dict.fromkeys([max(range(count), key=lambda node: (len(near[node]), -node))])
    queue = list(order)
    for node in queue:
        new = [other for other in near[node] if other not in order]
        order |= dict.fromkeys(new)
        queue += new
    places, x, y = [(0.0, 0.0)] * count, 1.0, 0.0
    for rank, node in enumerate(order):
        places[node] = (sqrt(rank) * x * 0.6, sqrt(rank) * y * 0.6)
        x, y = x * GOLDEN_COS - y * GOLDEN_SIN, x * GOLDEN_SIN + y * GOLDEN_COS
    return places


def _springs(start: Sequence[Point], ties: Sequence[tuple[int, int]]) -> list[Point]:
    """The method of Fruchterman and Reingold (1991), but a node pushes the more, the more ties it has."""
    places, count = list(start), len(start)
    weights = [1.0] * count
    for node in chain.from_iterable(ties):
        weights[node] += 1
    rounds = min(ROUNDS, EFFORT // (count * (count // CELL + 9 * CELL)))
    for step in range(rounds):
        longest = sqrt(count) / 5 * (1 - step / rounds)
        push = _pushes(places, weights)
        for a, b in ties:
            x, y = places[a][0] - places[b][0], places[a][1] - places[b][1]
            pull = sqrt(x * x + y * y)
            push[a] = (push[a][0] - x * pull, push[a][1] - y * pull)
            push[b] = (push[b][0] + x * pull, push[b][1] + y * pull)
        for node, (x, y) in enumerate(push):
            far = sqrt(x * x + y * y)
            short = longest / far if far > longest else 1.0
            places[node] = (places[node][0] + x * short, places[node][1] + y * short)
    return places


def _pushes(places: Sequence[Point], weights: Sequence[float]) -> list[Point]:
    """The push on each node: weights / distance from every other one nearby, and from the middle of each cell further off."""
    bodies = [(weight, x, y) for weight, (x, y) in zip(weights, places, strict=True)]
    cells = _grid(places)
    crowds = [(cell, _middle([bodies[node] for node in nodes])) for cell, nodes in cells.items()]
    push = [(0.0, 0.0)] * len(places)
    for (column, row), nodes in cells.items():
        around = [cells.get((column + right, row + up), ()) for right, up in product((-1, 0, 1), repeat=2)]
        near = [bodies[node] for node in chain.from_iterable(around)]
        far = [crowd for (other, another), crowd in crowds if abs(other - column) > 1 or abs(another - row) > 1]
        for node in nodes:
            push[node] = _push(bodies[node], near + far)
    return push


def _push(body: Body, others: Sequence[Body]) -> Point:
    own, here, there = body
    right = up = 0.0
    for weight, other, another in others:
        x, y = here - other, there - another
        if square := x * x + y * y:  # not itself
            share = weight / square
            right += x * share
            up += y * share
    return right * own * CROWDING, up * own * CROWDING


def _grid(places: Sequence[Point]) -> Cells:
    """The nodes by the cell of a square grid that they stand in; about `CELL` to a cell, all in one where they are few."""
    left, low = min(x for x, _ in places), min(y for _, y in places)
    width = max(max(x for x, _ in places) - left, max(y for _, y in places) - low)
    per_unit = int(sqrt(len(places) / CELL)) / width if width else 0.0
    cells: Cells = {}
    for node, (x, y) in enumerate(places):
        cells.setdefault((int((x - left) * per_unit), int((y - low) * per_unit)), []).append(node)
    return cells


def _middle(bodies: Sequence[Body]) -> Body:
    """All of them as one, in the middle of their weights."""
    total = sum(weight for weight, _, _ in bodies)
    return total, sum(weight * x for weight, x, _ in bodies) / total, sum(weight * y for weight, _, y in bodies) / total
