"""One document, read: from its text to things, events and claims."""

import re
from collections import Counter
from dataclasses import dataclass

from kg.extract.aliases import Aliases
from kg.extract.dates import find_dates
from kg.extract.happenings import (
    Candidate,
    Context,
    Draft,
    candidates,
    choose_main,
    date_event,
    dates_of,
    is_history,
    main_type,
    place_items,
    with_phase,
)
from kg.extract.names import Found
from kg.extract.scan import Scanner, Sentence
from kg.knowledge import Knowledge
from kg.layout import Layout, read_layout
from kg.model import Document, Span
from kg.sentences import split_words

_DATELINE = re.compile(
    r"\s*(?P<place>[A-ZÀ-ÞĀ-Ž][\w'’.-]*(?:[ /-][A-ZÀ-ÞĀ-Ž][\w'’.-]*){0,4})?(?:\s?\([A-Z][\w ]{2,30}\))?(?:,\s+(?P<land>[A-Z][\w'’. ]{2,30}?))?"
    r"(?P<date>,?\s*\(?\d{1,2}\.?\s?[A-Z][a-z]{2,9}\.?,?(?:\s?\d{4})?\)?|,?\s*\(?[A-Z][a-z]{2,9}\.?\s\d{1,2},?(?:\s\d{4})?\)?|,?\s*\d{1,2}[./]\d{1,2}[./]\d{4})?"
    r"(?:,?\s*\(?(?:[A-Z]{2,8}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:/[A-Z][\w ]+)?\)|\s*/[A-Z][\w ]+/)?\s?(?:-{1,3}|–|—|:|\.-|\.)\s"
)


@dataclass(slots=True)
class Source:
    """A document's layout, sentences and own date: what every later step reads."""

    document: Document
    layout: Layout
    sentences: list[Sentence]
    context: Context
    aliases: Aliases
    home: str
    fields: dict[str, list[Sentence]]

    @property
    def announces(self) -> bool:
        """Whether the printed block is that of an event ('Organized by', 'When') rather than of a release."""
        return bool(self.fields.get("organizer") or self.fields.get("when"))


def open_source(document: Document, knowledge: Knowledge, scanner: Scanner) -> Source:
    """The document laid out, split, scanned, with its aliases settled."""
    layout = read_layout(document, knowledge.layout)
    blocks = list(layout.blocks)
    issued, place, skip = _own_date(document, layout, scanner)
    sentences: list[Sentence] = []
    scanner.surnames.clear()
    for number, block in enumerate(blocks):
        begin = skip.get(block.span.begin, block.span.begin)
        if begin < block.span.end and not _is_stamp(layout.flat, block.span):
            sentences.extend(scanner.paragraph(layout.flat, Span(begin, block.span.end), number, block.kind))
    fields = {
        meaning: [scanner.sentence(layout.flat, span, -1, "field", [], []) for span in spans]
        for meaning, spans in layout.fields.items()
        if meaning in ("place", "issuer", "organizer", "when", "date") and spans
    }
    aliases = Aliases(knowledge.lexicon)
    home = _home(sentences, place)
    for sentence in [*sentences, *fields.get("issuer", ()), *fields.get("organizer", ())]:
        for name in sentence.names:
            for one in (name, *name.others):
                if one.kind in ("institution", "acronym") and not _is_link(layout.flat, sentence):
                    aliases.add(one, sentence.words.span_of(one.first, one.after))
    aliases.settle(home)
    return Source(document, layout, sentences, Context(issued, place), aliases, home, fields)


def _is_link(flat: str, sentence: Sentence) -> bool:
    """A printed source that is a web address names no body."""
    return sentence.kind == "field" and ("www." in sentence.span.of(flat) or len(sentence.words) > 60)


