"""One sentence, read: its names, persons with their posts, dates, counts, amounts and events, and the text with these masked."""

from bisect import bisect
from collections.abc import Sequence
from itertools import islice, takewhile

from kg.extract import dates, quotes
from kg.extract.acting import Acting
from kg.extract.counts import find_counts
from kg.extract.events import EventFinder, EventMention
from kg.extract.forms import LookedUp
from kg.extract.glance import DATE, EVENT, MONEY, MONTH, NUMBER, PLACING, ROLE, THING, Glance, Glances
from kg.extract.joining import Modifiers, join
from kg.extract.money import find_money
from kg.extract.names import Found, NameFinder
from kg.extract.people import Person, PersonFinder
from kg.extract.posts import find_posts, post_ends
from kg.extract.releasing import Releaser
from kg.extract.sentence import PostMention, Sentence, Sheet, overlaps
from kg.extract.titles import TitleFinder
from kg.extract.unknown import UnknownFinder
from kg.layout import is_prose
from kg.lexicon import Lexicon
from kg.masks import Item, mask
from kg.model import Span
from kg.patterns import PatternIndex
from kg.sentences import Words, split_sentences, split_words

__all__ = ["PostMention", "Scanner", "Sentence"]


class Scanner:
    """Reads paragraphs into sentences with the finders of one knowledge."""

    def __init__(self, lexicon: Lexicon, post_patterns: PatternIndex, patterns: PatternIndex) -> None:
        self.lexicon = lexicon
        self.names, self._titles, self._persons = NameFinder(lexicon), TitleFinder(lexicon), PersonFinder(lexicon)
        self._releaser, self._modifiers = Releaser(lexicon, self.names.runs, self._titles), Modifiers(lexicon)
        self._acting = Acting(lexicon)
        self._glances, self.looked_up = Glances(lexicon), LookedUp(lexicon)
        self._unknown, self._events = UnknownFinder(lexicon, self.names.runs), EventFinder(lexicon)
        self._post_patterns, self._patterns, self._seats = post_patterns, patterns, lexicon.list("seat-nouns")

    def paragraph(self, flat: str, span: Span, number: int, kind: str, surnames: set[str]) -> list[Sentence]:
        """The sentences of a paragraph, read; `surnames` as in `sentence`."""
        quoted = quotes.find_quotes(flat, span)
        titles = {one for one in quoted if quotes.is_title(flat, one)}
        speech = [one for one in quoted if one in titles or quotes.is_speech(flat, one)]
        ends = [one.end for one in speech]
        read: list[Sentence] = []
        for one in split_sentences(flat, span, speech):
            near = list(takewhile(lambda quote: quote.begin < one.end, islice(speech, bisect(ends, one.begin), None)))  # noqa: B023 - used at once
            read.append(self.sentence(flat, one, number, kind, near, surnames, [quote for quote in near if quote in titles]))
        return read

    def sentence(
        self,
        flat: str,
        span: Span,
        number: int,
        kind: str,
        speech: Sequence[Span],
        surnames: set[str],
        titles: Sequence[Span] = (),
    ) -> Sentence:
        """One sentence, read.

        `speech`: the quotations that reach into it; `surnames`: of the persons named so far, those named here are added;
        `titles`: those of the quotations that are the title of something, in which no body is named.
        """
        words = split_words(flat, span)
        prose = kind == "paragraph" and is_prose(words.text + "." * (len(words) > 9 and not words.text.isupper()))
        read = Sentence(span, number, kind, words, prose)
        names = self._find_names(words)
        read.names = [name for name in names if not any(_is_in_title(words, name, title) for title in titles)]
        sheet = Sheet(words, read.names)
        sheet.items = [Item("quote", quote.begin, quote.end) for quote in speech if quote.begin >= span.begin]
        glance = self._glances.of(words.words)
        if glance.all & DATE:
            _enter_dates(sheet, dates.find_dates(flat, span, months=bool(glance.all & MONTH)))
        if glance.all & (NUMBER | MONEY):
            sheet.items.extend(_numbers(flat, span, sheet.items, glance))
        said = {at for quote in speech for at in sheet.within(quote)}
        sheet.items.extend(sheet.item(name.kind, name.first, name.after, name) for name in read.names if name.first not in said)
        for quote in speech:
            sheet.take_free(quote, "quote")
        self._people(flat, read, sheet, surnames, glance.at(ROLE))
        if glance.all & PLACING:
            self._unknown.enter_places(sheet)
        if kind not in ("headline", "field"):
            self._unknown.enter_names(sheet)
        self._enter_events(sheet, glance)
        read.items = sorted(sheet.items, key=lambda one: (one.begin, -one.end))
        read.masked = mask(flat, span.begin, span.end, read.items)
        read.patterns, read.fitting = self._patterns, self._patterns.fits(read.masked.text)
        return read

    def _find_names(self, words: Words) -> list[Found]:
        """The names, joined and marked, without those that are a person's or a post."""
        found = self.names.find(words)
        if not found:
            return found
        joined = join(words, self._releaser.places(words, found), self._seats)
        marked = [self._modifiers.mark(words, name) for name in joined]
        return self._releaser.posts(words, self._acting.enter(words, marked))

    def _people(self, flat: str, read: Sentence, sheet: Sheet, surnames: set[str], spots: Sequence[int]) -> None:
        """Roles, persons and posts into the sentence; a person's item covers the post that stands beside it."""
        words, flags = read.words, [*map(bool, sheet.taken)]
        roles = self._titles.find(words, sheet.taken, spots) if spots else []
        for role in roles:
            flags[role.first : role.after] = [True] * (role.after - role.first)
        persons = self._persons.find(words, flags, roles, post_ends(words, roles, read.names))
        surnames.update(person.name.split()[-1] for person in persons if person.sure and " " in person.name)
        persons = sorted([*persons, *_by_surname(words, flags, persons, surnames)], key=lambda one: one.first)
        role_items = [sheet.item("role", role.first, role.after, role) for role in roles]
        if persons:
            self._posts(flat, read, sheet, role_items, persons)
        for item in role_items:
            sheet.take_free(Span(item.begin, item.end), "role")

    def _posts(self, flat: str, read: Sentence, sheet: Sheet, role_items: list[Item], persons: list[Person]) -> None:
        """The posts of the persons, and an item for each person with the post that stands beside it."""
        person_items = [sheet.item("person", one.first, one.after, one) for one in persons]
        masked = mask(flat, read.span.begin, read.span.end, [*sheet.items, *role_items, *person_items])
        read.posts, used = find_posts(flat, masked, self._post_patterns.fitting(masked.text))
        for item in person_items:
            span = used.get(item.begin, Span(item.begin, item.end))
            if item.begin in used:
                sheet.items = [one for one in sheet.items if not (span.begin <= one.begin and one.end <= span.end)]
            sheet.items.append(Item("person", span.begin, span.end, item.value))
        for item in sheet.items:
            if item.kind == "person":
                for at in sheet.within(Span(item.begin, item.end)):
                    sheet.taken[at] = "person"

    def _enter_events(self, sheet: Sheet, glance: Glance) -> None:
        """Events with the items that they hold, and what can be paid for."""
        mentions = self._events.find(sheet.words, sheet.taken, glance.at(EVENT))
        for mention in mentions:
            sheet.take_free(mention.span, "event")
        self._unknown.enter_things(sheet, glance.at(THING))
        events = [_event_item(mention, sheet) for mention in mentions]
        sheet.items.extend(events)


