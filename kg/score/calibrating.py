"""What each rule has earned, as the table of data/patterns/confidence.toml.

A rule's confidence is the lower end of Wilson's one-sided 95 % interval of how often its facts are right, after four further facts
were credited to it that are right as often as those of all rules. So a rule that was seen seldom is far from sure, and a rule that
was seen often is near its own share. Two things allow for documents that nobody had in view when the rules were written. Confidence
of 0.9 and more, where 95 facts in 100 should be right, is kept for rules with 2 wrong in 100 at most. And an error that was mended
proves nothing about other documents: as many facts of a rule as were ever wrong stay wrong, until its line is deleted.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from math import floor
from pathlib import Path

from kg.errors import BadInput
from kg.patterns import read_table
from kg.score.reliability import ONE_SIDED, Tally, by_rule
from kg.score.report import Report

FURTHER = 4
RIGHT, BELOW = 0.98, 0.89
_HEAD = """\
# How sure each rule is: written by `make calibrate`, not by hand. Of its facts in the practice sets, `right` of `of` are right.
# The confidence is the lower end of the one-sided 95 % interval of right / of, with four further facts of the share of all rules;
# 0.9 and more is for rules with 2 wrong in 100 at most (kg/score/calibrating.py). A rule that is not named here is never
# surer than `unmeasured`. Errors once seen stay counted: delete the line of a rule to measure it afresh.
"""


def earned(tallies: Mapping[str, Tally]) -> dict[str, float]:
    """The confidence of each rule with these facts, cut to two digits; that of a rule without any under ''."""
    whole = sum(tallies.values(), Tally())
    return {name: _confidence(tally, whole) for name, tally in (*tallies.items(), ("", Tally()))}


def _confidence(tally: Tally, whole: Tally) -> float:
    credited = _credited(tally, whole)
    least = floor(100 * credited.interval(ONE_SIDED)[0] + 1e-9) / 100
    return least if credited.share >= RIGHT else min(least, BELOW)


def _credited(tally: Tally, whole: Tally) -> Tally:
    return tally + Tally(FURTHER * whole.share, FURTHER)


def worse(ones: Mapping[str, Tally], others: Mapping[str, Tally]) -> dict[str, Tally]:
    """For each rule of either, by name, the most facts that it was measured on, with as many wrong as ever were."""
    both = {name: [some[name] for some in (ones, others) if name in some] for name in sorted({*ones, *others})}
    return {name: _with_all_errors(tallies) for name, tallies in both.items()}


def _with_all_errors(tallies: Sequence[Tally]) -> Tally:
    facts = max(one.facts for one in tallies)
    return Tally(facts - max(one.facts - one.right for one in tallies), facts)


def measured(report: Report) -> dict[str, Tally]:
    """The facts of each rule of a report."""
    return {row.name: row.tally for row in by_rule(report)}


def save(report: Report, target: Path) -> None:
    """The table of a report is in a file, with what the file held where that is worse."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        known = _read(target) if target.is_file() else {}
        target.write_text(table(worse(measured(report), known)), encoding="utf-8")
    except OSError as error:
        raise BadInput(f"cannot be written: {error.strerror}", where=str(target)) from error


def _read(path: Path) -> dict[str, Tally]:
    """The figures that a table holds."""
    held = read_table(path).get("rule", {})
    return {name: Tally(entry["right"], entry["of"]) for name, entry in held.items() if {"right", "of"} <= {*entry}}


def table(tallies: Mapping[str, Tally]) -> str:
    """The TOML text with the confidence of each rule and the facts behind it."""
    return "".join(f"{line}\n" for line in _lines(tallies))


def _lines(tallies: Mapping[str, Tally]) -> Iterator[str]:
    sure = earned(tallies)
    yield _HEAD
    yield f"unmeasured = {sure['']}"
    yield ""
    yield "[rule]"
    for name, (right, facts) in tallies.items():
        said = json.dumps(name, ensure_ascii=False)
        yield f"{said} = {{ right = {right:g}, of = {facts:g}, confidence = {sure[name]} }}"
