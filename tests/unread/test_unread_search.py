"""kg.unread: the best sentences of many documents, each once; what cannot be read is told."""

import csv
import io
import json
from pathlib import Path

import pytest
from readings import HEADLINE

from kg.errors import BadInput
from kg.resources import folder
from kg.unread import FORMATS, Answer, search, write

PAID = "The Ministry of Justice of Serbia bore a part of it."
LEFT = "Visitors from Serbia came by bus."


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """Three releases; the same sentence stands in two of them."""
    for number, sentence in enumerate((LEFT, PAID, PAID)):
        (tmp_path / f"{number}.txt").write_text(f"{HEADLINE} {number}\n\n{sentence}\n")
    return tmp_path


def test_the_most_promising_come_first_and_each_once(releases: Path) -> None:
    """A payment outranks a visitor's land; a repeated sentence is told of the first document that has it."""
    answer = search([releases])
    assert [(Path(gap.source).name, gap.text) for gap in answer.gaps] == [("1.txt", PAID), ("0.txt", LEFT)]
    assert (answer.documents, answer.more, answer.unread) == (3, 0, ())


def test_most_limits_and_tells_how_many_more(releases: Path) -> None:
    """Of two sentences one is shown; 0 gives all."""
    one = search([releases], most=1)
    assert ([gap.text for gap in one.gaps], one.more) == ([PAID], 1)
    assert len(search([releases], most=0).gaps) == 2


def test_few_of_many_are_the_best_of_all() -> None:
    """What is let go on the way never belonged to the best."""
    everything = search([folder("data") / "documents"], most=0).gaps
    assert search([folder("data") / "documents"], most=3).gaps == everything[:3]


def test_what_cannot_be_read_is_told_and_the_rest_is_searched(releases: Path) -> None:
    """A bad file and a path that is none cost one entry each."""
    (releases / "bad.txt").write_bytes(bytes(range(256)) * 40)
    answer = search([releases, releases / "nowhere.txt"])
    assert [Path(item.source).name for item in answer.unread] == ["bad.txt", "nowhere.txt"]
    assert (answer.documents, len(answer.gaps)) == (3, 2)


def test_standard_input_and_folders_of_ones_own(tmp_path: Path) -> None:
    """`-` is one document; a pattern of the user's own that reads the sentence closes the gap."""
    text = f"{HEADLINE}\n\n{PAID}\n".encode()
    (tmp_path / "own.toml").write_text("""
[[pattern]]
name = "bore a part of it"
says = "funder"
when = '{agent+} bore a part of it'
""")
    assert search(["-"], stdin=io.BytesIO(text)).gaps[0].source == "-"
    headed = text.replace(HEADLINE.encode(), b"Seminar on safe borders")
    assert PAID not in [gap.text for gap in search(["-"], stdin=io.BytesIO(headed), patterns=[tmp_path]).gaps]


def test_progress_is_reported(releases: Path) -> None:
    """The progress counts documents up to their number."""
    calls: list[tuple[int, int]] = []
    search([releases], progress=lambda done, total: calls.append((done, total)))
    assert calls == [(1, 3), (2, 3), (3, 3)]


# ---- forms


@pytest.fixture
def answer(releases: Path) -> Answer:
    """The gaps of the three releases."""
    return search([releases])


def test_text_underlines_what_is_named(answer: Answer) -> None:
    """Points, document, reasons, and the sentence with carets under the named things."""
    lines = write(answer.gaps[:1], "text").splitlines()
    assert lines[0].startswith("5 points, ")
    assert lines[1] == "  names 1 institution +1, tells of paying +4"
    assert lines[2:] == [f"    {PAID}", "        " + "^" * len("Ministry of Justice of Serbia"), ""]


def test_csv_and_json_say_the_same(answer: Answer) -> None:
    """Both hold a row a sentence with points, document, place, sentence, what it names and why."""
    rows = list(csv.DictReader(io.StringIO(write(answer.gaps, "csv"))))
    objects = json.loads(write(answer.gaps, "json"))
    assert [row["sentence"] for row in rows] == [PAID, LEFT] == [one["sentence"] for one in objects]
    assert rows[0]["things"] == "Ministry of Justice of Serbia" == objects[0]["things"][0]
    assert [*rows[0]] == [*objects[0]]


def test_nothing_found_is_an_empty_answer() -> None:
    """Each form can be written without a row."""
    assert [write([], form) for form in FORMATS][0::2] == ["", "[]\n"]


def test_unknown_form_is_refused(answer: Answer) -> None:
    """A form that is none is told with those there are."""
    with pytest.raises(BadInput, match=r"no format named 'xml'\. There are: text, csv, json\."):
        write(answer.gaps, "xml")
