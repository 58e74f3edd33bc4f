"""kg.cli.building: what a build would do is told first, and nothing is removed that somebody at a terminal wants to keep."""

import inspect
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest
from commands import KG, RELEASE, Run

from kg.cli import main
from kg.cli.telling import SHOWN
from kg.store import KEEP, Build, generations, open_reader

KEPT, REMOVED = ["one.txt", "three.txt", "two.txt"], ["one.txt", "three.txt"]


@pytest.fixture
def half(run: Run, release: Path) -> Run:
    """Runs `kg` beside a store of two releases, of which one is gone; a third one waits to be read."""
    (release / "two.txt").write_text(RELEASE.replace("2016", "2017"))
    run("build", release)
    (release / "two.txt").unlink()
    (release / "three.txt").write_text(RELEASE.replace("2016", "2018"))
    return run


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody can answer questions."""
    monkeypatch.setattr("kg.cli.building.at_terminal", lambda: True)


def sources() -> list[str]:
    """The files that the store knows, without their folders."""
    with open_reader(Path("kg-store")) as reader, reader.manifest() as manifest:
        return [Path(source.name).name for source in manifest.sources()]


# ---- removing


def test_prune_without_a_terminal_lists_and_goes_ahead(half: Run, release: Path) -> None:
    """In a script, the documents that are removed are listed before the summary, and nobody is asked."""
    result = half("build", release, "--prune")
    first, second, third = result.stdout.splitlines()[:3]
    assert (first, second) == ("Gone from their folders or files, to be removed from the graph: 1", f"  {release}/two.txt")
    assert third.startswith("Documents: 1 new, 1 unchanged, 1 removed in ")
    assert (result.exit_code, result.stderr, sources()) == (0, "", REMOVED)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(("answer", "known"), [("y\n", REMOVED), ("n\n", KEPT), ("\n", KEPT)])
def test_prune_asks_at_a_terminal(half: Run, release: Path, answer: str, known: list[str]) -> None:
    """Yes removes; no, or just Enter, keeps the document and builds the rest, and the summary says that it is still there."""
    result = half("build", release, "--prune", input=answer)
    assert f"  {release}/two.txt\nRemove 1 document from the graph? [y/N]:" in result.stderr
    assert (result.exit_code, sources()) == (0, known)
    assert ("still in the graph" in result.stdout) == (known == KEPT)


@pytest.mark.usefixtures("terminal")
def test_prune_with_yes_does_not_ask(half: Run, release: Path) -> None:
    """--yes lists and removes, also at a terminal."""
    result = half("build", release, "--prune", "--yes")
    assert (result.exit_code, result.stderr, sources()) == (0, "", REMOVED)
    assert f"  {release}/two.txt" in result.stdout


@pytest.mark.usefixtures("terminal")
def test_prune_that_is_broken_off_changes_nothing(half: Run, release: Path) -> None:
    """Whoever ends the program at the question finds the store as it was, and free."""
    assert half("build", release, "--prune", input="").exit_code == 1
    assert [generation.number for generation in generations(Path("kg-store"))] == [1]
    assert sources() == ["one.txt", "two.txt"]
    assert half("build", release).exit_code == 0


@pytest.mark.usefixtures("terminal")
def test_prune_asks_nothing_when_nothing_is_gone(run: Run, release: Path) -> None:
    """Without a document to remove there is no list and no question."""
    result = run("build", release, "--prune", input="")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Documents: 1 new")


def test_prune_lists_the_first_names(run: Run, release: Path) -> None:
    """A long list is cut, and says how many more there are; a line break in a name stays within its line."""
    for number in range(SHOWN + 4):
        (release / f"{number:02}\n.txt").write_text(RELEASE.replace("2016", str(1980 + number)))
    run("build", release)
    for path in release.glob("*\n.txt"):
        path.unlink()
    lines = run("build", release, "--prune").stdout.splitlines()
    assert lines[0].endswith(f": {SHOWN + 4}")
    assert lines[1] == f"  {release}/00 .txt"
    assert lines[SHOWN + 1] == "  ... and 4 more"


@pytest.mark.usefixtures("half")
def test_prune_asks_at_a_real_terminal(release: Path) -> None:
    """The question is put in plain sight, with the bar out of its way, and the answer is taken from the keyboard."""
    lead, follow = pty.openpty()
    command = [*KG, "build", str(release), "--prune"]
    with subprocess.Popen(command, stdin=follow, stderr=follow, stdout=subprocess.PIPE, text=True) as process:
        os.close(follow)
        seen = b""
        while b"[y/N]: " not in seen:
            seen += os.read(lead, 10_000)
        os.write(lead, b"n\n")
        assert process.stdout is not None
        assert process.stdout.read().startswith("Documents: 1 new, 1 unchanged in ")
    os.close(lead)
    assert (process.returncode, sources()) == (0, KEPT)
    assert seen.endswith(b"two.txt\r\nRemove 1 document from the graph? [y/N]: ")


# ---- telling


def test_dry_run_tells_and_does_nothing(half: Run, release: Path) -> None:
    """Documents are counted and named by what would become of them; the store stays as it is."""
    (release / "one.txt").write_text(f"{RELEASE}It rained.\n")
    result = half("build", release, "--dry-run")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "What kg build would do with kg-store; nothing is done now:",
        "  new: 1",
        f"    {release}/three.txt",
        "  changed: 1",
        f"    {release}/one.txt",
        "  gone from their folders or files, kept without --prune: 1",
        f"    {release}/two.txt",
        "  unchanged: 0",
    ]
    assert "  removed: 1\n" in half("build", release, "--dry-run", "--prune").stdout
    assert sources() == ["one.txt", "two.txt"]


def test_dry_run_needs_no_store_and_makes_none(run: Run, release: Path) -> None:
    """Before the first build all documents are new, the one from standard input too."""
    assert "  new: 1\n" in run("build", release, "--dry-run").stdout
    assert re.search(r"^    stdin:\w+$", run("build", "-", "--dry-run", input=RELEASE).stdout, re.MULTILINE)
    assert not Path("kg-store").exists()


def test_dry_run_says_why_all_are_read_again(run: Run, release: Path) -> None:
    """After a change of patterns every document is read again, and the reason is said."""
    run("build", release)
    Path("shapes").mkdir()
    Path("shapes/own.toml").write_text("[[pattern]]\nname = 'x'\nsays = 'funder'\nwhen = '{agent} footed {event}'\n")
    told = run("build", release, "--dry-run", "--patterns", "shapes").stdout
    assert f"  read again, because names, patterns or the program changed: 1\n    {release}/one.txt\n  unchanged: 0\n" in told


def test_dry_run_tells_what_cannot_be_read(run: Run, release: Path) -> None:
    """What is known to be unreadable is counted, told with its reason, and makes the exit code 1, as in a build."""
    result = run("build", release, "nowhere", "--dry-run")
    assert (result.exit_code, result.stderr) == (1, "Error: nowhere: does not exist.\n")
    assert "  unreadable: 1\n    nowhere\n" in result.stdout


def test_dry_run_refuses_what_a_build_refuses(run: Run, release: Path) -> None:
    """Another base than that of the store is refused in the same words."""
    run("build", release)
    built, told = (run("build", release, "--base", "https://example.org/", *more) for more in ([], ["--dry-run"]))
    assert (built.exit_code, built.stderr, built.stdout) == (told.exit_code, told.stderr, told.stdout)
    assert "was built with the base" in told.stderr


def test_dry_run_does_not_wait_for_a_build(run: Run, release: Path) -> None:
    """While another build holds the store, one can still ask what a build would do."""
    run("build", release)
    with Build(Path("kg-store")):
        assert run("build", release, "--dry-run").exit_code == 0


def test_keep_has_the_default_of_the_store() -> None:
    """The option and the store agree on how many generations stay."""
    option = next(option for option in main.commands["build"].params if option.name == "keep")
    assert option.default == KEEP == inspect.signature(Build).parameters["keep"].default
