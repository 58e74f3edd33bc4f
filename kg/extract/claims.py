"""From what sentences say to claims: roles at events, who paid for what, posts and quotations."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from kg.extract.attendance import Attendance, find_attendance, people_counted
from kg.extract.drafts import Draft
from kg.extract.happenings import Happenings
from kg.extract.money import Money
from kg.extract.names import Found
from kg.extract.offices import Offices
from kg.extract.persons import Persons
from kg.extract.roles import Said, pays_as_state, role_of, said_roles
from kg.extract.source import Source
from kg.extract.things import Things, agent_keys
from kg.knowledge import Knowledge
from kg.model import Claim, Event, Funding, Kind, Participation, Post, Quotation, Reading, Role, Span, Thing

_LEADING = (Role.ORGANIZER, Role.HOST)
# What an agent is said to be adds nothing to what it is at the same event already.
_IDLE = frozenset({(Role.PARTNER, Role.FUNDER), *((new, old) for new in (Role.PARTNER, *_LEADING) for old in _LEADING)})


class Builder:
    """Puts the reading of a document together."""

    def __init__(self, source: Source, knowledge: Knowledge) -> None:
        self.source, self.knowledge = source, knowledge
        self.things, self._sure = Things(source), knowledge.calibration.evidence
        self.events = Happenings(source)
        self.keys = [f"{draft.span.begin}-{number}" for number, draft in enumerate(self.events.drafts)]
        self.claims: dict[Claim, int] = {}
        self._people = people_counted(source.sentences, knowledge.lexicon) if self.events.drafts else []
        self._unions = knowledge.lexicon.list("paying-unions")

    def build(self) -> Reading:
        """Everything that the document says."""
        issuers = self._issuers()
        self._list_institutions()
        self._roles()
        self._loose_money()
        self._posts_and_quotes()
        events = tuple(self._event(number, draft) for number, draft in enumerate(self.events.drafts))
        self._states(events)
        document, layout = self.source.document, self.source.layout
        title = " ".join((layout.headline.of(document.text) or document.title).split())
        topics = (part.strip() for span in layout.fields.get("topic", ()) for part in span.of(document.text).split(","))
        things, claims = tuple(self.things.list), tuple(self.claims)
        issued, home = self.source.issued, self.source.stands_in
        return Reading(document, title, issued, issuers, tuple(filter(None, topics)), "en", things, events, claims, home)

    def _claim(self, claim: Claim) -> int:
        """The index of a claim, entered if the same is not there yet."""
        return self.claims.setdefault(claim, len(self.claims))

    # ---- institutions and states

    def _issuers(self) -> tuple[int, ...]:
        """The bodies of a printed 'Issued by' or 'Source'."""
        sentences = self.source.fields.get("issuer", ())
        items = [item for sentence in sentences for item in sentence.items if item.kind in ("institution", "acronym")]
        found = [self.things.agent(key) for item in items for key in agent_keys(self.source, item)]
        return tuple(dict.fromkeys(index for index in found if index is not None))

    def _list_institutions(self) -> None:
        """The bodies that the text names in their own right."""
        aliases = self.source.aliases
        for sentence in (*self.source.heads, *self.source.sentences):
            for one in (one for name in sentence.names for one in (name, *name.others)):
                key = aliases.of(one, sentence.words.begins[one.first]) if one.kind in ("institution", "acronym") else None
                if key and aliases.acts(key) and self._is_body(one):
                    self.things.agent(f"body/{key}")

    def _is_body(self, one: Found) -> bool:
        """An acronym that nothing explains is a body only where the lexicon knows it or the document defines it."""
        return one.kind != "acronym" or self.source.aliases.is_defined(one.name) or one.name in self.knowledge.lexicon.names

    def _states(self, events: tuple[Event, ...]) -> None:
        """The states that things, posts and events belong to are things too."""
        codes = {thing.country for thing in self.things.list} | {event.country for event in events}
        codes |= {claim.country for claim in self.claims if isinstance(claim, Post)}
        for code in sorted(codes - {""}):
            self.things.agent(f"state/{code}")

    # ---- roles and money

    def _roles(self) -> None:
        """Participations and fundings; who organises is no partner of the same event."""
        taken: dict[tuple[int, str], Role] = {}
        found = said_roles(self.source, self.events, self.things)
        paid = {said.event for said in found if said.says == "funder"}
        for said in found:
            state = pays_as_state(said, self.source, self.things, self._unions)
            draft = self.events.drafts[said.event] if said.event is not None else None
            gives = said.says == "giver" and draft is not None and draft.type == "donation" and said.event not in paid
            if gives or said.says == "funder" or (said.says == "supporter" and state):
                self._funding(said)
            role = role_of(said, draft, state=state) if draft else None
            gift = draft is not None and draft.type == "donation"  # who pays for what is given pays for its donation
            if role is None or said.event is None:
                continue
            if role is Role.FUNDER and said.funded and said.funded.kind != "project" and not gift:
                continue
            place = (said.event, said.agent)
            agent = self.things.agent(said.agent)
            if agent is None or (role, taken.get(place)) in _IDLE:
                continue
            taken.setdefault(place, role)
            self._claim(Participation(self.keys[said.event], agent, role, self._sure(said.span, said.rule, said.confidence)))

    def _funding(self, said: Said) -> None:
        """The funding that a role at an event, or 'funded by' behind a project or an output, says."""
        agent = self.things.agent(said.agent)
        if agent is None:
            return
        claim = _with_amount(Funding(self._sure(said.span, said.rule, said.confidence), agent), said.amount, self.source.lands)
        if said.funded is not None:
            kind = Kind.PROJECT if said.funded.kind == "project" else Kind.OUTPUT
            span = self.source.sentences[said.sentence].words.span_of(said.funded.first, said.funded.after)
            funded = self.things.add((kind, said.funded.name.lower()), Thing(kind, said.funded.name, span=span))
            claim = replace(claim, funded=funded)
        elif said.event is not None:
            claim = replace(claim, event=self.keys[said.event])
        else:
            return
        if not any(_says_as_much(other, claim) for other in self.claims):
            self._claim(claim)

    def _loose_money(self) -> None:
        """Amounts that no giver stands beside: of the only funder of the main event, or of nobody named."""
        used = {claim.amount_text for claim in self.claims if isinstance(claim, Funding)}
        payers = {
            claim.agent
            for claim in self.claims
            if isinstance(claim, Participation) and claim.event == self.keys[0] and claim.role is Role.FUNDER
        }
        payer = next(iter(payers)) if len(payers) == 1 else None
        cues = self.source.cues
        for number, sentence in enumerate(self.source.sentences):
            text = sentence.masked.text
            amounts = [item.value for item in sentence.items if isinstance(item.value, Money) and item.value.text not in used]
            if not amounts or not cues.says("spent", text) or cues.says("not_spent", text):
                continue
            for amount in amounts:
                used.add(amount.text)
                self._claim(
                    _with_amount(
                        Funding(self._sure(sentence.span, "amount", 0.6), payer, self._event_key(number)),
                        amount,
                        self.source.lands,
                    )
                )

    def _event_key(self, sentence: int) -> str:
        event = self.events.at(sentence, 0)
        return self.keys[event] if event is not None else ""

    # ---- persons

    def _posts_and_quotes(self) -> None:
        people, offices = Persons(self.source), Offices(self.source, self.things, self._sure)
        for key, someone in people.people.items():
            holder = self.things.add((Kind.PERSON, key), Thing(Kind.PERSON, someone.name, someone.country, span=someone.span))
            post = offices.post(someone, holder)
            capacity = self._claim(post) if post else None
            for saying in someone.said:
                evidence = self._sure(self.source.sentences[saying.sentence].span, saying.rule, saying.confidence)
                event = self._event_key(saying.sentence)
                self._claim(Quotation(holder, saying.quote, saying.direct, evidence, event, capacity))

    # ---- events

    def _event(self, number: int, draft: Draft) -> Event:
        """The event that a draft has become, with its attendance."""
        place = None
        if draft.place:
            thing = Thing(Kind.PLACE, draft.place.name, draft.place.country or draft.country)
            place = self.things.add((Kind.PLACE, draft.place.name), thing)
        there = find_attendance(self._people, self.source.cues, draft.type, partial(self.events.speaks_of, number))
        if there:
            self._group(there, self.keys[number])
        counts = (there.minimum, there.maximum, there.women, there.men) if there else ()
        return Event(
            self.keys[number], draft.type, draft.label, self._sure(draft.span, draft.rule, draft.confidence), draft.main,
            draft.start, draft.end, draft.date_text, place, draft.country, draft.venue, draft.online, draft.phase, None, "", "",
            *counts,
        )  # fmt: skip

    def _group(self, there: Attendance, event: str) -> None:
        """Those who took part without a name: 'police officers', with their number."""
        name = " ".join(there.group.of(self.source.layout.flat).split()).lower()
        group = self.things.add((Kind.GROUP, name), Thing(Kind.GROUP, name, span=there.group))
        evidence = self._sure(Span(there.count.begin, there.group.end), "attendance", 0.8)
        counts = {"minimum": there.minimum, "maximum": there.maximum, "women": there.women, "men": there.men}
        self._claim(Participation(event, group, Role.PARTICIPANT, evidence, **counts))


def _says_as_much(other: Claim, claim: Funding) -> bool:
    """Whether another claim has the same payer and purpose, and the amount that this one has, if it has one."""
    if not isinstance(other, Funding) or (other.funder, other.event, other.funded) != (claim.funder, claim.event, claim.funded):
        return False
    return not claim.amount or (other.amount, other.currency) == (claim.amount, claim.currency)


def _with_amount(claim: Funding, amount: Money | None, lands: Sequence[str]) -> Funding:
    if amount is None:
        return claim
    return replace(claim, amount=amount.amount, currency=amount.currency_in(lands), amount_text=amount.text)
