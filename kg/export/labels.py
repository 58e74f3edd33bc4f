"""Names beside nodes so that none lies on another: each in the best free place around its node, or left out."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle: left, low, right, high."""

    left: float
    low: float
    right: float
    high: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share any area."""
        return self.left < other.right and other.left < self.right and self.low < other.high and other.low < self.high


class Label(NamedTuple):
    """A name to place: the middle and radius of its node, and its own width and height, all in one unit."""

    x: float
    y: float
    radius: float
    width: float
    height: float


def placed(labels: Sequence[Label], frame: Box, nodes: Iterable[Box] = (), kept: Iterable[Box] = ()) -> list[Box | None]:
    """A box for each label, in their order, the first served first; None where none of its places is free.

    A place is free inside the frame and clear of the labels before and of what is to be kept free; of the free ones the one on
    the fewest nodes is taken.
    """
    taken: list[Box] = list(kept)
    bodies = list(nodes)
    found: list[Box | None] = []
    for label in labels:
        free = [place for place in _around(label) if _inside(place, frame) and not any(place.meets(other) for other in taken)]
        best = min(free, key=lambda place: sum(place.meets(body) for body in bodies), default=None)
        found.append(best)
        taken += [best] if best else []
    return found


def _around(label: Label) -> list[Box]:
    """Right, left, above, below, then the corners."""
    x, y, radius, width, height = label
    far, slant = radius + height / 4, radius
    lefts = [
        (x + far, y - height / 2),
        (x - far - width, y - height / 2),
        (x - width / 2, y + far),
        (x - width / 2, y - far - height),
    ]
    corners = [(x + slant, y + slant), (x - slant - width, y + slant), (x + slant, y - slant - height)]
    corners.append((x - slant - width, y - slant - height))
    return [Box(left, low, left + width, low + height) for left, low in (*lefts, *corners)]


def _inside(box: Box, frame: Box) -> bool:
    return frame.left <= box.left and box.right <= frame.right and frame.low <= box.low and box.high <= frame.high
