"""Where the knowledge folders lie: inside the wheel as `kg/_files/NAME`, beside the package in a checkout."""

from functools import cache
from pathlib import Path

from kg.errors import BadKnowledge

FOLDERS = ("ontology", "queries", "data")


@cache
def folder(name: str) -> Path:
    """The folder `ontology`, `queries` or `data`, wherever this installation keeps it."""
    package = Path(__file__).resolve().parent
    for place in (package / "_files" / name, package.parent / name):  # a neighbour of an installed package is not ours
        if name in FOLDERS and place.is_dir():
            return place
    raise BadKnowledge(f"the folder {name}/ is missing", where=str(package), hint="Install pressgraph again.")
