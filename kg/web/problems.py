"""What a client is told when it does not get an answer: RFC 9457 as JSON, or the same as text."""

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from kg.web.formats import parse_accept, quality

TYPES = "https://w3id.org/pressgraph/problem/"
JSON, TEXT = "application/problem+json", "text/plain"


@dataclass(eq=False)
class Problem(Exception):
    """A status, a sentence about what is wrong, and what to do about it. `name` ends the problem's type IRI."""

    status: int
    name: str
    detail: str
    headers: tuple[tuple[str, str], ...] = ()
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The phrase of the status."""
        return HTTPStatus(self.status).phrase

    def body(self, accept: str = "") -> tuple[str, bytes]:
        """Content type and body: text where the client prefers it to JSON, else JSON."""
        ranges = parse_accept(accept)
        json_wanted = max(quality(JSON, ranges), *(r.quality for r in ranges if r.subtype.endswith("json")), 0.0)
        if quality(TEXT, ranges) > json_wanted or quality("text/html", ranges) > json_wanted:
            return f"{TEXT}; charset=utf-8", f"{self.status} {self.title}\n{self.detail}\n".encode()
        members = {"type": TYPES + self.name, "title": self.title, "status": self.status, "detail": self.detail, **self.more}
        return JSON, json.dumps(members, ensure_ascii=False).encode("utf-8", "replace")


def busy(detail: str, seconds: int = 1) -> Problem:
    """503 with the time after which another try makes sense."""
    return Problem(503, "busy", detail, (("Retry-After", str(seconds)),))
