"""ontology/shapes.ttl on the graph of each document, by pySHACL; a document of 400 statements takes 60 ms."""

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import rdflib
from pyshacl import validate
from rdflib.namespace import SH

from kg import ontology, resources
from kg.check.findings import Finding, Options, Outcome, documents, spread
from kg.errors import BadKnowledge
from kg.iris import NAMESPACE
from kg.store import Generation, Reader, open_reader
from kg.vocab import RDF

NAME = "shapes"
BATCH = 8
WORTH = 32  # documents from which on starting processes pays
_SHAPES = "https://w3id.org/pressgraph/shapes#"


def cores() -> int:
    """How many processes can run at once on this machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(reader: Reader, options: Options) -> Outcome:
    """What the shapes say against each document, or against a sample of them."""
    graphs = documents(reader)
    chosen, found = spread(graphs, options.sample), list[Finding]()
    for done, findings in enumerate(_each(reader, chosen, options.workers), 1):
        found += findings
        if options.progress:
            options.progress(done, len(chosen))
    return Outcome(tuple(found), f"{len(chosen):,} of {len(graphs):,} documents")


def _each(reader: Reader, graphs: list[str], workers: int) -> Iterator[list[Finding]]:
    """The findings of each document, in their order."""
    if workers <= 1 or len(graphs) < WORTH:
        yield from (of_document(reader, document) for document in graphs)
        return
    batches = [graphs[begin : begin + BATCH] for begin in range(0, len(graphs), BATCH)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        for findings in pool.map(_batch, [reader.generation] * len(batches), batches):
            yield from findings


def _batch(generation: Generation, graphs: list[str]) -> list[list[Finding]]:
    with open_reader(generation) as reader:
        return [of_document(reader, document) for document in graphs]


def of_document(reader: Reader, document: str) -> list[Finding]:
    """What the shapes say against one document graph, and the terms in it that the ontology does not declare."""
    ending = f" <{document}> .\n"
    lines = [f"{line.removesuffix(ending)} .\n" for line in reader.nquads(document)]
    return [finding._replace(graph=document) for finding in (*_undeclared(lines), *against(lines))]


def against(lines: Iterable[str]) -> list[Finding]:
    """What the shapes say against a graph of N-Triples lines, in a fixed order."""
    graph = rdflib.Graph().parse(data="".join(lines), format="nt")
    sound, report, told = validate(graph, shacl_graph=_shapes(), inplace=True)
    if not isinstance(report, rdflib.Graph):
        raise BadKnowledge(f"cannot be applied: {told}", where="ontology/shapes.ttl")
    return [] if sound else sorted(_finding(report, result) for result in report.objects(None, SH.result))


def _finding(report: rdflib.Graph, result: rdflib.term.Node) -> Finding:
    value = report.value(result, SH.value)
    path = report.value(result, SH.resultPath)
    return Finding(
        part=NAME,
        rule=_owner(report.value(result, SH.sourceShape)),
        message=str(report.value(result, SH.resultMessage)),
        about=str(report.value(result, SH.focusNode)),
        path=str(path) if isinstance(path, rdflib.URIRef) else "",
        value="" if value is None else str(value),
    )


@cache
def _shapes() -> rdflib.Graph:
    path = Path(resources.folder("ontology")) / "shapes.ttl"
    try:
        return rdflib.Graph().parse(path)
    except (OSError, SyntaxError) as error:
        raise BadKnowledge(f"not readable as Turtle: {error}", where=str(path)) from error


def _owner(shape: rdflib.term.Node | None) -> str:
    """`shape:Event` for that shape and for the nameless ones in it."""
    while isinstance(shape, rdflib.BNode):
        shape = next(iter(_shapes().subjects(None, shape)), None)
    return f"shape:{str(shape).removeprefix(_SHAPES)}"


def _undeclared(lines: Iterable[str]) -> Iterator[Finding]:
    """Properties and classes of our namespace that ontology/kg.ttl does not have."""
    known = ontology.load()
    declared = {term.iri for term in known.terms.values()}
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        used = rest.rsplit(" ", 1)[0] if predicate == f"<{RDF.type}>" else predicate
        iri = used[1:-1]
        if iri.startswith(NAMESPACE) and iri not in declared:
            name = f"kg:{iri.removeprefix(NAMESPACE)}"
            nearest = known.nearest(name)
            hint = f" Did you mean {nearest}?" if nearest else ""
            yield Finding(NAME, "declared", f"The ontology has no {name}.{hint}", subject[1:-1], path=predicate[1:-1], value=iri)
