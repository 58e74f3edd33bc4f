"""A worker: one process, one generation open read-only, one query at a time; whatever happens to it costs that query only.

It is forked by `kg.web.nursery` with one socket. The first frame says what to open; each further frame is a job, and each is
answered by one frame. Deadlines are kept by the front, which kills.
"""

import re
import socket
import threading
import time
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from kg import queries
from kg.iris import NAMESPACE
from kg.store.locks import use
from kg.web import frames
from kg.web.cut import Full, Limited, cut
from kg.web.formats import FORMATS, GRAPH, ROWS, TRUTH, Choice, by_short_name, choose, offered
from kg.web.frames import Head
from kg.web.guard import outline, refuse_service, relative_iris
from kg.web.problems import Problem
from kg.web.sandbox import confine, die_with_parent
from kg.web.tokens import tokenise

STACK = 256 << 20
_WRITERS = {form.name: getattr(ox.QueryResultsFormat if form.results else ox.RdfFormat, form.name) for form in FORMATS}
_UNKNOWN_FUNCTION = re.compile(r"custom (?:aggregate )?function <(.*?)>")
Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def work(connection: socket.socket) -> None:
    """Opens, gives up its rights, says hello, answers until the front hangs up."""
    die_with_parent(first=True)
    inbox = frames.Inbox(connection)
    task = inbox.next()
    if task is None:
        return
    try:
        use(Path(task["folder"]))
        store = ox.Store.read_only(task["graph"])
        held = confine(Path(task["graph"]), task["memory"] + STACK)
    except (OSError, ValueError) as error:
        frames.send_answer(connection, {"ready": False, "detail": str(error)})
        return
    threading.stack_size(STACK)
    thread = threading.Thread(target=_serve, args=(connection, inbox, store, held))
    thread.start()
    thread.join()


def _serve(connection: socket.socket, inbox: frames.Inbox, store: ox.Store, held: tuple[str, ...]) -> None:
    frames.send_answer(connection, {"ready": True, "held": held})
    while (job := inbox.next()) is not None:
        head, body = answer(store, job)
        frames.send_answer(connection, head, body)


def answer(store: ox.Store, job: Head) -> tuple[Head, bytes]:
    """The head and body that answer a job; problems are answers too."""
    started = time.perf_counter()
    try:
        head, body = _query(store, job)
    except Problem as problem:
        head, body = problem_head(problem), b""
    except MemoryError:
        head, body = problem_head(Problem(503, "memory", "The query needs more memory than this server gives one.")), b""
    head["ms"] = round((time.perf_counter() - started) * 1000, 3)
    return head, body


def problem_head(problem: Problem) -> Head:
    """A problem as the head of a frame."""
    return {"status": problem.status, "name": problem.name, "detail": problem.detail, "more": problem.more}


def _query(store: ox.Store, job: Head) -> tuple[Head, bytes]:
    query, graph = job["query"], job.get("graph")
    if graph and not store.contains_named_graph(_graphs([graph])[0]):
        raise Problem(404, "no-such-graph", f"There is no graph <{graph[:200]}>.")
    seen = outline(query)
    if seen.service:
        _parse(query, job["base"])
        raise refuse_service()
    default, named = job.get("default"), job.get("named")
    chosen = default is not None or named is not None
    try:
        result = store.query(
            query,
            base_iri=job["base"],
            use_default_graph_as_union=job["union"] and not seen.dataset and not chosen,
            default_graph=_graphs(default) if chosen else None,
            named_graphs=_graphs(named) if chosen else None,
            substitutions=_terms(job["bindings"]) if job.get("bindings") else None,
        )
        head, body = _write(result, job)
    except SyntaxError as error:
        raise _unreadable(query, str(error)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise _not_evaluated(str(error)) from error
    head["lasting"] = not seen.volatile and not seen.relative
    if hints := _hints(query, relative=seen.relative):
        head["hint"] = "; ".join(hints)
    return head, body


def _unreadable(query: str, message: str) -> Problem:
    fault = queries.explain(query, message)
    place = {"line": fault.line, "column": fault.column} if isinstance(fault, queries.SyntaxFault) else {}
    return Problem(400, "bad-query", str(fault), more=place)


def _hints(query: str, *, relative: bool) -> list[str]:
    found = list(queries.doubts(query)) if "kg:" in query or NAMESPACE in query else []
    if relative:
        found += [f"{name} was read relative to this endpoint" for name in relative_iris(list(tokenise(query)))[:1]]
    return found


def _not_evaluated(message: str) -> Problem:
    if found := _UNKNOWN_FUNCTION.search(message):
        return Problem(400, "unknown-function", f"The function <{found[1]}> is not known here.")
    return Problem(400, "not-evaluated", f"The query cannot be evaluated: {message}")


def _parse(query: str, base: str) -> None:
    try:
        ox.Store().query(query, base_iri=base)
    except SyntaxError as error:
        raise _unreadable(query, str(error)) from error
    except (OSError, RuntimeError, ValueError):
        return


def _graphs(names: list[str] | None) -> list[Any]:
    try:
        return [ox.NamedNode(name) for name in names or ()]
    except ValueError as error:
        raise Problem(400, "bad-graph", f"A graph's name is not an IRI: {error}") from error


def _terms(bindings: Head) -> dict[ox.Variable, Any]:
    return {ox.Variable(name): _term(value) for name, value in bindings.items()}


def _term(value: str | tuple[str, str, str]) -> ox.NamedNode | ox.Literal:
    """An IRI as text, a literal as (characters, language, datatype)."""
    if isinstance(value, str):
        return ox.NamedNode(value)
    text, language, datatype = value
    return ox.Literal(text, language=language) if language else ox.Literal(text, datatype=ox.NamedNode(datatype))


def _write(result: Result, job: Head) -> tuple[Head, bytes]:
    kind = ROWS if isinstance(result, ox.QuerySolutions) else TRUTH if isinstance(result, ox.QueryBoolean) else GRAPH
    choice = _format(job, kind)
    form = _WRITERS[choice.format.name]
    sink, whole = Limited(job["output"]), True
    try:
        result.serialize(cast("IO[bytes]", sink), format=form)
    except Full:
        whole = False
    body = b"".join(sink.chunks)
    head = {"status": 200, "type": choice.content_type, "whole": whole}
    return head, body if whole else cut(body, choice.format.name)


def _format(job: Head, kind: str) -> Choice:
    if short := job.get("format"):
        form = by_short_name(short)
        if form is None or kind not in form.carries:
            raise Problem(400, "bad-format", f"format={short} cannot carry this answer. These can: {offered(kind)}.")
        return Choice(form, form.media)
    choice = choose(job["accept"], kind)
    if choice is None:
        raise Problem(406, "not-acceptable", f"Nothing in the Accept header can carry this answer. These can: {offered(kind)}.")
    return choice
