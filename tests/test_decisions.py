"""kg.decisions: what persons decided is read as it was written, and a line that is no decision is told with its number."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.decisions import JUDGEMENTS, Decision, conflicts, read, read_all, write
from kg.errors import BadInput

ONE, TWO = "https://example.org/id/person/a", "https://example.org/id/person/b"
WORDS = st.text(st.characters(exclude_categories=("C", "Z")), max_size=9)
DECISIONS = st.builds(Decision, st.just(ONE), st.just(TWO), st.sampled_from(JUDGEMENTS), WORDS, WORDS, WORDS, WORDS, WORDS)


@given(st.lists(DECISIONS, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_read(tmp_path: Path, decisions: list[Decision]) -> None:
    """A file gives back what was written, whatever stands in names and reasons; nothing else is left in the folder."""
    file = tmp_path / "mine.tsv"
    write(file, decisions)
    assert read(file) == decisions
    assert [path.name for path in tmp_path.iterdir()] == ["mine.tsv"]


def test_tabs_and_line_breaks_do_not_break_a_line(tmp_path: Path) -> None:
    """A reason that was pasted with tabs and line breaks stays on one line."""
    write(tmp_path / "a.tsv", [Decision(ONE, TWO, "same", why="seen\tin\nthe archive")])
    assert read(tmp_path / "a.tsv")[0].why == "seen in the archive"


def test_comments_and_short_lines(tmp_path: Path) -> None:
    """Comments, empty lines and missing last columns are fine."""
    (tmp_path / "a.tsv").write_text(f"# ours\n\njudgement\tfirst\tsecond\nsame\t{ONE}\t{TWO}\n", encoding="utf-8")
    assert read(tmp_path / "a.tsv") == [Decision(ONE, TWO, "same")]


@pytest.mark.parametrize(
    ("line", "told"),
    [(f"maybe\t{ONE}\t{TWO}", "'maybe' is no judgement"), (f"same\t{ONE}", "two names"), (f"same\t{ONE}\t{ONE}", "two names")],
)
def test_a_line_that_is_none(tmp_path: Path, line: str, told: str) -> None:
    """The fault is told with file and line, and with what would work."""
    (tmp_path / "a.tsv").write_text(f"judgement\tfirst\tsecond\n{line}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=rf"a\.tsv, line 2: .*{told}"):
        read(tmp_path / "a.tsv")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """It is told, with the command that makes one."""
    with pytest.raises(BadInput, match="kg review"):
        read(tmp_path / "none.tsv")


def test_files_by_name(tmp_path: Path) -> None:
    """Files of a folder and others are known by their names, wherever they lie; other files of a folder are none."""
    (tmp_path / "team").mkdir()
    write(tmp_path / "team" / "a.tsv", [Decision(ONE, TWO, "same")])
    write(tmp_path / "b.tsv", [])
    (tmp_path / "team" / "README.md").write_text("ours")
    assert read_all([tmp_path / "team", tmp_path / "b.tsv"]) == {"a.tsv": [Decision(ONE, TWO, "same")], "b.tsv": []}


def test_conflicts() -> None:
    """The same pair judged both ways comes out, whichever is named first, the earlier before the later; agreement does not."""
    before, after = Decision(ONE, TWO, "same", when="2024-01-01"), Decision(TWO, ONE, "different", when="2025-01-01")
    assert conflicts([after, before]) == [(before, after)]
    assert conflicts([before, Decision(TWO, ONE, "same", when="2026-01-01")]) == []
