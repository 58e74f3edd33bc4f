"""What a stranger must know of a data set: RO-Crate 1.2, VoID and DCAT, a README and the licence, from what the graph holds."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import BadInput
from kg.export.answers import Source
from kg.iris import CONCEPTS, NAMESPACE
from kg.vocab import KG

CONTEXT = "https://w3id.org/ro/crate/1.2/context"
PROFILE = "https://w3id.org/ro/crate/1.2"
_TRIPLES = "{ SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"  # what two graphs say counts once
APACHE = "https://www.apache.org/licenses/LICENSE-2.0"


TYPES = {
    ".nq": "application/n-quads", ".trig": "application/trig", ".ttl": "text/turtle", ".gexf": "application/gexf+xml",
    ".csv": "text/csv",
    ".json": "application/ld+json", ".jsonld": "application/ld+json", ".md": "text/markdown", ".txt": "text/plain",
}  # fmt: skip


class File(NamedTuple):
    """A file of the data set: its name from the folder on, its size in bytes, its SHA-256, and what it holds."""

    name: str
    size: int
    sha256: str
    holds: str

    @property
    def type(self) -> str:
        """Its media type."""
        return TYPES[Path(self.name).suffix]


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is to say: title, licence, day of publication, the days of the documents, and counts."""

    title: str
    licence: str
    issued: str
    first: str
    last: str
    triples: int
    subjects: int
    documents: int
    classes: dict[str, int]
    properties: dict[str, int]


def facts(source: Source, title: str, licence: str, issued: str) -> Facts:
    """The facts about a graph. A data set without a day of its own is of the day of its newest document."""
    days = _rows(source, f"SELECT (MIN(STR(?day)) AS ?first) (MAX(STR(?day)) AS ?last) {{ ?document <{KG.issued}> ?day }}")
    first, last = (term.value if term is not None else "" for term in days[0])
    if not (issued or last):
        raise BadInput("no document has a date", where="--issued", hint="Say the day of publication: --issued 2026-03-31.")
    counts = _rows(source, f"SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) {_TRIPLES}")[0]
    classes = _counted(source, "SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) { ?thing a ?class } GROUP BY ?class")
    used = _counted(source, f"SELECT (?p AS ?property) (COUNT(*) AS ?count) {_TRIPLES} GROUP BY ?p")
    documents = classes.get(KG.Document, 0)
    named = title or f"Knowledge graph of {documents} {'document' if documents == 1 else 'documents'}"
    return Facts(named, licence, issued or last, first, last, int(counts[0].value), int(counts[1].value), documents, classes, used)


def _rows(source: Source, query: str) -> list[Any]:
    return list(source.query(query))


def _counted(source: Source, query: str) -> dict[str, int]:
    return dict(sorted((row[0].value, int(row[1].value)) for row in _rows(source, query)))


def _summary(facts: Facts) -> str:
    days = f" from {facts.first} to {facts.last}" if facts.last else ""
    return (
        f"What {facts.documents} documents{days} say: who met, where and when; who organised, hosted, spoke and paid. "
        f"{facts.triples} statements, each fact with the passage that states it."
    )


def crate(facts: Facts, files: Sequence[File]) -> bytes:
    """ro-crate-metadata.json: the data set as a root data entity, and each file with its type, size and checksum (RO-Crate 1.2)."""
    tool = {"@id": "#pressgraph", "@type": "SoftwareApplication", "name": "pressgraph", "version": version("pressgraph")}
    about = {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "conformsTo": {"@id": PROFILE}, "about": {"@id": "./"}}
    root = {
        "@id": "./", "@type": "Dataset", "name": facts.title, "description": _summary(facts), "datePublished": facts.issued,
        "license": {"@id": facts.licence}, "hasPart": [{"@id": file.name} for file in files], "creator": {"@id": "#pressgraph"},
    }  # fmt: skip
    if facts.last:
        root["temporalCoverage"] = f"{facts.first}/{facts.last}"
    parts = [
        {
            "@id": file.name, "@type": "File", "name": file.holds, "encodingFormat": file.type,
            "contentSize": str(file.size), "sha256": file.sha256,
        }
        for file in files
    ]  # fmt: skip
    terms = {"@id": facts.licence, "@type": "CreativeWork", "name": f"Licence: {facts.licence}"}
    text = json.dumps({"@context": CONTEXT, "@graph": [about, root, *parts, terms, tool]}, indent=2, ensure_ascii=False)
    return f"{text}\n".encode()


