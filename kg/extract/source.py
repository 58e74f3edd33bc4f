"""A document opened for reading: laid out, split, scanned, with its own date and place and the table of its names."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.cues import Cues
from kg.extract.aliases import Aliases
from kg.extract.dates import find_dates
from kg.extract.names import Found
from kg.extract.scan import Scanner, Sentence
from kg.knowledge import Knowledge
from kg.layout import Layout, read_layout
from kg.model import Document, Span
from kg.sentences import split_words

_CAPITAL = "[A-ZÀ-ÞĀ-Ž]"
_ON_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_DATELINE = re.compile(
    rf"[\s*(]*(?:\d{{8}}\s)?(?P<place>{_CAPITAL}[\w'’.-]*(?:[ /-]{_CAPITAL}[\w'’.-]*){{0,4}})?(?:\s?\([A-Z][\w ]{{2,30}}\))?"
    r"(?:,\s+(?P<land>[A-Z][\w'’. ]{2,30}?))?"
    rf"(?P<date>(?:[,.]|\s[-–—])?\s*\(?{_ON_WEEKDAY}\d{{1,2}}\.?\s?[A-Z][a-z]{{2,9}}\.?,?(?:\s?\d{{4}})?\)?|"
    rf"[,.]?\s*\(?{_ON_WEEKDAY}[A-Z][a-z]{{2,9}}\.?\s\d{{1,2}},?(?:\s\d{{4}})?\)?|,?\s*\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})?"
    r"(?:,?\s*\((?:[A-Z][^()]{1,60})\)|,?\s*(?:[A-Z]{2,8}|[A-Z][a-z]+)\)|"
    r"\s*/[A-Z][^/]{2,60}/|\s*/[A-Z][\w ]+/|,?\s[A-Z]{3,8}(?=\s?[-–—]))?"
    r"\**\s{0,4}(?:-{1,3}|–|—|:|\.-|\.)\s"
)
_BRACKETED = re.compile(r"\([^()]{6,30}\)\s*$")
_LABELLED = re.compile(r"\W*(?:posted|published|updated|last updated|issued|date|released)\b", re.IGNORECASE)
_MOST_FRONT, _LONGEST_TOWN, _LAST = 6, 4, 6
_SENT = ("embassy", "government")
_READ_FIELDS = ("place", "issuer", "organizer", "when", "date")


@dataclass(frozen=True, slots=True)
class Source:
    """A document's layout and sentences; `issued` its own date, `place` that of its dateline, `lands` the countries it is about.

    `heads` are the lines in front of the headline that name the body whose release it is.
    """

    document: Document
    layout: Layout
    sentences: list[Sentence]
    issued: str
    place: Found | None
    aliases: Aliases
    lands: tuple[str, ...]
    fields: dict[str, list[Sentence]]
    cues: Cues
    heads: list[Sentence]

    @property
    def home(self) -> str:
        """The country that the document is about; '' for none."""
        return self.lands[0] if self.lands else ""

    @property
    def stands_in(self) -> str:
        """The country from which the release speaks: of its dateline, of the body in its first lines, or else that it is about.

        'Vienna' and the like say nothing: whole organizations speak from there.
        """
        here = self.place.country if self.place and self.place.name not in self.cues.phrases["seats"] else ""
        named = (name.country for sentence in self.heads for name in sentence.names if name.kind == "institution")
        return here or next(filter(None, named), "") or self.home

    @property
    def announces(self) -> bool:
        """Whether the printed block is that of an event ('Organized by', 'When') rather than of a release."""
        return bool(self.fields.get("organizer") or self.fields.get("when"))


def open_source(document: Document, knowledge: Knowledge, scanner: Scanner) -> Source:
    """The document laid out, split, scanned, with its aliases settled."""
    layout = read_layout(document, knowledge.layout)
    issued, place, skip = _own_date(document, layout, scanner)
    sentences = _sentences(layout, scanner, skip)
    fields = {
        meaning: [scanner.sentence(layout.flat, span, -1, "field", [], set()) for span in spans]
        for meaning, spans in layout.fields.items()
        if meaning in _READ_FIELDS and spans
    }
    front = _front(layout, scanner)
    heads = [sentence for sentence in front if _is_name(sentence)]
    lands = _lands([*front, *sentences], place)
    aliases = Aliases(knowledge.lexicon, scanner.looked_up)
    _enter_names(aliases, [*sentences, *heads, *fields.get("issuer", ()), *fields.get("organizer", ())], layout.flat)
    aliases.settle(lands[0] if lands else "")
    return Source(document, layout, sentences, issued, place, aliases, lands, fields, knowledge.cues, heads)


def _sentences(layout: Layout, scanner: Scanner, skip: dict[int, int]) -> list[Sentence]:
    """The sentences of all blocks; stamps are not read, datelines are passed over."""
    sentences: list[Sentence] = []
    surnames: set[str] = set()
    for number, block in enumerate(layout.blocks):
        begin = skip.get(block.span.begin, block.span.begin)
        if begin < block.span.end and not _is_stamp(layout.flat, block.span):
            sentences.extend(scanner.paragraph(layout.flat, Span(begin, block.span.end), number, block.kind, surnames))
    return sentences


def _front(layout: Layout, scanner: Scanner) -> list[Sentence]:
    """The lines before the headline; none where there are as many as in a menu."""
    if len(layout.front) > _MOST_FRONT:
        return []
    return [scanner.sentence(layout.flat, span, -1, "field", [], set()) for span in layout.front]


def _is_name(sentence: Sentence) -> bool:
    """Whether a line is one institution, with a town behind a comma at most."""
    named = [name for name in sentence.names if name.kind == "institution"]
    if len(named) != 1 or named[0].first > 0 or named[0].bare or len(sentence.words) < 2:
        return False
    rest = sentence.words.words[named[0].after :]
    return not rest or (rest[0] in (",", "-", "–") and len(rest) <= _LONGEST_TOWN)


def _enter_names(aliases: Aliases, sentences: list[Sentence], flat: str) -> None:
    """The bodies that sentences name into the table of names; a printed web address names none."""
    for sentence in sentences:
        link = sentence.kind == "field" and ("www." in sentence.span.of(flat) or len(sentence.words) > 60)
        for name in () if link else sentence.names:
            for one in (name, *name.others):
                if one.kind in ("institution", "acronym"):
                    aliases.add(one, sentence.words.span_of(one.first, one.after))


def _own_date(document: Document, layout: Layout, scanner: Scanner) -> tuple[str, Found | None, dict[int, int]]:
    """(issue date, place of the dateline, where to begin reading paragraphs that begin with a dateline)."""
    flat = layout.flat
    stamp = _stamp(layout) or document.issued[:10]
    for block in [block for block in layout.blocks if block.kind != "headline"][:4]:
        match = _DATELINE.match(flat, block.span.begin, min(block.span.end, block.span.begin + 140))
        found = match and _dateline(flat, match, stamp, scanner)
        if match and found:
            issued, place = found
            return issued or stamp, place, {block.span.begin: match.end()}
    return stamp, None, {}


def _stamp(layout: Layout) -> str:
    """The first full date of the printed block, of what stands before the headline, or of a stamp at either end."""
    for span in _stamps(layout):
        for printed in find_dates(layout.flat, Span(span.begin, min(span.end, span.begin + 200))):
            if printed.complete and printed.first[2] and printed.resolve("")[0]:
                return printed.resolve("")[0]
    return ""


def _stamps(layout: Layout) -> Iterator[Span]:
    """Where a stamp can stand, the surest first."""
    yield from layout.fields.get("issued", ())
    if "when" not in layout.fields and "organizer" not in layout.fields:
        yield from layout.fields.get("date", ())
    yield from layout.front
    yield from (block.span for block in layout.blocks[:6] if _is_stamp(layout.flat, block.span))
    yield from (block.span for block in layout.blocks[-_LAST:] if _is_stamp(layout.flat, block.span))
    bracket = _BRACKETED.search(layout.flat, layout.headline.begin, layout.headline.end)
    if bracket:
        yield Span(*bracket.span())


def _dateline(flat: str, match: "re.Match[str]", stamp: str, scanner: Scanner) -> tuple[str, Found | None] | None:
    """(date, place) of a dateline; None where the match is only the beginning of a sentence."""
    issued, place = "", None
    if match.group("date"):
        dates = find_dates(flat, Span(match.start("date"), match.end("date")))
        if not dates:
            return None
        issued = dates[0].resolve(stamp)[0]
    if match.group("place"):
        place = _dateline_place(flat, match, scanner)
        if place is None and not match.group("date"):
            return None
    if match.group().rstrip()[-1] == "." and not match.group("date"):
        return None
    return (issued, place) if issued or place or match.group("date") else None


def _dateline_place(flat: str, match: "re.Match[str]", scanner: Scanner) -> Found | None:
    """The place of a dateline: one that is known, or one in capitals or with a date before a dash."""
    words = split_words(flat, Span(match.start("place"), match.end("place")))
    known = scanner.names.known(words, 0)
    printed = words.phrase(0, len(words))
    dash = match.group().rstrip()[-1] in "-–—:"
    if known and known[1].kind in ("place", "state") and known[0] == len(words):
        return Found(known[1].kind, 0, 0, known[1].name if printed.isupper() else printed, known[1].country)
    if dash and (match.group("date") or printed.isupper()) and len(words) <= 3:
        land = scanner.lexicon.names.get((match.group("land") or "").strip(" ,"))
        return Found("place", 0, 0, printed.title() if printed.isupper() else printed, land.country if land else "")
    return None


def _is_stamp(flat: str, span: Span) -> bool:
    """A short line that holds a date and nothing else to speak of."""
    text = span.of(flat)
    if len(text) > 140:
        return False
    if _LABELLED.match(text) or "|" in text:
        return any(printed.complete and printed.first[2] for printed in find_dates(flat, span))
    if len(text) > 70:
        return False
    dates = [printed for printed in find_dates(flat, span) if printed.first[1] and not printed.words]
    rest = text
    for printed in dates:
        rest = rest.replace(printed.text, "")
    return bool(dates) and len(re.findall(r"[A-Za-z]{2,}", rest)) <= 4


def _lands(sentences: list[Sentence], place: Found | None) -> tuple[str, ...]:
    """The countries that the document is about, the one that it names most first, of equals the one named first."""
    votes: Counter[str] = Counter()
    for sentence in sentences:
        for name in sentence.names:
            if name.country:
                votes[name.country] += _weight(name) * (2 if sentence.kind == "headline" else 1)
    if place and place.country:
        votes[place.country] += 2
    return tuple(sorted(votes, key=lambda code: -votes[code]))


def _weight(name: Found) -> int:
    """How much a name says of the country that a document is about: a town more than a state, those sent from abroad nothing."""
    if name.kind == "institution":
        return name.institution_type not in _SENT
    return {"place": 2, "state": 1, "adjective": 1}.get(name.kind, 0)
