"""kg.cli.identity: a person sees which names are one and which may be, decides, and takes it back."""

from pathlib import Path

import pytest
from commands import Run

from kg.store import generations

TEXTS = {
    "one.txt": "TIRANA, 12 May 2016 - Dritan Hallevik, Head of the Border Police of Albania, said that the work goes on.\n",
    "two.txt": "TIRANA, 14 May 2016 - D. Hallevik, Head of the Border Police of Albania, said that 30 officers took part.\n",
    "three.txt": "TIRANA, 15 May 2016 - Arben Hoxha, Head of the Border Police of Albania, said that the work goes on.\n",
    "four.txt": "TIRANA, 16 May 2016 - Arben Hoxha, Director of the Border Chess House, said that chess is for everybody.\n",
}


@pytest.fixture
def built(run: Run) -> Run:
    """Runs `kg` beside a store of four releases."""
    Path("releases").mkdir()
    for name, text in TEXTS.items():
        Path("releases", name).write_text(text)
    run("build", "releases")
    return run


def test_merges_tell_names_and_reasons(built: Run) -> None:
    """The name that stands, the others below it, and why; of another kind there are none."""
    lines = built("merges").stdout.splitlines()
    assert lines[0].startswith("Dritan Hallevik  <https://w3id.org/pressgraph/id/person/dritan-hallevik")
    assert any(line.startswith("  = D. Hallevik  <") for line in lines)
    assert any("both at the same institution" in line for line in lines)
    assert built("merges", "--kind", "institution").stdout == "No two names were taken for one.\n"


def test_review_shows_decides_and_applies(built: Run) -> None:
    """Both sentences and reasons are shown; later, undo and why do what they say; what is decided is in file and graph."""
    shown = built("review", "--kind", "person", "--who", "ann", input="w\nl\n").stdout
    assert "--- 1 of 1, 0 decided" in shown
    assert "said that the work goes on" in shown
    assert "chess is for everybody" in shown
    assert "-0.8 at two institutions" in shown
    assert "names become one from 0.85 on" in shown
    assert not Path("decisions.tsv").exists()
    told = built("review", "--kind", "person", "--who", "ann", input="s\nno\n").stdout
    assert "1 decision written to decisions.tsv." in told
    assert "generation 2 is published" in told
    line = Path("decisions.tsv").read_text().splitlines()[1].split("\t")
    assert (line[0], line[5], line[7]) == ("same", "ann", "no")
    assert "decided by ann" in built("merges").stdout
    assert built("review").stdout == "There is nothing to decide.\n"


def test_review_takes_back(run: Run) -> None:
    """Undo goes back to the question before, whose answer no longer counts; quit keeps what was said until then."""
    Path("releases").mkdir()
    for number, name in enumerate(("Arben Hoxha", "Agron Gashi")):
        for other, work in enumerate(("Head of the Border Police of Albania", "Director of the Border Chess House")):
            Path("releases", f"{number}{other}.txt").write_text(f"TIRANA, 1{other} May 2016 - {name}, {work}, spoke.\n")
    run("build", "releases")
    told = run("review", "--kind", "person", input="d\n\nu\nl\ns\nyes\n").stdout
    assert "1 decision written to decisions.tsv." in told
    assert len(Path("decisions.tsv").read_text().splitlines()) == 2
    assert "There is nothing" not in run("review", "--kind", "person", input="q\n").stdout


def test_split_takes_a_name_out_for_good(built: Run) -> None:
    """The name stands for itself, also after the next build with the file; splitting it once more is refused."""
    told = built("split", "d-hallevik-al", "--why", "his father")
    assert "generation 2 is published" in told.stdout
    assert "D. Hallevik" not in built("merges").stdout
    built("build", "releases", "--decisions", "decisions.tsv")
    assert "D. Hallevik" not in built("merges").stdout
    assert "is one with no other name" in built("split", "d-hallevik-al").stderr
    assert "his father" in Path("decisions.tsv").read_text()


def test_a_name_that_is_not_there(built: Run) -> None:
    """It is told in one line, and nothing is written."""
    failed = built("split", "nobody")
    assert failed.stderr == "Error: nobody: the graph knows no such name. See them with: kg merges\n"
    assert not Path("decisions.tsv").exists()
    assert len(generations(Path("kg-store"))) == 1


def test_a_broken_file_stops_everything(built: Run) -> None:
    """A line that is no decision is told with its number; no generation is made."""
    Path("decisions.tsv").write_text("perhaps\ta:a\tb:b\n")
    for command in (["review"], ["split", "d-hallevik-al"], ["build", "releases", "--decisions", "decisions.tsv"]):
        assert "decisions.tsv, line 1" in built(*command).stderr
    assert len(generations(Path("kg-store"))) == 1
