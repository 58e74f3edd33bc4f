"""What of a document is headline, printed field, paragraph or list item, and what is menu, label or boilerplate.

Nothing here knows a site by name: menus are told by their shape (runs of short lines without a sentence), fields and labels by
data/patterns/layout.toml. Whatever is left out never yields a fact.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import NamedTuple

from kg.model import Document, Span
from kg.sentences import flatten

_MARKUP = re.compile(
    r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)"  # a picture
    r"|\]\((?:https?:|/|mailto:|#)[^)\n]{0,2000}\)"  # the address of a link
    r"|\*\*|__|https?://\S+|\[(?=[^\]\n]{1,300}\]\()|\*(?:(?<=\w\*)(?!\w)|(?<!\w\*)(?=\w))"
)
_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}[ \t]|>+[ \t]?)", re.MULTILINE)  # of a heading, of a quoted line
_BULLET = re.compile(r"(?:[-–•*·▪◦o]|\d{1,2}[.)])\s+(?=\S)")
_KEY = re.compile(r"([A-Z][A-Za-z' ]{1,30}?)\s?:\s*")
_WIDE = re.compile(r"\S {3,}(?=\S)")  # the gaps of a menu on one line
_MOST_LINES, _SHORT_LINE = 2, 3  # a headline in capitals: its lines at most, and the words that each of them has more of
_STAMP = re.compile(
    r"\W*(?:\d{1,2}[./]\d|\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}|"
    r"[Pp]osted|[Pp]ublished|[Uu]pdated|[Ll]ast updated|[Ii]ssued)"
)
_CLOSING, _SENTENCE_ENDS = "'\"”’)]", tuple(".!?…:;,")


class Line(NamedTuple):
    """One printed line without its bullet."""

    span: Span
    text: str
    bullet: bool


class Block(NamedTuple):
    """A stretch that is read: `kind` is headline, paragraph or item."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Layout:
    """What of a document is read: `flat` is its text with plain blanks, offsets as in the document.

    `front` is what stands before the blocks, `fields` holds the printed fields by their meaning.
    """

    flat: str
    headline: Span
    blocks: tuple[Block, ...]
    front: tuple[Span, ...]
    fields: Mapping[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class LayoutWords:
    """The words of data/patterns/layout.toml."""

    fields: Mapping[str, str]
    drop: frozenset[str]
    stop: frozenset[str]
    stop_begins: tuple[str, ...]
    caption: tuple[str, ...]
    share: tuple[str, ...]


def read_layout(document: Document, words: LayoutWords) -> Layout:
    """The layout of a document."""
    plain = _without_markup(document.text)
    lines = list(_lines(plain))
    fields, lines = _take_fields(lines, words)
    lines = [line for line in lines if line is None or not _is_label(line.text, words)]
    lines = _cut_tail(_drop_menus(lines), words)
    flat = flatten(plain)
    blocks = list(_drop_repeats(_paragraphs(lines), flat))
    headline = _headline(blocks, flat)
    heads = [at for at, block in enumerate(blocks) if headline.begin <= block.span.begin and block.span.end <= headline.end]
    before = heads[0] if heads else 0
    kinds = [Block("headline" if at in heads else block.kind, block.span) for at, block in enumerate(blocks)][before:]
    front = tuple(block.span for block in blocks[:before])
    return Layout(flat, headline, tuple(kinds), front, fields)


def _without_markup(text: str) -> str:
    """The text with blanks for the marks of headings, links, pictures and stress."""
    for marks in (_LINE_MARK, _MARKUP) if "#" in text or ">" in text else (_MARKUP,):
        text = marks.sub(lambda found: " " * len(found.group()), text)
    return text


def _lines(text: str) -> Iterator[Line | None]:
    """The lines with something on them; None for an empty one, because it ends a paragraph."""
    begin = 0
    for raw in text.splitlines(keepends=True):
        content = raw.strip()
        if not content:
            yield None
        else:
            first = begin + len(raw) - len(raw.lstrip())
            bullet = _BULLET.match(content)
            skip = bullet.end() if bullet else 0
            yield Line(Span(first + skip, first + len(content)), content[skip:], bool(bullet))
        begin += len(raw)


def _bare(text: str) -> str:
    return text.casefold().strip(" :.*#|»«>-–—\t")


def _is_label(text: str, words: LayoutWords) -> bool:
    if len(text) >= 300:
        return False
    low = text.casefold()
    if text.count(" | ") >= 3 or text.count(" · ") >= 2 or text.count(" » ") >= 2 or low.startswith(words.share):
        return True
    return (
        len(text) < 40 and (_bare(text) in words.drop or low.strip() in words.drop or not any(char.isalnum() for char in text))
    ) or (len(text) < 200 and any(map(low.__contains__, words.caption)))


def _take_fields(lines: list[Line | None], words: LayoutWords) -> tuple[dict[str, tuple[Span, ...]], list[Line | None]]:
    """The printed fields ('Issued by: ...', value on the line or below) and the lines that are none."""
    found: dict[str, tuple[Span, ...]] = {}
    rest: list[Line | None] = []
    waiting, gap = "", 0
    for line in lines:
        if line is None:
            waiting = waiting if waiting and (gap := gap + 1) < 2 else ""
            rest.append(None)
            continue
        key = _KEY.match(line.text) if len(line.text) < 300 else None
        meaning = words.fields.get(key.group(1).casefold()) if key else None
        if key and meaning:
            value = Span(line.span.begin + key.end(), line.span.end)
            waiting, gap = ("", 0) if value.begin < value.end else (meaning, 0)
            if value.begin < value.end:
                found[meaning] = (*found.get(meaning, ()), value)
            rest.append(None)
        elif waiting and len(line.text) < 300 and (line.bullet or len(line.text) < 120):
            found[waiting] = (*found.get(waiting, ()), line.span)
            waiting = ""
            rest.append(None)
        else:
            waiting = ""
            rest.append(line)
    return found, rest


def _ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)


