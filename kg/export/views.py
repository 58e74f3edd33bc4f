"""The views: questions whose answers are networks. queries/network/*.rq say what a node and a tie are, and nothing else does."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from kg.errors import BadInput, BadKnowledge
from kg.export.spells import FIRST_DAY, LAST_DAY
from kg.resources import folder

NODES = "nodes"
_PERIOD = re.compile(r"^([ \t]*)# period: (\?\w+) (\?\w+)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class View:
    """One question whose answer is a network: what its ties say, and whether they have a direction."""

    name: str
    title: str
    how: str
    directed: bool
    text: str

    def within(self, since: date | None, until: date | None) -> str:
        """The query, counting only what happened in these days, both inclusive."""
        return within(self.text, since, until, file(self.name))


def within(text: str, since: date | None, until: date | None, where: str) -> str:
    """A query that counts only what happened in these days: a FILTER where its `# period:` line stands.

    The line names the variables of the first and the last day, ISO dates as texts; what has none is left out. The mark ~,
    which comes after all digits, makes 2015 last to its end.
    """
    if since is None and until is None:
        return text
    if not _PERIOD.search(text):
        hint = "Write `# period: ?from ?to` where these variables are known."
        raise BadKnowledge("the query cannot be asked for a period", where=where, hint=hint)
    first, last = (since or FIRST_DAY).isoformat(), (until or LAST_DAY).isoformat()
    return _PERIOD.sub(rf'\1FILTER(\2 != "" && CONCAT(\3, "~") >= "{first}" && \2 <= "{last}")', text)


@cache
def views() -> dict[str, View]:
    """Every view by name: each file of queries/network/ but nodes.rq."""
    files = {path.stem: path for path in (folder("queries") / "network").glob("*.rq")}
    return {name: _view(files[name]) for name in sorted(files) if name != NODES}


def named(name: str) -> View:
    """The view of this name."""
    if name not in views():
        raise BadInput(f"no view named {name!r}", where="view", hint=f"There are: {', '.join(views())}.")
    return views()[name]


def nodes_query() -> str:
    """The query that says what can be a node."""
    return (folder("queries") / "network" / f"{NODES}.rq").read_text(encoding="utf-8")


def file(name: str) -> str:
    """Where a view is written, for messages."""
    return f"queries/network/{name}.rq"


def head(text: str, names: tuple[str, ...], where: str) -> dict[str, str]:
    """What the first comments of a query say under these names."""
    said = dict(re.findall(rf"^# ({'|'.join(names)}):\s*(.+?)\s*$", text, re.MULTILINE))
    if missing := {*names} - said.keys():
        raise BadKnowledge(f"the comment `# {min(missing)}:` is missing", where=where)
    return said


def _view(path: Path) -> View:
    text = path.read_text(encoding="utf-8")
    said = head(text, ("title", "how", "ties"), str(path))
    if said["ties"] not in ("directed", "undirected"):
        raise BadKnowledge(f"`# ties: {said['ties']}`", where=str(path), hint="Write `directed` or `undirected`.")
    return View(path.stem, said["title"], said["how"], said["ties"] == "directed", text)
