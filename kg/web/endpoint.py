"""/sparql: a question in, an answer out, kept for the next who asks the same. This is the path that has to be fast."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.types import Receive, Scope

from kg.iris import digest
from kg.rdf import Text
from kg.web.cache import Cache
from kg.web.pool import Pool
from kg.web.problems import Problem
from kg.web.processes import Answer
from kg.web.protocol import Question, read_question
from kg.web.replies import ENCODINGS, Reply
from kg.web.settings import UNION, Settings

Bindings = Mapping[str, str | Text]
_VARY = (b"vary", b"Accept, Accept-Encoding")
_BODY_SECONDS = 20.0


class Endpoint:
    """Answers SPARQL requests through the pool. `describe` makes the reply to a request without a query."""

    def __init__(self, pool: Pool, settings: Settings, describe: Callable[[str, str], Awaitable[Reply]]) -> None:
        self._pool, self._settings, self._describe = pool, settings, describe
        self.cache = Cache(settings.cache)

    async def reply(self, scope: Scope, receive: Receive, headers: dict[bytes, bytes]) -> tuple[Reply, str]:
        """The reply to a request, and the key of its question for the log."""
        method, accept = scope["method"], headers.get(b"accept", b"")
        spelling = (scope["query_string"], accept)
        key = self.cache.key_of(spelling) if method in ("GET", "HEAD") else ""
        if key and (kept := self._kept(headers, key)):
            return kept, key
        body = await read_body(headers, receive, self._settings.query) if method == "POST" else b""
        content_type = headers.get(b"content-type", b"").decode("latin-1")
        question = read_question(method, scope["query_string"], content_type, body, accept.decode("latin-1"))
        if question is None:
            return await self._describe(accept.decode("latin-1"), host_url(scope, headers)), ""
        if len(question.query) > self._settings.query:
            raise _too_large(self._settings.query)
        key = question.key
        if method != "POST":
            self.cache.spell(spelling, key)
        return self._kept(headers, key) or await self._ask(question, key, scope, receive), key

    async def answer(self, question: Question, request: Request, graph: str = "", bindings: Bindings | None = None) -> Reply:
        """The answer to a question that another path asks: about a graph that has to exist, or with terms for variables."""
        headers = dict(request.scope["headers"])
        key = question.key + (digest(repr(sorted(bindings.items()))) if bindings else "")
        return self._kept(headers, key) or await self._ask(question, key, request.scope, request.receive, graph, bindings)

    def _kept(self, headers: dict[bytes, bytes], key: str) -> Reply | None:
        stamp = self._pool.stamp
        given = headers.get(b"if-none-match")
        return (given and known(given.decode("latin-1"), f"{stamp}-{key}")) or self.cache.get(stamp, key)

    async def _ask(
        self, question: Question, key: str, scope: Scope, receive: Receive, graph: str = "", bindings: Bindings | None = None
    ) -> Reply:
        job: dict[str, Any] = {"query": question.query, "accept": question.accept, "format": question.format}
        job["base"] = host_url(scope, dict(scope["headers"]))
        if question.default is not None or question.named is not None:
            job |= {"default": list(question.default or ()), "named": list(question.named or ())}
        if graph:
            job["graph"] = graph
        if bindings:
            job["bindings"] = {name: term if isinstance(term, str) else tuple(term) for name, term in bindings.items()}
        return await self.run(job, question.seconds, key, scope, receive)

    async def run(self, job: dict[str, Any], seconds: float | None, key: str, scope: Scope, receive: Receive) -> Reply:
        """The reply to a job of any kind; a client that hangs up takes its query along."""
        seconds = min(seconds or self._settings.timeout, self._settings.timeout)
        job |= {"union": self._settings.default_graph == UNION, "output": self._settings.output, "seconds": seconds}
        asked = self._pool.submit(job, seconds, str(scope["client"]), lambda: asyncio.ensure_future(_hung_up(receive)))
        answer = await self._pool.result(asked)
        lasting = bool(key) and answer.generation is self._pool.serving and answer.head.get("lasting", False)
        reply = to_reply(answer, f"{self._pool.stamp}-{key}" if lasting else "")
        if lasting:
            self.cache.put(self._pool.stamp, key, reply)
        return reply


def to_reply(answer: Answer, etag: str) -> Reply:
    """A worker's answer as a response; raises its problem if that is what it found."""
    head = answer.head
    if head["status"] != 200:
        raise Problem(head["status"], head["name"], head["detail"], more=head["more"])
    extra = [_VARY, (b"kg-generation", b"%d" % answer.generation.number), (b"kg-ms", str(head["ms"]).encode())]
    if not head["whole"]:
        extra.append((b"kg-truncated", b"output limit; the answer is cut after its last whole row"))
    if "hint" in head:
        extra.append((b"kg-hint", head["hint"].encode("ascii", "backslashreplace")[:500].replace(b"\n", b" ").replace(b"\r", b" ")))
    return Reply(200, head["type"], answer.body, tuple(extra), etag)


def known(given: str, etag: str) -> Reply | None:
    """304 when If-None-Match names the answer, packed or not."""
    tags = {tag.strip().removeprefix("W/").strip('"') for tag in given.split(",")}
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
