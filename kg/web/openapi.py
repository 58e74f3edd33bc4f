"""/openapi.json: what the paths of this server are, in OpenAPI 3.1, for programs that write clients."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from kg.queries import Query
from kg.web.formats import DATASET, FORMATS, GRAPH, ROWS
from kg.web.problems import JSON
from kg.web.replies import Reply

_TYPES = {"text": {"type": "string"}, "iri": {"type": "string"}, "date": {"type": "string", "format": "date"},
          "integer": {"type": "integer"}, "decimal": {"type": "number"}}  # fmt: skip
_TEXT: dict[str, Any] = {"schema": {"type": "string"}}
_GRAPHS = {
    "default-graph-uri": "A graph that makes up the default graph; may be given more than once.",
    "named-graph-uri": "A graph that GRAPH may name; may be given more than once.",
}


class OpenApi:
    """Makes the document once."""

    def __init__(self, questions: Mapping[str, Query], version: str) -> None:
        info = {"title": "pressgraph", "version": version, "summary": "A graph of who met, worked and paid together, in SPARQL."}
        self._body = json.dumps(
            {"openapi": "3.1.0", "info": info, "paths": _paths(questions), "components": _components()}
        ).encode()

    async def document(self, _: Request) -> Reply:
        """The document."""
        return Reply(200, "application/json", self._body)


def _paths(questions: Mapping[str, Query]) -> dict[str, Any]:
    sparql = {"get": _sparql_get(), "post": _sparql_post()}
    graphs = {"get": _operation("readGraph", "The statements of one document, or of all", [
        _parameter("graph", "The IRI of the document", {"type": "string"}),
        _parameter("default", "Given without a value: all that a query reads", {"type": "string"}),
    ], (GRAPH, DATASET))}  # fmt: skip
    listing = {"get": _operation("listQuestions", "The saved questions with their parameters", [], ())}
    plain = {f"/{name}": {"get": _operation(name, summary, [], ())} for name, summary in
             (("health", "Whether queries are answered"), ("metrics", "Counters for Prometheus"),
              ("ns", "The vocabulary: a page, Turtle or JSON-LD by the Accept header"))}  # fmt: skip
    asked = {f"/queries/{query.name}": {"get": _question(query)} for query in questions.values()}
    return {"/sparql": sparql, "/graphs": graphs, "/queries": listing, **asked, **plain}


def _question(query: Query) -> dict[str, Any]:
    rows = []
    for parameter in query.params:
        schema: dict[str, Any] = dict(_TYPES[parameter.kind])
        if parameter.default is not None and schema["type"] == "string":
            schema["default"] = parameter.default
        rows.append(_parameter(parameter.name, parameter.meaning, schema, required=parameter.default is None))
    return {**_operation(f"ask-{query.name}", query.title, [*rows, *_common()], (ROWS,)), "description": query.how}


def _sparql_get() -> dict[str, Any]:
    query = _parameter("query", "The query; without it the service describes itself", {"type": "string"})
    return _operation("query", "Ask a SPARQL 1.1 query", [query, *_dataset(), *_common()], (ROWS, GRAPH))


def _sparql_post() -> dict[str, Any]:
    fields = {name: {"type": "array", "items": {"type": "string"}, "description": text} for name, text in _GRAPHS.items()}
    form = {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}, **fields}}
    content = {"application/x-www-form-urlencoded": {"schema": form}, "application/sparql-query": _TEXT}
    operation = _operation("postQuery", "Ask a SPARQL 1.1 query", [*_dataset(), *_common()], (ROWS, GRAPH))
    return {**operation, "requestBody": {"required": True, "content": content}}


def _dataset() -> list[dict[str, Any]]:
    return [_parameter(name, text, {"type": "array", "items": {"type": "string"}}) for name, text in _GRAPHS.items()]


def _common() -> list[dict[str, Any]]:
    short = {"type": "string", "enum": [form.short for form in FORMATS]}
    seconds = {"type": "number", "exclusiveMinimum": 0}
    return [
        _parameter("format", "The format by its short name, instead of an Accept header", short),
        _parameter("timeout", "A shorter deadline than the server's, in seconds", seconds),
    ]


def _parameter(name: str, text: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": text, "required": required, "schema": schema}


def _operation(name: str, summary: str, parameters: list[dict[str, Any]], kinds: tuple[str, ...]) -> dict[str, Any]:
    media = [form.media for form in FORMATS if set(kinds) & set(form.carries)]
    content = dict.fromkeys(media, _TEXT) or {"application/json": {"schema": {}}}
    problem = {"$ref": "#/components/responses/Problem"}
    return {"operationId": name, "summary": summary, "parameters": parameters,
            "responses": {"200": {"description": "The answer", "content": content}, "default": problem}}  # fmt: skip


def _components() -> dict[str, Any]:
    fields = {"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"},
              "line": {"type": "integer"}, "column": {"type": "integer"}}  # fmt: skip
    schema = {"type": "object", "required": ["type", "title", "status", "detail"], "properties": fields}
    content = {JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"schemas": {"Problem": schema}, "responses": {"Problem": {"description": "Why there is no answer", "content": content}}}
