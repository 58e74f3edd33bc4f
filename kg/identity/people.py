"""What speaks for and against that two names of persons are one person's."""

from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import product

from rapidfuzz.distance import OSA

from kg.identity.forms import consonants, initials, skeleton
from kg.identity.institutions import like_bodies
from kg.identity.profiles import Profile, apart
from kg.identity.words import words

_NEAR, _FAR = 10, 15
_LONG_WORD, _SHORT, _ENDING = 5, 2, 4
_FEWEST, _MUCH, _OFTEN = 2, 3, 40  # words of the sentences about a person


def likenesses(one: Profile, two: Profile) -> Iterator[tuple[str, str]] | None:
    """Likenesses and differences by name, with what they are about; None where the names cannot be one person's."""
    younger = words().lists["younger"]
    if younger.intersection(one.names) != younger.intersection(two.names):
        return None
    mine, theirs = ([name for name in profile.names if name not in younger] for profile in (one, two))
    names = how_alike(mine, theirs) or _as_formerly(mine, theirs, one, two)
    return None if names is None else _found(names, one, two)


def _as_formerly(mine: Sequence[str], theirs: Sequence[str], one: Profile, two: Profile) -> str | None:
    """`former-name` where one has the surname that the other had before, as a report says."""
    found = any(how_alike([mine[0], former], theirs) for former in one.all("former") if mine)
    return "former-name" if found or any(how_alike(mine, [theirs[0], former]) for former in two.all("former") if theirs) else None


def renamed(one: Profile, two: Profile) -> bool:
    """Whether two names differ in the surname alone, so that a third that has both may tell a name before and after marriage."""
    mine, theirs = one.all("country"), two.all("country")
    full = min(len(one.names), len(two.names)) > 1 and min(len(one.names[0]), len(two.names[0])) > 1
    other = full and _same(one.names[0], two.names[0]) and not set(one.names[1:]) & set(two.names[1:])
    return other and (not mine or not theirs or bool(mine & theirs))


def how_alike(one: Sequence[str], two: Sequence[str]) -> str | None:
    """In which way two names are one name, or None: `same-name`, `same-letters`, `other-order`, `initials`, ..."""
    short, long = sorted((one, two), key=len)
    if not short:
        return None
    if len(short) == 1 < len(long):
        return "surname-only" if _same(short[0], long[-1]) else None
    if len(short) == len(long):
        return _as_long(short, long)
    if _nearly(short[-1], long[-1]) and _same_given(short[0], long[0]):
        middle = all(any(_same_given(name, other) for other in long[1:-1]) for name in short[1:-1])
        return ("initials" if _is_initial(short[0], long[0]) else "more-names") if middle else None
    inside = all(any(_same_given(name, other) for other in long[1:]) for name in short[1:-1])
    if inside and _same_given(short[0], long[0]) and len(short[-1]) > 1 and any(_nearly(short[-1], name) for name in long[1:]):
        return "initials" if _is_initial(short[0], long[0]) else "double-surname"
    if _is_part(short, long):
        return "more-names"
    return next((alike for written in _run_together(long) if (alike := _as_long(short, written))), None)


