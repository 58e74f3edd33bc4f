"""Which names are compared at all: those that share a block. No block grows with the square of anything."""

from collections.abc import Iterator
from itertools import combinations

from kg.identity.forms import initials, skeleton
from kg.identity.institutions import initial_letters, letters
from kg.identity.profiles import EVENT, INSTITUTION, PERSON, Profile
from kg.identity.words import words

_MOST_WORDS = 7
_DAY = 10


def blocks(profile: Profile) -> Iterator[str]:
    """The blocks of a name."""
    return _BLOCKS[profile.kind](profile) if profile.kind in _BLOCKS else iter(())


def _person(profile: Profile) -> Iterator[str]:
    """A word of the name and the first letter of another: 'smith j' for John Smith, J. Smith and Smith John."""
    names = [name for name in profile.names if name not in words().lists["younger"]]
    outer = names if len(names) < 4 else [names[0], *names[-2:]]
    for word in outer:
        if len(word) > 1:
            yield from (f"p {skeleton(word)} {letter}" for other in outer if other is not word for letter in initials(other))
    yield from (f"p {skeleton(names[-1])} {body}" for body in profile.all("at") if names)


def _institution(profile: Profile) -> Iterator[str]:
    """The letters of the acronym or that can be it, and each two words of the name of which one says something."""
    general = words().lists["general"]
    yield from (f"a {letters(acronym)}" for acronym in profile.all("acronym"))
    yield from (f"a {found}" for found in initial_letters(profile))
    found = sorted(profile.words, key=lambda word: (word in general, word))[:_MOST_WORDS]
    for one, two in combinations(found, 2):
        if one not in general or two not in general:
            yield f"i {min(one, two)} {max(one, two)}"
    if len(found) == 1:
        yield f"i {found[0]}"


def _event(profile: Profile) -> Iterator[str]:
    """A day that it begins or ends on, with the city or else the state."""
    days = {day for key in ("start", "end") for day in profile.all(key) if len(day) == _DAY}
    for day in days:
        yield from (f"e {day} {land}" for land in profile.all("in"))


_BLOCKS = {PERSON: _person, INSTITUTION: _institution, EVENT: _event}
