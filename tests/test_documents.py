"""Files become documents with the very text that stands in them, or one clear line."""

import codecs
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import READERS, Unread, find, load, parse
from kg.errors import BadInput

SENTENCE = "The workshop was held in Tiranë on 5 May.\r\n\r\n“Well done”, said Ms. Mišković.\n"
LONG = "What was said at length by those who had come, and by those who had not. " * 2 + "So it was."
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")).filter(lambda text: bool(text.strip()))


def page(body: str, head: str = "") -> str:
    """The visible text of a page with this body."""
    return parse(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "page.html").text


@given(TEXT)
def test_text_is_kept_exactly(text: str) -> None:
    """Plain text and Markdown keep every character, line ends included."""
    for name in ("release.txt", "release.md"):
        assert parse(b"Text: " + text.encode(), name).text == "Text: " + text


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a"]))
def test_no_bytes_break_a_reader(data: bytes, name: str) -> None:
    """Whatever bytes come in, there is a document with text or a BadInput that names the file."""
    try:
        text = parse(data, name).text
    except BadInput as error:
        text = error.what if error.where == name else ""
    assert text.strip()


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_byte_order_mark_decides_and_goes(mark: bytes, encoding: str) -> None:
    """A byte order mark names the encoding and is no part of the text."""
    assert parse(mark + SENTENCE.encode(encoding), "a.txt").text == SENTENCE


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The event was attended by René Dupont and Jürgen Müller, who paid £18,500 – “with pleasure”.", "cp1252"),
        ("The training in Belgrade was opened by Miloš Vučić and Đorđe Mišković.", "cp1250"),
        ("Takimi u mbajt në Tiranë. Ministria e Mbrojtjes e Shqipërisë organizoi punëtorinë.", "cp1252"),
        ("Совещание прошло в Москве 5 октября. Министерство обороны организовало встречу.", "cp1251"),
        ("Совещание прошло в Москве 5 октября. Министерство обороны организовало встречу.", "koi8-r"),
    ],
)
def test_other_encodings_are_recognised(text: str, encoding: str) -> None:
    """Text that is not UTF-8 is read in the encoding that it is in, even where only a few letters tell."""
    assert parse(text.encode(encoding), "a.txt").text == text


def test_damaged_utf8_stays_readable() -> None:
    """Some broken bytes in UTF-8 cost those characters and no others."""
    data = SENTENCE.encode().replace(b"May", b"M\xffy") + "Shqipë".encode()[:-1]
    assert parse(data, "a.txt").text == SENTENCE.replace("May", "M\ufffdy") + "Shqip\ufffd"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "a.txt: is empty"),
        (b" \r\n\t", "a.txt: is empty"),
        (b"\xef\xbb\xbf", "a.txt: is empty"),
        (b"MZ\x90\0\x03\0", "NUL bytes"),
        (b"%PDF-1.7 ...", "is a PDF file"),
        (b"PK\x03\x04...", "Word"),
        (b"\xff\xfea\0\0\0", "NUL characters"),
        (bytes(range(128, 256)) * 20, "encoding that cannot be told"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, says: str) -> None:
    """Empty and binary files are refused with a line that names the file and the reason."""
    with pytest.raises(BadInput) as caught:
        parse(data, "a.txt")
    assert says in str(caught.value)
    assert str(caught.value).startswith("a.txt: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_line_of_20_megabytes_is_quick(tmp_path: Path, encoding: str) -> None:
    """A single line of 20 MB is loaded whole within seconds, whatever its encoding."""
    text = "Ministria në Tiranë " * 1_000_000
    (tmp_path / "long.txt").write_bytes(text.encode(encoding))
    start = time.perf_counter()
    assert load(tmp_path / "long.txt").text == text
    assert time.perf_counter() - start < 5


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    """A missing file, a broken link, a folder and a queue are each refused in one line."""
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "queue.txt")
    says = {
        "missing.txt": "No such file",
        "broken.txt": "does not exist",
        "folder.txt": "is not a file",
        "queue.txt": "is not a file",
    }
    for name, words in says.items():
        with pytest.raises(BadInput, match=words):
            load(tmp_path / name)


