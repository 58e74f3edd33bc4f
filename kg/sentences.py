"""Words and sentences of a stretch of text, with their offsets.

A `Words` holds one sentence as parallel tuples, because a reader that sees 100,000 words a second has no time for an object
a word. Offsets are those of the document's text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kg.model import Span

WORD = re.compile(
    r"[a-z]++(?=[ ,.])|[A-Z][a-z]*+(?=[ ,])|[,.]|"  # what most words and marks are; the rest finds them too
    r"\d+-[a-z]+(?:-[a-z]+)*\b|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?\b|(?:[A-Z]\.){2,}|[A-Z][a-z]{0,3}\.(?=\s[A-Z])|"
    r"[^\W_]+(?:(?!['’]s\b|[-‐‑](?:funded|led|run|supported|sponsored|financed|backed|organi[sz]ed|hosted|based|assisted|facilitated|mandated|trained|brokered)\b)[-‐‑/'’][^\W_]+|(?<=\b[A-Z])&(?=[A-Z]))*|['’]s\b|[^\w\s]|_+"
)
_ENDS = re.compile(r"[.!?…](?:(?<=\.)\.\.)?[\"”’)\]»]*(?=\s+[\"“‘(\[«]?[^\W\d_a-z]|\s+[\"“‘(\[«]?\d|\s*$|\s+[•*\-–]\s)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Amb|Gen|Lt|Col|Maj|Capt|Brig|Sgt|Adm|Cmdr|Cpl|Rev|Hon|St|Sr|Jr|No|Nos|vs|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept?|Oct|Nov|Dec|approx|Fig|Art|Ing|Eng|Adv|Sen|Rep|Gov|Mt|Vol|cf|e\.g|i\.e|etc|Inc|Ltd|Co|Corp|H\.E|U\.S|U\.K|U\.N|D\.C|a\.m|p\.m|"
    r"Dra|Sra|Srta|Dott|Mme|Mlle|Lic|Mag|Engr|Atty|Insp|Supt|Cdr|Cmdt|Comdt|Pte|Pvt|Cllr|Md|Mohd|Muh)|"
    r"\b(?:[A-ZÀ-Þ]|[CDGKLNPRSTWXZ]h|[DGLN]j|Ll|Rr|Y[aeou]|Ts))\.$"  # initials: 'M.', and 'Sh.', 'Dj.', 'Yu.' of two letters
)
LONGEST = 3000
_LONGEST_KEPT, _MOST_CHUNKS = 40, 32768
_BEFORE_CAPITAL = " A"
_LONG = 7  # letters: more than an abbreviation has
_SPACES = re.compile("[\n\r\t\x0b\x0c\x1c-\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\x85\u2028\u2029\ue000-\uf8ff]")


@dataclass(slots=True, unsafe_hash=True)  # never changed, but not frozen, to be made in half the time
class Words:
    """The words of one stretch of text: as printed, in lower case, where each begins and ends; which have a capital first.

    `known` is for the finder of names, to look up each word once.
    """

    span: Span
    text: str
    words: tuple[str, ...]
    lows: tuple[str, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    capitals: tuple[int, ...]
    size: int
    known: dict[int, Any] = field(default_factory=dict, compare=False, repr=False)

    def __len__(self) -> int:
        """The number of words and marks."""
        return self.size

    def span_of(self, first: int, after: int) -> Span:
        """Where the words `first` up to before `after` stand in the document."""
        return Span(self.begins[first], self.ends[after - 1])

    def phrase(self, first: int, after: int) -> str:
        """Those words as printed, with single spaces."""
        return " ".join(self.text[self.begins[first] - self.span.begin : self.ends[after - 1] - self.span.begin].split())


def flatten(text: str) -> str:
    """The text with every kind of white space, and icons of the private use area, as a plain blank; offsets stay."""
    return _SPACES.sub(" ", text)


def one_of(words: Iterable[str], end: str = "") -> str:
    """A regular expression for each of the words and an `end`, grouped by first letter: most places fail at that."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{first}(?:{'|'.join(map(re.escape, some))}){end}" for first, some in rests.items())


class _Chunks(dict[str, tuple[tuple[str, str, int, int, bool], ...]]):
    """For each stretch between blanks its words, split once in a process.

    Of each word: as printed, in lower case, where it begins and ends in the stretch, whether it has a capital first.
    """

    def __missing__(self, chunk: str) -> tuple[tuple[str, str, int, int, bool], ...]:
        found, at = [], 0
        for printed in WORD.findall(chunk):
            begin = chunk.find(printed, at)
            at = begin + len(printed)
            low = printed.lower()
            word = low if low == printed else printed
            found.append((word, low, begin, at, word[0].isupper()))
        split = tuple(found[:-1] if chunk.endswith(_BEFORE_CAPITAL) else found)
        if len(chunk) <= _LONGEST_KEPT:
            if len(self) == _MOST_CHUNKS:
                self.clear()
            self[chunk] = split
        return split


_CHUNKS = _Chunks()


def split_words(text: str, span: Span) -> Words:
    """The words of `text[span]`; `text` is the flattened text of the document."""
    covered, at = text[span.begin : span.end], span.begin
    words: list[str] = []
    lows: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    capitals: list[int] = []
    for chunk in covered.split(" "):
        after = at + len(chunk)
        if chunk:
            # All that a word takes from behind the blank: whether 'Lt.' stands before a capital, or ends its sentence.
            before_capital = chunk[-1] == "." and "A" <= covered[after + 1 - span.begin : after + 2 - span.begin] <= "Z"
            for word, low, begin, end, capital in _CHUNKS[chunk + _BEFORE_CAPITAL if before_capital else chunk]:
                if capital:
                    capitals.append(len(words))
                words.append(word)
                lows.append(low)
                begins.append(at + begin)
                ends.append(at + end)
        at = after + 1
    return Words(span, covered, tuple(words), tuple(lows), tuple(begins), tuple(ends), tuple(capitals), len(words))


def split_sentences(text: str, span: Span, opaque: list[Span]) -> Iterator[Span]:
    """The sentences of `text[span]`; nothing inside an `opaque` span (a quotation) ends one."""
    begin, hidden = span.begin, iter(sorted(opaque))
    current = next(hidden, None)
    for found in _ENDS.finditer(text, span.begin, span.end):
        while current and current.end <= found.start():
            current = next(hidden, None)
        if current and current.begin <= found.start() and found.end() < current.end:
            continue
        at = found.start()
        short = text[at] == "." and not text[at - _LONG : at].isalpha()
        if short and _ABBREVIATION.search(text, max(begin, at - 12), at + 1):
            continue
        end = max(found.end(), current.end if current and current.begin <= found.start() < current.end else 0)
        one = trim(text, Span(begin, end))
        if one.end - one.begin > LONGEST:
            yield from _pieces(text, one)
        elif one.begin < one.end:
            yield one
        begin = end
    yield from _pieces(text, trim(text, Span(begin, span.end)))


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """The span, cut at blanks where it is longer than any sentence that people write; nothing of an empty one."""
    begin = span.begin
    while span.end - begin > LONGEST:
        blank = text.rfind(" ", begin + 1, begin + LONGEST)
        cut = blank if blank > begin else begin + LONGEST
        yield Span(begin, cut)
        begin = cut + (cut == blank)
    if begin < span.end:
        yield Span(begin, span.end)


def trim(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    if span.begin < span.end and not (text[span.begin].isspace() or text[span.end - 1].isspace()):
        return span
    covered = text[span.begin : span.end]
    return Span(span.begin + len(covered) - len(covered.lstrip()), span.end - len(covered) + len(covered.rstrip()))
