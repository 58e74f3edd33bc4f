"""kg.score.calibrating: what rules earn, and that the table beside our patterns is what its figures give."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.calibration import FILE, load
from kg.errors import BadInput
from kg.resources import folder
from kg.score import MAIN, Evidence, Fact, Outcome, Report
from kg.score.calibrating import BELOW, RIGHT, earned, save, table
from kg.score.reliability import SURE, Tally

TALLIES = st.dictionaries(
    st.text("abc", min_size=1, max_size=3),
    st.tuples(st.integers(0, 300), st.integers(1, 300)).map(lambda pair: Tally(min(pair), pair[1])),
    max_size=8,
)


def facts(rule: str, number: int) -> list[Fact]:
    """Some facts that a rule read."""
    return [Fact("quoted", str(at), True, Evidence(rule, "words", 0.9)) for at in range(number)]


def report(right: dict[str, int], wrong: dict[str, int]) -> Report:
    """A report of one document with so many right and wrong facts of each rule."""
    hits, misses = ([fact for rule, number in some.items() for fact in facts(rule, number)] for some in (right, wrong))
    return Report({MAIN: {"one": Outcome(hits, [], misses)}, "all events": {}})


def test_our_table_is_what_its_figures_give() -> None:
    """Each confidence in data/patterns/confidence.toml follows from its `right` and `of`; it was not written by hand."""
    held = tomllib.loads((folder("data") / "patterns" / FILE).read_text(encoding="utf-8"))
    sure = earned({name: Tally(entry["right"], entry["of"]) for name, entry in held["rule"].items()})
    assert held["unmeasured"] == sure.pop("")
    assert {name: entry["confidence"] for name, entry in held["rule"].items()} == sure


def test_what_is_sure_in_our_table_is_right() -> None:
    """The facts of the rules with 0.9 or more are right 95 times in 100 on the practice sets."""
    held = tomllib.loads((folder("data") / "patterns" / FILE).read_text(encoding="utf-8"))["rule"].values()
    sure = sum((Tally(entry["right"], entry["of"]) for entry in held if entry["confidence"] >= SURE), Tally())
    assert sure.facts
    assert sure.share >= RIGHT


@pytest.mark.parametrize(
    ("right", "of", "confidence"), [(0, 0, 0.48), (1, 1, 0.55), (29, 29, 0.9), (31, 40, 0.66), (0, 5, 0.18), (540, 600, 0.87)]
)
def test_seldom_seen_is_not_sure(right: int, of: int, confidence: float) -> None:
    """Of rules that are right 9 times in 10: one that was right once is far from sure, one that was right 29 times is sure."""
    others = {"others": Tally(9000 - right, 10000 - of)}
    assert earned({**others, "it": Tally(right, of)} if of else others)["it" if of else ""] == confidence


def test_often_seen_is_not_sure_either() -> None:
    """A rule that is right 93 times in 100 stays below 0.9, however often it was seen."""
    assert earned({"often": Tally(93_000, 100_000)})["often"] == BELOW


@given(TALLIES)
def test_what_is_sure_is_right(tallies: dict[str, Tally]) -> None:
    """Whatever the figures, the rules at 0.9 and more are together right 95 times in 100, and none says more than it was right."""
    sure = earned(tallies)
    together = sum((tally for name, tally in tallies.items() if sure[name] >= SURE), Tally())
    assert not together.facts or together.share >= RIGHT
    whole = sum(tallies.values(), Tally())
    assert all(0 <= sure[name] <= max(tally.share, whole.share) for name, tally in tallies.items())


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    """The table of a report, read as a user's folder, gives each rule its confidence; rules stand by name."""
    save(report({'said "so"': 20, "by": 3}, {"by": 1}), tmp_path / "own" / FILE)
    calibration = load([tmp_path / "own"])
    assert [*calibration.rules] == ["by", 'said "so"']
    expected = earned({"by": Tally(3, 4), 'said "so"': Tally(20, 20)})
    assert {**calibration.rules, "": calibration.unmeasured} == expected


def test_nothing_measured_gives_a_table_all_the_same() -> None:
    """Without facts no rule is named."""
    assert tomllib.loads(table(report({}, {}))) == {"unmeasured": 0.0, "rule": {}}


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder in the place of the file is one line."""
    with pytest.raises(BadInput, match="cannot be written"):
        save(report({}, {}), tmp_path)