def _own_date(document: Document, layout: Layout, scanner: Scanner) -> tuple[str, Found | None, dict[int, int]]:
    """(issue date, place of the dateline, where to begin reading paragraphs that begin with a dateline)."""
    flat = layout.flat
    stamp = ""
    dated = () if "when" in layout.fields or "organizer" in layout.fields else layout.fields.get("date", ())
    spans = [*layout.fields.get("issued", ()), *dated, *layout.front, *(block.span for block in layout.blocks[:6] if _is_stamp(flat, block.span)),
             *(block.span for block in layout.blocks[-3:] if _is_stamp(flat, block.span))]  # fmt: skip
    for span in spans:
        for printed in find_dates(flat, Span(span.begin, min(span.end, span.begin + 200))):
            if printed.complete and printed.first[2] and not stamp:
                stamp = printed.resolve("")[0]
    stamp = stamp or document.issued[:10]
    for block in [block for block in layout.blocks if block.kind != "headline"][:4]:
        match = _DATELINE.match(flat, block.span.begin, min(block.span.end, block.span.begin + 140))
        found = match and _dateline(flat, match, stamp, scanner)
        if match and found:
            issued, place = found
            return issued or stamp, place, {block.span.begin: match.end()}
    return stamp, None, {}


def _dateline(flat: str, match: "re.Match[str]", stamp: str, scanner: Scanner) -> tuple[str, Found | None] | None:
    """(date, place) of a dateline; None where the match is only the beginning of a sentence."""
    issued, place = "", None
    if match.group("date"):
        dates = find_dates(flat, Span(match.start("date"), match.end("date")))
        issued = dates[0].resolve(stamp)[0] if dates else ""
        if not dates:
            return None
    if match.group("place"):
        span = Span(match.start("place"), match.end("place"))
        words = split_words(flat, span)
        known = scanner.names.known(words, 0)
        printed = words.phrase(0, len(words))
        dash = match.group().rstrip()[-1] in "-–—:"
        if known and known[1].kind in ("place", "state") and known[0] == len(words):
            name = known[1].name if printed.isupper() else printed
            place = Found(known[1].kind, 0, 0, name, known[1].country)
        elif dash and (match.group("date") or printed.isupper()) and len(words) <= 3:
            land = scanner.lexicon.names.get((match.group("land") or "").strip(" ,"))
            place = Found("place", 0, 0, printed.title() if printed.isupper() else printed, land.country if land else "")
        elif not match.group("date"):
            return None
    if match.group().rstrip()[-1] == "." and not match.group("date"):
        return None
    return (issued, place) if issued or place or match.group("date") else None


def _is_stamp(flat: str, span: Span) -> bool:
    """A short line that holds a date and nothing else to speak of."""
    text = span.of(flat)
    if len(text) > 140:
        return False
    labelled = re.match(r"\W*(?:posted|published|updated|last updated|issued|date|released)\b", text, re.IGNORECASE)
    if labelled or "|" in text:
        return any(printed.complete and printed.first[2] for printed in find_dates(flat, span))
    if len(text) > 70:
        return False
    dates = [printed for printed in find_dates(flat, span) if printed.first[1] and not printed.words]
    rest = text
    for printed in dates:
        rest = rest.replace(printed.text, "")
    return bool(dates) and len(re.findall(r"[A-Za-z]{2,}", rest)) <= 4


def _home(sentences: list[Sentence], place: Found | None) -> str:
    """The country that the document is about: the one that it names most."""
    votes: Counter[str] = Counter()
    for sentence in sentences:
        for name in sentence.names:
            if name.country and name.kind in ("state", "adjective", "place", "institution"):
                votes[name.country] += 2 if sentence.kind == "headline" else 1
    if place and place.country:
        votes[place.country] += 2
    return max(sorted(votes), key=lambda code: votes[code]) if votes else ""


