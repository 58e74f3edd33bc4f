"""Text in, claims out: `read` is a pure function of a document and the knowledge files. No RDF, no store, no clock, no network."""

import re
from functools import lru_cache

from kg.extract.claims import Builder
from kg.extract.reader import Source, open_source
from kg.extract.scan import Scanner
from kg.knowledge import Knowledge
from kg.model import Document, Reading, Span


@lru_cache(maxsize=4)
def _scanner(knowledge: Knowledge) -> Scanner:
    return Scanner(knowledge.lexicon, knowledge.saying("post", "body"))


def read(document: Document, knowledge: Knowledge) -> Reading:
    """Everything that the document says, each fact with the stretch of text and the rule that give it."""
    source = open_source(document, knowledge, _scanner(knowledge))
    builder = Builder(source, knowledge)
    issuers = tuple(_issuers(source, builder, knowledge))
    things, events, claims = builder.build()
    title = " ".join((document.title or source.layout.headline.of(document.text)).split())
    topics = tuple(part.strip() for span in source.layout.fields.get("topic", ()) for part in span.of(document.text).split(",") if part.strip())
    return Reading(document, title, source.context.issued, issuers, topics, "en", things, events, claims)


def _issuers(source: Source, builder: Builder, knowledge: Knowledge) -> list[int]:
    """The bodies of a printed 'Issued by' or 'Source'."""
    found: list[int] = []
    for span in source.layout.fields.get("issuer", ()):
        sentence = _scanner(knowledge).sentence(source.layout.flat, Span(*span), -1, "field", [], [])
        for name in sentence.names:
            if name.kind in ("institution", "acronym") and not re.search(r"www\.|https?:", span.of(source.layout.flat)):
                source.aliases.add(name, sentence.words.span_of(name.first, name.after))
                key = source.aliases.of(name, span.begin)
                builder.things._bodies = source.aliases.things()
                index = builder.things.agent(f"body/{key}") if key else None
                if index is not None:
                    found.append(index)
    return list(dict.fromkeys(found))
