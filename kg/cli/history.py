"""The commands about the states of a store: which are kept, what changed between them, and the way back."""

from pathlib import Path

import click

from kg.cli.parts import STORE, WithFormats


@click.command()
@STORE
def generations(store: Path) -> None:
    """List the states of the graph that are kept.

    Each with its documents and events and with what its build did. The published one is marked with *.
    """
    from kg import store as stores
    from kg.cli.telling import generation_lines

    published = stores.current(store)
    for line in generation_lines(stores.generations(store), published, stores.undone(store)):
        click.echo(line)


@click.command()
@STORE
def undo(store: Path) -> None:
    """Go back to the state before the last build."""
    from kg import store as stores

    click.echo(f"Generation {stores.undo(store).number} of {store} is published again.")


@click.command(cls=WithFormats, module="kg.changes")
@click.argument("earlier", metavar="[A]", type=int, required=False)
@click.argument("later", metavar="[B]", type=int, required=False)
@STORE
@click.option(
    "--most", metavar="N", type=click.IntRange(0), default=200, show_default=True, help="How many facts to show as text; 0 for all."
)
@click.option("--format", "form", metavar="FORMAT", default="text", show_default=True, help="One of those below.")
def diff(earlier: int | None, later: int | None, store: Path, most: int, form: str) -> None:
    """Show which facts came and went.

    A and B are numbers of kg generations. Without B it is the published one, without A the one that B was built from.
    """
    from kg import changes
    from kg.store import pair

    for line in changes.lines(pair(store, earlier, later), form, most):
        click.echo(line)
