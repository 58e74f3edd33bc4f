"""What goes back over HTTP: status, headers and body in one value, packed as the client's Accept-Encoding allows."""

import asyncio
import gzip
from dataclasses import dataclass, field
from functools import lru_cache

from starlette.types import Send

from kg.web.problems import Problem

Headers = tuple[tuple[bytes, bytes], ...]
_WORTH_PACKING = 1024
_ASIDE = 64 * 1024
_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole response. `etag` without quotes is empty for what must not be kept."""

    status: int
    content_type: str
    body: bytes = b""
    headers: Headers = ()
    etag: str = ""
    encoding: str = ""
    packed: "dict[str, Reply]" = field(default_factory=dict)
    _fields: list[tuple[bytes, bytes]] = field(default_factory=list)

    def fields(self) -> list[tuple[bytes, bytes]]:
        """The headers as ASGI wants them, made once."""
        if not self._fields:
            self._fields.extend(self._make_fields())
        return self._fields

    def _make_fields(self) -> list[tuple[bytes, bytes]]:
        rows = [(b"x-content-type-options", b"nosniff")]
        if self.status not in (204, 304):
            rows.append((b"content-length", b"%d" % len(self.body)))
        if self.content_type:
            rows.append((b"content-type", self.content_type.encode("latin-1")))
        if self.encoding:
            rows.append((b"content-encoding", self.encoding.encode()))
        if self.etag:
            mark = f"-{self.encoding}" if self.encoding else ""
            rows += [(b"etag", f'"{self.etag}{mark}"'.encode()), (b"cache-control", b"no-cache")]
        else:
            rows.append((b"cache-control", b"no-store"))
        return rows + list(self.headers)


def refusal(problem: Problem, accept: str = "") -> Reply:
    """A problem as a response."""
    content_type, body = problem.body(accept)
    headers = tuple((name.lower().encode(), value.encode("latin-1", "replace")) for name, value in problem.headers)
    return Reply(problem.status, content_type, body, headers)


async def pack(reply: Reply, accept_encoding: bytes) -> Reply:
    """The reply, compressed where the client takes it and it is worth it; big bodies are packed in a thread."""
    if len(reply.body) < _WORTH_PACKING or reply.encoding:
        return reply
    encoding = choose_encoding(accept_encoding.decode("latin-1"))
    if not encoding:
        return reply
    packed = reply.packed.get(encoding)
    if packed is None:
        compress = ENCODINGS[encoding]
        body = compress(reply.body) if len(reply.body) < _ASIDE else await asyncio.to_thread(compress, reply.body)
        packed = Reply(reply.status, reply.content_type, body, reply.headers, reply.etag, encoding)
        if reply.etag:
            reply.packed[encoding] = packed
    return packed


@lru_cache(maxsize=256)
def choose_encoding(header: str) -> str:
    """`zstd`, `gzip` or nothing: the best that the header accepts; q=0 is a refusal."""
    wanted: dict[str, float] = {}
    for element in header.lower().split(","):
        name, *parameters = (part.strip() for part in element.split(";"))
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            wanted[name] = float(quality)
        except ValueError:
            wanted[name] = 0.0
    best = max(ENCODINGS, key=lambda name: wanted.get(name, wanted.get("*", 0.0)))
    return best if wanted.get(best, wanted.get("*", 0.0)) > 0 else ""


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=1, mtime=0)


def _zstd(body: bytes) -> bytes:
    import zstandard

    return bytes(zstandard.ZstdCompressor(level=1).compress(body))


ENCODINGS = {"zstd": _zstd, "gzip": _gzip}


async def deliver(reply: Reply, extra: list[tuple[bytes, bytes]], send: Send, *, head_only: bool) -> None:
    """Sends the reply in pieces, each when the client has taken the one before."""
    await send(
        {"type": "http.response.start", "status": reply.status, "headers": reply.fields() + extra if extra else reply.fields()}
    )
    if head_only or len(reply.body) <= _PIECE:
        await send({"type": "http.response.body", "body": b"" if head_only else reply.body})
        return
    view = memoryview(reply.body)
    for begin in range(0, len(view), _PIECE):
        piece = bytes(view[begin : begin + _PIECE])
        await send({"type": "http.response.body", "body": piece, "more_body": begin + _PIECE < len(view)})
