"""Quoted stretches of a paragraph: straight, curly, ``...'' and single marks; missing openings; paragraphs that continue."""

import re
from bisect import bisect

from kg.model import Span

_PAIRS = {
    "“": re.compile(r"“[^“”]{1,6000}?”"),
    "„": re.compile(r"„[^“”„]{1,6000}?[“”]"),
    "«": re.compile(r"«[^«»]{1,6000}?»"),
    "`": re.compile(r"``.{1,6000}?''"),
    '"': re.compile(r"(?<![\w\"])\"(?=\S)[^\"]{1,6000}?(?<=\S)\"(?!\w)"),
    "‘": re.compile(r"(?<![\w'‘’])‘[^‘]{1,2000}?[^\s‘]’(?![\w])"),
    "'": re.compile(r"(?<![\w'])'(?=[A-Z])[^'\"]{12,2000}?(?:[.,!?])'(?!\w)"),
}
_MARKS = "“”„«»\"‘’'` "
_MARK = re.compile(r"[“”„«`\"‘']")
_OPEN = re.compile(r"[“„«\"]|``")
_ORPHAN = re.compile(r"(?P<body>[^\"“”]{1,4000}[\]\w.,!?])(?P<mark>”|'')")

_TITLED = re.compile(
    r"\b(?:project|programme|program|initiative|campaign|course|training|workshop|seminar|conference|forum|meeting|exhibition|"
    r"book|handbook|guide|guidebook|manual|brochure|report|paper|film|study|publication|document|titled|entitled|called|named|"
    r"theme|motto|slogan|title|topic|subject|action|projects|protocol)(?: of| was| is|,|:)?\s*$",
    re.IGNORECASE,
)


def find_quotes(flat: str, span: Span) -> list[Span]:
    """The quoted stretches of a paragraph, marks included, from left to right, not overlapping."""
    marks = set(_MARK.findall(flat, span.begin, span.end))
    if not marks:
        return []
    found: list[Span] = []
    for mark, pattern in _PAIRS.items():
        for match in pattern.finditer(flat, span.begin, span.end) if mark in marks else ():
            at = bisect(found, match.span())
            after_last = at == 0 or found[at - 1].end <= match.start()
            if after_last and (at == len(found) or match.end() <= found[at].begin):
                found.insert(at, Span(match.start(), match.end()))
    return _with_open_ends(flat, span, found)


def _with_open_ends(flat: str, span: Span, found: list[Span]) -> list[Span]:
    """The quotes and one that is opened and not closed (it goes on in the next paragraph), or closed and not opened."""
    end = found[-1].end if found else span.begin
    opening = _OPEN.search(flat, end, span.end)
    if opening and (opening.group() in "“„«" or opening.start() == span.begin) and span.end - opening.start() > 20:
        return [*found, Span(opening.start(), span.end)]
    if not found and (flat.find("”", span.begin, span.end) >= 0 or flat.find("''", span.begin, span.end) >= 0):
        colon = flat.find(": ", span.begin, span.end)
        orphan = _ORPHAN.match(flat, span.begin, span.end)
        if orphan and span.begin <= colon < orphan.end():
            orphan = _ORPHAN.match(flat, colon + 2, span.end)
        if orphan:
            return [Span(orphan.start("body"), orphan.end())]
    return found


def is_title(flat: str, quote: Span) -> bool:
    """Whether a quoted stretch is a title: a noun for a project, a course or a paper stands straight before it."""
    inner = flat[quote.begin + 1 : quote.end - 1].strip()
    return (
        inner[:1].isupper()
        and inner[-1:] not in ",.!?…"
        and _TITLED.search(flat, max(0, quote.begin - 40), quote.begin) is not None
    )


def is_speech(flat: str, quote: Span) -> bool:
    """Whether a quoted stretch can be speech rather than a title or a term: it is long, or ends like a clause, or is elided."""
    inner = quote.of(flat).strip(_MARKS)
    return "[" in inner[:3] or inner.count(" ") >= 4 or inner.endswith((",", ".", "!", "?", "…"))
