"""kg.pipeline.resolving: one thing has one IRI in all documents, whatever their order; decisions hold and can be taken back."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kg import decisions, pipeline
from kg.decisions import Decision
from kg.errors import BadInput
from kg.iris import BASE, IDENTITY_GRAPH
from kg.pipeline.registry import Registry
from kg.store import Reader, open_reader

TEXTS = {
    "one.txt": "TIRANA, 12 May 2016 - Albania's Interior Ministry opened a workshop on border posts in Tirana on 12 May 2016.\n\n"
    "Dritan Hallevik, Head of the Border Police of Albania, said that the work goes on.\n",
    "two.txt": "TIRANA, 14 May 2016 - The Albanian Interior Ministry held a workshop on border posts in Tirana on 12 May 2016.\n\n"
    "D. Hallevik, Head of the Border Police of Albania, said that 30 officers took part.\n",
    "three.txt": "YEREVAN, 12 May 2016 - Armenia's Interior Ministry opened a workshop on tourism in Yerevan on 12 May 2016.\n\n"
    "Dritan Hallevik, Director of the Chess House in Gyumri, said that chess is for everybody.\n",
}
FULL, SHORT = f"{BASE}person/dritan-hallevik-al", f"{BASE}person/d-hallevik-al"
ASK = """PREFIX kg: <https://w3id.org/pressgraph/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> """


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """A folder of three small releases."""
    folder = tmp_path / "releases"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where the store is to be."""
    return tmp_path / "store"


def ask(store: Path, pattern: str) -> list[str]:
    """The values of ?x in a pattern, sorted, without the base."""
    with open_reader(store) as reader:
        answer = reader.query(f"{ASK} SELECT DISTINCT ?x WHERE {{ {pattern} }}")
        return sorted(row["x"].value.removeprefix(BASE) for row in answer)  # type: ignore[union-attr, index]


def content(store: Path) -> set[str]:
    """Every statement of a store."""
    with open_reader(store) as reader:
        return set(reader.nquads())


def decide(folder: Path, *found: Decision, name: str = "mine.tsv") -> Path:
    """A file of decisions."""
    decisions.write(folder / name, found)
    return folder / name


def test_one_iri_for_one_thing(releases: Path, store: Path) -> None:
    """A ministry in two ways of writing, a person with an initial and a workshop of two reports are one; abroad is another."""
    pipeline.build([releases], store)
    assert ask(store, "?x a kg:Institution FILTER(CONTAINS(STR(?x), 'ministry'))") == [
        "institution/ministry-of-interior-al",
        "institution/ministry-of-interior-am",
    ]
    assert ask(store, "?x a kg:Person FILTER(CONTAINS(STR(?x), 'hallevik-al'))") == ["person/dritan-hallevik-al"]
    assert len(ask(store, "?x a kg:Event ; kg:country <https://w3id.org/pressgraph/id/state/AL>")) == 1
    assert len(ask(store, "?e a kg:Event ; kg:reportedIn ?x ; kg:country <https://w3id.org/pressgraph/id/state/AL>")) == 2


def test_what_became_one_says_so(releases: Path, store: Path) -> None:
    """The other name is another name now, its IRI leads to the one that stands, and a link tells how alike they are and why."""
    pipeline.build([releases], store)
    assert ask(store, f"<{FULL}> skos:altLabel ?x") == ["D. Hallevik"]
    assert ask(store, f"<{FULL}> rdfs:label ?x") == ["Dritan Hallevik"]
    assert ask(store, f"<{SHORT}> kg:replacedBy ?x") == ["person/dritan-hallevik-al"]
    link = f"GRAPH <{IDENTITY_GRAPH}> {{ ?link a kg:IdentityLink ; kg:links <{FULL}>, <{SHORT}> ; "
    assert ask(store, f"{link} kg:judgement ?x }}") == ["https://w3id.org/pressgraph/judgement/same"]
    assert "both at the same institution" in ask(store, f"{link} kg:features ?x }}")[0]
    assert 0.85 < float(ask(store, f"{link} kg:confidence ?x }}")[0]) <= 1


@pytest.mark.parametrize(
    "order", [("one.txt", "two.txt", "three.txt"), ("three.txt", "two.txt", "one.txt"), ("two.txt", "one.txt", "three.txt")]
)
def test_order_does_not_count(releases: Path, store: Path, order: Sequence[str]) -> None:
    """Documents one by one, in any order, make the same statements as all at once."""
    for name in order:
        pipeline.build([releases / name], store)
    pipeline.build([releases], store.with_name("whole"))
    base = f"{releases}"
    assert {line for line in content(store) if base not in line} == {
        line for line in content(store.with_name("whole")) if base not in line
    }


def test_a_document_that_goes_takes_along_what_only_it_said(releases: Path, store: Path) -> None:
    """Without the document with the full name the short one stands for itself again."""
    pipeline.build([releases / "two.txt"], store.with_name("short"))
    pipeline.build([releases], store)
    for name in ("one.txt", "three.txt"):
        (releases / name).unlink()
    pipeline.build([releases], store, prune=True)
    assert {line for line in content(store) if "/releases" not in line} == {
        line for line in content(store.with_name("short")) if "/releases" not in line
    }


def test_a_decision_parts_and_is_taken_back(releases: Path, store: Path, tmp_path: Path) -> None:
    """Two that were one are two by a decision, with who said so; without the decision everything is as before."""
    pipeline.build([releases], store)
    before = content(store)
    file = decide(
        tmp_path, Decision(FULL, SHORT, "different", "Dritan Hallevik", "D. Hallevik", "me", "2024-05-01", "father and son")
    )
    summary = pipeline.build([], store, decisions=[file])
    assert summary.generation == 2
    assert ask(store, "?x a kg:Person FILTER(CONTAINS(STR(?x), 'hallevik-al'))") == [
        "person/d-hallevik-al",
        "person/dritan-hallevik-al",
    ]
    (told,) = ask(store, f"?l kg:links <{FULL}>, <{SHORT}> ; kg:features ?x")
    assert told.startswith("decided by me 2024-05-01; father and son; ")
    assert pipeline.build([releases], store).generation is None  # remembered without the file
    decide(tmp_path)
    assert pipeline.build([], store, decisions=[file]).generation == 3
    assert content(store) == before


def test_a_decision_joins(releases: Path, store: Path, tmp_path: Path) -> None:
    """Two that no rule would join are one."""
    pipeline.build([releases], store)
    (other,) = ask(store, "?x a kg:Person FILTER(CONTAINS(STR(?x), 'hallevik') && !CONTAINS(STR(?x), '-al'))")
    file = decide(tmp_path, Decision(FULL, f"{BASE}{other}", "same"))
    pipeline.build([], store, decisions=[file])
    assert len(ask(store, "?x a kg:Person FILTER(CONTAINS(STR(?x), 'hallevik'))")) == 1


def test_only_the_documents_concerned_are_read_again(
    releases: Path, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decision about two names reads again only what has the name that no longer stands for itself."""
    pipeline.build([releases], store)
    again: list[str] = []
    read_again: Callable[[Registry, str], object] = Registry.read_again
    monkeypatch.setattr(Registry, "read_again", lambda self, graph: (again.append(graph), read_again(self, graph))[1])
    file = decide(tmp_path, Decision(FULL, SHORT, "different"))
    pipeline.build([], store, decisions=[file])
    with open_reader(store) as reader:
        assert [_source(reader, graph) for graph in again] == ["two.txt"]


