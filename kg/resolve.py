"""The one IRI of each thing that a reading names: from what it is, its name and its country, the same for every document.

Named things get an IRI from their name alone, so that documents read apart meet in one node. What a document only calls by a
common noun ('the project') is its own: the IRI holds the document.
"""

import re

from kg.iris import BASE, digest, document_iri, slug
from kg.model import Event, Kind, Reading, Thing

_STATE_BODIES = "ministry police government parliament court armed-forces agency unit committee"
_NATIONAL = frozenset(f"{_STATE_BODIES} university ngo other".split())


def thing_iri(thing: Thing, document: str, base: str = BASE) -> str:
    """The IRI of a thing that a document (its IRI) names."""
    name = slug(re.sub(r"^the ", "", thing.name, flags=re.IGNORECASE))
    country = thing.country.lower()
    if thing.kind is Kind.STATE:
        return f"{base}state/{thing.country or name}"
    if thing.kind is Kind.PLACE:
        return f"{base}place/{country}/{name}" if country else f"{base}place/{name}"
    if thing.kind is Kind.INSTITUTION:
        return (
            f"{base}institution/{name}-{country}"
            if country and thing.institution_type in _NATIONAL
            else f"{base}institution/{name}"
        )
    if thing.name == thing.name.lower() and thing.kind is not Kind.PERSON:
        return f"{base}{thing.kind}/{name}-{digest(document, size=10)}"
    return f"{base}{thing.kind}/{name}"


def event_iri(event: Event, document: str, base: str = BASE) -> str:
    """The IRI of an event: of the document that reports it and of the place in the text where it does."""
    return f"{base}event/{digest(document, size=12)}-{slug(event.key)}"


class Resolved:
    """The IRIs of a reading: `document`, `things` by index, `events` by key."""

    def __init__(self, reading: Reading, base: str = BASE) -> None:
        self.document = document_iri(reading.document.text, base)
        self.things = [thing_iri(thing, self.document, base) for thing in reading.things]
        self.events = {event.key: event_iri(event, self.document, base) for event in reading.events}
        self.base = base

    def state(self, code: str) -> str:
        """The IRI of the state with an ISO 3166-1 code."""
        return f"{self.base}state/{code}"
