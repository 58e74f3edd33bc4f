"""Names given back: 'Jordan Smith' is no state, and the High Commissioner with his name beside him is a post."""

from kg.extract.runs import Found, Runs
from kg.extract.titles import TitleFinder
from kg.lexicon import Lexicon
from kg.sentences import Words

_SHORT = 2  # letters: 'DEI' behind a given name is a surname in capitals, 'EU' never


class Releaser:
    """Takes names back that are part of a person's name or of a post."""

    def __init__(self, lexicon: Lexicon, runs: Runs, titles: TitleFinder) -> None:
        self._runs, self._titles, self._given = runs, titles, lexicon.list("given-names")
        self._said_before = lexicon.list("said-before")
        self._plain_honorifics, self._particles = lexicon.list("plain-honorifics"), lexicon.list("surname-particles")

    def places(self, words: Words, names: list[Found]) -> list[Found]:
        """The names without states and places that are a given name or a surname here ('Jordan Smith', 'Ms. Sofia Petrova')."""
        return [name for name in names if not self._is_persons(words, name, names)]

    def _is_persons(self, words: Words, name: Found, names: list[Found]) -> bool:
        if name.after - name.first != 1 or name.kind not in ("state", "place", "adjective", "region", "acronym"):
            return False
        if name.kind == "acronym":
            return not name.known and len(name.name) > _SHORT and self._is_surname(words, name.first)
        if name.kind != "adjective" and self._is_surname(words, name.first):
            return True
        return words.words[name.first] in self._given and self._surname_follows(words, name, names)

    def _is_surname(self, words: Words, at: int) -> bool:
        """Whether a given name, a form of address or a particle stands before the word."""
        if not at:
            return False
        before, low = words.words[at - 1], words.lows[at - 1]
        if at > 1 and words.lows[at - 2] in self._said_before and self._runs.is_capital(words, at - 1):
            return True
        return (before in self._given and low != "the") or before in self._particles or low in self._plain_honorifics

    def _surname_follows(self, words: Words, name: Found, names: list[Found]) -> bool:
        """Whether a capital that no name and no title takes stands behind the name."""
        at = name.after
        if at == len(words) or not self._runs.is_capital(words, at) or any(other.first <= at < other.after for other in names):
            return False
        return not self._titles.roles.match(words.lows, at) and words.lows[at] not in self._titles.modifiers

    def posts(self, words: Words, names: list[Found]) -> list[Found]:
        """The names without bodies that are a post here: 'the High Commissioner on National Minorities, Rolf Ekeus'."""
        kept: list[Found] = []
        for name in names:
            role = self._role_in(words, name)
            if role is None or not self._beside_person(words, name, names):
                kept.append(name)
            elif role > name.first:
                kept.extend(self._front(words, name, role))
        return kept

    def _role_in(self, words: Words, name: Found) -> int | None:
        """Where the first role noun in the name of a body stands, if it makes a post of it."""
        if name.kind != "institution":
            return None
        role = next((at for at in range(name.first, name.after) if self._titles.roles.match(words.lows, at)), None)
        if role is None or (self._runs.heads.match(words.lows, role) and not name.known):
            return None
        return role

    def _front(self, words: Words, name: Found, role: int) -> list[Found]:
        """The known name in front of the role: 'OSCE' of 'OSCE High Commissioner on National Minorities'."""
        known = self._runs.names.match(words.words[:role], name.first)
        if not known or known[1].kind not in ("institution", "adjective", "state") or name.first + known[0] > role:
            return []
        end = name.first + known[0]
        kind = "acronym" if known[0] == 1 and known[1].kind == "institution" else known[1].kind
        return [Found(kind, name.first, end, words.phrase(name.first, end), known[1].country, known=True)]

    def _beside_person(self, words: Words, name: Found, names: list[Found]) -> bool:
        """Whether a person stands straight before or behind, a comma between or not: a form of address, or two free capitals."""
        after = name.after + (name.after < len(words) and words.words[name.after] == ",")
        front = name.first - 1
        while front >= 0 and words.lows[front] in (",", "the"):
            front -= 1
        titled = after < len(words) and bool(self._titles.honorifics.match(words.lows, after)) and words.words[after][0].isupper()
        covered = {at for other in names for at in range(other.first, other.after)}
        return (
            titled
            or all(self._is_free(words, at, covered) for at in (after, after + 1))
            or (front < name.first - 1 and all(self._is_free(words, at, covered) for at in (front, front - 1)))
        )

    def _is_free(self, words: Words, at: int, covered: set[int]) -> bool:
        """Whether a word is there, capitalised, in no name and no title."""
        if not 0 <= at < len(words) or at in covered:
            return False
        return self._runs.is_capital(words, at) and not self._titles.roles.match(words.lows, at)
