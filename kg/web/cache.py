"""Answers that were given before: the least recently asked go first, and a new generation starts afresh.

A question has many spellings on the wire. The spelling that was asked last leads to its reply without being read again.
"""

from collections import OrderedDict

from kg.web.replies import Reply

Spelling = tuple[bytes, bytes]
_LARGEST = 8
_OVERHEAD = 1024
_SPELLINGS = 10_000


class Cache:
    """Replies up to a number of bytes; nothing larger than an eighth of it is kept."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: OrderedDict[str, Reply] = OrderedDict()
        self._keys: dict[Spelling, str] = {}
        self._stamp = ""
        self.size = self.hits = self.misses = 0

    def get(self, stamp: str, key: str) -> Reply | None:
        """The reply to a question in the generation of this stamp, if it is kept."""
        if stamp != self._stamp:
            self._kept.clear()
            self.size, self._stamp = 0, stamp
        found = self._kept.get(key)
        if found is not None:
            self.hits += 1
            self._kept.move_to_end(key)
        return found

    def put(self, stamp: str, key: str, reply: Reply) -> None:
        """Keeps a reply, unless it is of another generation or too large."""
        self.misses += 1
        cost = _cost(reply)
        if stamp != self._stamp or cost * _LARGEST > self._limit or key in self._kept:
            return
        self._kept[key] = reply
        self.size += cost
        while self.size > self._limit:
            _, gone = self._kept.popitem(last=False)
            self.size -= _cost(gone)

    def key_of(self, spelling: Spelling) -> str:
        """The key of a question that was spelt like this before, or nothing."""
        return self._keys.get(spelling, "")

    def spell(self, spelling: Spelling, key: str) -> None:
        """Remembers how a question was spelt."""
        if len(self._keys) >= _SPELLINGS:
            self._keys.clear()
        if len(spelling[0]) <= _OVERHEAD:
            self._keys[spelling] = key


def _cost(reply: Reply) -> int:
    return 2 * len(reply.body) + _OVERHEAD
