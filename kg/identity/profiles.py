"""What documents say of a name: the facts by which it is compared, each a short text, counted over all documents.

A mention is what one document says of one name. A profile is the sum of the mentions of a name: so it is the same whatever the
order in which documents come, and a document that goes takes along what only it said.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kg.identity.forms import person_words, plain
from kg.identity.words import compared, words

_NONE: frozenset[str] = frozenset()
PERSON, INSTITUTION, EVENT = "person", "institution", "event"


class Mention(NamedTuple):
    """A name as one document has it: the IRI that its normal form gives, what it is, and facts ('label:...', 'year:2016')."""

    iri: str
    kind: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """A name with all facts about it, as texts of the form 'key:value'."""

    iri: str
    kind: str
    facts: frozenset[str] = field(compare=False)

    def all(self, key: str) -> Set[str]:
        """The values of a key."""
        return self._by_key.get(key, _NONE)

    def one(self, key: str) -> str:
        """The only value of a key, or the least; '' for none."""
        return min(self.all(key), default="")

    @cached_property
    def _by_key(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for fact in self.facts:
            key, _, value = fact.partition(":")
            found.setdefault(key, set()).add(value)
        return found

    @cached_property
    def label(self) -> str:
        """What it is called: the longest of its names."""
        return max(self.all("label"), key=lambda label: (len(label), label), default="")

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The words of a person's name in their order."""
        return person_words(self.label)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of an institution's normal form, as they are compared."""
        return frozenset(self.ordered)

    @cached_property
    def ordered(self) -> tuple[str, ...]:
        """The same in their order."""
        lists, found = words().lists, plain(self.one("core") or self.label)
        full = [word for word in found if word not in lists["small"]]
        return tuple(compared(word) for word in full if word not in lists["joining"]) or tuple(full)

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year in which a document names it."""
        years = [int(year) for year in self.all("year")]
        return (min(years), max(years)) if years else None

    @property
    def country(self) -> str:
        """The state that it belongs to, ISO 3166-1 alpha-2, or ''."""
        return self.one("country")

    @property
    def authority(self) -> str:
        """The entry of the lexicon that it is, or ''."""
        return self.one("known")


def fact(key: str, value: str) -> Iterable[str]:
    """A fact, where there is a value."""
    return (f"{key}:{value}",) if value else ()


def apart(one: Profile, two: Profile) -> bool:
    """Whether a document has two names as two things."""
    return two.iri.rpartition("/")[2] in one.all("beside") or one.iri.rpartition("/")[2] in two.all("beside")
