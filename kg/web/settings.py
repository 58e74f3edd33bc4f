"""What an operator can set, in one frozen value; the defaults are what a laptop should have."""

from dataclasses import dataclass
from ipaddress import ip_address

from kg.errors import BadInput

MEGABYTE = 1 << 20
UNION, STORE = "union", "store"


@dataclass(frozen=True, slots=True)
class Settings:
    """Seconds are wall clock, sizes are bytes. A query without FROM reads `default_graph`: all, or the unnamed."""

    host: str = "127.0.0.1"
    port: int = 7878
    public: bool = False
    names: tuple[str, ...] = ()
    cors: str = ""
    token: str = ""
    rate: float = 0.0
    default_graph: str = UNION

    workers: int = 2
    timeout: float = 10.0
    slice: float = 0.1
    waiting: int = 256
    memory: int = 1024 * MEGABYTE
    output: int = 64 * MEGABYTE
    query: int = MEGABYTE
    cache: int = 64 * MEGABYTE
    backlog: int = 256 * MEGABYTE
    connections: int = 2000
    patience: float = 15.0
    log: str = ""

    def __post_init__(self) -> None:
        """Refuses what cannot work, before a socket is opened."""
        for name in ("workers", "timeout", "memory", "output", "query"):
            if getattr(self, name) <= 0:
                raise BadInput(f"{name} is {getattr(self, name)}", where="serve", hint="It must be greater than 0.")
        if not 0 <= self.port <= 65535:
            raise BadInput(f"port {self.port} does not exist", where="serve", hint="Choose one from 1024 to 65535.")
        if self.default_graph not in (UNION, STORE):
            raise BadInput(f"default graph '{self.default_graph}'", where="serve", hint="Say union or store.")
        if not self.public and not is_loopback(self.host):
            raise BadInput(f"{self.host} can be reached from other machines", where="serve", hint="Add --public if that is meant.")

    @property
    def hosts(self) -> frozenset[str]:
        """The names in a Host header that are answered; empty means any, which only a public server without names does."""
        local = {"localhost", "127.0.0.1", "[::1]", self.host.lower()}
        return frozenset(local | {name.lower() for name in self.names}) if self.names or not self.public else frozenset()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
