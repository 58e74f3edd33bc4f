"""The commands that write the graph, and networks drawn from it, into files."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.cli.parts import STORE, WithFormats, send

Command = TypeVar("Command", bound=Callable[..., Any])

_NETWORK = (
    click.option("--view", metavar="NAME", default="actors", show_default=True, help="Which network: a file of queries/network."),
)
_CHOICE = (
    click.option("--from", "since", metavar="DATE", default="", help="Count nothing before this day, month or year."),
    click.option("--to", "until", metavar="DATE", default="", help="Count nothing after this day, month or year."),
    click.option("--country", metavar="NAME", multiple=True, help="Only ties with an end there (AL, Albania); may be repeated."),
    click.option(
        "--type", "types", metavar="NAME", multiple=True, help="Only ties with such an end (Person, ministry); may be repeated."
    ),
    click.option("--min-weight", metavar="N", type=click.FloatRange(0), default=0, help="Only ties that weigh as much."),
    click.option("--ego", metavar="IRI", default="", help="Only what is around this node: its IRI, the end of it, or its name."),
    click.option("--depth", metavar="N", type=click.IntRange(1), default=1, show_default=True, help="How many steps around it."),
)
_MEASURES = (
    click.option("--measure", "measures", metavar="NAME", multiple=True, help="What to measure, or all, or none."),
    click.option("--no-layout", is_flag=True, help="Give no places to the nodes; much faster for large networks."),
)


def with_options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """A command that has all of these options, in their order."""

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


@click.command(cls=WithFormats, module="kg.export")
@click.argument("form", metavar="FORMAT")
@STORE
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Where to write; without it, to standard output.")
@with_options(*_NETWORK, *_CHOICE, *_MEASURES)
@click.option("--frame", metavar="NAME", default="", help="JSON-LD about each event, person or institution: name which.")
def export(form: str, store: Path, out: Path | None, view: str, **options: Any) -> None:  # noqa: ANN401 - those of asked
    """Write the graph, or a network for Gephi."""
    from kg import export as exports
    from kg import store as stores

    wanted = asked(**options)
    with stores.open_reader(store) as reader:
        if out:
            exports.save(reader, form, out, view, **wanted)
            click.echo(f"Wrote {out}")
            return
        send(exports.parts(reader, form, view, **wanted))


def asked(*, measures: Sequence[str], no_layout: bool, frame: str, **choice: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """The options of an export that were given, and no others."""
    given = {"measures": measures, "layout": not no_layout, "frame": frame}
    usual = {"measures": (), "layout": True, "frame": ""}
    return chosen(**choice) | {name: value for name, value in given.items() if value != usual[name]}


@click.command()
@click.argument("view")
@STORE
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path), required=True, help="Where to write; it ends in .svg or .png."
)
@click.option("--by", metavar="WHAT", default="country", show_default=True, help="What a timeline counts by: country or type.")
@click.option("--most", metavar="N", type=click.IntRange(2), default=150, show_default=True, help="How many nodes to draw.")
@with_options(*_CHOICE)
def plot(view: str, store: Path, out: Path, by: str, most: int, **choice: Any) -> None:  # noqa: ANN401 - those of chosen
    """Draw a network, or the events of each year.

    VIEW is a network, as for kg export (actors, actors-events, funding, people-institutions, quotations), or timeline.
    """
    from kg import export as exports
    from kg import store as stores

    with stores.open_reader(store) as reader:
        exports.plot(reader, view, out, by=by, most=most, **chosen(**choice))
    click.echo(f"Wrote {out}")


@click.command()
@STORE
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), required=True, help="A folder, or a file.zip.")
@click.option("--license", "licence", metavar="IRI", default="", help="Under which licence you offer it; you must say.")
@click.option("--title", metavar="TEXT", default="", help="What it is called; default: of how many documents it is.")
@click.option("--issued", metavar="DATE", default="", help="The day of publication; default: that of the newest document.")
def dataset(store: Path, out: Path, **terms: str) -> None:
    """Write everything for others: graph, networks, description.

    The graph, its networks and its vocabulary, with a README, the licence, checksums, and descriptions for machines: RO-Crate 1.2,
    VoID and DCAT.
    """
    from kg import store as stores
    from kg.export import dataset as datasets

    with stores.open_reader(store) as reader:
        count = datasets.save(reader, out, datasets.Terms(**terms))
    click.echo(f"Wrote {count} files to {out}")


def chosen(
    *, since: str, until: str, country: Sequence[str], types: Sequence[str], min_weight: float, ego: str, depth: int
) -> dict[str, Any]:
    """The part of a network that was asked for, as an option of an export; nothing where it is the whole."""
    from kg.export.selection import Selection, period

    first, last = period(since, until)
    selection = Selection(first, last, tuple(country), tuple(types), min_weight, ego, depth)
    return {"selection": selection} if selection else {}
