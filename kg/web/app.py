"""The ASGI application: one door with the checks that hold for every path, /sparql behind it, and the routes for the rest."""

import logging
import time
from collections.abc import Awaitable, Callable, Sequence

from starlette.requests import Request
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from kg.web.endpoint import Endpoint
from kg.web.limits import Rates, check_host, check_token
from kg.web.problems import Problem, busy
from kg.web.protocol import METHODS
from kg.web.replies import Reply, deliver, pack, refusal
from kg.web.settings import Settings

Handler = Callable[[Request], Awaitable[Reply]]
access = logging.getLogger("kg.web.access")
errors = logging.getLogger("kg.web")
_PATHS = ("/sparql", "/sparql/")


class App:
    """Every request passes `_handle`: admitted, answered, packed, delivered, noted."""

    def __init__(self, endpoint: Endpoint, routes: Sequence[Route], settings: Settings) -> None:
        self.endpoint, self.routes, self.settings = endpoint, routes, settings
        self._rates = Rates(settings.rate)
        self._hosts = settings.hosts
        self._known_hosts: set[bytes] = set()
        self._outgoing = 0
        self.statuses: dict[int, int] = {}
        self.seconds = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        if scope["type"] == "http":
            await self._handle(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1003})

    async def _handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        headers: dict[bytes, bytes] = dict(scope["headers"])
        key = ""
        try:
            self._admit(scope, headers)
            if scope["path"] not in _PATHS:
                reply = await self._route(scope, receive)
            elif scope["method"] == "OPTIONS":
                reply = _options(METHODS)
            else:
                reply, key = await self.endpoint.reply(scope, receive, headers)
        except Problem as problem:
            reply = refusal(problem, headers.get(b"accept", b"").decode("latin-1"))
        except Exception:  # noqa: BLE001 - one request must not end the server, and its client is owed an answer
            errors.exception("a request failed: %s", scope["path"])
            reply = refusal(Problem(500, "internal", "This server made a mistake; its log tells more."))
        reply = await pack(reply, headers.get(b"accept-encoding", b""))
        extra = self._cross_origin(headers) if self.settings.cors else []
        if self._outgoing + len(reply.body) > self.settings.backlog:
            reply = refusal(busy("Too many large answers are on their way to slow readers.", 5))
        self._note(scope, reply, key, time.perf_counter() - started)
        self._outgoing += len(reply.body)
        try:
            await deliver(reply, extra, send, head_only=scope["method"] == "HEAD")
        finally:
            self._outgoing -= len(reply.body)

    def _admit(self, scope: Scope, headers: dict[bytes, bytes]) -> None:
        host = headers.get(b"host", b"")
        if len(headers) < len(scope["headers"]) and sum(name == b"host" for name, _ in scope["headers"]) > 1:
            raise Problem(400, "host", "There are two Host headers.")
        if host not in self._known_hosts:
            check_host(host.decode("latin-1"), self._hosts)
            if self._hosts:
                self._known_hosts.add(host)
        if self.settings.rate:
            self._rates.check((scope.get("client") or ("",))[0])
        if self.settings.token and scope["method"] != "OPTIONS":
            check_token(headers.get(b"authorization", b"").decode("latin-1"), self.settings.token)

    async def _route(self, scope: Scope, receive: Receive) -> Reply:
        for route in self.routes:
            match, child = route.matches(scope)
            if match is Match.NONE:
                continue
            allowed = ", ".join([*sorted(route.methods or ()), "OPTIONS"])
            if scope["method"] == "OPTIONS":
                return _options(allowed)
            if match is Match.PARTIAL:
                raise Problem(405, "method", f"{scope['method']} is not possible here. Use {allowed}.", (("Allow", allowed),))
            handler: Handler = route.endpoint
            return await handler(Request({**scope, **child}, receive))
        raise Problem(404, "no-such-path", f"There is nothing at {scope['path'][:200]}. SPARQL is at /sparql.")

    def _cross_origin(self, headers: dict[bytes, bytes]) -> list[tuple[bytes, bytes]]:
        origin = headers.get(b"origin", b"").decode("latin-1")
        allowed = self.settings.cors.split()
        if not origin or not ("*" in allowed or origin in allowed):
            return []
        rows = [(b"access-control-allow-origin", (b"*" if "*" in allowed else origin.encode("latin-1"))), (b"vary", b"Origin")]
        rows.append((b"access-control-expose-headers", b"ETag, Kg-Generation, Kg-Truncated, Kg-Ms, Retry-After"))
        if b"access-control-request-method" in headers:
            rows.append((b"access-control-allow-methods", b"GET, HEAD, POST"))
            rows.append((b"access-control-allow-headers", b"Accept, Authorization, Content-Type, If-None-Match"))
            rows.append((b"access-control-max-age", b"86400"))
        return rows

    def _note(self, scope: Scope, reply: Reply, key: str, seconds: float) -> None:
        self.statuses[reply.status] = self.statuses.get(reply.status, 0) + 1
        self.seconds += seconds
        if access.isEnabledFor(logging.INFO):
            asked = {
                "client": (scope.get("client") or ("",))[0],
                "method": scope["method"],
                "path": scope["path"],
                "query": key[:16],
            }
            access.info({**asked, "status": reply.status, "bytes": len(reply.body), "ms": round(seconds * 1000, 2)})


def _options(allowed: str) -> Reply:
    return Reply(204, "", b"", ((b"allow", allowed.encode()),))
