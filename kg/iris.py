"""IRIs minted from content: the same text gives the same IRI, on every machine."""

import hashlib
import re
import unicodedata
from functools import lru_cache

from kg.model import Span

NAMESPACE = "https://w3id.org/pressgraph/ns#"
CONCEPTS = "https://w3id.org/pressgraph/"
BASE = "https://w3id.org/pressgraph/id/"
DERIVED_GRAPH = "https://w3id.org/pressgraph/graph/derived"
IDENTITY_GRAPH = "https://w3id.org/pressgraph/graph/identity"
_PLAIN = str.maketrans("ıłđøßæœþə’‘–—‐‑", "ildosaopa''----")


def digest(*parts: str, size: int = 16) -> str:
    """The first `size` hexadecimal digits of the SHA-256 of the parts, kept apart by a unit separator."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:size]


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """A readable ASCII path segment; names without a Latin letter get a digest."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    plain = re.sub(r"[^a-z0-9]+", "-", folded.encode("ascii", "ignore").decode()).strip("-")
    return plain[:80].rstrip("-") or digest(text)


def document_iri(text: str, base: str = BASE) -> str:
    """The IRI of a document, and of its named graph: from the stored text alone."""
    return f"{base}document/{digest(text, size=20)}"


def passage_iri(document: str, span: Span) -> str:
    """`<document>#char=120,180`, as RFC 5147 section 2.1 writes a range of characters."""
    return f"{document}#char={span.begin},{span.end}"