def _is_short(line: Line | None) -> bool:
    """A line that may belong to a menu: a few words, no sentence, no 'Name, Role'."""
    return line is None or (
        len(line.text) < 110 and line.text.count(" ") < 15 and not _ends_sentence(line.text) and ", " not in line.text
    )


def _drop_menus(lines: list[Line | None]) -> list[Line | None]:
    """The lines without runs of eight or more short ones, save the last two of a run that ends where prose begins."""
    kept: list[Line | None] = []
    for short, run in groupby(lines, _is_short):
        group = list(run)
        filled = [line for line in group if line is not None]
        dense = sum(len(line.text) < 60 for line in filled) >= 8
        if not short or not dense:
            kept.extend(group)
        else:
            kept.append(None)
            kept.extend(line for line in filled[-2:] if not line.bullet and line.text.count(" ") >= 4)
    return kept


def _cut_tail(lines: list[Line | None], words: LayoutWords) -> list[Line | None]:
    """The lines up to the heading after which only boilerplate follows, where that stands in the second half."""
    total = sum(len(line.text) for line in lines if line)
    seen = 0
    for at, line in enumerate(lines):
        if line is None:
            continue
        low = line.text.casefold() if seen > 0.4 * total else ""
        if low and ((len(low) < 60 and _bare(low) in words.stop) or (len(low) < 400 and low.startswith(words.stop_begins))):
            return lines[:at]
        seen += len(line.text)
    return lines


def _paragraphs(lines: list[Line | None]) -> Iterator[Block]:
    """Lines joined where a paragraph was wrapped: the line was full and no sentence ended, or the next begins in lower case."""
    sizes = [len(line.text) for line in lines if line]
    width = max(sizes, default=0)
    hard = 50 < width < 130 and sum(size > 0.7 * width for size in sizes) >= 0.4 * len(sizes)
    for filled, run in groupby(lines, lambda line: line is not None):
        if not filled:
            continue
        group = [line for line in run if line]
        start, last = group[0], group[0]
        for line in group[1:]:
            wrapped = hard and len(last.text) > 0.7 * width and " | " not in line.text
            joins = not line.bullet and (wrapped or (line.text[0].islower() and not _ends_sentence(last.text)))
            if not joins:
                yield Block("item" if start.bullet else "paragraph", Span(start.span.begin, last.span.end))
                start = line
            last = line
        yield Block("item" if start.bullet else "paragraph", Span(start.span.begin, last.span.end))


def _drop_repeats(blocks: Iterator[Block], flat: str) -> Iterator[Block]:
    """Each paragraph once; one that is cut off with dots goes when the whole of it follows."""
    kept = list(blocks)
    texts = [" ".join(block.span.of(flat).split()) for block in kept]
    seen: set[str] = set()
    for block, text in zip(kept, texts, strict=True):
        stem = text.rstrip(".… ")
        cut_off = text.endswith(("...", "…")) and any(
            len(other) > len(stem) and other != text and other.startswith(stem) for other in texts
        )
        if text not in seen and not cut_off:
            yield block
        seen.add(text)


def _headline(blocks: list[Block], flat: str) -> Span:
    """The longest of the lines in front of the first paragraph that can be a headline; of lines in capitals the last."""
    front = list(takewhile(lambda block: not is_prose(block.span.of(flat)), blocks[:8]))
    able = [block.span for block in front if _is_headline(block.span.of(flat))]
    capitals = list(takewhile(lambda span: _in_capitals(span.of(flat)), reversed(able)))
    if capitals:
        return Span(capitals[-1].begin, capitals[0].end) if len(capitals) <= _MOST_LINES else capitals[0]
    lines = [span for span in able if not span.of(flat).isupper()] or able[-1:]
    return max(lines, key=lambda span: min(span.end - span.begin, 200), default=Span(0, 0))


def _in_capitals(text: str) -> bool:
    """Whether a line is all in capitals and longer than most letterheads."""
    return text.isupper() and len(text.split()) > _SHORT_LINE


def is_prose(text: str) -> bool:
    """Whether a paragraph holds a sentence: long, or closed by a full stop."""
    plain = text.rstrip()
    said = plain.endswith(("”", '"', "’")) and plain[-2:-1] in ".,!?…]"
    return (len(plain) > 60 and (said or plain.endswith((".", "!", "?", ":", "…", ";")))) or len(plain) > 240


def _is_headline(text: str) -> bool:
    words = text.split()
    return (
        not _STAMP.match(text)
        and len(_WIDE.findall(text)) < 2
        and 3 <= len(words) <= 40
        and not text.rstrip().endswith((".", ",", ";"))
        and any(char.isalpha() for char in text)
        and sum(char.isdigit() for char in text) < len(text) / 4
    )
