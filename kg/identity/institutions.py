"""What speaks for and against that two names of institutions are one institution's."""

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from kg.identity.forms import STATE_BODIES
from kg.identity.profiles import Profile
from kg.identity.words import words

_LONG_WORD, _MOST_WORDS_MORE, _FEWEST_SHARED, _FEWEST_LETTERS = 6, 4, 2, 3


def likenesses(one: Profile, two: Profile) -> Iterator[tuple[str, str]] | None:
    """Likenesses and differences by name, with what they are about; None where the names cannot be one institution's."""
    hosts = one.all("host"), two.all("host")
    names = _names(one, two) if not all(hosts) or hosts[0] & hosts[1] else []
    numbers = [frozenset(word for word in profile.words if any(map(str.isdigit, word))) for profile in (one, two)]
    if not names or (numbers[0] != numbers[1] and names[0][0] not in ("acronym-of", "initials-of")):
        return None
    return _found(names, one, two)


def _names(one: Profile, two: Profile) -> list[tuple[str, str]]:
    """What the names themselves have in common; nothing where that is nothing."""
    if one.words == two.words:
        return [("same-words", "")]
    for short, long in ((one, two), (two, one)):
        if is_acronym(short.label):
            if short.words & {acronym.lower() for acronym in long.all("acronym")}:
                return [("acronym-of", short.label)]
            return [("initials-of", short.label)] if letters(short.label) in initial_letters(long) else []
    more = one.words ^ two.words
    if one.words < two.words or two.words < one.words:
        return _more(more, one, two)
    return [("one-letter", " / ".join(sorted(more)))] if _one_letter(one.words - two.words, two.words - one.words) else []


def _more(more: frozenset[str], one: Profile, two: Profile) -> list[tuple[str, str]]:
    shared = one.words & two.words
    telling = shared - words().lists["general"]
    ministries = "ministry" in shared and bool(telling)
    each = [_sort_of(word, more, shared, ministries) for word in sorted(more)]
    if len(more) > _MOST_WORDS_MORE or (len(shared) < _FEWEST_SHARED and {*each} != {"each-modifier"}):
        return []
    found = [("more-words", ", ".join(sorted(more))), *((name, "") for name in each)]
    found += [("shorter-ministry", "")] * ministries
    return found + [("long-name", "")] * (len(telling) > _FEWEST_SHARED)


def _sort_of(word: str, more: frozenset[str], shared: frozenset[str], ministries: bool) -> str:
    """How much it says that a word is in one name only."""
    lists = words().lists
    optional = {other for beside in shared for other in words().optional.get(beside, ())}
    if word in lists["modifiers"] or word in optional or (word in lists["seats"] and shared & lists["international"]):
        return "each-modifier"
    if more <= lists["tops"] and more & lists["wholes"] and shared & lists["forces"]:
        return "each-modifier"
    if ministries and word not in lists["parts"]:
        return "each-matter"
    return "each-general-word" if word in lists["general"] else "each-word"


def is_acronym(name: str) -> bool:
    """One word with several capitals: 'MoI'."""
    return " " not in name and sum(map(str.isupper, name)) > 1


def letters(acronym: str) -> str:
    """The letters of an acronym in the order of the alphabet: languages put words in different orders."""
    return "".join(sorted(filter(str.isalpha, acronym.lower())))


def initial_letters(profile: Profile) -> set[str]:
    """The first letters of the words of each form of a name, with and without the small words; in the order of the alphabet."""
    found: set[str] = set()
    for label in profile.all("label"):
        each = [word for word in label.replace("-", " ").replace("/", " ").split() if word[0].isalpha()]
        full = [word for word in each if word[0].isupper()]
        found |= {letters("".join(word[0] for word in some)) for some in (each, full) if len(full) >= _FEWEST_LETTERS}
    return found


def _one_letter(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether a slip of the pen lies between the only words that differ."""
    if len(one) != 1 or len(two) != 1:
        return False
    (mine,), (theirs,) = one, two
    if min(len(mine), len(theirs)) < _LONG_WORD or mine[0] != theirs[0] or mine[-1] != theirs[-1]:
        return False
    return int(OSA.distance(mine, theirs)) == 1


def _found(names: list[tuple[str, str]], one: Profile, two: Profile) -> Iterator[tuple[str, str]]:
    yield from names
    short_form = names[0][0] in ("acronym-of", "initials-of")
    yield from _of_states(one, two, short_form)
    acronyms = one.all("acronym"), two.all("acronym")
    if not short_form and all(acronyms):
        yield ("same-acronym", min(acronyms[0] & acronyms[1])) if acronyms[0] & acronyms[1] else ("other-acronym", "")
    types = one.all("type"), two.all("type")
    if all(types) and not types[0] & types[1]:
        yield "other-type", ""


def _of_states(one: Profile, two: Profile, short_form: bool) -> Iterator[tuple[str, str]]:
    lands = one.all("country"), two.all("country")
    if all(lands):
        yield ("same-country", min(lands[0] & lands[1])) if lands[0] & lands[1] else ("other-country", "")
        return
    if STATE_BODIES & (one.all("type") | two.all("type")) and not short_form:
        yield "state-unknown", ""
    elif any(lands):
        yield "no-country", ""
    homes = one.all("home") | one.all("country"), two.all("home") | two.all("country")
    if all(homes):
        yield ("same-home", min(homes[0] & homes[1])) if homes[0] & homes[1] else ("other-home", "")
