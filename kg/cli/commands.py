"""The commands of `kg`, in the order in which a newcomer meets them."""

from pathlib import Path
from typing import Any

import click

from kg.cli import building, checking, exporting, history, identity, serving
from kg.cli.parts import (
    FIELD,
    LEXICON,
    PATTERNS,
    STORE,
    Commands,
    WithFormats,
    end_at_once,
    keep_width,
    send,
    standard_input,
    terminal_width,
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="pressgraph", prog_name="kg")
def main() -> None:
    """Press releases in, a knowledge graph out, every fact one click from its sentence.

    To see it work: kg demo
    """


main.add_command(building.build)


@main.command(cls=WithFormats, module="kg.results")
@click.argument("name", metavar="NAME|FILE|-", default="")
@STORE
@click.option("--param", "given", metavar="KEY=VALUE", multiple=True, help="A value for a parameter; may be repeated.")
@click.option("--format", "form", metavar="FORMAT", default="table", show_default=True, help="One of those below.")
def query(name: str, store: Path, given: tuple[str, ...], form: str) -> None:
    """Ask a question of the graph.

    NAME is one of the questions that come with kg, FILE a file with SPARQL, - reads SPARQL from standard input. Without any of
    them the questions are listed.
    """
    from kg import queries, results
    from kg import store as stores
    from kg.cli.telling import question_lines

    if not name:
        click.echo("\n".join(question_lines(queries.catalogue())))
        return
    end_at_once()
    question = queries.load(name, standard_input() if name == "-" else "")
    with stores.open_reader(store) as reader:
        answer = question.ask(reader, queries.assignments(given))
        hidden = [parameter.name for parameter in question.params]
        send([results.write(answer, form, hide=hidden, width=terminal_width())])
    for doubt in queries.doubts(question.text):
        click.echo(f"Note: {doubt}.", err=True)


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


@main.command(cls=WithFormats, module="kg.unread")
@click.argument("paths", nargs=-1, required=True)
@FIELD
@LEXICON
@PATTERNS
@click.option(
    "--most", metavar="N", type=click.IntRange(0), default=30, show_default=True, help="How many sentences to show; 0 for all."
)
@click.option("--format", "form", metavar="FORMAT", default="text", show_default=True, help="One of those below.")
@click.pass_context
def unread(context: click.Context, /, paths: tuple[str, ...], form: str, **options: Any) -> None:  # noqa: ANN401 - those of search
    """Show the sentences that the patterns miss.

    PATHS are as for kg build; no store is needed. Shown are sentences that name people, institutions, money or dates and
    yielded no fact, the most promising first, with the points of each and where they come from (data/unread/clues.toml).
    """
    from kg import unread as gaps
    from kg.cli.progress import progress
    from kg.cli.telling import failed_lines, gap_lines

    gaps.check(form)
    with progress("Reading") as bar:
        answer = gaps.search(paths, progress=bar.report, **options)
    click.echo(gaps.write(answer.gaps, form), nl=False)
    for line in (*gap_lines(answer), *failed_lines(answer.unread)):
        click.echo(line, err=True)
    context.exit(1 if answer.unread else 0)


main.add_command(exporting.export)
main.add_command(exporting.plot)
main.add_command(exporting.dataset)


@main.command()
@click.argument("gold", metavar="GOLD_DIR", type=click.Path(path_type=Path))
@STORE
@click.option(
    "--errors", metavar="[KIND]", is_flag=False, flag_value="all", default="", help="Tell each error, or those of one kind of fact."
)
@click.option(
    "--write", "target", metavar="DIR", type=click.Path(path_type=Path), help="Write what the graph says in the shape of gold."
)
@click.option("--confidence", is_flag=True, help="Tell how often facts of each confidence, and of each rule, are right.")
@click.option(
    "--calibrate",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write how sure each rule is, for a folder of patterns.",
)
def score(gold: Path, store: Path, errors: str, target: Path | None, confidence: bool, calibrate: Path | None) -> None:
    """Measure the graph against a careful reader.

    GOLD_DIR holds what that reader found, a file a document, such as data/gold; the documents must be in the graph.
    """
    from kg import score as scores
    from kg import store as stores

    with stores.open_reader(store) as reader:
        report = scores.score(gold, reader, errors=errors)
        written = scores.write(gold, reader, target) if target else []
    for line in scores.reliability.lines(report) if confidence else report.lines(errors):
        click.echo(line)
    if calibrate:
        scores.calibrating.save(report, calibrate)
        click.echo(f"Wrote {calibrate}")
    if written:
        click.echo(f"Wrote {len(written)} files to {target}")


main.add_command(checking.check)
main.add_command(serving.serve)
main.add_command(identity.merges)
main.add_command(identity.review)
main.add_command(identity.split)
main.add_command(history.generations)
main.add_command(history.diff)
main.add_command(history.undo)


@main.command()
@click.option(
    "--store", metavar="DIR", type=click.Path(path_type=Path), default="kg-demo", show_default=True, help="Where to build it."
)
def demo(store: Path) -> None:
    """Show all of it on sample releases."""
    from kg.cli.demo import steps, typed

    keep_width()
    for arguments in steps(store):
        complete = [*arguments, "--store", str(store)]
        click.echo(f"$ {typed(complete)}")
        main.main(complete, prog_name="kg", standalone_mode=False)
        click.echo()
    click.echo(f"Now open {store}/network.gexf in Gephi, or ask your own questions in a browser or program:\n")
    click.echo(f"$ {typed(['serve', '--store', str(store)])}")
