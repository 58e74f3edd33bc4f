"""Quads as lines: what a document graph may hold, checked before it comes near a database."""

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from kg.iris import CONCEPTS

CONCEPTS_GRAPH = f"{CONCEPTS}graph/concepts"


def valid(graph: str, lines: Sequence[str]) -> bytes:
    """The lines as one block of N-Quads; ValueError tells the first that is no quad of this graph."""
    ending = f" <{graph}> .\n"
    if not lines:
        raise ValueError("there are no quads")
    for number, line in enumerate(lines, 1):
        if not line.endswith(ending) or line.startswith("_:") or " _:" in line.split('"', 1)[0]:
            raise ValueError(f"quad {number} is not one of <{graph}> without blank nodes: {line.strip()[:200]}")
    block = "".join(lines).encode()
    try:
        count = sum(1 for _ in ox.parse(block, format=ox.RdfFormat.N_QUADS))
    except (SyntaxError, MemoryError) as error:  # the second is how the parser refuses a line of more than 16 MB
        raise ValueError(f"not N-Quads: {error}") from error
    if count != len(lines):
        raise ValueError(f"{len(lines)} lines hold {count} quads")
    return block


def sorted_lines(quads: Iterable[ox.Quad]) -> list[str]:
    """Quads as N-Quads lines in the order of their characters."""
    block = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    return sorted(f"{line}\n" for line in block.decode().split("\n") if line)
