"""One sentence, read: its names, persons with their posts, dates, counts, amounts and events, and the text with these masked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.extract import counts, dates, money, quotes
from kg.extract.events import EventFinder, EventMention
from kg.extract.names import Found, NameFinder
from kg.extract.people import PeopleFinder, Person
from kg.layout import is_prose
from kg.lexicon import Lexicon
from kg.masks import Item, Masked, mask
from kg.model import Span
from kg.patterns import Pattern
from kg.sentences import Words, split_sentences, split_words


@dataclass(frozen=True, slots=True)
class PostMention:
    """A person with a title and a body as one sentence has them; `rule` is the pattern's name."""

    person: Person
    span: Span
    title: str = ""
    body: Item | None = None
    country: str = ""
    rule: str = ""
    confidence: float = 0.9


@dataclass(slots=True)
class Sentence:
    """A sentence and what was found in it."""

    span: Span
    paragraph: int
    kind: str
    words: Words
    prose: bool = False
    names: list[Found] = field(default_factory=list)
    posts: list[PostMention] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    masked: Masked = field(default_factory=Masked)


class Scanner:
    """Reads paragraphs into sentences with the finders of one knowledge."""

    def __init__(self, lexicon: Lexicon, post_patterns: Sequence[Pattern]) -> None:
        self.lexicon = lexicon
        self.names = NameFinder(lexicon)
        self.people = PeopleFinder(lexicon, self.names)
        self.events = EventFinder(lexicon)
        self.post_patterns = post_patterns
        self.function = lexicon.list("function-words")
        self.surnames: set[str] = set()
        self.fundable = lexicon.phrases["fundable-nouns"]
        self.no_place = (
            lexicon.list("portfolio")
            | lexicon.list("role-modifiers")
            | lexicon.list("people-nouns")
            | lexicon.list("function-words")
            | lexicon.list("not-places")
            | lexicon.list("role-heads")
            | lexicon.list("weak-event-nouns")
        )
        self.given, self.people_nouns = lexicon.list("given-names"), lexicon.list("people-nouns")

    def paragraph(self, flat: str, span: Span, number: int, kind: str) -> list[Sentence]:
        """The sentences of a paragraph, read."""
        quoted = quotes.find_quotes(flat, span)
        speech = [one for one in quoted if quotes.is_speech(flat, one)]
        return [
            self.sentence(flat, one, number, kind, [quote for quote in quoted if one.begin <= quote.begin < one.end], speech)
            for one in split_sentences(flat, span, speech)
        ]

    def sentence(self, flat: str, span: Span, number: int, kind: str, quoted: Sequence[Span], speech: Sequence[Span]) -> Sentence:
        """One sentence, read."""
        words = split_words(flat, span)
        read = Sentence(span, number, kind, words, kind == "paragraph" and is_prose(span.of(flat) + "." * (len(words) > 9)))
        inside = [any(quote.begin <= begin < quote.end for quote in speech) for begin in words.begins]
        names = self._free_roles(words, self._join(words, self._release(words, self.names.find(words))))
        read.names = names
        taken = [""] * len(words)
        items = [Item("quote", quote.begin, quote.end) for quote in quoted if quote in speech]
        dated = dates.find_dates(flat, span)
        for name in names:
            for at in range(name.first, name.after):
                taken[at] = name.kind
        self._date_items(words, dated, taken, items)
        items.extend(self._numbers(flat, span, items))
        for name in names:
            if not inside[name.first] and name.kind != "unknown":
                items.append(Item(name.kind, words.begins[name.first], words.ends[name.after - 1], name))
        for at, quote in enumerate(inside):
            if quote:
                taken[at] = taken[at] or "quote"
        self._people(flat, read, taken, items)
        self._unknown_places(words, taken, items)
        self._unknown_names(words, taken, items, kind)
        mentions = self.events.find(words, taken)
        for at, begin in enumerate(words.begins):
            if any(mention.span.begin <= begin < mention.span.end for mention in mentions):
                taken[at] = taken[at] or "event"
        self._things(words, taken, items)
        items.extend([self._event_item(mention, items) for mention in mentions])
        read.items = sorted(items, key=lambda one: (one.begin, -one.end))
        read.masked = mask(flat, span.begin, span.end, read.items)
        return read

    # ---- names

    def _release(self, words: Words, names: list[Found]) -> list[Found]:
        """The names without states and places that are a given name or a surname here ('Jordan Smith', 'Ms. Sofia Petrova')."""
        kept = []
        for name in names:
            single = name.after - name.first == 1 and name.kind in ("state", "place", "adjective", "region")
            following = (
                name.after < len(words) and words.words[name.after][0].isupper() and self.names.runs.is_capital(words, name.after)
            )
            covered = any(other.first <= name.after < other.after for other in names)
            role_next = name.after < len(words) and (
                self.people.roles.match(words.lows, name.after) or words.lows[name.after] in self.people.modifiers
            )
            given = words.words[name.first] in self.given and following and not covered and not role_next
            before = name.first and (
                words.words[name.first - 1] in self.given
                or self._titled(words, name.first)
                or words.words[name.first - 1] in ("Del", "De", "Di", "Van", "Von", "Da", "Dos", "Al", "El")
            )
            if not (single and (given or (before and name.kind in ("place", "region", "state")))):
                kept.append(name)
        return kept

    def _free_roles(self, words: Words, names: list[Found]) -> list[Found]:
        """The names without bodies that are a post here: 'the High Commissioner on National Minorities, Rolf Ekeus'."""
        kept: list[Found] = []
        for name in names:
            role = (
                next((at for at in range(name.first, name.after) if self.people.roles.match(words.lows, at)), None)
                if name.kind == "institution"
                else None
            )
            if (
                role is None
                or (self.lexicon.heads.match(words.lows, role) and not name.known)
                or not self._beside_person(words, name, names)
            ):
                kept.append(name)
            elif role > name.first:
                known = self.names.known(words, name.first)
                if known and known[1].kind in ("institution", "adjective", "state") and name.first + known[0] <= role:
                    end = name.first + known[0]
                    kept.append(
                        Found(
                            "acronym" if known[0] == 1 and known[1].kind == "institution" else known[1].kind,
                            name.first,
                            end,
                            words.phrase(name.first, end),
                            known[1].country,
                            known=True,
                        )
                    )
        return kept

    def _beside_person(self, words: Words, name: Found, names: list[Found]) -> bool:
        """Whether a run of two capitalised words that no name covers stands straight before or behind, a comma between or not."""
        covered = {at for other in names for at in range(other.first, other.after)}

        def person(first: int, step: int) -> bool:
            spots = (first, first + step)
            return all(
                0 <= at < len(words)
                and at not in covered
                and self.names.runs.is_capital(words, at)
                and not self.people.roles.match(words.lows, at)
                for at in spots
            )

        after = name.after + (name.after < len(words) and words.words[name.after] == ",")
        front = name.first - 1
        while front >= 0 and words.lows[front] in (",", "the"):
            front -= 1
        titled = after < len(words) and bool(self.people.honorifics.match(words.lows, after)) and words.words[after][0].isupper()
        return titled or person(after, 1) or (front < name.first - 1 and person(front, -1))

    def _titled(self, words: Words, at: int) -> bool:
        low = words.lows[at - 1]
        return low in ("mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.")

    def _join(self, words: Words, names: list[Found]) -> list[Found]:
        """Names with their acronyms, owners and parents joined to them."""
        joined: list[Found] = []
        at = 0
        while at < len(names):
            name = names[at]
            if name.bare and name.kind != "institution":
                at += 1
                continue
            following = names[at + 1] if at + 1 < len(names) else None
            if following and self._is_acronym_of(words, name, following):
                name, at = replace(name, after=following.after + 1, acronym=following.name if len(following.name) < len(name.name) else name.name,
                                   name=max(name.name, following.name, key=len)), at + 1  # fmt: skip
            elif name.kind == "institution" and not name.acronym:
                name = self._loose_acronym(words, name)
            previous = joined[-1] if joined else None
            if (
                previous
                and name.kind in ("institution", "project", "output", "instrument")
                and name.first == previous.after + 1
                and words.words[previous.after] in ("'s", "’s", "'", "’")
            ):
                joined[-1:] = self._owned(previous, name)
            elif previous and self._is_child(words, previous, name):
                joined[-1] = replace(
                    previous,
                    after=name.after,
                    part_of=name.name,
                    others=(*previous.others, name, *name.others),
                    country=previous.country or name.country,
                )
            else:
                joined.append(name)
            at += 1
        return [self._as_modifier(words, name) for name in joined]

    def _is_acronym_of(self, words: Words, name: Found, following: Found) -> bool:
        """'Name (ACR)' or 'ACR (Name of the Body)'."""
        bracketed = (
            following.first == name.after + 1
            and words.words[name.after] == "("
            and following.after < len(words)
            and words.words[following.after] == ")"
        )
        if not bracketed or name.kind not in ("institution", "acronym", "project"):
            return False
        if following.kind == "acronym" or (following.kind == "institution" and following.after - following.first == 1):
            return True
        return following.kind == "institution" and name.after - name.first <= 2 and following.after - following.first > 2

    def _loose_acronym(self, words: Words, name: Found) -> Found:
        """'Name (Acr)' where the bracket holds one word with two capitals that no finder took."""
        after = name.after
        if after + 2 < len(words) and words.words[after] == "(":
            quoted = after + 4 < len(words) and words.words[after + 1] in ("“", '"', "‘", "'")
            inner, close = after + 1 + quoted, after + 2 + 2 * quoted
            if (
                words.words[close] == ")"
                and sum(char.isupper() for char in words.words[inner]) >= 2
                and len(words.words[inner]) <= 10
            ):
                return replace(name, after=close + 1, acronym=words.words[inner])
        return name

    def _owned(self, owner: Found, name: Found) -> list[Found]:
        """'Albania's Ministry' takes the country; 'the OSCE's Unit' takes the owner's name; other owners stay beside it."""
        if owner.kind in ("state", "place", "adjective"):
            return [replace(name, first=owner.first, country=name.country or owner.country)]
        if owner.kind == "acronym" or (owner.kind == "institution" and owner.after - owner.first == 1):
            country = name.country or owner.country
            return [
                replace(name, first=owner.first, name=f"{owner.name} {name.name}", part_of=owner.name, bare=False, country=country)
            ]
        if owner.kind == "institution":
            return [
                replace(
                    name,
                    first=owner.first,
                    part_of=owner.name,
                    others=(*name.others, owner),
                    bare=False,
                    country=name.country or owner.country,
                )
            ]
        return [owner, name]

    @staticmethod
    def _is_child(words: Words, child: Found, parent: Found) -> bool:
        """'the Border Brigade of the Defence Ministry'."""
        if child.kind != "institution" or parent.kind not in ("institution", "acronym") or child.bare:
            return False
        between = words.lows[child.after : parent.first]
        return between in (("of", "the"), ("of",), ("within", "the"), ("at", "the"), ("in", "the"))

    def _as_modifier(self, words: Words, name: Found) -> Found:
        """The name, marked when it only qualifies the noun behind it ('OSCE participating States', 'EU integration')."""
        short = name.kind == "acronym" or (
            name.kind == "institution" and (name.after - name.first == 1 or name.institution_type == "government" or name.known)
        )
        if not short or name.after >= len(words):
            return name
        word, low = words.words[name.after], words.lows[name.after]
        article = name.first and words.lows[name.first - 1] in ("a", "an")
        noun = word[0].isalpha() and low not in self.function and not self._is_verb(low)
        hyphen = word in ("-", "–") and name.after + 1 < len(words) and words.begins[name.after] == words.ends[name.after - 1]
        possessive = word in ("'s", "’s") and name.kind == "acronym"
        return replace(name, modifier=bool(noun or article or hyphen or possessive))

    def _is_verb(self, low: str) -> bool:
        if low in self.people_nouns or self.lexicon.events.get(low):
            return False
        return (
            low in self.events.verbs
            or low.endswith(("ed", "izes", "ises", "ates", "ides", "ines"))
            or (low.endswith("s") and not low.endswith("ss") and low[:-1] not in self.people_nouns)
        )

    # ---- numbers

    def _date_items(self, words: Words, dated: Sequence[dates.Printed], taken: list[str], items: list[Item]) -> None:
        for one in dated:
            covered = [at for at, begin in enumerate(words.begins) if one.span.begin <= begin < one.span.end]
            if any(taken[at] in ("institution", "instrument", "project", "output") for at in covered):
                continue
            for at in covered:
                taken[at] = "date"
            if not any(item.begin <= one.span.begin < item.end for item in items):
                items.append(Item("date", one.span.begin, one.span.end, one))

    def _numbers(self, flat: str, span: Span, items: Sequence[Item]) -> list[Item]:
        found: list[Item] = []
        for amount in money.find_money(flat, span):
            if not _overlaps(items, amount.span):
                found.append(Item("money", amount.span.begin, amount.span.end, amount))
        for count in counts.find_counts(flat, span):
            if not _overlaps(items, count.span) and not _overlaps(found, count.span):
                found.append(Item("count", count.span.begin, count.span.end, count))
        return found

    # ---- people

    def _people(self, flat: str, read: Sentence, taken: list[str], items: list[Item]) -> None:
        """Roles, persons and posts into the items; a person's item covers the post that stands beside it."""
        words = read.words
        flags = [bool(kind) for kind in taken]
        roles = self.people.find_roles(words, flags, read.names)
        for role in roles:
            flags[role.first : role.after] = [True] * (role.after - role.first)
        persons = self.people.find_persons(words, flags, roles, self._post_ends(words, roles, read.names))
        for person in persons:
            if person.sure and " " in person.name:
                self.surnames.add(person.name.split()[-1])
        persons = sorted([*persons, *self._surname_mentions(words, flags, persons)], key=lambda one: one.first)
        if not persons:
            return
        role_items = [Item("role", words.begins[role.first], words.ends[role.after - 1], role) for role in roles]
        person_items = [Item("person", words.begins[one.first], words.ends[one.after - 1], one) for one in persons]
        masked = mask(flat, read.span.begin, read.span.end, [*items, *role_items, *person_items])
        used = self._posts(flat, read, masked)
        for item in person_items:
            post = used.get(item.begin)
            items[:] = [one for one in items if not (post and post.begin <= one.begin and one.end <= post.end)]
            items.append(Item("person", post.begin if post else item.begin, post.end if post else item.end, item.value))
        for at, begin in enumerate(words.begins):
            if any(one.kind == "person" and one.begin <= begin < one.end for one in items):
                taken[at] = "person"
        for role in roles:
            for at in range(role.first, role.after):
                taken[at] = taken[at] or "role"

    @staticmethod
    def _post_ends(words: Words, roles: Sequence[Found], names: Sequence[Found]) -> set[int]:
        """Where 'Minister of the Interior of Lithuania' ends: a name straight behind it is a person's."""
        begins = {name.first: name for name in names}
        ends: set[int] = set()
        for role in roles:
            at = role.after
            while at + 1 < len(words) and words.lows[at] in ("of", "for", "to", "at", "in"):
                name = begins.get(at + 1) or (begins.get(at + 2) if words.lows[at + 1] == "the" else None)
                if name is None:
                    break
                at = name.after
                ends.add(at)
        return ends

    def _surname_mentions(self, words: Words, flags: Sequence[bool], persons: Sequence[Person]) -> list[Person]:
        """Persons named before, by surname alone."""
        taken = {at for person in persons for at in range(person.first, person.after)}
        return [
            Person(at, at + 1, word, "", True)
            for at, word in enumerate(words.words)
            if word in self.surnames and at not in taken and not flags[at]
        ]

    def _posts(self, flat: str, read: Sentence, masked: Masked) -> dict[int, Span]:
        """The posts of the sentence; for each person's begin the stretch that name and post cover."""
        used: dict[int, Span] = {}
        bodies: set[int] = set()
        for pattern, match in self._post_matches(masked.text):
            person = masked.items[match.start("person")]
            inner = [item for item in masked.all(match.start(), match.end()) if item.kind != "person"]
            if person.begin in used or any(item.begin in bodies for item in inner if item.kind == "role"):
                continue
            post = self._post(flat, person.value, match, masked, pattern)  # type: ignore[arg-type]
            if pattern.says == "envoy":
                if "mbassador" not in post.person.honorific and "ommissioner" not in post.person.honorific:
                    continue
                post = replace(post, title="Ambassador" if "mbassador" in post.person.honorific else post.person.honorific)
            read.posts.append(post)
            bodies.update(item.begin for item in inner)
            covered = masked.all(match.start(), match.end())
            used[person.begin] = Span(min(item.begin for item in covered), max(item.end for item in covered))
        return used

    def _post_matches(self, text: str) -> list[tuple[Pattern, "re.Match[str]"]]:
        """The matches of all post patterns: what stands together without a comma first, then from left to right, bodies alone last."""
        found = [(pattern, match) for pattern in self.post_patterns for match in pattern.shape.finditer(text)]
        return sorted(found, key=lambda one: (one[0].says != "post", "," in one[1].group(), one[1].start(), -one[1].end()))

    def _post(self, flat: str, person: Person, match: "re.Match[str]", masked: Masked, pattern: Pattern) -> PostMention:
        """The post that a match says: titles in their order, the first body, the country of a nationality or state."""
        inner = [item for item in masked.all(match.start(), match.end()) if item.kind != "person"]
        titles = [item.value for item in inner if item.kind == "role"]
        body = next(
            (
                item
                for item in inner
                if item.kind in ("institution", "acronym")
                or (item.kind == "project" and isinstance(item.value, Found) and not item.value.bare)
            ),
            None,
        )
        lands = [
            item.value.country for item in inner if item.kind in ("adjective", "state", "place") and isinstance(item.value, Found)
        ]
        title = next((role.name for role in titles if isinstance(role, Found)), "")
        ambassador = next(
            (
                item
                for item in inner
                if item.kind == "state"
                and isinstance(item.value, Found)
                and title.endswith("Ambassador")
                and flat[: item.begin].rstrip().endswith((" to", " to the"))
            ),
            None,
        )
        if ambassador and isinstance(ambassador.value, Found):
            title = f"{title} to {ambassador.value.name}"
            lands = [land for land in lands if land != ambassador.value.country]
        span = Span(masked.offset(match.start()), max(item.end for item in masked.all(match.start(), match.end())))
        return PostMention(person, span, title, body, lands[0] if lands else "", pattern.name, pattern.confidence)

    def _unknown_places(self, words: Words, taken: list[str], items: list[Item]) -> None:
        """'in Lipkovo': a name behind 'in' or 'near' that nothing else explains is a place."""
        for at in range(1, len(words)):
            if taken[at] or words.lows[at - 1] not in ("in", "near") or not self.names.runs.is_capital(words, at):
                continue
            after = at
            while (
                after < len(words)
                and not taken[after]
                and self.names.runs.is_capital(words, after)
                and after - at < 3
                and words.words[after][-1].isalpha()
            ):
                after += 1
            if (
                after > at
                and not any(words.lows[one] in self.no_place for one in range(at, after))
                and not (words.words[at].isupper() and len(words.words[at]) > 1)
            ):
                items.append(
                    Item("place", words.begins[at], words.ends[after - 1], Found("place", at, after, words.phrase(at, after)))
                )
                taken[at:after] = ["place"] * (after - at)

    def _unknown_names(self, words: Words, taken: list[str], items: list[Item], kind: str) -> None:
        """Runs of two capitalised words that nothing explains: a body only where a sentence shape gives them a part."""
        at = 1
        while kind not in ("headline", "field") and at < len(words):
            after = at
            while (
                after < len(words)
                and not taken[after]
                and (self.names.runs.is_capital(words, after) or (words.words[after] in ("'s", "’s", "of") and after > at))
            ):
                after += 1
            while after > at and not words.words[after - 1][0].isupper():
                after -= 1
            event = any(words.lows[one] in self.lexicon.events.firsts for one in range(at, after))
            if after - at >= 2 and words.words[at].isalpha() and not event and not words.phrase(at, after).isupper():
                found = Found("name", at, after, words.phrase(at, after), modifier=True)
                items.append(Item("name", words.begins[at], words.ends[after - 1], found))
                taken[at:after] = ["name"] * (after - at)
            at = max(after, at) + 1

    # ---- things and events

    def _things(self, words: Words, taken: list[str], items: list[Item]) -> None:
        """'the project', 'a guidebook', in small letters: what can be paid for."""
        for at in range(len(words)):
            match = (
                self.fundable.match(words.lows, at)
                if words.lows[at] in self.fundable.firsts and not taken[at] and words.words[at].islower()
                else None
            )
            if match:
                kind = "project" if words.lows[at] in ("project", "projects", "programme", "program", "initiative") else "output"
                items.append(
                    Item(
                        kind,
                        words.begins[at],
                        words.ends[at + match[0] - 1],
                        Found(kind, at, at + match[0], words.phrase(at, at + match[0]), bare=True),
                    )
                )
                taken[at] = kind

    def _event_item(self, mention: EventMention, items: list[Item]) -> Item:
        inner = tuple(item for item in items if mention.span.begin <= item.begin and item.end <= mention.span.end)
        for item in inner:
            items.remove(item)
        return Item("event", mention.span.begin, mention.span.end, mention, inner)


def _overlaps(items: Sequence[Item], span: Span) -> bool:
    return any(item.begin < span.end and span.begin < item.end for item in items)
