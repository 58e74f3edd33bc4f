"""Text in, claims out: `read` is a pure function of a document and the knowledge files. No RDF, no store, no clock, no network."""

from functools import lru_cache

from kg.extract.claims import Builder
from kg.extract.scan import Scanner
from kg.extract.source import Source, open_source
from kg.knowledge import Knowledge
from kg.model import Document, Reading

_POSTS = ("post", "body", "envoy")


@lru_cache(maxsize=4)
def _scanner(knowledge: Knowledge) -> Scanner:
    rest = sorted({pattern.says for pattern in knowledge.patterns}.difference(_POSTS))
    return Scanner(knowledge.lexicon, knowledge.index(*_POSTS), knowledge.index(*rest))


def read(document: Document, knowledge: Knowledge) -> Reading:
    """Everything that the document says, each fact with the stretch of text and the rule that give it."""
    return read_closely(document, knowledge)[1]


def read_closely(document: Document, knowledge: Knowledge) -> tuple[Source, Reading]:
    """The same, and the sentences with what was found in each."""
    source = open_source(document, knowledge, _scanner(knowledge))
    return source, Builder(source, knowledge).build()
