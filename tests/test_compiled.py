"""The compiled lexicon says what the Turtle files say, and a broken or missing file costs time only."""

from pathlib import Path

from kg import compiled, lexicon
from kg.resources import folder

WORDS = ["the", "Bosnia", "and", "Herzegovina", "Kyiv", "OSCE", "Albanian"]


def same(one: lexicon.Lexicon, other: lexicon.Lexicon) -> bool:
    """Whether two lexicons hold the same."""
    tables = [(dict(each.names.items()), dict(each.heads.items()), dict(each.events.items())) for each in (one, other)]
    return tables[0] == tables[1] and one.lists == other.lists and one.states == other.states and one.adjectives == other.adjectives


def test_second_load_equals_the_first(tmp_path: Path) -> None:
    """What is written and read back is the lexicon that the Turtle files give."""
    folders = [folder("data") / "lexicon"]
    first, second = compiled.load(folders, tmp_path), compiled.load(folders, tmp_path)
    assert same(first, second)
    assert [first.names.match(WORDS, at) for at in range(len(WORDS))] == [second.names.match(WORDS, at) for at in range(len(WORDS))]
    assert len(list(tmp_path.iterdir())) == 1


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    """The compiled file of other content is not taken."""
    source, cache = tmp_path / "words", tmp_path / "cache"
    source.mkdir()
    prefixes = "@prefix lex: <https://w3id.org/pressgraph/lexicon#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    text = prefixes + "lex:say skos:hiddenLabel {} ."
    (source / "a.ttl").write_text(text.format('"said"'))
    assert compiled.load([source], cache).list("say") == {"said"}
    (source / "a.ttl").write_text(text.format('"said", "sang"'))
    assert compiled.load([source], cache).list("say") == {"said", "sang"}


def test_a_broken_file_is_made_again(tmp_path: Path) -> None:
    """Half a compiled file, or one that is no JSON, does no harm."""
    folders = [folder("data") / "lexicon"]
    whole = compiled.load(folders, tmp_path)
    (file,) = tmp_path.iterdir()
    for content in ("", "{}", file.read_text()[:1000], "[1]"):
        file.write_text(content)
        assert same(compiled.load(folders, tmp_path), whole)


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    """Where a file stands in the place of the cache folder, the Turtle files are read."""
    (tmp_path / "file").write_text("")
    assert compiled.load([folder("data") / "lexicon"], tmp_path / "file" / "cache").states["AL"] == "Albania"
