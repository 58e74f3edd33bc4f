"""The border to RDF: a reading as N-Quads lines, one named graph a document.

N-Quads by RDF 1.1 N-Quads; literals are escaped as section 3 asks. The lines are sorted and each stands once, so that the same
reading gives the same bytes. No blank nodes.
"""

import hashlib
import re
from calendar import monthrange
from functools import singledispatchmethod

from kg.iris import BASE, passage_iri, slug
from kg.iris import digest as short_digest
from kg.model import Claim, Event, Evidence, Funding, Kind, Participation, Post, Quotation, Reading, Span, Thing
from kg.resolve import Resolved
from kg.vocab import KG, RDF, RDFS, SKOS, XSD, concept

_CLASSES = {
    Kind.PERSON: KG.Person, Kind.INSTITUTION: KG.Institution, Kind.STATE: KG.State, Kind.GROUP: KG.Group, Kind.PLACE: KG.Place,
    Kind.PROJECT: KG.Project, Kind.OUTPUT: KG.Output, Kind.INSTRUMENT: KG.Instrument,
}  # fmt: skip
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"})
_CONTROL = re.compile(r"[\x00-\x07\x0b\x0e-\x1f\x7f]")
_DATATYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


def to_nquads(reading: Reading, base: str = BASE) -> list[str]:
    """The quads of the document's graph as sorted N-Quads lines, each ending in a newline."""
    return written(Resolved(reading, base))


def written(resolved: Resolved) -> list[str]:
    """The same for a reading whose things have their IRIs."""
    return _Graph(resolved).lines()


def literal(value: str, datatype: str = "") -> str:
    r"""A literal in N-Quads; control characters that the grammar would mangle are written as \\uXXXX."""
    escaped = _CONTROL.sub(lambda found: f"\\u{ord(found.group()):04X}", value.translate(_ESCAPES))
    return f'"{escaped}"^^<{datatype}>' if datatype else f'"{escaped}"'


def dated(value: str) -> str:
    """An ISO date of any precision as xsd:date, xsd:gYearMonth or xsd:gYear."""
    return literal(value, _DATATYPES[len(value)])


def earliest(value: str) -> str:
    """The first day that a date of any precision can mean."""
    return value + "-01-01"[: 10 - len(value)] if len(value) == 4 else value + "-01" * (len(value) == 7)


def latest(value: str) -> str:
    """The last day that a date of any precision can mean."""
    if len(value) == 4:
        return f"{value}-12-31"
    return f"{value}-{monthrange(int(value[:4]), int(value[5:7]))[1]:02}" if len(value) == 7 else value


