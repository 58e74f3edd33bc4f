"""Which names are compared at all: those that share a block. No block grows with the square of what is usual.

A block that ends in `?` is the far side of the one without it: who is there is compared with those on the near side only, not with
each other. So a surname with an initial meets all that it can mean, and these do not all meet each other for its sake.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from kg.identity.events import days, vague
from kg.identity.forms import consonants, initials, letters, skeleton
from kg.identity.institutions import FEWEST_LETTERS, bare, initial_letters, is_acronym
from kg.identity.profiles import EVENT, INSTITUTION, PERSON, Profile
from kg.identity.words import words

FAR = "?"
FIRST = 8  # reports of a crowded day and city are compared with these alone
_MOST_WORDS = 7
_THREE, _ENDING, _SHORT, _LONG = 3, 4, 6, 7
_DAY, _MONTH = 10, 7


def blocks(profile: Profile) -> frozenset[str]:
    """The blocks of a name."""
    return frozenset(_BLOCKS[profile.kind](profile))


def crowded(block: str) -> bool:
    """Whether the names of a block are compared with its first ones alone, lest a summit with 500 reports makes 125,000 pairs."""
    return block.startswith("e ")


def _person(profile: Profile) -> Iterator[str]:
    """Each two words of the name, one by its consonants, with something that namesakes do not share; a word with a first letter.

    Who is named in no report about a state meets all of the name.
    """
    names = [name for name in profile.names if name not in words().lists["younger"]]
    names = [_without_article(name) for name in names]
    full = [name for name in names if len(name) > 1]
    outer = full if len(full) < 4 else [full[0], *full[-2:]]
    lands = profile.all("home") | profile.all("country")
    named = (f"{land}{FAR}" for land in profile.all("about") - lands)
    titles = (title for title in profile.all("title") if " " in title)
    around = [*lands, *named, *profile.all("at"), *profile.all("of"), *titles, FAR if lands else ""]
    formerly = [(full[0], former) for former in profile.all("former")] if full else []
    pairs = list(combinations(outer, 2))
    others = [*_run_together(full), *formerly]
    others += [
        (one.replace(old, new), two.replace(old, new))
        for old, new in words().either
        for one, two in (*pairs, *others)
        if old in f"{one} {two}"
    ]
    for several, sharing in ((pairs, around), (others, [*lands, *profile.all("at")])):
        both = [f"{skeleton(one)} {consonants(two)}" for pair in several for one, two in (pair, pair[::-1])]
        yield from (f"p {pair} {shared}" for pair in both for shared in sharing)
    side = "" if len(full) < len(names) else FAR
    for word in outer:
        yield from (f"p {consonants(word)} {letter}.{side}" for other in names if other is not word for letter in initials(other))
    if len(full) > 1 and len(full[0]) >= _ENDING and (len(full[0]) > _SHORT or full[0] not in words().lists["many"]):
        far = FAR if len(full[0]) > _SHORT else ""
        yield from (f"p {skeleton(full[-1])} ~{skeleton(full[0])[-_ENDING:]} {body}{far}" for body in profile.all("at"))
    yield from (f"p {skeleton(names[-1])} {body}{side if len(names) > 1 else ''}" for body in profile.all("at") if names)


def _without_article(name: str) -> str:
    """A long name without the Arabic article that may be a part of it: 'Altamimi' is met by 'al-Tamimi'."""
    return name.removeprefix("al") if len(name) >= _LONG and name not in words().given else name


def _run_together(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The two words of a name of three that is written in two: 'Wang Xiao Mei' as 'Wang Xiaomei'."""
    if len(names) == _THREE:
        yield names[0], names[1] + names[2]
        yield names[0] + names[1], names[2]


def _institution(profile: Profile) -> Iterator[str]:
    """The letters of the acronym or that can be it, and each two words of the name of which one says something."""
    general = words().lists["general"]
    side = "" if is_acronym(profile.label) else FAR
    yield from (f"a {letters(acronym)}{side}" for acronym in profile.all("acronym"))
    yield from (f"a {found}{FAR}" for found in initial_letters(profile) if len(found) >= FEWEST_LETTERS)
    found = sorted(profile.words, key=lambda word: (word in general, word))[:_MOST_WORDS]
    for one, two in combinations(found, 2):
        if one not in general or two not in general:
            yield f"i {min(one, two)} {max(one, two)}"
    if len(found) == 1:
        yield f"i {found[0]}"
    core = bare(profile.words)
    if len(core - general) <= 1:
        yield from (f"i {land} {word}" for land in profile.all("country") for word in core - general or core)
    yield from (f"k {entry}" for entry in profile.all("known"))
    yield f"n {profile.iri.rpartition('/')[2]}"
    yield from (f"n {name}{FAR}" for name in profile.all("alias"))


def _event(profile: Profile) -> Iterator[str]:
    """A day that it begins or ends on, with the city or else the state; a week of it, where it is said to last some.

    A report that says no more than the month, or nothing of the time, meets those that say the day.
    """
    found = {day for key in ("start", "end") for day in profile.all(key)}
    places, span = profile.all("in"), days(profile)
    for day in found:
        yield from (f"e {day} {place}" for place in places if len(day) == _DAY)
    if span:
        far = "" if vague(profile) else FAR
        yield from (f"e {month} {city}{far}" for month in {day[:_MONTH] for day in span} for city in profile.all("city"))
    if span and profile.all("lasts") and span != (profile.one("start"), profile.one("end")) and not vague(profile):
        first, last = map(date.fromisoformat, span)
        weeks = (first + timedelta(weeks=number) for number in range((last - first).days // 7 + 2))
        yield from (f"e {week.isocalendar()[0]} {week.isocalendar()[1]} {place}" for week in weeks for place in places)


_BLOCKS = {PERSON: _person, INSTITUTION: _institution, EVENT: _event}
