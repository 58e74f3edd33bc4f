"""What speaks for and against that two reports are of one event."""

from collections.abc import Iterator, Set
from datetime import date, timedelta

from kg.identity.forms import consonants
from kg.identity.institutions import like_bodies
from kg.identity.profiles import Profile
from kg.identity.words import weights, words

_MONTH, _LONG = 7, 5
_MOST, _SOME, _HARDLY, _FEWEST = 0.5, 0.25, 0.1, 2
_HALF = 2


def likenesses(one: Profile, two: Profile) -> Iterator[tuple[str, str]] | None:
    """Likenesses and differences by name, with what they are about; None for reports of one document, and for other days."""
    if one.all("in_document") & two.all("in_document"):
        return None
    mine, theirs = days(one), days(two)
    if not mine or not theirs or mine[0] > theirs[1] or theirs[0] > mine[1]:
        return None
    if vague(one) or vague(two):
        return _found("same-month", one, two)
    return _found("same-days" if mine == theirs else "common-days", one, two)


def days(profile: Profile) -> tuple[str, str] | None:
    """The first and the last day that a report allows: those that it says, of the month or around them, or before it was told."""
    start, end = profile.one("start"), profile.one("end")
    begun, ended = start or end, end or start
    if not begun and profile.all("told"):
        begun, ended = profile.one("told").split()
    if min(len(begun), len(ended)) < _MONTH:
        return None
    begun, ended = (begun, ended) if len(begun) == len(ended) else (begun[:_MONTH], ended[:_MONTH])
    if len(begun) == _MONTH:
        return f"{begun}-01", f"{ended}-31"
    lasts = int(profile.one("lasts") or 0)
    return _around(begun, ended, lasts) if lasts and (not start or not end or start == end) else (begun, ended)


def _around(begun: str, ended: str, lasts: int) -> tuple[str, str]:
    """The days around one that is the first or the last of so many."""
    most = timedelta(days=lasts - 1)
    return f"{date.fromisoformat(begun) - most}", f"{date.fromisoformat(ended) + most}"


def vague(profile: Profile) -> bool:
    """Whether a report says no more than a month, or nothing of the time."""
    said = {day for key in ("start", "end") for day in profile.all(key)}
    return not said or any(len(day) == _MONTH for day in said)


def _found(days: str, one: Profile, two: Profile) -> Iterator[tuple[str, str]]:
    yield days, one.one("start")
    yield from _where(one, two)
    yield _type(one.one("type"), two.one("type")), ""
    if shared := one.all("organizer") & two.all("organizer"):
        yield "same-organizer", min(shared)
    elif shared := one.all("actor") & two.all("actor"):
        yield "same-actor", min(shared)
    elif shared := _kin(one, two):
        yield "kindred-actors", min(shared)
    elif one.all("actor") and two.all("actor"):
        yield "other-actors", ""
    if one.all("project") & two.all("project"):
        yield "same-project", ""
    if one.all("venue") & two.all("venue"):
        yield "same-venue", ""
    yield from _matter(_words(one), _words(two), bool(one.all("organizer") & two.all("organizer")))
    yield from _attendance(one.one("people"), two.one("people"))


def _where(one: Profile, two: Profile) -> Iterator[tuple[str, str]]:
    """City and state, as far as both reports say them."""
    cities, lands = (one.one("city"), two.one("city")), (one.one("country"), two.one("country"))
    if all(cities):
        yield ("same-city", cities[0].rpartition("/")[2]) if _one_city(*cities) else ("other-city", "")
    elif all(lands):
        yield ("same-country", lands[0]) if lands[0] == lands[1] else ("other-country", "")


def _one_city(one: str, two: str) -> bool:
    """Whether two IRIs are of one city, as a state's languages write it: 'Vlora' and 'Vlore'."""
    (land, name), (other_land, other) = ((iri.rpartition("/")[0], iri.rpartition("/")[2]) for iri in (one, two))
    if one == two or land != other_land:
        return one == two
    alike = name[0] == other[0] and abs(len(name) - len(other)) <= 1 and min(len(name), len(other)) >= _LONG
    return alike and consonants(name) == consonants(other)


def _kin(one: Profile, two: Profile) -> Set[str]:
    """The organisations and states that actors of both come from, or bodies that are called nearly the same."""
    shared = one.all("of") & two.all("of")
    return shared or {mine for mine in one.all("actor") for theirs in two.all("actor") if like_bodies(mine, theirs)}


def _type(one: str, two: str) -> str:
    if weights().untyped & {one, two}:
        return "no-type"
    if one == two:
        return "same-type"
    return "kindred-type" if any({one, two} <= group for group in weights().kindred) else "other-type"


def _words(profile: Profile) -> Set[str]:
    """The words of the matter of all reports."""
    return {words().matters.get(word, word) for matter in profile.all("matter") for word in matter.split()}


def _matter(one: Set[str], two: Set[str], alike: bool) -> Iterator[tuple[str, str]]:
    """How many of the words of the shorter report's matter are in the other's; a single word tells two events of one organiser."""
    least = min(len(one), len(two))
    if not least:
        return
    share = len(one & two) / least
    if share >= _MOST and least >= _FEWEST:
        yield "same-matter", ", ".join(sorted(one & two)[:5])
    elif share >= _SOME:
        yield "some-matter", ", ".join(sorted(one & two)[:5])
    elif share < _HARDLY and (least >= _FEWEST or alike):
        yield "other-matter", ""


def _attendance(one: str, two: str) -> Iterator[tuple[str, str]]:
    if one and two:
        less, more = sorted((int(one), int(two)))
        if less == more:
            yield "same-attendance", one
        elif more > _HALF * less:
            yield "other-attendance", f"{less} and {more}"
