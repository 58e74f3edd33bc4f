"""How right the graph is: what it says of each document against what a careful reader wrote down.

Two blocks are counted, each micro-averaged over the documents: `main event` (the main event, people, institutions and amounts)
and `all events` (events paired by start, type, city and being main). Names match without case, accents, punctuation, article and
a country in front, at a token-sort ratio of 90, or a token-set ratio of 90 where the shorter name holds 60 % of the longer one's
content words. A state and its government are one actor; an acronym stands for the institution that bears it.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import BadInput
from kg.score import calibrating, reliability
from kg.score.counting import ALL, MAIN, Counter, Outcome
from kg.score.facts import KINDS, Evidence, Fact
from kg.score.graph import documents, read_document, stem, to_gold
from kg.score.names import countries
from kg.score.report import EVERY_KIND, Rates, Report
from kg.score.rows import Source

__all__ = [
    "ALL",
    "KINDS",
    "MAIN",
    "Counter",
    "Evidence",
    "Fact",
    "Outcome",
    "Rates",
    "Report",
    "calibrating",
    "countries",
    "documents",
    "read_gold",
    "reliability",
    "score",
    "stem",
    "to_gold",
    "write",
]

# The lists of a gold document, and what each of their entries must have to be counted.
_PARTS: Mapping[str, set[str]] = {"events": set(), "people": {"name"}, "institutions": {"name"}, "funding": set()}


def score(gold_dir: Path, reader: Source, *, errors: str = "", states: Mapping[str, str] | None = None) -> Report:
    """The report of a store against a folder of gold; `errors` (checked here, shown by `Report.lines`) is a kind of fact or `all`.

    `states` gives the code of a state by its cleaned names and adjectives; those of the lexicon by default.
    """
    if errors and errors not in (*KINDS, EVERY_KIND):
        raise BadInput(
            f"no kind of fact is called {errors!r}", where="errors", hint=f"There are: {EVERY_KIND}, {', '.join(KINDS)}."
        )
    gold = read_gold(gold_dir)
    held = chosen(gold, reader)
    counter = Counter(countries() if states is None else states)
    outcomes: dict[str, dict[str, Outcome]] = {MAIN: {}, ALL: {}}
    for name, wanted in gold.items():
        found = read_document(reader, held[name], whole=bool(errors)) if name in held else {}
        for block, outcome in counter.compare(wanted, found).items():
            outcomes[block][name] = outcome
    return Report(outcomes, tuple(sorted(gold.keys() - held.keys())))


def write(gold_dir: Path, reader: Source, target: Path) -> list[Path]:
    """The files that were written to a folder: what the graph says of each document of gold, in the shape of gold."""
    held = chosen(read_gold(gold_dir), reader)
    try:
        target.mkdir(parents=True, exist_ok=True)
        return [_write_one(target / f"{name}.json", {**to_gold(reader, iri), "id": name}) for name, iri in sorted(held.items())]
    except OSError as error:
        raise BadInput(f"cannot be written: {error.strerror}", where=str(error.filename or target)) from error


def _write_one(path: Path, document: Mapping[str, Any]) -> Path:
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def read_gold(folder: Path) -> dict[str, dict[str, Any]]:
    """The gold documents of a folder by the name of their file, in order."""
    if not folder.is_dir():
        raise BadInput("no such folder", where=str(folder), hint="Give a folder of gold files, such as data/gold.")
    gold = {path.stem: _read_one(path) for path in sorted(folder.glob("*.json"))}
    if not gold:
        raise BadInput("holds no .json files", where=str(folder), hint="Give a folder of gold files, such as data/gold.")
    return gold


def _read_one(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", where=str(path)) from error
    except ValueError as error:
        raise BadInput(f"is not JSON: {error}", where=str(path)) from error
    if not isinstance(document, dict):
        raise BadInput("is no document of gold", where=str(path), hint='It holds one object: {"title": ..., "events": [...], ...}.')
    for field, parts in _PARTS.items():
        entries = document.get(field) or []
        if not isinstance(entries, list) or not all(isinstance(one, dict) and parts <= one.keys() for one in entries):
            holding = f" with {', '.join(sorted(parts))}" if parts else ""
            raise BadInput(f"{field} is no list of objects{holding}", where=str(path), hint="data/gold shows the shape.")
    return document


def chosen(gold: Mapping[str, object], reader: Source) -> dict[str, str]:
    """The document of the graph for each gold file; none at all, or two of one name, is an error."""
    found = {name: iris for name, iris in documents(reader).items() if name in gold}
    for name, iris in found.items():
        if len(iris) > 1:
            raise BadInput(
                f"the store holds {len(iris)} documents called {name}",
                where=name,
                hint="Build the documents of this gold into a new store.",
            )
    if not found:
        raise BadInput(
            "the store holds none of the documents of this gold",
            hint=f"Build them first; wanted: {', '.join(sorted(gold)[:3])} ...",
        )
    return {name: iris[0] for name, iris in found.items()}