class _Graph:
    """Collects the quads of one reading."""

    def __init__(self, iris: Resolved) -> None:
        self.iris, self.reading = iris, iris.reading
        self.text = self.reading.document.text
        self.graph = self.iris.document
        self._lines: set[str] = set()
        self._labels = self._longest()
        self._claims = [self._claim_iri(claim) for claim in self.reading.claims]

    def lines(self) -> list[str]:
        self._document()
        for index, thing in enumerate(self.reading.things):
            self._thing(self.iris.things[index], thing)
        for event in self.reading.events:
            self._event(self.iris.events[event.key], event)
        for iri, claim in zip(self._claims, self.reading.claims, strict=True):
            self._resource(iri, KG.statedIn, self.graph)
            self._evidence(iri, claim.evidence)
            self._claim(claim, iri)
        return sorted(self._lines)

    def _longest(self) -> dict[str, str]:
        """What each thing is called: by the longest of its names, where the reader kept two apart."""
        labels: dict[str, str] = {}
        for iri, thing in zip(self.iris.things, self.reading.things, strict=True):
            labels[iri] = max(labels.get(iri, ""), thing.name, key=lambda name: (len(name), name))
        return labels

    # ---- writing

    def _resource(self, subject: str, predicate: str, value: str) -> None:
        self._lines.add(f"<{subject}> <{predicate}> <{value}> <{self.graph}> .\n")

    def _value(self, subject: str, predicate: str, value: str) -> None:
        """`value` is a literal as N-Quads writes it."""
        self._lines.add(f"<{subject}> <{predicate}> {value} <{self.graph}> .\n")

    def _text(self, subject: str, predicate: str, value: str) -> None:
        if value:
            self._value(subject, predicate, literal(value))

    def _number(self, subject: str, predicate: str, value: int | None) -> None:
        if value is not None:
            self._value(subject, predicate, literal(str(value), XSD.integer))

    # ---- document and evidence

    def _document(self) -> None:
        reading, iri = self.reading, self.graph
        self._resource(iri, RDF.type, KG.Document)
        self._text(iri, KG.title, reading.title)
        self._text(iri, KG.source, reading.document.source)
        self._text(iri, KG.language, reading.language)
        self._text(iri, KG.sha256, hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest())
        self._text(iri, KG.text, self.text)
        if reading.issued:
            self._value(iri, KG.issued, dated(reading.issued))
        for index in reading.issuers:
            self._resource(iri, KG.issuer, self.iris.things[index])
        for topic in reading.topics:
            topic_iri = concept("topic", slug(topic))
            self._resource(iri, KG.topic, topic_iri)
            self._resource(topic_iri, RDF.type, SKOS.Concept)
            self._text(topic_iri, SKOS.prefLabel, topic)

    def _passage(self, span: Span) -> str:
        iri = passage_iri(self.graph, span)
        self._resource(iri, RDF.type, KG.Passage)
        self._resource(iri, KG.document, self.graph)
        self._number(iri, KG.begin, span.begin)
        self._number(iri, KG.end, span.end)
        self._text(iri, KG.exact, span.of(self.text))
        return iri

    def _evidence(self, subject: str, evidence: Evidence) -> None:
        self._resource(subject, KG.evidence, self._passage(evidence.span))
        self._text(subject, KG.rule, evidence.rule)
        self._value(subject, KG.confidence, literal(f"{evidence.confidence:.2f}".rstrip("0").rstrip("."), XSD.decimal))

    # ---- things and events

    def _thing(self, iri: str, thing: Thing) -> None:
        self._resource(iri, RDF.type, _CLASSES[thing.kind])
        self._text(iri, RDFS.label if thing.name == self._labels[iri] else SKOS.altLabel, thing.name)
        self._text(iri, KG.acronym, thing.acronym)
        if thing.kind is Kind.STATE:
            self._text(iri, KG.code, thing.country)
        elif thing.country:
            self._resource(iri, KG.country, self.iris.state(thing.country))
        for form in thing.forms:
            self._text(iri, SKOS.altLabel, form)
        if thing.institution_type:
            self._resource(iri, KG.institutionType, concept("institution-type", thing.institution_type))
        if thing.span.begin < thing.span.end:
            self._resource(iri, KG.evidence, self._passage(thing.span))

    def _event(self, iri: str, event: Event) -> None:
        self._resource(iri, RDF.type, KG.Event)
        self._text(iri, RDFS.label, event.label)
        self._resource(iri, KG.eventType, concept("event-type", event.type))
        self._resource(iri, KG.phase, concept("phase", event.phase))
        self._resource(iri, KG.reportedIn, self.graph)
        self._resource(iri, KG.statedIn, self.graph)
        self._evidence(iri, event.evidence)
        if event.main:
            self._resource(iri, KG.mainEventOf, self.graph)
        self._dates(iri, event)
        if event.place is not None:
            self._resource(iri, KG.place, self.iris.things[event.place])
        if event.country:
            self._resource(iri, KG.country, self.iris.state(event.country))
        if event.project is not None:
            self._resource(iri, KG.project, self.iris.things[event.project])
        self._text(iri, KG.venue, event.venue)
        if event.online:
            self._value(iri, KG.online, literal("true", XSD.boolean))
        for predicate, key in ((KG.followsUp, event.follows), (KG.partOf, event.part_of)):
            if key:
                self._resource(iri, predicate, self.iris.events[key])
        for predicate, count in (
            (KG.minAttendance, event.minimum),
            (KG.maxAttendance, event.maximum),
            (KG.women, event.women),
            (KG.men, event.men),
        ):
            self._number(iri, predicate, count)

    def _dates(self, iri: str, event: Event) -> None:
        start, end = event.start, event.end
        if start:
            self._value(iri, KG.start, dated(start))
        if end:
            self._value(iri, KG.end, dated(end))
        if start or end:
            self._value(iri, KG.earliest, literal(earliest(start or end), XSD.date))
            self._value(iri, KG.latest, literal(latest(end or start), XSD.date))
        self._text(iri, KG.dateText, event.date_text)

    # ---- claims

    def _claim_iri(self, claim: Claim) -> str:
        """From what the claim says, without the rule or its confidence, and from where it stands."""
        said = [type(claim).__name__, *(str(getattr(claim, name)) for name in claim.__slots__ if name not in ("evidence", "post"))]
        return f"{self.graph}#claim-{short_digest(*said, *map(str, claim.evidence.span), size=12)}"

    @singledispatchmethod
    def _claim(self, claim: Claim, iri: str) -> None:
        raise TypeError(f"{iri}: no quads for {type(claim).__name__}")

    @_claim.register
    def _(self, claim: Participation, iri: str) -> None:
        self._resource(iri, RDF.type, KG.Participation)
        self._resource(iri, KG.event, self.iris.events[claim.event])
        self._resource(iri, KG.agent, self.iris.things[claim.agent])
        self._resource(iri, KG.role, concept("role", claim.role))
        for predicate, count in (
            (KG.minCount, claim.minimum),
            (KG.maxCount, claim.maximum),
            (KG.women, claim.women),
            (KG.men, claim.men),
        ):
            self._number(iri, predicate, count)

    @_claim.register
    def _(self, claim: Post, iri: str) -> None:
        self._resource(iri, RDF.type, KG.Post)
        self._resource(iri, KG.holder, self.iris.things[claim.holder])
        if claim.institution is not None:
            self._resource(iri, KG.institution, self.iris.things[claim.institution])
        self._text(iri, KG.postTitle, claim.title)
        self._text(iri, KG.honorific, claim.honorific)
        if claim.country:
            self._resource(iri, KG.country, self.iris.state(claim.country))
        if self.reading.issued:
            self._value(iri, KG.statedOn, dated(self.reading.issued))

    @_claim.register
    def _(self, claim: Funding, iri: str) -> None:
        self._resource(iri, RDF.type, KG.Funding)
        if claim.funder is not None:
            self._resource(iri, KG.funder, self.iris.things[claim.funder])
        if claim.event:
            self._resource(iri, KG.funded, self.iris.events[claim.event])
        if claim.funded is not None:
            self._resource(iri, KG.funded, self.iris.things[claim.funded])
        if claim.recipient is not None:
            self._resource(iri, KG.recipient, self.iris.things[claim.recipient])
        if claim.amount:
            self._value(iri, KG.amount, literal(claim.amount, XSD.decimal))
        self._text(iri, KG.currency, claim.currency)
        self._text(iri, KG.amountText, claim.amount_text)

    @_claim.register
    def _(self, claim: Quotation, iri: str) -> None:
        self._resource(iri, RDF.type, KG.Quotation)
        self._resource(iri, KG.speaker, self.iris.things[claim.speaker])
        self._text(iri, KG.quote, claim.quote.of(self.text))
        self._value(iri, KG.direct, literal("true" if claim.direct else "false", XSD.boolean))
        if claim.event:
            self._resource(iri, KG.saidAt, self.iris.events[claim.event])
        if claim.post is not None:
            self._resource(iri, KG.inCapacity, self._claims[claim.post])
