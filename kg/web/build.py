"""The parts of the server put together: pool, endpoint, routes."""

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

from starlette.routing import Route

from kg.queries import catalogue
from kg.web.app import App
from kg.web.description import Description
from kg.web.endpoint import Endpoint
from kg.web.graphs import Graphs
from kg.web.openapi import OpenApi
from kg.web.operations import Operations
from kg.web.pool import Pool
from kg.web.processes import Generation
from kg.web.questions import Questions
from kg.web.settings import Settings
from kg.web.vocabulary import file, vocabulary


def build(current: Callable[[], Generation], settings: Settings) -> tuple[App, Pool]:
    """The application and its pool, which has to be started before the first request."""
    pool = Pool(current, settings)
    endpoint = Endpoint(pool, settings, Description(pool, settings).reply)
    questions = Questions(endpoint, catalogue())
    operations = Operations(pool, endpoint)
    routes = [
        Route("/graphs", Graphs(endpoint).read, methods=["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"]),
        Route("/queries", questions.every, methods=["GET"]),
        Route("/queries/{name}", questions.one, methods=["GET"]),
        Route("/openapi.json", OpenApi(questions.by_name, _version()).document, methods=["GET"]),
        Route("/ns", vocabulary, methods=["GET"]),
        Route("/ns/{name}", file, methods=["GET"]),
        Route("/health", operations.health),
        Route("/metrics", operations.metrics),
    ]
    app = App(endpoint, routes, settings)
    operations.statuses = app.statuses
    return app, pool


def _version() -> str:
    try:
        return version("pressgraph")
    except PackageNotFoundError:  # run from a checkout
        return "0"
