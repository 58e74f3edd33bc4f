"""The sheet that pictures are drawn on: A4 across, title on top, legend and caption below, the same bytes each time."""

import io
from collections.abc import Iterable
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from kg.errors import BadInput
from kg.export.marks import plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SIZE = (11.69, 8.27)  # inches
FORMS = {"svg": {"Date": None, "Creator": "pressgraph"}, "png": {"Software": "pressgraph"}}
DOTS = 150  # an inch, of a PNG
LINE = 190  # letters of the caption in a line
STYLE: Any = {
    "svg.hashsalt": "pressgraph",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.parse_math": False,
}


def form(name: str) -> str:
    """The form of a picture by the end of its file's name."""
    end = name.rpartition(".")[2].lower()
    if end not in FORMS:
        raise BadInput(f"no picture can be written as {name!r}", where="--out", hint="Its name ends in .svg or .png.")
    return end


def sheet(title: str, caption: Iterable[str]) -> "Figure":
    """An empty sheet with its title and its caption, the latter in small letters and wrapped."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE)
    figure.text(0.03, 0.955, plain(title), fontsize=15, fontweight="bold", va="center")
    lines = [line for part in caption for line in wrap(plain(part), LINE)]
    figure.text(0.03, 0.02, "\n".join(lines), fontsize=6.5, va="bottom", color="#444444", linespacing=1.4)
    return figure


def legend(figure: "Figure", colours: dict[str, str]) -> None:
    """A dot a colour, on one line under the picture."""
    from matplotlib.lines import Line2D

    dots = [
        Line2D([], [], marker="o", linestyle="", markersize=7, color=colour, label=plain(name)) for name, colour in colours.items()
    ]
    if dots:
        place: dict[str, Any] = {"loc": "upper left", "bbox_to_anchor": (0.025, 0.935), "ncols": len(dots), "frameon": False}
        figure.legend(handles=dots, handletextpad=0.2, columnspacing=1.4, **place)


def written(figure: "Figure", form: str) -> bytes:
    """The picture as bytes: no date, no chance, letters as outlines, so that it looks alike everywhere."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format=form, dpi=DOTS, metadata=FORMS[form])
    return buffer.getvalue()
