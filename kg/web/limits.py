"""Who may ask, and how often: the Host header, the bearer token, and a rate for each client."""

import hmac
import re
import time
from collections import OrderedDict

from kg.web.problems import Problem

_HOST = re.compile(r"(?:[a-z0-9._\-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?")
_CLIENTS = 10_000
_BURST_SECONDS = 5.0


def check_host(header: str, allowed: frozenset[str]) -> None:
    """Raises 421 for a name that is not ours: what a rebound DNS name in a browser would send."""
    name = header.lower()
    if not _HOST.fullmatch(name):
        raise Problem(400, "host", "The Host header is missing or is no name.")
    if not allowed:
        return
    name = name.partition("]")[0] + "]" if name.startswith("[") else name.partition(":")[0]
    if name not in allowed:
        raise Problem(421, "host", f"This server does not answer as {header[:80]}. Start it with that name to have it answer.")


def check_token(header: str, token: str) -> None:
    """Raises 401 unless the Authorization header brings the bearer token that this server was started with."""
    scheme, _, given = header.partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), token.encode()):
        asks = (("WWW-Authenticate", 'Bearer realm="kg"'),)
        raise Problem(401, "token", "A bearer token is needed: Authorization: Bearer ...", asks)


class Rates:
    """A bucket for each client that fills at the rate and holds five seconds' worth."""

    def __init__(self, rate: float) -> None:
        self._rate, self._most = rate, max(1.0, rate * _BURST_SECONDS)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def check(self, client: str) -> None:
        """Takes one from the client's bucket; raises 429 with the time to wait when it is empty."""
        if not self._rate:
            return
        now = time.monotonic()
        level, since = self._buckets.pop(client, (self._most, now))
        level = min(self._most, level + (now - since) * self._rate)
        self._buckets[client] = (max(0.0, level - 1.0), now)
        if len(self._buckets) > _CLIENTS:
            self._buckets.popitem(last=False)
        if level < 1.0:
            wait = max(1, round((1.0 - level) / self._rate + 0.5))
            raise Problem(429, "rate", f"More than {self._rate:g} requests a second.", (("Retry-After", str(wait)),))
