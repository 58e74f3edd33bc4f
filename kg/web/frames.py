"""How the front and a worker talk over their socket: a head as JSON and a body as bytes, each with its length before it."""

import json
import socket
import struct
from typing import Any

LENGTHS = struct.Struct("!II")


def pack(head: dict[str, Any], body: bytes = b"") -> bytes:
    """One frame."""
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return b"".join((LENGTHS.pack(len(text), len(body)), text, body))


def read(connection: socket.socket) -> dict[str, Any] | None:
    """The head of the next frame, or None when the other side is gone. For workers, whose frames have no body."""
    prefix = _exactly(connection, LENGTHS.size)
    if prefix is None:
        return None
    text = _exactly(connection, LENGTHS.unpack(prefix)[0])
    return None if text is None else unpack(text)


def unpack(text: bytes | bytearray) -> dict[str, Any]:
    """The head of a frame."""
    head: dict[str, Any] = json.loads(text.decode("utf-8", "surrogatepass"))
    return head


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    chunks = []
    while size:
        chunk = connection.recv(min(size, 1 << 20))
        if not chunk:
            return None
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)
