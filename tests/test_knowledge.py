"""kg.knowledge: lexicon, shapes and layout words together, ours and the user's, with a fingerprint of the files."""

import subprocess
import sys
from pathlib import Path

import pytest
from readings import knowledge

from kg import knowledge as module
from kg.errors import BadKnowledge
from kg.extract import read
from kg.knowledge import Knowledge, load
from kg.model import Document, Kind, Participation, Quotation
from kg.resources import folder

GUARD = """
@prefix kg: <https://w3id.org/pressgraph/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix lex: <https://w3id.org/pressgraph/lexicon#> .
<https://w3id.org/pressgraph/id/institution/zendaclub> a kg:Institution ; skos:prefLabel "Zenda Rising" ; skos:altLabel "OSCE" .
lex:say skos:hiddenLabel "proclaimed" .
"""
SHAPE = """
[[pattern]]
name = "under the roof of"
says = "organizer"
when = '{event} under the roof of(?: the)? {agent+}'
yes = [{ text = "A seminar under the roof of the OSCE ended.", claims = 1 }]
no = ["A seminar under a roof ended."]
"""


def of_user(tmp_path: Path) -> Knowledge:
    """Our knowledge with a lexicon and a shape of a user."""
    (tmp_path / "own.ttl").write_text(GUARD, encoding="utf-8")
    (tmp_path / "own.toml").write_text(SHAPE, encoding="utf-8")
    return load([tmp_path], [tmp_path])


def test_patterns_are_found_by_what_they_say() -> None:
    """`saying` and `index` answer the patterns of a kind in the order of the files."""
    ours = knowledge()
    posts = ours.saying("post", "body")
    assert {pattern.says for pattern in posts} == {"post", "body"}
    assert posts == [pattern for pattern in ours.patterns if pattern.says in ("post", "body")]
    assert ours.index("speech") is ours.index("speech")


def test_verbs_of_saying_come_from_the_lexicon(tmp_path: Path) -> None:
    """{say} stands for the verbs of lex:say, those of the user too; a verb that nobody entered says nothing."""
    text = Document("test", "Work goes on in the region\n\nAnna Berg proclaimed that the work goes on.")
    assert [claim for claim in read(text, knowledge()).claims if isinstance(claim, Quotation)] == []
    assert len([claim for claim in read(text, of_user(tmp_path)).claims if isinstance(claim, Quotation)]) == 1


def test_a_shape_of_the_user_is_used(tmp_path: Path) -> None:
    """A file with one pattern is all it takes to read another phrase."""
    text = Document("test", "Seminar on borders\n\nA seminar under the roof of the Ministry of Justice of Serbia ended in Niš.")
    rules = [claim.evidence.rule for claim in read(text, of_user(tmp_path)).claims if isinstance(claim, Participation)]
    assert rules == ["under the roof of"]
    assert [claim for claim in read(text, knowledge()).claims if isinstance(claim, Participation)] == []


def test_names_of_the_user_win(tmp_path: Path) -> None:
    """Where a user enters a name that we have too, theirs counts."""
    name = of_user(tmp_path).lexicon.names.get("OSCE")
    assert name is not None
    assert name.name == "Zenda Rising"


def test_the_fingerprint_is_that_of_the_files(tmp_path: Path) -> None:
    """Equal files give an equal fingerprint; a changed byte, a new file or another name gives another one."""
    prints = [load().fingerprint, of_user(tmp_path).fingerprint]
    assert prints[0] == knowledge().fingerprint
    assert of_user(tmp_path).fingerprint == prints[1]
    (tmp_path / "own.ttl").write_text(GUARD + "\n", encoding="utf-8")
    prints.append(load([tmp_path], [tmp_path]).fingerprint)
    (tmp_path / "own.ttl").rename(tmp_path / "owner.ttl")
    prints.append(load([tmp_path], [tmp_path]).fingerprint)
    (tmp_path / "notes.txt").write_text("no knowledge", encoding="utf-8")
    assert load([tmp_path], [tmp_path]).fingerprint == prints[-1]
    assert len(set(prints)) == 4


def test_the_fingerprint_does_not_hang_on_the_process() -> None:
    """Another process, with another hash seed, sees the same knowledge."""
    code = "from kg.knowledge import load; print(load().fingerprint)"
    run = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONHASHSEED": "7", "PATH": ""}, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == knowledge().fingerprint


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A mistyped folder of the user is one clear error."""
    with pytest.raises(BadKnowledge, match="no such folder"):
        load([tmp_path / "nowhere"])


def test_a_missing_folder_of_patterns_is_named(tmp_path: Path) -> None:
    """So is a mistyped folder of patterns."""
    with pytest.raises(BadKnowledge, match="nowhere"):
        load((), [tmp_path / "nowhere"])


@pytest.mark.parametrize("table", ["labels", "fields"])
def test_layout_words_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str) -> None:
    """A layout.toml without one of its tables is refused, and the table is named."""
    (tmp_path / "lexicon").symlink_to(folder("data") / "lexicon")
    (tmp_path / "patterns").mkdir()
    text = (folder("data") / "patterns" / "layout.toml").read_text(encoding="utf-8")
    (tmp_path / "patterns" / "layout.toml").write_text(text.replace(f"[{table}]", "[other]"), encoding="utf-8")
    monkeypatch.setattr(module, "folder", lambda _: tmp_path)
    with pytest.raises(BadKnowledge, match=f"{table}.* is missing"):
        load()


def test_our_knowledge_reads_a_release() -> None:
    """With the files as they are, a plain release has its event, its organiser and its place."""
    reading = read(Document("test", "Seminar on borders\n\nThe OSCE held a seminar in Tirana on 4 May 2011."), knowledge())
    assert [event.type for event in reading.events] == ["seminar"]
    assert [thing.name for thing in reading.things if thing.kind in (Kind.INSTITUTION, Kind.PLACE)] == ["OSCE", "Tirana"]
