"""Who is said to organise, host, help, pay, sign, give or receive: from sentence shapes to roles at events."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.drafts import Draft
from kg.extract.events import EventMention
from kg.extract.funding import amount_of, funded_by
from kg.extract.happenings import Happenings
from kg.extract.money import Money
from kg.extract.names import Found
from kg.extract.offices import ministry_of
from kg.extract.scan import Sentence
from kg.extract.source import Source
from kg.extract.things import Things, agent_keys
from kg.masks import KINDS, MACROS, Item
from kg.model import Role, Span
from kg.patterns import Pattern

SAYS = ("organizer", "host", "signatory", "giver", "partner", "funder", "supporter", "recipient")
_ORGANISING = (*SAYS[:4], "doer")
_FOR_LANDS = ("signatory", "giver")
_HELPING = ("organizer", "partner")
_LEADING = (Role.ORGANIZER, Role.HOST)
_PAYING = ("funder", "giver", "supporter")
_MUTUAL = ("exercise", "meeting", "signing", "conference")
_NATIONAL = ("ministry", "government", "embassy")
_NAMED = "[" + "".join(KINDS[kind] for kind in ("institution", "state", "acronym", "name", "place", "adjective")) + "]"
_SUBJECTS = ("agent", "actor", "body", "person")
_ANYONE = re.compile("[" + "".join(MACROS[name].partition("]")[0].lstrip("[") for name in _SUBJECTS) + "]")
_NO_SUBJECT = (" (", "'s", "-f", "-s", ", which ", ", who ", " as ")
# 'Within its project for A, B held': a phrase in front with bodies of its own, which the comma parts from who acts.
_PHRASE = re.compile(
    r"(?:as part|in|within|under|with|through|at|following|upon|on|thanks|by|after|for|during|since|to|together|along|using|"
    r"supported|funded|financed|backed|assisted|helped|building|responding|working|speaking|based)\b[^.;]*$"
)
_ACTS = re.compile(
    r",? (?:has|have|had|is|are|was|were|will|would|today|yesterday|jointly|ran|held|gave|began|put|set|led|[a-z]+e[ds])\b"
)
_AT_ITS = re.compile(rf"(?P<body>[{KINDS['institution']}{KINDS['acronym']}])(?: \([^)]*\))? (?:at|during) $")
_LIST_BEHIND = re.compile(
    r"\b(?:from|of|in|with|by|to|for|at|between|among|including|such as|than|near|across|outside)(?: both)? "
    rf"(?:{_NAMED}(?: \([^)]*\))?(?:,? and |, |/| as well as ))*$"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A role that a sentence gives to an agent (key) at an event (number of the draft) or to what is paid for."""

    says: str
    agent: str
    event: int | None
    sentence: int
    span: Span
    rule: str
    confidence: float
    funded: Found | None = None
    amount: Money | None = None

    @property
    def side(self) -> str:
        """Organisers of every kind as one, helpers as partners."""
        return "organizer" if self.says in _ORGANISING else "partner" if self.says == "supporter" else self.says


def said_roles(source: Source, events: Happenings, things: Things) -> list[Said]:
    """The roles that hold, organisers first: of the printed block, of the sentences, and of the events' own nouns.

    Who acts first is asked only where nothing says who organised the main event.
    """
    found = list(_printed(source)) if events.drafts else []
    for number, sentence in enumerate(source.sentences):
        text = sentence.masked.text
        for pattern in sentence.saying(*SAYS) if _ANYONE.search(text) else ():
            for match in pattern.shape.finditer(text):
                found.extend(_of_match(source, events, number, pattern, match))
    found = [one for one in found if one.says not in ("signatory", "giver") or _counts(one, events)]
    order = {"partner": 1, "funder": 1, "supporter": 2, "recipient": 3}
    found.sort(key=lambda one: (order.get(one.says, 0), one.sentence))
    found.extend(_of_nouns(source, events, {one.event for one in found if one.side == "organizer"}))
    if events.drafts and not any(one.event == 0 and role_of(one, events.drafts[0], state=False) in _LEADING for one in found):
        found.extend(_first_to_act(source, events))
    company = _Company(found, source, things)
    return [one for one in found if not company.empties(one)]


def _printed(source: Source) -> Iterator[Said]:
    """The bodies of a printed 'Organized by'."""
    for sentence in source.fields.get("organizer", ()):
        for item in sentence.items:
            if item.kind in ("institution", "acronym", "state"):
                for key in agent_keys(source, item):
                    yield Said("organizer", key, 0, -1, sentence.span, "printed block", 0.95)


