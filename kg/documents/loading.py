"""One file as one document; the table READERS says which reader takes which file."""

import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

from kg.documents.decoding import decode
from kg.documents.pages import declared_encoding, looks_like_page, read_page
from kg.errors import BadInput
from kg.model import Document

LARGEST = 200_000_000


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name, the endings it goes by, and what makes a document of its bytes and source."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], Document]


def read_text(data: bytes, source: str) -> Document:
    """A document with the very characters of a plain text or Markdown file."""
    return Document(source, decode(data, source))


def read_html(data: bytes, source: str) -> Document:
    """A document with the visible text of a page; its `<title>` and date as hints."""
    return read_page(decode(data, source, declared_encoding(data)), source)


def read_unnamed(data: bytes, source: str) -> Document:
    """A document of bytes that no ending describes: a page when it begins like one, plain text otherwise."""
    return read_html(data, source) if looks_like_page(data) else read_text(data, source)


READERS = (
    Format("plain text", (".txt",), read_text),
    Format("Markdown", (".md", ".markdown"), read_text),
    Format("HTML", (".html", ".htm"), read_html),
    Format("text without an ending", ("",), read_unnamed),
)


def load(path: str | Path) -> Document:
    """The document in a file; BadInput says in one line why there is none."""
    return parse(read_bytes(path), str(path))


def parse(data: bytes, source: str) -> Document:
    """The document in some bytes, read as the ending of its source says; unknown endings are read as text."""
    suffix = PurePath(source).suffix.lower()
    for reader in READERS:
        if suffix in reader.suffixes:
            return reader.read(data, source)
    return read_unnamed(data, source)


def read_bytes(path: str | Path) -> bytes:
    """The content of a regular file of bearable size."""
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode):
            raise BadInput("is not a file", where=str(path), hint="For standard input write: kg build -")
        if status.st_size > LARGEST:
            raise BadInput(f"is larger than {LARGEST // 1_000_000} MB", where=str(path), hint="Split it into one file a document.")
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise BadInput(_why(error, path), where=str(path)) from error


def _why(error: OSError | ValueError, path: str | Path) -> str:
    if isinstance(error, FileNotFoundError) and Path(path).is_symlink():
        return "is a link to a file that does not exist"
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"cannot be read: {reason}"
