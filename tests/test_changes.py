"""kg.changes: what changed between two generations is told in facts, by document, in words."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import changes
from kg.changes import CHANGED, NEW, READ_AGAIN, REMOVED, Difference, differences
from kg.errors import BadInput
from kg.pipeline import build
from kg.resources import folder
from kg.store import diff, open_reader, pair, replaced

SAMPLES = (
    "osce-albania-2007-border-equipment.txt",
    "osce-bih-1997-municipal-elections.txt",
    "coe-2016-durres-prisons.md",
    "embassy-japan-kyrgyzstan-2017-grant.md",
)
EQUIPMENT, ELECTIONS, PRISONS, GRANT = SAMPLES
WORKSHOP = "TIRANA, 3 May 2016 - The OSCE Presence in Albania organised a workshop on border policing in Tirana on 2 May 2016.\n"


class Trial:
    """A folder of releases and a store that is built from it."""

    def __init__(self, place: Path) -> None:
        self.releases, self.store = place / "releases", place / "store"
        self.releases.mkdir()
        for name in SAMPLES:
            shutil.copy(folder("data") / "documents" / name, self.releases / name)

    def build(self, *, patterns: tuple[Path, ...] = ()) -> None:
        """The next generation, with everything that is in the folder and nothing else."""
        build([self.releases], self.store, workers=1, prune=True, patterns=patterns)

    def mend(self, name: str, old: str, new: str) -> None:
        """A release says something else."""
        path = self.releases / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    """Four releases, built once."""
    trial = Trial(tmp_path)
    trial.build()
    return trial


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """Two generations: a release came, one was corrected in a day and an amount, one is gone."""
    trial = Trial(tmp_path_factory.mktemp("mended"))
    trial.build()
    (trial.releases / "new.txt").write_text(WORKSHOP)
    trial.mend(EQUIPMENT, "28 March", "29 March")
    trial.mend(EQUIPMENT, "38 500 euros", "39 500 euros")
    (trial.releases / ELECTIONS).unlink()
    trial.build()
    return trial


def found(store: Path) -> list[Difference]:
    """What differs between the last two generations."""
    before, after = pair(store)
    with open_reader(before) as old, open_reader(after) as new:
        return list(differences(old, new, replaced(old, new)))


def told(one: Difference) -> list[str]:
    """Its facts, each with its sign."""
    return [f"{'+' if added else '-'} {fact.words}" for added, fact in one.facts]


def test_of_a_corrected_document_only_the_correction_is_told(mended: Trial) -> None:
    """The IRIs of all its facts changed with the text; those that say the same are not told, and no passage is."""
    one = next(one for one in found(mended.store) if one.kind == CHANGED)
    assert one.sources == (f"{mended.releases}/{EQUIPMENT}",)
    assert one.title == "2007-03-14 - OSCE Presence hands over equipment to Albania's border police"
    assert told(one) == [
        "- Event: A second workshop, type Workshop, on 2007-03-28, in Kukes, in Albania, Planned",
        "+ Event: A second workshop, type Workshop, on 2007-03-29, in Kukes, in Albania, Planned",
        "- Funding: Italian Government, gives 38 500 euros, that is 38500 EUR, for equipment",
        "+ Funding: Italian Government, gives 39 500 euros, that is 39500 EUR, for equipment",
    ]


def test_a_new_and_a_removed_document_are_told_whole(mended: Trial) -> None:
    """Of a document that came all facts are added, of one that is gone all are removed: each kind in a line of words."""
    new, removed = (next(one for one in found(mended.store) if one.kind == kind) for kind in (NEW, REMOVED))
    assert told(new) == [
        f"+ Document: issued 2016-05-03, from {mended.releases}/new.txt",
        "+ Event: a workshop, type Workshop, on 2016-05-02, in Tirana, in Albania",
        "+ Participation: OSCE Presence in Albania, as Organizer, at a workshop",
    ]
    assert {line[0] for line in told(removed)} == {"-"}
    assert "- Post: Margaret Doyle-Whitlock, as Director of Elections, at OSCE Mission to Bosnia and Herzegovina" in told(removed)
    assert "- Participation: chairpersons, as Participant, at a four-day course, with 320 people, with 96 women" in told(removed)
    quotations = [
        line for line in told(removed) if line.startswith("- Quotation: Margaret Doyle-Whitlock, as Director of Elections")
    ]
    assert any("says ``We do not teach anybody how to vote." in line for line in quotations)


def test_the_way_back_is_the_way_there_with_other_signs(mended: Trial) -> None:
    """Compared the other way round, the same facts come and go."""
    before, after = pair(mended.store)

    def signed(lines: Iterator[str]) -> set[tuple[str, str]]:
        return {(line[0], line[1:]) for line in lines if line.startswith(("+ ", "- "))}

    forth, back = (signed(changes.lines(two, "text", 0)) for two in ((before, after), (after, before)))
    assert len(forth) > 20
    assert back == {("-" if sign == "+" else "+", line) for sign, line in forth}


def test_text_says_how_many_documents_and_facts(mended: Trial) -> None:
    """The first line counts documents, the last one facts; a limit cuts the facts and says how many are left."""
    every, some = (list(changes.lines(pair(mended.store), "text", most)) for most in (0, 5))
    assert every[0] == some[0] == "From generation 1 to 2, documents: 1 new, 1 changed, 1 removed"
    facts = [line for line in every if line[:2] in ("+ ", "- ")]
    assert [line for line in some if line[:2] in ("+ ", "- ")] == facts[:5]
    assert some[-2:] == [f"... and {len(facts) - 5:,} more; all of them with: --most 0", every[-1]]
    assert every[-1] == "Facts: 5 added, {} removed".format(sum(line.startswith("-") for line in facts))
    assert list(changes.lines(pair(mended.store), "text", 0)) == every


def test_nothing_differs_from_itself(mended: Trial) -> None:
    """A generation compared with itself has no facts to tell."""
    lines = list(changes.lines(pair(mended.store, 2, 2), "text"))
    assert lines == ["From generation 2 to 2, documents: none differs", "", "Facts: 0 added, 0 removed"]


def test_nquads_are_the_lines_of_the_store(mended: Trial) -> None:
    """`nquads` gives each statement that came or went as the store does, derived ones too; another form is refused."""
    two = pair(mended.store)
    lines = list(changes.lines(two, "nquads"))
    assert [f"{line}\n" for line in lines] == [f"{'+' if change.added else '-'} {change.line}" for change in diff(*two)]
    assert any(line.endswith("graph/derived> .") for line in lines)
    with pytest.raises(BadInput, match=r"no format named 'word'. There are: text, nquads"):
        changes.lines(two, "word")


def test_other_words_with_the_same_facts(trial: Trial) -> None:
    """A document whose text changed without a fact is named, and that is all."""
    trial.mend(PRISONS, "\n\n", "\n\n\n")
    with (trial.releases / GRANT).open("a", encoding="utf-8") as release:
        release.write("\nIt was raining.\n")
    trial.build()
    assert [(one.kind, told(one)) for one in found(trial.store)][-1] == (CHANGED, [])
    assert "= other words, the same facts" in list(changes.lines(pair(trial.store), "text"))


def test_a_renamed_document_differs_in_its_file_alone(trial: Trial) -> None:
    """The same text under another name is the same document, which now comes from elsewhere."""
    (trial.releases / GRANT).rename(trial.releases / "moved.md")
    trial.build()
    (one,) = found(trial.store)
    assert (one.kind, one.sources) == (READ_AGAIN, (f"{trial.releases}/moved.md",))
    assert [line.split(", from ")[1] for line in told(one)] == [f"{trial.releases}/{GRANT}", f"{trial.releases}/moved.md"]


SHAPE = """
[[pattern]]
name = "bore a part"
says = "funder"
when = '{agent} bore a part of (?:the )?{event}'
"""


def test_documents_that_were_read_again_are_told_when_they_say_something_else(trial: Trial, tmp_path: Path) -> None:
    """After a new pattern all are read again; told is what it found, and those that say the same are counted."""
    (trial.releases / "new.txt").write_text(f"{WORKSHOP}The OSCE Mission to Serbia bore a part of the workshop.\n")
    trial.build()
    (tmp_path / "patterns").mkdir()
    (tmp_path / "patterns" / "own.toml").write_text(SHAPE)
    trial.build(patterns=(tmp_path / "patterns",))
    lines = list(changes.lines(pair(trial.store), "text"))
    assert lines[0] == "From generation 2 to 3, documents: 5 read again"
    assert lines[2:5] == [
        "Read again: 2016-05-03",
        f"{trial.releases}/new.txt",
        "+ Participation: OSCE Mission to Serbia, as Funder, at a workshop",
    ]
    assert lines[-1] == "Read again, and the same facts: 4"


def test_a_copy_of_a_text_is_no_new_document(trial: Trial) -> None:
    """A second file of a text, and its end, change where the document comes from and no other fact."""
    shutil.copy(trial.releases / GRANT, trial.releases / "copy.md")
    trial.build()
    (one,) = found(trial.store)
    assert len(one.sources) == 2
    assert {fact.kind for _, fact in one.facts} == {"Document"}
    trial.mend("copy.md", "\n", "\nOn 3 May 2018 Japan organised a workshop in Bishkek.\n")
    trial.build()
    assert sorted(one.kind for one in found(trial.store)) == [NEW, READ_AGAIN]