def _of_match(source: Source, events: Happenings, number: int, pattern: Pattern, match: "re.Match[str]") -> Iterator[Said]:
    """What one match of a shape says; nothing where its subject is only the end of a list ('officers from A and B held')."""
    sentence = source.sentences[number]
    groups = pattern.shape.groupindex
    subjects = [name for name in groups if name.partition("_")[0] in _SUBJECTS and match.start(name) >= 0]
    begin, end = match.span(subjects[0])
    begin, end = _clause(sentence.masked.text, begin, end, front=begin > match.start())
    subject = begin == match.start() and not sentence.masked.text.startswith(_NO_SUBJECT, end)
    if subject and _LIST_BEHIND.search(sentence.masked.text, 0, begin):
        return
    named = pattern.says != "funder" and "event" in groups and match.group("event")
    event = events.at(number, match.start("event") if named else match.start())
    aside = events.is_strange(number, match.start()) or source.cues.says("aside", sentence.masked.text)
    if aside and pattern.says in ("organizer", "host", "partner"):
        return
    if pattern.type and (event is None or events.drafts[event].type not in pattern.type.split()):
        return
    funded = funded_by(sentence, match.start()) if pattern.says in ("funder", "supporter") else None
    spots = _spots(sentence, begin, end)
    if pattern.says == "signatory":  # each that the shape names; of others the first is meant
        spots = sorted({spot for name in subjects for spot in _spots(sentence, *match.span(name))})
    first, last = sentence.masked.offset(match.start()), _end(sentence, match.end())
    for order, at in enumerate(spots):
        item = sentence.masked.items[at]
        amount = amount_of(sentence, at, end, order, len(spots)) if pattern.says in _PAYING else None
        span = Span(min(first, item.begin), max(item.end, last))
        for key in _keys(source, sentence, pattern, item):
            yield Said(pattern.says, key, event, number, span, pattern.name, pattern.confidence, funded, amount)


def _clause(text: str, begin: int, end: int, *, front: bool) -> tuple[int, int]:
    """The part of a list that a role is of where a comma ends a phrase: the first for 'in co-operation with A, B held'."""
    comma = text.rfind(", ", begin, end)
    if comma >= 0 and " and " in text[comma:end] and ", " not in text[:begin] and _LIST_BEHIND.search(text, 0, begin):
        comma = text.find(", ", begin, end)
    elif " and " in text[comma:end]:
        return begin, end
    if comma < 0 or not _PHRASE.match(text[:comma]) or not _ACTS.match(text, end):
        return begin, end
    return (begin, comma) if front else (comma + 2, end)


def _spots(sentence: Sentence, begin: int, end: int) -> list[int]:
    """The indexes of the agents between two of the masked text: no places behind 'in', no sums, no 'German' before 'agency GIZ'."""
    items, text = sentence.masked.items, sentence.masked.text
    spots = [at for at in range(begin, end) if at in items and not (at > begin and text[at - 4 : at] == " in ")]
    named = [at for at in spots if items[at].kind not in ("adjective", "money") and not text.startswith("-based", at + 1)]
    return named or spots


def _keys(source: Source, sentence: Sentence, pattern: Pattern, item: Item) -> Iterator[str]:
    """The keys of an agent; a person acts for a body, a minister or ambassador signs for the land, an ambassador pays for it."""
    if item.kind == "person":
        post = next((one for one in sentence.posts if one.person == item.value), None)
        if pattern.says == "funder":
            if post and post.country and "mbassador" in post.title:
                yield f"state/{post.country}"
            return
        if post and post.body:
            item = post.body
        elif post and (ministry := ministry_of(post.title)) and (key := source.aliases.like(ministry, post.country or source.home)):
            yield f"body/{key}"
            return
        elif post and post.country and pattern.says in _FOR_LANDS and ("inister" in post.title or "mbassador" in post.title):
            yield f"state/{post.country}"
            return
    yield from agent_keys(source, item)


def _counts(one: Said, events: Happenings) -> bool:
    """Whether who signs or gives has a role at an event of its kind."""
    return one.event is not None and role_of(one, events.drafts[one.event], state=False) is not None


def _first_to_act(source: Source, events: Happenings) -> list[Said]:
    """Who does something in the headline, else in the first sentence: the organiser of an event for which no other is named."""
    prose = next((number for number, sentence in enumerate(source.sentences) if sentence.prose), None)
    heads = [number for number, sentence in enumerate(source.sentences) if sentence.kind == "headline"]
    for number in [*heads, *([prose] if prose is not None else [])]:
        for pattern in source.sentences[number].saying("doer"):
            match = pattern.shape.search(source.sentences[number].masked.text)
            said = [replace(one, event=0) for one in _of_match(source, events, number, pattern, match)] if match else []
            if said and events.drafts[0].type in pattern.type.split():
                return said
    return []


