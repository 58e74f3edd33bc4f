"""An answer that ran into the output limit: cut after its last whole row, closed so that it still parses, and marked.

Each format has a sequence of bytes that ends a row and can stand nowhere else, because its writer escapes it in values.
"""

import re

_JSON_NEXT_ROW = re.compile(rb'\},(\{"[^"\\]*":\{"type":")')
_JSON_ROWS = b',"results":{"bindings":['
_LINK = "https://w3id.org/pressgraph/problem/output-limit"
_NOTE = "The answer was cut at the output limit of this server"


class Full(Exception):
    """The output limit is reached."""


class Limited:
    """A writer that keeps what it is given, and raises `Full` at its limit."""

    def __init__(self, limit: int) -> None:
        self.chunks: list[bytes] = []
        self._left = limit

    def write(self, chunk: bytes) -> int:
        """Takes a chunk; the one that crosses the limit is kept, because the cut looks for a row's end in it."""
        self.chunks.append(bytes(chunk))
        self._left -= len(chunk)
        if self._left < 0:
            raise Full
        return len(chunk)

    def flush(self) -> None:
        """Does nothing: everything is kept already."""


def cut(body: bytes, name: str) -> bytes:
    """The body up to its last whole row, closed as the format (pyoxigraph's name) closes, with a note where one can stand."""
    return _CUTS[name](body)


def _json(body: bytes) -> bytes:
    head, found, rows = body.partition(_JSON_ROWS)
    if not found:
        return b'{"head":{"vars":[]},"results":{"bindings":[]}}'
    begin = max(0, len(rows) - (1 << 16))
    ends = list(_JSON_NEXT_ROW.finditer(rows, begin)) or list(_JSON_NEXT_ROW.finditer(rows))
    kept = rows[: ends[-1].start() + 1] if ends else b""
    return head[:-1] + f',"link":["{_LINK}"]}}'.encode() + found + kept + b"]}}"


def _xml(body: bytes) -> bytes:
    kept = _up_to(body, b"</result>", b"<results>")
    return kept + f"</results><!-- {_NOTE} --></sparql>".encode() if kept else b""


def _csv(body: bytes) -> bytes:
    end = len(body)
    while (end := body.rfind(b"\r\n", 0, end)) >= 0:
        if body.count(b'"', 0, end) % 2 == 0:
            return body[: end + 2]
    return b""


def _tsv(body: bytes) -> bytes:
    return _up_to(body, b"\n")


def _lines(body: bytes) -> bytes:
    return _up_to(body, b" .\n") + f"# {_NOTE}\n".encode()


def _rdf_xml(body: bytes) -> bytes:
    kept = _up_to(body, b"</rdf:Description>")
    return kept + f"\n<!-- {_NOTE} -->\n</rdf:RDF>".encode() if kept else b""


def _json_ld(body: bytes) -> bytes:
    end = body.rfind(b'},{"@id":"')
    return (body[: end + 1] if end >= 0 else b"[") + b"]"


def _up_to(body: bytes, row_end: bytes, otherwise: bytes = b"") -> bytes:
    end = body.rfind(row_end)
    if end >= 0:
        return body[: end + len(row_end)]
    start = body.find(otherwise) if otherwise else -1
    return body[: start + len(otherwise)] if start >= 0 else b""


_CUTS = {
    "JSON": _json, "XML": _xml, "CSV": _csv, "TSV": _tsv, "TURTLE": _lines, "TRIG": _lines, "N_TRIPLES": _lines, "N_QUADS": _lines,
    "RDF_XML": _rdf_xml, "JSON_LD": _json_ld,
}  # fmt: skip
