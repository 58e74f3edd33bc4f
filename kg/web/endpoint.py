"""/sparql: a question in, an answer out, kept for the next who asks the same. This is the path that has to be fast."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.types import Receive, Scope

from kg.iris import digest
from kg.web.cache import Cache
from kg.web.pool import Answer, Generation, Pool
from kg.web.problems import Problem
from kg.web.protocol import Question, read_question
from kg.web.replies import ENCODINGS, Reply
from kg.web.settings import UNION, Settings

_VARY = (b"vary", b"Accept, Accept-Encoding")
_BODY_SECONDS = 20.0


class Endpoint:
    """Answers SPARQL requests through the pool. `describe` makes the reply to a request without a query."""

    def __init__(self, pool: Pool, settings: Settings, describe: Callable[[str, str], Awaitable[Reply]]) -> None:
        self._pool, self._settings, self._describe = pool, settings, describe
        self.cache = Cache(settings.cache)
        self._stamped: tuple[Generation | None, str] = (None, "")

    @property
    def stamp(self) -> str:
        """Names the served generation; another store with the same number has another."""
        generation, stamp = self._stamped
        if generation != self._pool.serving:
            generation = self._pool.serving
            stamp = stamp_of(generation)
            self._stamped = generation, stamp
        return stamp

    async def reply(self, scope: Scope, receive: Receive, headers: dict[bytes, bytes]) -> tuple[Reply, str]:
        """The reply to a request, and the key of its question for the log."""
        method = scope["method"]
        body = await read_body(headers, receive, self._settings.query) if method == "POST" else b""
        accept = headers.get(b"accept", b"").decode("latin-1")
        content_type = headers.get(b"content-type", b"").decode("latin-1")
        question = read_question(method, scope["query_string"], content_type, body, accept)
        if question is None:
            return await self._describe(accept, host_url(scope, headers)), ""
        if len(question.query) > self._settings.query:
            raise _too_large(self._settings.query)
        key = question.key
        reply = known(headers, self.stamp, key) or self.cache.get(self.stamp, key)
        return reply or await self._ask(question, key, receive), key

    async def _ask(self, question: Question, key: str, receive: Receive) -> Reply:
        job: dict[str, Any] = {"query": question.query, "accept": question.accept, "format": question.format}
        if question.default is not None or question.named is not None:
            job |= {"default": list(question.default or ()), "named": list(question.named or ())}
        return await self.run(job, question.seconds, key, receive)

    async def run(self, job: dict[str, Any], seconds: float | None, key: str, receive: Receive) -> Reply:
        """The reply to a job of any kind; a client that hangs up takes its query along."""
        seconds = min(seconds or self._settings.timeout, self._settings.timeout)
        job |= {"union": self._settings.default_graph == UNION, "output": self._settings.output, "seconds": seconds}
        stamps = self._pool.serving, self.stamp
        asked = self._pool.submit(job, seconds, lambda: asyncio.ensure_future(_hung_up(receive)))
        reply = to_reply(await self._pool.result(asked), key, stamps)
        if reply.etag:
            self.cache.put(stamps[1], key, reply)
        return reply


def to_reply(answer: Answer, key: str, served: tuple[Generation, str]) -> Reply:
    """A worker's answer as a response; raises its problem if that is what it found."""
    head = answer.head
    if head["status"] != 200:
        raise Problem(head["status"], head["name"], head["detail"], more=head["more"])
    number, spent = b"%d" % answer.generation.number, str(head["ms"]).encode()
    extra = [_VARY, (b"kg-generation", number), (b"kg-ms", spent)]
    if not head["whole"]:
        extra.append((b"kg-truncated", b"output limit; the answer is cut after its last whole row"))
    stamp = served[1] if answer.generation == served[0] else stamp_of(answer.generation)
    etag = f"{stamp}-{key}" if key and head["lasting"] else ""
    return Reply(200, head["type"], answer.body, tuple(extra), etag)


def stamp_of(generation: Generation) -> str:
    """A short name of a generation that differs between stores."""
    status = generation.graph.stat()
    return digest(str(generation.number), str(status.st_ino), str(status.st_mtime_ns), size=12)


def known(headers: dict[bytes, bytes], stamp: str, key: str) -> Reply | None:
    """304 when the client holds the answer of this generation already."""
    given = headers.get(b"if-none-match")
    if given is None:
        return None
    etag = f"{stamp}-{key}"
    tags = {tag.strip().removeprefix("W/").strip('"') for tag in given.decode("latin-1").split(",")}
    for encoding in ("", *ENCODINGS):
        if (f"{etag}-{encoding}" if encoding else etag) in tags:
            return Reply(304, "", b"", (_VARY,), etag, encoding)
    return None


async def read_body(headers: dict[bytes, bytes], receive: Receive, limit: int) -> bytes:
    """The body of a request; raises 413 above the limit, 415 for a packed body, 408 when it does not come."""
    if headers.get(b"content-encoding", b"identity").strip().lower() not in (b"identity", b""):
        raise Problem(415, "encoding", "A packed request body is not read. Send it as it is.")
    announced = headers.get(b"content-length", b"0")
    if announced.isdigit() and int(announced) > limit * 3:
        raise _too_large(limit)
    chunks, size = [], 0
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Problem(408, "gone", "The client went before its request was whole.")
                chunk = message.get("body", b"")
                size += len(chunk)
                if size > limit * 3:  # percent encoding makes three bytes of one
                    raise _too_large(limit)
                chunks.append(chunk)
                if not message.get("more_body"):
                    return b"".join(chunks)
    except TimeoutError as error:
        raise Problem(408, "slow", f"The request was not whole after {_BODY_SECONDS:g} s.", (("Connection", "close"),)) from error


def _too_large(limit: int) -> Problem:
    return Problem(413, "too-large", f"The request is larger than {limit} bytes.", (("Connection", "close"),))


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def host_url(scope: Scope, headers: dict[bytes, bytes]) -> str:
    """The URL by which the client reached the path."""
    host = headers.get(b"host", b"localhost").decode("latin-1")
    return f"{scope['scheme']}://{host}{scope['path']}"