def _end(sentence: Sentence, index: int) -> int:
    """The document's offset behind a character of the masked text."""
    item = sentence.masked.items.get(index - 1)
    return item.end if item else sentence.masked.offset(index - 1) + 1


def _of_nouns(source: Source, events: Happenings, organised: set[int | None]) -> Iterator[Said]:
    """Where an event has no organiser, the body that qualifies its noun ('an OSCE seminar', 'the India-Oman exercise')."""
    for number, position, draft in events.mentions():
        item = source.sentences[number].masked.items.get(position)
        if draft in organised or item is None or item.kind != "event":
            continue
        mutual = events.drafts[draft].type in _MUTUAL
        pairs = [one for one in item.inner if mutual and one.kind == "state" and isinstance(one.value, Found) and one.value.others]
        owner = _owner(source.sentences[number], position, item)
        for one in [*owner, *(one for one in item.inner if one.kind in ("institution", "acronym"))] or pairs:
            for key in agent_keys(source, one):
                organised.add(draft)
                yield Said("organizer", key, draft, number, Span(item.begin, item.end), "body's event", 0.8)


def _owner(sentence: Sentence, position: int, event: Item) -> list[Item]:
    """The body that stands before 'at its meeting'."""
    own = isinstance(event.value, EventMention) and event.value.words.lower().startswith(("its ", "their "))
    found = _AT_ITS.search(sentence.masked.text, 0, position) if own else None
    return [sentence.masked.items[found.start("body")]] if found else []


class _Company:
    """What is said of each event, so that each role can be held against all others at once."""

    def __init__(self, said: Sequence[Said], source: Source, things: Things) -> None:
        self._source, self._things = source, things
        self._in_text: Counter[tuple[int | None, str]] = Counter()
        self._rules: dict[int | None, set[str]] = {}
        self._firsts: set[tuple[int | None, str]] = set()
        self._governments: set[tuple[int | None, str]] = set()
        for one in said:
            told = not _in_headline(one, source)
            self._in_text[one.event, one.side] += told
            if told and one.side == "organizer" and one.agent.startswith("body/"):
                self._rules.setdefault(one.event, set()).add(one.rule)
            thing = things.look_up(one.agent)
            if thing and one.says == "giver" and thing.institution_type == "government":
                self._governments.add((one.event, f"state/{thing.country}"))
            if one.side in _HELPING and " " in self._name(one):
                self._firsts.add((one.event, self._name(one).split(" ")[0]))

    def empties(self, one: Said) -> bool:
        """Whether others make a role idle.

        It is the headline's where the text says more, an umbrella's ('OSCE' beside 'OSCE Mission to Serbia'), a state's beside a
        body that is said to organise, or a state's gift beside its government's.
        """
        if one.side == "organizer" and _in_headline(one, self._source) and self._in_text[one.event, one.side]:
            return True
        if one.side in _HELPING and (one.event, self._name(one)) in self._firsts:
            return True
        if one.says == "giver" and (one.event, one.agent) in self._governments:
            return True
        others = self._rules.get(one.event, set()) - {one.rule}
        return one.agent.startswith("state/") and one.says == "organizer" and bool(others)

    def _name(self, one: Said) -> str:
        thing = self._things.look_up(one.agent)
        return thing.name if thing else ""


def _in_headline(one: Said, source: Source) -> bool:
    return one.sentence >= 0 and source.sentences[one.sentence].kind == "headline"


def pays_as_state(one: Said, source: Source, things: Things, unions: Collection[str]) -> bool:
    """A state, a union of states, a foreign government, or a foreign ministry or embassy that an event is 'supported by'."""
    if one.agent.startswith("state/"):
        return True
    thing = things.look_up(one.agent)
    if thing and thing.name.lower() in unions:
        return True
    if thing is None or not thing.country or thing.country == source.home or thing.institution_type not in _NATIONAL:
        return False
    return thing.institution_type == "government" or one.rule == "supported by"


def role_of(one: Said, draft: Draft, *, state: bool) -> Role | None:
    """The role at the event: signatories and givers organise what they sign or give; states that only support pay for it."""
    if one.says == "signatory":
        return Role.ORGANIZER if draft.type == "signing" else None
    if one.says == "giver":
        return Role.ORGANIZER if draft.type == "donation" else None
    if one.says == "doer":
        return Role.ORGANIZER
    if one.says == "supporter":
        return Role.FUNDER if state else Role.PARTNER
    return Role(one.says)
