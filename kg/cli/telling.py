"""Lines of plain text for what the commands did."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.documents import Unread
    from kg.pipeline import Summary
    from kg.queries import Query
    from kg.store import Generation
    from kg.unread import Answer


def summary_lines(summary: "Summary", store: Path) -> Iterator[str]:
    """What a build did: documents, facts by kind, and where they are."""
    yield f"{_documents(summary)} in {summary.seconds:.1f} s"
    if summary.rdf:
        yield "Files of RDF: " + ", ".join(f"{count:,} {what}" for what, count in summary.rdf.items())
    if summary.generation is None:
        yield f"Nothing new for {store}"
    else:
        yield f"{store} now holds (generation {summary.generation}):"
    width = max(map(len, summary.facts), default=0)
    for kind, count in summary.facts.items():
        yield f"  {kind:<{width}} {count:>8,}"
    if summary.gone:
        yield f"{len(summary.gone)} documents are gone from their folders but still in the graph; drop them with: --prune"
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


def failed_lines(failed: Iterable["Unread"]) -> Iterator[str]:
    """What could not be read and why, a line each."""
    for item in failed:
        yield f"Error: {KgError(item.reason, where=item.source)}"


def gap_lines(answer: "Answer") -> Iterator[str]:
    """How many sentences were shown of how many, in how many documents."""
    more = f"; {answer.more:,} more with: --most 0" if answer.more else ""
    yield f"{_counted(len(answer.gaps), 'sentence')} of {_counted(answer.documents, 'document')}{more}"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' if number != 1 else ''}"


def generation_lines(generations: Sequence["Generation"], published: "Generation") -> Iterator[str]:
    """Each kept generation: number, when it was built, and how many documents and events it holds."""
    for generation in generations:
        record = generation.record
        facts = record["summary"]["facts"]
        mark = "*" if generation == published else " "
        held = f"{facts.get('Document', 0):,} documents, {facts.get('Event', 0):,} events"
        yield f"{mark} {generation.number:>4}  {record['built']}  {held}"


def question_lines(questions: Sequence["Query"]) -> Iterator[str]:
    """Each question by name, with its title and the parameters it takes."""
    width = max(len(question.name) for question in questions)
    for question in questions:
        taken = ", ".join(parameter.name for parameter in question.params)
        yield f"{question.name:<{width}}  {question.title}{f' ({taken})' if taken else ''}"
    yield ""
    yield "Ask one with: kg query NAME --param KEY=VALUE"
