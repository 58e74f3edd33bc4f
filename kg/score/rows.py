"""The rows of queries/score/*.rq about a document, every value as text."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Protocol

from kg.model import Span
from kg.rdf import Text
from kg.resources import folder
from kg.why import context

Row = dict[str, str]
_PASSAGES = (("sentence", "begin", "until"), ("named", "named_begin", "named_until"))


class Source(Protocol):
    """What answers SPARQL: a reader of a store."""

    def query(self, text: str, *, substitutions: Mapping[str, str | Text]) -> Any:  # noqa: ANN401 - rows of the engine
        """The rows."""


def ask(source: Source, question: str, **values: str) -> list[Row]:
    """The rows of a question of queries/score, every value as text, '' where there is none."""
    return list(_texts(source.query(_question(question), substitutions=values)))


def complete_sentences(rows: Mapping[str, Iterable[Row]]) -> None:
    """Each passage of the rows is replaced by the sentences that it stands in."""
    text = next((row["value"] for row in rows["document"] if row["field"] == "text"), "")
    for row in (row for table in rows.values() for row in table):
        for words, begin, until in _PASSAGES:
            if row.get(begin):
                row[words] = context(text, Span(int(row[begin]), int(row[until]))).of(text)


def _texts(answer: Any) -> Iterator[Row]:  # noqa: ANN401 - rows of the engine
    names = [variable.value for variable in answer.variables]
    for row in answer:
        yield {name: getattr(row[name], "value", "") for name in names}


@cache
def _question(name: str) -> str:
    return (folder("queries") / "score" / f"{name}.rq").read_text(encoding="utf-8")
