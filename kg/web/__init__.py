"""The SPARQL endpoint: an HTTP front that never touches SPARQL, and worker processes that may die.

    client ── HTTP ──► app ── job ──► pool ──► worker (one process, one generation, read-only, no sockets, no files)
                        │              └── nursery: a clean parent that forks workers and buries them
                        └── cache, limits, problems, metrics

`serve` is the whole interface; what it needs is imported when it is called.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path


def serve(
    store: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 7878,
    timeout: float = 10.0,
    workers: int = 2,
    public: bool = False,
    ready: Callable[[str], None] | None = None,
    **more: str | int | float | tuple[str, ...],
) -> None:
    """Answers requests until it is told to stop; `ready` gets the URL. `more` are other fields of `kg.web.settings.Settings`."""
    from kg.web.server import run
    from kg.web.settings import Settings

    chosen = Settings(host=host, port=port, timeout=timeout, workers=workers, public=public)
    run(store, replace(chosen, **more), ready)  # type: ignore[arg-type]  # the names and types are those of Settings
