"""kg.store.rdffiles and kg.pipeline.datasets: RDF from elsewhere beside documents, in any order, faults told by their place."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_pipeline import Words, export, extras, many, of, write

from kg.errors import BadInput
from kg.pipeline import build, datasets, preview, reading
from kg.pipeline.running import Extras
from kg.store import open_reader
from kg.store.rdffiles import blocks, survey

__all__ = ["extras"]
OWN = "https://example.org/own"


def lines(path: Path) -> list[str]:
    """Everything in a file as N-Quads lines."""
    return sorted(b"".join(blocks(str(path), OWN, survey(str(path), OWN).graphs)).decode().splitlines())


SAME = {
    "a.ttl": '<urn:a> <urn:b> "c"@en .',
    "a.nt": '<urn:a> <urn:b> "c"@en .\n',
    "a.nq": '<urn:a> <urn:b> "c"@en .\n',
    "a.trig": '{ <urn:a> <urn:b> "c"@en }',
    "a.jsonld": '{"@id": "urn:a", "urn:b": {"@value": "c", "@language": "en"}}',
    "a.RDF": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:"><r:Description r:about="urn:a">'
    '<u:b xml:lang="en">c</u:b></r:Description></r:RDF>',
}


@pytest.mark.parametrize("name", SAME)
def test_every_format_says_the_same(tmp_path: Path, name: str) -> None:
    """Six ways to write one triple give it in the file's own graph."""
    (tmp_path / name).write_text(SAME[name])
    assert lines(tmp_path / name) == [f'<urn:a> <urn:b> "c"@en <{OWN}> .']


def test_named_graphs_stay_and_blank_nodes_become_iris(tmp_path: Path) -> None:
    """What stands in a named graph stays there; blank nodes are numbered as they come, the same in each reading."""
    (tmp_path / "a.trig").write_text("<urn:g> { <urn:a> <urn:b> [ <urn:c> _:x ] } <urn:a> <urn:b> _:x .")
    expected = [
        f"<{OWN}#b0> <urn:c> <{OWN}#b1> <urn:g> .",
        f"<urn:a> <urn:b> <{OWN}#b0> <urn:g> .",
        f"<urn:a> <urn:b> <{OWN}#b1> <{OWN}> .",
    ]
    found = lines(tmp_path / "a.trig")
    assert len(found) == 3
    assert found == lines(tmp_path / "a.trig")
    assert {line.count("#b") for line in found} == {line.count("#b") for line in expected}
    assert survey(str(tmp_path / "a.trig"), OWN) == (frozenset({"urn:g", OWN}), 3)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.ttl", "<urn:a> <urn:b>\n  x:c .", r"line 2, column 3: The prefix x: has not been declared"),
        ("a.nq", "<urn:a> <urn:b> <urn:c> .\n<urn:d>", r"line 2, column \d+: "),
        ("a.jsonld", '{"@id": "urn:a",\n "urn:b": }', r"line 2, column 11: "),
        ("a.rdf", "<a>\n</b>", r"line 2, column 3: "),
        ("a.jsonld", '{"@context": "https://example.org/c", "@id": "urn:a"}', "kg fetches nothing"),
        ("a.ttl", "<a> <urn:b> <urn:c> .", "line 1, column 1: "),
        ("a.ttl", "# nothing", "holds no statement"),
        ("a.ttl", "<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .", "triple term"),
    ],
)
def test_faults_are_told_by_line_and_column(tmp_path: Path, name: str, content: str, says: str) -> None:
    """One line says what is wrong and where."""
    (tmp_path / name).write_text(content)
    with pytest.raises(BadInput, match=says) as told:
        survey(str(tmp_path / name), OWN)
    assert "\n" not in str(told.value)


