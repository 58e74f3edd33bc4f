"""What a connection may cost: heads that grow without end, clients that never finish asking, clients that never take their answer.

uvicorn and httptools speak HTTP; this only watches the clock and how much they hold for each connection.
"""

import asyncio
from http import HTTPStatus
from typing import cast

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.web.problems import Problem
from kg.web.settings import Settings

HEAD = 64 * 1024
URL = 48 * 1024
_LEAST_PROGRESS = 64 * 1024
_SHORT = 16 * 1024
_NOT_HTTP = Problem(400, "not-http", "This is not a request in HTTP/1.1.")
_TOO_LARGE = Problem(431, "head", f"The head of the request is larger than {HEAD} bytes.")
_TOO_LONG = Problem(414, "url", f"The URL is longer than {URL} bytes. Send the query by POST.")


class Together:
    """A transport that sends in one piece what is written in one turn of the loop: head and body of a short answer, mostly.

    Two pieces wake the client twice, and each costs a call to the system: a quarter of the time that a short answer takes.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._held: list[bytes] = []

    def __getattr__(self, name: str) -> object:
        """Everything but writing is the transport's own."""
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Keeps a short piece until the end of the turn; a long one goes at once, so that its client can hold it back."""
        if len(data) > _SHORT:
            self._send()
            self._transport.write(data)
            return
        if not self._held:
            self._loop.call_soon(self._send)
        self._held.append(data)

    def close(self) -> None:
        """Closes when everything is sent."""
        self._send()
        self._transport.close()

    def get_write_buffer_size(self) -> int:
        """The bytes that are not sent yet."""
        return sum(map(len, self._held)) + self._transport.get_write_buffer_size()

    def _send(self) -> None:
        if self._held:
            data = b"".join(self._held)
            self._held.clear()
            self._transport.write(data)


class Connection(HttpToolsProtocol):
    """One client's connection; `patience` is how many seconds it may take for a request, and for each piece of an answer."""

    patience = 15.0
    most = 2000

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client came; when there are too many, the one that has been silent for longest goes."""
        super().connection_made(cast(asyncio.Transport, Together(transport, self.loop)))
        self._refusal = _NOT_HTTP
        self._held = 0
        self._asking_since: float | None = self.loop.time()
        self._stuck: tuple[float, int] = (0.0, 0)
        if len(self.connections) > self.most:
            silent = [other for other in self.connections if isinstance(other, Connection) and other.silent_since is not None]
            min(silent, key=lambda other: other.silent_since or 0.0, default=self).transport.abort()

    @property
    def silent_since(self) -> float | None:
        """Since when a request is waited for; None while one is answered."""
        return self._asking_since

    def data_received(self, data: bytes) -> None:
        """Feeds the parser; what it holds back before the head is whole has a limit."""
        if self.transport.is_closing():
            return
        super().data_received(data)
        if self._held >= 0:
            self._held += len(data)
            if self._held > HEAD and not self.transport.is_closing():
                self._refusal = _TOO_LARGE
                self.send_400_response("")

    def on_message_begin(self) -> None:
        """A request starts."""
        super().on_message_begin()
        self._held = 0
        self._asking_since = self.loop.time()

    def on_url(self, url: bytes) -> None:
        """A stretch of the URL came in."""
        super().on_url(url)
        if len(self.url) > URL:
            self._refusal = _TOO_LONG
            raise httptools.HttpParserError(_TOO_LONG.detail)

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._held = -1
        if sum(len(name) + len(value) for name, value in self.headers) > HEAD:
            self._refusal = _TOO_LARGE
            raise httptools.HttpParserError(_TOO_LARGE.detail)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is whole."""
        super().on_message_complete()
        self._asking_since = None

    def on_response_complete(self) -> None:
        """The answer is on its way; the next request is waited for."""
        super().on_response_complete()
        if self._asking_since is None:
            self._asking_since = self.loop.time() + self.timeout_keep_alive

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's sentence says less
        """Says what is wrong with a request that never reached the application, and hangs up."""
        problem = self._refusal
        content_type, body = problem.body()
        head = f"HTTP/1.1 {problem.status} {HTTPStatus(problem.status).phrase}\r\ncontent-type: {content_type}\r\n"
        self.transport.write(f"{head}content-length: {len(body)}\r\nconnection: close\r\n\r\n".encode() + body)
        self.transport.close()

    def check(self, now: float) -> None:
        """Hangs up on a client that keeps its request or our answer waiting for too long."""
        size = self.transport.get_write_buffer_size()
        since, before = self._stuck
        if not size or size > before or size <= before - _LEAST_PROGRESS:
            self._stuck = (now, size)
        elif now - since > self.patience:
            self.transport.abort()
        if self._asking_since is not None and now - self._asking_since > self.patience and not size:
            self.transport.abort()


def connection_class(settings: Settings) -> type[Connection]:
    """The class of connections of a server."""
    return type("Connection", (Connection,), {"patience": settings.patience, "most": settings.connections})
