"""kg.unread.clues: each shape gives its reason to its examples alone; a faulty file is named."""

from functools import cache
from pathlib import Path

import pytest
from readings import HEADLINE, knowledge

from kg.errors import BadKnowledge
from kg.extract import read_closely
from kg.knowledge import nameable
from kg.masks import MACROS
from kg.model import Document
from kg.patterns import Pattern
from kg.resources import folder
from kg.unread.clues import Clues, load
from kg.unread.finding import NAMED


@cache
def clues() -> Clues:
    """Those of data/unread."""
    return load(nameable(knowledge().lexicon))


def masked(text: str) -> str:
    """The masked text of a sentence under a headline."""
    source, _ = read_closely(Document("test", f"{HEADLINE}\n\n{text}"), knowledge())
    return source.sentences[-1].masked.text


@pytest.mark.parametrize("shape", [pytest.param(shape, id=shape.name) for shape in clues().shapes])
def test_examples(shape: Pattern) -> None:
    """A shape is found in each of its `yes` and in none of its `no`, and has both."""
    assert [(text, True) for text, _ in shape.yes] == [(text, shape.says in clues().reasons(masked(text))) for text, _ in shape.yes]
    assert [(text, False) for text in shape.no] == [(text, shape.says in clues().reasons(masked(text))) for text in shape.no]
    assert shape.yes
    assert shape.no


def test_every_kind_of_thing_and_block_has_its_number() -> None:
    """Points for each kind that makes a gap, a share for each kind of block, and a shape for each reason."""
    assert clues().named.keys() == NAMED.keys()
    assert clues().share.keys() == {"paragraph", "item", "headline", "fragment"}
    assert clues().points.keys() == {shape.says for shape in clues().shapes}


def test_paying_counts_most_and_boilerplate_against() -> None:
    """Nothing brings more points than words of paying; what a body is at all times takes points away."""
    points = clues().points
    assert max(points, key=lambda reason: points[reason]) == "tells of paying"
    assert points["tells what a body is or does at all times"] < 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ('"tells of a post" = 1', ""),
            r"clues\.toml, pattern .post.: .tells of a post. has no points\. There are: ",
        ),
        (("[named]", "[names]"), r"clues\.toml: the table \[named\] is missing"),
        (("money = 3", 'money = "much"'), r"clues\.toml: the table \[named\] .* more than numbers"),
    ],
)
def test_faulty_clues_are_named(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    """A reason without points or a table that is none is refused in one line with its place."""
    text = (folder("data") / "unread" / "clues.toml").read_text(encoding="utf-8")
    (tmp_path / "clues.toml").write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(BadKnowledge, match=message):
        load({**MACROS, "say": "said"}, tmp_path)
