"""Generations: built beside what is read, published in one step, kept, compared and gone back to."""

import fcntl
import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import BadKnowledge, BadQuery, StoreBusy, StoreError
from kg.rdf import Text
from kg.store import (
    Build,
    Change,
    Generation,
    Reader,
    Reading,
    Source,
    current,
    diff,
    generations,
    open_reader,
    pair,
    replaced,
    undo,
    undone,
    valid,
)
from kg.store.build import FEW_DOCUMENTS
from kg.store.generations import check_folder

DERIVED, CONCEPTS = "https://example.org/derived", "https://example.org/concepts"


def graph(number: int) -> str:
    """The IRI of a document graph."""
    return f"https://example.org/document/{number}"


def lines(number: int, *words: str) -> list[str]:
    """Quads of a document graph: one a word."""
    return sorted(f'<{graph(number)}> <https://example.org/word> "{word}" <{graph(number)}> .\n' for word in words)


def put(stage: Build, number: int, *words: str) -> None:
    """The document is in the stage and in its list."""
    stage.replace(graph(number), valid(graph(number), lines(number, *words)))
    stage.manifest.put_reading(Reading(graph(number), f"{number}.txt", "", "", "-".join(words)))
    stage.manifest.put(Source(f"{number}.txt", graph(number), "", "-".join(words)))


def publish(store: Path, documents: Iterable[int], *words: str, keep: int = 3) -> Generation:
    """A generation with these documents anew, besides what was there."""
    with Build(store, keep=keep) as stage:
        for number in documents:
            put(stage, number, *words)
        return stage.publish({"words": list(words)})


def export(store: Path | Generation) -> str:
    """Everything a generation says, as sorted N-Quads."""
    with open_reader(store) as reader:
        return "".join(reader.nquads())


