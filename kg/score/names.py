"""When two names mean the same: without case, accents, punctuation, article and the country in front."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from rapidfuzz import fuzz

from kg import lexicon, resources
from kg.lexicon import LEX, SKOS

ALIKE = 90.0  # the ratio from which two texts are one name
SHARED = 0.6  # what a name must share with a longer one that contains it, in words that mean something
SAME = 101.0  # the same actor, whatever the letters
LONGEST_COUNTRY = 6
_UNFOLDED = str.maketrans("ıłđø", "ildo")
_LITTLE = frozenset(["of", "the", "and", "for", "in", "on", "to", "at", "a", "an", "s", "with", "by"])
_SPELLINGS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\bu ?s ?a\b|\bu s\b", "us"),
        (r"\bu k\b", "uk"),
        (r"\bco (op|ord)", r"co\1"),
        ("isation", "ization"),
        (r"\bdefence\b", "defense"),
        (r"\bcentre\b", "center"),
        (r"\bprogramme\b", "program"),
        (r"^(the|a|an) ", ""),
    )
)
_POSSESSIVE = re.compile(r"['’`]s\b|s['’](?= )")
_NOT_A_WORD = re.compile(r"[^\w\s]")
_GOVERNMENT_OF = re.compile(r"^governments? of (the )?")
_SETTLEMENT = re.compile(r" (city|town|township|district|municipality|d c|dc)$")


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """The text in lower case and one spelling, without accents, punctuation, possessives and a leading article."""
    letters = unicodedata.normalize("NFKD", text.translate(_UNFOLDED))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter)).lower().replace("&", " and ")
    words = " ".join(_NOT_A_WORD.sub(" ", _POSSESSIVE.sub("", bare)).split())
    for pattern, plain in _SPELLINGS:
        words = pattern.sub(plain, words)
    return words


@lru_cache(maxsize=65536)
def text_similarity(one: str, other: str) -> float:
    """0 to 100 for two cleaned texts; 0 where they are not alike."""
    sorted_ratio, set_ratio = fuzz.token_sort_ratio(one, other), fuzz.token_set_ratio(one, other)
    if sorted_ratio >= ALIKE:
        return sorted_ratio
    words, others = set(one.split()) - _LITTLE, set(other.split()) - _LITTLE
    contained = len(words & others) >= SHARED * max(len(words), len(others))
    return set_ratio - 5 if set_ratio >= ALIKE and contained else 0.0


def place_similarity(one: str, other: str) -> float:
    """0 to 100 for two places, each of which may give several names: 'Prishtinë/Priština', 'Washington (DC)'."""
    return max(text_similarity(first, second) for first in _places(one) for second in _places(other))


def _places(name: str) -> list[str]:
    return [_SETTLEMENT.sub("", clean(part)) for part in re.split("[/(,]", name)]


class Names:
    """Names of actors, by a table from the cleaned names and adjectives of states to their codes."""

    def __init__(self, countries: Mapping[str, str]) -> None:
        self._countries = countries
        self._actors: dict[str, str] = {}

    def actor(self, text: str) -> str:
        """The code of a state or its government, the cleaned text of anything else."""
        if text not in self._actors:
            code, rest = self._split(_GOVERNMENT_OF.sub("", clean(text)))
            self._actors[text] = code if code and rest in ("", "government") else clean(text)
        return self._actors[text]

    def _split(self, text: str) -> tuple[str, str]:
        """('AL', 'ministry of interior') of 'Albanian Ministry of Interior'; ('', the text) without a country in front."""
        words = clean(text).removeprefix("republic of ").split()
        for size in range(min(LONGEST_COUNTRY, len(words)), 0, -1):
            code = self._countries.get(" ".join(words[:size]))
            if code:
                return code, " ".join(words[size:])
        return "", " ".join(words)

    def similarity(self, one: str, other: str) -> float:
        """0 to 101 for two actors or titles; two countries in front must agree, and a state is like itself only."""
        actors = self.actor(one), self.actor(other)
        if actors[0] == actors[1]:
            return SAME
        (code, rest), (other_code, other_rest) = self._split(one), self._split(other)
        if any(actor.isupper() for actor in actors) or (code and other_code and code != other_code):
            return 0.0
        return text_similarity(rest, other_rest)


@cache
def countries() -> Mapping[str, str]:
    """The code of each state by each of its names and adjectives, from data/lexicon/states.ttl."""
    path = resources.folder("data") / "lexicon" / "states.ttl"
    states = [(iri.rpartition("/")[2], properties) for iri, properties in lexicon.read_resources(path)]
    table: dict[str, str] = {}
    for field in (f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{LEX}adjective"):
        for code, properties in states:
            _enter(table, code, properties.get(field, ()))
    return table


def _enter(table: dict[str, str], code: str, names: Iterable[str]) -> None:
    for name in names:
        table.setdefault(clean(name), code)
