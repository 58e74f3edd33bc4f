"""From a store and settings to a listening server: the socket, the log, the loop and the signals."""

import asyncio
import json
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BadInput, KgError
from kg.web.settings import Settings

if TYPE_CHECKING:
    from kg.web.processes import Generation


def run(store: Path, settings: Settings, ready: Callable[[str], None] | None) -> None:
    """Serves until SIGINT or SIGTERM; `ready` gets the URL when the first request can come."""
    from kg.store import current

    serve_generations(lambda: current(store), settings, ready)


def serve_generations(current: "Callable[[], Generation]", settings: Settings, ready: Callable[[str], None] | None = None) -> None:
    """The same for anything that says which generation is current."""
    if sys.platform == "win32":
        raise KgError("the endpoint needs Linux or macOS", where="serve", hint="Run it in WSL or in a container.")
    current()
    _log_to(settings.log)
    with listen(settings) as listener:
        try:
            import uvloop
        except ImportError:
            asyncio.run(_serve(current, settings, listener, ready))
        else:
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                runner.run(_serve(current, settings, listener, ready))


async def _serve(
    current: "Callable[[], Generation]", settings: Settings, listener: socket.socket, ready: Callable[[str], None] | None
) -> None:
    import uvicorn

    from kg.web.build import build
    from kg.web.connections import Connection, connection_class

    class Server(uvicorn.Server):
        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, self.handle_exit, number, None)
            yield

        async def on_tick(self, counter: int) -> bool:
            if counter % 10 == 0:
                now = asyncio.get_running_loop().time()
                for connection in list(self.server_state.connections):
                    if isinstance(connection, Connection):
                        connection.check(now)
            return await super().on_tick(counter)

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if ready is not None:
                ready(url_of(listener, settings))

    app, pool = build(current, settings)
    config = uvicorn.Config(
        app,
        http=connection_class(settings),
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=int(settings.timeout) + 2,
    )
    try:
        await pool.start()
        await Server(config).serve(sockets=[listener])
    finally:
        await pool.stop()


def listen(settings: Settings) -> socket.socket:
    """The listening socket; a port in use is one clear line."""
    where = f"{settings.host}:{settings.port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise BadInput(f"is no address: {error.strerror}", where=where) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        hint = "Stop the other program, or choose another with --port."
        raise BadInput(f"cannot listen: {error.strerror}", where=where, hint=hint) from error
    listener.setblocking(False)
    return listener


def url_of(listener: socket.socket, settings: Settings) -> str:
    """The URL of the server; port 0 was replaced by a free one."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{listener.getsockname()[1]}/"


class JsonLines(logging.Formatter):
    """One JSON object a line: time, source, and the fields or the message."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = record.msg if isinstance(record.msg, dict) else {"message": record.getMessage()}
        if record.exc_info:
            told = {**told, "error": self.formatException(record.exc_info)}
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return json.dumps({"time": when, "source": record.name, **told}, ensure_ascii=False)


def _log_to(path: str) -> None:
    try:
        handler = logging.FileHandler(path, encoding="utf-8") if path else logging.NullHandler()
    except OSError as error:
        raise BadInput(f"cannot be written: {error.strerror}", where=path) from error
    handler.setFormatter(JsonLines())
    for name, level in (("kg.web", logging.INFO), ("uvicorn", logging.WARNING), ("asyncio", logging.ERROR)):
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.propagate = False
        logger.setLevel(level if path else logging.CRITICAL)
