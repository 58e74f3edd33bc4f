"""From paths to a published generation: what is in the store depends on the documents, and on nothing else."""

import gzip
import io
import json
import os
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_layers import LAYERS
from words import BASE, Words, small_extras

from kg import resources
from kg.errors import BadInput, BadKnowledge, StoreError
from kg.iris import DERIVED_GRAPH, NAMESPACE, document_iri
from kg.pipeline import Summary, build, build_from_stdin, knowledge_reader, planning, preview, reading, records, workers
from kg.pipeline.running import Extras
from kg.store import CONCEPTS_GRAPH, generations, open_reader

ENDINGS = (
    ".txt, .md, .markdown, .html, .htm, files without an ending, .jsonl, .ndjson, .csv, .tsv "
    "(the last 4 also with .gz or .zst behind), and RDF in .ttl, .nt, .nq, .trig, .jsonld, .rdf"
)


@pytest.fixture(scope="module")
def extras(tmp_path_factory: pytest.TempPathFactory) -> Extras:
    """A concept, and one query of the derived graph."""
    return small_extras(tmp_path_factory.mktemp("pipeline") / "extras")


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """The folder, with these files and no others."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def many(folder: Path, count: int) -> Path:
    """The folder, with so many small documents."""
    return write(folder, {f"{number:04}.txt": f"Ministry met Agency number {number}." for number in range(count)})


def export(store: Path) -> str:
    """Everything that a store says, as sorted N-Quads."""
    with open_reader(store) as reader:
        return "".join(reader.nquads())


def values(store: Path, name: str) -> dict[str, list[str]]:
    """The values of a property of documents, by document."""
    found: dict[str, list[str]] = {}
    with open_reader(store) as reader:
        for row in cast(Iterable[Any], reader.query(f"SELECT ?d ?v WHERE {{ ?d <{NAMESPACE}{name}> ?v }} ORDER BY ?d ?v")):
            found.setdefault(row["d"].value, []).append(row["v"].value)
    return found


def of(text: str) -> str:
    """The IRI of the document with this text."""
    return document_iri(text, BASE)


def counts(summary: Summary) -> tuple[int, int, int, int, int, int]:
    """New, changed, read again, unchanged, removed and unread documents."""
    return summary.new, summary.changed, summary.reread, summary.unchanged, len(summary.removed), len(summary.unread)


def test_building_twice_is_building_once(tmp_path: Path, extras: Extras) -> None:
    """A second build of the same files does nothing at all, and tells the same facts."""
    folder, store = many(tmp_path / "in", 5), tmp_path / "store"
    first = build([folder], store, reader=Words(), extras=extras)
    before = export(store)
    second = build([folder, folder / "0001.txt"], store, reader=Words(), extras=extras)
    assert (counts(first), first.generation) == ((5, 0, 0, 0, 0, 0), 1)
    assert (counts(second), second.generation) == ((0, 0, 0, 5, 0, 0), None)
    assert first.facts == second.facts == {"Document": 5, "Institution": 2}
    assert export(store) == before
    assert [generation.number for generation in generations(store)] == [1]


TEXTS = ["Ministry met.", "Agency met.", "Ministry met Agency."]
CONTENTS = st.sampled_from(
    [*TEXTS, *(f"<html><head><title>{title}</title></head><body>{text}" for title in "AB" for text in TEXTS)]
)
FOLDERS = st.dictionaries(st.sampled_from(["a", "b", "c"]), CONTENTS, min_size=1)


@settings(max_examples=8, deadline=None)
@given(st.lists(FOLDERS, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_history_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, extras: Extras, history: list[dict[str, str]], chance: random.Random
) -> None:
    """However the files came to be what they are, in whatever portions: the store says what one build of them says."""
    root = tmp_path_factory.mktemp("history")
    for state in history:
        folder = write(root / "in", state)
        for path in chance.sample(sorted(folder.iterdir()), k=chance.randint(0, len(state))):
            build([path], root / "store", reader=Words(), workers=1, extras=extras)
        build([folder], root / "store", reader=Words(), workers=1, prune=True, extras=extras)
    build([folder], root / "fresh", reader=Words(), workers=1, extras=extras)
    assert export(root / "store") == export(root / "fresh")


def test_workers_and_batches_do_not_matter(tmp_path: Path, extras: Extras, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process or three, large batches or small, the files in any order: the same bytes."""
    folder = many(tmp_path / "in", 100)
    files = sorted(folder.iterdir())
    random.Random(7).shuffle(files)
    build([folder], tmp_path / "one", reader=Words(), workers=1, extras=extras)
    build(files, tmp_path / "three", reader=Words(), workers=3, extras=extras)
    monkeypatch.setattr(workers, "BATCH", 3)
    build([folder], tmp_path / "two", reader=Words(), workers=2, extras=extras)
    assert export(tmp_path / "one") == export(tmp_path / "two") == export(tmp_path / "three")


