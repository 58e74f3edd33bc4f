"""kg.documents.records, packed and dates: many documents in one file, whatever its packing, with every fault told by its line."""

import csv
import gzip
import io
import json
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents import Fields, Record, RecordFile, Unread, named
from kg.documents.dates import iso_day
from kg.errors import BadInput

PLAIN = Fields()
Rows = Sequence[Mapping[str, object]]


def jsonl(rows: Rows) -> bytes:
    """JSON Lines."""
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def table(rows: Rows, delimiter: str = ",") -> bytes:
    """A table with a header."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def read(path: Path, names: Fields = PLAIN) -> list[Record | Unread]:
    """Everything in a file."""
    return list(RecordFile(str(path), names))


def told(path: Path) -> list[str]:
    """What is wrong with the documents of a file."""
    return [f"{item.source.removeprefix(str(path))}: {item.reason}" for item in read(path) if isinstance(item, Unread)]


FORMATS: dict[str, Callable[[Rows], bytes]] = {
    "a.jsonl": jsonl,
    "a.ndjson": jsonl,
    "a.csv": table,
    "semicolons.csv": lambda rows: table(rows, ";"),
    "a.TSV": lambda rows: table(rows, "\t"),
    "a.jsonl.gz": lambda rows: gzip.compress(jsonl(rows)),
    "two.jsonl.gz": lambda rows: gzip.compress(jsonl(rows[:1])) + gzip.compress(jsonl(rows[1:])),
    "a.csv.zst": lambda rows: zstandard.compress(table(rows)),
    "two.jsonl.zst": lambda rows: zstandard.compress(jsonl(rows[:1])) + zstandard.compress(jsonl(rows[1:])),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_documents(tmp_path: Path, name: str) -> None:
    """Line breaks, quotes, commas, letters and hints come through each format and packing, in their order."""
    rows = [
        {
            "id": "7",
            "url": "https://example.org/7",
            "title": "Visit",
            "date": "2016-05-04",
            "text": 'He said "yes", twice;\nthen\tleft.',
        },
        {"id": "", "url": "", "title": "", "date": "", "text": "Žaneta Ćosić | Скопје"},
    ]
    path = tmp_path / name
    path.write_bytes(FORMATS[name](rows))
    first, second = read(path)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    one, two = first.document, second.document
    assert (one.source, one.title, one.issued, one.text) == tuple(rows[0][key] for key in ("url", "title", "date", "text"))
    assert first.name == f"{path}#7"
    assert second.name == two.source
    assert second.name.startswith(f"{path}#")
    assert (two.title, two.issued, two.text) == ("", "", rows[1]["text"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip), min_size=1, max_size=5))
def test_texts_come_through_unchanged(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """Whatever is written as JSON Lines or as a table is read as it was, unless it is a page."""
    folder = tmp_path_factory.mktemp("records")
    rows = [{"id": number, "text": f"T{text}"} for number, text in enumerate(texts)]
    for name, make in (("a.jsonl", jsonl), ("a.csv", table)):
        (folder / name).write_bytes(make(rows))
        assert [item.document.text for item in read(folder / name) if isinstance(item, Record)] == [row["text"] for row in rows]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.jsonl", "a.csv", "a.jsonl.gz", "a.csv.zst", "a.tsv"]))
def test_no_bytes_break_it(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    """Any bytes give documents, faults by line, or one BadInput."""
    path = tmp_path_factory.mktemp("records") / name
    path.write_bytes(data)
    with suppress(BadInput):
        assert all(isinstance(item, Record | Unread) for item in read(path))


def test_fields_have_other_names(tmp_path: Path) -> None:
    """`text=body` reads the text where the file has it; without it one line says which fields there are."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(jsonl([{"nid": 12, "body": "Hello.", "when": "4 May 2016"}]))
    with pytest.raises(BadInput, match=r"a\.jsonl: has no field 'text' \(line 1 has: nid, body, when\)\. .*--field text=NAME"):
        read(path)
    assert read(path, named(["text=body", "id=nid", "date=when"])) == [
        Record(f"{path}#12", read(path, named(["text=body", "id=nid", "date=when"]))[0].document)  # type: ignore[union-attr]
    ]
    for bad in ("body", "body=text", "text="):
        with pytest.raises(BadInput, match=r"names no field\. Write KEY=NAME, where KEY is id, url, title, date, text"):
            named([bad])


