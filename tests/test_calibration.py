"""kg.calibration: every fact is as sure as its rule has earned; the table beside the patterns fits the rules that there are."""

import re
from pathlib import Path

import pytest
from readings import knowledge, reading_of

from kg.calibration import FILE, Calibration, load
from kg.errors import BadKnowledge
from kg.model import Evidence, Span
from kg.resources import folder

TEXT = "The seminar was organised by UNDP in Osh on 4 May 2016. “We go on,” said Anna Berg, Head of the Border Police."


@pytest.mark.parametrize(
    ("rule", "said", "earned"), [("measured", 0.9, 0.7), ("measured", 0.3, 0.7), ("new", 0.9, 0.5), ("new", 0.3, 0.3)]
)
def test_a_rule_is_as_sure_as_it_was_measured(rule: str, said: float, earned: float) -> None:
    """A measured rule has its own confidence, whatever its pattern says; another is never surer than `unmeasured`."""
    evidence = Calibration({"measured": 0.7}, 0.5).evidence(Span(0, 1), rule, said)
    assert evidence == Evidence(Span(0, 1), rule, earned)


def test_every_claim_and_event_is_calibrated() -> None:
    """Nothing that is read keeps the confidence that a finder gave it where the table knows better."""
    reading = reading_of(TEXT)
    assert reading.events
    assert len({type(claim) for claim in reading.claims}) >= 3
    for one in (*reading.events, *reading.claims):
        span, rule, confidence = one.evidence.span, one.evidence.rule, one.evidence.confidence
        assert one.evidence == knowledge().calibration.evidence(span, rule, confidence)


def test_a_folder_of_ones_own_is_believed_last(tmp_path: Path) -> None:
    """Later folders speak over earlier ones; a folder without the file says nothing."""
    for name, text in (
        ("a", "[rule]\none = { confidence = 0.4 }\ntwo = 0.5\n"),
        ("b", "unmeasured = 0.6\n[rule]\none = 1\n"),
        ("c", ""),
    ):
        (tmp_path / name).mkdir()
        if text:
            (tmp_path / name / FILE).write_text(text)
    assert load([tmp_path / name for name in "abc"]) == Calibration({"one": 1.0, "two": 0.5}, 0.6)
    assert load([tmp_path / "c"]) == Calibration({})


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("unmeasured = 1.2", "unmeasured"),
        ('[rule]\n"paid by" = { right = 3 }', 'rule "paid by"'),
        ('[rule]\n"paid by" = "often"', 'rule "paid by"'),
        ('[rule]\n"paid by" = { confidence = true }', 'rule "paid by"'),
        ("rule = 3", "rule"),
    ],
)
def test_a_faulty_table_is_named(tmp_path: Path, text: str, where: str) -> None:
    """What is no number between 0 and 1 is refused with the file and the entry."""
    (tmp_path / FILE).write_text(text)
    with pytest.raises(BadKnowledge, match=rf"{FILE}, {where}: has no confidence between 0 and 1"):
        load([tmp_path])


def test_the_table_names_rules_that_there_are() -> None:
    """Each rule of our table is a pattern or a rule of the finders; after a renaming, delete the line and say `make calibrate`."""
    finders = " ".join(path.read_text(encoding="utf-8") for path in (folder("data").parent / "kg" / "extract").glob("*.py"))
    known = {pattern.name for pattern in knowledge().patterns} | set(re.findall(r'"([^"\n]+)"', finders))
    assert load([folder("data") / "patterns"]).rules.keys() <= known
