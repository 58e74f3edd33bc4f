"""From what sentences say to claims: roles at events, who paid for what, posts and quotations."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.attendance import find_attendance
from kg.extract.happenings import Draft
from kg.extract.money import Money
from kg.extract.names import Found
from kg.extract.people import Person
from kg.extract.persons import Persons, Someone
from kg.extract.reader import Happenings, Source
from kg.extract.scan import PostMention, Sentence
from kg.iris import digest
from kg.knowledge import Knowledge
from kg.masks import KINDS, Item
from kg.model import Claim, Event, Evidence, Funding, Kind, Participation, Post, Quotation, Role, Span, Thing
from kg.patterns import Pattern, PatternIndex


@dataclass(frozen=True, slots=True)
class Said:
    """A role that a sentence gives to an agent at an event (number of the draft) or to what is paid for."""

    says: str
    agent: str
    event: int | None
    sentence: int
    span: Span
    rule: str
    confidence: float
    funded: Found | None = None
    amount: Money | None = None


class Things:
    """The things of a reading, each once, in order of entry; answers their index."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.list: list[Thing] = []
        self._index: dict[tuple[str, str], int] = {}
        self._bodies = source.aliases.things()

    def add(self, key: tuple[str, str], thing: Thing) -> int:
        """The index of a thing, entered if it is new."""
        if key not in self._index:
            self._index[key] = len(self.list)
            self.list.append(thing)
        return self._index[key]

    def agent(self, key: str) -> int | None:
        """The index of an agent by its key: 'state/AL', 'body/...'."""
        kind, _, name = key.partition("/")
        if kind == "state":
            label = self.source.aliases._lexicon.states.get(name, name)
            return self.add(("state", name), Thing(Kind.STATE, label, name))
        body = self._bodies.get(name) or self.source.aliases.thing(name)
        return self.add(("institution", name), body) if body else None


def agent_keys(source: Source, item: Item) -> Iterator[str]:
    """The keys of the agents that an item stands for: a state, a body, several bodies of one phrase."""
    found = item.value
    if item.kind == "name" and isinstance(found, Found):
        yield f"body/{source.aliases.introduce(found, item.begin)}"
        return
    if not isinstance(found, Found):
        return
    if item.kind in ("state", "adjective"):
        yield from (f"state/{one.country}" for one in (found, *found.others) if one.country)
        return
    plural = [one for one in found.others if one.first == found.first and one.after == found.after]
    for one in (found, *plural):
        key = source.aliases.of(one, item.begin)
        if key:
            yield f"body/{key}"


def said_roles(source: Source, events: Happenings, patterns: PatternIndex) -> list[Said]:
    """The roles that the sentence shapes find, in order; a stretch that one shape took is not given to a later one."""
    found: list[Said] = []
    for number, sentence in enumerate(source.sentences):
        text = sentence.masked.text
        for pattern in patterns.fitting(text):
            for match in pattern.shape.finditer(text):
                found.extend(_of_match(source, events, number, sentence, pattern, match))
    return found


def _of_match(
    source: Source, events: Happenings, number: int, sentence: Sentence, pattern: Pattern, match: "object"
) -> Iterator[Said]:
    group = next(name for name in ("agent", "actor", "body") if name in pattern.shape.groupindex)
    begin, end = match.span(group)  # type: ignore[attr-defined]
    if begin == match.start() and _LIST_BEHIND.search(sentence.masked.text, 0, begin):  # type: ignore[attr-defined]
        return
    where = match.start("event") if "event" in pattern.shape.groupindex and match.group("event") else match.start()  # type: ignore[attr-defined]
    if pattern.says == "funder":
        where = match.start()  # type: ignore[attr-defined]
    event = events.at(number, where)
    if pattern.type and (event is None or events.drafts[event].type not in pattern.type.split()):
        return
    funded = _funded(sentence, match.start()) if pattern.says in ("funder", "supporter") else None  # type: ignore[attr-defined]
    spots = [
        at
        for at in range(begin, end)
        if at in sentence.masked.items and not (at > begin and sentence.masked.text[at - 4 : at] == " in ")
    ]
    for number_of, at in enumerate(spots):
        item = sentence.masked.items[at]
        amount = _amount(sentence, at, end, number_of, len(spots)) if pattern.says in ("funder", "giver", "supporter") else None
        if pattern.says == "signatory" and item.kind == "person":
            post = next((one for one in sentence.posts if one.person == item.value), None)
            item = post.body if post and post.body else item
            if post and post.body is None and post.country and ("inister" in post.title or "mbassador" in post.title):
                yield Said(pattern.says, f"state/{post.country}", event, number, post.span, pattern.name, 0.7)
                continue
        for key in agent_keys(source, item):
            span = Span(min(sentence.masked.offset(match.start()), item.begin), max(item.end, _end(sentence, match.end())))  # type: ignore[attr-defined]
            yield Said(pattern.says, key, event, number, span, pattern.name, pattern.confidence, funded, amount)


