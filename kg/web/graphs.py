"""Reading by the SPARQL 1.1 Graph Store protocol: /graphs?graph=IRI is one document's graph, /graphs?default what a query reads."""

from starlette.requests import Request

from kg.web.endpoint import Endpoint
from kg.web.guard import refuse_update
from kg.web.problems import Problem
from kg.web.protocol import Question
from kg.web.replies import Reply

_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class Graphs:
    """Answers through the endpoint, and so with its cache, formats and limits."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    async def read(self, request: Request) -> Reply:
        """The statements of one graph; 404 when it does not exist, 403 for every way of writing."""
        if request.method not in ("GET", "HEAD"):
            raise refuse_update()
        named, default = request.query_params.getlist("graph"), "default" in request.query_params
        if len(named) + default != 1:
            raise Problem(400, "which-graph", "Say which graph: /graphs?graph=IRI for a document, /graphs?default for all.")
        chosen, others = (tuple(named), ()) if named else (None, None)
        form = request.query_params.get("format", "")
        question = Question(_EVERYTHING, chosen, others, request.headers.get("accept", "text/turtle"), form, None)
        return await self._endpoint.answer(question, request, graph=named[0] if named else "")