def run(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Another process that runs the code."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("count", [1, FEW_DOCUMENTS - 1, FEW_DOCUMENTS, 3 * FEW_DOCUMENTS])
def test_what_is_published_is_read(tmp_path: Path, count: int) -> None:
    """One document or many, loaded one way or the other, come out as they went in."""
    published = publish(tmp_path / "store", range(count), "b", "a")
    assert published == current(tmp_path / "store")
    assert export(tmp_path / "store") == "".join(
        line for number in sorted(range(count), key=graph) for line in lines(number, "a", "b")
    )
    with open_reader(published) as reader:
        assert reader.count() == 2 * count
        assert reader.graphs() == sorted(map(graph, range(count)))
        assert list(reader.nquads(graph(0))) == lines(0, "a", "b")


def test_a_database_is_put_in_order_where_much_came_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many portions are worth it, few documents beside many are not; what is published is the same."""
    monkeypatch.setattr("kg.store.build.PORTION_BYTES", 20_000)
    publish(tmp_path / "scattered", range(1_000), "a", "b")
    monkeypatch.setattr("kg.store.build.SCATTERED_BYTES", 5_000)
    for documents, worth in ((range(1_000), True), (range(FEW_DOCUMENTS), False), (range(10 * FEW_DOCUMENTS), True)):
        with Build(tmp_path / "store") as stage:
            for number in documents:
                put(stage, number, "a", "b")
            stage.settle()
            assert stage.scattered() == worth
            stage.publish({})
    assert export(tmp_path / "store") == export(tmp_path / "scattered")


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 3), st.sets(st.sampled_from("abc"))), min_size=1, max_size=4), min_size=1, max_size=4
    )
)
def test_a_store_holds_the_last_word(tmp_path_factory: pytest.TempPathFactory, builds: list[list[tuple[int, set[str]]]]) -> None:
    """Whatever was replaced and removed, in however many builds: a store holds what was said last, and nothing else."""
    store = tmp_path_factory.mktemp("law") / "store"
    truth: dict[int, set[str]] = {}
    for changes in builds:
        with Build(store) as stage:
            for number, words in changes:
                truth[number] = words
                if words:
                    put(stage, number, *words)
                else:
                    stage.remove(graph(number))
                    stage.manifest.drop_reading(graph(number))
            stage.publish({})
        assert export(store) == "".join(line for number in range(4) for line in lines(number, *truth.get(number, ())))


def test_a_build_without_publish_leaves_no_trace(tmp_path: Path) -> None:
    """Leaving the block early or by an error drops the stage and frees the lock."""
    store = tmp_path / "store"
    publish(store, [1], "a")
    with Build(store) as stage:
        put(stage, 2, "b")
    with pytest.raises(StoreError, match="does not hold together"), Build(store) as stage:  # noqa: PT012 - the block is the test
        stage.replace(graph(3), valid(graph(3), lines(3, "c")))
        stage.publish({})
    assert [entry.name for entry in (store / "generations").iterdir()] == ["000001"]
    assert export(store) == "".join(lines(1, "a"))


def test_readers_do_not_see_a_build(tmp_path: Path) -> None:
    """A reader that is open keeps its generation, during a build and after it was published; a new reader sees the new one."""
    store = tmp_path / "store"
    publish(store, [1], "a")
    with open_reader(store) as old:
        with Build(store) as stage:
            stage.remove(graph(1))
            stage.manifest.drop_reading(graph(1))
            put(stage, 2, "b")
            stage.settle()
            assert list(old.nquads()) == lines(1, "a")
            stage.publish({})
        assert list(old.nquads()) == lines(1, "a")
        assert export(store) == "".join(lines(2, "b"))


def test_old_generations_go_unless_they_are_read(tmp_path: Path) -> None:
    """The last N generations stay; an older one goes when its last reader has closed it, and with the next build."""
    store = tmp_path / "store"
    first = publish(store, [1], "a", keep=2)
    with open_reader(first) as reader:
        for word in "bcd":
            publish(store, [1], word, keep=2)
        assert [generation.number for generation in generations(store)] == [1, 3, 4]
        assert list(reader.nquads()) == lines(1, "a")
    publish(store, [1], "e", keep=2)
    assert [generation.number for generation in generations(store)] == [4, 5]
    with pytest.raises(StoreError, match="generation 1 is no longer kept"):
        open_reader(first)


def test_a_generation_that_goes_takes_no_more_readers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the look whether an old generation is read until it is out of reach, nobody can begin to read it."""
    store = tmp_path / "store"
    first, rename, tried = publish(store, [1], "a"), Path.rename, []

    def rename_under_eyes(path: Path, target: Path) -> Path:
        if path == first.folder:
            tried.append(path)
            with (path / "in-use").open() as handle, pytest.raises(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", rename_under_eyes)
    publish(store, [1], "b", keep=1)
    assert tried == [first.folder]
    assert [generation.number for generation in generations(store)] == [2]


def test_a_reader_that_is_overtaken_takes_the_newer_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A generation that is replaced and removed just after a reader learnt its number is no error: the reader gets the next."""
    store = tmp_path / "store"
    publish(store, [1], "a")
    read_text = Path.read_text

    def read_slowly(path: Path, **options: str) -> str:
        text = read_text(path, **options)
        if path.name == "current":
            monkeypatch.undo()
            publish(store, [1], "b", keep=1)
        return text

    monkeypatch.setattr(Path, "read_text", read_slowly)
    assert export(store) == "".join(lines(1, "b"))


def test_a_build_that_is_interrupted_after_the_switch_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C, or a folder that cannot be synced, once `current` names the new generation does not take it away again."""
    store = tmp_path / "store"
    publish(store, [1], "a")
    fsync = os.fsync

    def interrupted(handle: int) -> None:
        if os.fstat(handle).st_ino == store.stat().st_ino:
            raise KeyboardInterrupt
        fsync(handle)

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish(store, [1], "b")
    assert export(store) == "".join(lines(1, "b"))


def test_a_generation_that_was_never_published_goes(tmp_path: Path) -> None:
    """What a build that is killed just before the switch has made is no state to keep: the next build clears it away."""
    store = tmp_path / "store"
    publish(store, [1], "a")
    killed = run(
        """
        import os, sys
        from pathlib import Path
        from kg.store import Build
        Path.replace = lambda *_: os._exit(9)
        with Build(Path(sys.argv[1])) as stage:
            stage.publish({"words": ["never"]})
        """,
        str(store),
    )
    killed.communicate()
    assert (killed.returncode, current(store).number, len(generations(store))) == (9, 1, 2)
    publish(store, [2], "b")
    assert [generation.record["summary"]["words"] for generation in generations(store)] == [["a"], ["b"]]
    assert sorted(path.name for path in store.iterdir()) == ["current", "generations", "lock"]


def test_undo_goes_back_along_what_was_built(tmp_path: Path) -> None:
    """Undo publishes the generation that the present one was made from, also after an undone one was left aside."""
    store = tmp_path / "store"
    for word in "abc":
        publish(store, [1], word, keep=9)
    assert undo(store).number == 2
    assert export(store) == "".join(lines(1, "b"))
    assert publish(store, [2], "d", keep=9).number == 4
    assert export(store) == "".join(lines(1, "b") + lines(2, "d"))
    assert [undo(store).number, undo(store).number] == [2, 1]
    with pytest.raises(StoreError, match="nothing to go back to"):
        undo(store)


def test_diff_tells_what_came_and_went(tmp_path: Path) -> None:
    """The difference of two generations is the facts of one that the other lacks, in both directions."""
    store = tmp_path / "store"
    before = publish(store, [1, 2], "a", "b")
    with Build(store) as stage:
        put(stage, 1, "b", "c")
        put(stage, 3, "d")
        after = stage.publish({})
    (gone,), (came,), (new,) = lines(1, "a"), lines(1, "c"), lines(3, "d")
    forth = [Change(False, graph(1), gone), Change(True, graph(1), came), Change(True, graph(3), new)]
    assert list(diff(before, after)) == forth
    assert [(not change.added, change.line) for change in diff(after, before)] == [(change.added, change.line) for change in forth]
    assert list(diff(after, after)) == []


def changed(before: Generation, after: Generation) -> list[tuple[str, str, str]]:
    """The documents that were replaced: the first file, and the graphs before and after by their numbers."""
    with open_reader(before) as old, open_reader(after) as new:
        return [(*one.sources[:1], *(iri.rpartition("/")[2] for iri in one[1:])) for one in replaced(old, new)]


def name(stage: Build, number: int, *files: str) -> None:
    """The document is known by these files, and they by no other."""
    for file in files:
        stage.manifest.put(Source(file, graph(number), "", "", quad=f"quad of {file}"))


def test_documents_are_followed_by_their_files(tmp_path: Path) -> None:
    """A file that gives another graph is one document that changed; what only came or went is told as such, and no other."""
    store = tmp_path / "store"
    before = publish(store, [1, 2, 3, 4], "a")
    with Build(store) as stage:
        for number in (1, 2):
            stage.remove(graph(number))
            stage.manifest.drop_reading(graph(number))
            stage.manifest.drop(f"{number}.txt")
        put(stage, 3, "b")
        put(stage, 5, "c")
        put(stage, 6, "d")
        name(stage, 5, "1.txt")
        after = stage.publish({})
    assert changed(before, after) == [("1.txt", "1", "5"), ("2.txt", "2", ""), ("3.txt", "3", "3"), ("6.txt", "", "6")]
    assert changed(after, before) == [("1.txt", "5", "1"), ("2.txt", "", "2"), ("3.txt", "3", "3"), ("6.txt", "6", "")]
    assert changed(after, after) == []


def test_a_text_that_two_files_gave_is_followed_once(tmp_path: Path) -> None:
    """Where both files of a text changed, one of the new documents follows it and the other is new; another file alone is told."""
    store = tmp_path / "store"
    before = publish(store, [1, 2], "a")
    with Build(store) as stage:
        name(stage, 1, "1.txt", "one.txt")
        middle = stage.publish({})
    assert changed(before, middle) == [("1.txt", "1", "1")]
    with Build(store) as stage:
        stage.remove(graph(1))
        stage.manifest.drop_reading(graph(1))
        put(stage, 3, "c")
        put(stage, 4, "d")
        stage.manifest.drop("3.txt")
        stage.manifest.drop("4.txt")
        name(stage, 3, "one.txt")
        name(stage, 4, "1.txt")
        after = stage.publish({})
    assert changed(middle, after) == [("1.txt", "", "4"), ("one.txt", "1", "3")]


def test_two_generations_to_compare(tmp_path: Path) -> None:
    """What is not named is the published generation and the one that it was built from, or the nearest older one that is kept."""
    store = tmp_path / "store"
    for word in "abc":
        publish(store, [1], word, keep=9)
    assert [one.number for one in pair(store)] == [2, 3]
    assert [one.number for one in pair(store, 1)] == [1, 3]
    assert [one.number for one in pair(store, 3, 1)] == [3, 1]
    undo(store)
    publish(store, [1], "d", keep=9)
    assert [one.number for one in pair(store)] == [2, 4]
    with open_reader(Generation(store, 3)):
        publish(store, [1], "e", keep=1)
        publish(store, [1], "f", keep=1)
    assert [one.number for one in pair(store)] == [3, 6]
    with pytest.raises(StoreError, match=r"generation 5 is not kept. There are: 3, 6"):
        pair(store, 5)
    with pytest.raises(StoreError, match="nothing to compare it with"):
        pair(store, later=3)


def test_what_was_undone_is_known(tmp_path: Path) -> None:
    """A generation is undone when the published one does not come from it; older ones whose line is lost are not said to be."""
    store = tmp_path / "store"
    for word in "abc":
        publish(store, [1], word, keep=9)
    assert undone(store) == set()
    undo(store)
    assert undone(store) == {3}
    publish(store, [1], "d", keep=9)
    assert undone(store) == {3}
    undo(store)
    undo(store)
    assert undone(store) == {2, 3, 4}
    with open_reader(Generation(store, 1)):
        for word in "efg":
            publish(store, [1], word, keep=2)
        assert [generation.number for generation in generations(store)] == [1, 6, 7]
        assert undone(store) == set()


def test_record_tells_how_a_generation_came_about(tmp_path: Path) -> None:
    """A generation knows its number, its parent, when it was built, and the summary of its build."""
    publish(tmp_path / "store", [1], "a")
    record = publish(tmp_path / "store", [1], "ü").record
    assert (record["number"], record["parent"], record["summary"]) == (2, 1, {"words": ["ü"]})
    assert record["built"].endswith("+00:00")


def test_a_second_build_is_told_who_holds_the_store(tmp_path: Path) -> None:
    """Two builds at once: the second fails with a line that names the holder, or waits until it has ended."""
    store = tmp_path / "store"
    publish(store, [1], "a")
    holder = run(
        "import sys; from pathlib import Path; from kg.store import Build\n"
        "with Build(Path(sys.argv[1])) as stage: print('begun', flush=True); sys.stdin.readline()",
        str(store),
    )
    assert holder.stdout
    holder.stdout.readline()
    with pytest.raises(
        StoreBusy, match=rf"another build is changing it: process {holder.pid} on \S+ since \d{{4}}-.*UTC\. Try again"
    ):
        Build(store).__enter__()
    with pytest.raises(StoreBusy):
        undo(store)
    waiting = run(
        "import sys; from pathlib import Path; from kg.store import Build\n"
        "print('waiting', flush=True)\n"
        "with Build(Path(sys.argv[1]), wait=60): print('mine', flush=True)",
        str(store),
    )
    assert waiting.stdout
    waiting.stdout.readline()
    assert holder.communicate("\n")[0] == ""
    assert waiting.communicate()[0] == "mine\n"


def test_the_lock_of_a_killed_build_is_taken_over(tmp_path: Path) -> None:
    """A build that was killed holds nothing up; what it left is cleared away and what was published is untouched."""
    store = tmp_path / "store"
    publish(store, [1], "a")
    killed = run(
        "import sys; from pathlib import Path; from kg.store import Build\n"
        "with Build(Path(sys.argv[1])) as stage: print('begun', flush=True); sys.stdin.readline()",
        str(store),
    )
    assert killed.stdout
    killed.stdout.readline()
    killed.kill()
    killed.communicate()
    assert json.loads((store / "lock").read_text())["pid"] == killed.pid
    assert (store / "generations" / ".stage-000002").is_dir()
    assert publish(store, [2], "b").number == 2
    assert (store / "lock").read_text() == ""
    assert export(store) == "".join(lines(1, "a") + lines(2, "b"))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda _: None, "no store here, build one with: kg build PATH"),
        (lambda path: path.mkdir(), "no store here, build one with: kg build PATH"),
        (lambda path: path.write_text("x"), "is a file, not a store"),
        (lambda path: (path.mkdir(), (path / "notes.txt").write_text("x")), "is no store"),
        (lambda path: (publish(path, [1], "a"), (path / "current").write_text("x")), "does not name a generation"),
        (lambda path: (publish(path, [1], "a"), (path / "current").write_bytes(b"\xff")), "cannot be read"),
        (lambda path: (publish(path, [1], "a"), (path / "current").write_text("000007\n")), "generation 7 is missing"),
        (lambda path: (publish(path, [1], "a"), (path / "generations/000001/graph/CURRENT").unlink()), "generation 1 is damaged"),
        (lambda path: (publish(path, [1], "a"), (path / "generations/000001/in-use").unlink()), "no longer kept"),
    ],
)
def test_what_is_no_store_is_told_in_one_line(tmp_path: Path, make: object, says: str) -> None:
    """A missing, foreign or damaged store gives one line that names it and says what is wrong."""
    store = tmp_path / "store"
    make(store)  # type: ignore[operator]
    with pytest.raises(StoreError, match=says) as caught:
        open_reader(store)
    assert str(caught.value).startswith(f"{store}: ")
    assert "\n" not in str(caught.value)


