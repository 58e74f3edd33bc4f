"""The page: each class with a diagram, its properties and an example that can be copied; needs nothing from elsewhere."""

from collections.abc import Iterable, Iterator
from html import escape

from kg import ontology, resources
from kg.iris import CONCEPTS, NAMESPACE
from kg.ontology import Concept
from kg.rdf import Text, Triple, read_turtle
from kg.reference.diagrams import TIP, Arrow, star, tree
from kg.reference.entries import Entry, classes, entries, ours, properties, short
from kg.vocab import OWL, PREFIXES, RDFS, SKOS

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #222; max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
h2 { border-bottom: 1px solid #bbb; margin-top: 3rem } h3 { margin: 2rem 0 .3rem } p { margin: .3rem 0 }
code, pre, svg text { font: 13px/1.5 ui-monospace, monospace } pre { background: #f4f4f0; padding: .6rem; overflow-x: auto }
a { color: #14507a } .kind { color: #666; font-size: .85rem; font-weight: normal } section.property { margin-left: 1.5rem }
dl { display: grid; grid-template-columns: 9rem 1fr; gap: .1rem 1rem; margin: .3rem 0 } dt { color: #666 } dd { margin: 0 }
nav { columns: 4 12rem } nav a { display: block } svg { max-width: 100%; height: auto; margin: .6rem 0 }
svg path { fill: none; stroke: #777 } svg marker path { fill: #777; stroke: none } svg rect { fill: #e9f0f5; stroke: #14507a }
svg text { fill: #222 } table { border-collapse: collapse } td { padding: .1rem .8rem .1rem 0; vertical-align: top }
@media (prefers-color-scheme: dark) { body { background: #181a1b; color: #ddd } a { color: #8cc4ee } pre { background: #24282b }
svg rect { fill: #223442 } svg text { fill: #ddd } }
"""


def page() -> str:
    """The whole page as HTML."""
    header = {triple.predicate: triple.object.value if isinstance(triple.object, Text) else triple.object for triple in _header()}
    title, version = header[RDFS.label], header[OWL.versionInfo]
    return "\n".join(
        [
            f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>',
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>{_STYLE}</style>\n</head>\n<body>',
            f"<h1>{escape(title)}</h1>\n<p>{escape(header[RDFS.comment])}</p>",
            f"<dl><dt>namespace</dt><dd><code>{NAMESPACE}</code>, as a rule <code>kg:</code></dd>",
            f"<dt>version</dt><dd>{escape(version)}</dd></dl>\n{TIP}",
            *_introduction(),
            *(_class(entry) for entry in classes()),
            "<h2>Properties that several classes have</h2>",
            *(_term(entry) for entry in properties("")),
            "<h2>Properties of concepts</h2>",
            *(_term(entry) for entry in properties(SKOS.Concept)),
            "<h2>Concepts</h2>",
            *(_scheme(name, concepts.values()) for name, concepts in ontology.load().schemes.items()),
            "</body>\n</html>\n",
        ]
    )


def _header() -> Iterator[Triple]:
    return (triple for triple in read_turtle(resources.folder("ontology") / "kg.ttl") if triple.subject == NAMESPACE.rstrip("#"))


def _introduction() -> Iterator[str]:
    yield "<h2>Classes</h2>"
    yield tree(list(_rows("", 0)), "All classes")
    yield "<h2>All terms</h2>\n<nav>"
    yield from (f'<a href="#{entry.anchor}">{entry.term.name}</a>' for entry in sorted(entries().values(), key=_by_name))
    yield "</nav>"
    yield "<h2>Prefixes of the examples</h2>\n<pre>"
    yield escape("\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items()))
    yield "</pre>"


def _by_name(entry: Entry) -> tuple[bool, str]:
    return entry.term.kind != "class", entry.anchor.casefold()


def _rows(parent: str, depth: int) -> Iterator[tuple[int, str]]:
    """Depth and name of each class, below the one that it is under."""
    for entry in classes():
        if ([one for one in entry.term.parents if ours(one)] or [""])[0] == parent:
            yield depth, entry.anchor
            yield from _rows(entry.term.iri, depth + 1)


def _class(entry: Entry) -> str:
    inherited = [one for parent in entry.term.parents if ours(parent) for one in properties(parent)]
    arrows = (Arrow(one.anchor, _far(one)) for one in (*properties(entry.term.iri), *inherited))
    own = "".join(_term(one) for one in properties(entry.term.iri))
    return f"<h2>{escape(entry.term.label)}</h2>\n{_term(entry)}\n{star(entry.anchor, arrows)}\n{own}"


def _far(entry: Entry) -> str:
    if entry.term.kind != "object property":
        return ""
    return entries()[entry.term.range].anchor if entry.term.range in entries() else ""


def _term(entry: Entry) -> str:
    term = entry.term
    kind = " ".join((*entry.traits, term.kind))
    about = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in _facts(entry) if text)
    return (
        f'<section class="{term.kind.split()[-1]}" id="{entry.anchor}">'
        f'<h3><code>{term.name}</code> {escape(term.label)} <span class="kind">{kind}</span></h3>'
        f"<p>{escape(term.definition)}</p>{''.join(f'<p>{escape(note)}</p>' for note in term.notes)}"
        f"<dl>{about}</dl><pre>{escape(term.example)}</pre></section>"
    )


def _facts(entry: Entry) -> Iterator[tuple[str, str]]:
    term = entry.term
    yield "a kind of", _links(one for one in term.parents if ours(one))
    yield "of", _links([term.domain] if term.domain else [])
    yield "leads to", _links([term.range] if term.range else [])
    yield "other direction", _links([entry.inverse] if entry.inverse else [])
    yield "under", _links(entry.under)
    yield "close to", _links(entry.close)


def _links(iris: Iterable[str]) -> str:
    """Terms of ours as links within the page, those of others by their short name."""
    return ", ".join(
        f'<a href="#{iri.removeprefix(NAMESPACE)}">{short(iri)}</a>' if ours(iri) else f"<code>{escape(short(iri))}</code>"
        for iri in iris
    )


def _scheme(name: str, concepts: Iterable[Concept]) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(one.notation)}</code></td><td>{escape(one.label)}</td><td>{escape(one.definition)}</td></tr>"
        for one in concepts
    )
    return f'<details id="scheme-{name}"><summary><code>{CONCEPTS}{name}/</code></summary><table>{rows}</table></details>'
