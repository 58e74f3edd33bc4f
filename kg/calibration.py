"""How sure each rule is, as measured: data/patterns/confidence.toml, which `make calibrate` writes.

A folder of a user's own patterns may hold such a file too: the last folder that names a rule is believed. A rule that nobody has
measured is never surer than `unmeasured`, whatever its pattern says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import BadKnowledge
from kg.model import Evidence, Span
from kg.patterns import read_table

FILE = "confidence.toml"
_WRONG, _HINT = "has no confidence between 0 and 1", 'Write in [rule]: "name of the rule" = { confidence = 0.8 }'


@dataclass(frozen=True, slots=True)
class Calibration:
    """Confidence by rule, and the most that other rules may claim."""

    rules: Mapping[str, float]
    unmeasured: float = 1.0

    def evidence(self, span: Span, rule: str, confidence: float) -> Evidence:
        """The evidence of a rule that claims a confidence, with the one that it has earned."""
        earned = self.rules.get(rule)
        return Evidence(span, rule, min(confidence, self.unmeasured) if earned is None else earned)


def load(folders: Iterable[Path]) -> Calibration:
    """The calibration of all folders that hold the file, later ones over earlier ones."""
    rules: dict[str, float] = {}
    unmeasured = 1.0
    for path in (folder / FILE for folder in folders if (folder / FILE).is_file()):
        table = read_table(path)
        unmeasured = _confidence(table.get("unmeasured", unmeasured), f"{path}, unmeasured")
        for name, entry in _entries(table, path):
            rules[name] = _confidence(entry.get("confidence") if isinstance(entry, dict) else entry, f'{path}, rule "{name}"')
    return Calibration(rules, unmeasured)


def _entries(table: Mapping[str, Any], path: Path) -> Iterable[tuple[str, Any]]:
    entries = table.get("rule", {})
    if not isinstance(entries, dict):
        raise BadKnowledge(_WRONG, where=f"{path}, rule", hint=_HINT)
    return entries.items()


def _confidence(value: Any, where: str) -> float:  # noqa: ANN401 - what TOML holds
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadKnowledge(_WRONG, where=where, hint=_HINT)
    return float(value)