def void(facts: Facts, files: Sequence[File]) -> bytes:
    """void.ttl: counts by class and property (VoID), and a distribution a file with its checksum (DCAT 3, section 6.8)."""
    names = [f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES.items()]
    lines = [
        "<./> a dcat:Dataset, void:Dataset",
        f"dcterms:title {_text(facts.title)}",
        f"dcterms:description {_text(_summary(facts))}",
        f"dcterms:issued {_day(facts.issued)}",
        f"dcterms:license <{facts.licence}>",
        'dcterms:language "en"',
        *([f"dcterms:temporal [ dcat:startDate {_day(facts.first)} ; dcat:endDate {_day(facts.last)} ]"] if facts.last else []),
        f"void:vocabulary <{NAMESPACE}>",
        f"void:uriSpace {_text(CONCEPTS)}",
        "void:feature <http://www.w3.org/ns/formats/N-Quads>",
        "void:dataDump <data/graph.nq>",
        f"void:triples {facts.triples}",
        f"void:distinctSubjects {facts.subjects}",
        f"void:classes {len(facts.classes)}",
        f"void:properties {len(facts.properties)}",
        *(f"void:classPartition [ void:class <{name}> ; void:entities {count} ]" for name, count in facts.classes.items()),
        *(f"void:propertyPartition [ void:property <{name}> ; void:triples {count} ]" for name, count in facts.properties.items()),
        *(f"dcat:distribution <{file.name}>" for file in files),
    ]
    return "".join([*names, "\n", " ;\n    ".join(lines), " .\n", *map(_distribution, files)]).encode()


_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def _distribution(file: File) -> str:
    kind = f"<https://www.iana.org/assignments/media-types/{file.type}>"
    total = f'[ spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue "{file.sha256}"^^xsd:hexBinary ]'
    return (
        f"\n<{file.name}> a dcat:Distribution ;\n    dcterms:title {_text(file.holds)} ;\n    dcat:mediaType {kind} ;\n"
        f"    dcat:downloadURL <{file.name}> ;\n    dcat:byteSize {file.size} ;\n    spdx:checksum {total} .\n"
    )


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _day(day: str) -> str:
    kind = {4: "gYear", 7: "gYearMonth"}.get(len(day), "date")
    return f'"{day}"^^xsd:{kind}'


def readme(facts: Facts, files: Sequence[File]) -> bytes:
    """README.md: what is here and how to begin."""
    rows = "".join(f"| `{file.name}` | {file.holds} |\n" for file in files)
    names = sorted(facts.classes.items(), key=lambda pair: (-pair[1], pair[0]))
    counts = "".join(f"| {name.removeprefix(NAMESPACE)} | {count} |\n" for name, count in names if name.startswith(NAMESPACE))
    return (
        f"# {facts.title}\n\n{_summary(facts)}\n\n"
        f"Licence: {facts.licence} (LICENSE.txt). Published: {facts.issued}.\n\n"
        "| file | what it holds |\n|---|---|\n" + rows + "\n| things | how many |\n|---|---|\n" + counts + "\n"
        "What a document says stands in a named graph of its own; every claim has `kg:evidence`, the passage that states it.\n"
        "All names are explained in `ontology/kg.ttl`. The networks open in Gephi.\n\n"
        "Is every file whole? `sha256sum -c manifest-sha256.txt`. Ask the graph: `kg build data/graph.nq`, then `kg query`;\n"
        "an export of that store gives `data/graph.nq` again, byte for byte. Made by pressgraph " + version("pressgraph") + ".\n"
    ).encode()


def licence(facts: Facts, _files: Sequence[File]) -> bytes:
    """LICENSE.txt: what the licence covers, and what it cannot cover."""
    return (
        f"The data set is offered under: {facts.licence}\n\n"
        f"The files of ontology/ are part of pressgraph and under the Apache License 2.0: {APACHE}\n\n"
        "The words of the documents (kg:text, kg:title, kg:exact, kg:quote) belong to those who issued them, whom kg:source and\n"
        "kg:issuer name.\n"
    ).encode()
