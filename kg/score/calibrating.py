"""What each rule has earned, as the table of data/patterns/confidence.toml.

A rule's confidence is the lower end of Wilson's one-sided 95 % interval of how often its facts are right, after four further facts
were credited to it that are right as often as those of all rules. So a rule that was seen seldom is far from sure, and a rule that
was seen often is near its own share. Confidence of 0.9 and more is kept for the surest rules that are together right 95 times in
100; whatever comes after them stays below, however often it was seen.
"""

import json
from collections.abc import Iterator, Mapping
from math import floor
from pathlib import Path

from kg.errors import BadInput
from kg.score.reliability import ONE_SIDED, Tally, by_rule
from kg.score.report import Report

FURTHER = 4
RIGHT, BELOW = 0.95, 0.89
_HEAD = """\
# How sure each rule is: written by `make calibrate`, not by hand. Of its facts in the practice sets, `right` of `of` are right.
# The confidence is the lower end of the one-sided 95 % interval of right / of, with four further facts of the share of all rules;
# 0.9 and more is for the surest rules that together are right 95 times in 100 (kg/score/calibrating.py).
# A rule that is not named here has not been measured and is never surer than `unmeasured`.
"""


def earned(tallies: Mapping[str, Tally]) -> dict[str, float]:
    """The confidence of each rule with these facts, cut to two digits; that of a rule without any under ''."""
    whole = sum(tallies.values(), Tally())
    bounds = {name: bound(tally, whole) for name, tally in (*tallies.items(), ("", Tally()))}
    sure, open_yet = Tally(), True
    for name in sorted(tallies, key=lambda name: (-bounds[name], -tallies[name].share, name)):
        sure += tallies[name]
        open_yet = open_yet and sure.share >= RIGHT
        bounds[name] = bounds[name] if open_yet else min(bounds[name], BELOW)
    return bounds


def bound(tally: Tally, whole: Tally) -> float:
    """The least share that the facts of a rule allow, given those of all rules."""
    return floor(100 * (tally + Tally(FURTHER * whole.share, FURTHER)).interval(ONE_SIDED)[0] + 1e-9) / 100


def save(report: Report, target: Path) -> None:
    """The table of a report is in a file."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(table(report), encoding="utf-8")
    except OSError as error:
        raise BadInput(f"cannot be written: {error.strerror}", where=str(target)) from error


def table(report: Report) -> str:
    """The TOML text of the calibration that a report gives, rules by name."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    tallies = {row.name: row.tally for row in sorted(by_rule(report))}
    sure = earned(tallies)
    yield _HEAD
    yield f"unmeasured = {sure['']}"
    yield ""
    yield "[rule]"
    for name, (right, facts) in tallies.items():
        said = json.dumps(name, ensure_ascii=False)
        yield f"{said} = {{ right = {right:g}, of = {facts:g}, confidence = {sure[name]} }}"
