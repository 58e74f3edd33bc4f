"""kg.score.rows: the rows of the questions about a document as plain texts."""

from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox

from kg.rdf import Text
from kg.score.rows import ask, complete_sentences
from kg.store.reader import ask as put

DATA = """
PREFIX kg: <https://w3id.org/pressgraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
GRAPH <http://e/d> {
  <http://e/d> kg:source "a.txt" ; kg:text "It rained. Ade Bello spoke. All left." .
  <http://e/p> a kg:Institution ; rdfs:label "Ade Bello" ; kg:evidence <http://e/x> .
  <http://e/x> kg:exact "Ade" ; kg:begin 11 ; kg:end 14 .
}
"""


class Graph:
    """The data, asked as a store is."""

    def __init__(self) -> None:
        self._base = ox.Store()
        self._base.load(DATA.encode(), format=ox.RdfFormat.TRIG)

    def query(self, text: str, *, substitutions: Mapping[str, str | Text]) -> Any:  # noqa: ANN401 - as the reader says
        """The solutions of a query."""
        return put(self._base, text, substitutions)


def test_values_are_texts_and_missing_ones_empty() -> None:
    """A number comes as its digits, what is not there as ''."""
    (row,) = ask(Graph(), "things", document="http://e/d")
    assert (row["name"], row["begin"], row["acronym"]) == ("Ade Bello", "11", "")


def test_passages_become_the_sentences_around_them() -> None:
    """The bare words of the evidence are replaced by the whole sentence of the text."""
    rows = {name: ask(Graph(), name, document="http://e/d") for name in ("document", "things")}
    complete_sentences(rows)
    assert rows["things"][0]["sentence"] == "Ade Bello spoke."
