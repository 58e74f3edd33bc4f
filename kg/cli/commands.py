"""The commands of `kg`, in the order in which a newcomer meets them."""

import sys
from pathlib import Path
from typing import Any

import click

from kg.errors import KgError

STORE = click.option(
    "--store",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default="kg-store",
    envvar="KG_STORE",
    show_default=True,
    show_envvar=True,
    help="The folder that holds the graph.",
)


class Commands(click.Group):
    """Commands in the order of this file; what a user can mend comes out as one line, exit 1."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """The names as they were added."""
        return list(self.commands)

    def invoke(self, context: click.Context) -> Any:  # noqa: ANN401 - as click says
        """What the command returns."""
        try:
            return super().invoke(context)
        except KgError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="pressgraph", prog_name="kg")
def main() -> None:
    """Press releases in, a knowledge graph out, every fact one click from its sentence.

    To see it work: kg demo
    """


@main.command()
@click.argument("paths", nargs=-1, required=True)
@STORE
@click.option("--workers", metavar="N", type=click.IntRange(1), help="How many processes read; default: one a processor core.")
@click.option("--base", metavar="IRI", default="", help="What the IRIs of things begin with; decided at the first build.")
@click.option("--prune", is_flag=True, help="Forget documents that are gone from the given folders.")
@click.option("--lexicon", metavar="DIR", multiple=True, type=click.Path(path_type=Path), help="A folder of further names (*.ttl).")
@click.option(
    "--patterns",
    metavar="DIR",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A folder of further sentence shapes (*.toml).",
)
@click.option("--wait", metavar="SECONDS", type=click.FloatRange(0), default=0, help="How long to wait for another build to end.")
@click.pass_context
def build(context: click.Context, /, paths: tuple[str, ...], store: Path, **options: Any) -> None:  # noqa: ANN401 - those of build
    """Read releases into the graph.

    PATHS are files, folders of them, or - for standard input; text, Markdown and HTML are read. Only what is new or changed
    is read again. What cannot be read is told, and the rest is built.
    """
    from kg import pipeline
    from kg.cli.progress import progress
    from kg.cli.telling import summary_lines, unread_lines

    with progress("Reading") as report:
        summary = pipeline.build(paths, store, progress=report, **options)
    for line in summary_lines(summary, store):
        click.echo(line)
    for line in unread_lines(summary):
        click.echo(line, err=True)
    context.exit(1 if summary.unread else 0)


@main.command()
@click.argument("name")
@STORE
@click.option(
    "--most", metavar="N", type=click.IntRange(0), default=20, show_default=True, help="How many statements to show; 0 for all."
)
def why(name: str, store: Path, most: int) -> None:
    """Show the sentences behind a fact.

    NAME is a claim, an event, a person or any other thing, a passage or a document: its IRI, the end of the IRI
    (institution/undp), or its name in quotes.
    """
    from kg import store as stores
    from kg import why as evidence

    with stores.open_reader(store) as reader:
        answer = evidence.why(reader, name, most)
    for line in evidence.lines(answer.evidence):
        click.echo(line)
    if answer.more:
        click.echo(f"{answer.more} more statements; all of them with: --most 0")


class WithFormats(click.Command):
    """A command whose help ends with the table of formats."""

    def format_epilog(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the table."""
        from kg.export import FORMATS

        with formatter.section("Formats"):
            formatter.write_dl([(name, row.description) for name, row in FORMATS.items()])


@main.command(cls=WithFormats)
@click.argument("form", metavar="FORMAT")
@STORE
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Where to write; without it, to standard output.")
@click.option("--view", metavar="NAME", default="actors", show_default=True, help="Which network: a file of queries/network.")
def export(form: str, store: Path, out: Path | None, view: str) -> None:
    """Write the graph, or a network for Gephi."""
    from kg import export as exports
    from kg import store as stores

    with stores.open_reader(store) as reader:
        if out:
            exports.save(reader, form, out, view)
            click.echo(f"Wrote {out}", err=True)
            return
        sys.stdout.buffer.writelines(exports.parts(reader, form, view))
        sys.stdout.buffer.flush()


@main.command()
@STORE
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", metavar="N", type=click.IntRange(0, 65535), default=7878, show_default=True, help="The port; 0 for a free one."
)
@click.option("--timeout", metavar="SECONDS", type=float, default=10.0, show_default=True, help="How long a query may take.")
@click.option("--workers", metavar="N", type=click.IntRange(1), default=2, show_default=True, help="How many queries run at once.")
@click.option("--public", is_flag=True, help="Allow an address that other machines can reach.")
@click.option("--name", "names", metavar="HOST", multiple=True, help="A further host name to answer to.")
@click.option(
    "--token", metavar="TEXT", default="", envvar="KG_TOKEN", show_envvar=True, help="Answer only those who send this bearer token."
)
@click.option("--log", metavar="FILE", default="", help="Where to write what went wrong.")
def serve(store: Path, **options: Any) -> None:  # noqa: ANN401 - the fields of Settings
    """Answer SPARQL queries over HTTP."""
    from kg import web

    web.serve(store, ready=lambda url: click.echo(f"Serving {store} at {url}sparql (stop with Ctrl+C)"), **options)


@main.command()
@STORE
def generations(store: Path) -> None:
    """List the states of the graph that are kept.

    The one that is published is marked with *.
    """
    from kg import store as stores
    from kg.cli.telling import generation_lines

    for line in generation_lines(stores.generations(store), stores.current(store)):
        click.echo(line)


@main.command()
@STORE
def undo(store: Path) -> None:
    """Go back to the state before the last build."""
    from kg import store as stores

    click.echo(f"Generation {stores.undo(store).number} of {store} is published again.")
