"""How the front and a worker talk over their socket: frames with the lengths of their parts before them.

To a worker go jobs, which only the front writes, packed by marshal. From a worker come a head in JSON, because a process that runs
the queries of strangers must not hand Python objects to the front, and a body of bytes.
"""

import json
import marshal
import socket
import struct
from typing import Any

LENGTHS = struct.Struct("!II")
_CHUNK = 1 << 16
_ENCODE = json.JSONEncoder(separators=(",", ":")).encode
Head = dict[str, Any]


def job(fields: Head) -> bytes:
    """A frame for a worker."""
    packed = marshal.dumps(fields)
    return LENGTHS.pack(len(packed), 0) + packed


def send_answer(connection: socket.socket, head: Head, body: bytes = b"") -> None:
    """Sends a frame to the front."""
    text = _ENCODE(head).encode("ascii")
    start = LENGTHS.pack(len(text), len(body)) + text
    if len(body) < _CHUNK:
        connection.sendall(start + body)
    else:
        connection.sendall(start)
        connection.sendall(body)


def read_head(text: bytes | bytearray) -> Head:
    """The head of a frame for the front."""
    head: Head = json.loads(text)
    return head


class Inbox:
    """The jobs that come in on a worker's socket; usually one call to the system for each."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection, self._held = connection, bytearray()

    def next(self) -> Head | None:
        """The next job, or None when the front is gone."""
        while len(self._held) < LENGTHS.size or len(self._held) < (end := LENGTHS.size + LENGTHS.unpack_from(self._held)[0]):
            chunk = self._connection.recv(_CHUNK)
            if not chunk:
                return None
            self._held += chunk
        fields: Head = marshal.loads(self._held[LENGTHS.size : end])
        del self._held[:end]
        return fields
