"""What the commands share: how they are listed, how errors are shown, the option --store, and the streams."""

import importlib
import os
import shutil
import signal
import sys
from collections.abc import Iterable
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

LEXICON = click.option(
    "--lexicon", metavar="DIR", multiple=True, type=click.Path(path_type=Path), help="A folder of further names (*.ttl)."
)
PATTERNS = click.option(
    "--patterns",
    metavar="DIR",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A folder of further sentence shapes (*.toml).",
)
FIELD = click.option(
    "--field",
    "fields",
    metavar="KEY=NAME",
    multiple=True,
    help="What records call their id, url, title, date or text (text=body); may be repeated.",
)


class Commands(click.Group):
    """Commands in the order in which they are written; what a user can mend comes out as one line, exit 1."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """The names as they were added."""
        return list(self.commands)

    def invoke(self, context: click.Context) -> Any:  # noqa: ANN401 - as click says
        """What the command returns."""
        try:
            return super().invoke(context)
        except KgError as error:
            raise click.ClickException(str(error)) from error


class WithFormats(click.Command):
    """A command whose help ends with the table FORMATS of a module."""

    def __init__(self, *arguments: Any, module: str, **options: Any) -> None:  # noqa: ANN401 - those of click
        super().__init__(*arguments, **options)
        self.module = module

    def format_epilog(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the table; the module is loaded only when somebody asks for this help."""
        with formatter.section("Formats"):
            formatter.write_dl([(name, row.description) for name, row in importlib.import_module(self.module).FORMATS.items()])


def send(parts: Iterable[bytes]) -> None:
    """Standard output has the bytes, as they are."""
    sys.stdout.buffer.writelines(parts)
    sys.stdout.buffer.flush()


def standard_input() -> str:
    """The text that comes in over standard input."""
    return sys.stdin.buffer.read().decode("utf-8", "replace")


def at_terminal() -> bool:
    """Whether somebody can answer a question."""
    return sys.stdin.isatty()


def terminal_width() -> int | None:
    """How wide the terminal is, or what COLUMNS says; None where the output goes to a file or a program."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() or os.environ.get("COLUMNS") else None


def keep_width() -> None:
    """Tables stay as wide as the terminal, or 100 columns, also where a person reads them from a log."""
    os.environ["COLUMNS"] = str(shutil.get_terminal_size((100, 0)).columns)


def end_at_once() -> None:
    """Ctrl+C ends the program also while the SPARQL engine is at work. Only for what changes nothing."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
