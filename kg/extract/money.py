"""Amounts of money: the printed text, the decimal amount and the ISO 4217 currency."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg import currencies
from kg.currencies import Currencies
from kg.extract.counts import SPELT, read_number
from kg.model import Span
from kg.resources import folder

_FIGURE = r"\d{1,3}(?:[., '’]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
FIGURES = re.compile(r"\d+")
_SPELT_SUM = re.compile(r"(?:million|thousand|billion|[a-z] euros?|[a-z] dollars?|[a-z] pounds)\b")
_SPELT = re.compile(SPELT, re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_COMMON = ".,'’ -"
_LONGEST_SIGN = 12


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: `amount` a decimal text without exponent or trailing zeros, `currency` ISO 4217, `name` what is printed for it."""

    span: Span
    text: str
    amount: str
    currency: str
    name: str = ""

    def currency_in(self, lands: Sequence[str]) -> str:
        """The currency in a text about countries (ISO 3166), the likeliest first: Sri Lanka's rupees are not India's."""
        return _known().code_in(self.name, lands) if self.name else self.currency


def find_money(flat: str, span: Span) -> list[Money]:
    """The amounts of a stretch of text."""
    spelt = _SPELT_SUM.search(flat, span.begin, span.end)
    matches = _shape().finditer(flat, span.begin, span.end) if spelt else _in_figures(flat, span)
    return [_money(match, _known()) for match in matches]


def _in_figures(flat: str, span: Span) -> Iterator["re.Match[str]"]:
    """The amounts without a number word; the shape is tried only where a figure, or the sign in front of it, begins."""
    after = span.begin
    for figure in FIGURES.finditer(flat, span.begin, span.end):
        at = figure.start()
        if at < after:
            continue
        last = flat[max(after, at - 2) : at].rstrip()[-1:]
        sign = _sign().search(flat, max(after, at - _LONGEST_SIGN), at) if last in _sign_ends() else None
        match = _shape().match(flat, sign.start() if sign else at, span.end)
        if match:
            after = match.end()
            yield match


def read_figure(text: str) -> Decimal:
    """A printed figure in either convention: '1,200.50', '310.000', '42 500', '1.6', '2,5'."""
    plain = re.sub(r"[ '’]", "", text)
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        return Decimal(plain)
    mark, tail = plain[last], plain[last + 1 :]
    other = "," if mark == "." else "."
    if other in plain or len(tail) != 3:
        whole = re.sub(r"[.,]", "", plain[:last])
        return Decimal(f"{whole}.{tail}")
    return Decimal(re.sub(r"[.,]", "", plain))


def _money(match: "re.Match[str]", known: Currencies) -> Money:
    figure, scale = match.group("n1") or match.group("n2"), match.group("s1") or match.group("s2") or ""
    value = known.spelt.get(figure.lower()) or (read_figure(figure) if figure[0].isdigit() else Decimal(read_number(figure) or 0))
    amount = format((value * known.scales.get(scale.lower(), 1)).normalize(), "f")
    name = match.group("sign") or match.group("name")
    return Money(Span(*match.span()), match.group(), amount, known.code(name), name)


def tells_currency(word: str) -> bool:
    """Whether a word of a sentence can be of a sign, code or name of a currency."""
    marks, printed, names = _hints()
    runs = _LETTERS.findall(word)
    runs += [run[spelt.end() :] for run in runs if (spelt := _SPELT.match(run))]  # 'tendollars' is an amount too
    return not marks.isdisjoint(word) or any(run in printed or run.lower() in names for run in runs)


@cache
def _hints() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """What of each currency stands in a word: a mark, else its first letters; those of names in small letters."""
    known = _known()
    marks = frozenset(char for sign in ("$", *known.signs) for char in sign if not char.isalnum() and char not in _COMMON)
    plain = [sign for sign in (*known.signs, *known.codes) if marks.isdisjoint(sign)]
    printed, names = ([run for one in some for run in _LETTERS.findall(one)[:1]] for some in (plain, known.names))
    return marks, frozenset(printed), frozenset(name.lower() for name in names)


@cache
def _known() -> Currencies:
    return currencies.load(folder("data") / "patterns" / "money.toml")


@cache
def _sign() -> "re.Pattern[str]":
    """A sign or code that ends where a figure begins."""
    return re.compile(rf"(?:{_front(_known())})\s?\Z")


@cache
def _sign_ends() -> frozenset[str]:
    """The last characters of signs and codes."""
    return frozenset("$").union(sign[-1] for sign in (*_known().signs, *_known().codes))


@cache
def _shape() -> "re.Pattern[str]":
    """An amount with its sign in front (n1, s1, sign) or its name behind (n2, s2, name)."""
    known = _known()
    codes = rf"(?:{_any(known.codes)})\b"
    scale = rf"(?:(?i:{_any(word for word in known.scales if len(word) > 1)})|[mMkK])(?!\w)"
    spelt = rf"\b(?:{_any(known.spelt)})(?=\s(?:million|thousand|billion))|\b{SPELT}"
    before = rf"(?P<sign>{_front(known)})\s?(?P<n1>{_FIGURE})(?:[\s-]?(?P<s1>{scale}))?(?:\s?{codes})?"
    behind = (
        rf"(?<![\w.,])(?P<n2>{_FIGURE}|{spelt})(?:[\s-]?(?P<s2>{scale}))?\s?"
        rf"(?P<name>{_marks(known)}|US\$|\$|{codes}|(?:{_letters(known)})(?!\w)|(?i:{_any(known.names)})\b)"
    )
    return re.compile(f"{before}|{behind}")


def _front(known: Currencies) -> str:
    """What can stand in front of a figure."""
    leks = r"\bALL(?=\s?\d[\d.,' ]{3})"  # and not 'ALL 500 OFFICERS'
    return rf"{_marks(known)}|\b(?:{_letters(known)}|{_any(known.codes)})(?<!ALL)|{leks}|(?:\b(?:{_any(known.dollars)})\s?)?\$"


def _marks(known: Currencies) -> str:
    return f"[{''.join(sign for sign in known.signs if len(sign) == 1)}]"


def _letters(known: Currencies) -> str:
    return _any(sign for sign in known.signs if len(sign) > 1)


def _any(words: Iterable[str]) -> str:
    """Any of the words, the longest first."""
    return "|".join(sorted((re.escape(word) for word in words if word), key=len, reverse=True))
