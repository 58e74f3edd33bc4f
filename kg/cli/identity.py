"""The commands about names: which were taken for one, which may be and what a person says of them, and the way back."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.parts import STORE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.decisions import Decision
    from kg.review import Question

    Show = Callable[[Question], str]

KIND = click.option("--kind", type=click.Choice(["person", "institution", "event"]), help="Only names of these.")
DECISIONS = click.option(
    "--decisions",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    default="decisions.tsv",
    show_default=True,
    help="The file of decisions; it is made if it is not there.",
)
WHO = click.option("--who", metavar="NAME", default="", help="Who decides; default: your name on this computer.")
_ASK = "[s]ame, [d]ifferent, [l]ater, [w]hy, [u]ndo, [q]uit"


@click.command()
@STORE
@KIND
def merges(store: Path, kind: str | None) -> None:
    """List the names that were taken for one thing, and why."""
    from kg import review as names
    from kg import store as stores

    with stores.open_reader(store) as reader, reader.ledger() as ledger:
        lines = list(names.merge_lines(names.merges(ledger, kind or "")))
    click.echo("\n".join(lines) if lines else "No two names were taken for one.")


@click.command()
@STORE
@KIND
@DECISIONS
@WHO
@click.option("--most", metavar="N", type=click.IntRange(1), default=1000, help="How many questions to ask at most.")
def review(store: Path, kind: str | None, file: Path, who: str, most: int) -> None:
    """Decide which names are one.

    Each question shows two names with a sentence of a document each, and what speaks for and against. What you say is written to
    the file of decisions, which every later build honours with: kg build --decisions FILE.
    """
    from kg import decisions
    from kg import review as names
    from kg import store as stores
    from kg.cli.telling import counted

    kept = decisions.read(file) if file.exists() else []
    with stores.open_reader(store) as reader, reader.ledger() as ledger:
        asked = names.questions(ledger, kind or "")[:most]
        show = partial(_lines, partial(names.question_lines, reader, ledger))
        said = _ask(asked, show, partial(_lines, partial(names.reason_lines, ledger)), who)
    if said:
        decisions.write(file, [*kept, *said])
        click.echo(f"{counted(len(said), 'decision')} written to {file}.")
        _apply(store, file)


@click.command()
@click.argument("name")
@STORE
@DECISIONS
@WHO
@click.option("--why", metavar="TEXT", default="", help="The reason, kept with the decision.")
def split(name: str, store: Path, file: Path, who: str, why: str) -> None:
    """Take one name out of those that it was taken for one with.

    NAME is its IRI as kg merges lists it, the end of that IRI, or its label. The decision is written to the file and applied.
    """
    from kg import decisions
    from kg import review as names
    from kg import store as stores

    kept = decisions.read(file) if file.exists() else []
    with stores.open_reader(store) as reader, reader.ledger() as ledger:
        said = names.parted(ledger, name, who, why)
    decisions.write(file, [*kept, *said])
    _apply(store, file)


def _lines(tell: "Callable[[Question], Iterable[str]]", question: "Question") -> str:
    return "\n".join(tell(question))


def _ask(asked: "Sequence[Question]", show: "Show", explain: "Show", who: str) -> "list[Decision]":
    """What a person says to each question, until there are no more or enough is said."""
    from kg import review as names

    said: dict[int, Decision] = {}
    number, shown = 0, -1
    while number < len(asked):
        question = asked[number]
        if shown != number:
            click.echo(f"\n--- {number + 1} of {len(asked)}, {len(said)} decided\n{show(question)}")
            shown = number
        letter = click.prompt(_ASK, type=click.Choice(list("sdlwuq")), show_choices=False)
        if letter == "q":
            break
        if letter == "u":
            number, shown = max(0, number - 1), -1
            said.pop(number, None)
        elif letter == "w":
            click.echo(explain(question))
        else:
            if letter != "l":
                why = click.prompt("Why (Enter for no reason)", default="", show_default=False)
                judged = "same" if letter == "s" else "different"
                said[number] = names.decided(question.link, question.labels, judged, who, why)
            number += 1
    if not asked:
        click.echo("There is nothing to decide.")
    return list(said.values())


def _apply(store: Path, file: Path) -> None:
    """The decisions hold in the graph; only the documents concerned are touched."""
    from kg import pipeline

    summary = pipeline.build([], store, decisions=[file])
    click.echo(f"{store}: generation {summary.generation} is published." if summary.generation else f"Nothing new for {store}")
    for conflict in summary.conflicts:
        click.echo(f"Decisions: {conflict}", err=True)