def test_find_walks_folders_in_sorted_order(tmp_path: Path) -> None:
    """Folders are read to the last file by name; hidden files are passed over, foreign ones and missing paths are told."""
    for name in ("b/2.txt", "b/10.md", "a.html", "c.pdf", ".hidden.txt", ".git/x.txt", "b/README"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    found = list(find([tmp_path, f"{tmp_path}/b//2.txt", tmp_path / "missing", "-", "https://example.org/a.html"]))
    shown = [item if isinstance(item, str) else f"{item.source}: {item.reason.split('.')[0]}" for item in found]
    inside = ["a.html", "b/10.md", "b/2.txt", "b/README", "c.pdf: files in ", "b/2.txt", "missing: does not exist"]
    assert shown == [f"{tmp_path}/{name}" for name in inside] + ["-", "https://example.org/a.html: addresses are not fetched"]


def test_find_tells_an_empty_folder_and_an_unwritable_name(tmp_path: Path) -> None:
    """A folder without documents is told, and so is a file whose name could not be written into the graph."""
    (tmp_path / "empty").mkdir()
    assert [type(item) for item in find([tmp_path / "empty"])] == [Unread]
    name = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    Path(name).write_text("text")
    (found,) = [item for item in find([tmp_path]) if not str(item).endswith("empty")]
    assert isinstance(found, Unread)
    assert "not valid UTF-8" in found.reason
    found.source.encode()


def test_every_format_has_one_reader() -> None:
    """No ending belongs to two rows of the table."""
    endings = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(endings) == len(set(endings))
    assert all(suffix in endings for suffix in (".txt", ".md", ".markdown", ".html", ".htm", ""))


def test_page_reads_as_a_visitor_does() -> None:
    """Blocks stand on lines of their own, items and rows one under the other, words are not glued or split."""
    body = """<h1>Women   in&nbsp;police</h1><p>First <b>bold</b>ly
      said.<br>New line.</p><ul><li>One, <i>two</i></li><li><p>Three</p></li></ul>
      <dl><dt>Date:</dt><dd>5 May</dd><dt>By:</dt><dd>OSCE</dd><dd>EU</dd></dl>
      <table><tr><th>Name</th><th>Role</th></tr><tr><td>Ana</td><td>Head</td></tr></table>loose text"""
    assert page(body) == (
        "Women in police\n\nFirst boldly said.\nNew line.\n\n- One, two\n- Three\n\nDate: 5 May\nBy: OSCE; EU\n\n"
        "Name | Role\nAna | Head\n\nloose text"
    )


@pytest.mark.parametrize(
    "furniture",
    [
        "<script>var seen = 'no';</script>",
        "<style>p { color: red }</style>",
        "<nav>Home <a>About</a></nav>",
        "<header><ul><li>Home</li><li>About</li></ul></header>",
        "<footer>Contact</footer>",
        "<aside>Background</aside>",
        "<div role=navigation>Menu</div>",
        "<div class='top-menu'>English</div>",
        "<div id=breadcrumb>Home</div>",
        "<p hidden>secret</p>",
        "<p style='display: none'>secret</p>",
        "<ul><li><a>Home</a></li><li><a>News</a></li><li><a>Jobs</a></li></ul>",
        "<!-- a note --><noscript>Switch it on</noscript>",
    ],
)
def test_page_furniture_is_left_out(furniture: str) -> None:
    """Menus, footers, side boxes, scripts and hidden parts leave no text behind, and what follows them stays."""
    assert page(f"<p>Before.</p>{furniture} tail <p>After.</p>") == "Before.\n\ntail\n\nAfter."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<header><h1>Headline</h1></header><p>Body.</p>", "Headline\n\nBody."),
        ("<blockquote>Well done.<footer>Ana Lala, Head</footer></blockquote>", "Well done.\n\nAna Lala, Head"),
        ("<article><ul><li><a>EU</a></li><li><a>OSCE</a></li><li><a>UNDP</a></li></ul></article>", "- EU\n- OSCE\n- UNDP"),
        ("<div class=sidebar><h1>Headline</h1><p>Body.</p></div>", "Headline\n\nBody."),
        ("<form><p>The whole page is a form.</p></form>", "The whole page is a form."),
        (f"<div>Menu</div><main><h1>Headline</h1><p>{LONG}</p></main>", f"Headline\n\n{LONG}"),
        (f"<div>Menu</div><main><p>{LONG}</p></main>", LONG),
        (f"<h1>Headline</h1><main><p>{LONG}</p></main>", f"Headline\n\n{LONG}"),
        (f"<main>Loading</main><p>{LONG}</p>", f"Loading\n\n{LONG}"),
        ("<pre>one\n  two</pre>", "one\ntwo"),
        ("a<p>b</p>c<b>d</b>e &amp; <i></i>f&shy;g", "a\n\nb\n\ncde & fg"),
    ],
)
def test_page_content_is_kept(body: str, text: str) -> None:
    """What belongs to the article stays, even in elements that are furniture elsewhere."""
    assert page(body) == text


