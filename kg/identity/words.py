"""The content of data/identity: words, letters and given names that are written in several ways, and the weights of likenesses."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import BadKnowledge
from kg.lexicon import LEX, SKOS, read_resources
from kg.patterns import read_table
from kg.resources import folder

WORDS, WEIGHTS, PORTFOLIOS = "words.toml", "weights.toml", "portfolios.ttl"
_SHORTEST = 4  # letters of a word that stay before an ending


class Weight(NamedTuple):
    """What a likeness counts (`points`), how a person reads it, and whether it can hold for several things at once."""

    points: float
    says: str
    vague: bool = False


@dataclass(frozen=True, eq=False)
class Words:
    """How names are written: word = the form that is compared; `letters` in their order; `lists` with both forms of their words."""

    spelling: Mapping[str, str]
    endings: Mapping[str, str]
    joined: Mapping[str, str]
    lists: Mapping[str, frozenset[str]]
    optional: Mapping[str, frozenset[str]]
    federations: frozenset[str]
    portfolios: Mapping[str, str]
    apart: Mapping[str, frozenset[str]]
    letters: tuple[tuple[str, str], ...]
    either: tuple[tuple[str, str], ...]
    double: frozenset[str]
    given: Mapping[str, str]
    foreign: Mapping[str, str]
    stems: Mapping[str, str]
    letters_of: Mapping[str, frozenset[str]]
    renamed: Mapping[str, str]
    matters: Mapping[str, str]
    numbers: Mapping[str, str]
    renamings: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Weights:
    """The points of each likeness and from which score on names are merged, by kind of thing; from which a person is asked."""

    merge: Mapping[str, float]
    ask: float
    kinds: Mapping[str, Mapping[str, Weight]]
    kindred: tuple[frozenset[str], ...]
    untyped: frozenset[str]


@cache
def words() -> Words:
    """The content of data/identity/words.toml."""
    table = _table(WORDS)
    portfolios, apart = _portfolios()
    return Words(
        table["spelling"],
        table["endings"],
        table["joined"],
        {name: _both(listed, table["stems"]) for name, listed in table["lists"].items()},
        {_stem(word, table["stems"]): _both(others, table["stems"]) for word, others in table["optional"].items()},
        frozenset(table["federations"]["codes"]),
        portfolios,
        apart,
        tuple((old, new) for old, new in table["letters"]["order"]),
        tuple((old, new) for old, new in table["letters"]["either"]),
        frozenset(table["letters"]["double"]),
        _turned(table["given"]),
        table["foreign"],
        table["stems"],
        {core: frozenset(letters) for core, letters in table["letters_of"].items()},
        table["renamed"],
        _turned(table["matters"]),
        table["numbers"],
        tuple(table["renamings"]["between"]),
    )


def _both(listed: Iterable[str], stems: Mapping[str, str]) -> frozenset[str]:
    """Words as they are written and as they are compared."""
    return frozenset(form for word in listed for form in (word, _stem(word, stems)))


def _stem(word: str, stems: Mapping[str, str]) -> str:
    """A word without the first ending that fits, where four letters or more stay; 'press' keeps its own."""
    fits = (end for end, kept in stems.items() if word.endswith(end) and (end == kept or len(word) - len(end) >= _SHORTEST))
    ending = next(fits, "")
    return word.removesuffix(ending) + stems.get(ending, "")


def _portfolios() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """The usual words for the matter of a ministry by others for it; the states where these are two, by the usual words."""
    usual: dict[str, str] = {}
    apart: dict[str, frozenset[str]] = {}
    for _, entry in read_resources(_path(PORTFOLIOS)):
        core = entry[f"{SKOS}prefLabel"][0].lower()
        usual.update({form.lower(): core for form in (core, *entry.get(f"{SKOS}altLabel", ()))})
        apart[core] = frozenset(state.rpartition("/")[2] for state in entry.get(f"{LEX}apart", ()))
    return usual, apart


@lru_cache(maxsize=65536)
def compared(word: str) -> str:
    """A word of a body's name as it is compared: in English, without the ending that says little."""
    known = words()
    return _stem(known.foreign.get(word, word), known.stems)


@cache
def weights() -> Weights:
    """The content of data/identity/weights.toml."""
    table = _table(WEIGHTS)
    kinds = {kind: {name: Weight(**one) for name, one in table[kind].items()} for kind in ("person", "institution", "event")}
    kindred = table["kindred"]
    groups = tuple(frozenset(group) for group in kindred["groups"])
    return Weights(table["merge"], table["ask"], kinds, groups, frozenset(kindred["none"]))


@cache
def fingerprint(*names: str) -> str:
    """Another one for other content of these files."""
    return hashlib.sha256(b"\0".join(_path(name).read_bytes() for name in names)).hexdigest()


def _table(name: str) -> dict[str, Any]:
    return read_table(_path(name))


def _path(name: str) -> Path:
    path = folder("data") / "identity" / name
    if not path.is_file():
        raise BadKnowledge("the file is missing", where=str(path), hint="Install pressgraph again.")
    return path


def _turned(table: Mapping[str, list[str]]) -> dict[str, str]:
    """Each form with what it is compared as; the first entry of a form stays."""
    turned: dict[str, str] = {}
    for meant, forms in table.items():
        for form in (meant, *forms):
            turned.setdefault(form, meant)
    return turned
