"""What speaks for and against that two reports are of one event."""

from collections.abc import Iterator, Set

from kg.identity.profiles import Profile
from kg.identity.words import weights

_DAY, _MOST, _SOME, _HARDLY, _FEWEST = 10, 0.5, 0.25, 0.1, 2
_HALF = 2


def likenesses(one: Profile, two: Profile) -> Iterator[tuple[str, str]] | None:
    """Likenesses and differences by name, with what they are about; None for reports of one document, and for other days."""
    if one.all("in_document") & two.all("in_document"):
        return None
    mine, theirs = _days(one), _days(two)
    if not mine or not theirs or mine[0] > theirs[1] or theirs[0] > mine[1]:
        return None
    return _found("same-days" if mine == theirs else "common-days", one, two)


def _days(profile: Profile) -> tuple[str, str] | None:
    """The first and the last day, where the text says them."""
    start, end = profile.one("start"), profile.one("end")
    days = [day for day in (start or end, end or start) if len(day) == _DAY]
    return (days[0], days[1]) if len(days) == 2 else None


def _found(days: str, one: Profile, two: Profile) -> Iterator[tuple[str, str]]:
    yield days, one.one("start")
    yield from _where(one, two)
    yield _type(one.one("type"), two.one("type")), ""
    if shared := one.all("organizer") & two.all("organizer"):
        yield "same-organizer", min(shared)
    elif shared := one.all("actor") & two.all("actor"):
        yield "same-actor", min(shared)
    elif one.all("actor") and two.all("actor"):
        yield "other-actors", ""
    if one.all("project") & two.all("project"):
        yield "same-project", ""
    if one.all("venue") & two.all("venue"):
        yield "same-venue", ""
    yield from _matter(_words(one), _words(two))
    yield from _attendance(one.one("people"), two.one("people"))


def _where(one: Profile, two: Profile) -> Iterator[tuple[str, str]]:
    """City and state, as far as both reports say them."""
    cities, lands = (one.one("city"), two.one("city")), (one.one("country"), two.one("country"))
    if all(cities):
        yield ("same-city", cities[0].rpartition("/")[2]) if cities[0] == cities[1] else ("other-city", "")
    elif all(lands):
        yield ("same-country", lands[0]) if lands[0] == lands[1] else ("other-country", "")


def _type(one: str, two: str) -> str:
    if weights().untyped & {one, two}:
        return "no-type"
    if one == two:
        return "same-type"
    return "kindred-type" if any({one, two} <= group for group in weights().kindred) else "other-type"


def _words(profile: Profile) -> Set[str]:
    """The words of the matter of all reports."""
    return {word for matter in profile.all("matter") for word in matter.split()}


def _matter(one: Set[str], two: Set[str]) -> Iterator[tuple[str, str]]:
    """How many of the words of the shorter report's matter are in the other's."""
    least = min(len(one), len(two))
    if least < _FEWEST:
        return
    share = len(one & two) / least
    if share >= _MOST:
        yield "same-matter", ", ".join(sorted(one & two)[:5])
    elif share >= _SOME:
        yield "some-matter", ", ".join(sorted(one & two)[:5])
    elif share < _HARDLY:
        yield "other-matter", ""


def _attendance(one: str, two: str) -> Iterator[tuple[str, str]]:
    if one and two:
        less, more = sorted((int(one), int(two)))
        if less == more:
            yield "same-attendance", one
        elif more > _HALF * less:
            yield "other-attendance", f"{less} and {more}"
