"""What a build tells when it is done."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.documents import Unread


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did. `generation` is None when there was nothing to do; `facts` counts the things of each class in the store.

    `rdf` counts the files of RDF that are new, changed and unchanged. `outdated` documents are in the store as read with other
    knowledge than today's, because they were not among the paths. `conflicts` tell of decisions about names that cannot hold
    beside others.
    """

    new: int = 0
    changed: int = 0
    reread: int = 0
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    outdated: int = 0
    conflicts: tuple[str, ...] = ()
    rdf: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    generation: int | None = None

    @property
    def record(self) -> dict[str, Any]:
        """What the generation keeps of it."""
        counts = {"new": self.new, "changed": self.changed, "reread": self.reread, "unchanged": self.unchanged}
        return counts | {
            "removed": len(self.removed),
            "unread": len(self.unread),
            "rdf": dict(self.rdf),
            "facts": dict(self.facts),
            "seconds": self.seconds,
        }


class Clock:
    """Seconds since it was made, to the millisecond."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long ago that was."""
        return round(time.monotonic() - self._start, 3)