def test_a_folder_of_other_things_is_not_built_into(tmp_path: Path) -> None:
    """A build refuses a folder that is no store and leaves it as it was."""
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="is no store"):
        Build(tmp_path).__enter__()
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_damaged_list_of_documents_is_told(tmp_path: Path) -> None:
    """A build on a generation whose list of documents is no database fails with its name, and frees the lock."""
    generation = publish(tmp_path / "store", [1], "a")
    generation.documents.write_bytes(b"nonsense" * 1000)
    with pytest.raises(StoreError, match="list of documents is damaged"):
        Build(tmp_path / "store").__enter__()
    with pytest.raises(StoreError, match="list of documents is damaged"):
        Build(tmp_path / "store").__enter__()


def test_a_damaged_list_is_told_when_generations_are_compared(tmp_path: Path) -> None:
    """A list of documents that is no database is named, whichever of the two it is."""
    before, after = publish(tmp_path / "store", [1], "a"), publish(tmp_path / "store", [1], "b")
    before.documents.write_bytes(b"nonsense" * 1000)
    for two in ((before, after), (after, before)):
        with pytest.raises(StoreError, match=r"000001/documents.sqlite: the list of documents is damaged"):
            list(diff(*two))


def test_a_list_of_documents_that_is_damaged_further_down_is_told(tmp_path: Path) -> None:
    """A list that opens and turns out to make no sense while a build reads it is told in one line as well."""
    generation = publish(tmp_path / "store", range(200), "a")
    whole = generation.documents.read_bytes()
    generation.documents.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    damaged = pytest.raises(StoreError, match=r"^\S+: the list of documents is damaged: .* Go back with: kg undo$")
    with damaged, Build(tmp_path / "store") as stage:
        list(stage.manifest.states())


