"""/health and /metrics: what an operator's tools ask."""

import json
import resource
import time
from collections.abc import Iterator

from starlette.requests import Request

from kg.web.endpoint import Endpoint
from kg.web.pool import Pool
from kg.web.replies import Reply


class Operations:
    """Answers from the counters of the pool, the endpoint and the application (`statuses`)."""

    def __init__(self, pool: Pool, endpoint: Endpoint) -> None:
        self._pool, self._endpoint = pool, endpoint
        self._since = time.time()
        self.statuses: dict[int, int] = {}

    async def health(self, _: Request) -> Reply:
        """200 while queries are answered: the generation, the workers, and what confines them."""
        pool = self._pool
        ready = pool.ready > 0
        state = {"status": "ok" if ready else "no worker", "generation": pool.serving.number, "workers": pool.ready,
                 "running": pool.running, "waiting": pool.waiting, "confined_by": list(pool.held)}  # fmt: skip
        return Reply(200 if ready else 503, "application/json", json.dumps(state).encode())

    async def metrics(self, _: Request) -> Reply:
        """The counters in the text format of Prometheus."""
        text = "".join(f"# TYPE {name} {kind}\n" + "".join(f"{name}{label} {value:g}\n" for label, value in rows)
                       for name, kind, rows in self._figures())  # fmt: skip
        return Reply(200, "text/plain; version=0.0.4; charset=utf-8", text.encode())

    def _figures(self) -> Iterator[tuple[str, str, list[tuple[str, float]]]]:
        pool, cache = self._pool, self._endpoint.cache
        yield "kg_requests_total", "counter", [(f'{{status="{status}"}}', count) for status, count in sorted(self.statuses.items())]
        yield "kg_queries_running", "gauge", [("", pool.running)]
        yield "kg_queries_waiting", "gauge", [("", pool.waiting)]
        yield "kg_workers_ready", "gauge", [("", pool.ready)]
        yield "kg_workers_killed_total", "counter", [("", pool.kills)]
        yield "kg_workers_crashed_total", "counter", [("", pool.crashes)]
        yield "kg_cache_hits_total", "counter", [("", cache.hits)]
        yield "kg_cache_misses_total", "counter", [("", cache.misses)]
        yield "kg_cache_bytes", "gauge", [("", cache.size)]
        yield "kg_generation", "gauge", [("", pool.serving.number)]
        yield "kg_start_time_seconds", "gauge", [("", self._since)]
        yield "kg_front_memory_peak_bytes", "gauge", [("", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)]
