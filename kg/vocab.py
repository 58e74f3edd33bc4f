"""Every IRI that the program writes or asks for, by name: `KG.title`, `SKOS.altLabel`, `concept("role", "organizer")`.

Written out, so that mypy finds a misspelt term; tests hold the list to ontology/kg.ttl.
"""

# ruff: noqa: N815 -- the names are those of the vocabularies
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

from kg.iris import BASE, CONCEPTS, NAMESPACE

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_PROV: Final = "http://www.w3.org/ns/prov#"
_DCTERMS: Final = "http://purl.org/dc/terms/"

Scheme = Literal["event-type", "role", "institution-type", "phase", "judgement", "currency", "topic"]
SCHEMES: Final[tuple[Scheme, ...]] = get_args(Scheme)
THINGS: Final = ("document", "event", "person", "institution", "state", "group", "place", "project", "output", "instrument", "link")


class _Frozen(type):
    def __setattr__(cls, name: str, value: object) -> None:
        raise AttributeError(f"{cls.__name__}.{name} is a constant")


class KG(metaclass=_Frozen):
    """The terms of ontology/kg.ttl."""

    Document: Final = f"{NAMESPACE}Document"
    Passage: Final = f"{NAMESPACE}Passage"
    Event: Final = f"{NAMESPACE}Event"
    Agent: Final = f"{NAMESPACE}Agent"
    Person: Final = f"{NAMESPACE}Person"
    Institution: Final = f"{NAMESPACE}Institution"
    State: Final = f"{NAMESPACE}State"
    Group: Final = f"{NAMESPACE}Group"
    Place: Final = f"{NAMESPACE}Place"
    Project: Final = f"{NAMESPACE}Project"
    Output: Final = f"{NAMESPACE}Output"
    Instrument: Final = f"{NAMESPACE}Instrument"
    Claim: Final = f"{NAMESPACE}Claim"
    Participation: Final = f"{NAMESPACE}Participation"
    Post: Final = f"{NAMESPACE}Post"
    Funding: Final = f"{NAMESPACE}Funding"
    Quotation: Final = f"{NAMESPACE}Quotation"
    IdentityLink: Final = f"{NAMESPACE}IdentityLink"

    title: Final = f"{NAMESPACE}title"
    issued: Final = f"{NAMESPACE}issued"
    source: Final = f"{NAMESPACE}source"
    issuer: Final = f"{NAMESPACE}issuer"
    topic: Final = f"{NAMESPACE}topic"
    language: Final = f"{NAMESPACE}language"
    sha256: Final = f"{NAMESPACE}sha256"
    text: Final = f"{NAMESPACE}text"
    document: Final = f"{NAMESPACE}document"
    begin: Final = f"{NAMESPACE}begin"
    end: Final = f"{NAMESPACE}end"
    exact: Final = f"{NAMESPACE}exact"
    eventType: Final = f"{NAMESPACE}eventType"
    start: Final = f"{NAMESPACE}start"
    earliest: Final = f"{NAMESPACE}earliest"
    latest: Final = f"{NAMESPACE}latest"
    dateText: Final = f"{NAMESPACE}dateText"
    place: Final = f"{NAMESPACE}place"
    venue: Final = f"{NAMESPACE}venue"
    online: Final = f"{NAMESPACE}online"
    phase: Final = f"{NAMESPACE}phase"
    project: Final = f"{NAMESPACE}project"
    followsUp: Final = f"{NAMESPACE}followsUp"
    partOf: Final = f"{NAMESPACE}partOf"
    reportedIn: Final = f"{NAMESPACE}reportedIn"
    mainEventOf: Final = f"{NAMESPACE}mainEventOf"
    minAttendance: Final = f"{NAMESPACE}minAttendance"
    maxAttendance: Final = f"{NAMESPACE}maxAttendance"
    women: Final = f"{NAMESPACE}women"
    men: Final = f"{NAMESPACE}men"
    acronym: Final = f"{NAMESPACE}acronym"
    country: Final = f"{NAMESPACE}country"
    code: Final = f"{NAMESPACE}code"
    institutionType: Final = f"{NAMESPACE}institutionType"
    evidence: Final = f"{NAMESPACE}evidence"
    rule: Final = f"{NAMESPACE}rule"
    confidence: Final = f"{NAMESPACE}confidence"
    statedIn: Final = f"{NAMESPACE}statedIn"
    event: Final = f"{NAMESPACE}event"
    agent: Final = f"{NAMESPACE}agent"
    role: Final = f"{NAMESPACE}role"
    minCount: Final = f"{NAMESPACE}minCount"
    maxCount: Final = f"{NAMESPACE}maxCount"
    holder: Final = f"{NAMESPACE}holder"
    institution: Final = f"{NAMESPACE}institution"
    postTitle: Final = f"{NAMESPACE}postTitle"
    honorific: Final = f"{NAMESPACE}honorific"
    statedOn: Final = f"{NAMESPACE}statedOn"
    funder: Final = f"{NAMESPACE}funder"
    funded: Final = f"{NAMESPACE}funded"
    recipient: Final = f"{NAMESPACE}recipient"
    amount: Final = f"{NAMESPACE}amount"
    currency: Final = f"{NAMESPACE}currency"
    amountText: Final = f"{NAMESPACE}amountText"
    speaker: Final = f"{NAMESPACE}speaker"
    inCapacity: Final = f"{NAMESPACE}inCapacity"
    quote: Final = f"{NAMESPACE}quote"
    direct: Final = f"{NAMESPACE}direct"
    saidAt: Final = f"{NAMESPACE}saidAt"
    links: Final = f"{NAMESPACE}links"
    judgement: Final = f"{NAMESPACE}judgement"
    features: Final = f"{NAMESPACE}features"
    replacedBy: Final = f"{NAMESPACE}replacedBy"
    organizedBy: Final = f"{NAMESPACE}organizedBy"
    partneredBy: Final = f"{NAMESPACE}partneredBy"
    fundedBy: Final = f"{NAMESPACE}fundedBy"
    spokeAt: Final = f"{NAMESPACE}spokeAt"
    affiliatedWith: Final = f"{NAMESPACE}affiliatedWith"
    workedWith: Final = f"{NAMESPACE}workedWith"
    hasPart: Final = f"{NAMESPACE}hasPart"
    reports: Final = f"{NAMESPACE}reports"
    mainEvent: Final = f"{NAMESPACE}mainEvent"
    hasSpeaker: Final = f"{NAMESPACE}hasSpeaker"
    hasAffiliate: Final = f"{NAMESPACE}hasAffiliate"
    derives: Final = f"{NAMESPACE}derives"