def test_a_build_that_does_not_hold_together_is_not_published(tmp_path: Path) -> None:
    """A graph that no document accounts for, or a document without its graph, stops the publishing."""
    store = tmp_path / "store"
    for graphs, listed in (([1, 2], [1]), ([1], [1, 2])):
        stage = Build(store)
        with stage:
            for number in graphs:
                stage.replace(graph(number), valid(graph(number), lines(number, "a")))
            for number in listed:
                stage.manifest.put_reading(Reading(graph(number), "", "", "", ""))
            with pytest.raises(StoreError, match=f"does not hold together at {graph(2)}"):
                stage.publish({})
    assert generations(store) == []


@pytest.mark.parametrize(
    "bad",
    [
        [],
        ["<https://example.org/a> <https://example.org/p> <https://example.org/b> .\n"],
        [f'<https://example.org/a> <https://example.org/p> "b" <{graph(2)}> .\n'],
        [f'_:a <https://example.org/p> "b" <{graph(1)}> .\n'],
        [f"<https://example.org/a> <https://example.org/p> _:b <{graph(1)}> .\n"],
        [f'<not an iri> <https://example.org/p> "b" <{graph(1)}> .\n'],
        [f'<https://example.org/a> <https://example.org/p> "b" <{graph(1)}> .'],
        [f"# <{graph(1)}> .\n"],
    ],
)
def test_only_quads_of_the_graph_are_valid(bad: list[str]) -> None:
    """Lines that are no quads, of another graph or with blank nodes are refused before they reach a database."""
    with pytest.raises(ValueError, match=r"quad|N-Quads|lines"):
        valid(graph(1), bad)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Reader]:
    """A generation with two documents of two words each."""
    store = tmp_path_factory.mktemp("queries") / "store"
    publish(store, [1, 2], "a", "b")
    with open_reader(store) as opened:
        yield opened


