"""Normal forms of names: the same for all ways in which one name is written, and no two names of different things the same."""

import re
from functools import cache, lru_cache

from kg.identity.words import words
from kg.iris import slug
from kg.lexicon import Lexicon

STATE_BODIES = frozenset(["ministry", "police", "government", "parliament", "court", "armed-forces", "agency", "unit", "committee"])
_POSSESSIVE = re.compile(r"['’]s?\b(?!\w)")
_INITIALS = re.compile(r"\b([A-Za-zÀ-Ž])\.(?=\s?[A-Za-zÀ-Ž]\.)")
_TWO_LETTERS = re.compile(r"\b([A-Z])([A-Z])\b(?=\s+\S*[a-z])")
_LONGEST_LAND = 6
_VOWELS = re.compile("[aeiou]")


@lru_cache(maxsize=65536)
def plain(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents, possessives and articles, in the spelling that is compared."""
    known = words()
    text = f" {slug_long(_POSSESSIVE.sub('', name.replace('&', ' and '))).replace('-', ' ')} "
    for apart, together in known.joined.items():
        text = text.replace(f" {apart} ", f" {together} ")
    return tuple(_spelt(word) for word in text.split())


def _spelt(word: str) -> str:
    """A word in the spelling that is compared."""
    known = words()
    ending = next((ending for ending in known.endings if word.endswith(ending)), "")
    return known.spelling.get(word, word.removesuffix(ending) + known.endings.get(ending, ""))


def slug_long(name: str) -> str:
    """A slug that is not cut."""
    return "-".join(slug(word) for word in name.split() if any(character.isalnum() for character in word))


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """A word of a person's name as all ways to write it in Latin letters have it, as far as rules can tell."""
    plain_letters = _in_letters(word)
    return _given().get(plain_letters, plain_letters)


@cache
def _given() -> dict[str, str]:
    """The letters of all forms of a given name, with those of its first form."""
    return {_in_letters(form): _in_letters(first) for form, first in words().given.items()}


def _in_letters(word: str) -> str:
    for old, new in words().letters:
        if old.startswith("^"):
            word = new + word.removeprefix(old[1:]) if word.startswith(old[1:]) else word
        elif old.endswith("$"):
            word = word.removesuffix(old[:-1]) + new if word.endswith(old[:-1]) else word
        else:
            word = word.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", word)


def consonants(word: str) -> str:
    """The consonants of a word, which ways to write it seldom change, as `skeleton` has them."""
    return _VOWELS.sub("", skeleton(word))


@lru_cache(maxsize=65536)
def initials(word: str) -> frozenset[str]:
    """The letters that a word of a name can be shortened to: its own first one and that of its other spellings."""
    found = {word[:1], skeleton(word)[:1]}
    return frozenset(found | {skeleton(letter) for letter in found if letter})


@lru_cache(maxsize=65536)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name in their order, particles left out or put to their word; an initial is a word of one letter."""
    lists = words().lists
    apart = _TWO_LETTERS.sub(r"\1 \2", name.replace(".", ". ").replace("-", " "))  # 'JP Lacombe'
    found = [word for word in slug_long(apart).split("-") if word]
    joined: list[str] = []
    for word in found:
        if joined and joined[-1] in lists["attached"]:
            joined[-1] += word
        elif word not in lists["particles"]:
            joined.append(word)
    return tuple(joined) if len(joined) > 1 else tuple(found)


class Names:
    """Normal forms of institutions' names; needs to know what states are called."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        lexicon = lexicon or Lexicon()
        self._lexicon = lexicon
        self._lands: dict[tuple[str, ...], str] = {}
        for phrase, name in lexicon.names.items():
            if name.kind in ("state", "adjective") and name.country:
                self._lands.setdefault(plain(" ".join(phrase)), name.country)
        self.land_words = frozenset(word for run in self._lands for word in run)
        self._usual = {
            plain(" ".join(phrase)): plain(name.name)
            for phrase, name in lexicon.names.items()
            if name.kind == "state" and not name.ambiguous
        }
        self._places = {
            plain(" ".join(phrase)): name.country
            for phrase, name in lexicon.names.items()
            if name.kind in ("place", "region") and not name.ambiguous
        }
        self._firsts: dict[str, int] = {}
        for run in filter(None, (*self._lands, *self._places)):
            self._firsts[run[0]] = max(len(run), self._firsts.get(run[0], 0))
        self._adjectives: dict[str, tuple[str, ...]] = {}
        for phrase, name in lexicon.names.items():
            if name.kind == "adjective":
                self._adjectives[name.country] = (*self._adjectives.get(name.country, ()), " ".join(phrase))
        self._lands_as_written = {
            country: _as_written({*self._adjectives.get(country, ()), *forms}) for country, forms in _by_country(lexicon).items()
        }
        self._letters = lru_cache(maxsize=65536)(self._make_letters)
        self._core = lru_cache(maxsize=65536)(self._make_core)

    def authority(self, name: str, country: str) -> str:
        """What the lexicon calls the institution of exactly this name, '' for one that it does not know or has in another state."""
        known = self._lexicon.names.get(name)
        if known is None or known.kind != "institution" or known.ambiguous or (country and known.country not in ("", country)):
            return ""
        return known.name

    def line(self, name: str, country: str) -> str:
        """As `authority`, but for a body that was renamed its last name, the same for all that it had one after another."""
        known, renamed = self.authority(name, country), words().renamed
        while known in renamed:
            known = renamed[known]
        return known

    def letters(self, name: str, country: str, kind: str) -> frozenset[str]:
        """The first letters that can stand for a body of a state: without the state, with it, of its ministry's other names."""
        return self._letters(name, country, kind) if country and kind else frozenset()

    def _make_letters(self, name: str, country: str, kind: str) -> frozenset[str]:
        core = self.core(name, country, kind)
        usual = _capitals(self._lexicon.states.get(country, ""))
        kept = re.split(r"\s(?:under|at)\s", self.stateless(name, country))[0]
        found = {_firsts(kept), _capitals(kept)}
        found |= {f"{each}{usual}" for each in found}
        found |= {f"m{small}{_firsts(form)}" for form in _forms_of(core) for small in ("", "o")}
        found |= words().letters_of.get(core, frozenset())
        return frozenset(letters(each) for each in found if len(each) > 1)

    def stateless(self, name: str, country: str) -> str:
        """A name without the words that name the state and what joins them, in its own letters."""
        lands = self._lands_as_written.get(country)
        return lands.sub(" ", name).strip() if lands else name

    def adjectives(self, country: str) -> tuple[str, ...]:
        """The words for what belongs to a state: 'Kenyan'."""
        return self._adjectives.get(country, ())

    def core(self, name: str, country: str, kind: str) -> str:
        """The normal form of an institution's name; for a body of a state without that state."""
        return self._core(name, country, kind)

    def _make_core(self, name: str, country: str, kind: str) -> str:
        lists, found = words().lists, list(plain(name))
        national = kind in STATE_BODIES or lists["ofstate"].intersection(found)
        if not country or not national:
            return " ".join(self._with_usual_lands(found)).removeprefix("the ")
        kept = [word for word in self._without_land(tuple(found), country) if word not in lists["small"]] or found
        if len(kept) > 1 and kept[0] == f"r{self._lexicon.states.get(country, '')[:1].lower()}":
            kept = kept[1:]  # 'RA Police'
        if country not in words().federations:
            kept = [word for word in kept if word not in lists["droppable"]] or kept
        if "ministry" in kept:
            return _ministry([word for word in kept if word != "ministry"], country)
        return " ".join(kept)

    def land_in(self, name: str) -> str:
        """The one state that a name holds the name of, or ''."""
        found = plain(name)
        runs = (found[at : at + size] for at in range(len(found)) for size in range(1, _LONGEST_LAND + 1))
        lands = {self._lands[run] for run in runs if run in self._lands}
        return lands.pop() if len(lands) == 1 else ""

    def lands_in(self, text: str) -> frozenset[str]:
        """The states that a text names, by themselves, by an adjective or by a place."""
        found = [(part, word[0].isupper()) for word in re.findall(r"[^\W_]+", text) for part in plain(word)]
        starts = [(at, self._firsts[word]) for at, (word, capital) in enumerate(found) if capital and word in self._firsts]
        runs = [tuple(word for word, _ in found[at : at + size]) for at, longest in starts for size in range(1, longest + 1)]
        return frozenset(land for run in runs if (land := self._lands.get(run) or self._places.get(run)))

    def _with_usual_lands(self, found: list[str]) -> list[str]:
        """The words with the usual name of each state instead of another: 'BiH' is 'Bosnia and Herzegovina'."""
        kept: list[str] = []
        at = 0
        while at < len(found):
            size = next((n for n in range(_LONGEST_LAND, 0, -1) if tuple(found[at : at + n]) in self._usual), 0)
            kept += self._usual[tuple(found[at : at + size])] if size else found[at : at + 1]
            at += size or 1
        return kept

    def _without_land(self, found: tuple[str, ...], country: str) -> list[str]:
        """The words without those that name the state, and 'Republic of' before them."""
        kept: list[str] = []
        at = 0
        while at < len(found):
            size = next((n for n in range(_LONGEST_LAND, 0, -1) if self._lands.get(found[at : at + n]) == country), 0)
            if not size:
                kept.append(found[at])
            while size and kept and kept[-1] in words().lists["small"] | words().lists["state"] and len(kept) > 1:
                kept.pop()
            at += size or 1
        return kept or list(found)

    def embassy(self, name: str, sender: str, home: str) -> str:
        """The normal form of an embassy's name: who sent it, and to where (`home` where the name does not say); '' if unknown."""
        found = plain(name)
        sizes = range(_LONGEST_LAND, 0, -1)
        runs = [found[at : at + size] for size in sizes for at in range(len(found)) if found[at] not in words().lists["small"]]
        lands = [self._lands.get(run) or self._places.get(run, "") for run in runs]
        host = next((land for land in lands if land and land != sender), "") or (home if home != sender else "")
        kind = " ".join(word for word in found if word in words().lists["posts"]) or "embassy"
        return f"{kind} {sender} {host}".lower() if sender and host else ""


def _by_country(lexicon: Lexicon) -> dict[str, list[str]]:
    """What each state is called."""
    found: dict[str, list[str]] = {}
    for phrase, name in lexicon.names.items():
        if name.kind == "state":
            found.setdefault(name.country, []).append(" ".join(phrase))
    return found


def _as_written(forms: set[str]) -> re.Pattern[str]:
    """The names of a state in the name of a body, with what joins them: 'of the Republic of Albania'."""
    lands = "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))
    return re.compile(
        rf"(?:\b(?:of|in|for)\s+)?(?:the\s+)?(?:(?:Republic|Kingdom)\s+of\s+)?(?:the\s+)?\b(?:{lands})(?:['’]s?)?(?!\w)"
    )


def letters(acronym: str) -> str:
    """The letters of an acronym in the order of the alphabet: languages put words in different orders."""
    return "".join(sorted(filter(str.isalpha, acronym.lower())))


def _firsts(text: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", text))


def _capitals(text: str) -> str:
    return "".join(letter for letter in _firsts(text) if letter.isupper())


def _forms_of(core: str) -> list[str]:
    """The words for the matter of a ministry; none for what is no ministry."""
    matter = core.removeprefix("ministry of ")
    return [form for form, usual in _portfolios()[0].items() if usual == matter] if matter != core else []


def _ministry(matter: list[str], country: str) -> str:
    """'ministry of' and the words of its portfolio, the usual ones where there are several."""
    usual, apart = _portfolios()
    phrase = " ".join(matter)
    portfolio = usual.get(phrase, phrase)
    if portfolio != phrase and country in apart.get(portfolio, ()):
        portfolio = phrase
    return f"ministry of {portfolio}" if portfolio else "ministry"


@cache
def _portfolios() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """The portfolios with their words as names are compared, and 'Foreign Affairs' without the second word as well."""
    known = words()
    forms = {_matter(form): _matter(usual) for form, usual in known.portfolios.items()}
    shorter = {form.removesuffix(" affairs"): usual for form, usual in forms.items() if form.endswith(" affairs")}
    return shorter | forms, {_matter(usual): states for usual, states in known.apart.items()}


def _matter(phrase: str) -> str:
    return " ".join(word for word in plain(phrase) if word not in words().lists["small"])
