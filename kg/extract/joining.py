"""Names joined to what stands beside them: acronyms in brackets, owners with 's, parents behind 'of the'."""

from collections.abc import Collection
from dataclasses import replace

from kg.extract.runs import OWNERS, Found
from kg.lexicon import Lexicon
from kg.sentences import Words

_BETWEEN_PARENT = (("of", "the"), ("of",), ("within", "the"), ("at", "the"), ("in", "the"))
_SHORT, _LONGEST_ACRONYM, _LONGEST_SEAT = 2, 10, 5


class Modifiers:
    """Tells names that only qualify the noun behind them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._function, self._people = lexicon.list("function-words"), lexicon.list("people-nouns")
        self._verbs, self._events = lexicon.list("event-verbs") | lexicon.list("body-deeds"), lexicon.events

    def mark(self, words: Words, name: Found) -> Found:
        """The name, marked when it only qualifies the noun behind it ('OSCE participating States', 'EU integration')."""
        if name.after >= words.size or not _is_short(name):
            return name
        word, low = words.words[name.after], words.lows[name.after]
        article = name.first and words.lows[name.first - 1] in ("a", "an")
        noun = word[0].isalpha() and low not in self._function and not self._is_verb(low)
        hyphen = word in ("-", "–") and name.after + 1 < words.size and words.begins[name.after] == words.ends[name.after - 1]
        possessive = word in ("'s", "’s") and name.kind == "acronym"
        modifier = bool(noun or article or hyphen or possessive)
        return name if modifier == name.modifier else name.qualifying(modifier=modifier)

    def _is_verb(self, low: str) -> bool:
        """Whether a word behind a name can be a verb by its ending, and is no noun for persons or events."""
        if low in self._people or low == "participating" or self._events.get(low):
            return False
        if low in self._verbs or low.endswith(("ed", "izes", "ises", "ates", "ides", "ines")):
            return True
        return low.endswith("s") and not low.endswith("ss") and low[:-1] not in self._people


def join(words: Words, names: list[Found], seats: Collection[str] = ()) -> list[Found]:
    """Names with their acronyms, owners, seats and parents joined to them; nouns alone that are no body's left out.

    `seats` are the nouns in small letters of 'the ICRC delegation in Yemen'.
    """
    joined: list[Found] = []
    at = 0
    while at < len(names):
        name = names[at]
        following = names[at + 1] if at + 1 < len(names) else None
        at += 1
        if name.bare and name.kind != "institution":
            continue
        if following and _is_acronym_of(words, name, following):
            name = _with_acronym(name, following)
            at += 1
        elif name.kind == "institution" and not name.acronym:
            name = _with_loose_acronym(words, name)
        place = names[at] if at < len(names) else None
        if place and _is_seat(words, name, place, seats):
            name, at = _with_seat(words, name, place), at + 1
        joined[-1:] = _attached(words, joined[-1], name) if joined else [name]
    return joined


def _is_seat(words: Words, name: Found, place: Found, seats: Collection[str]) -> bool:
    """'the ICRC regional delegation in Yemen': a body, what it keeps there, and the place."""
    if name.kind not in ("acronym", "institution") or place.kind not in ("state", "place", "region"):
        return False
    between = words.lows[name.after : place.first - (words.lows[place.first - 1] == "the")]
    return 2 <= len(between) <= _LONGEST_SEAT and between[-1] in ("in", "for", "to") and " ".join(between[:-1]) in seats


def _with_seat(words: Words, name: Found, place: Found) -> Found:
    """The seat of a body in a place as a body of its own."""
    own = Found("institution", name.first, place.after, words.phrase(name.first, place.after), place.country)
    return replace(own, part_of=name.name, institution_type="field-operation")


def _attached(words: Words, previous: Found, name: Found) -> list[Found]:
    """The previous name and this one: as one where the first owns the second or is a part of it."""
    owned = name.first == previous.after + 1 and words.words[previous.after] in OWNERS
    if owned and name.kind in ("institution", "project", "output", "instrument"):
        return _owned(previous, name)
    if _is_child(words, previous, name):
        others = (*previous.others, name, *name.others)
        country = previous.country or name.country
        return [replace(previous, after=name.after, part_of=name.name, others=others, country=country)]
    return [previous, name]


def _is_acronym_of(words: Words, name: Found, following: Found) -> bool:
    """'Name (ACR)' or 'ACR (Name of the Body)'."""
    bracketed = following.first == name.after + 1 and words.words[name.after] == "("
    if not bracketed or following.after == words.size or words.words[following.after] != ")":
        return False
    if name.kind not in ("institution", "acronym", "project"):
        return False
    size = following.after - following.first
    if following.kind == "acronym" or (following.kind == "institution" and size == 1):
        return True
    return following.kind == "institution" and name.after - name.first <= _SHORT < size


def _with_acronym(name: Found, following: Found) -> Found:
    """One name of two, of which one stands in brackets: called by the longer, abbreviated by the shorter."""
    acronym = following.name if len(following.name) < len(name.name) else name.name
    return replace(name, after=following.after + 1, acronym=acronym, name=max(name.name, following.name, key=len), known=False)


def _with_loose_acronym(words: Words, name: Found) -> Found:
    """'Name (Acr)' where the bracket holds one word with two capitals that no finder took."""
    after = name.after
    if after + 2 >= words.size or words.words[after] != "(":
        return name
    quoted = after + 4 < words.size and words.words[after + 1] in ("“", '"', "‘", "'")
    inner, close = words.words[after + 1 + quoted], after + 2 + 2 * quoted
    if words.words[close] != ")" or len(inner) > _LONGEST_ACRONYM or sum(char.isupper() for char in inner) < 2:
        return name
    return replace(name, after=close + 1, acronym=inner)


def _owned(owner: Found, name: Found) -> list[Found]:
    """'Albania's Ministry' takes the country; 'the OSCE's Unit' takes the owner's name; other owners stay beside it."""
    country = name.country or owner.country
    if owner.kind in ("state", "place", "adjective"):
        return [replace(name, first=owner.first, country=country)]
    if owner.kind not in ("acronym", "institution"):
        return [owner, name]
    own = replace(name, first=owner.first, part_of=owner.name, bare=False, country=country)
    if owner.kind == "acronym" or owner.after - owner.first == 1:
        return [replace(own, name=f"{owner.name} {name.name}")]
    return [replace(own, others=(*name.others, owner))]


def _is_child(words: Words, child: Found, parent: Found) -> bool:
    """'the Border Brigade of the Defence Ministry'."""
    if child.kind != "institution" or parent.kind not in ("institution", "acronym") or child.bare:
        return False
    return words.lows[child.after : parent.first] in _BETWEEN_PARENT


def _is_short(name: Found) -> bool:
    """Whether a name is one that qualifies nouns: an acronym, one word, a government, or a name that is known."""
    if name.kind != "institution":
        return name.kind == "acronym"
    return name.after - name.first == 1 or name.institution_type == "government" or name.known
