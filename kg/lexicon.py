"""The names and words that a reader knows, from data/lexicon/*.ttl and from users' own folders.

Names (states, places, bodies) become one table of word sequences; word lists (`lex:role-heads` and the like) become sets and
tables. Parsing is by `kg.rdf`; nothing else of the program sees Turtle.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from kg import rdf
from kg.errors import BadKnowledge
from kg.iris import BASE, CONCEPTS, NAMESPACE
from kg.sentences import WORD

LEX = "https://w3id.org/pressgraph/lexicon#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
Value = TypeVar("Value")


class Phrases(Generic[Value]):
    """A table of word sequences; finds the longest one that begins at a word.

    `firsts` holds the words that can begin one, with the numbers of words that it can have, the largest first.
    """

    def __init__(self, entries: Iterable[tuple[tuple[str, ...], Value]] = ()) -> None:
        self._values: dict[tuple[str, ...], Value] = dict(entries)
        self.firsts: dict[str, tuple[int, ...]] = {}
        self._pairs: set[tuple[str, ...]] = set()
        for words in self._values:
            self._note(words)

    def items(self) -> Iterable[tuple[tuple[str, ...], Value]]:
        """The word sequences with their values, in order of entry."""
        return self._values.items()

    def add(self, phrase: str, value: Value) -> None:
        """Enter a phrase; the first entry of a phrase stays."""
        self.enter(WORD.findall(phrase), value)

    def enter(self, words: Sequence[str], value: Value) -> None:
        """Enter a phrase that is already split ('lt. gen.' as two words)."""
        if words:
            self._values.setdefault(tuple(words), value)
            self._note(tuple(words))

    def _note(self, words: tuple[str, ...]) -> None:
        first, size = words[0], len(words)
        if size > 1:
            self._pairs.add(words[:2])
        sizes = self.firsts.get(first, ())
        if size not in sizes:
            self.firsts[first] = tuple(sorted((*sizes, size), reverse=True))

    def match(self, words: Sequence[str], at: int) -> tuple[int, Value] | None:
        """(number of words, value) of the longest phrase that begins at word `at`."""
        sizes = self.firsts.get(words[at])
        if sizes is None:
            return None
        # Most often nothing longer than a word begins here.
        for size in sizes if sizes[0] > 1 and tuple(words[at : at + 2]) in self._pairs else ():
            value = self._values.get(tuple(words[at : at + size]))
            if value is not None and at + size <= len(words):
                return size, value
        value = self._values.get((words[at],)) if sizes[-1] == 1 else None
        return None if value is None else (1, value)

    def get(self, phrase: str) -> Value | None:
        """The value of exactly this phrase."""
        return self._values.get(tuple(WORD.findall(phrase)))

    def __contains__(self, phrase: object) -> bool:
        return isinstance(phrase, str) and self.get(phrase) is not None


@dataclass(frozen=True, slots=True)
class Name:
    """A known name: what it stands for. `kind` is state, adjective, place or institution; `country` ISO 3166-1 alpha-2."""

    kind: str
    name: str
    country: str = ""
    acronym: str = ""
    institution_type: str = ""
    part_of: str = ""
    ambiguous: bool = False
    region: bool = False


@dataclass(slots=True)
class Lexicon:
    """Everything in data/lexicon: `names` by exact spelling, `heads` / `events` / `roles` ... in lower case."""

    names: Phrases[Name] = field(default_factory=Phrases)
    heads: Phrases[str] = field(default_factory=Phrases)
    events: Phrases[str] = field(default_factory=Phrases)
    lists: dict[str, frozenset[str]] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    adjectives: dict[str, str] = field(default_factory=dict)
    _tables: "_PhraseTables" = field(init=False, repr=False)

    @property
    def phrases(self) -> "_PhraseTables":
        """The word lists as tables of phrases, each made when first asked for."""
        return self._tables

    def __post_init__(self) -> None:
        self._tables = _PhraseTables(self)

    def list(self, name: str) -> frozenset[str]:
        """The words of `lex:NAME`."""
        return self.lists.get(name, frozenset())


class _PhraseTables(dict[str, Phrases[str]]):
    """Tables of phrases by the name of their list."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, name: str) -> Phrases[str]:
        self[name] = table = _phrases(self._lexicon.list(name))
        return table


Resource = dict[str, list[str]]


