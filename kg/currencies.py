"""What is known of currencies, from data/patterns/money.toml: their signs, codes and names, and the words that scale an amount."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from kg.errors import BadKnowledge
from kg.patterns import read_table

_TABLES = ("signs", "dollars", "codes", "names", "local", "scales", "spelt")


@dataclass(frozen=True, slots=True)
class Currencies:
    """ISO 4217 codes by sign, by what precedes a dollar sign ('' for nothing) and by name in small letters; numbers by word.

    `local` has for a sign or name that several countries use (small letters) the code by ISO 3166 country.
    """

    signs: Mapping[str, str]
    dollars: Mapping[str, str]
    codes: tuple[str, ...]
    names: Mapping[str, str]
    local: Mapping[str, Mapping[str, str]]
    scales: Mapping[str, int]
    spelt: Mapping[str, Decimal]

    def code(self, printed: str) -> str:
        """The code of a sign, name or code as it is printed."""
        plain = printed.strip()
        if plain in self.signs:
            return self.signs[plain]
        if plain.endswith("$"):
            return self.dollars.get(plain[:-1].strip(), self.dollars[""])
        return self.names.get(plain.lower(), plain)

    def code_in(self, printed: str, lands: Sequence[str]) -> str:
        """The code of a sign or name in a text about some countries: the first of them that calls its own money so decides."""
        local = self.local.get(printed.strip().lower(), {})
        return next((local[land] for land in lands if land in local), self.code(printed))


@lru_cache
def load(path: Path) -> Currencies:
    """The currencies of a file, read once; an error names the file and the table that is missing."""
    table = read_table(path)
    missing = [name for name in _TABLES if name not in table]
    if missing:
        raise BadKnowledge(f"tables missing: {', '.join(missing)}", where=str(path), hint=f"The file has {', '.join(_TABLES)}.")
    dollars: dict[str, str] = table["dollars"]
    return Currencies(
        table["signs"],
        {**dollars, "": next(iter(dollars.values()), "USD")},
        tuple(table["codes"]["iso"]),
        {name: code for code, names in table["names"].items() for name in names},
        {name: local["of"] for local in table["local"].values() for name in local["names"]},
        table["scales"],
        {word: Decimal(number) for word, number in table["spelt"].items()},
    )
