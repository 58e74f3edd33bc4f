"""Diagrams of the vocabulary as SVG (W3C, 2011), each term a link to what the page says of it."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

ROW, HIGH, INDENT, CHARACTER = 30, 22, 28, 7.4

# The tip of all arrows, once on a page.
TIP = (
    '<svg width="0" height="0" style="position: absolute" aria-hidden="true"><defs>'
    '<marker id="tip" viewBox="0 0 8 8" refX="2" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0 L8 4 L0 8 z"/></marker></defs></svg>'
)


class Arrow(NamedTuple):
    """A property and the class that it leads to, each by its name without prefix; `far` is '' where it leads to no class."""

    label: str
    far: str


def tree(rows: Sequence[tuple[int, str]], title: str) -> str:
    """Classes one below the other, each at its depth and joined to the one that it is under."""
    parts, above = list[str](), dict[int, int]()
    for number, (depth, name) in enumerate(rows):
        x, y = depth * INDENT + 8, number * ROW + 8
        above[depth] = y
        if depth:
            parent = above[depth - 1] + HIGH
            parts.append(f'<path d="M{x - INDENT + 12} {parent} V{y + HIGH // 2} H{x}"/>')
        parts.append(_box(x, y, name))
    width = max((depth * INDENT + _width(name) for depth, name in rows), default=0) + 20
    return _svg(width, len(rows) * ROW + 12, title, parts)


def star(name: str, arrows: Iterable[Arrow]) -> str:
    """A class on the left, and an arrow to the right for each of its properties that leads to another class; '' without any."""
    rows = [arrow for arrow in arrows if arrow.far]
    if not rows:
        return ""
    begin = _width(name) + 8
    end = begin + max(_width(arrow.label) for arrow in rows) + 50
    parts = [_box(8, 8, name), f'<path d="M{begin} {8 + HIGH // 2} h14 V{(len(rows) - 1) * ROW + 8 + HIGH // 2}"/>']
    for number, arrow in enumerate(rows):
        y = number * ROW + 8
        middle = y + HIGH // 2
        parts.append(f'<path d="M{begin + 14} {middle} H{end}" marker-end="url(#tip)"/>')
        parts.append(f'<a href="#{escape(arrow.label)}"><text x="{begin + 24}" y="{middle - 4}">{escape(arrow.label)}</text></a>')
        parts.append(_box(end + 8, y, arrow.far))
    width = end + 8 + max(_width(arrow.far) for arrow in rows) + 12
    return _svg(width, len(rows) * ROW + 12, f"What {name} leads to", parts)


def _box(x: float, y: float, name: str) -> str:
    shape = f'<rect x="{x:g}" y="{y:g}" width="{_width(name):g}" height="{HIGH}" rx="4"/>'
    return f'<a href="#{escape(name)}">{shape}<text x="{x + 8:g}" y="{y + 15:g}">{escape(name)}</text></a>'


def _width(text: str) -> float:
    return len(text) * CHARACTER + 16


def _svg(width: float, height: float, title: str, parts: Iterable[str]) -> str:
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    label = escape(title, quote=True)
    return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{label}" {size}>{"".join(parts)}</svg>'