def test_a_changed_document_replaces_itself(tmp_path: Path, extras: Extras) -> None:
    """The graph of a file's former text goes, that of its present text comes, nothing else is touched."""
    folder, store = write(tmp_path / "in", {"a.txt": "Ministry.", "b.txt": "Agency."}), tmp_path / "store"
    build([folder], store, reader=Words(), extras=extras)
    (folder / "a.txt").write_text("Council.")
    summary = build([folder], store, reader=Words(), extras=extras)
    assert counts(summary) == (0, 1, 0, 1, 0, 0)
    assert values(store, "text") == {of("Council."): ["Council."], of("Agency."): ["Agency."]}


def test_one_text_is_one_document(tmp_path: Path, extras: Extras) -> None:
    """The same text in two files is one graph that names both; when one file changes, the other keeps it."""
    folder, store = write(tmp_path / "in", {"a.txt": "Ministry.", "b.txt": "Ministry."}), tmp_path / "store"
    build([folder], store, reader=Words(), extras=extras)
    assert values(store, "source") == {of("Ministry."): [f"{folder}/a.txt", f"{folder}/b.txt"]}
    (folder / "a.txt").write_text("Agency.")
    build([folder], store, reader=Words(), extras=extras)
    assert values(store, "source") == {of("Ministry."): [f"{folder}/b.txt"], of("Agency."): [f"{folder}/a.txt"]}


def test_hints_come_from_the_first_source(tmp_path: Path, extras: Extras) -> None:
    """Of two files with one text the first by name gives title and date, whichever came first in time and whichever remains."""
    page = "<html><head><title>{}</title></head><body>Ministry.</body></html>"
    folder, store = write(tmp_path / "in", {"b.html": page.format("Late")}), tmp_path / "store"
    titles = []
    for name, text in (("c.html", page.format("Last")), ("a.html", page.format("Early")), ("a.html", "<p>Agency.")):
        (folder / name).write_text(text)
        build([folder], store, reader=Words(), extras=extras)
        titles.append(values(store, "title")[of("Ministry.")])
    assert titles == [["Late"], ["Early"], ["Late"]]


