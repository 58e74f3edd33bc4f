"""kg.score.reliability: facts by the confidence of their claim and by rule, how many of them are right."""

import pytest

from kg.score import ALL, MAIN, Evidence, Fact, Outcome, Report
from kg.score.reliability import Tally, by_confidence, by_rule, judged, lines


def fact(kind: str, rule: str = "", confidence: float | None = None) -> Fact:
    """A fact of a kind, read by a rule."""
    return Fact(kind, "", "value", Evidence(rule, "words", confidence))


def report(hits: list[Fact], wrong: list[Fact]) -> Report:
    """A report of one document that has the same outcome in both blocks."""
    return Report({block: {"one": Outcome(hits, [fact("city")], wrong)} for block in (MAIN, ALL)})


ONE = report(
    [
        fact("city", "noun", 0.95),
        fact("type", "noun", 0.95),
        fact("quoted", "he said", 0.8),
        fact("people"),
        fact("organizers", "by", 1),
    ],
    [fact("start", "noun", 0.95), fact("title", "post", 0.62)],
)


def test_each_fact_is_judged_once() -> None:
    """Facts of people and amounts come from the one block, those of events from the other, and what is missed from neither."""
    kinds = [(one.kind, right) for one, right in judged(ONE)]
    assert sorted(kinds) == [
        ("city", True),
        ("organizers", True),
        ("people", True),
        ("quoted", True),
        ("start", False),
        ("title", False),
        ("type", True),
    ]


def test_rules_with_most_errors_come_first() -> None:
    """A row a rule with its highest confidence; what is merely named has no rule."""
    assert [(row.name, row.confidence, *row.tally) for row in by_rule(ONE)] == [
        ("noun", 0.95, 2, 3),
        ("post", 0.62, 0, 1),
        ("by", 1, 1, 1),
        ("he said", 0.8, 1, 1),
    ]


def test_facts_by_confidence() -> None:
    """Each step holds its lower end; the last row is what can be relied on."""
    assert [(row.name, *row.tally) for row in by_confidence(ONE)] == [
        ("1.00 - 0.95", 3, 4),
        ("0.90 - 0.80", 1, 1),
        ("0.70 - 0.60", 0, 1),
        ("merely named", 1, 1),
        ("0.90 or more", 3, 4),
    ]


def test_a_fact_said_twice_counts_for_both_rules_and_as_the_surer() -> None:
    """Each rule is judged by it, and among the facts by confidence it stands once."""
    twice = Evidence("weak", "words", 0.55, (Evidence("sure", "words", 0.92), Evidence("sure", "words", 0.92)))
    once = report([Fact("quoted", "", True, twice)], [])
    assert [(row.name, *row.tally) for row in by_rule(once)] == [("sure", 1, 1), ("weak", 1, 1)]
    assert next((row.name, *row.tally) for row in by_confidence(once)) == ("0.95 - 0.90", 1, 1)


def test_no_facts_at_all() -> None:
    """A report without facts gives a table, not an error."""
    assert list(lines(report([], [])))[-1].startswith("rule")


@pytest.mark.parametrize(
    ("right", "facts", "low", "high"), [(9, 10, 0.596, 0.982), (0, 1, 0.0, 0.793), (50, 50, 0.929, 1.0), (0, 0, 0.0, 1.0)]
)
def test_wilson_interval(right: int, facts: int, low: float, high: float) -> None:
    """The interval is Wilson's, as printed in textbooks: 9 of 10 are 0.596 to 0.982."""
    assert Tally(right, facts).interval() == pytest.approx((low, high), abs=0.001)


def test_lines_show_figures() -> None:
    """The rule, its confidence, how many facts, how many right, and the interval."""
    told = [" ".join(line.split()) for line in lines(ONE)]
    assert "noun 0.95 3 2 0.667 0.208 to 0.939" in told
    assert "0.90 or more 4 3 0.750 0.301 to 0.954" in told
