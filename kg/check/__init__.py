"""Whether a graph is sound: shapes document by document, queries that return what is wrong, and a reasoner on a sample.

    shapes      ontology/shapes.ttl in SHACL, one document graph at a time, so that the work grows with the documents and no faster
    queries     queries/checks/*.rq, each over the whole store
    reasoner    HermiT over ontology, alignment and some documents: no contradiction, no class that can have no member

`PARTS` is the whole list; to add one, write a function and name it there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.check import queries, reasoner, shapes
from kg.check.findings import Finding, Options, Outcome, Report
from kg.check.shapes import cores
from kg.check.writing import FORMATS, check_format, write
from kg.errors import BadInput
from kg.store import Reader

__all__ = ["FORMATS", "PARTS", "Finding", "Options", "Outcome", "Part", "Report", "check", "check_format", "cores", "write"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the check: what makes its outcome, and what it looks at."""

    run: Callable[[Reader, Options], Outcome]
    description: str


PARTS: Mapping[str, Part] = {
    "shapes": Part(shapes.run, "Each document against ontology/shapes.ttl (SHACL)."),
    "queries": Part(queries.run, "The whole graph against queries/checks/*.rq."),
    "reasoner": Part(reasoner.run, "Ontology, alignment and some documents, by HermiT; needs Java."),
}


def check(reader: Reader, only: Sequence[str] = (), options: Options | None = None) -> Report:
    """What is wrong with a graph, by the parts named in `only` or by all; a part that is asked for by name must be possible."""
    for name in only:
        if name not in PARTS:
            raise BadInput(f"there is no part {name!r}", where="--only", hint=f"There are: {', '.join(PARTS)}.")
    chosen = options or Options()
    outcomes = {name: part.run(reader, chosen) for name, part in PARTS.items() if name in (only or PARTS)}
    for name, outcome in outcomes.items():
        if outcome.skipped and name in only:
            raise BadInput(outcome.skipped, where=name, hint=reasoner.HINT)
    return Report(str(reader.generation.store), reader.generation.number, outcomes)