QUADS = st.frozensets(st.tuples(st.sampled_from("abc"), st.sampled_from(["g", "h", of("Ministry.")])), min_size=1, max_size=4)
FILES = st.dictionaries(st.sampled_from(["a.nq", "b.nq", "c.nq"]), QUADS, min_size=1)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(FILES, st.booleans()), min_size=1, max_size=4))
def test_history_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory,
    extras: Extras,
    history: list[tuple[Mapping[str, frozenset[tuple[str, str]]], bool]],
) -> None:
    """Whatever files and documents came and went before, the store holds what those of today say; a document owns its graph."""
    folder, store = tmp_path_factory.mktemp("in"), tmp_path_factory.mktemp("out")
    for files, document in history:
        texts = {
            name: "".join(
                f"<urn:{thing}> <urn:in> '{name}' <{graph if ':' in graph else 'urn:' + graph}> .\n" for thing, graph in said
            )
            for name, said in files.items()
        }
        write(folder, {name: text.replace("'", '"') for name, text in texts.items()} | ({"m.txt": "Ministry."} if document else {}))
        build([folder], store / "grown", reader=Words(), prune=True, extras=extras)
    build([folder], store / "fresh", reader=Words(), extras=extras)
    assert export(store / "grown") == export(store / "fresh")
    if history[-1][1]:
        with open_reader(store / "grown") as reader:
            assert not any("<urn:in>" in line for line in reader.nquads(of("Ministry.")))


def test_an_export_is_built_from(tmp_path: Path, extras: Extras) -> None:
    """Exporting, building from the export and exporting again gives the same bytes; a second build finds nothing to do."""
    build([many(tmp_path / "in", 40)], tmp_path / "one", reader=Words(), extras=extras)
    path = tmp_path / "one.nq"
    path.write_text(export(tmp_path / "one"))
    assert [job.source for job in preview([path], tmp_path / "two", reader=Words()).new] == [str(path)]
    summary = build([path], tmp_path / "two", reader=Words(), extras=extras)
    assert summary.rdf == {"new": 1}
    assert export(tmp_path / "two") == export(tmp_path / "one")
    summary = build([path], tmp_path / "two", reader=Words(), extras=extras)
    assert (summary.rdf, summary.generation) == ({"unchanged": 1}, None)


def test_a_file_of_many_graphs_is_looked_at_once(
    tmp_path: Path,
    extras: Extras,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a file costs does not grow with its graphs: it is hashed a few times, not once for each of them."""
    path, hashed, file_hash = tmp_path / "many.nq", [], reading.file_hash
    path.write_text("".join(f"<urn:a> <urn:b> <urn:c> <urn:graph:{number}> .\n" for number in range(300)))

    def counted(source: str) -> str:
        hashed.append(source)
        return file_hash(source)

    for module in (datasets, reading):
        monkeypatch.setattr(module, "file_hash", counted)
    build([path], tmp_path / "store", reader=Words(), extras=extras)
    assert 0 < len(hashed) <= 4
    assert export(tmp_path / "store").count("<urn:graph:") == 300


def test_a_bad_file_costs_itself_alone(tmp_path: Path, extras: Extras) -> None:
    """What a file held stays while it cannot be read, and while it is missing and nobody asked to prune."""
    folder, store = write(tmp_path / "in", {"a.ttl": "<urn:a> <urn:b> <urn:c> .", "m.txt": "Ministry."}), tmp_path / "store"
    build([folder], store, reader=Words(), extras=extras)
    before = export(store)
    (folder / "a.ttl").write_text("<urn:a> <urn:b>")
    (folder / "b.ttl").write_text("<urn:a> <urn:b> <urn:d> .")
    summary = build([folder], store, reader=Words(), extras=extras)
    assert [Path(item.source).name for item in summary.unread] == ["a.ttl"]
    assert set(before.splitlines()) < set(export(store).splitlines())
    (folder / "a.ttl").unlink()
    assert build([folder], store, reader=Words(), extras=extras).gone == (f"{folder}/a.ttl",)
    assert "<urn:c>" in export(store)
    build([folder], store, reader=Words(), prune=True, extras=extras)
    assert "<urn:c>" not in export(store)
    assert "<urn:d>" in export(store)
