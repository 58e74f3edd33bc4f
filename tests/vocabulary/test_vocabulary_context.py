"""ontology/context.jsonld: every term has its name in JSON, and JSON in those names means the RDF that it should."""

import json
import re

import pyoxigraph as ox
import pytest
import rdflib
from vocabulary.graphs import FOLDER, facts, said

from kg import ontology

TYPES = {"boolean": "xsd:boolean", "decimal": "xsd:decimal", "nonNegativeInteger": "xsd:integer", "Literal": "xsd:date"}
EVENTS = [
    {
        "id": "thing:event/e",
        "type": "Event",
        "label": "Training",
        "altLabel": ["Course"],
        "start": "2021-11-22",
        "endMonth": "2021-11",
        "eventType": "concept:event-type/training",
        "women": 12,
        "online": True,
        "evidence": ["thing:document/d#char=1,3"],
    },
    {"id": "thing:event/f", "startYear": "2022", "endYear": "2022", "startMonth": "2022-01", "end": "2022-12-31"},
    {"id": "thing:document/d#char=1,3", "type": "Passage", "begin": 1, "endOffset": 3, "exact": "ab"},
    {
        "id": "thing:document/d#claim-1",
        "type": "Funding",
        "amount": "1250.5",
        "currency": "EUR",
        "confidence": "0.9",
    },
]
MEANT = """
<event/e> a kg:Event ; rdfs:label "Training" ; skos:altLabel "Course" ; kg:start "2021-11-22"^^xsd:date ;
    kg:end "2021-11"^^xsd:gYearMonth ; kg:eventType event-type:training ; kg:women 12 ; kg:online true ;
    kg:evidence <document/d#char=1,3> .
<event/f> kg:start "2022"^^xsd:gYear, "2022-01"^^xsd:gYearMonth ; kg:end "2022"^^xsd:gYear, "2022-12-31"^^xsd:date .
<document/d#char=1,3> a kg:Passage ; kg:begin 1 ; kg:end 3 ; kg:exact "ab" .
<document/d#claim-1> a kg:Funding ; kg:amount 1250.5 ; kg:currency "EUR" ; kg:confidence 0.9 .
"""


def context() -> dict[str, object]:
    """The entries of context.jsonld."""
    found: dict[str, object] = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return found


def test_has_every_term() -> None:
    """Each term has its own name; object properties take IRIs; dates, numbers and truth values have their types."""
    entries = context()
    for name, term in ontology.load().terms.items():
        entry = entries[name.removeprefix("kg:")]
        told = entry if isinstance(entry, dict) else {"@id": entry}
        wanted = "@id" if term.kind == "object property" else TYPES.get(re.split("[#/]", term.range)[-1])
        assert (told["@id"], told.get("@type")) == (name, wanted)


@pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset).* is deprecated:DeprecationWarning")  # rdflib uses them itself
@pytest.mark.parametrize("reader", ["pyoxigraph", "rdflib"])
def test_json_means_what_it_should(reader: str) -> None:
    """Each JSON-LD reader that we use makes the same RDF of JSON in the names of the context."""
    text = json.dumps({"@context": context(), "@graph": EVENTS})
    if reader == "rdflib":
        lines = rdflib.Dataset().parse(data=text, format="json-ld").serialize(format="nquads")
        assert facts(ox.parse(lines, format=ox.RdfFormat.N_QUADS)) == said(MEANT)
    else:
        assert facts(ox.parse(text, format=ox.RdfFormat.JSON_LD)) == said(MEANT)
