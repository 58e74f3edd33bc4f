"""The command that builds, what it asks before documents are removed, and the run that only tells."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.parts import FIELD, LEXICON, PATTERNS, STORE, at_terminal

if TYPE_CHECKING:
    from kg.pipeline.running import Prune


@click.command()
@click.argument("paths", nargs=-1, required=True)
@STORE
@click.option("--dry-run", is_flag=True, help="Say what a build would do, and do nothing.")
@click.option("--workers", metavar="N", type=click.IntRange(1), help="How many processes read; default: one a processor core.")
@click.option("--base", metavar="IRI", default="", help="What the IRIs of things begin with; decided at the first build.")
@click.option("--prune", is_flag=True, help="Forget documents that are gone from the given folders; a terminal is asked first.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@FIELD
@LEXICON
@PATTERNS
@click.option(
    "--decisions",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="What persons decided about names; may be repeated.",
)
@click.option(
    "--infer",
    metavar="LEVEL",
    default="",
    help="What to derive: none, shortcuts, or aligned (also in other vocabularies); default: as before, or shortcuts.",
)
@click.option("--keep", metavar="N", type=click.IntRange(1), default=3, show_default=True, help="How many generations to keep.")
@click.option("--wait", metavar="SECONDS", type=click.FloatRange(0), default=0, help="How long to wait for another build to end.")
@click.pass_context
def build(context: click.Context, /, dry_run: bool, **options: Any) -> None:  # noqa: ANN401 - those of the two below
    """Read releases into the graph.

    PATHS are files, folders of them, or - for standard input; text, Markdown and HTML are read, and JSON Lines and CSV of many
    documents. Only what is new or changed is read again; all is when names, patterns or the program changed. What cannot be
    read is told, and the rest is built.
    """
    from kg.cli.telling import failed_lines

    unread = _tell(**options) if dry_run else _build(**options)
    for line in failed_lines(unread):
        click.echo(line, err=True)
    context.exit(1 if unread else 0)


def _build(*, paths: Sequence[str], store: Path, prune: bool, yes: bool, **options: Any) -> Sequence[Any]:  # noqa: ANN401
    """What could not be read, when the rest is built."""
    from kg import pipeline
    from kg.cli.progress import progress
    from kg.cli.telling import summary_lines

    with progress("Reading") as bar:
        agreed: Prune = partial(_agreed, bar.hidden, yes) if prune else False
        summary = pipeline.build(paths, store, progress=bar.report, prune=agreed, **options)
    for line in summary_lines(summary, store):
        click.echo(line)
    return summary.unread


def _agreed(hidden: Callable[[], Any], yes: bool, names: Sequence[str]) -> bool:
    """Whether the documents may be removed; they are listed, and whoever sits at a terminal is asked."""
    from kg.cli.telling import counted, removal_lines

    ask = at_terminal() and not yes
    with hidden():
        for line in removal_lines(names):
            click.echo(line, err=ask)
        return not ask or click.confirm(f"Remove {counted(len(names), 'document')} from the graph?", err=True)


def _tell(*, paths: Sequence[str], store: Path, prune: bool, **options: Any) -> Sequence[Any]:  # noqa: ANN401 - as above
    """What a build could not read as far as is known without reading, when all that it would do is told."""
    from kg import pipeline
    from kg.cli.telling import plan_lines

    todo = pipeline.preview(paths, store, **{name: options[name] for name in ("lexicon", "patterns", "base", "fields")})
    for line in plan_lines(todo, store, prune=prune):
        click.echo(line)
    return todo.unread