def test_each_fault_is_told_by_its_line_and_costs_one_document(tmp_path: Path) -> None:
    """Lines that are no objects, empty texts and odd dates are told; the lines around them are read."""
    path = tmp_path / "a.jsonl"
    lines = ['{"text": "One."}', "", "{", "[1]", '{"text": null}', '{"text": ["x"]}', '{"text": "Two.", "date": "04/05/2016"}']
    path.write_text("\n".join([*lines, '{"text": "Nul\\u0000."}', '{"text": "Last \\ud800."}']))
    assert told(path) == [
        ", line 3: is not JSON: Expecting property name enclosed in double quotes (column 2)",
        ", line 4: is no JSON object",
        ", line 5: is empty",
        ", line 6: its text is neither a text nor a number",
        ", line 7: its date '04/05/2016' is not one like 2021-11-23",
        ", line 8: holds NUL characters, so it is not text",
    ]
    assert [item.document.text for item in read(path) if isinstance(item, Record)] == ["One.", "Last \ufffd."]


def test_faults_of_tables(tmp_path: Path) -> None:
    """A row with too many fields is told by its line; an empty file, and one without the text, as a whole."""
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,"a\nb"\n2,b,c\n\n3,c\n')
    assert told(path) == [", line 4: has 3 fields, but the header has 2"]
    for content, says in (("", "is empty"), ("id,body\n1,x\n", "has no field 'text'")):
        path.write_text(content)
        with pytest.raises(BadInput, match=says):
            read(path)


def test_other_encodings(tmp_path: Path) -> None:
    """Tables as spreadsheets save them: Windows letters, UTF-16, a byte order mark; a stray byte does not cost the document."""
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        (tmp_path / "a.csv").write_bytes("text\r\nMinistère de l’Intérieur à Genève\r\n".encode(encoding))
        (item,) = read(tmp_path / "a.csv")
        assert isinstance(item, Record)
        assert item.document.text == "Ministère de l’Intérieur à Genève"
    (tmp_path / "a.jsonl").write_bytes(b'\xef\xbb\xbf{"text": "Gen\xe8ve"}\n')
    (item,) = read(tmp_path / "a.jsonl")
    assert isinstance(item, Record)
    assert item.document.text == "Genève"


def test_pages_inside_records_are_read_as_pages(tmp_path: Path) -> None:
    """A text that is HTML gives what a visitor reads, with the page's own title and date where the record has none."""
    page = "<html><head><title>News</title><meta name='date' content='2020-01-02'></head><body><p>They met.</p></body></html>"
    (tmp_path / "a.jsonl").write_bytes(jsonl([{"text": page}, {"text": page, "title": "Own", "date": "2021-11-23"}]))
    hints = [(item.document.text, item.document.title, item.document.issued) for item in read(tmp_path / "a.jsonl")]  # type: ignore[union-attr]
    assert hints == [("They met.", "News", "2020-01-02"), ("They met.", "Own", "2021-11-23")]


@pytest.mark.parametrize(("name", "pack"), [("a.jsonl.gz", gzip.compress), ("a.jsonl.zst", zstandard.compress)])
def test_a_packed_file_that_is_cut_off_is_told(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    """What can be unpacked is read, and the missing end is never taken for the end."""
    path = tmp_path / name
    path.write_bytes(pack(jsonl([{"text": f"Text {number}."} for number in range(50)]))[:-5])
    with pytest.raises(BadInput, match="cannot be read to its end"):
        read(path)
    path.write_bytes(b"no such packing")
    with pytest.raises(BadInput, match="cannot be read to its end"):
        read(path)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Thirty megabytes of documents pass through in the memory of a few of them, and the fraction grows to one."""
    path = tmp_path / "a.jsonl.zst"
    with zstandard.open(path, "wb") as out:
        for number in range(3000):
            out.write(jsonl([{"id": number, "text": f"{number} " + "word " * 2000}]))
    file, fractions = RecordFile(str(path), PLAIN), []
    tracemalloc.start()
    for number, item in enumerate(file):
        assert isinstance(item, Record)
        if number % 1000 == 0:
            fractions.append(file.fraction)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000
    assert fractions == sorted(fractions)
    assert file.fraction == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-11-23", "2021-11-23"),
        ("2021-11-23T10:20:30+02:00", "2021-11-23"),
        ("Tue, 23 Nov 2021 10:20:30 GMT", "2021-11-23"),
        ("23.11.2021", "2021-11-23"),
        ("2021/11/23", "2021-11-23"),
        ("November 23, 2021", "2021-11-23"),
        ("23 Nov 2021", "2021-11-23"),
        ("20211123", "2021-11-23"),
        (" ", ""),
        ("2021", ""),
        ("2021-11", ""),
    ],
)
def test_days(text: str, day: str) -> None:
    """Days as programs and tables write them; a year or month alone is no day."""
    assert iso_day(text) == day


@pytest.mark.parametrize("text", ["04/05/2016", "31.02.2020", "2021-13-01", "soon"])
def test_what_is_no_day(text: str) -> None:
    """What can be read in two ways, or not at all, is told."""
    with pytest.raises(ValueError, match="is not one like 2021-11-23"):
        iso_day(text)
