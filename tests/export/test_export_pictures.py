"""Pictures of networks and of the years: names that can be read, all of it told, the same bytes each time."""

import io
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from export_sample import Memory, sample
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.image import imread

from kg.errors import BadInput
from kg.export import TIMELINE, network, picture, plot, timeline
from kg.export.labels import Box, Label, placed
from kg.export.selection import Selection

HERE = Path(__file__).parent
NUMBERS = st.integers(0, 200)
LABELS = st.lists(st.builds(Label, NUMBERS, NUMBERS, st.integers(1, 9), st.integers(5, 80), st.integers(5, 12)), max_size=25)


@given(LABELS, st.lists(st.builds(lambda x, y: Box(x, y, x + 10, y + 10), NUMBERS, NUMBERS), max_size=5))
def test_names_never_lie_on_each_other(labels: list[Label], kept: list[Box]) -> None:
    """However crowded it is: no two names meet, none meets what is kept free or leaves the frame, and none changes its size."""
    frame = Box(-20, -20, 220, 220)
    found = placed(labels, frame, [], kept)
    assert len(found) == len(labels)
    boxes = [box for box in found if box]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert not any(box.meets(other) for box in boxes for other in kept)
    assert all(box.left >= -20 and box.low >= -20 and box.right <= 220 and box.high <= 220 for box in boxes)
    sizes = {(box.right - box.left, box.high - box.low) for box in boxes}
    assert sizes <= {(label.width, label.height) for label in labels}


def test_a_name_alone_gets_the_best_place() -> None:
    """Right of its node; left of it where a node stands on the right."""
    label, frame = Label(100, 100, 4, 30, 8), Box(0, 0, 200, 200)
    right, left = placed([label], frame)[0], placed([label], frame, [Box(108, 95, 118, 105)])[0]
    assert right is not None
    assert left is not None
    assert left.right < 100 < right.left


@pytest.mark.parametrize("view", [*network.views(), TIMELINE])
def test_every_view_is_drawn_in_both_forms(source: Memory, tmp_path: Path, view: str) -> None:
    """An SVG that parses, without letters that need a font; a PNG of the size of the sheet with something on it."""
    plot(source, view, tmp_path / "x.svg")
    plot(source, view, tmp_path / "x.png")
    root = ET.parse(tmp_path / "x.svg").getroot()
    assert root.tag.endswith("svg")
    assert not list(root.iter("{http://www.w3.org/2000/svg}text"))
    shown = imread(io.BytesIO((tmp_path / "x.png").read_bytes()))
    assert shown.shape[:2] == (1240, 1753)
    assert shown[..., :3].min() == 0.0


def test_the_picture_is_the_same_each_time(tmp_path: Path) -> None:
    """Another process, another hash seed: the same bytes, without a date."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; from export_sample import sample\n"
        "from kg.export import plot\nfor view in ('actors', 'timeline'):\n"
        "    for end in ('svg', 'png'): plot(sample(), view, Path(sys.argv[2]) / f'{view}.{end}')"
    )
    found = []
    for seed in "12":
        (tmp_path / seed).mkdir()
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(HERE.parents[1]), "HOME": str(tmp_path)}
        subprocess.run([sys.executable, "-c", code, str(HERE), str(tmp_path / seed)], env=environment, check=True)
        found.append({path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()})
    assert found[0] == found[1]
    assert len(found[0]) == 4
    assert b"<dc:date>" not in found[0]["actors.svg"]


def test_the_caption_tells_rule_counts_days_and_query(source: Memory) -> None:
    """Whoever sees the picture alone knows what was counted, from when to when, and by which query."""
    told = picture.caption(network.read(source), network.read(source).graph)
    assert told[0].startswith("Two actors are tied when")
    assert (
        told[1] == "Shown: 6 nodes, 5 ties. Ties: funded with 3, co-organised 1, spoke together 1. Days: 2019-10-08 to 2020-02-01."
    )
    assert told[2].endswith("Query: queries/network/actors.rq.")
    chosen = network.read(source, "funding", selection=Selection(types=("Project",)))
    assert "Only ties with an end of type Project." in picture.caption(chosen, chosen.graph)[1]
    assert "Arrows" in picture.caption(chosen, chosen.graph)[2]


def test_a_part_says_that_it_is_one(source: Memory) -> None:
    """Where only the heaviest are drawn the caption says of how many; those are the ones with the most weight."""
    whole = network.read(source)
    part = picture.heaviest(whole.graph, 3)
    assert {data["label"] for data in part.nodes.values()} == {
        "OSCE Mission & Office",
        "Ministry of “Interior” <Tajikistan>",
        "Norway",
    }
    assert "Shown: 3 nodes, 3 ties, those with the most weight of 6 nodes and 5 ties." in picture.caption(whole, part)[1]


def test_events_are_counted_by_year(source: Memory) -> None:
    """Each once, though two releases tell of it; the cancelled one not; one without a date is told, not drawn."""
    source.document("four").event("someday")
    assert timeline.read(source, "type").counts == {(2019, "Workshop"): 1, (2020, "not told"): 1, (None, "Workshop"): 1}
    assert timeline.read(source, "type", date(2020, 1, 1)).counts == {(2020, "not told"): 1}
    told = timeline.caption(timeline.read(source, "type"))
    assert told[1] == "3 events. 1 without a date are not shown. Others: all further groups, and events of which it is not told."
    assert timeline.read(Memory(), "country").counts == {}


def test_empty_graphs_give_empty_pictures(tmp_path: Path) -> None:
    """No node and no event is no error."""
    plot(Memory(), "actors", tmp_path / "x.svg")
    plot(Memory(), TIMELINE, tmp_path / "y.png")
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("view", "name", "options", "says"),
    [
        ("actors", "x.jpg", {}, r"--out: no picture can be written as 'x\.jpg'\. Its name ends in \.svg or \.png"),
        ("actor", "x.svg", {}, r"view: no view named 'actor'\. There are: actors, .*, timeline"),
        (TIMELINE, "x.svg", {"by": "place"}, r"--by: events cannot be counted by 'place'\. There are: country, type"),
        (TIMELINE, "x.svg", {"selection": Selection(min_weight=2)}, "a timeline can be cut by --from and --to alone"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    source: Memory, tmp_path: Path, view: str, name: str, options: dict[str, object], says: str
) -> None:
    """One line that says what would have worked, and no file."""
    with pytest.raises(BadInput, match=says):
        plot(source, view, tmp_path / name, **options)
    assert list(tmp_path.iterdir()) == []


def test_long_names_are_cut(tmp_path: Path) -> None:
    """A name of a hundred letters does not run over the picture, and odd letters break nothing."""
    assert picture.shortened("x" * 100) == "x" * 37 + "…"
    source = sample()
    release = source.document("odd", "2020-01-01")
    names = ["$x_1$ & <b>", "Бахром " * 20]
    release.roles(release.event("e"), "host", *(release.named(f"institution/i{n}", name) for n, name in enumerate(names)))
    plot(source, "actors", tmp_path / "x.svg")
    assert re.search(r"</svg>\s*$", (tmp_path / "x.svg").read_text(encoding="utf-8"))
