"""The command that answers over HTTP."""

from pathlib import Path
from typing import Any

import click

from kg.cli.parts import STORE

_MEGABYTE = 1 << 20


@click.command()
@STORE
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", metavar="N", type=click.IntRange(0, 65535), default=7878, show_default=True, help="The port; 0 for a free one."
)
@click.option("--timeout", metavar="SECONDS", type=float, default=10.0, show_default=True, help="How long a query may take.")
@click.option("--workers", metavar="N", type=click.IntRange(1), default=2, show_default=True, help="How many queries run at once.")
@click.option("--memory", metavar="MB", type=click.IntRange(64), default=1024, show_default=True, help="Memory of one query.")
@click.option("--output", metavar="MB", type=click.IntRange(1), default=64, show_default=True, help="Longest answer.")
@click.option(
    "--default-graph",
    metavar="union|store",
    type=click.Choice(["union", "store"]),
    default="union",
    show_default=True,
    help="What a query without FROM reads: all graphs together, or the unnamed one alone.",
)
@click.option("--public", is_flag=True, help="Allow an address that other machines can reach.")
@click.option("--name", "names", metavar="HOST", multiple=True, help="A further host name to answer to.")
@click.option("--cors", metavar="ORIGIN", multiple=True, help="Let pages of this origin ask (https://example.org, or *).")
@click.option(
    "--token", metavar="TEXT", default="", envvar="KG_TOKEN", show_envvar=True, help="Answer only those who send this bearer token."
)
@click.option("--token-file", metavar="FILE", type=click.Path(path_type=Path), help="The same, with the token in a file.")
@click.option("--rate", metavar="N", type=click.FloatRange(0), default=0.0, help="Requests a second for each client; 0: any.")
@click.option("--log", metavar="FILE", default="", help="Where to write requests and what went wrong, a JSON object a line.")
def serve(
    store: Path,
    memory: int,
    output: int,
    cors: tuple[str, ...],
    token: str,
    token_file: Path | None,
    **options: Any,  # noqa: ANN401 - the other fields of Settings
) -> None:
    """Answer SPARQL queries over HTTP."""
    from kg import web

    secret = _secret(token_file) if token_file else token
    sizes: dict[str, Any] = {"memory": memory * _MEGABYTE, "output": output * _MEGABYTE}
    web.serve(store, ready=lambda url: _say(store, url), cors=" ".join(cors), token=secret, **sizes, **options)


def _say(store: Path, url: str) -> None:
    click.echo(f"Serving {store} at {url}sparql (stop with Ctrl+C)")


def _secret(path: Path) -> str:
    """The token in a file; an empty one would leave the door open."""
    from kg.errors import BadInput

    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"cannot be read: {error}", where=str(path)) from error
    if not secret:
        raise BadInput("holds no token", where=str(path), hint="Write one into its first line.")
    return secret
