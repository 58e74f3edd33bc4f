"""What the program talks about, in frozen values that import nothing of ours.

A `Document` is read into a `Reading`: the things it names, the events it reports and the claims it makes, each with the
stretch of text that says so. Offsets count Unicode code points of `Document.text`, begin inclusive, end exclusive (RFC 5147).
Nothing here knows RDF; `kg.quads` turns a reading into quads.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a document's text: code points begin (inclusive) to end (exclusive)."""

    begin: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.begin : self.end]


class Kind(StrEnum):
    """What a thing is; the value is the class of the ontology in lower case."""

    PERSON = "person"
    INSTITUTION = "institution"
    STATE = "state"
    GROUP = "group"
    PLACE = "place"
    PROJECT = "project"
    OUTPUT = "output"
    INSTRUMENT = "instrument"


class Role(StrEnum):
    """How an agent takes part in an event; concepts of the scheme `role/`."""

    ORGANIZER = "organizer"
    PARTNER = "partner"
    HOST = "host"
    FUNDER = "funder"
    SPEAKER = "speaker"
    PARTICIPANT = "participant"
    SIGNATORY = "signatory"
    RECIPIENT = "recipient"


class Phase(StrEnum):
    """Whether an event was announced, took place, or was called off; concepts of the scheme `phase/`."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Document:
    """One release as it came in. `source` is the path or URL as given; title and issued are hints of a structured source."""

    source: str
    text: str
    title: str = ""
    issued: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands, which rule read it, and how often such a reading is right at the least (0 to 1)."""

    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a name. `country` is ISO 3166-1 alpha-2 or empty; `forms` are the ways the text writes it."""

    kind: Kind
    name: str
    country: str = ""
    acronym: str = ""
    forms: tuple[str, ...] = ()
    institution_type: str = ""
    part_of: str = ""
    span: Span = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Event:
    """One happening. `start` and `end` are ISO dates as precise as the text (2021, 2021-11 or 2021-11-23) or empty.

    `key` is unique in its reading; `place` and `state` index `Reading.things`; counts are None where the text gives none.
    """

    key: str
    type: str
    label: str
    evidence: Evidence
    main: bool = False
    start: str = ""
    end: str = ""
    date_text: str = ""
    place: int | None = None
    country: str = ""
    venue: str = ""
    online: bool = False
    phase: Phase = Phase.HELD
    project: int | None = None
    follows: str = ""
    part_of: str = ""
    minimum: int | None = None
    maximum: int | None = None
    women: int | None = None
    men: int | None = None


@dataclass(frozen=True, slots=True)
class Participation:
    """An agent (index into `Reading.things`) in a role at an event (its key); counts for groups."""

    event: str
    agent: int
    role: Role
    evidence: Evidence
    minimum: int | None = None
    maximum: int | None = None
    women: int | None = None
    men: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A person (index) in a post: the title as printed, at an institution (index) where one is named."""

    holder: int
    evidence: Evidence
    title: str = ""
    institution: int | None = None
    honorific: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Funding:
    """Who paid (index) for what: an event (its key) or a thing (index), with the amount as printed and as a decimal text."""

    evidence: Evidence
    funder: int | None = None
    event: str = ""
    funded: int | None = None
    recipient: int | None = None
    amount: str = ""
    currency: str = ""
    amount_text: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a person or body (index) said, word for word (`direct`) or in the reporter's words; post indexes `Reading.claims`."""

    speaker: int
    quote: Span
    direct: bool
    evidence: Evidence
    event: str = ""
    post: int | None = None


Claim = Participation | Post | Funding | Quotation


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document says, and the state that it speaks from (`home`): a pure function of text and knowledge files."""

    document: Document
    title: str = ""
    issued: str = ""
    issuers: tuple[int, ...] = ()
    topics: tuple[str, ...] = ()
    language: str = "en"
    things: tuple[Thing, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    home: str = ""
