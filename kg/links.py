"""Identity links as N-Quads: which names were taken for one thing or may be, why, and what became of IRIs that no longer stand."""

from collections.abc import Iterable, Iterator, Mapping

from kg.identity.clusters import Link
from kg.iris import IDENTITY_GRAPH, digest
from kg.quads import literal
from kg.vocab import KG, RDF, XSD, concept


def of_links(links: Iterable[Link], base: str) -> Iterator[str]:
    """The lines that say of two names how alike they are, why, what follows, and who says so."""
    for link in links:
        iri = f"{base}link/{digest(link.first, link.second)}"
        yield _resource(iri, RDF.type, KG.IdentityLink)
        yield _resource(iri, KG.links, link.first)
        yield _resource(iri, KG.links, link.second)
        yield _resource(iri, KG.judgement, concept("judgement", link.judgement))
        yield _value(iri, KG.rule, literal(link.rule))
        yield _value(iri, KG.confidence, literal(f"{link.score:.4f}".rstrip("0").rstrip("."), XSD.decimal))
        if link.reasons:
            yield _value(iri, KG.features, literal(link.reasons))


def of_heads(heads: Mapping[str, str]) -> Iterator[str]:
    """The lines that say which IRI stands for another now."""
    yield from (_resource(iri, KG.replacedBy, head) for iri, head in sorted(heads.items()) if head and head != iri)


def _resource(subject: str, predicate: str, value: str) -> str:
    return f"<{subject}> <{predicate}> <{value}> <{IDENTITY_GRAPH}> .\n"


def _value(subject: str, predicate: str, value: str) -> str:
    return f"<{subject}> <{predicate}> {value} <{IDENTITY_GRAPH}> .\n"
