"""Bytes as text: by byte order mark, as UTF-8, or by what the bytes look like; a binary file is named for what it is."""

import codecs
import re

from kg.errors import BadInput

_SAMPLE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# First bytes of what people mistake for text, and what it is called.
_BINARY = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
# Bytes that are frequent letters in one of the two Western and Central European encodings and hardly used in the other.
_CENTRAL = frozenset("šžŠŽćđĆĐ".encode("cp1250"))
_WESTERN = frozenset("êãñøåûòùàïõÀÊÃÑØÅ".encode("cp1252"))
_HINT = "Save it as plain text in UTF-8 first."


def decode(data: bytes, source: str, declared: str = "") -> str:
    """The characters of a document, without byte order mark; `declared` is the encoding that it claims for itself."""
    _refuse_binary(data, source)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return checked(data[len(mark) :].decode(encoding, "replace"), source)
    if b"\0" in data:
        raise BadInput("holds NUL bytes, so it is not text", where=source, hint=_HINT)
    try:
        return checked(data.decode("utf-8"), source)
    except UnicodeDecodeError as error:
        return checked(_guess(data, error.start, source, declared), source)


def _refuse_binary(data: bytes, source: str) -> None:
    for magic, name in _BINARY:
        if data.startswith(magic):
            raise BadInput(f"is {name}", where=source, hint=_HINT)


def encoding_of(sample: bytes) -> str:
    """The encoding of a text by its first bytes: the one of its byte order mark, UTF-8, or what the bytes look like."""
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return f"{encoding}-sig" if encoding == "utf-8" else encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return _latin(sample) or _detect(sample) or "cp1252"
    return "utf-8"


def checked(text: str, source: str) -> str:
    """The text; BadInput where there is none, or NUL characters are in it."""
    if "\0" in text:
        raise BadInput("holds NUL characters, so it is not text", where=source, hint=_HINT)
    if not text or text.isspace():
        raise BadInput("is empty", where=source)
    return text


def _guess(data: bytes, damaged: int, source: str, declared: str) -> str:
    """Text in another encoding than UTF-8, or UTF-8 with some damaged bytes shown as U+FFFD."""
    replaced = data.decode("utf-8", "replace")
    sound = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", replaced)))
    if sound >= replaced.count("\ufffd"):
        return replaced
    if declared:
        try:
            return data.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass
    sample = data[max(0, damaged - _SAMPLE // 2) : damaged + _SAMPLE // 2]
    encoding = _latin(sample) or _detect(sample)
    if not encoding:
        raise BadInput("is in an encoding that cannot be told", where=source, hint=_HINT)
    return data.decode(encoding, "replace")


def _latin(sample: bytes) -> str:
    """The encoding of a text in Latin letters, most of them plain ones: statistics of other languages mislead there."""
    plain = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    high = [byte for byte in sample if byte >= 0x80]
    if len(high) * 4 > plain:
        return ""
    return "cp1250" if sum(byte in _CENTRAL for byte in high) > sum(byte in _WESTERN for byte in high) else "cp1252"


def _detect(sample: bytes) -> str:
    """The likeliest encoding of a text in other letters; the sample is small because a whole large file would take minutes."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best else ""
