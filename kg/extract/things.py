"""The things of a reading, each once, and which of them an item of a sentence stands for."""

from collections.abc import Iterator

from kg.extract.names import Found
from kg.extract.source import Source
from kg.masks import Item
from kg.model import Kind, Thing


class Things:
    """The things in order of entry. Agents are asked for by key: 'state/AL', 'body/...'."""

    def __init__(self, source: Source) -> None:
        self.list: list[Thing] = []
        self._aliases = source.aliases
        self._bodies = source.aliases.things()
        self._index: dict[tuple[str, str], int] = {}

    def add(self, key: tuple[str, str], thing: Thing) -> int:
        """The index of a thing, entered if it is new."""
        if key not in self._index:
            self._index[key] = len(self.list)
            self.list.append(thing)
        return self._index[key]

    def look_up(self, key: str) -> Thing | None:
        """The agent with a key, entered or not."""
        kind, _, name = key.partition("/")
        if kind == "state":
            return Thing(Kind.STATE, self._aliases.state_label(name), name)
        return self._bodies.get(name) or self._aliases.thing(name)

    def agent(self, key: str) -> int | None:
        """The index of an agent, entered if it is new."""
        thing = self.look_up(key)
        return self.add((thing.kind, key.partition("/")[2]), thing) if thing else None


def agent_keys(source: Source, item: Item) -> Iterator[str]:
    """The keys of the agents that an item stands for: a state, a body, several bodies of one phrase."""
    found = item.value
    if not isinstance(found, Found):
        return
    if item.kind == "project" and (found.bare or not found.name[0].isupper()):
        return
    if item.kind in ("name", "project"):
        yield f"body/{source.aliases.introduce(found, item.begin)}"
        return
    if item.kind in ("state", "adjective"):
        yield from (f"state/{one.country}" for one in (found, *found.others) if one.country)
        return
    plural = [one for one in found.others if one.first == found.first and one.after == found.after]
    for one in (found, *plural):
        key = source.aliases.of(one, item.begin)
        if key:
            yield f"body/{key}"
