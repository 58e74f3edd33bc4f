"""What a name comes to: a key without case and spelling, the words that carry it, its initials, what the lexicon knows by it."""

from functools import lru_cache

from kg.iris import slug
from kg.lexicon import Lexicon, Name

_SMALL = frozenset(["of", "the", "and", "for", "in", "on", "to", "a", "an", "at", "s", "de", "against", "with"])
_SPELLING = str.maketrans({"’": "'", "‘": "'"})
_VARIANTS = {
    "centre": "center",
    "organisation": "organization",
    "programme": "program",
    "defence": "defense",
    "co-operation": "cooperation",
    "co-ordinator": "coordinator",
}
_MOST_NAMES = 65536


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """A name without case, accents, article and spelling variants."""
    words = [_VARIANTS.get(word, word) for word in name.translate(_SPELLING).lower().replace("'s", "").split()]
    return slug(" ".join(words).removeprefix("the "))


@lru_cache(maxsize=65536)
def content(name: str) -> frozenset[str]:
    """The words that carry a name."""
    return frozenset(word for word in key(name).split("-") if word not in _SMALL)


def initials(name: str) -> str:
    """The capitals that begin the words of a name of several words; '' for a name of one."""
    words = name.split()
    return "".join(word[0] for word in words if word[0].isupper()) if len(words) > 1 else ""


class LookedUp(dict[str, tuple[Name | None, str]]):
    """For each name what the lexicon knows by it, and the noun by which it can be called in short; the same in all documents."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, name: str) -> tuple[Name | None, str]:
        if len(self) == _MOST_NAMES:
            self.clear()
        self[name] = found = (self._lexicon.names.get(name), self._head(name))
        return found

    def _head(self, name: str) -> str:
        """The noun by which a name can be called in short: 'the Mission', 'the Centre'; '' for none."""
        lows = name.lower().split()
        core = next((at for at, low in enumerate(lows) if at and low in ("of", "for", "in", "on", "to", "against")), len(lows))
        for at in reversed(range(core)):
            match = self._lexicon.heads.match(lows, at)
            if match:
                return lows[at + match[0] - 1]
        return ""
