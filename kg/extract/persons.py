"""The persons of a document: which mentions are one person, their posts, and what they said."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from kg.extract.people import Person
from kg.extract.sentence import PostMention, Sentence
from kg.extract.source import Source
from kg.iris import slug
from kg.masks import KINDS, Item
from kg.model import Span
from kg.patterns import Pattern, group_of

_SHORT = 2
_ONLY_QUOTED = re.compile(rf"\W*{KINDS['quote']}\W*")


@dataclass(slots=True)
class Someone:
    """A person of the document: the full name, where first named, posts with their sentence, and what is quoted."""

    name: str
    span: Span
    honorific: str = ""
    country: str = ""
    posts: list[tuple[int, PostMention]] = field(default_factory=list)
    said: list["Saying"] = field(default_factory=list)
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """Something said: the stretch quoted or reported, word for word or not, by which rule, in which sentence."""

    sentence: int
    quote: Span
    direct: bool
    rule: str
    confidence: float


class Persons:
    """All persons of a document, by name; later mentions by surname lead to the first."""

    def __init__(self, source: Source) -> None:
        self.people: dict[str, Someone] = {}
        self._called: dict[str, list[str]] = {}
        self._titles: dict[str, list[Someone]] = {}
        self._sentences = source.sentences
        for number, sentence in enumerate(source.sentences):
            for item in sentence.items:
                if item.kind == "person" and isinstance(item.value, Person):
                    self._enter(item.value, sentence)
            self._add_posts(number, sentence)
        self._add_speech(source.sentences)

    @cached_property
    def _full(self) -> dict[str, str]:
        """For each surname of one person the name in full."""
        return _full_names(self._sentences)

    def of(self, person: Person) -> Someone | None:
        """The person that a mention means: the same name, or the surname of one named in full."""
        mine = slug(person.name)
        if mine in self.people:
            return self.people[mine]
        parts, titled = mine.split("-"), bool(person.honorific)
        called = self._called.get(parts[-1], ())
        return next((self.people[key] for key in called if _means(parts, key.split("-"), titled=titled)), None)

    def _enter(self, person: Person, sentence: Sentence) -> None:
        someone = self.of(person)
        if someone is None:
            if not _plausible(person):
                return
            name = person.name if " " in person.name else self._full.get(slug(person.name), person.name)
            someone = Someone(name, sentence.words.span_of(person.first, person.after))
            self.people[slug(name)] = someone
            for part in dict.fromkeys(slug(name).split("-")):
                self._called.setdefault(part, []).append(slug(name))
        someone.honorific = someone.honorific or person.honorific
        someone.sure = someone.sure or person.sure

    def _add_posts(self, number: int, sentence: Sentence) -> None:
        for post in sentence.posts:
            someone = self.of(post.person)
            if someone:
                someone.posts.append((number, post))
                holders = self._titles.setdefault(post.title, [])
                if all(someone is not other for other in holders[-1:]):
                    holders.append(someone)
                someone.country = someone.country or post.country

    # ---- speech

    def _add_speech(self, sentences: list[Sentence]) -> None:
        """What each person says; 'he said' goes to the last one named."""
        last: Someone | None = None
        for number, sentence in enumerate(sentences):
            speaker = self._speaker(number, sentence, last)
            if speaker is None and last and _ONLY_QUOTED.fullmatch(sentence.masked.text):
                speaker = _go_on(number, sentence, last)
            named = [item.value for item in sentence.masked.items.values() if item.kind == "person"]
            mention = named[0 if speaker else -1] if named else None
            last = (self.of(mention) if isinstance(mention, Person) else None) or speaker or last

    def _speaker(self, number: int, sentence: Sentence, last: Someone | None) -> Someone | None:
        """The person of the first match of a speech pattern, the saying added to what they said."""
        for pattern in sentence.saying("speech", "speech title", "speech back"):
            for match in pattern.shape.finditer(sentence.masked.text):
                someone = self._said_by(pattern, match, sentence, last)
                if someone:
                    someone.said.append(_saying(number, sentence, pattern))
                    return someone
        return None

    def _said_by(self, pattern: Pattern, match: "re.Match[str]", sentence: Sentence, last: Someone | None) -> Someone | None:
        """Who speaks: the person named, the one who holds the post named, or the last one before 'he said'."""
        if pattern.says == "speech title":
            return self._holder(match.group("title"))
        return self._named(sentence.masked.items[match.start(group_of(match, "person"))]) if pattern.says == "speech" else last

    def _holder(self, title: str) -> Someone | None:
        """The one person whose title is the one given, or ends with it, or goes on with what it is of."""
        holders = [someone for called, some in self._titles.items() if _is_called(called, title) for someone in some]
        return holders[0] if holders and all(someone is holders[0] for someone in holders) else None

    def _named(self, item: Item) -> Someone | None:
        return self.of(item.value) if isinstance(item.value, Person) else None


def _full_names(sentences: list[Sentence]) -> dict[str, str]:
    """For each surname of one person of the document the name in full, so that a headline can name the surname alone."""
    found: dict[str, dict[str, str]] = {}
    items = (item.value for sentence in sentences for item in sentence.items if item.kind == "person")
    for person in items:
        if isinstance(person, Person) and person.sure and " " in person.name:
            found.setdefault(slug(person.name.split()[-1]), {}).setdefault(slug(person.name), person.name)
    return {surname: next(iter(names.values())) for surname, names in found.items() if len(names) == 1}


def _is_called(post: str, title: str) -> bool:
    """Whether 'the minister' can be the 'Deputy Minister of Interior'."""
    low = post.lower()
    return low == title or low.endswith(f" {title}") or low.startswith((f"{title} of ", f"{title} for ")) or f" {title} of " in low


def _means(mine: list[str], theirs: list[str], *, titled: bool) -> bool:
    """Whether a short name means a person: the last names, with a form of address any name, or an initial with the surname."""
    if len(mine) < len(theirs) and (theirs[-len(mine) :] == mine or (len(mine) >= 2 and set(mine) <= set(theirs))):
        return True
    if len(mine) == 1 and titled and mine[0] in theirs:
        return True
    return len(mine) == len(theirs) and mine[-1] == theirs[-1] and len(mine[0]) == 1 and theirs[0].startswith(mine[0])


def _go_on(number: int, sentence: Sentence, last: Someone) -> Someone | None:
    """The one who spoke in the sentence before, where a sentence is nothing but quotation."""
    if not last.said or last.said[-1].sentence != number - 1:
        return None
    quote = next(item for item in sentence.items if item.kind == "quote")
    last.said.append(Saying(number, Span(quote.begin, quote.end), True, "quote goes on", 0.8))
    return last


def _saying(number: int, sentence: Sentence, pattern: Pattern) -> Saying:
    """What is said in a sentence: its first quotation, else all of it as reported speech."""
    quote = next((item for item in sentence.items if item.kind == "quote"), None)
    span = Span(quote.begin, quote.end) if quote else sentence.span
    return Saying(number, span, quote is not None, pattern.name, pattern.confidence)


def _plausible(person: Person) -> bool:
    """A person is entered by a name of two words or more, or by surname with a form of address or a title."""
    return person.sure and len(person.name) > _SHORT and any(word[0].isupper() for word in person.name.split())
