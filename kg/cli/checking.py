"""The command that says whether the graph is sound."""

from pathlib import Path

import click

from kg.cli.parts import STORE, WithFormats


@click.command(cls=WithFormats, module="kg.check")
@STORE
@click.option("--only", metavar="PART", multiple=True, help="shapes, queries or reasoner; may be repeated. Default: all three.")
@click.option("--sample", metavar="N", type=click.IntRange(0), default=0, help="Shapes: look at N documents, evenly spread.")
@click.option(
    "--reasoned", metavar="N", type=click.IntRange(0), default=20, show_default=True, help="Reasoner: how many documents it gets."
)
@click.option("--workers", metavar="N", type=click.IntRange(1), help="Shapes: how many processes; default: one a processor core.")
@click.option(
    "--most",
    metavar="N",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    help="How many faults of a kind to show; 0 for all.",
)
@click.option("--format", "form", metavar="FORMAT", default="table", show_default=True, help="One of those below.")
@click.pass_context
def check(
    context: click.Context,
    store: Path,
    only: tuple[str, ...],
    sample: int,
    reasoned: int,
    workers: int | None,
    most: int,
    form: str,
) -> None:
    """Look for faults in the graph.

    Each document against the shapes of the ontology (SHACL), the whole graph against queries/checks, and the ontology with some
    documents by a reasoner, which needs Java and is passed over without it. The exit status is 1 when something is wrong.
    """
    from kg import check as checks
    from kg import store as stores
    from kg.cli.progress import progress

    checks.check_format(form)
    with stores.open_reader(store) as reader, progress("Checking") as bar:
        options = checks.Options(sample, workers or checks.cores(), reasoned, bar.report)
        report = checks.check(reader, only, options)
    click.echo(checks.write(report, form, most), nl=False)
    for note in report.notes:
        click.echo(f"Note: {note}", err=True)
    context.exit(0 if report.sound else 1)
