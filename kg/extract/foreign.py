"""Bodies that are named in another language: 'Polícia Nacional de Timor-Leste', 'Ministarstvo pravde Srbije'.

Their noun stands first. Behind it come capitals, small words that join, and words in small letters that data/lexicon lists.
"""

from kg.extract.runs import Found, Runs
from kg.lexicon import Lexicon
from kg.sentences import Words

_ELIDED = ("d'", "l'", "d’", "l’")
_MOST_JOINING = 2


class Foreign:
    """Finds bodies by a noun of another language."""

    def __init__(self, lexicon: Lexicon, runs: Runs) -> None:
        lists = lexicon.list
        self._runs, self._heads, self._unsure = runs, lists("foreign-heads"), lists("unsure-foreign-heads")
        self.firsts = self._heads | self._unsure
        self._words, self._joining, self._articles = lists("foreign-words"), lists("foreign-joining"), lists("foreign-articles")

    def find(self, words: Words, at: int) -> Found | None:
        """The body whose noun is the word at `at`; None where nothing of its language follows, or not more than is known."""
        end, country = at + 1, ""
        while end < words.size:
            after, land = self._step(words, end, sure=end > at + 1 or words.lows[at] in self._heads)
            if after == end:
                break
            end, country = after, land or country
        known = self._runs.known(words, at)
        if end == at + 1 or (known and at + known[0] >= end):
            return None
        owner = self._runs.known(words, end + 1) if words.lows[end : end + 1] == ("of",) and end + 1 < words.size else None
        if owner and owner[1].kind in ("state", "place"):
            end, country = end + 1 + owner[0], owner[1].country
        kind = self._runs.heads.get(words.lows[at]) or ""
        return Found("institution", at, end, words.phrase(at, end), country, institution_type=kind)

    def _step(self, words: Words, at: int, *, sure: bool) -> tuple[int, str]:
        """The end of what goes on with a name at a word, and its land; `sure`: a capital alone is enough."""
        begin = at
        while begin < min(words.size, at + _MOST_JOINING) and words.lows[begin] in self._joining:
            begin += 1
        if begin == words.size:
            return at, ""
        known = self._runs.known(words, begin) if words.words[begin][0].isupper() else None
        if known and (begin > at or sure) and known[1].kind in ("state", "place"):
            return begin + known[0], known[1].country
        clear = begin > at and (begin - at > 1 or words.lows[begin - 1] in self._articles) and words.lows[begin].isalpha()
        return begin + 1 if clear or self._is_part(words, begin, sure=sure) else at, ""

    def _is_part(self, words: Words, at: int, *, sure: bool) -> bool:
        low, word = words.lows[at], words.words[at]
        if low in self._words or (low[:2] in _ELIDED and (word[2:3].isupper() or low[2:] in self._words)):
            return True
        acronym = word.isupper() and len(word) > 1
        return sure and not acronym and word[-1].isalnum() and self._runs.is_capital(words, at)