def _amount(sentence: Sentence, at: int, end: int, number_of: int, several: int) -> Money | None:
    """The amount that an agent gives: the one behind it, else the one in front; by order where several agents give several."""
    text = sentence.masked.text
    spots = [(where, item.value) for where, item in sorted(sentence.masked.items.items()) if isinstance(item.value, Money)]
    if several > 1 and len(spots) == several and all(where > end for where, _ in spots):
        return spots[number_of][1]
    behind = [value for where, value in spots if where > at and not any(mark in text[at + 1 : where] for mark in _AGENTS)]
    front = [value for where, value in spots if where < at and not any(mark in text[where + 1 : at] for mark in _AGENTS)]
    if several > 1 and len(spots) != 1:
        behind = behind if text[at + 1 : at + 4].startswith((" (", " \ue006")) else []
    return (behind or front[-1:] or [None])[0] if several == 1 or behind else None


_SPENT = re.compile(
    r"\b(?:worth|valued|value|costs?|costing|grants?|fund\w*|budget|donat\w+|contribut\w+|invest\w+|financ\w+|support\w*|assistance|package|provid\w+|equipment|amount\w*|total\w*|bought|purchased|procured|spent|paid|pledged)\b"
)
_NOT_SPENT = re.compile(
    r"\b(?:seiz\w+|stolen|fraud|damages?|salar\w+|fine[ds]?|bribe\w*|trade|gdp|smuggl\w+|ransom|debt|tax(?:es)?|revenue|turnover|exports?|imports?|since \d|every year|per month|so far)\b"
)
_NAMED = f"[{KINDS['institution']}{KINDS['state']}{KINDS['acronym']}{KINDS['name']}{KINDS['place']}{KINDS['adjective']}]"
_LIST_BEHIND = re.compile(
    rf"\b(?:from|of|in|with|by|to|for|at|between|among|including|as|than|near|across|outside)(?: both)? (?:{_NAMED}(?: \([^)]*\))?(?:,? and |, |/| as well as ))*$"
)
_AGENTS = (KINDS["institution"], KINDS["state"], KINDS["acronym"])


def _end(sentence: Sentence, index: int) -> int:
    """The document's offset behind a character of the masked text."""
    last = index - 1
    item = sentence.masked.items.get(last)
    return item.end if item else sentence.masked.offset(last) + 1


def _funded(sentence: Sentence, index: int) -> Found | None:
    """The project or output nearest in front of 'funded by', where no event stands between; else the first behind it."""
    before = [
        (at, item) for at, item in sentence.masked.items.items() if at < index and item.kind in ("project", "output", "event")
    ]
    if before:
        _, item = max(before, key=lambda one: one[0])
        return item.value if isinstance(item.value, Found) else None
    behind = [
        (at, item) for at, item in sentence.masked.items.items() if at > index and item.kind in ("project", "output", "event")
    ]
    item = min(behind, key=lambda one: one[0])[1] if behind else None
    return item.value if item and isinstance(item.value, Found) else None


def role_of(said: Said, draft: Draft, state: bool) -> Role | None:
    """The role at the event: signatories and givers organise what they sign or give; states that only support pay for it."""
    table = {
        "organizer": Role.ORGANIZER, "host": Role.HOST, "partner": Role.PARTNER, "funder": Role.FUNDER, "recipient": Role.RECIPIENT,
        "supporter": Role.FUNDER if state else Role.PARTNER,
        "signatory": Role.ORGANIZER if draft.type == "signing" else None,
        "giver": Role.ORGANIZER if draft.type == "donation" else None,
    }  # fmt: skip
    return table.get(said.says)