WORDS = "SELECT ?d ?w {dataset} WHERE {{ ?d <https://example.org/word> ?w }} ORDER BY ?d ?w"


def rows(answer: object) -> list[tuple[str, ...]]:
    """The values of a SELECT."""
    return [tuple(value.value for value in row) for row in answer]  # type: ignore[attr-defined]


def test_query_asks_the_union(reader: Reader) -> None:
    """Without FROM a query sees all graphs at once."""
    assert rows(reader.query(WORDS.format(dataset=""))) == [(graph(n), w) for n in (1, 2) for w in "ab"]


@pytest.mark.parametrize("dataset", [f"FROM <{graph(2)}>", f"from<{graph(2)}>", f"\n# FROM\nFROM\n<{graph(2)}>"])
def test_from_is_obeyed(reader: Reader, dataset: str) -> None:
    """FROM in a query restricts it to the graphs it names."""
    assert rows(reader.query(WORDS.format(dataset=dataset))) == [(graph(2), "a"), (graph(2), "b")]


@pytest.mark.parametrize(
    "decoy", ["# FROM <x>\n", "FILTER(?w != 'FROM')", 'FILTER(?w != """a "FROM" b""")', "FILTER(?from != <urn:FROM>)"]
)
def test_the_word_from_elsewhere_means_nothing(reader: Reader, decoy: str) -> None:
    """FROM in a comment, a string, an IRI or a variable does not take the union away."""
    text = f"SELECT ?w WHERE {{ ?from <https://example.org/word> ?w {decoy} }}"
    assert len(rows(reader.query(text))) == 4


