"""What belongs to a name behind its head: 'of Justice and Interior', 'for Democratic Institutions', 'in Albania'."""

from kg.extract.calendar import is_calendar_word
from kg.extract.runs import Runs, is_possessive
from kg.lexicon import Lexicon
from kg.sentences import Words

_PREPOSITIONS = frozenset(("of", "for", "on", "against", "to", "in", "de", "du", "des", "del", "da"))
_SET_IN_CAPITALS = frozenset(("against", "of", "for"))


class Complements:
    """Finds where a name with all that belongs to it ends."""

    def __init__(self, lexicon: Lexicon, runs: Runs) -> None:
        self._runs = runs
        self._portfolio, self._no_place = lexicon.list("portfolio"), lexicon.list("not-places")
        self._soft, self._body_roles = lexicon.list("soft-heads"), lexicon.list("body-roles")
        self._held = lexicon.list("office-heads")

    def end(self, words: Words, at: int, *, located: bool, unit: bool = False, nested: bool = False) -> int:
        """The end of a name whose head ends at `at`; `located`: 'in PLACE' and 'to NAME' belong to it.

        A `unit` stops before the body that it is of, a `nested` one too behind its first complement.
        """
        end, size = at, words.size
        place, before = False, ""
        while end + 1 < size and self._opens(words, end):
            preposition = words.lows[end]
            begin = end + 1 + (words.lows[end + 1] == "the" and end + 2 < size)
            known = self._runs.known(words, begin) if words.words[begin][0].isupper() else None
            if not known and not self._runs.is_capital(words, begin):
                break
            if (words.lows[begin] in self._no_place and preposition in ("in", "to")) or (preposition == before == "in" and place):
                break
            if preposition == "on" and is_calendar_word(words.lows[begin]):
                break
            seat = before == "for" and preposition == "in" and known is not None and known[1].kind == "state"
            before, place = preposition, bool(known and known[1].kind in ("place", "state"))
            if not (located or seat) and (preposition == "to" or (preposition == "in" and (place or end == at))):
                break
            body = bool(known and known[1].kind == "institution")
            if (unit or (nested and end > at)) and preposition == "of" and (body or self._names_body(words, begin)):
                break
            after = begin + known[0] if known and known[1].kind != "adjective" else self._runs.plain_end(words, begin)
            if body and after < size and self._runs.is_capital(words, after):
                after = self._runs.plain_end(words, after)
            if end == at and preposition == "of" and not body and words.lows[at - 1] in self._held:
                after = self._holder_end(words, after)
            end = after if place else self._coordinated(words, begin, after)
            if is_possessive(words, end):
                return at
        return end

    def _holder_end(self, words: Words, at: int) -> int:
        """The end of the post whose office it is, where capitals of it end at a word: 'Office of the War Crimes Prosecutor'."""
        match = self._runs.roles.match(words.lows, at) if at < words.size and words.words[at][0].isupper() else None
        return at + match[0] if match and words.words[at + match[0] - 1][0].isupper() else at

    def portfolios(self, words: Words, at: int) -> tuple[list[str], int]:
        """The parts of 'Foreign Affairs, Interior and Health' and where the list ends."""
        parts: list[str] = []
        end = at
        while True:
            begin = end
            while self._is_portfolio(words, end):
                end += 1
            if begin == end:
                return parts, end
            parts.append(words.phrase(begin, end))
            step = and_or_comma(words, end)
            following = end + step + (bool(step) and end + step < words.size and words.lows[end + step] in ("the", "of"))
            if not step or not self._is_portfolio(words, following):
                return parts, end
            end = following

    def _is_portfolio(self, words: Words, at: int) -> bool:
        return at < words.size and words.lows[at] in self._portfolio and words.words[at][0].isupper()

    @staticmethod
    def _opens(words: Words, at: int) -> bool:
        """Whether the word is a preposition that a complement can begin with."""
        low = words.lows[at]
        return low in _PREPOSITIONS and (words.words[at].islower() or low in _SET_IN_CAPITALS)

    def _names_body(self, words: Words, at: int) -> bool:
        head = self._runs.last_head(words, at, self._runs.end(words, at))
        return head is not None and head.kind == "institution"

    def _coordinated(self, words: Words, begin: int, end: int) -> int:
        """The end of a complement with ', X and Y' where these belong to it."""
        size = words.size
        while end + 1 < size:
            if words.words[end] == ",":
                if not all(low in self._portfolio for low in words.lows[begin:end]) or not self._portfolio_list(words, end):
                    return end
            elif words.lows[end] not in ("and", "&"):
                return end
            joined = end + (2 if words.lows[end : end + 2] == (",", "and") else 1)
            if joined >= size or not self._runs.is_capital(words, joined) or words.words[joined - 1].isupper():
                return end
            after = self._runs.plain_end(words, joined)
            if self._runs.known(words, joined) or self._runs.is_acronym(words.words[joined]):
                return end
            if self._is_new_name(words, joined, after):
                return end
            end = after
        return end

    def _portfolio_list(self, words: Words, comma: int) -> bool:
        parts, last = self.portfolios(words, comma + 1)
        return len(parts) >= 2 and "and" in words.lows[comma:last]

    def _is_new_name(self, words: Words, begin: int, after: int) -> bool:
        """Whether what follows 'and' is a name of its own: it has a head of its own, or something of its own behind it."""
        head = self._runs.last_head(words, begin, after)
        if head is None:
            return False
        if head.kind == "role":
            return words.lows[head.begin] not in self._body_roles
        if head.kind != "institution":
            return head.kind not in ("instrument", "output", "event")
        if head.end == after and after < words.size and words.lows[after] in ("of", "for", "in", "to"):
            return True
        phrase = " ".join(words.lows[head.begin : head.end])
        return phrase not in self._soft or any(self._runs.known(words, one) for one in range(begin, after))


def and_or_comma(words: Words, at: int) -> int:
    """The number of words of an 'and', a comma or ', and' at a word; 0 for anything else."""
    if words.lows[at : at + 2] == (",", "and"):
        return 2
    return int(at < words.size and words.lows[at] in (",", "and"))
