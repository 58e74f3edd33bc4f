"""HTML pages as the text that a visitor reads: no menus, scripts or footers, one block a line, list items as `- item`.

What is left out is told by element, role and the common names for page furniture; no site is known by name.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from kg.documents.blocks import Blocks
from kg.errors import BadInput
from kg.model import Document

Element = Any  # lxml carries no types

_DECLARED = re.compile(rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_LATIN = {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"}  # browsers read all of them as Windows-1252
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head)\b", re.IGNORECASE | re.DOTALL)
_SILENT = frozenset(
    str.split("script style noscript template nav aside iframe object svg canvas audio video dialog button select textarea head")
)
_ROLES = frozenset(str.split("navigation banner contentinfo complementary search menu menubar toolbar dialog alert"))
_FURNITURE = frozenset(
    str.split(
        "footer nav navbar navigation menu top-menu main-menu breadcrumb breadcrumbs cookie cookies cookie-banner sidebar "
        "skip skip-link share social"
    )
)
_ENOUGH = 20  # words: a main part with fewer is a frame that a script would have filled
_BODY = ".//h1 | .//main | .//article"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE_NAMES = frozenset(
    str.split(
        "article:published_time og:published_time datepublished date dc.date dc.date.issued dc.issued dcterms.date dcterms.issued "
        "dcterms.created pubdate publishdate publish_date publish-date publication_date publication-date"
    )
)


def looks_like_page(data: bytes) -> bool:
    """Whether some bytes begin the way HTML does."""
    return bool(_BEGINS.match(data[:2000]))


def declared_encoding(data: bytes) -> str:
    """The encoding that a page claims in its first lines, or ''."""
    found = _DECLARED.search(data[:4096])
    name = found[1].decode("ascii").lower() if found else ""
    return "windows-1252" if name in _LATIN else name


def read_page(page: str, source: str) -> Document:
    """The visible text of a page as a document, with its title and date as hints."""
    root = _parse(page, source)
    content = _content(root) if root is not None else None
    text = _visible(content) if content is not None else ""
    if not text:
        raise BadInput("is a page without visible text", where=source)
    return Document(source, text, title=" ".join(str(root.xpath("string(//title)")).split()), issued=_issued(root, content))


def _parse(page: str, source: str) -> Element:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise BadInput(f"cannot be read as HTML: {error.msg}", where=source) from error
    for entry in parser.error_log.filter_from_fatals():
        raise BadInput(f"cannot be read to its end as HTML: {entry.message}", where=source)
    return root


def _content(root: Element) -> Element:
    """The main part of a page where it marks one that holds the headline, else all of it."""
    marked = root.xpath("//main | //*[@role='main']")
    if len(marked) != 1 or len(" ".join(marked[0].itertext()).split()) < _ENOUGH:
        return root
    return root if marked[0].find(".//h1") is None and root.find(".//h1") is not None else marked[0]


def _visible(content: Element) -> str:
    from lxml import etree

    blocks = Blocks()
    walk = etree.iterwalk(content, events=("start", "end"))
    for event, element in walk:
        if event == "start" and element is not content and _is_silent(element):
            walk.skip_subtree()
            blocks.silent = element
        elif event == "start":
            blocks.begin(element.tag, element.text, _follows_term(element))
        else:
            blocks.end(element.tag, element.tail if element is not content else "", skipped=element is blocks.silent)
    return blocks.text()


def _follows_term(element: Element) -> bool:
    before = element.getprevious() if element.tag == "dd" else None
    return before is not None and before.tag == "dt"


def _is_silent(element: Element) -> bool:
    """Whether a visitor skips or never sees an element: menus, footers, side boxes, hidden parts."""
    if element.tag in _SILENT or (element.attrib and (element.get("role") in _ROLES or _is_hidden(element))):
        return True
    if element.tag == "footer":
        return _inside(element, "blockquote") is None
    if element.tag == "header":
        return _inside(element, "article", "main") is None and element.find(".//h1") is None
    if element.tag in {"ul", "ol"}:
        return _is_menu(element)
    if element.tag == "body" or not element.attrib:
        return False
    names = {*(element.get("class") or "").lower().split(), (element.get("id") or "").lower()}
    return bool(names & _FURNITURE) and not element.xpath(_BODY)


def _is_hidden(element: Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or element.get("aria-hidden") == "true" or "display:none" in style


def _is_menu(element: Element) -> bool:
    """Whether a list outside the article proper is nothing but three or more links."""
    if len(element.findall(".//a")) < 3 or _inside(element, "article", "main") is not None:
        return False
    linked = sum(len("".join("".join(link.itertext()).split())) for link in element.iter("a"))
    return linked >= len("".join("".join(element.itertext()).split()))


def _inside(element: Element, *tags: str) -> Element | None:
    return next(element.iterancestors(*tags), None)


def _issued(root: Element, content: Element) -> str:
    """The day on which the page says it was published, as an ISO date, or ''."""
    return next((day for text in _dates(root, content) if (day := _day(text))), "")


def _dates(root: Element, content: Element) -> Iterator[str]:
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name.lower() in _DATE_NAMES:
            yield meta.get("content") or ""
    times = [time for time in content.iter("time") if time.get("datetime")]
    marked = [time for time in times if time.get("pubdate") is not None or (time.get("itemprop") or "").lower() == "datepublished"]
    for time in marked or times[:1]:
        yield time.get("datetime")


def _day(text: str) -> str:
    found = _DATE.match(text.strip())
    try:
        return date.fromisoformat(found[0]).isoformat() if found else ""
    except ValueError:
        return ""
