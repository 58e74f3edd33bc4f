"""What speaks for and against that two names of institutions are one institution's."""

from collections.abc import Iterator, Set
from functools import lru_cache

from rapidfuzz.distance import OSA

from kg.identity.forms import STATE_BODIES, letters
from kg.identity.profiles import Profile, apart
from kg.identity.words import compared, words

_SHORT_FORMS = ("acronym-of", "initials-of", "letters-but-one")
FEWEST_LETTERS = 3
_LONG_WORD, _MOST_WORDS_MORE, _FEWEST_SHARED, _CODE = 6, 4, 2, 2


def likenesses(one: Profile, two: Profile) -> Iterator[tuple[str, str]] | None:
    """Likenesses and differences by name, with what they are about; None where the names cannot be one institution's."""
    hosts = one.all("host"), two.all("host")
    names = _names(one, two) if not all(hosts) or hosts[0] & hosts[1] else []
    numbers = [frozenset(word for word in profile.words if any(map(str.isdigit, word))) for profile in (one, two)]
    if not names or (numbers[0] != numbers[1] and names[0][0] not in _SHORT_FORMS):
        return None
    return _found(names, one, two)


def told_renamed(one: Profile, two: Profile) -> bool:
    """Whether a report says of two bodies that one was renamed to the other."""
    return two.iri.rpartition("/")[2] in one.all("alias") or one.iri.rpartition("/")[2] in two.all("alias")


def _names(one: Profile, two: Profile) -> list[tuple[str, str]]:
    """What the names themselves have in common; nothing where that is nothing."""
    if one.authority and one.authority == two.authority:
        return [("same-entry", one.authority)]
    if told_renamed(one, two):
        return [("told-renamed", "")]
    if one.words == two.words:
        return [("same-words", "")]
    for short, long in ((one, two), (two, one)):
        if is_acronym(short.label):
            if short.words & {acronym.lower() for acronym in long.all("acronym")}:
                return [("acronym-of", short.label)]
            return _spelt(short.label, initial_letters(long))
    more = one.words ^ two.words
    if (found := _more(more, one, two)) and (one.words < two.words or two.words < one.words or _left_out(found)):
        return found
    if _one_letter(one.words - two.words, two.words - one.words):
        return [("one-letter", " / ".join(sorted(more)))]
    if _other_office(one.words, two.words):
        return [("other-office", " / ".join(sorted(more)))]
    return [("kindred", "")] if _kindred(one, two) else []


def _kindred(one: Profile, two: Profile) -> bool:
    """Whether two names of one state have two words or more in common, one that says something and the last."""
    shared = one.words & two.words
    ends = [profile.ordered[-1:] for profile in (one, two)]
    telling = shared - words().lists["general"]
    return len(shared) >= _FEWEST_SHARED and ends[0] == ends[1] and bool(telling and one.all("country") & two.all("country"))


def _spelt(acronym: str, spelt: Set[str]) -> list[tuple[str, str]]:
    """Whether an acronym is the first letters of a name, or all but one of them."""
    found = letters(acronym)
    if found in spelt and len(found) >= FEWEST_LETTERS:
        return [("initials-of", acronym)]
    near = len(found) >= FEWEST_LETTERS and any(len(found) - len(other) in (-1, 1) and _but_one(found, other) for other in spelt)
    return [("letters-but-one", acronym)] if near else []


def _but_one(one: str, two: str) -> bool:
    """Whether the longer of two sorted texts has one letter more, and no other."""
    short, long = sorted((one, two), key=len)
    return any(short == long[:at] + long[at + 1 :] for at in range(len(long)))


def _other_office(one: Set[str], two: Set[str]) -> bool:
    """Whether two names are of one matter, each of them with an office of its own kind."""
    lists = words().lists
    matters = [found - lists["offices"] - lists["modifiers"] for found in (one, two)]
    return matters[0] == matters[1] and bool(matters[0] - lists["general"])


def bare(found: Set[str]) -> Set[str]:
    """The words of a name without those that can be left out."""
    optional = {other for word in found for other in words().optional.get(word, ())}
    return found - words().lists["modifiers"] - optional or found


def _more(more: frozenset[str], one: Profile, two: Profile) -> list[tuple[str, str]]:
    shared = one.words & two.words
    telling = shared - words().lists["general"]
    ministries = "ministry" in shared and bool(telling)
    each = [_sort_of(word, more, shared, ministries) for word in sorted(more)]
    if not ministries and one.all("country") & words().federations:
        each = [
            "each-general-word" if word in words().lists["levels"] else name for word, name in zip(sorted(more), each, strict=True)
        ]
    if not ministries and _inside(one, two):
        each = ["each-inside" if name == "each-word" else name for name in each]
    if len(more) > _MOST_WORDS_MORE or (len(shared) < _FEWEST_SHARED and {*each} != {"each-modifier"}):
        return []
    found = [("more-words", ", ".join(sorted(more))), *((name, "") for name in each)]
    found += [("shorter-ministry", "")] * ministries
    return found + [("long-name", "")] * (len(telling) > _FEWEST_SHARED)


def _inside(one: Profile, two: Profile) -> bool:
    """Whether two names begin and end with the same words, but for those that can be left out."""
    ordered = [[word for word in profile.ordered if word not in words().lists["modifiers"]] for profile in (one, two)]
    return all(ordered) and all(ordered[0][end] == ordered[1][end] for end in (0, -1))


def _left_out(found: list[tuple[str, str]]) -> bool:
    """Whether all further words, be they of one name or of both, are such as can be left out."""
    return all(name in ("more-words", "each-modifier", "long-name") for name, _ in found)


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


def initial_letters(profile: Profile) -> set[str]:
    """The first letters of the words of each form of a name, with and without the small words; in the order of the alphabet."""
    found = {letters for listed in profile.all("letters") for letters in listed.split()}
    for label in profile.all("label"):
        each = [word for word in label.replace("-", " ").replace("/", " ").split() if word[0].isalpha()]
        full = [word for word in each if word[0].isupper()]
        found |= {letters("".join(word[0] for word in some)) for some in (each, full) if len(full) >= FEWEST_LETTERS}
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
    if apart(one, two) and names[0][0] not in ("same-entry", "told-renamed"):
        yield "beside", ""
    short_form = names[0][0] in _SHORT_FORMS
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
    about = (one.all("about") & homes[1]) | (two.all("about") & homes[0])
    if all(homes) and homes[0] & homes[1]:
        yield "same-home", min(homes[0] & homes[1])
    elif about:
        yield "same-about", min(about)
    elif all(homes):
        yield "other-home", ""


@lru_cache(maxsize=65536)
def _body_words(iri: str) -> tuple[frozenset[str], str]:
    """The words of the IRI of a body, as they are compared, and the state that it ends on."""
    found = iri.rpartition("/")[2].split("-")
    land = found.pop() if len(found) > 1 and len(found[-1]) == _CODE else ""
    return frozenset(map(compared, found)) - words().lists["small"], land


def like_bodies(one: str, two: str) -> bool:
    """Whether two bodies of one state are called nearly the same: one a part of the other, or its acronym."""
    (mine, here), (theirs, there) = _body_words(one), _body_words(two)
    if here != there:
        return False
    less, more = sorted((bare(mine), bare(theirs)), key=len)
    if less == more or (less < more and less - words().lists["general"]):
        return True
    short, long = sorted((mine, theirs), key=len)
    return len(short) == 1 and len(long) >= FEWEST_LETTERS and letters(min(short)) == letters("".join(word[0] for word in long))
