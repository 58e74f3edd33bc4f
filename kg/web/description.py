"""The service description: what this endpoint can do, as SPARQL 1.1 Service Description says it, with the figures of VoID.

The figures are counted once a generation, by queries in a worker like any other; while they are not there the description
goes without them.
"""

import asyncio
import json
from typing import Any

from kg.web.formats import FORMATS, GRAPH, choose, offered
from kg.web.pool import Pool
from kg.web.problems import Problem
from kg.web.processes import Generation
from kg.web.replies import Reply
from kg.web.settings import UNION, Settings

_SD, _VOID, _FORMATS = (
    "http://www.w3.org/ns/sparql-service-description#",
    "http://rdfs.org/ns/void#",
    "http://www.w3.org/ns/formats/",
)
_RESULTS = {"JSON": "SPARQL_Results_JSON", "XML": "SPARQL_Results_XML", "CSV": "SPARQL_Results_CSV", "TSV": "SPARQL_Results_TSV"}
_GRAPHS = {
    "TURTLE": "Turtle",
    "N_TRIPLES": "N-Triples",
    "RDF_XML": "RDF_XML",
    "JSON_LD": "JSON-LD",
    "TRIG": "TriG",
    "N_QUADS": "N-Quads",
}
_NAMES = {**_RESULTS, **_GRAPHS}
_PATIENCE = 2.0
_COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "documents": "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g {} }",
}
_PARTS = {
    "classPartition": (
        "class",
        "entities",
        "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s a ?x } } GROUP BY ?x ORDER BY ?x LIMIT 500",
    ),
    "propertyPartition": (
        "property",
        "triples",
        "SELECT ?x (COUNT(*) AS ?n) { GRAPH ?g { ?s ?x ?o } } GROUP BY ?x ORDER BY ?x LIMIT 500",
    ),
}


class Description:
    """Makes the description for an Accept header and the URL by which the endpoint was reached."""

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self._pool, self._settings = pool, settings
        self._figures: tuple[Generation, asyncio.Task[list[str]]] | None = None

    async def reply(self, accept: str, url: str) -> Reply:
        """The description in the best format for the Accept header."""
        choice = choose(accept or "text/turtle", GRAPH)
        if choice is None:
            raise Problem(
                406, "not-acceptable", f"The service description comes as {offered(GRAPH)}. A query goes in the parameter query."
            )
        lines = [*self._statements(url), *await self._counted(url)]
        return Reply(200, choice.content_type, self._serialise(lines, choice.format.name), ((b"vary", b"Accept, Accept-Encoding"),))

    def _serialise(self, lines: list[str], name: str) -> bytes:
        import pyoxigraph as ox

        triples = ox.parse("\n".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)
        prefixes = {"sd": _SD, "void": _VOID, "formats": _FORMATS}
        graph = (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in triples)
        body = ox.serialize(graph, format=getattr(ox.RdfFormat, name), prefixes=prefixes)
        return body or b""

    def _statements(self, url: str) -> list[str]:
        service, data, graph = f"<{url}>", f"<{url}#dataset>", f"<{url}#default>"
        kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
        rows = [
            (service, kind, _SD + "Service"),
            (service, _SD + "endpoint", url),
            (service, _SD + "supportedLanguage", _SD + "SPARQL11Query"),
        ]
        rows += [(service, _SD + "resultFormat", _FORMATS + _NAMES[form.name]) for form in FORMATS]
        rows += [
            (service, _SD + "defaultDataset", f"{url}#dataset"),
            (data, kind, _SD + "Dataset"),
            (data, kind, _VOID + "Dataset"),
        ]
        rows += [
            (data, _SD + "defaultGraph", f"{url}#default"),
            (graph, kind, _SD + "Graph"),
            (data, _VOID + "sparqlEndpoint", url),
        ]
        if self._settings.default_graph == UNION:
            rows.append((service, _SD + "feature", _SD + "UnionDefaultGraph"))
        return [f"{subject} <{predicate}> <{value}> ." for subject, predicate, value in rows]

    async def _counted(self, url: str) -> list[str]:
        serving = self._pool.serving
        if self._figures is None or self._figures[0] is not serving:
            self._figures = serving, asyncio.create_task(self._count())
        try:
            found = await asyncio.wait_for(asyncio.shield(self._figures[1]), _PATIENCE)
        except (TimeoutError, Problem):
            return []
        return [line.replace("<#", f"<{url}#") for line in found]

    async def _count(self) -> list[str]:
        lines = []
        for name, query in _COUNTS.items():
            lines += [_number("<#dataset>", name, row["n"]["value"]) for row in await self._rows(query)]
        for part, (of, unit, query) in _PARTS.items():
            for number, row in enumerate(await self._rows(query)):
                if row["x"]["type"] != "uri":
                    continue
                node = f"<#{of}-{number + 1}>"
                lines.append(f"<#dataset> <{_VOID}{part}> {node} .")
                lines.append(f"{node} <{_VOID}{of}> <{row['x']['value']}> .")
                lines.append(_number(node, unit, row["n"]["value"]))
        return lines

    async def _rows(self, query: str) -> list[Any]:
        job = {
            "query": query,
            "accept": "application/sparql-results+json",
            "union": False,
            "base": None,
            "format": "",
            "output": self._settings.output,
        }
        job["seconds"] = self._settings.timeout
        answer = await self._pool.result(
            self._pool.submit(job, self._settings.timeout, "", asyncio.get_running_loop().create_future)
        )
        if answer.head["status"] != 200:
            raise Problem(answer.head["status"], answer.head["name"], answer.head["detail"])
        rows: list[Any] = json.loads(answer.body)["results"]["bindings"]
        return rows


def _number(subject: str, name: str, value: str) -> str:
    return f'{subject} <{_VOID}{name}> "{value}"^^<http://www.w3.org/2001/XMLSchema#integer> .'