def _source(reader: Reader, graph: str) -> str:
    """The name of the file that a document graph is of."""
    found = (quad.object for quad in reader.quads(graph) if quad.predicate.value.endswith("#source"))
    return next(Path(str(getattr(one, "value", ""))).name for one in found)


def test_conflicts_are_told(releases: Path, store: Path, tmp_path: Path) -> None:
    """What was judged both ways is told with who said what when, and the later holds."""
    pipeline.build([releases], store)
    files = [
        decide(tmp_path, Decision(FULL, SHORT, "same", who="ann", when="2023-01-01"), name="ann.tsv"),
        decide(tmp_path, Decision(SHORT, FULL, "different", who="bob", when="2024-01-01"), name="bob.tsv"),
    ]
    (told,) = pipeline.build([], store, decisions=files).conflicts
    assert "same by ann on 2023-01-01 and different by bob on 2024-01-01; the later holds" in told
    assert len(ask(store, "?x a kg:Person FILTER(CONTAINS(STR(?x), 'hallevik-al'))")) == 2


def test_a_file_that_is_no_file_of_decisions(releases: Path, store: Path, tmp_path: Path) -> None:
    """It is told before anything is built."""
    (tmp_path / "bad.tsv").write_text("perhaps\ta:a\tb:b\n")
    with pytest.raises(BadInput, match="line 1"):
        pipeline.build([releases], store, decisions=[tmp_path / "bad.tsv"])
    assert not store.exists()


def test_decisions_about_nobody_wait(releases: Path, store: Path, tmp_path: Path) -> None:
    """A decision about names that no document has is told and kept, and changes nothing."""
    file = decide(tmp_path, Decision(f"{BASE}person/nobody", f"{BASE}person/no-one", "same"))
    (told,) = pipeline.build([releases], store, decisions=[file]).conflicts
    assert told == "1 of them are about names that no document has now, and wait."
