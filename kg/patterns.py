"""Sentence shapes from data/patterns/*.toml and from users' own folders: a name, what it says, the shape, and its examples.

A shape is a regular expression over masked text (`kg.masks`): things stand in braces (`{event}`, `{agent+}` for a list),
words of the file's own [words] table too. Examples lie beside each pattern and are run by the tests.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.errors import BadKnowledge
from kg.masks import KINDS, SURE

_BRACED = re.compile(r"\{([a-z]+)(\+?)\}")
_CLASS = re.compile(r"\[[^\]]*\]")
_PART = re.compile(r"\\.|\[[^\]]*\]|\{([a-z]+)\+?\}|[()|]", re.DOTALL)
_MOST_WORDS, _MOST_SETS = 65536, 4096  # kept for the next sentence
_FEW = 12  # needs that are looked for faster than words are
_FIELDS = {"name", "says", "when", "needs", "yes", "no", "todo", "confidence", "type"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One sentence shape. `needs`: at least one of these texts or things stands in what it can match; empty means always tried.

    `things`: one of the characters of each of these stands in it too.
    """

    name: str
    says: str
    shape: "re.Pattern[str]"
    needs: tuple[str, ...]
    confidence: float
    type: str
    where: str
    yes: tuple[tuple[str, int], ...] = ()
    no: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()
    things: tuple[str, ...] = ()


class PatternIndex:
    """Patterns by what they need, so that a sentence is tried only against those that can match it.

    A set of patterns is a number with a bit for each, so that what single words allow is joined by `|` in no time; the bits above
    those of the patterns tell the kinds of things that stand in a text.
    """

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = tuple(patterns)
        self._always = sum(1 << at for at, pattern in enumerate(self._patterns) if not pattern.needs)
        by_need = {need: self._needing(need) for pattern in self._patterns for need in pattern.needs}
        few = len(by_need) < _FEW
        kinds = [(kind, 1 << number) for number, kind in enumerate(KINDS.values(), len(self._patterns))]
        in_word = [(need, those) for need, those in by_need.items() if not few and " " not in need.strip()]
        self._across = [(need, those) for need, those in by_need.items() if few or " " in need.strip()]
        self._of_word = _WordNeeds([*in_word, *kinds])
        self._allowed: dict[int, int] = {}
        self._saying: dict[tuple[str, ...], int] = {}
        self._lists: dict[int, list[Pattern]] = {}

    def fits(self, text: str) -> int:
        """The set of the patterns that can match a masked text."""
        numbers = reduce(or_, filter(None, map(self._of_word.__getitem__, text.split())), self._always)
        for need, those in self._across:
            if need in text:
                numbers |= those
        kinds = numbers >> len(self._patterns)
        allowed = self._allowed.get(kinds)
        if allowed is None:
            allowed = self._allowed[kinds] = self._allowing({kind for at, kind in enumerate(KINDS.values()) if kinds >> at & 1})
        return numbers & allowed

    def _allowing(self, kinds: Collection[str]) -> int:
        """The set of the patterns whose things are all among some kinds."""
        fitting = (all(any(kind in one for kind in kinds) for one in pattern.things) for pattern in self._patterns)
        return sum(1 << at for at, fits in enumerate(fitting) if fits)

    def saying(self, numbers: int, says: tuple[str, ...]) -> list[Pattern]:
        """The patterns of a set that say one of these, in their order."""
        if says not in self._saying:
            self._saying[says] = sum(1 << at for at, pattern in enumerate(self._patterns) if pattern.says in says)
        return self._list(numbers & self._saying[says])

    def fitting(self, text: str) -> list[Pattern]:
        """The patterns that can match a masked text, in their order."""
        return self._list(self.fits(text))

    def _list(self, numbers: int) -> list[Pattern]:
        """The patterns of a set; many sentences share one."""
        found = self._lists.get(numbers)
        if found is None:
            if len(self._lists) == _MOST_SETS:
                self._lists.clear()
            found = self._lists[numbers] = [pattern for at, pattern in enumerate(self._patterns) if numbers >> at & 1]
        return found

    def _needing(self, need: str) -> int:
        return sum(1 << at for at, pattern in enumerate(self._patterns) if need in pattern.needs)


class _WordNeeds(dict[str, int]):
    """For each word between blanks the set of the patterns that need something which stands in it, found once in a process."""

    def __init__(self, needs: Sequence[tuple[str, int]]) -> None:
        super().__init__()
        self.needs = needs

    def __missing__(self, word: str) -> int:
        if len(self) == _MOST_WORDS:
            self.clear()
        self[word] = numbers = reduce(or_, (those for need, those in self.needs if need in f" {word} "), 0)
        return numbers