def _is_in_title(words: Words, name: Found, title: Span) -> bool:
    """Whether a body is named inside a title, and is not all of it."""
    begin, end = words.begins[name.first], words.ends[name.after - 1]
    if name.kind not in ("institution", "acronym") or not (title.begin <= begin and end <= title.end):
        return False
    return begin > title.begin + 1 or end < title.end - 1


def _enter_dates(sheet: Sheet, dated: Sequence[dates.Printed]) -> None:
    """Dates that are not part of a name or of another item."""
    for one in dated:
        covered = sheet.within(one.span)
        if any(sheet.taken[at] in ("institution", "instrument", "project", "output") for at in covered):
            continue
        for at in covered:
            sheet.taken[at] = "date"
        if not any(item.begin <= one.span.begin < item.end for item in sheet.items):
            sheet.items.append(Item("date", one.span.begin, one.span.end, one))


def _numbers(flat: str, span: Span, items: Sequence[Item], glance: Glance) -> list[Item]:
    """Amounts and counts that overlap neither the items nor each other."""
    sums = find_money(flat, span) if glance.all & MONEY else ()
    found = [Item("money", one.span.begin, one.span.end, one) for one in sums if not overlaps(items, one.span)]
    counted = find_counts(flat, span, several=glance.several_figures) if glance.all & NUMBER else ()
    free = [one for one in counted if not overlaps(items, one.span) and not overlaps(found, one.span)]
    return [*found, *(Item("count", one.span.begin, one.span.end, one) for one in free)]


def _by_surname(words: Words, flags: Sequence[bool], persons: Sequence[Person], surnames: set[str]) -> list[Person]:
    """Persons named before, by surname alone."""
    if surnames.isdisjoint(words.words):
        return []
    taken = {at for person in persons for at in range(person.first, person.after)}
    free = ((at, word) for at, word in enumerate(words.words) if word in surnames and at not in taken and not flags[at])
    return [Person(at, at + 1, word, "", True) for at, word in free]


def _event_item(mention: EventMention, sheet: Sheet) -> Item:
    """The item of an event; the items inside it go from the sheet into it."""
    begin, end = mention.span
    inner = tuple(item for item in sheet.items if begin <= item.begin and item.end <= end)
    sheet.items = [item for item in sheet.items if not (begin <= item.begin and item.end <= end)]
    return Item("event", begin, end, mention, inner)
