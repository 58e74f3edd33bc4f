"""An HTTP request as a question, by the SPARQL 1.1 Protocol; whatever is wrong with it is a Problem with its status.

GET /sparql?query=... has query, default-graph-uri and named-graph-uri in the URL; POST has the same in a form, or the query
as its body (application/sparql-query) and the graphs in the URL.
"""

import hashlib
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote_to_bytes

from kg.web.guard import refuse_update
from kg.web.problems import Problem

METHODS = "GET, HEAD, POST, OPTIONS"
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_FIELDS = 2000
_ONCE = ("query", "timeout", "format")
_GRAPHS = {"default-graph-uri": "default", "named-graph-uri": "named"}


class Question(NamedTuple):
    """A query, the graphs it is to read (None where the protocol names none), and how the answer is wanted."""

    query: str
    default: tuple[str, ...] | None
    named: tuple[str, ...] | None
    accept: str
    format: str
    seconds: float | None

    @property
    def key(self) -> str:
        """The same for questions that have the same answer in the same generation."""
        wanted = self.format or self.accept
        parts = f"{len(self.query)} {self.query} {len(wanted)} {bool(self.format)} {wanted} {self.default} {self.named}"
        return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def read_question(method: str, url_query: bytes, content_type: str, body: bytes, accept: str) -> Question | None:
    """The question that a request asks; None when it asks nothing, which is a request for the service description."""
    if method not in ("GET", "HEAD", "POST"):
        raise Problem(405, "method", f"{method} is not possible here. Use GET or POST.", (("Allow", METHODS),))
    pairs = _pairs(url_query, "the URL")
    if method == "POST":
        media = content_type.partition(";")[0].strip().lower()
        _require_utf8(content_type)
        if media == FORM:
            pairs += _pairs(body, "the form")
        elif media == QUERY:
            if any(name == "query" for name, _ in pairs):
                raise Problem(400, "two-queries", "There is one query in the body and another in the URL.")
            pairs.append(("query", _utf8(body, "the query")))
        elif media == UPDATE:
            raise refuse_update()
        else:
            said = f"Content-Type {media}" if media else "a missing Content-Type"
            raise Problem(415, "media-type", f"A query cannot be read from {said}. Use {QUERY} or {FORM}.")
    return _question(pairs, accept, asked=method == "POST" or bool(pairs))


def _question(pairs: list[tuple[str, str]], accept: str, *, asked: bool) -> Question | None:
    single: dict[str, str] = {}
    graphs: dict[str, list[str]] = {}
    for name, value in pairs:
        if name in ("update", "using-graph-uri", "using-named-graph-uri"):
            raise refuse_update()
        if name in _GRAPHS:
            graphs.setdefault(_GRAPHS[name], []).append(value)
        elif name in _ONCE:
            if name in single:
                raise Problem(400, f"two-{name}", f"The parameter {name} is given twice.")
            single[name] = value
    if "query" not in single:
        if asked and (graphs or not single):
            raise Problem(400, "no-query", "The parameter query is missing.")
        return None
    default, named = graphs.get("default"), graphs.get("named")
    return Question(
        single["query"],
        None if default is None else tuple(default),
        None if named is None else tuple(named),
        accept or "*/*",
        single.get("format", ""),
        seconds_of(single["timeout"]) if "timeout" in single else None,
    )


def seconds_of(text: str) -> float:
    """The deadline that a request asks for; raises 400 for what is no number of seconds."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e9:
        raise Problem(400, "bad-timeout", f"timeout={text[:40]} is not a number of seconds above 0.")
    return seconds


def _pairs(text: bytes, where: str) -> list[tuple[str, str]]:
    try:
        if text.startswith(b"query=") and b"&" not in text:  # nearly every request
            return [("query", unquote(text[6:]))]
        return parse_qsl(text.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError as error:
        raise Problem(400, "not-utf8", f"The text in {where} is not UTF-8 in percent encoding.") from error
    except ValueError as error:
        raise Problem(400, "too-many", f"There are more than {_FIELDS} parameters in {where}.") from error


def unquote(text: bytes) -> str:
    """The text of a form's value. The standard library's way takes a step for each escape, a fifth of what a short query costs."""
    plain = text.replace(b"+", b" ")
    try:
        raw = plain.replace(b"\\", b"\\\\").replace(b"%", b"\\x").decode("unicode_escape").encode("latin-1")
    except UnicodeDecodeError:  # a percent sign that escapes nothing stands for itself
        raw = unquote_to_bytes(plain)
    return raw.decode("utf-8")


def _utf8(body: bytes, where: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, "not-utf8", f"The text in {where} is not UTF-8 at byte {error.start}.") from error


def _require_utf8(content_type: str) -> None:
    for parameter in content_type.lower().split(";")[1:]:
        name, _, value = parameter.strip().partition("=")
        if name == "charset" and value.strip('"') not in ("utf-8", "utf8", "us-ascii"):
            raise Problem(415, "charset", f"charset {value} cannot be read. Send UTF-8.")