def load(
    folders: Iterable[Path], things: Mapping[str, str], joined: str, lists: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> list[Pattern]:
    """The patterns of all files that hold [[pattern]] tables, in order of file and place.

    `lists` are the words that can stand in braces among the needs of a pattern, for all of them.
    """
    found: list[Pattern] = []
    for path in (path for folder in folders for path in sorted(folder.glob("*.toml"))):
        table = read_table(path)
        words: dict[str, str] = {}
        for name, text in table.get("words", {}).items():
            words[name] = _expand(text, things, words, joined, str(path), named=False)
        found.extend(_pattern(entry, things, words, joined, path, lists) for entry in table.get("pattern", ()))
    return found


def read_table(path: Path) -> dict[str, Any]:
    """The content of a TOML file; an error names the file and the line."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadKnowledge(f"not readable as TOML: {error}", where=str(path)) from error


def _expand(shape: str, things: Mapping[str, str], words: Mapping[str, str], joined: str, where: str, *, named: bool) -> str:
    """The shape with its braces replaced: words by their text, `{event}` by a group, `{agent+}` by a list.

    The groups of a second and third `{agent}` (other branches of the shape) are named agent_2 and agent_3.
    """
    seen: Counter[str] = Counter()

    def replaced(found: "re.Match[str]") -> str:
        name, several = found.group(1), found.group(2)
        if name in words:
            return words[name]
        if name not in things:
            raise BadKnowledge(
                f"{{{name}}} is nothing that a pattern can name",
                where=where,
                hint=f"Use one of {', '.join(sorted([*things, *words]))}.",
            )
        body = f"{things[name]}(?:{joined}{things[name]})*" if several else things[name]
        if not named:
            return f"(?:{body})" if several else body
        seen[name] += 1
        return f"(?P<{name}>{body})" if seen[name] == 1 else f"(?P<{name}_{seen[name]}>{body})"

    bare = _CLASS.sub(lambda part: _BRACED.sub(lambda found: things.get(found.group(1), found.group()), part.group()), shape)
    return _BRACED.sub(replaced, bare)


def _needed(need: str, things: Mapping[str, str], lists: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """What a need stands for: a thing or the words of a list in braces, else itself."""
    name = need[1:-1] if need.startswith("{") else ""
    return lists.get(name) or (things.get(name, need),)


def _pattern(
    entry: Mapping[str, Any],
    things: Mapping[str, str],
    words: Mapping[str, str],
    joined: str,
    path: Path,
    lists: Mapping[str, Sequence[str]],
) -> Pattern:
    """One [[pattern]] entry, checked."""
    name = str(entry.get("name", ""))
    where = f'{path}, pattern "{name}"'
    unknown = set(entry) - _FIELDS
    if not name or unknown or not isinstance(entry.get("when"), str) or not entry.get("says"):
        raise BadKnowledge(
            f"fields wrong or missing: {', '.join(sorted(unknown)) or 'name, says, when'}",
            where=where,
            hint=f"A pattern has {', '.join(sorted(_FIELDS))}.",
        )
    try:
        shape = re.compile(_expand(entry["when"], things, words, joined, where, named=True))
    except re.error as error:
        raise BadKnowledge(f"the shape is no regular expression: {error}", where=where) from error
    yes = tuple((str(one["text"]), int(one.get("claims", 1))) for one in entry.get("yes", ()))
    needs, no, todo = (tuple(map(str, entry.get(field, ()))) for field in ("needs", "no", "todo"))
    needs = tuple(one for need in needs for one in _needed(need, things, lists))
    return Pattern(
        name,
        str(entry["says"]),
        shape,
        needs,
        float(entry.get("confidence", 0.9)),
        str(entry.get("type", "")),
        where,
        yes,
        no,
        todo,
        _sure(entry["when"]),
    )


def _sure(shape: str) -> tuple[str, ...]:
    """The things that whatever a shape matches must hold: those in braces that are in no group, not optional and no branch."""
    found: list[str] = []
    depth = 0
    for part in _PART.finditer(shape):
        depth += (part.group() == "(") - (part.group() == ")")
        if depth == 0 and part.group() == "|":
            return ()
        if depth == 0 and part.group(1) in SURE and not shape.startswith(("?", "*", "{0"), part.end()):
            found.append(SURE[part.group(1)])
    return tuple(dict.fromkeys(found))


def group_of(match: "re.Match[str]", *names: str) -> str:
    """The name of the first group that took part in a match, of those for one of some things ('person', 'person_2')."""
    return next(name for name in match.re.groupindex if name.partition("_")[0] in names and match.start(name) >= 0)