class Happenings:
    """The events of a document, and which of them a stretch of text speaks of."""

    def __init__(self, source: Source, knowledge: Knowledge) -> None:
        self.source = source
        self.found = candidates(source.sentences, knowledge.index("type"))
        self.drafts: list[Draft] = []
        self.by_position: dict[tuple[int, int], int] = {}
        self.by_sentence: dict[int, int] = {}
        main = choose_main(self.found, source.sentences)
        if main:
            self._begin(main)
            self._sides(main)

    # ---- which event

    def at(self, sentence: int, position: int) -> int | None:
        """The event that words at an index of a sentence's masked text speak of."""
        here = [(where, draft) for (number, where), draft in self.by_position.items() if number == sentence]
        earlier = [one for one in here if one[0] <= position]
        if earlier:
            return max(earlier)[1]
        if here:
            return min(here)[1]
        if sentence in self.by_sentence:
            return self.by_sentence[sentence]
        paragraph = self.source.sentences[sentence].paragraph
        for number in range(sentence - 1, -1, -1):
            if self.source.sentences[number].paragraph != paragraph:
                break
            there = [one for one in self.by_position.items() if one[0][0] == number]
            if there:
                return max(there)[1]
        return 0 if self.drafts else None

    # ---- the main event

    def _begin(self, main: Candidate) -> None:
        draft = self._draft(main)
        draft.type, draft.main, draft.weak = main_type(main, self.found), True, main.weak
        self.drafts.append(draft)
        for one in self.found:
            self._note(one, 0)
            if one.days and not draft.days and not one.another and one.type in (main.type, "other"):
                draft.days = one.days
        order = self._main_sentences(main)
        self._printed_block(draft)
        for number in order if not draft.date_text else ():
            if self._date_from(draft, number):
                break
        self._later_end(draft, order)
        self._place_main(draft, order)
        with_phase(draft, self.source.sentences[main.sentence].masked.text)
        if draft.start and self.source.context.issued and draft.start <= self.source.context.issued[: len(draft.start)]:
            draft.phase = type(draft.phase).HELD

    def _later_end(self, draft: Draft, order: list[int]) -> None:
        """'... which runs until 14 June': an end that another phrase gives."""
        if not draft.start or draft.end != draft.start:
            return
        for number in order[:5]:
            text = self.source.sentences[number].masked.text
            for position, printed in dates_of(self.source.sentences[number]):
                end = printed.resolve(self.source.context.issued, future=True)[1]
                if len(end) == 10 and end > draft.start and text[max(0, position - 9) : position].endswith(_UNTIL):
                    draft.end = end
                    return

    def _printed_block(self, draft: Draft) -> None:
        """Date and place of an event that a printed block announces."""
        fields = self.source.fields
        for sentence in [*fields.get("when", ()), *fields.get("date", ())] if self.source.announces else ():
            for _, printed in dates_of(sentence):
                draft.date_text or date_event(draft, printed, self.source.context.issued, sentence.masked.text)
        for sentence in fields.get("place", ()) if self.source.announces else ():
            found = [item.value for _, item in place_items(sentence) if isinstance(item.value, Found)]
            draft.venue = next((one.name for one in found if one.kind == "venue"), "")
            draft.place = next((one for one in reversed(found) if one.kind == "place"), draft.place)

    def _main_sentences(self, main: Candidate) -> list[int]:
        """The sentences that speak of the main event, the one that names it first."""
        sentences = self.source.sentences
        same = [
            one.sentence
            for one in self.found
            if not one.another
            and (one.type == main.type or one.weak or one.definite)
            and sentences[one.sentence].kind != "headline"
        ]
        body = [number for number, sentence in enumerate(sentences) if sentence.prose] or [
            number for number, one in enumerate(sentences) if one.kind != "headline"
        ]
        heads = [number for number, sentence in enumerate(sentences) if sentence.kind == "headline"]
        lead = [main.sentence] if sentences[main.sentence].kind != "headline" else []
        early = [number for number in same if number < 12]
        return list(dict.fromkeys([*lead, *body[:2], *early, *heads]))

    def _date_from(self, draft: Draft, number: int) -> bool:
        sentence = self.source.sentences[number]
        text = sentence.masked.text
        own = [one for one in dates_of(sentence) if draft.type == "signing" or not is_history(sentence, one[0])]
        own = [one for one in own if not text[max(0, one[0] - 9) : one[0]].endswith(_UNTIL)] or own
        own.sort(key=lambda one: (not (one[1].first[2] or one[1].words), one[0]))
        for position, printed in own:
            if self._belongs_to_other(number, position):
                continue
            if (
                printed.first[0]
                and not printed.first[1]
                and not (
                    number == draft.sentence
                    and any(at < position for at, item in sentence.masked.items.items() if item.kind == "event")
                )
            ):
                continue
            if date_event(draft, printed, self.source.context.issued, text):
                return True
            if printed.first[2] or printed.words == "this week":
                return True
        return False

    def _belongs_to_other(self, number: int, position: int) -> bool:
        """Whether the noun nearest to a date announces another event."""
        near = [one for one in self.found if one.sentence == number and one.another]
        return any(abs(one.position - position) < 60 for one in near)

    def _place_main(self, draft: Draft, order: list[int]) -> None:
        context = self.source.context
        today = context.issued and context.issued in (draft.start, draft.end)
        for number in order if draft.place is None else ():
            if self._dates_elsewhere(number, draft):
                continue
            place = self._place_in(number, draft)
            if place and place.kind == "place":
                draft.place = place
                break
            if place and place.kind == "state":
                draft.country = draft.country or place.country
        if (
            draft.place is None
            and context.place
            and context.place.kind == "place"
            and today
            and not (draft.country and draft.country != context.place.country)
        ):
            draft.place = context.place
        if draft.place:
            draft.country = draft.place.country or draft.country
        draft.country = draft.country or self.source.home

    def _dates_elsewhere(self, number: int, draft: Draft) -> bool:
        """Whether a sentence behind the first gives a day that is not the main event's: it speaks of another event."""
        if number == draft.sentence:
            return False
        own = [
            printed.resolve(self.source.context.issued)
            for _, printed in dates_of(self.source.sentences[number])
            if printed.first[2]
        ]
        return bool(own) and not any(start and _within((start, end, ""), (draft.start, draft.end)) for start, end in own)

    def _place_in(self, number: int, draft: Draft) -> Found | None:
        """The place where a sentence says something happens: behind 'in', 'at' or 'near'; a city before a state."""
        sentence = self.source.sentences[number]
        text = sentence.masked.text
        best: Found | None = None
        for position, item in place_items(sentence):
            if not isinstance(item.value, Found):
                continue
            found = item.value
            before = text[max(0, position - 12) : position]
            if item.kind == "venue" and not draft.venue and before.endswith((" at ", " in ", "held at ")):
                draft.venue = found.name
            located = before.endswith(
                (" in ", "in ", " near ", " city of ", " town of ", " at ", " village of ", " visited ", " to ", "at ")
            ) and not before.endswith((" back to ",))
            inside = item.kind == "place" and text[position] == "\ue009"
            comma = before.endswith(", ") and best is not None
            if not (located or inside or comma):
                continue
            if item.kind == "place" and (best is None or best.kind == "state"):
                best = found
            elif item.kind in ("state", "region") and best is None and located and found.country:
                best = found if item.kind == "state" else Found("place", 0, 0, found.name, found.country)
        return best

    # ---- other events

    def _sides(self, main: Candidate) -> None:
        draft = self.drafts[0]
        for one in self.found:
            if one is main or self.source.sentences[one.sentence].kind == "headline":
                continue
            if len(self.drafts) < 8 and self._is_other(one, main, draft):
                self._add_side(one)
            elif not one.verb and one.type not in (draft.type, "other"):
                earlier = [
                    number
                    for number, side in enumerate(self.drafts)
                    if number and side.type == one.type and one.sentence > side.sentence
                ]
                if earlier:
                    self._note(one, earlier[-1])

    def _own_date(self, one: Candidate) -> tuple[str, str, str] | None:
        """(start, end, printed) of the date nearest to a candidate, where it is not the main event's."""
        sentence = self.source.sentences[one.sentence]
        dated = [pair for pair in dates_of(sentence) if not is_history(sentence, pair[0])]
        for _, printed in sorted(dated, key=lambda pair: (pair[0] < one.position, abs(pair[0] - one.position))):
            start, end = printed.resolve(self.source.context.issued, " will " in sentence.masked.text)
            if start:
                return start, end, printed.text
        return None

    def _is_other(self, one: Candidate, main: Candidate, draft: Draft) -> bool:
        sentence = self.source.sentences[one.sentence]
        text = sentence.masked.text
        own = self._own_date(one)
        differs = bool(own and not _within(own, (draft.start, draft.end)))
        apart = bool(own and len(own[0]) == 10 and own[:2] != (draft.start, draft.end) and own[0] != self.source.context.issued)
        if one.another:
            return bool(own or " will " in text or "held" in text or any(True for _ in place_items(sentence)))
        if one.verb and one.type == "statement":
            return False
        if one.verb and one.type in ("signing", "launch", "donation"):
            nested = one.type != draft.type and any(
                mark in text for mark in (" also ", "at {event}", "during ", "on the margins", "on the sidelines", "at a ceremony")
            )
            return (one.type != draft.type and (differs or apart or (nested and one.sentence != main.sentence))) or (
                one.type == draft.type and differs and bool(own and len(own[0]) > 4)
            )
        joined = any(mark in text for mark in _JOINED_EVENTS) and one.sentence != main.sentence
        if joined and not (one.verb or one.weak or one.definite or one.plural) and one.type not in (draft.type, "other"):
            return True
        if one.sentence == main.sentence and not differs:
            return False
        if one.verb:
            return differs and bool(own and len(own[0]) == 10)
        if one.definite and one.type == draft.type and not (differs and own and len(own[0]) == 10 and " will " in text):
            return False
        if apart and one.type != draft.type and not one.weak and not one.definite:
            return True
        if one.weak and one.type != "other" and not (own and len(own[0]) == 10):
            return False
        return differs and bool(own and (len(own[0]) >= 7 or not one.weak))

    def _add_side(self, one: Candidate) -> None:
        sentence = self.source.sentences[one.sentence]
        draft = self._draft(one)
        own = self._own_date(one)
        if own:
            draft.start, draft.end, draft.date_text = own
            if draft.days and draft.start == draft.end and any(word in sentence.masked.text for word in ("ended", "concluded")):
                draft.end = draft.start
        place = self._place_in(one.sentence, draft)
        if place and place.kind == "place":
            draft.place, draft.country = place, place.country
        elif place:
            draft.country = place.country
        with_phase(draft, sentence.masked.text)
        first = self.drafts[0]
        if not own and not one.another:
            draft.start, draft.end = first.start, first.end
            draft.place, draft.country = draft.place or first.place, draft.country or first.country
        twin = next(
            (
                number
                for number, other in enumerate(self.drafts)
                if (other.type, other.start) == (draft.type, draft.start) and draft.start
            ),
            None,
        )
        if twin is None:
            self.drafts.append(draft)
            twin = len(self.drafts) - 1
        self._note(one, twin)

    def _note(self, one: Candidate, draft: int) -> None:
        self.by_position[one.sentence, one.position] = draft

    def _draft(self, one: Candidate) -> Draft:
        sentence = self.source.sentences[one.sentence]
        label = one.label or " ".join(sentence.span.of(self.source.layout.flat).split())[:160]
        online = bool(
            re.search(
                r"\b(?:online|virtual(?:ly)?|webinar|via zoom|videoconference|by video|on social media|remotely)\b",
                sentence.masked.text + one.label.lower(),
            )
        )
        return Draft(
            one.type,
            label,
            sentence.span,
            one.sentence,
            one.rule,
            one.confidence,
            one.weak,
            days=one.days,
            another=one.another,
            online=online,
            inner=list(one.inner),
        )


_UNTIL = (" until ", " till ", " through ", " thru ", "ends on ", "end on ", " ends ")
_JOINED_EVENTS = (
    "followed by",
    " concluded ",
    "preceded by",
    "on the margins",
    "on the sidelines",
    "on the eve",
    "at the end of",
    "prior to",
    "ended with",
)


def _within(own: tuple[str, str, str], other: tuple[str, str]) -> bool:
    """Whether a date says no more than the main event's own date."""
    start, end = other
    if not start and not end:
        return False
    low, high = start or end, end or start
    return (low[: len(own[0])] <= own[0] and own[1] <= high[: len(own[1])]) or own[0][: len(low)] == low
