"""kg.cli.history: the states of a store are listed with what changed, compared in words, and gone back to."""

import re
from pathlib import Path

import pytest
from commands import RELEASE, Run

from kg.pipeline import build
from kg.store import current


@pytest.fixture
def history(run: Run, release: Path) -> Run:
    """Runs `kg` beside a store of two generations: a second release came."""
    run("build", release)
    (release / "two.txt").write_text(RELEASE.replace("2016", "2017"))
    run("build", release)
    return run


def test_generations_say_what_each_build_did(history: Run, release: Path) -> None:
    """A line each, in columns: which is published, what it holds, how many documents its build took in or gave up."""
    (release / "two.txt").write_text(RELEASE.replace("2016", "2018"))
    (release / "one.txt").unlink()
    history("build", release, "--prune")
    lines = history("generations").stdout.splitlines()
    assert [line[:6] for line in lines] == ["     1", "     2", "*    3"]
    assert [line[35:] for line in lines] == [
        "1 documents, 1 events  1 new",
        "2 documents, 2 events  1 new",
        "1 documents, 1 events  1 changed, 1 removed",
    ]


def test_documents_that_were_read_again_are_told(history: Run, release: Path) -> None:
    """A build after a change of patterns is told as such, with the reason, and in the list of generations."""
    Path("shapes").mkdir()
    Path("shapes/own.toml").write_text("[[pattern]]\nname = 'x'\nsays = 'funder'\nwhen = '{agent} footed {event}'\n")
    built = history("build", release, "--patterns", "shapes").stdout.splitlines()
    assert built[1] == "Read again, because names, patterns or the program changed: 2"
    assert history("generations").stdout.splitlines()[-1].endswith("  2 read again")


def test_undo_goes_back_one_generation(history: Run, release: Path) -> None:
    """After `kg undo` the graph is what it was; the list marks what is published and what was undone, also after a build."""
    assert history("undo").stdout == "Generation 1 of kg-store is published again.\n"
    assert current(Path("kg-store")).number == 1
    lines = history("generations").stdout.splitlines()
    assert [(line[:6], line.endswith("  (undone)")) for line in lines] == [("*    1", False), ("     2", True)]
    history("build", release)
    lines = history("generations").stdout.splitlines()
    assert [(line[:6], line.endswith("  (undone)")) for line in lines] == [("     1", False), ("     2", True), ("*    3", False)]


def test_diff_tells_the_last_build(history: Run, release: Path) -> None:
    """Without numbers the published generation is compared with the one before; the answer is in words."""
    result = history("diff")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "From generation 1 to 2, documents: 1 new",
        "",
        "New: 2017-05-03",
        f"{release}/two.txt",
        f"+ Document: issued 2017-05-03, from {release}/two.txt",
        "+ Event: a workshop, type Workshop, on 2017-05-02, in Tirana, in Albania",
        "+ Participation: OSCE Presence in Albania, as Organizer, at a workshop",
        "",
        "Facts: 3 added, 0 removed",
    ]
    assert history("diff", "1").stdout == history("diff", "1", "2").stdout == result.stdout
    assert history("diff", "2", "1").stdout.splitlines()[-1] == "Facts: 0 added, 3 removed"


def test_diff_is_cut_and_comes_as_statements(history: Run) -> None:
    """--most says how many facts are shown, and how many are left is said; --format nquads has every statement."""
    cut = history("diff", "--most", "1").stdout.splitlines()
    assert cut[-2:] == ["... and 2 more; all of them with: --most 0", "Facts: 3 added, 0 removed"]
    raw = history("diff", "--format", "nquads").stdout.splitlines()
    assert all(re.fullmatch(r"[+-] <.* <[^>]+> \.", line) for line in raw)
    assert re.search(r"^  nquads ", history("diff", "--help").stdout, re.MULTILINE)
    assert "There are: text, nquads" in history("diff", "--format", "word").stderr


def test_diff_after_undo_says_what_to_name(history: Run) -> None:
    """The oldest generation has none before it, which is said in a line; the undone one can be named."""
    history("undo")
    result = history("diff")
    assert (result.exit_code, result.stdout) == (1, "")
    assert re.fullmatch(
        r"Error: kg-store: generation 1 is the oldest that is kept, .* Name two of: kg generations\n", result.stderr
    )
    assert history("diff", "1", "2").exit_code == 0


@pytest.mark.parametrize("numbers", [("7",), ("1", "7"), ("7", "1")])
def test_diff_names_the_generations_that_are_kept(history: Run, numbers: tuple[str, ...]) -> None:
    """A generation that is not kept is refused in one line with those that are."""
    result = history("diff", *numbers)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: kg-store: generation 7 is not kept. There are: 1, 2.\n"


def test_keep_says_how_many_stay(run: Run, release: Path) -> None:
    """`kg build --keep N` keeps the last N generations, three without it, and at least one."""
    for year in range(2011, 2016):
        (release / "one.txt").write_text(RELEASE.replace("2016", str(year)))
        build([release], Path("kg-store"), workers=1)
    assert [line[:6] for line in run("generations").stdout.splitlines()] == ["     3", "     4", "*    5"]
    (release / "one.txt").write_text(RELEASE)
    run("build", release, "--keep", "1")
    assert [line[:6] for line in run("generations").stdout.splitlines()] == ["*    6"]
    assert run("build", release, "--keep", "0").exit_code == 2
