"""Dates of their own: where a sentence says when something else than the main event happens, and which words that date covers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.cues import Cues
from kg.extract.dates import Printed
from kg.extract.drafts import Candidate, dates_of
from kg.extract.source import Source
from kg.extract.when import within

_MONTH = 7  # characters of an ISO month: a date as precise as that tells a happening, a year alone hardly ever
_DATELINE = 60
_MARKS = re.compile(r"[;,] (?:and |while |whereas |but )?|\b(?:and|while|whereas) ")


@dataclass(frozen=True, slots=True)
class Occasion:
    """A date, `start` to `end`, and the stretch of a sentence's masked text that it covers, `first` to before `after`."""

    sentence: int
    first: int
    after: int
    position: int
    start: str
    end: str
    text: str


def occasions(number: int, source: Source, main: tuple[str, str]) -> list[Occasion]:
    """The dates of a sentence that name a day or month outside the main event's (start, end); no bounds such as 'since May'."""
    text = source.sentences[number].masked.text
    dated = dates_of(source.sentences[number])
    if not dated:
        return []
    edges = [0, *_edges(text, [position for position, _ in dated]), len(text)]
    found: list[Occasion] = []
    for (position, printed), first, after in zip(dated, edges, edges[1:], strict=False):
        start, end = printed.resolve(source.issued, " will " in text)
        if len(start) < _MONTH or _is_main(start, end, main) or _is_bound(text, position, printed, source.cues):
            continue
        if not (start == source.issued and position < _DATELINE and printed.complete):
            found.append(Occasion(number, first, after, position, start, end, printed.text))
    return found


def _edges(text: str, positions: Sequence[int]) -> list[int]:
    """Where one date's words end and the next one's begin: at the last mark between them, else straight behind the first."""
    edges: list[int] = []
    for one, other in pairwise(positions):
        marks = [mark.end() for mark in _MARKS.finditer(text, one + 1, other)]
        edges.append(marks[-1] if marks else one + 1)
    return edges


def are_parted(text: str, one: int, other: int) -> bool:
    """Whether a mark stands between two places of a masked text, so that a date at one need not be that of a deed at the other."""
    return bool(_MARKS.search(text, min(one, other) + 1, max(one, other)))


def edges_around(text: str, positions: Sequence[int], position: int) -> tuple[int, int]:
    """The stretch of a masked text that belongs to one of its dates."""
    edges = [0, *_edges(text, positions), len(text)]
    at = positions.index(position)
    return edges[at], edges[at + 1]


def _is_main(start: str, end: str, main: tuple[str, str]) -> bool:
    """Whether a date says no more than when the main event is: one of its ends, all of it, or a month around it."""
    return within(start, end, main) and (start in main or len(start) < len(main[0] or main[1]))


def _is_bound(text: str, position: int, printed: Printed, cues: Cues) -> bool:
    """Whether a date only bounds a time: 'since May', 'until 15 September', 'by noon on 23 October'."""
    front = text[max(0, position - 24) : position]
    return cues.at_end("bound", front) or f" {printed.text.lower()}".startswith(cues.phrases["bound"])


def best_candidate(one: Occasion, here: Sequence[Candidate]) -> Candidate | None:
    """What an occasion is, of the candidates of its sentence: the specific noun nearest to the date, a verb, or a weak noun."""
    inside = [candidate for candidate in here if one.first <= candidate.position < one.after and candidate.type != "statement"]

    def rank(candidate: Candidate) -> tuple[int, bool, int]:
        kind = 2 if candidate.weak else 1 if candidate.verb else 0
        return kind, candidate.position > one.position, abs(candidate.position - one.position)

    return min(inside, key=rank, default=None)