class Builder:
    """Puts the claims of a document together."""

    def __init__(self, source: Source, knowledge: Knowledge) -> None:
        self.source, self.knowledge = source, knowledge
        self.events = Happenings(source, knowledge)
        self.people = Persons(source, knowledge.index("speech", "speech back"))
        self.things = Things(source)
        self.said = said_roles(
            source,
            self.events,
            knowledge.index("organizer", "host", "partner", "supporter", "funder", "signatory", "giver", "recipient"),
        )
        self.claims: list[Claim] = []
        self.keys = [f"{draft.span.begin}-{number}" for number, draft in enumerate(self.events.drafts)]

    def build(self) -> tuple[tuple[Thing, ...], tuple[Event, ...], tuple[Claim, ...]]:
        """(things, events, claims)."""
        self._list_institutions()
        self.said = [*self._printed_organizers(), *self.said]
        self._roles()
        self._loose_money()
        self._posts_and_quotes()
        events = tuple(self._event(number, draft) for number, draft in enumerate(self.events.drafts))
        self._states(events)
        return tuple(self.things.list), events, tuple(self.claims)

    def _printed_organizers(self) -> list[Said]:
        """The bodies of a printed 'Organized by'."""
        if not self.events.drafts:
            return []
        return [
            Said("organizer", key, 0, -1, sentence.span, "printed block", 0.95)
            for sentence in self.source.fields.get("organizer", ())
            for item in sentence.items
            for key in agent_keys(self.source, item)
            if item.kind in ("institution", "acronym", "state")
        ]

    def issuers(self) -> tuple[int, ...]:
        """The bodies of a printed 'Issued by' or 'Source'."""
        keys = [
            key
            for sentence in self.source.fields.get("issuer", ())
            for item in sentence.items
            if item.kind in ("institution", "acronym")
            for key in agent_keys(self.source, item)
        ]
        found = [self.things.agent(f"{key}") for key in keys]
        return tuple(dict.fromkeys(index for index in found if index is not None))

    def _list_institutions(self) -> None:
        aliases = self.source.aliases
        for sentence in self.source.sentences:
            for name in sentence.names:
                for one in (name, *name.others):
                    if one.kind in ("institution", "acronym"):
                        key = aliases.of(one, sentence.words.begins[one.first])
                        if key and aliases.acts(key) and self._is_body(one):
                            self.things.agent(f"body/{key}")

    def _is_body(self, one: Found) -> bool:
        """An acronym that nothing explains is a body only where the lexicon knows it or the document defines it."""
        if one.kind != "acronym":
            return True
        return one.name in self.source.aliases._acronyms or one.name in self.knowledge.lexicon.names

    # ---- roles and money

    def _roles(self) -> None:
        drafts = self.events.drafts
        taken: dict[tuple[int, str], Role] = {}
        order = {"organizer": 0, "host": 0, "signatory": 0, "giver": 0, "partner": 1, "funder": 1, "supporter": 2, "recipient": 3}
        ordered = sorted(self.said, key=lambda one: (order[one.says], one.sentence))
        for said in self._without_umbrellas(list(self._with_modifiers(ordered))):
            if said.says == "giver" and said.event is not None and drafts and drafts[said.event].type == "donation":
                self._funding(said)
            if said.says == "funder" or (said.says == "supporter" and self._pays_as_state(said)):
                self._funding(said)
            if said.event is None or not drafts:
                continue
            role = role_of(said, drafts[said.event], self._pays_as_state(said))
            if role is None or (role is Role.FUNDER and not self._pays_for_event(said)):
                continue
            if taken.get((said.event, said.agent)) in (Role.ORGANIZER, Role.HOST) and role in (
                Role.PARTNER,
                Role.ORGANIZER,
                Role.HOST,
            ):
                continue
            agent = self.things.agent(said.agent)
            if agent is None:
                continue
            taken.setdefault((said.event, said.agent), role)
            self._claim(Participation(self.keys[said.event], agent, role, Evidence(said.span, said.rule, said.confidence)))

    def _claim(self, claim: Claim) -> int:
        """The index of a claim, entered if the same is not there yet."""
        if claim not in self.claims:
            self.claims.append(claim)
        return self.claims.index(claim)

    def _states(self, events: Sequence[Event]) -> None:
        """The states that things, posts and events belong to are things too."""
        codes = {thing.country for thing in self.things.list} | {event.country for event in events}
        codes |= {claim.country for claim in self.claims if isinstance(claim, Post)}
        for code in sorted(codes - {""}):
            self.things.agent(f"state/{code}")

    def _with_modifiers(self, said: list[Said]) -> Iterator[Said]:
        """The roles, and where an event has no organiser the body that qualifies its noun ('an OSCE seminar')."""
        yield from said
        organised = {one.event for one in said if one.says in ("organizer", "host", "signatory", "giver")}
        for (number, position), draft in self.events.by_position.items():
            item = self.source.sentences[number].masked.items.get(position)
            if draft in organised or item is None or item.kind != "event":
                continue
            mutual = self.events.drafts[draft].type in ("exercise", "meeting", "signing", "conference")
            pairs = [
                one for one in item.inner if mutual and one.kind == "state" and isinstance(one.value, Found) and one.value.others
            ]
            inner = [one for one in item.inner if one.kind in ("institution", "acronym")] or pairs
            for one in inner:
                for key in agent_keys(self.source, one):
                    organised.add(draft)
                    yield Said("organizer", key, draft, number, Span(item.begin, item.end), "body's event", 0.8)

    def _pays_as_state(self, said: Said) -> bool:
        """A state, or the government or a ministry of a country that the document is not about."""
        if said.agent.startswith("state/"):
            return True
        index = self.things.agent(said.agent)
        thing = self.things.list[index] if index is not None else None
        if thing and thing.institution_type != "government" and said.rule != "supported by":
            return False
        return bool(
            thing
            and thing.country
            and thing.country != self.source.home
            and thing.institution_type in ("ministry", "government", "embassy")
        )

    def _without_umbrellas(self, said: list[Said]) -> Iterator[Said]:
        """The roles without what only the headline says where the text says it too, without 'OSCE' beside 'OSCE Mission to Serbia',
        and without a state beside a body that is said to organise.
        """
        heads = {number for number, sentence in enumerate(self.source.sentences) if sentence.kind == "headline"}
        for one in said:
            same = [
                other for other in said if other.event == one.event and _side(other.says) == _side(one.says) and other is not one
            ]
            helpers = [
                other
                for other in said
                if other.event == one.event and other is not one and _side(other.says) in ("organizer", "partner")
            ]
            body = [other for other in same if other.sentence not in heads]
            name = self._name(one.agent)
            if one.sentence in heads and body and _side(one.says) == "organizer":
                continue
            if (
                " " not in name
                and _side(one.says) in ("organizer", "partner")
                and any(self._name(other.agent).startswith(f"{name} ") for other in helpers)
            ):
                continue
            if (
                one.agent.startswith("state/")
                and one.says == "organizer"
                and any(other.agent.startswith("body/") and other.rule != one.rule for other in body)
            ):
                continue
            yield one

    def _name(self, agent: str) -> str:
        index = self.things.agent(agent)
        return self.things.list[index].name if index is not None else ""

    def _pays_for_event(self, said: Said) -> bool:
        if said.funded is None:
            return True
        return said.funded.kind == "project"

    def _funding(self, said: Said) -> None:
        agent = self.things.agent(said.agent)
        if agent is None:
            return
        amount = said.amount
        money = {"amount": amount.amount, "currency": amount.currency, "amount_text": amount.text} if amount else {}
        evidence = Evidence(said.span, said.rule, said.confidence)
        if said.funded is not None:
            kind = Kind.PROJECT if said.funded.kind == "project" else Kind.OUTPUT
            key = f"{said.funded.name.lower()}"
            funded = self.things.add((kind.value, key), Thing(kind, said.funded.name, span=self._span(said)))
            self._claim(Funding(evidence, agent, funded=funded, **money))
        elif said.event is not None:
            self._claim(Funding(evidence, agent, event=self.keys[said.event], **money))

    def _span(self, said: Said) -> Span:
        words = self.source.sentences[said.sentence].words
        return words.span_of(said.funded.first, said.funded.after) if said.funded else said.span

    def _loose_money(self) -> None:
        """Amounts that no giver stands beside: of the only giver or funder of the main event, or of nobody named."""
        used = {claim.amount_text for claim in self.claims if isinstance(claim, Funding)}
        payers = {
            claim.agent
            for claim in self.claims
            if isinstance(claim, Participation) and self.keys and claim.event == self.keys[0] and claim.role is Role.FUNDER
        }
        for number, sentence in enumerate(self.source.sentences):
            for item in sentence.items:
                amount = item.value
                if (
                    not isinstance(amount, Money)
                    or amount.text in used
                    or not _SPENT.search(sentence.masked.text)
                    or _NOT_SPENT.search(sentence.masked.text)
                ):
                    continue
                used.add(amount.text)
                event = self.events.at(number, 0)
                evidence = Evidence(sentence.span, "amount", 0.6)
                payer = next(iter(payers)) if len(payers) == 1 else None
                key = self.keys[event] if event is not None else ""
                self._claim(
                    Funding(evidence, payer, event=key, amount=amount.amount, currency=amount.currency, amount_text=amount.text)
                )

    # ---- persons

    def _posts_and_quotes(self) -> None:
        for key, someone in self.people.people.items():
            holder = self.things.add(("person", key), Thing(Kind.PERSON, someone.name, someone.country, span=someone.span))
            post = self._post(someone, holder)
            index = None
            if post:
                index = self._claim(post)
            for saying in someone.said:
                event = self.events.at(saying.sentence, 0)
                evidence = Evidence(self.source.sentences[saying.sentence].span, saying.rule, saying.confidence)
                self._claim(
                    Quotation(holder, saying.quote, saying.direct, evidence, self.keys[event] if event is not None else "", index)
                )

    def _post(self, someone: Someone, holder: int) -> Post | None:
        titles = [one for one in someone.posts if one[1].title]
        bodies = [one for one in someone.posts if one[1].body]
        if not someone.posts:
            return self._plain_post(someone, holder)
        number, mention = (titles or bodies)[0]
        both = next((one for one in someone.posts if one[1].title and one[1].body), None)
        if both and (not titles or both[1].title == mention.title):
            number, mention = both
        body = self._body(number, mention)
        if body is None and bodies and not _says_ministry(mention.title):
            number_body, other = bodies[0]
            body = self._body(number_body, other)
        ministry = _ministry(mention.title)
        country = mention.country or someone.country
        if body is None and ministry:
            land = country
            key = self.source.aliases.like(ministry, country or self.source.home)
            body = self.things.agent(f"body/{key}") if key else None
        if body is None and ministry:
            body = self.things.add(
                ("institution", f"ministry/{ministry}"),
                Thing(Kind.INSTITUTION, ministry, land, institution_type="ministry", span=mention.span),
            )
        return Post(
            holder, Evidence(mention.span, mention.rule, mention.confidence), mention.title, body, someone.honorific, country
        )

    def _plain_post(self, someone: Someone, holder: int) -> Post | None:
        if not someone.honorific:
            return None
        return Post(holder, Evidence(someone.span, "form of address", 0.9), "", None, someone.honorific, someone.country)

    def _body(self, number: int, mention: PostMention) -> int | None:
        if not mention.body or not isinstance(mention.body.value, Found):
            return None
        key = self.source.aliases.of(mention.body.value, mention.body.begin)
        return self.things.agent(f"body/{key}") if key else None

    # ---- events

    def _event(self, number: int, draft: Draft) -> Event:
        place = None
        if draft.place:
            country = draft.place.country or draft.country
            place = self.things.add(("place", draft.place.name), Thing(Kind.PLACE, draft.place.name, country))
        attendance = (
            find_attendance(self.source.sentences, self.knowledge.lexicon, draft.type, self._side_sentences())
            if draft.main
            else None
        )
        counts = (
            {"minimum": attendance.minimum, "maximum": attendance.maximum, "women": attendance.women, "men": attendance.men}
            if attendance
            else {}
        )
        return Event(
            self.keys[number], draft.type, draft.label, Evidence(draft.span, draft.rule, draft.confidence), draft.main, draft.start, draft.end,
            draft.date_text, place, draft.country, draft.venue, draft.online, draft.phase, **counts,  # type: ignore[arg-type]
        )  # fmt: skip

    def _side_sentences(self) -> frozenset[int]:
        sides = {number for (number, _), draft in self.events.by_position.items() if draft}
        mains = {number for (number, _), draft in self.events.by_position.items() if not draft}
        return frozenset(sides - mains)


def _side(says: str) -> str:
    """Organisers of every kind, or the word itself."""
    return "organizer" if says in ("organizer", "host", "signatory", "giver") else "partner" if says == "supporter" else says


def _says_ministry(title: str) -> bool:
    return bool(_ministry(title))


def _ministry(title: str) -> str:
    """'Ministry of Interior' of 'Deputy Minister of Interior'; '' where the title names no portfolio."""
    _, found, portfolio = title.partition("Minister of ")
    joiner = "of"
    if not found:
        _, found, portfolio = title.partition("Minister for ")
    if not found or portfolio.startswith("State"):
        return ""
    return (
        f"Ministry {joiner} {portfolio.removeprefix('the ').split(' and Minister')[0]}"
        if portfolio[:1].isupper() or portfolio.startswith("the ")
        else ""
    )


def unique(key: str) -> str:
    """A short key made of a text."""
    return digest(key, size=8)


__all__ = ["Builder", "Person", "Things", "replace"]
