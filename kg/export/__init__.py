"""The graph in the forms that other programs read: RDF as text, and networks for Gephi and the like.

`FORMATS` is the whole list; to add a form, write a function and name it there.
"""

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kg.errors import BadInput
from kg.export import frames, gexf, graphml, jsonld, network, paper, picture, rdf, tables, timeline, views
from kg.export.files import keep
from kg.export.network import Source
from kg.export.selection import EVERYTHING, Selection

TIMELINE = "timeline"
MOST = 150  # nodes of a picture


@dataclass(frozen=True, slots=True)
class Format:
    """A form of export: the end of its files' names, what it is made of, its writer, and what it is good for."""

    suffix: str
    kind: Literal["rdf", "network"]
    write: Callable[[Any], Iterator[bytes]]
    description: str


FORMATS = {
    "nquads": Format(".nq", "rdf", rdf.nquads, "every quad on a line of its own, in canonical order: to compare and to archive"),
    "trig": Format(".trig", "rdf", rdf.trig, "one block a document, grouped by subject: to read"),
    "turtle": Format(".ttl", "rdf", rdf.turtle, "all graphs as one, grouped by subject: for programs without named graphs"),
    "jsonld": Format(".jsonld", "rdf", jsonld.write, "one object a document, with short names: for web programs"),
    "gexf": Format(".gexf", "network", gexf.write, "laid out, coloured, sized and dated: for Gephi and Gephi Lite"),
    "graphml": Format(".graphml", "network", graphml.write, "nodes and ties with all attributes: for Cytoscape, igraph, yEd"),
    "csv-nodes": Format(".nodes.csv", "network", tables.nodes, "the table of nodes: for spreadsheets and Gephi's import"),
    "csv-edges": Format(".edges.csv", "network", tables.ties, "the table of ties: for spreadsheets and Gephi's import"),
    "json": Format(".json", "network", tables.node_link, "nodes and edges: for networkx and d3"),
    "cytoscape": Format(".cyjs", "network", tables.cytoscape, "laid out, coloured and sized: for Cytoscape.js and Cytoscape"),
}


def parts(source: Source, format: str, view: str = "actors", *, frame: str = "", **options: Any) -> Iterator[bytes]:  # noqa: ANN401 - see below
    """The export, piece by piece. `view` says which network, the options are those of `network.read`; RDF is the whole graph.

    `frame` is for JSON-LD alone: what its objects are about.
    """
    if format not in FORMATS:
        raise BadInput(f"no format named {format!r}", where="format", hint=f"There are: {', '.join(FORMATS)}.")
    chosen = FORMATS[format]
    if chosen.kind == "network" and not frame:
        return _drawn(source, chosen, views.named(view).name, options)
    if frame and format == "jsonld" and not options:
        return frames.write(source, frame)
    if frame:
        raise BadInput(f"{format} knows no frames", where="--frame", hint="Frames are for jsonld.")
    if options:
        raise BadInput(f"{format} is always the whole graph", where="format", hint="What to keep and to measure is for networks.")
    return chosen.write(source.quads())


def _drawn(source: Source, format: Format, view: str, options: dict[str, Any]) -> Iterator[bytes]:
    """A network, read and written. It is millions of small values and none of them garbage: to look for it doubles the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield from format.write(network.read(source, view, **options))
    finally:
        if was:
            gc.enable()


def export(source: Source, format: str, view: str = "actors", **options: Any) -> bytes:  # noqa: ANN401 - as above
    """The export as bytes: the same for the same graph, whatever the order in which it was built."""
    return b"".join(parts(source, format, view, **options))


def save(source: Source, format: str, path: Path, view: str = "actors", **options: Any) -> None:  # noqa: ANN401 - as above
    """`path` holds the export, whole, or is as it was."""
    keep(path, parts(source, format, view, **options))


def plot(source: Source, view: str, path: Path, *, by: str = "country", most: int = MOST, **options: Any) -> None:  # noqa: ANN401
    """`path`, which ends in .svg or .png, holds a picture of a view, or of the events by year where `view` is `timeline`."""
    form = paper.form(path.name)
    if view == TIMELINE:
        selection = options.get("selection", EVERYTHING)
        if selection != Selection(selection.since, selection.until):
            raise BadInput(
                "a timeline can be cut by --from and --to alone", where=TIMELINE, hint="What is counted is said by --by."
            )
        keep(path, [timeline.draw(timeline.read(source, by, selection.since, selection.until), form)])
        return
    if view not in views.views():
        raise BadInput(f"no view named {view!r}", where="view", hint=f"There are: {', '.join([*views.views(), TIMELINE])}.")
    keep(path, [picture.draw(network.read(source, view, measures=("none",), **options), form, most)])
