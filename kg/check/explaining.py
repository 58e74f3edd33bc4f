"""Which few of many statements cannot hold together: the method is QuickXplain (Junker, AAAI 2004), whatever the reasoner."""

from collections.abc import Callable, Sequence

Holds = Callable[[Sequence[str]], bool]


def smallest(statements: Sequence[str], holds: Holds) -> list[str]:
    """Statements, in their order, for which `holds` is true and of which none can be left out.

    `holds` is true of all statements together, and stays true when statements are added.
    """
    each = list(dict.fromkeys(statements))
    if not each or holds([]):
        return []
    chosen = _needed([], each, holds, grew=False)
    return [one for one in each if one in chosen]


def _needed(background: list[str], statements: list[str], holds: Holds, *, grew: bool) -> set[str]:
    """Those of the statements that `holds` needs beside the background, which `grew` since it was last asked about."""
    if grew and holds(background):
        return set()
    if len(statements) == 1:
        return set(statements)
    first, second = statements[: len(statements) // 2], statements[len(statements) // 2 :]
    later = _needed(background + first, second, holds, grew=True)
    found = [one for one in second if one in later]
    return later | _needed(background + found, first, holds, grew=bool(found))
