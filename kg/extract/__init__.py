"""Text in, claims out: `read` is a pure function of a document and the knowledge files. No RDF, no store, no clock, no network."""

from functools import lru_cache

from kg.extract.claims import Builder
from kg.extract.reader import open_source
from kg.extract.scan import Scanner
from kg.knowledge import Knowledge
from kg.model import Document, Reading


@lru_cache(maxsize=4)
def _scanner(knowledge: Knowledge) -> Scanner:
    return Scanner(knowledge.lexicon, knowledge.saying("post", "body", "envoy"))


def read(document: Document, knowledge: Knowledge) -> Reading:
    """Everything that the document says, each fact with the stretch of text and the rule that give it."""
    source = open_source(document, knowledge, _scanner(knowledge))
    builder = Builder(source, knowledge)
    issuers = builder.issuers()
    things, events, claims = builder.build()
    title = " ".join((document.title or source.layout.headline.of(document.text)).split())
    topics = tuple(
        part.strip() for span in source.layout.fields.get("topic", ()) for part in span.of(document.text).split(",") if part.strip()
    )
    return Reading(document, title, source.context.issued, issuers, topics, "en", things, events, claims)