def test_one_bad_document_does_not_stop_the_others(tmp_path: Path, extras: Extras) -> None:
    """Files that cannot be read, and slips of the reader itself, are told by name and reason; all others are built."""
    bad = {
        "fail.txt": "FAIL",
        "refuse.txt": "REFUSE",
        "wrong.txt": "WRONG",
        "empty.txt": "",
        "nul.txt": "a\0b",
        "scan.pdf": "%PDF-",
    }
    folder, store = write(tmp_path / "in", bad | {"good.txt": "Ministry."}), tmp_path / "store"
    (folder / "latin.txt").write_bytes("Ministry of René Müller.".encode("cp1252"))
    (folder / "broken.txt").symlink_to(folder / "nowhere")
    (folder / "long.txt").write_text("Ministry and so on " * 1_000_000)
    (folder / "line.txt").write_text("Ministry and so on " * 250_000)
    summary = build([folder, tmp_path / "missing.txt"], store, reader=Words(), extras=extras)
    told = {Path(item.source).name: item.reason for item in summary.unread}
    assert told.pop("fail.txt").startswith("kg itself failed on it (RuntimeError: not my day; words.py, line ")
    assert told.pop("wrong.txt").startswith("kg itself failed on it (ValueError: not N-Quads: ")
    assert told == {
        "refuse.txt": "is refused. Write another.",
        "empty.txt": "is empty",
        "nul.txt": "holds NUL bytes, so it is not text. Save it as plain text in UTF-8 first.",
        "scan.pdf": f"files in .pdf are not read. kg reads {ENDINGS}.",
        "long.txt": "is longer than 5 million characters, which no press release is. Split it into one file a document.",
        "broken.txt": "is a link to a file that does not exist",
        "missing.txt": "does not exist.",
    }
    assert counts(summary) == (3, 0, 0, 0, 0, 9)
    assert {Path(name).name for names in values(store, "source").values() for name in names} == {
        "good.txt",
        "latin.txt",
        "line.txt",
    }


def test_a_document_that_ends_its_process_is_found(tmp_path: Path, extras: Extras) -> None:
    """A worker that dies costs the document that killed it and no other."""
    folder = many(tmp_path / "in", 120)
    for number in (7, 90):
        (folder / f"{number:04}.txt").write_text(f"DIE {number}")
    summary = build([folder], tmp_path / "store", reader=Words(), workers=2, extras=extras)
    assert [(Path(item.source).name, item.reason[:34]) for item in summary.unread] == [
        (f"{number:04}.txt", "reading it ended the process that did (out of memory"[:34]) for number in (7, 90)
    ]
    assert summary.new == len(values(tmp_path / "store", "text")) == 118


def test_a_document_that_cannot_be_read_any_more_stays(tmp_path: Path, extras: Extras) -> None:
    """What a file said stays in the store when the file is damaged, and gives way when it is mended."""
    folder, store = write(tmp_path / "in", {"a.txt": "Ministry."}), tmp_path / "store"
    build([folder], store, reader=Words(), extras=extras)
    for damaged in ("", "FAIL"):
        (folder / "a.txt").write_text(damaged)
        summary = build([folder], store, reader=Words(), prune=True, extras=extras)
        assert (counts(summary), summary.generation) == ((0, 0, 0, 0, 0, 1), None)
        assert list(values(store, "text")) == [of("Ministry.")]
    (folder / "a.txt").write_text("Council.")
    assert counts(build([folder], store, reader=Words(), extras=extras)) == (0, 1, 0, 0, 0, 0)
    assert list(values(store, "text")) == [of("Council.")]


def test_prune_removes_what_is_gone_from_a_given_folder(tmp_path: Path, extras: Extras) -> None:
    """Files that are gone are told, and removed when asked; those of other or missing folders are not."""
    one, two, store = (
        write(tmp_path / "one", {"a.txt": "A", "b.txt": "B"}),
        write(tmp_path / "one-two", {"c.txt": "C"}),
        tmp_path / "store",
    )
    build([one, two], store, reader=Words(), extras=extras)
    (one / "b.txt").unlink()
    (two / "c.txt").unlink()
    summary = build([one], store, reader=Words(), extras=extras)
    assert (summary.gone, summary.removed, summary.generation) == ((f"{one}/b.txt",), (), None)
    two.rmdir()
    summary = build([one, two], store, reader=Words(), prune=True, extras=extras)
    assert (summary.gone, summary.removed, summary.generation) == ((), (f"{one}/b.txt",), 2)
    assert list(values(store, "text")) == sorted([of("A"), of("C")])