def test_a_given_dataset_wins(reader: Reader) -> None:
    """Graphs that the caller names are the dataset, whatever the query says."""
    text = WORDS.format(dataset=f"FROM <{graph(2)}>")
    assert rows(reader.query(text, default_graph=[graph(1)])) == [(graph(1), "a"), (graph(1), "b")]
    assert rows(reader.query(text, default_graph=graph(1))) == [(graph(1), "a"), (graph(1), "b")]
    assert rows(reader.query(text, default_graph=[], named_graphs=[graph(1)])) == []
    named = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert rows(reader.query(named, named_graphs=[graph(1)])) == [(graph(1),)]


def test_values_and_prefixes_go_in_beside_the_text(reader: Reader) -> None:
    """Substitutions bind variables to IRIs and literals without writing them into the query."""
    text = "SELECT ?d ?w WHERE { ?d ex:word ?w }"
    found = reader.query(text, prefixes={"ex": "https://example.org/"}, substitutions={"d": graph(1), "w": Text("a", "", "")})
    assert len(rows(found)) == 1


@pytest.mark.parametrize(
    "text", ["SELECT", "SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }", "INSERT DATA { <urn:a> <urn:b> 1 }"]
)
def test_bad_queries_are_refused(reader: Reader, text: str) -> None:
    """A query that does not parse, changes something or would call another computer is a BadQuery."""
    with pytest.raises(BadQuery):
        reader.query(text)