class RDF(metaclass=_Frozen):
    """What we use of the RDF vocabulary."""

    type: Final = f"{_RDF}type"
    langString: Final = f"{_RDF}langString"


class RDFS(metaclass=_Frozen):
    """What we use of RDF Schema."""

    label: Final = f"{_RDFS}label"
    comment: Final = f"{_RDFS}comment"
    subClassOf: Final = f"{_RDFS}subClassOf"
    subPropertyOf: Final = f"{_RDFS}subPropertyOf"
    domain: Final = f"{_RDFS}domain"
    range: Final = f"{_RDFS}range"


class OWL(metaclass=_Frozen):
    """What we use of OWL 2."""

    Class: Final = f"{_OWL}Class"
    ObjectProperty: Final = f"{_OWL}ObjectProperty"
    DatatypeProperty: Final = f"{_OWL}DatatypeProperty"
    AnnotationProperty: Final = f"{_OWL}AnnotationProperty"
    SymmetricProperty: Final = f"{_OWL}SymmetricProperty"
    TransitiveProperty: Final = f"{_OWL}TransitiveProperty"
    inverseOf: Final = f"{_OWL}inverseOf"
    versionInfo: Final = f"{_OWL}versionInfo"
    disjointWith: Final = f"{_OWL}disjointWith"


class SKOS(metaclass=_Frozen):
    """What we use of SKOS."""

    Concept: Final = f"{_SKOS}Concept"
    ConceptScheme: Final = f"{_SKOS}ConceptScheme"
    inScheme: Final = f"{_SKOS}inScheme"
    notation: Final = f"{_SKOS}notation"
    prefLabel: Final = f"{_SKOS}prefLabel"
    altLabel: Final = f"{_SKOS}altLabel"
    hiddenLabel: Final = f"{_SKOS}hiddenLabel"
    definition: Final = f"{_SKOS}definition"
    example: Final = f"{_SKOS}example"
    scopeNote: Final = f"{_SKOS}scopeNote"
    exactMatch: Final = f"{_SKOS}exactMatch"
    closeMatch: Final = f"{_SKOS}closeMatch"


class XSD(metaclass=_Frozen):
    """The datatypes of our literals."""

    string: Final = f"{_XSD}string"
    boolean: Final = f"{_XSD}boolean"
    integer: Final = f"{_XSD}integer"
    decimal: Final = f"{_XSD}decimal"
    date: Final = f"{_XSD}date"
    gYearMonth: Final = f"{_XSD}gYearMonth"
    gYear: Final = f"{_XSD}gYear"


PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {"kg": NAMESPACE, "rdf": _RDF, "rdfs": _RDFS, "owl": _OWL, "skos": _SKOS, "xsd": _XSD, "prov": _PROV, "dcterms": _DCTERMS}
    | {scheme: f"{CONCEPTS}{scheme}/" for scheme in SCHEMES}
    | {thing: f"{BASE}{thing}/" for thing in THINGS}
)

# The vocabularies that ontology/alignment.ttl speaks of, as they are called there.
NEIGHBOURS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "foaf": "http://xmlns.com/foaf/0.1/",
        "frapo": "http://purl.org/cerif/frapo/",
        "gn": "http://www.geonames.org/ontology#",
        "iati-role": "http://reference.iatistandard.org/codelists/OrganisationRole/",
        "lode": "http://linkedevents.org/ontology/",
        "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "schema": "https://schema.org/",
        "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "time": "http://www.w3.org/2006/time#",
    }
)


def concept(scheme: Scheme, code: str) -> str:
    """The IRI of a concept, `https://w3id.org/pressgraph/role/organizer` for ("role", "organizer")."""
    return f"{CONCEPTS}{scheme}/{code}"
