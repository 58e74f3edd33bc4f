"""Lines of plain text for what the commands did."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.documents import Unread
    from kg.pipeline import Plan, Summary
    from kg.queries import Query
    from kg.store import Generation
    from kg.unread import Answer

SHOWN = 20  # names of a kind
_READ_AGAIN = "read again, because names, patterns or the program changed"


def summary_lines(summary: "Summary", store: Path) -> Iterator[str]:
    """What a build did: documents, facts by kind, and where they are."""
    yield f"{_documents(summary)} in {summary.seconds:.1f} s"
    if summary.rdf:
        yield "Files of RDF: " + ", ".join(f"{count:,} {what}" for what, count in summary.rdf.items())
    if summary.reread:
        yield f"{_READ_AGAIN.capitalize()}: {summary.reread:,}"
    if summary.generation is None:
        yield f"Nothing new for {store}"
    else:
        yield f"{store} now holds (generation {summary.generation}):"
    width = max(map(len, summary.facts), default=0)
    for kind, count in summary.facts.items():
        yield f"  {kind:<{width}} {count:>8,}"
    yield from (f"Decisions: {conflict}" for conflict in summary.conflicts)
    if summary.gone:
        yield f"{len(summary.gone)} documents are gone from their folders or files but still in the graph; drop them with: --prune"
    if summary.outdated:
        yield f"{summary.outdated} documents were read with other knowledge than today's; build their paths again to renew them"


def _documents(summary: "Summary") -> str:
    """`3 new, 1 changed, 27 unchanged documents`."""
    counts = {
        "new": summary.new,
        "changed": summary.changed,
        "read again": summary.reread,
        "unchanged": summary.unchanged,
        "removed": len(summary.removed),
        "unreadable": len(summary.unread),
    }
    return "Documents: " + (", ".join(f"{count:,} {what}" for what, count in counts.items() if count) or "none")


def plan_lines(plan: "Plan", store: Path, *, prune: bool) -> Iterator[str]:
    """What a build would do, with the first names of each kind."""
    yield f"What kg build would do with {store}; nothing is done now:"
    kinds: list[tuple[str, Sequence[str]]] = [
        ("new", [job.source for job in plan.new]),
        ("changed", [job.source for job in plan.changed]),
        (_READ_AGAIN, [job.source for job in plan.reread]),
        ("removed" if prune else "gone from their folders or files, kept without --prune", plan.gone),
        ("unreadable", [item.source for item in plan.unread]),
    ]
    for what, names in kinds:
        if names:
            yield f"  {what}: {len(names):,}"
            yield from _first(names, "    ")
    yield f"  unchanged: {len(plan.unchanged) + plan.same:,}"


def removal_lines(names: Sequence[str]) -> Iterator[str]:
    """Which documents are to be removed."""
    yield f"Gone from their folders or files, to be removed from the graph: {len(names):,}"
    yield from _first(names, "  ")


def _first(names: Sequence[str], indent: str) -> Iterator[str]:
    """The first names, a line each, and how many more there are."""
    yield from (f"{indent}{' '.join(name.split())}" for name in names[:SHOWN])
    if len(names) > SHOWN:
        yield f"{indent}... and {len(names) - SHOWN:,} more"


def failed_lines(failed: Iterable["Unread"]) -> Iterator[str]:
    """What could not be read and why, a line each."""
    for item in failed:
        yield f"Error: {KgError(item.reason, where=item.source)}"


def gap_lines(answer: "Answer") -> Iterator[str]:
    """How many sentences were shown of how many, in how many documents."""
    more = f"; {answer.more:,} more with: --most 0" if answer.more else ""
    yield f"{counted(len(answer.gaps), 'sentence')} of {counted(answer.documents, 'document')}{more}"


def counted(number: int, what: str) -> str:
    """`1 document`, `1,200 documents`."""
    return f"{number:,} {what}{'s' if number != 1 else ''}"


def generation_lines(generations: Sequence["Generation"], published: "Generation", undone: Collection[int]) -> Iterator[str]:
    """Each kept generation: number, when it was built, what it holds, and what its build did."""
    rows = [(generation.number, generation.record["built"], generation.record["summary"]) for generation in generations]
    held = [[f"{summary['facts'].get(kind, 0):,}" for kind in ("Document", "Event")] for _, _, summary in rows]
    widths = [max(map(len, column)) for column in zip(*held, strict=True)]
    for (number, built, summary), counts in zip(rows, held, strict=True):
        documents, events = (count.rjust(width) for count, width in zip(counts, widths, strict=True))
        mark = "*" if number == published.number else " "
        end = "  (undone)" if number in undone else ""
        yield f"{mark} {number:>4}  {built}  {documents} documents, {events} events  {_done(summary)}{end}"


def _done(summary: Mapping[str, Any]) -> str:
    """`1 new, 2 removed`; a build without documents is one after a change of concepts or of the derived graph."""
    kinds = {"new": "new", "changed": "changed", "removed": "removed", "reread": "read again"}
    return ", ".join(f"{summary[key]:,} {what}" for key, what in kinds.items() if summary[key]) or "concepts or derived facts"


def question_lines(questions: Sequence["Query"]) -> Iterator[str]:
    """Each question by name, with its title and the parameters it takes."""
    width = max(len(question.name) for question in questions)
    for question in questions:
        taken = ", ".join(parameter.name for parameter in question.params)
        yield f"{question.name:<{width}}  {question.title}{f' ({taken})' if taken else ''}"
    yield ""
    yield "Ask one with: kg query NAME --param KEY=VALUE"