def load(folders: Iterable[Path]) -> Lexicon:
    """The lexicon of all Turtle files of the folders; the first entry of a name stays, and a state comes before a city."""
    lexicon = Lexicon()
    found = [(path, *entry) for folder in folders for path in turtle_files(folder) for entry in read_resources(path)]
    states_first = sorted(found, key=lambda one: f"{NAMESPACE}State" not in one[2].get(TYPE, ()))
    for path, subject, resource in states_first:
        _enter(lexicon, subject, resource, path)
    return lexicon


def turtle_files(folder: Path) -> list[Path]:
    """The Turtle files of a folder in order of name; a folder that is missing is an error that names it."""
    if not folder.is_dir():
        raise BadKnowledge("no such folder", where=str(folder), hint="Give a folder that holds .ttl files.")
    return sorted(folder.glob("*.ttl"))


def read_resources(path: Path) -> Iterator[tuple[str, Resource]]:
    """(IRI, its properties) of each resource of a file; values as plain texts."""
    resources: dict[str, Resource] = {}
    for subject, predicate, value in rdf.read_turtle(path):
        properties = resources.get(subject)
        if properties is None:
            properties = resources[subject] = defaultdict(list)
        properties[predicate].append(value if isinstance(value, str) else value.value)
    yield from resources.items()


def _phrases(words: Iterable[str]) -> Phrases[str]:
    table: Phrases[str] = Phrases()
    for word in words:
        table.add(word, word)
        table.enter(word.split(), word)
    return table


def _enter(lexicon: Lexicon, subject: str, resource: Resource, path: Path) -> None:
    """One resource into the table that its properties ask for."""
    if subject.startswith(LEX):
        name = subject.removeprefix(LEX)
        lexicon.lists[name] = lexicon.list(name) | set(resource[f"{SKOS}hiddenLabel"])
        return
    for head in resource.get(f"{LEX}head", ()):
        lexicon.heads.add(head, subject.rpartition("/")[2])
    for noun in resource.get(f"{LEX}noun", ()):
        lexicon.events.add(noun, subject.rpartition("/")[2])
    kinds = [kind.removeprefix(NAMESPACE) for kind in resource.get(TYPE, ())]
    for kind in kinds:
        if kind not in _READERS:
            raise BadKnowledge(
                f"{subject}: kg:{kind} is no kind of name", where=str(path), hint=f"Use one of {', '.join(_READERS)}."
            )
        if not resource.get(f"{SKOS}prefLabel"):
            raise BadKnowledge(f"{subject} has no skos:prefLabel", where=str(path))
        _READERS[kind](lexicon, subject.rpartition("/")[2], resource)


def _labels(resource: Resource) -> list[str]:
    return [*resource[f"{SKOS}prefLabel"], *resource.get(f"{SKOS}altLabel", ())]


def _country(resource: Resource) -> str:
    return (resource.get(f"{NAMESPACE}country") or [""])[0].rpartition("/")[2]


def _state(lexicon: Lexicon, code: str, resource: Resource) -> None:
    label = resource[f"{SKOS}prefLabel"][0]
    lexicon.states[code] = label
    ambiguous = bool(resource.get(f"{LEX}ambiguous"))
    for form in _labels(resource):
        lexicon.names.add(form, Name("state", label, code, ambiguous=ambiguous))
    for form in resource.get(f"{LEX}adjective", ()):
        lexicon.names.add(form, Name("adjective", label, code))
        lexicon.adjectives.setdefault(form, code)
    for form in resource.get(f"{LEX}demonym", ()):
        lexicon.names.add(form, Name("adjective", label, code))


def _place(lexicon: Lexicon, _: str, resource: Resource) -> None:
    ambiguous, region = bool(resource.get(f"{LEX}ambiguous")), bool(resource.get(f"{LEX}region"))
    name = Name(
        "region" if region else "place", resource[f"{SKOS}prefLabel"][0], _country(resource), ambiguous=ambiguous, region=region
    )
    for form in _labels(resource):
        lexicon.names.add(form, name)


def _institution(lexicon: Lexicon, _: str, resource: Resource) -> None:
    acronyms = resource.get(f"{NAMESPACE}acronym", [])
    kind = (resource.get(f"{NAMESPACE}institutionType") or [""])[0].rpartition("/")[2]
    parent = (resource.get(f"{NAMESPACE}partOf") or [""])[0].removeprefix(BASE)
    name = Name("institution", resource[f"{SKOS}prefLabel"][0], _country(resource), (acronyms or [""])[0], kind, parent)
    for form in [*_labels(resource), *acronyms]:
        lexicon.names.add(form, name)


_READERS = {"State": _state, "Place": _place, "Institution": _institution}
assert CONCEPTS  # concepts are named by the last part of their IRI
