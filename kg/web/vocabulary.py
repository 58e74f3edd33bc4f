"""/ns: the vocabulary itself, as a page, in Turtle or in JSON-LD; /ns/NAME: the files of ontology/ as they are."""

from functools import cache

from starlette.requests import Request

from kg import reference, resources
from kg.iris import digest
from kg.web.endpoint import known
from kg.web.formats import parse_accept, quality
from kg.web.problems import Problem
from kg.web.replies import Reply

_VARY = ((b"vary", b"Accept, Accept-Encoding"),)


async def vocabulary(request: Request) -> Reply:
    """The form that the Accept header wants most, or `format=html`, `ttl` or `jsonld`; among equals the page."""
    name = request.query_params.get("format", "") or _wanted(request.headers.get("accept", "*/*"))
    if name not in reference.FORMATS:
        raise Problem(400, "bad-format", f"There is no format {name[:40]} here. There are: {', '.join(reference.FORMATS)}.")
    return _reply(request, reference.written(name), reference.FORMATS[name].media)


async def file(request: Request) -> Reply:
    """A file of ontology/."""
    name = request.path_params["name"]
    if name not in reference.FILES:
        raise Problem(404, "no-such-path", f"There is no {name[:100]} here. There are: {', '.join(reference.FILES)}.")
    return _reply(request, _content(name), reference.FILES[name])


@cache
def _content(name: str) -> bytes:
    return (resources.folder("ontology") / name).read_bytes()


def _wanted(accept: str) -> str:
    ranges = parse_accept(accept)
    best = max(reference.FORMATS, key=lambda name: quality(reference.FORMATS[name].media, ranges))
    if quality(reference.FORMATS[best].media, ranges) == 0:
        offered = ", ".join(form.media for form in reference.FORMATS.values())
        raise Problem(406, "not-acceptable", f"Nothing in the Accept header can carry the vocabulary. These can: {offered}.")
    return best


def _reply(request: Request, body: bytes, media: str) -> Reply:
    etag = digest(media, body.decode())
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    given = request.headers.get("if-none-match", "")
    return (known(given, etag) if given else None) or Reply(200, f"{media}{charset}", body, _VARY, etag)
