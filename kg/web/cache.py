"""Answers that were given before, by (generation, question): least recently asked go first, a new generation starts afresh."""

from collections import OrderedDict

from kg.web.replies import Reply

_ONE = 8
_OVERHEAD = 1024


class Cache:
    """Replies up to a number of bytes; nothing larger than an eighth of it is kept."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: OrderedDict[str, Reply] = OrderedDict()
        self.size = 0
        self._generation = ""
        self.hits = self.misses = 0

    def get(self, generation: str, key: str) -> Reply | None:
        """The reply to a question in this generation, if it is kept."""
        if generation != self._generation:
            self._kept.clear()
            self.size, self._generation = 0, generation
        found = self._kept.get(key)
        if found is None:
            self.misses += 1
        else:
            self.hits += 1
            self._kept.move_to_end(key)
        return found

    def put(self, generation: str, key: str, reply: Reply) -> None:
        """Keeps a reply, unless it is of another generation or too large."""
        cost = _cost(reply)
        if generation != self._generation or cost * _ONE > self._limit or key in self._kept:
            return
        self._kept[key] = reply
        self.size += cost
        while self.size > self._limit:
            _, gone = self._kept.popitem(last=False)
            self.size -= _cost(gone)


def _cost(reply: Reply) -> int:
    return 2 * len(reply.body) + _OVERHEAD
