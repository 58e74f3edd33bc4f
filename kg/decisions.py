"""What persons have decided about names: files of tab-separated lines under version control, read and written here alone.

A line is: judgement (`same` or `different`), two IRIs, the two names, who decided, when (ISO 8601) and why. The first line names
the columns; lines that begin with # and empty lines say nothing.
"""

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.errors import BadInput

JUDGEMENTS = ("same", "different")
COLUMNS = ("judgement", "first", "second", "first_name", "second_name", "who", "when", "why")
_NEEDED = 3


class Decision(NamedTuple):
    """That two names are one thing, or are not; the names are kept beside their IRIs, which change when normal forms do."""

    first: str
    second: str
    judgement: str
    first_name: str = ""
    second_name: str = ""
    who: str = ""
    when: str = ""
    why: str = ""


def read(path: Path) -> list[Decision]:
    """The decisions of a file; BadInput tells the line that is none."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"cannot be read: {error}", where=str(path), hint="Make one with: kg review --decisions FILE") from error
    found = []
    for number, line in enumerate(lines, 1):
        cells = line.split("\t")
        if line.strip() and not line.startswith("#") and tuple(cells[:_NEEDED]) != COLUMNS[:_NEEDED]:
            found.append(_decision(cells, f"{path}, line {number}"))
    return found


def read_all(paths: Iterable[Path]) -> dict[str, list[Decision]]:
    """The decisions of several files, and of all .tsv files of folders, by the names of the files, wherever they lie."""
    found: dict[str, list[Decision]] = {}
    for file in (file for path in paths for file in (sorted(path.glob("*.tsv")) if path.is_dir() else [path])):
        found.setdefault(file.name, []).extend(read(file))
    return found


def write(path: Path, decisions: Sequence[Decision]) -> None:
    """The file holds these decisions: written beside it and renamed, so that it is never half there."""
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("w", encoding="utf-8", newline="") as output:
            table = csv.writer(output, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, escapechar=None, quotechar=None)
            table.writerow(COLUMNS)
            for one in decisions:
                cells = (one.judgement, one.first, one.second, one.first_name, one.second_name, one.who, one.when, one.why)
                table.writerow([" ".join(cell.split()) for cell in cells])
            output.flush()
            os.fsync(output.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise BadInput(f"cannot be written: {error.strerror}", where=str(path)) from error


def conflicts(decisions: Iterable[Decision]) -> list[tuple[Decision, Decision]]:
    """Pairs that were judged both ways, the earlier decision first; the later one holds."""
    latest: dict[tuple[str, str], Decision] = {}
    found = []
    for one in sorted(decisions, key=lambda decision: decision.when):
        names = min(one.first, one.second), max(one.first, one.second)
        before = latest.get(names)
        if before and before.judgement != one.judgement:
            found.append((before, one))
        latest[names] = one
    return found


def _decision(cells: Sequence[str], where: str) -> Decision:
    padded = [*cells, *[""] * len(COLUMNS)][: len(COLUMNS)]
    judgement, first, second, *rest = (cell.strip() for cell in padded)
    if judgement not in JUDGEMENTS:
        raise BadInput(f"{judgement[:40]!r} is no judgement", where=where, hint="Write same or different.")
    if not (":" in first and ":" in second) or first == second:
        raise BadInput("needs the IRIs of two names", where=where, hint=f"The columns are: {', '.join(COLUMNS)}.")
    return Decision(first, second, judgement, *rest)
