"""The commands that write networks, pictures and data sets, as a user calls them."""

import json
from pathlib import Path

import pytest
from commands import Run


def ties(run: Run, store: Path, *arguments: str) -> int:
    """How many ties an export has."""
    result = run("export", "json", "--store", store, *arguments)
    assert result.exit_code == 0, result.stderr
    return len(json.loads(result.stdout)["edges"])


def test_each_option_leaves_something_out(run: Run, sample_store: Path) -> None:
    """Every choice reaches the network: fewer ties than the whole, and some."""
    whole = ties(run, sample_store)
    choices = (
        ["--from", "2016"], ["--to", "2015-06"], ["--country", "AL"], ["--type", "Person"], ["--min-weight", "2"],
        ["--ego", "institution/osce-presence-in-albania"],
    )  # fmt: skip
    for choice in choices:
        assert 0 < ties(run, sample_store, *choice) < whole, choice
    part = ties(run, sample_store, "--ego", "state/NO")
    assert part < ties(run, sample_store, "--ego", "state/NO", "--depth", "2")


def test_measures_and_places_are_as_asked(run: Run, sample_store: Path) -> None:
    """--measure names what is counted, --no-layout leaves the places out."""
    usual = run("export", "gexf", "--store", sample_store).stdout
    bare = run("export", "gexf", "--store", sample_store, "--measure", "core", "--no-layout").stdout
    assert all(word in usual for word in ('title="betweenness"', 'title="community"', "viz:position"))
    assert 'title="core"' in bare
    assert not any(word in bare for word in ('title="betweenness"', "viz:position"))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["export", "gexf", "--from", "soon"], "Error: --from: 'soon' is no date. Write 2015, 2015-03 or 2015-03-31."),
        (["export", "gexf", "--country", "Atlantis"], "Error: --country: no node of country 'Atlantis'. There are: AL,"),
        (["export", "gexf", "--measure", "fame"], "Error: --measure: no measure named 'fame'. There are: component, core,"),
        (["export", "trig", "--min-weight", "2"], "Error: format: trig is always the whole graph."),
        (["export", "gexf", "--frame", "event"], "Error: --frame: gexf knows no frames. Frames are for jsonld."),
        (
            ["plot", "actors", "--out", "x.gif"],
            "Error: --out: no picture can be written as 'x.gif'. Its name ends in .svg or .png.",
        ),
        (["plot", "actor", "--out", "x.svg"], "Error: view: no view named 'actor'. There are: actors, actors-events,"),
        (["dataset", "--out", "x"], "Error: --license: a data set needs a licence. Give an IRI, such as"),
    ],
)
def test_slips_are_told_in_one_line(run: Run, sample_store: Path, arguments: list[str], says: str) -> None:
    """What, where, and what would have worked; exit 1, and nothing is written."""
    result = run(*arguments, "--store", sample_store)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(says)
    assert len(result.stderr.strip().splitlines()) == 1
    assert list(Path.cwd().iterdir()) == []


def test_pictures_and_data_sets_are_written(run: Run, sample_store: Path) -> None:
    """Each says what it wrote."""
    assert run("plot", "timeline", "--by", "type", "--store", sample_store, "--out", "years.svg").stdout == "Wrote years.svg\n"
    written = run("dataset", "--store", sample_store, "--out", "set", "--license", "https://example.org/licence")
    files = [path for path in Path("set").rglob("*") if path.is_file()]
    assert written.stdout == f"Wrote {len(files)} files to set\n"
    assert Path("years.svg").stat().st_size > 10_000
