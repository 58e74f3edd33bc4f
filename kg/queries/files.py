"""Queries by name, from a file or as given, and what their first lines say of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

from kg import resources
from kg.errors import BadQuery
from kg.queries.faults import SyntaxFault, explain, refused
from kg.queries.parameters import Parameter, Term, declared

STDIN = "-"
Answer = TypeVar("Answer", covariant=True)
_WRITTEN_OUT = re.compile(r"\{|\A\s*DESCRIBE\s", re.IGNORECASE)
_HEADER = re.compile(r"#\s*(title|how|param):\s*(.*)")


class Source(Protocol[Answer]):
    """What can be asked: a reader of a store."""

    def query(self, text: str, *, substitutions: Mapping[str, Term]) -> Answer:
        """The answer of the engine."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question: its name, what it answers (`title`), how to read the answer (`how`), what it asks for, and the SPARQL."""

    name: str
    title: str
    how: str
    params: tuple[Parameter, ...]
    text: str

    def bind(self, values: Mapping[str, str]) -> dict[str, Term]:
        """The term of each parameter by its variable: the value given, else the default."""
        known = [parameter.name for parameter in self.params]
        for name in values:
            if name not in known:
                raise BadQuery(f"there is no parameter {name!r}", where=self.name, hint=_there_are(name, known))
        missing = [item for item in self.params if item.default is None and item.name not in values]
        if missing:
            raise BadQuery(
                f"a value of {missing[0].name} is missing ({missing[0].meaning})",
                where=self.name,
                hint=f"Give it with --param {missing[0].name}=...",
            )
        return {item.name: item.term(values.get(item.name, item.default or "")) for item in self.params}

    def ask(self, source: Source[Answer], values: Mapping[str, str]) -> Answer:
        """The answer of a source; what is wrong with the query comes out as its author can mend it."""
        bound = self.bind(values)
        try:
            return source.query(self.text, substitutions=bound)
        except BadQuery as error:
            if isinstance(error, SyntaxFault):
                raise
            raise explain(self.text, error.what, self.name) from error
        except RuntimeError as error:
            if not refused(str(error)):
                raise
            raise explain(self.text, str(error), self.name) from error


def catalogue(folder: Path | None = None) -> tuple[Query, ...]:
    """The questions of a folder (ours by default), by name."""
    place = folder or resources.folder("queries")
    return tuple(_read(path) for path in sorted(place.glob("*.rq")))


def load(name: str, text: str = "", folder: Path | None = None) -> Query:
    """The query of a name of the folder, of a file, one that is written out, or for '-' the one whose text is given."""
    if name == STDIN:
        return parse("standard input", text)
    place = folder or resources.folder("queries")
    known = _names(place)
    if name in known:
        return _read(place / f"{name}.rq")
    if _WRITTEN_OUT.search(name):
        return parse("query", name)
    if name.endswith((".rq", ".sparql")) or "/" in name or _is_file(name):
        return _read(Path(name))
    raise BadQuery(f"there is no query {name!r}", hint=_there_are(name, known) + " A file is given by its path.")


def parse(name: str, text: str) -> Query:
    """A query with what its comment lines say of it; without a title it is called by its name."""
    text = text.removeprefix("\ufeff")
    fields: dict[str, list[str]] = {"title": [], "how": [], "param": []}
    for line in text.splitlines():
        match = _HEADER.match(line.strip())
        if match:
            fields[match[1]].append(match[2].strip())
    params = tuple(declared(line, name) for line in fields["param"])
    return Query(name, " ".join(fields["title"]) or name, " ".join(fields["how"]), params, text)


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except OSError:  # a name too long for any file
        return False


def _read(path: Path) -> Query:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadQuery("is not UTF-8 text", where=str(path), hint="Save the query as UTF-8.") from error
    except OSError as error:
        raise BadQuery(f"cannot be read: {error.strerror}", where=str(path)) from error
    return parse(path.stem if path.parent == resources.folder("queries") else str(path), text)


@cache
def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.rq")))


def _there_are(name: str, known: tuple[str, ...] | list[str]) -> str:
    """The names most like a wrong one, else all of them."""
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(near)}?" if near else f"There are: {', '.join(known) or 'none'}."
