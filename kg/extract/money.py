"""Amounts of money: the printed text, the decimal amount and the ISO 4217 currency."""

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.model import Span

_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₴": "UAH",
    "₽": "RUB",
    "₺": "TRY",
    "₾": "GEL",
    "₸": "KZT",
    "₦": "NGN",
    "₱": "PHP",
    "₩": "KRW",
    "₪": "ILS",
    "DM": "DEM",
    "KSh": "KES",
    "Ksh": "KES",
    "KShs": "KES",
    "Rs": "INR",
    "Rs.": "INR",
    "Tk": "BDT",
    "RM": "MYR",
    "R$": "BRL",
    "S$": "SGD",
    "HK$": "HKD",
    "NT$": "TWD",
    "N$": "NAD",
    "FJ$": "FJD",
    "SI$": "SBD",
    "J$": "JMD",
    "GH¢": "GHS",
    "GH₵": "GHS",
    "FCFA": "XOF",
    "CFA": "XOF",
    "Ush": "UGX",
    "TSh": "TZS",
    "Fr.": "CHF",
    "Php": "PHP",
    "Le": "SLL",
}
_CODES = [
    "EUR",
    "USD",
    "GBP",
    "CHF",
    "SEK",
    "NOK",
    "DKK",
    "JPY",
    "CNY",
    "RUB",
    "UAH",
    "BAM",
    "RSD",
    "ALL",
    "MKD",
    "MDL",
    "GEL",
    "AMD",
    "AZN",
    "KZT",
    "KGS",
    "TJS",
    "UZS",
    "TMT",
    "TRY",
    "PLN",
    "CZK",
    "HUF",
    "RON",
    "BGN",
    "HRK",
    "CAD",
    "AUD",
    "NZD",
    "INR",
    "PKR",
    "KES",
    "UGX",
    "TZS",
    "GHS",
    "NGN",
    "ZAR",
    "XOF",
    "XAF",
    "ETB",
    "RWF",
    "MXN",
    "COP",
    "BRL",
    "ARS",
    "PEN",
    "CLP",
    "PHP",
    "IDR",
    "MYR",
    "THB",
    "VND",
    "KHR",
    "KRW",
    "EGP",
    "MAD",
    "TND",
    "JOD",
    "LBP",
    "ILS",
    "AED",
    "SAR",
    "QAR",
    "KWD",
    "BDT",
    "LKR",
    "NPR",
    "DEM",
    "BYN",
    "ISK",
    "GTQ",
    "HNL",
]
_NAMES = {
    "euro": "EUR", "euros": "EUR", "u.s. dollars": "USD", "us dollars": "USD", "american dollars": "USD", "dollars": "USD", "dollar": "USD", "pounds sterling": "GBP", "pounds": "GBP", "pound": "GBP", "swiss francs": "CHF",
    "canadian dollars": "CAD", "australian dollars": "AUD", "yen": "JPY", "japanese yen": "JPY", "norwegian kroner": "NOK", "norwegian crowns": "NOK", "swedish kronor": "SEK", "swedish krona": "SEK", "swedish crowns": "SEK", "danish kroner": "DKK", "danish crowns": "DKK",
    "convertible marks": "BAM", "km": "BAM", "deutschmarks": "DEM", "deutsche marks": "DEM", "german marks": "DEM", "roubles": "RUB", "rubles": "RUB", "hryvnia": "UAH", "hryvnias": "UAH", "somoni": "TJS", "som": "KGS", "soms": "KGS", "tenge": "KZT",
    "lari": "GEL", "drams": "AMD", "dram": "AMD", "manat": "AZN", "lek": "ALL", "leks": "ALL", "dinars": "RSD", "denars": "MKD", "lei": "MDL", "shillings": "KES", "kenyan shillings": "KES", "cedis": "GHS", "naira": "NGN", "rand": "ZAR", "rupees": "INR", "pesos": "MXN", "cfa francs": "XOF", "zloty": "PLN", "lira": "TRY", "birr": "ETB", "u.s. dollar": "USD",
}  # fmt: skip
_FIGURE = r"\d{1,3}(?:[., '’   ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_SCALE = r"(?:million|billion|thousand|trillion|mln\.?|mio\.?|bn|m|k)\b"
_DOLLARS = r"(?:(?:\bUS|\bU\.S\.|\bCA|\bC|\bA|\bAU|\bNZ|\bCan)\s?)?\$"
_NAMED = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_SPELT = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|half a|a)"
_MONEY = re.compile(
    rf"(?P<a>(?P<sign>[{''.join(sign for sign in _SIGNS if len(sign) == 1)}]|\b(?:{'|'.join(map(re.escape, (sign for sign in _SIGNS if len(sign) > 1)))})(?=\s?\d)|{_DOLLARS}|\b(?:{'|'.join(_CODES)})\b)\s?(?P<n1>{_FIGURE})(?:[\s-]?(?P<s1>{_SCALE}))?(?:\s?(?:{'|'.join(_CODES)})\b)?)"
    rf"|(?P<b>(?<![\w.,])(?P<n2>{_FIGURE}|\b{_SPELT}(?=\s(?:million|thousand|billion)))(?:[\s-]?(?P<s2>{_SCALE}))?\s?(?P<name>[{''.join(sign for sign in _SIGNS if len(sign) == 1)}]|US\$|\$|(?:{'|'.join(_CODES)})\b|(?i:{_NAMED})\b))"
)
_MAYBE = re.compile(r"\d|\b(?:million|thousand|billion)\b")
_SCALES = {
    "thousand": 1000,
    "k": 1000,
    "million": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
}
_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "half a": Decimal("0.5"),
    "a": 1,
}
_PREFIXED = {"US": "USD", "U.S.": "USD", "CA": "CAD", "C": "CAD", "Can": "CAD", "A": "AUD", "AU": "AUD", "NZ": "NZD", "": "USD"}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: `amount` a decimal text without exponent or trailing zeros, `currency` ISO 4217."""

    span: Span
    text: str
    amount: str
    currency: str


def find_money(flat: str, span: Span) -> list[Money]:
    """The amounts of a stretch of text."""
    found: list[Money] = []
    if not _MAYBE.search(flat, span.begin, span.end):
        return found
    for match in _MONEY.finditer(flat, span.begin, span.end):
        figure, scale = match.group("n1") or match.group("n2"), match.group("s1") or match.group("s2") or ""
        value = _WORDS.get(figure.lower()) or read_figure(figure)
        amount = format((Decimal(value) * _SCALES.get(scale.rstrip("."), 1)).normalize(), "f")
        found.append(
            Money(Span(match.start(), match.end()), match.group(), amount, _currency(match.group("sign") or match.group("name")))
        )
    return found


def _currency(text: str) -> str:
    plain = text.strip()
    if plain.endswith("$"):
        return _PREFIXED.get(plain[:-1].strip(), "USD")
    return _SIGNS.get(plain) or _NAMES.get(plain.lower()) or plain


def read_figure(text: str) -> Decimal:
    """A printed figure in either convention: '1,200.50', '310.000', '42 500', '1.6', '2,5'."""
    plain = re.sub(r"[ '’   ]", "", text)
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        return Decimal(plain)
    mark, tail = plain[last], plain[last + 1 :]
    other = "," if mark == "." else "."
    if other in plain or len(tail) != 3:
        whole = re.sub(r"[.,]", "", plain[:last])
        return Decimal(f"{whole}.{tail}")
    return Decimal(re.sub(r"[.,]", "", plain))