@pytest.mark.parametrize("agreed", [True, False])
def test_prune_may_ask(tmp_path: Path, extras: Extras, agreed: bool) -> None:
    """A function is asked once, with the names that are gone, and only when there are any; without its consent the rest is done."""
    folder, store = write(tmp_path / "in", {"a.txt": "A", "b.txt": "B"}), tmp_path / "store"
    asked: list[Sequence[str]] = []

    def consent(names: Sequence[str]) -> bool:
        asked.append(names)
        return agreed

    build([folder], store, reader=Words(), extras=extras, prune=consent)
    assert asked == []
    (folder / "b.txt").unlink()
    (folder / "c.txt").write_text("C")
    summary = build([folder], store, reader=Words(), extras=extras, prune=consent)
    assert asked == [(f"{folder}/b.txt",)]
    assert (summary.new, summary.removed, summary.gone) == (1, *((asked[0], ()) if agreed else ((), asked[0])))
    assert len(values(store, "text")) == (2 if agreed else 3)


def test_prune_in_the_present_folder(tmp_path: Path, extras: Extras, monkeypatch: pytest.MonkeyPatch) -> None:
    """`kg build .` knows its files by the names that they have there, and misses none but its own."""
    monkeypatch.chdir(write(tmp_path / "in", {"a.txt": "A", "b.txt": "B"}))
    build([".", "./a.txt"], tmp_path / "store", reader=Words(), extras=extras)
    build_from_stdin(tmp_path / "store", io.BytesIO(b"C"), reader=Words(), extras=extras)
    Path("b.txt").unlink()
    assert build(["."], tmp_path / "store", reader=Words(), prune=True, extras=extras).removed == ("b.txt",)
    assert [Path(name).suffix or name[:6] for names in values(tmp_path / "store", "source").values() for name in names].count(
        ".txt"
    ) == 1


def record(path: Path, rows: Mapping[str, str], **more: str) -> Path:
    """A file of many documents, by identifier."""
    path.write_text("".join(json.dumps({"id": key, "text": text, **more}) + "\n" for key, text in rows.items()))
    return path