def test_a_closed_reader_says_so(tmp_path: Path) -> None:
    """After its block a reader answers with a clear error, and closing again is harmless."""
    publish(tmp_path / "store", [1], "a")
    with open_reader(tmp_path / "store") as reader:
        pass
    reader.close()
    with pytest.raises(StoreError, match="was closed"):
        reader.count()


def test_derived_graph_is_made_anew(tmp_path: Path) -> None:
    """The derived graph holds what the queries make of all other graphs, and nothing of what they made before."""
    new = "FILTER NOT EXISTS { ?d <https://example.org/says> ?w }"
    text = f"CONSTRUCT {{ ?d <https://example.org/says> ?w }} WHERE {{ ?d <https://example.org/word> ?w {new} }}"
    for words in ("ab", "bc"):
        with Build(tmp_path / "store") as stage:
            put(stage, 1, *words)
            stage.derive(DERIVED, {"says.rq": text, "twice.rq": text}, anew=True)
            stage.publish({}, [DERIVED])
        with open_reader(tmp_path / "store") as reader:
            assert list(reader.nquads(DERIVED)) == [
                f'<{graph(1)}> <https://example.org/says> "{word}" <{DERIVED}> .\n' for word in words
            ]


@pytest.mark.parametrize("text", ["SELECT * { ?s ?p ?o }", "CONSTRUCT {"])
def test_a_bad_derived_query_names_its_file(tmp_path: Path, text: str) -> None:
    """A query that makes no triples or does not parse is told by its file."""
    with pytest.raises(BadKnowledge, match=r"^says\.rq: "), Build(tmp_path / "store") as stage:
        stage.derive(DERIVED, {"says.rq": text}, anew=True)


def test_a_file_becomes_a_graph(tmp_path: Path) -> None:
    """A Turtle file replaces its graph; one that does not parse, or has blank nodes, is told by its name and changes nothing."""
    file = tmp_path / "concepts.ttl"
    with Build(tmp_path / "store") as stage:
        for name in "ab":
            file.write_text(f"<urn:{name}> <urn:p> 1 .")
            stage.replace_with_file(CONCEPTS, file)
        for bad in ("<urn:a> <urn:p>", "<urn:a> <urn:p> [] ."):
            file.write_text(bad)
            with pytest.raises(BadKnowledge, match=r"concepts\.ttl: "):
                stage.replace_with_file(CONCEPTS, file)
        stage.publish({}, [CONCEPTS])
    assert export(tmp_path / "store") == f'<urn:b> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <{CONCEPTS}> .\n'


def test_files_of_a_generation_are_shared_with_the_next(tmp_path: Path) -> None:
    """The next generation costs what changed: the tables of the database are links to those of the one before."""
    first = publish(tmp_path / "store", range(200), "a", "b")
    second = publish(tmp_path / "store", [1], "c")
    tables = [path for path in second.graph.glob("*.sst") if (first.graph / path.name).exists()]
    assert tables
    assert all(path.samefile(first.graph / path.name) for path in tables)


def test_a_store_that_begins_at_this_moment_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another build may make the folder of generations between two looks: that is no folder of other things."""
    (tmp_path / "generations").mkdir()
    (tmp_path / "lock").touch()
    there = Path.is_dir
    monkeypatch.setattr(Path, "is_dir", lambda path, **options: path.name != "generations" and there(path, **options))
    check_folder(tmp_path)
    (tmp_path / "letter.txt").touch()
    with pytest.raises(StoreError, match="is no store"):
        check_folder(tmp_path)
