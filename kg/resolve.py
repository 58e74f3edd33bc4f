"""The one IRI of each thing that a reading names: from what it is, its name and its state, the same for every document.

Named things get an IRI from the normal form of their name alone, so that documents read apart meet in one node. What a document
only calls by a common noun ('the project') is its own: the IRI holds the document. Which IRIs are one thing all the same is decided
later, by what all documents say (`kg.identity`); `mentions` is what this document has to say in that.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from kg.identity.forms import STATE_BODIES, Names
from kg.identity.institutions import is_acronym
from kg.identity.profiles import EVENT, INSTITUTION, PERSON, Mention, fact
from kg.identity.words import words
from kg.iris import BASE, digest, document_iri, slug
from kg.model import Event, Kind, Participation, Phase, Post, Reading, Role, Thing
from kg.wording import WINDOW, about_person, around, former_names, lasting, parts, renamed, stems, telling, told_around

_NATIONAL = STATE_BODIES | {"university", "ngo", "other"}
_EVERY_STATE = STATE_BODIES - {"agency", "unit", "committee"}
_NO_LEXICON = Names()
_OWN = ("in_document:", "label:", "people:", "lasts:", "told:", "of:")
_WHOLE = {"start", "city", "matter"}
_NAMED = (Kind.PLACE, Kind.STATE, Kind.PERSON, Kind.INSTITUTION)


class Resolved:
    """The IRIs of a reading: `document`, `things` by index, `events` by key; and what it says of the names, `mentions`."""

    def __init__(self, reading: Reading, base: str = BASE, names: Names = _NO_LEXICON) -> None:
        self.document = document_iri(reading.document.text, base)
        self.base, self.reading, self._names = base, reading, names
        self._own = digest(self.document, size=10)
        self._lands = [self._land(thing) for thing in reading.things]
        self._said = [thing.country for thing in reading.things]
        for claim in reading.claims:
            if isinstance(claim, Post) and not self._lands[claim.holder]:
                self._lands[claim.holder] = claim.country or self._employer(claim)
                self._said[claim.holder] = claim.country
        self.things = [self._iri(index, thing) for index, thing in enumerate(reading.things)]
        self.events = self._of_all_events()

    def state(self, code: str) -> str:
        """The IRI of the state with an ISO 3166-1 code."""
        return f"{self.base}state/{code}"

    # ---- IRIs

    def _land(self, thing: Thing) -> str:
        """The state that a thing belongs to; for what each state has, that which the document is about unless one is named."""
        if thing.country or thing.kind is not Kind.INSTITUTION or thing.part_of:
            return thing.country
        lists, found = words().lists, thing.name.lower().split()
        every = thing.institution_type in STATE_BODIES or lists["ofstate"].intersection(found)
        if not every or lists["international"].intersection(found) or self._names.authority(thing.name, ""):
            return ""
        return self._names.land_in(thing.name) or self.reading.home

    def _employer(self, post: Post) -> str:
        """The state whose body somebody works for."""
        if post.institution is None or self.reading.things[post.institution].institution_type not in STATE_BODIES | {"embassy"}:
            return ""
        return self._lands[post.institution]

    def _iri(self, index: int, thing: Thing) -> str:
        land = self._lands[index]
        name, low = slug(re.sub(r"^the ", "", thing.name, flags=re.IGNORECASE)), land.lower()
        if thing.kind is Kind.STATE:
            return f"{self.base}state/{thing.country or name}"
        if thing.kind is Kind.PLACE:
            return f"{self.base}place/{low}/{name}" if low else f"{self.base}place/{name}"
        if thing.kind is Kind.INSTITUTION:
            return f"{self.base}institution/{self._institution(thing, land)}"
        if thing.kind is Kind.PERSON:
            return f"{self.base}person/{name}-{low}" if low else f"{self.base}person/{name}{self._place_of_work(index)}"
        own = f"-{self._own}" if thing.name == thing.name.lower() else ""
        return f"{self.base}{thing.kind}/{name}{own}"

    def _place_of_work(self, person: int) -> str:
        """What tells a person of no known state from others of that name: the institution, or else the post."""
        posts = [claim for claim in self.reading.claims if isinstance(claim, Post) and claim.holder == person]
        body = next((claim.institution for claim in posts if claim.institution is not None), None)
        if body is not None:
            return f"-{digest(self._institution(self.reading.things[body], self._lands[body]), size=6)}"
        title = next((claim.title.lower() for claim in posts if claim.title), "")
        return f"-{digest(title, size=6)}" if title else ""

    def _institution(self, thing: Thing, land: str) -> str:
        if thing.institution_type == "embassy":
            return slug(self._names.embassy(thing.name, land, self.reading.home)) or f"{slug(thing.name)}-{self._own}"
        core, label = slug(self._core(thing, land)), self._label(thing, land)
        if land and (thing.institution_type in _NATIONAL or label != thing.name):
            return f"{core}-{land.lower()}"
        known = self._names.authority(thing.name, thing.country)
        if is_acronym(label) and not known and self.reading.home:
            return f"{core}-{self.reading.home.lower()}"
        return core if known or thing.institution_type not in _EVERY_STATE else f"{core}-{self._own}"

    def _core(self, thing: Thing, land: str) -> str:
        known = self._names.authority(thing.name, thing.country)
        called = known or re.sub(r"^the ", "", self._label(thing, land), flags=re.IGNORECASE)
        return self._names.core(called, land, thing.institution_type)

    def _label(self, thing: Thing, land: str) -> str:
        """The name of an institution; 'the Tajik DCA' and 'DCA of the Republic of Tajikistan' are 'DCA', with its state."""
        known = self._names.authority(thing.name, thing.country)
        alone = land and not known and thing.acronym and self._names.stateless(thing.name, land) == thing.acronym
        return thing.acronym if alone else thing.name

    def _of_all_events(self) -> dict[str, str]:
        """The IRIs of events by key: of the document and the place in it; of days, place, actors and matter where all are said.

        Two reports with the same words for all that are of one event, and meet without a question.
        """
        found: dict[str, str] = {}
        for event in self.reading.events:
            said = sorted(fact for fact in self._of_event(event) if not fact.startswith(_OWN))
            kinds = {fact.partition(":")[0] for fact in said}
            iri = f"{self.base}event/{digest(*said)}" if kinds >= _WHOLE else event_iri(event, self.document, self.base)
            found[event.key] = event_iri(event, self.document, self.base) if iri in found.values() else iri
        return found

    # ---- what is said of them

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """What the document says of persons, institutions and events, each IRI once."""
        found: dict[str, tuple[str, set[str]]] = {}
        for iri, kind, facts in (*self._of_things(), *self._of_events()):
            found.setdefault(iri, (kind, set()))[1].update(facts)
        return tuple(Mention(iri, kind, tuple(sorted(facts))) for iri, (kind, facts) in sorted(found.items()))

    def _of_things(self) -> Iterator[tuple[str, str, Iterator[str]]]:
        for index, thing in enumerate(self.reading.things):
            if thing.kind is Kind.INSTITUTION:
                yield self.things[index], INSTITUTION, self._of_institution(thing, self._lands[index])
                yield self.things[index], INSTITUTION, self._renamed(thing)
                yield self.things[index], INSTITUTION, self._beside(index)
            elif thing.kind is Kind.PERSON:
                yield self.things[index], PERSON, self._of_person(index, thing)
                yield self.things[index], PERSON, self._beside(index)

    def _of_institution(self, thing: Thing, land: str) -> Iterator[str]:
        label = self._label(thing, land)
        yield f"label:{label}"
        yield f"core:{self._core(thing, land)}"
        yield from fact("country", land)
        yield from fact("acronym", (thing.acronym or (label if is_acronym(label) else "")).upper())
        yield from fact("home", "" if land else self.reading.home)
        if thing.institution_type == "embassy":
            yield from fact("host", self._names.embassy(thing.name, land, self.reading.home).rpartition(" ")[2])
        yield from fact("type", thing.institution_type)
        yield from fact("known", self._names.line(thing.name, thing.country))
        if is_acronym(thing.name) and not land:
            yield from (f"about:{state}" for state in self._names.lands_in(around(self.reading.document.text, thing.span)))
        yield from fact("letters", " ".join(sorted(self._names.letters(thing.name, land, thing.institution_type))))

    def _beside(self, index: int) -> Iterator[str]:
        """The things of the document that are called alike and yet are others: a name that holds the other, or the surname."""
        kind, own = self.reading.things[index].kind, self.things[index]
        mine = frozenset(parts(self.reading.things[index].name)[-1:]) if kind is Kind.PERSON else self._parts[index]
        for thing, iri, theirs in zip(self.reading.things, self.things, self._parts, strict=True):
            if kind is thing.kind and iri != own and (mine <= theirs or (theirs <= mine and kind is Kind.INSTITUTION)):
                yield f"beside:{iri.rpartition('/')[2]}"

    @cached_property
    def _parts(self) -> list[frozenset[str]]:
        """The words of the name of each thing."""
        return [frozenset(parts(thing.name)) for thing in self.reading.things]

    def _renamed(self, body: Thing) -> Iterator[str]:
        """The other names of a body that the text gives behind its own: 'the Border Police, formerly the Border Guard'."""
        text, end = self.reading.document.text, body.span.end
        for index, other in enumerate(self.reading.things):
            if other.kind is Kind.INSTITUTION and other.span.begin > end and renamed(text[end : other.span.begin]):
                yield f"alias:{self.things[index].rpartition('/')[2]}"

    def _of_person(self, index: int, thing: Thing) -> Iterator[str]:
        yield f"label:{thing.name}"
        yield from fact("country", self._said[index])
        yield from fact("year", self.reading.issued[:4])
        yield from fact("home", self._lands[index] or self.reading.home)
        said, lists = about_person(self.reading.document.text, thing.name, thing.span), words().lists
        told = telling(said, capitals=1) - lists["common"] - lists["usual"] - self._names.land_words
        yield from fact("said", stems(told - self._words_of_persons))
        yield from (f"about:{state}" for state in self._names.lands_in(said) - {self._lands[index] or self.reading.home})
        yield from (f"former:{name}" for name in former_names(said))
        for claim in self.reading.claims:
            if isinstance(claim, Post) and claim.holder == index:
                yield from fact("title", claim.title.lower())
                if claim.institution is not None:
                    yield f"at:{self.things[claim.institution].removeprefix(self.base)}"
                    yield from self._organization(self.reading.things[claim.institution])

    @cached_property
    def _words_of_persons(self) -> frozenset[str]:
        """The words of the names of the document's persons."""
        things = (thing for thing in self.reading.things if thing.kind is Kind.PERSON)
        return frozenset(word for thing in things for name in (thing.name, *thing.forms) for word in telling(name, capitals=1))

    def _organization(self, body: Thing) -> Iterator[str]:
        """The international organization that a body is or is part of."""
        known = self._names.authority(body.name, "")
        found = {part.lower() for name in (body.name, body.acronym, known, *body.forms) for part in name.split()}
        yield from (f"of:{name}" for name in found & words().lists["organizations"])

    def _of_events(self) -> Iterator[tuple[str, str, Iterator[str]]]:
        for event in self.reading.events:
            yield self.events[event.key], EVENT, self._of_event(event)

    def _of_event(self, event: Event) -> Iterator[str]:
        city = "" if event.place is None else self.things[event.place].removeprefix(self.base)
        yield f"label:{event.label}"
        yield f"in_document:{self.document.removeprefix(self.base)}"
        yield f"type:{event.type}"
        for key, value in (("start", event.start), ("end", event.end), ("city", city), ("country", event.country)):
            yield from fact(key, value)
        yield from (f"in:{value}" for value in (city, event.country) if value)
        yield from fact("lasts", lasting(event.label))
        if not (event.start or event.end):
            yield from fact("told", told_around(self.reading.issued, planned=event.phase is Phase.PLANNED))
        yield from fact("venue", slug(event.venue) if event.venue else "")
        yield from fact("people", str(event.minimum or event.maximum or ""))
        if event.project is not None:
            yield f"project:{self.things[event.project].removeprefix(self.base)}"
        for claim in self.reading.claims:
            if isinstance(claim, Participation) and claim.event == event.key:
                yield from self._of_actor(claim)
        yield from fact("matter", stems(self._matter(event)))

    def _of_actor(self, claim: Participation) -> Iterator[str]:
        if self.reading.things[claim.agent].kind is not Kind.GROUP:
            agent = self.things[claim.agent].removeprefix(self.base)
            yield f"actor:{agent}"
            yield from self._sender(self.reading.things[claim.agent])
            if claim.role is Role.ORGANIZER:
                yield f"organizer:{agent}"

    def _sender(self, actor: Thing) -> Iterator[str]:
        """The organization, or the other state, that an actor comes from."""
        yield from self._organization(actor)
        sent = actor.kind is Kind.STATE or actor.institution_type in ("embassy", *STATE_BODIES)
        if sent and actor.country not in ("", self.reading.home):
            yield f"of:{actor.country}"

    def _matter(self, event: Event) -> set[str]:
        """The words of the paragraph about an event, and of the headline, that may tell it from others there of these actors."""
        text, (begin, end) = self.reading.document.text, event.evidence.span
        first, last = text.rfind("\n", 0, begin) + 1, text.find("\n", end)
        title = self.reading.title if event.main else ""
        said = f"{title} {event.label} {text[max(first, begin - WINDOW) : min(last % (len(text) + 1), end + WINDOW)]}"
        return telling(said) - words().lists["common"] - self._names.land_words - self._words_of_names

    @cached_property
    def _words_of_names(self) -> frozenset[str]:
        """The words of the names of the document's places, states, persons and institutions."""
        names = {name for thing in self.reading.things if thing.kind in _NAMED for name in (thing.name, *thing.forms)}
        return frozenset(word for name in names for word in telling(name))


def event_iri(event: Event, document: str, base: str = BASE) -> str:
    """The IRI of an event: of the document that reports it and of the place in the text where it does."""
    return f"{base}event/{digest(document, size=12)}-{slug(event.key)}"
