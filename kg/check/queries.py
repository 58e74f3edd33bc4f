"""queries/checks/*.rq: each asks for what must not be, over the whole store; every row is a finding."""

from pathlib import Path

import kg.queries
from kg import resources
from kg.check.findings import Finding, Options, Outcome
from kg.errors import BadKnowledge
from kg.queries import Query
from kg.results import plain
from kg.store import Reader

NAME = "queries"
COLUMNS = ("about", "document", "found")


def folder() -> Path:
    """Where the check queries lie."""
    return resources.folder("queries") / "checks"


def run(reader: Reader, options: Options) -> Outcome:
    """What each query returns."""
    checks = kg.queries.catalogue(folder())
    found = list[Finding]()
    for done, query in enumerate(checks, 1):
        found += of_query(reader, query)
        if options.progress:
            options.progress(done, len(checks))
    return Outcome(tuple(found), f"{len(checks)} queries")


def of_query(reader: Reader, query: Query) -> list[Finding]:
    """The rows of a check: what is wrong (`about`), where (`document`, perhaps), and what stands there (`found`)."""
    answer = query.ask(reader, {})
    names = [variable.value for variable in getattr(answer, "variables", ())]
    if not {"about", "found"} <= set(names) <= set(COLUMNS):
        raise BadKnowledge("must return ?about, ?found and perhaps ?document", where=query.name)
    rows = [{name: plain(str(getattr(row[name], "value", ""))) for name in names} for row in answer]  # type: ignore[union-attr]
    name = Path(query.name).stem
    return [Finding(NAME, name, query.title, row["about"], row.get("document", ""), value=row["found"]) for row in rows]