def _run_together(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """A name with two neighbouring words written as one: 'Jae-sung' as 'Jaesung'."""
    return ([*names[:at], names[at] + names[at + 1], *names[at + 2 :]] for at in range(len(names) - 1))


def _as_long(one: Sequence[str], two: Sequence[str]) -> str | None:
    if list(one) == list(two):
        return "same-name"
    if all(map(_same, one, two)):
        return "same-letters"
    if _nearly(one[-1], two[-1]) and all(map(_nearly_given, one[:-1], two[:-1])):
        return "near-letters"
    if sorted(map(skeleton, one)) == sorted(map(skeleton, two)):
        return "other-order"
    turned = [*two[1:], two[0]]
    for other in (two, turned):
        if _nearly(one[-1], other[-1]) and all(map(_same_given, one[:-1], other[:-1])):
            return "initials" if any(map(_is_initial, one, other)) else "near-letters"
    if _nearly(one[-1], two[-1]) and all(
        _same_given(*names) or _is_short(*names) for names in zip(one[:-1], two[:-1], strict=True)
    ):
        return "short-given"
    return "double-surname" if _two_shortened(one, two) or _two_shortened(two, one) else None


def _is_short(one: str, two: str) -> bool:
    """Whether one of two given names is the end of the other: 'Emeka' of 'Chukwuemeka'. A begin may be a man's: 'Ivana'."""
    short, long = sorted((one, two), key=len)
    alike = long.endswith(short) or skeleton(long).endswith(skeleton(short))
    return alike and len(short) >= _ENDING and len(long) - len(short) >= _MUCH


def _two_shortened(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether one name lacks the second surname, and the other a given name: 'Ana Lucia Ruiz', 'Ana Ruiz Rojas'."""
    return len(one) > _SHORT < len(two) and _same(one[0], two[0]) and _same(one[-1], two[1])


def _is_part(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the full words of the shorter name are among those of the longer, in whatever order."""
    rest = [skeleton(name) for name in long]
    for name in short:
        if len(name) == 1 or skeleton(name) not in rest:
            return False
        rest.remove(skeleton(name))
    return True


def _same(one: str, two: str) -> bool:
    if len(one) < _SHORT or len(two) < _SHORT:
        return one == two and len(one) > 1
    for old, new in words().either:
        if (old in one) != (old in two):
            one, two = one.replace(old, new), two.replace(old, new)
    return skeleton(one) == skeleton(two) or _with_article(one) == two or one == _with_article(two)


def _with_article(name: str) -> str:
    """An Arabic name as it is written in one word with its article."""
    return f"al{name}"


def _nearly(one: str, two: str) -> bool:
    """Whether two words differ by a vowel inside at most; at the end it tells a woman from a man."""
    if one.startswith("al") != two.startswith("al") and min(len(one), len(two)) > _LONG_WORD:
        one, two = one.removeprefix("al"), two.removeprefix("al")
    mine, theirs = skeleton(one), skeleton(two)
    if mine == theirs or not (mine and theirs):
        return mine == theirs and len(one) > 1
    alike = mine[0] == theirs[0] and mine[-1] == theirs[-1] and min(len(mine), len(theirs)) >= _LONG_WORD
    return alike and consonants(one) == consonants(two) and int(OSA.distance(mine, theirs)) == 1


def _nearly_given(one: str, two: str) -> bool:
    """The same for given names, of which short ones are others by a vowel: 'Marko' and 'Mirko'."""
    return _same(one, two) or (min(len(one), len(two)) > _LONG_WORD and _nearly(one, two))


def _is_initial(one: str, two: str) -> bool:
    short, long = sorted((one, two), key=len)
    if short in words().double and long.startswith(short) and short != long:
        return True
    return len(short) == 1 and bool(initials(one) & initials(two))


def _same_given(one: str, two: str) -> bool:
    return _same(one, two) or _is_initial(one, two)


def _found(names: str, one: Profile, two: Profile) -> Iterator[tuple[str, str]]:
    yield names, ""
    if apart(one, two):
        yield "beside", ""
    yield from _how_common(max(one.names, two.names, key=len))
    yield from _of_states(one.all("country"), two.all("country"))
    if not (one.all("country") and two.all("country")):
        yield from _of_reports(one, two)
    yield from _of_bodies(one, two)
    yield from _of_posts(one.all("title"), two.all("title"))
    yield from _of_sentences(_sayings(one), _sayings(two))
    if one.years and two.years:
        gap = max(one.years[0] - two.years[1], two.years[0] - one.years[1], 0)
        if gap <= _NEAR:
            yield "near-years", ""
        elif gap > _FAR:
            yield "far-years", ""


def _of_bodies(one: Profile, two: Profile) -> Iterator[tuple[str, str]]:
    here, there = one.all("at"), two.all("at")
    if here & there:
        yield "same-institution", ""
    elif any(like_bodies(mine, theirs) for mine in here for theirs in there):
        yield "like-institution", ""
    elif shared := one.all("of") & two.all("of"):
        yield "same-organization", max(shared)
    elif here and there:
        yield "other-institution", ""
    else:
        yield "no-institution", ""


def _of_posts(one: Set[str], two: Set[str]) -> Iterator[tuple[str, str]]:
    """The same title, or one that says of what and one that does not: 'vice minister' and 'vice minister of interior'."""
    if shared := one & two:
        longest = max(shared, key=lambda title: (len(title.split()), title))
        yield "same-post" if len(longest.split()) > 1 else "same-title", longest
    elif like := [less for less, more in (*product(one, two), *product(two, one)) if more.startswith(f"{less} ")]:
        yield "like-title", max(like)


def _sayings(profile: Profile) -> Set[str]:
    return {word for said in profile.all("said") for word in said.split()}


def _of_sentences(one: Set[str], two: Set[str]) -> Iterator[tuple[str, str]]:
    """How many words the sentences that name two persons have in common; more are asked of who is named often."""
    if min(len(one), len(two)) < _FEWEST:
        return
    shared = len(one & two) - max(len(one), len(two)) // _OFTEN
    told = ", ".join(sorted(one & two)[:5])
    if shared >= _MUCH:
        yield "said-much", told
    elif shared > 1:
        yield "said-some", told
    elif shared == 1:
        yield "said-one", told
    elif not one & two:
        yield "said-nothing", ""


@cache
def _skeletons() -> frozenset[str]:
    return frozenset(skeleton(name) for name in words().lists["many"])


def _how_common(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    many = words().lists["many"]
    of_many = [len(name) == 1 or name in many or skeleton(name) in _skeletons() for name in names]
    if all(of_many):
        yield "common-name", ""
    elif not of_many[-1]:
        yield "rare-name", ""


def _of_states(one: Set[str], two: Set[str]) -> Iterator[tuple[str, str]]:
    if one & two:
        yield "same-country", min(one & two)
    elif one and two:
        yield "other-country", f"{min(one)} and {min(two)}"
    elif one or two:
        yield "no-country", ""


def _of_reports(one: Profile, two: Profile) -> Iterator[tuple[str, str]]:
    here, there = (profile.all("home") | profile.all("country") for profile in (one, two))
    about = (here & two.all("about")) | (there & one.all("about"))
    if here & there:
        yield "same-home", min(here & there)
    elif about:
        yield "same-about", min(about)
    elif here and there:
        yield "other-home", f"{min(here)} and {min(there)}"
