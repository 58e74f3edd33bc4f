"""The persons of a document: which mentions are one person, their posts, and what they said."""

import re
from dataclasses import dataclass, field

from kg.extract.names import Found
from kg.extract.people import Person
from kg.extract.source import Source
from kg.extract.scan import PostMention
from kg.iris import slug
from kg.masks import Item
from kg.model import Span
from kg.patterns import Pattern, PatternIndex

_SPEAKS = re.compile("[\ue002\ue00a]|\\b(?:he|she)\\b")


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

    def __init__(self, source: Source, patterns: PatternIndex) -> None:
        self.source = source
        self.people: dict[str, Someone] = {}
        for number, sentence in enumerate(source.sentences):
            for item in sentence.items:
                if item.kind == "person" and isinstance(item.value, Person):
                    self._enter(number, item)
            for post in sentence.posts:
                someone = self.of(post.person)
                if someone:
                    someone.posts.append((number, post))
                    someone.country = someone.country or post.country
        self._speech(patterns)

    def _enter(self, number: int, item: Item) -> None:
        person = item.value
        assert isinstance(person, Person)
        words = self.source.sentences[number].words
        span = words.span_of(person.first, person.after)
        someone = self.of(person)
        if someone is None and not _plausible(person):
            return
        if someone is None:
            someone = self.people[slug(person.name)] = Someone(person.name, span)
        someone.honorific = someone.honorific or person.honorific
        someone.sure = someone.sure or person.sure

    def of(self, person: Person) -> Someone | None:
        """The person that a mention means: the same name, or the surname of one named in full."""
        mine = slug(person.name)
        if mine in self.people:
            return self.people[mine]
        parts = mine.split("-")
        for key, someone in self.people.items():
            theirs = key.split("-")
            if len(parts) < len(theirs) and (theirs[-len(parts) :] == parts or (len(parts) >= 2 and set(parts) <= set(theirs))):
                return someone
            if len(parts) == 1 and person.honorific and parts[0] in theirs:
                return someone
            if len(parts) == len(theirs) and parts[-1] == theirs[-1] and len(parts[0]) == 1 and theirs[0].startswith(parts[0]):
                return someone
        return None

    # ---- speech

    def _speech(self, patterns: PatternIndex) -> None:
        last: Someone | None = None
        for number, sentence in enumerate(self.source.sentences):
            text = sentence.masked.text
            spoke = False
            for pattern in patterns.fitting(text) if _SPEAKS.search(text) else ():
                for match in pattern.shape.finditer(text):
                    if pattern.says == "speech":
                        person = sentence.masked.items[match.start("person")].value
                        someone = self.of(person) if isinstance(person, Person) else None
                    else:
                        someone = last
                    if someone and not spoke:
                        self._add(someone, number, pattern, text)
                        spoke, last = True, someone
            named = [item.value for _, item in sorted(sentence.masked.items.items()) if item.kind == "person"]
            if named and isinstance(named[0], Person):
                last = self.of(named[-1] if not spoke else named[0]) or last  # type: ignore[arg-type]
            if not spoke and last and re.fullmatch(r"\W*\ue00a\W*", text) and number and self._follows_speech(number, last):
                quote = next(item for item in sentence.items if item.kind == "quote")
                last.said.append(Saying(number, Span(quote.begin, quote.end), True, "quote goes on", 0.8))

    def _follows_speech(self, number: int, someone: Someone) -> bool:
        return any(saying.sentence in (number - 1, number - 2) for saying in someone.said)

    def _add(self, someone: Someone, number: int, pattern: Pattern, text: str) -> None:
        sentence = self.source.sentences[number]
        quotes = [item for item in sentence.items if item.kind == "quote"]
        span = Span(quotes[0].begin, quotes[0].end) if quotes else sentence.span
        someone.said.append(Saying(number, span, bool(quotes), pattern.name, pattern.confidence))


def _plausible(person: Person) -> bool:
    """A person is entered by a name of two words or more, or by surname with a form of address."""
    words = [word for word in person.name.split() if word[0].isupper()]
    return (len(words) >= 2 and person.sure) or (bool(person.honorific) and len(words) >= 1 and len(person.name) > 2)


def best_post(someone: Someone) -> tuple[int, PostMention] | None:
    """The post that says most: with title and body before title before body; the first of equals."""
    ranked = sorted(
        enumerate(someone.posts), key=lambda one: (-(bool(one[1][1].title) + bool(one[1][1].body)) - bool(one[1][1].title), one[0])
    )
    return ranked[0][1] if ranked else None


def body_name(item: Item | None) -> Found | None:
    """The innermost body of a post."""
    return item.value if item and isinstance(item.value, Found) else None
