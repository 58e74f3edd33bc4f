"""A reader for the trials that needs no knowledge, and the little that a store holds besides what it reads."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from kg.errors import BadInput
from kg.iris import NAMESPACE, document_iri
from kg.model import Document
from kg.pipeline.reading import Read
from kg.pipeline.running import Extras
from kg.quads import literal

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
BASE = "https://example.org/id/"


@dataclass(frozen=True)
class Words:
    """Each capitalised word is an institution. Some words make it fail."""

    fingerprint: str = "one"
    base: str = BASE
    pause: float = 0

    def __call__(self, document: Document) -> Read:
        """The lines of the document's graph; it says nothing of names that could be one."""
        time.sleep(self.pause)
        graph = document_iri(document.text, self.base)
        if "FAIL" in document.text:
            raise RuntimeError("not\nmy day")
        if "REFUSE" in document.text:
            raise BadInput("is refused", where=document.source, hint="Write another.")
        if "DIE" in document.text:
            os._exit(9)
        if "WRONG" in document.text:
            return Read([f"<{graph}> <{NAMESPACE}source> nonsense <{graph}> .\n"])
        said = {"kind": self.fingerprint, "title": document.title or "-", "issued": document.issued or "-", "text": document.text}
        said["source"] = document.source
        quads = {f"<{graph}> <{NAMESPACE}{name}> {literal(value)} <{graph}> .\n" for name, value in said.items()}
        things = {f"{self.base}institution/{word.lower()}" for word in document.text.split() if word.isascii() and word.istitle()}
        quads |= {f"<{thing}> <{RDF_TYPE}> <{NAMESPACE}Institution> <{graph}> .\n" for thing in things}
        return Read(sorted({*quads, f"<{graph}> <{RDF_TYPE}> <{NAMESPACE}Document> <{graph}> .\n"}))


def small_extras(folder: Path) -> Extras:
    """A concept, and one query of the derived graph, as files in a folder where they are written unless they are there."""
    extras = Extras(folder / "concepts.ttl", folder)
    if not folder.exists():
        folder.mkdir()
        extras.concepts.write_text("<urn:role> <urn:label> 'Role' .")
        query = f"PREFIX kg: <{NAMESPACE}> CONSTRUCT {{ ?text <urn:read> ?kind }} WHERE {{ ?text kg:kind ?kind }}"
        (folder / "names.rq").write_text(query)
    return extras
