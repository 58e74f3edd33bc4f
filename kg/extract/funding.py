"""What is paid for, and which amount belongs to whom."""

from kg.extract.money import Money
from kg.extract.names import Found
from kg.extract.scan import Sentence
from kg.masks import KINDS, Item

_AGENTS = (KINDS["institution"], KINDS["state"], KINDS["acronym"])
_PAID_FOR = ("project", "output", "event")


def funded_by(sentence: Sentence, index: int) -> Found | None:
    """The project or output nearest in front of 'funded by', else behind it; None where an event is nearer."""
    spots = [(at, item) for at, item in sentence.masked.items.items() if item.kind in _PAID_FOR and at != index]
    front = [one for one in spots if one[0] < index]
    nearest: tuple[int, Item] | None = max(front, key=_place) if front else min(spots, key=_place, default=None)
    return nearest[1].value if nearest and isinstance(nearest[1].value, Found) else None


def _place(one: tuple[int, Item]) -> int:
    return one[0]


def amount_of(sentence: Sentence, at: int, end: int, order: int, several: int) -> Money | None:
    """The amount that an agent gives: the one behind it, else the one in front; by order where several agents give several."""
    text = sentence.masked.text
    spots = [(where, item.value) for where, item in sorted(sentence.masked.items.items()) if isinstance(item.value, Money)]
    if several > 1 and len(spots) == several and all(where > end for where, _ in spots):
        return spots[order][1]
    behind = [value for where, value in spots if where > at and not _agent_between(text, at, where)]
    front = [value for where, value in spots if where < at and not _agent_between(text, where, at)]
    if several > 1:
        bracketed = text[at + 1 : at + 4].startswith((" (", f" {KINDS['count']}"))
        return behind[0] if behind and (len(spots) == 1 or bracketed) else None
    return behind[0] if behind else front[-1] if front else None


def _agent_between(text: str, begin: int, end: int) -> bool:
    return any(mark in text[begin + 1 : end] for mark in _AGENTS)