@pytest.mark.parametrize(
    ("head", "body", "issued"),
    [
        ('<meta property="article:published_time" content="2019-10-28T10:00:00+02:00">', "", "2019-10-28"),
        ('<meta name="DC.date.issued" content="2019-10-28">', '<time datetime="2020-01-01">', "2019-10-28"),
        ("", '<time datetime="2018-05-05">5 May</time>', "2018-05-05"),
        (
            "",
            '<time datetime="2018-05-05">event</time><time datetime="2018-05-01" itemprop="datePublished">issued</time>',
            "2018-05-01",
        ),
        ('<meta name="date" content="yesterday">', "", ""),
        ('<meta name="date" content="2019-13-45">', "", ""),
    ],
)
def test_page_gives_hints(head: str, body: str, issued: str) -> None:
    """The title and the day of publication come out as hints; a date that is none does not."""
    document = parse(
        f"<html><head><title> A\n title </title>{head}</head><body><p>Body.</p>{body}</body></html>".encode(), "a.html"
    )
    assert (document.title, document.issued) == ("A title", issued)
    assert "A title" not in document.text


def test_page_encoding_is_the_declared_one() -> None:
    """A page that is not UTF-8 is read in the encoding that it declares; a page that is UTF-8 is, whatever it declares."""
    for declaration in ('<meta charset="windows-1251">', '<?xml version="1.0" encoding="windows-1251"?>'):
        text = f"{declaration}<p>Ministry (Министерство)</p>"
        assert parse(text.encode("cp1251"), "a.html").text == "Ministry (Министерство)"
        assert parse(text.encode("utf-8"), "a.html").text == "Ministry (Министерство)"
    assert parse('<meta charset="iso-8859-1"><p>“Ministry”</p>'.encode("cp1252"), "a.html").text == "“Ministry”"
    assert parse("<meta charset=rot13><p>Müller said in Vienna</p>".encode("cp1252"), "a.html").text == "Müller said in Vienna"


def test_page_without_ending_is_recognised() -> None:
    """Bytes without an ending are a page when they begin like one."""
    assert parse(b"\n<!doctype html><p>Body.</p>", "index").text == "Body."
    assert parse(b"Text with <p> in it", "index").text == "Text with <p> in it"


@pytest.mark.parametrize("data", [b"<html><script>only()</script></html>", b"<!-- nothing -->", b"<div>" * 5000 + b"deep"])
def test_page_without_readable_text_is_refused(data: bytes) -> None:
    """A page with nothing to read, or too deep to be read to its end, is refused rather than cut."""
    with pytest.raises(BadInput, match=r"^a\.html: "):
        parse(data, "a.html")
