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
from kg.score.calibrating import BELOW, RIGHT, earned, save, table, worse
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
    """A rule with 0.9 or more is wrong 2 times in 100 at most on the practice sets."""
    held = tomllib.loads((folder("data") / "patterns" / FILE).read_text(encoding="utf-8"))["rule"].values()
    assert [entry for entry in held if entry["confidence"] >= SURE and entry["right"] / entry["of"] < RIGHT] == []


@pytest.mark.parametrize(
    ("right", "of", "confidence"), [(0, 0, 0.48), (1, 1, 0.55), (29, 29, 0.9), (31, 40, 0.66), (0, 5, 0.18), (540, 600, 0.87)]
)
def test_seldom_seen_is_not_sure(right: int, of: int, confidence: float) -> None:
    """Of rules that are right 9 times in 10: one that was right once is far from sure, one that was right 29 times is sure."""
    others = {"others": Tally(9000 - right, 10000 - of)}
    assert earned({**others, "it": Tally(right, of)} if of else others)["it" if of else ""] == confidence


@pytest.mark.parametrize(("right", "confidence"), [(93_000, BELOW), (97_500, BELOW), (98_100, 0.98)])
def test_often_seen_is_not_sure_either(right: int, confidence: float) -> None:
    """A rule that is wrong more than 2 times in 100 stays below 0.9, however often it was seen."""
    assert earned({"often": Tally(right, 100_000)})["often"] == confidence


@given(TALLIES)
def test_nothing_is_surer_than_it_was_right(tallies: dict[str, Tally]) -> None:
    """Whatever the figures, no rule says more than its own share or that of all rules, and 0.9 and more is nearly always right."""
    sure, whole = earned(tallies), sum(tallies.values(), Tally())
    for name, tally in tallies.items():
        assert 0 <= sure[name] <= max(tally.share, whole.share)
        assert sure[name] < SURE or max(tally.share, whole.share) >= RIGHT


def test_errors_once_seen_stay_counted() -> None:
    """A mended error stays one of as many facts as there are now; new errors count; a rule that only one side has is kept."""
    old = {"mended": Tally(8, 10), "broken": Tally(10, 10), "gone": Tally(1, 2)}
    new = {"mended": Tally(30, 30), "broken": Tally(7, 10), "new": Tally(3, 3)}
    both = {"broken": Tally(7, 10), "gone": Tally(1, 2), "mended": Tally(28, 30), "new": Tally(3, 3)}
    assert worse(new, old) == both
    assert [*worse(new, old)] == sorted(both)


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    """The table of a report, read as a user's folder, gives each rule its confidence; rules stand by name."""
    save(report({'said "so"': 20, "by": 3}, {"by": 1}), tmp_path / "own" / FILE)
    calibration = load([tmp_path / "own"])
    assert [*calibration.rules] == ["by", 'said "so"']
    expected = earned({"by": Tally(3, 4), 'said "so"': Tally(20, 20)})
    assert {**calibration.rules, "": calibration.unmeasured} == expected


def test_a_second_measurement_keeps_what_is_worse(tmp_path: Path) -> None:
    """Writing over a table forgets no error; what a person wrote without figures is measured."""
    target = tmp_path / FILE
    target.write_text("[rule]\nby = { right = 1, of = 4 }\nso = { confidence = 0.1 }\n")
    save(report({"by": 4, "so": 9}, {}), target)
    held = tomllib.loads(target.read_text())["rule"]
    assert {name: (entry["right"], entry["of"]) for name, entry in held.items()} == {"by": (1, 4), "so": (9, 9)}


def test_nothing_measured_gives_a_table_all_the_same() -> None:
    """Without facts no rule is named."""
    assert tomllib.loads(table({})) == {"unmeasured": 0.0, "rule": {}}


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder in the place of the file is one line."""
    with pytest.raises(BadInput, match="cannot be written"):
        save(report({}, {}), tmp_path)
