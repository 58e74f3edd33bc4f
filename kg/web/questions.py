"""The saved questions as an API: /queries lists them, /queries/NAME runs one, /queries/NAME.rq is its text.

A parameter is bound as a term in the worker, never pasted into the text.
"""

import json
from collections.abc import Mapping
from difflib import get_close_matches

from starlette.requests import Request

from kg.errors import BadQuery
from kg.queries import Query
from kg.web.endpoint import Endpoint
from kg.web.problems import Problem
from kg.web.protocol import Question, seconds_of
from kg.web.replies import Reply

_OURS = ("format", "timeout")


class Questions:
    """Answers through the endpoint, and so with its cache, formats and limits."""

    def __init__(self, endpoint: Endpoint, catalogue: tuple[Query, ...]) -> None:
        self._endpoint = endpoint
        self.by_name: Mapping[str, Query] = {query.name: query for query in catalogue}

    async def every(self, request: Request) -> Reply:
        """All questions: name, title, how to read the answer, parameters, and where to ask."""
        rows = [_described(query, str(request.base_url)) for query in self.by_name.values()]
        return Reply(200, "application/json", json.dumps(rows, ensure_ascii=False, indent=1).encode())

    async def one(self, request: Request) -> Reply:
        """The answer to a question with the parameters of the URL, or its text for a name that ends in .rq."""
        name = request.path_params["name"]
        if name.endswith(".rq"):
            return Reply(200, "application/sparql-query; charset=utf-8", self._query(name.removesuffix(".rq")).text.encode())
        query = self._query(name)
        wanted = [parameter.name for parameter in query.params]
        given = {key: value for key, value in request.query_params.items() if key in wanted or key not in _OURS}
        try:
            bound = query.bind(given)
        except BadQuery as error:
            raise Problem(400, "bad-parameter", str(error)) from error
        form, timeout = (request.query_params.get(key, "") for key in _OURS)
        seconds = seconds_of(timeout) if timeout else None
        question = Question(query.text, None, None, request.headers.get("accept", "*/*"), form, seconds)
        return await self._endpoint.answer(question, request, bindings=bound)

    def _query(self, name: str) -> Query:
        if name not in self.by_name:
            near = get_close_matches(name, self.by_name, n=3, cutoff=0.5)
            hint = f"Did you mean {' or '.join(near)}?" if near else "All are listed at /queries."
            raise Problem(404, "no-such-question", f"There is no question {name[:100]}. {hint}")
        return self.by_name[name]


def _described(query: Query, base: str) -> dict[str, object]:
    params = [{"name": p.name, "kind": p.kind, "default": p.default, "meaning": p.meaning} for p in query.params]
    return {"name": query.name, "title": query.title, "how": query.how, "params": params, "url": f"{base}queries/{query.name}"}