def test_documents_of_one_file_are_documents(tmp_path: Path, extras: Extras, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each document of a file of many is new, changed, read again, unchanged or gone on its own; an untouched file is not read."""
    store, folder = tmp_path / "store", write(tmp_path / "in", {"a.txt": "Agency."})
    rows = {f"{number:03}": f"Ministry number {number}." for number in range(90)}
    path = record(folder / "many.jsonl", rows, url="https://example.org/x")
    monkeypatch.setattr(reading, "_FRESH", 0)
    assert counts(build([folder], store, reader=Words(), workers=2, extras=extras)) == (91, 0, 0, 0, 0, 0)
    assert values(store, "source")[of("Ministry number 7.")] == ["https://example.org/x"]
    with monkeypatch.context() as only:
        only.setattr(records, "RecordFile", None)
        assert counts(build([folder], store, reader=Words(), extras=extras)) == (0, 0, 0, 91, 0, 0)
    del rows["003"]
    record(path, rows | {"004": "Council.", "new": "Bureau."}, url="https://example.org/x")
    todo = preview([folder], store, reader=Words())
    assert ([job.source for job in todo.new], [job.source for job in todo.changed]) == ([f"{path}#new"], [f"{path}#004"])
    assert (todo.gone, todo.same, len(todo.unchanged)) == ((f"{path}#003",), 88, 1)
    summary = build([folder], store, reader=Words(), prune=True, extras=extras)
    assert (counts(summary), summary.removed) == ((1, 1, 0, 89, 1, 0), (f"{path}#003",))
    assert counts(build([folder], store, reader=Words("two"), extras=extras)) == (0, 0, 91, 0, 0, 0)
    calm = tmp_path / "calm"
    build([path], calm, reader=Words("two"), extras=extras)
    build([folder / "a.txt"], calm, reader=Words("two"), extras=extras)
    assert export(calm) == export(store)
    path.unlink()
    assert len(build([folder], store, reader=Words("two"), prune=True, extras=extras).removed) == 90
    assert list(values(store, "text")) == [of("Agency.")]


def test_what_is_gone_from_a_file_of_many_is_told_until_it_is_removed(tmp_path: Path, extras: Extras) -> None:
    """A document that is not removed at once is found again in the next build, when its file is as it was; then it is forgotten."""
    folder, store = write(tmp_path / "in", {"a.txt": "A"}), tmp_path / "store"
    path = record(folder / "many.jsonl", {"b": "Agency.", "c": "Council."})
    build([folder], store, reader=Words(), extras=extras)
    record(path, {"b": "Agency."})
    (folder / "a.txt").unlink()
    asked: list[Sequence[str]] = []

    def files_alone(names: Sequence[str]) -> bool:
        asked.append(list(names))
        return len(asked) == 1

    summary = build([folder], store, reader=Words(), extras=extras, prune=files_alone)
    assert (summary.removed, summary.gone) == ((f"{folder}/a.txt",), (f"{path}#c",))
    assert asked == [[f"{folder}/a.txt"], [f"{path}#c"]]
    assert build([folder], store, reader=Words(), extras=extras).gone == (f"{path}#c",)
    assert preview([folder], store, reader=Words()).gone == (f"{path}#c",)
    assert build([folder], store, reader=Words(), extras=extras, prune=True).removed == (f"{path}#c",)
    assert build([folder], store, reader=Words(), extras=extras, prune=True).gone == ()


def test_faults_in_a_file_of_many_are_told_until_they_are_mended(tmp_path: Path, extras: Extras) -> None:
    """A document that fails, a line that is none, and an identifier that comes twice cost themselves alone, in each build anew."""
    path, store = record(tmp_path / "many.jsonl", {"a": "Agency.", "b": "FAIL", "c": "Council."}), tmp_path / "store"
    whole = path.read_text()
    path.write_text(whole + '{"id": "a", "text": "Twice."}\nnothing\n')
    for found in ((2, 0, 0, 0, 0, 3), (0, 0, 0, 2, 0, 3)):
        summary = build([path], store, reader=Words(), prune=True, extras=extras)
        assert counts(summary) == found
        told = [(item.source.removeprefix(str(path)), item.reason[:24]) for item in summary.unread]
        assert told == [
            ("#a", "has the identifier of an"),
            ("#b", "kg itself failed on it ("),
            (", line 5", "is not JSON: Expecting v"),
        ]
    record(path, {"a": "Agency.", "b": "Bureau."})
    summary = build([path], store, reader=Words(), prune=True, extras=extras)
    assert (counts(summary), summary.removed) == ((1, 0, 0, 1, 1, 0), (f"{path}#c",))
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(whole.encode())[:-3])
    assert counts(build([tmp_path / "cut.jsonl.gz"], store, reader=Words(), extras=extras))[5] == 1


def test_other_knowledge_reads_again(tmp_path: Path, extras: Extras) -> None:
    """After a change of knowledge the given documents are read again; those that were not given are counted as outdated."""
    one, two, store = write(tmp_path / "one", {"a.txt": "A"}), write(tmp_path / "two", {"b.txt": "B"}), tmp_path / "store"
    build([one, two], store, reader=Words(), extras=extras)
    summary = build([one], store, reader=Words("two"), extras=extras)
    assert (counts(summary), summary.outdated) == ((0, 0, 1, 0, 0, 0), 1)
    assert values(store, "kind") == {of("A"): ["two"], of("B"): ["one"]}
    summary = build([one, two], store, reader=Words("two"), extras=extras)
    assert (counts(summary), summary.outdated) == ((0, 0, 1, 1, 0, 0), 0)


def test_only_later_parts_of_the_program_leave_the_fingerprint_alone() -> None:
    """The fingerprint of the reader covers every part of the program that comes before the store."""
    layers = [line.split() for line in LAYERS.strip().splitlines()]
    store = next(number for number, names in enumerate(layers) if "store" in names)
    earlier = {name for names in layers[:store] for name in names}
    assert not earlier & reading.LATER


def test_an_untouched_file_is_not_opened(tmp_path: Path, extras: Extras, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose state on disk is the same costs a look at the folder; one that may have changed is hashed."""
    folder, store = write(tmp_path / "in", {"a.txt": "A", "b.txt": "B"}), tmp_path / "store"
    monkeypatch.setattr(reading, "_FRESH", 0)
    build([folder], store, reader=Words(), extras=extras)
    hashed: list[str] = []

    def hash_of(source: str) -> str:
        hashed.append(source)
        return reading.content_hash(source)

    monkeypatch.setattr(planning, "content_hash", hash_of)
    assert build([folder], store, reader=Words(), extras=extras).unchanged == 2
    assert hashed == []
    os.utime(folder / "a.txt", (1, 1))
    assert build([folder], store, reader=Words(), extras=extras).unchanged == 2
    assert hashed == [f"{folder}/a.txt"]


def test_a_fresh_file_is_hashed(tmp_path: Path, extras: Extras) -> None:
    """A file that changed a moment ago, under the same size and perhaps the same time, is not taken for unchanged."""
    folder, store = write(tmp_path / "in", {"a.txt": "Agency."}), tmp_path / "store"
    build([folder], store, reader=Words(), extras=extras)
    (folder / "a.txt").write_text("Bureau.")
    assert build([folder], store, reader=Words(), extras=extras).changed == 1


def test_standard_input_is_one_document(tmp_path: Path, extras: Extras) -> None:
    """Each text that comes in stays, the same text twice is one, and an empty one is told."""
    store = tmp_path / "store"
    made = [build_from_stdin(store, io.BytesIO(data), reader=Words(), extras=extras) for data in (b"A", b"<html><p>B", b"A", b"")]
    assert [counts(summary) for summary in made] == [(1, 0, 0, 0, 0, 0), (1, 0, 0, 0, 0, 0), (0, 0, 0, 1, 0, 0), (0, 0, 0, 0, 0, 1)]
    assert made[-1].unread[0].reason == "is empty"
    assert list(values(store, "text").values()) in ([["A"], ["B"]], [["B"], ["A"]])


def test_preview_tells_and_does_nothing(tmp_path: Path, extras: Extras) -> None:
    """A preview sorts the documents into new, changed, to be read again, unchanged and gone, with and without a store."""
    folder, store = write(tmp_path / "in", {"a.txt": "A", "b.txt": "B", "c.txt": "C", "x.pdf": ""}), tmp_path / "store"
    assert [job.source[-5:] for job in preview([folder], store, reader=Words()).new] == ["a.txt", "b.txt", "c.txt"]
    assert not store.exists()
    build([folder], store, reader=Words(), extras=extras)
    (folder / "a.txt").write_text("Other")
    (folder / "b.txt").unlink()
    (folder / "d.txt").write_text("D")
    todo = preview([folder], store, reader=Words())
    sorts = [[job.source[-5:] for job in jobs] for jobs in (todo.new, todo.changed, todo.reread)]
    assert (sorts, [name[-5:] for name in (*todo.unchanged, *todo.gone)], len(todo.unread)) == (
        [["d.txt"], ["a.txt"], []],
        ["c.txt", "b.txt"],
        1,
    )
    assert len(preview([folder], store, reader=Words("two")).reread) == 1
    assert len(generations(store)) == 1


def test_preview_is_that_of_the_same_build(tmp_path: Path, extras: Extras) -> None:
    """A preview knows standard input as a build does, and refuses another base than that of the store."""
    store = tmp_path / "store"
    build_from_stdin(store, io.BytesIO(b"A"), reader=Words(), extras=extras)
    assert len(preview(["-"], store, reader=Words(), stdin=io.BytesIO(b"A")).unchanged) == 1
    assert len(preview(["-"], store, reader=Words(), stdin=io.BytesIO(b"B")).new) == 1
    with pytest.raises(BadInput, match="was built with the base"):
        preview([tmp_path], store, base="https://example.org/other/")


def test_progress_counts_to_the_end(tmp_path: Path, extras: Extras) -> None:
    """Progress is told after each document, out of all that are to be read."""
    seen: list[tuple[int, int]] = []
    build(
        [many(tmp_path / "in", 3)],
        tmp_path / "store",
        reader=Words(),
        extras=extras,
        progress=lambda done, of: seen.append((done, of)),
    )
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_concepts_and_derived_graph_follow_their_files(tmp_path: Path) -> None:
    """Both graphs are in the store, and are made anew when their files change though no document did."""
    folder, store = write(tmp_path / "in", {"a.txt": "Ministry"}), tmp_path / "store"
    own = Extras(tmp_path / "concepts.ttl", tmp_path / "derived")
    own.derived.mkdir()
    for label, query in (
        ("One", "CONSTRUCT { ?t <urn:is> 'One' } WHERE { ?t a ?k }"),
        ("Two", "CONSTRUCT { ?t <urn:is> 'Two' } WHERE { ?t a ?k }"),
    ):
        own.concepts.write_text(f"<urn:role> <urn:label> '{label}' .")
        (own.derived / "is.rq").write_text(query)
        assert build([folder], store, reader=Words(), extras=own).generation
        assert build([folder], store, reader=Words(), extras=own).generation is None
        with open_reader(store) as reader:
            assert [label in line for line in reader.nquads(CONCEPTS_GRAPH)] == [True]
            assert [f'"{label}"' in line for line in reader.nquads(DERIVED_GRAPH)] == [True, True]
    with pytest.raises(BadKnowledge, match="concept file is missing"):
        build([folder], store, reader=Words("new"), extras=replace(own, concepts=tmp_path / "none.ttl"))


def test_one_store_has_one_base(tmp_path: Path, extras: Extras) -> None:
    """A store built with one base refuses another, and what is no base is refused at once."""
    folder, store = write(tmp_path / "in", {"a.txt": "A"}), tmp_path / "store"
    build([folder], store, reader=Words(), extras=extras)
    with pytest.raises(BadInput, match=f"was built with the base {BASE}. Give --base {BASE}"):
        build([folder], store, reader=Words(base="https://example.org/other/"), extras=extras)
    for base in ("example", "https://example.org", "https://example.org/a b/", "-"):
        with pytest.raises(BadInput, match="is no base for IRIs"):
            knowledge_reader(base=base)


def test_nothing_to_read_makes_no_store(tmp_path: Path, extras: Extras) -> None:
    """When the paths hold no document, the reasons are told and no folder appears."""
    (tmp_path / "empty").mkdir()
    summary = build([tmp_path / "empty", tmp_path / "missing"], tmp_path / "store", reader=Words(), extras=extras)
    assert (len(summary.unread), summary.generation) == (2, None)
    assert not (tmp_path / "store").exists()


def test_a_store_among_the_documents_is_not_read(tmp_path: Path, extras: Extras) -> None:
    """A store that lies in the folder of documents is not taken for documents."""
    folder = write(tmp_path / "in", {"a.txt": "A"})
    for _ in range(2):
        summary = build([folder], folder / "store", reader=Words(), extras=extras)
        assert (summary.new + summary.unchanged, summary.unread) == (1, ())


def test_a_folder_that_is_no_store_is_left_alone(tmp_path: Path, extras: Extras) -> None:
    """A build into a folder of other things is refused in one line."""
    folder = write(tmp_path / "in", {"a.txt": "A"})
    with pytest.raises(StoreError, match="is no store"):
        build([folder], folder, reader=Words(), extras=extras)
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


def test_real_documents_do_not_depend_on_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample documents, read by the program's own reader, give the same bytes in one process and in two, in either order."""
    files = sorted((resources.folder("data") / "documents").iterdir())[:10]
    build(files, tmp_path / "one", workers=1)
    monkeypatch.setattr(workers, "WORTH", 1)
    monkeypatch.setattr(workers, "BATCH", 4)
    summary = build(files[::-1], tmp_path / "two", workers=2)
    assert (summary.new, summary.unread) == (len(files), ())
    assert export(tmp_path / "one") == export(tmp_path / "two")
