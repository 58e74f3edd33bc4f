"""The events of a document: the main one, others with a date or a word of their own, and which of them a sentence speaks of."""

import re
from collections.abc import Iterator

from kg.extract.choosing import choose_main, main_type
from kg.extract.dates import Printed
from kg.extract.drafts import Candidate, Draft, candidates, dates_of, draft_of, place_items
from kg.extract.mainevent import complete_main
from kg.extract.occasions import Occasion, best_candidate, occasions
from kg.extract.sentence import Sentence
from kg.extract.source import Source
from kg.extract.when import date_event, is_history, mark_future, place_in, within
from kg.masks import KINDS

_MOST = 14
_PROJECT = re.compile(rf"(?:the |this )?{KINDS['project']}")  # what is said of the project is said of the main event
_FORMAL = ("signing", "launch", "donation")


class Happenings:
    """The events of a document in `drafts`, the main one first; `mentions` lead to them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found = candidates(source.sentences)
        self.drafts: list[Draft] = []
        self._mentions: dict[int, dict[int, int]] = {}
        self._dated: dict[int, set[int]] = {}
        self._strange: set[tuple[int, int]] = set()
        self._told: dict[int, int] | None = None
        main = choose_main(self.found, source)
        if main:
            self._begin(main)
            self._add_sides(main)

    def mentions(self) -> Iterator[tuple[int, int, int]]:
        """(sentence, index in its masked text, number of the draft) of all mentions."""
        for number, spots in self._mentions.items():
            yield from ((number, position, draft) for position, draft in spots.items())

    def at(self, sentence: int, position: int) -> int | None:
        """The event that words at an index of a sentence's masked text speak of."""
        here = self._mentions.get(sentence)
        if here:
            earlier = [where for where in here if where <= position]
            return here[max(earlier) if earlier else min(here)]
        if _PROJECT.match(self.source.sentences[sentence].masked.text):
            return 0 if self.drafts else None
        last = self._last_told().get(sentence)
        return last if last is not None else 0 if self.drafts else None

    def _last_told(self) -> dict[int, int]:
        """For each sentence the event that its paragraph told last before it, if any; found once all mentions are known."""
        if self._told is None:
            self._told, last, paragraph = {}, None, -1
            for number, sentence in enumerate(self.source.sentences):
                last = last if sentence.paragraph == paragraph else None
                if last is not None:
                    self._told[number] = last
                there, paragraph = self._mentions.get(number), sentence.paragraph
                last = there[max(there)] if there else last
        return self._told

    def is_strange(self, sentence: int, position: int) -> bool:
        """Whether words at an index are about an event that has no draft, or a part of one: who ran it did not run the main one."""
        earlier = [where for where in self._mentions.get(sentence, ()) if where <= position]
        return bool(earlier) and (sentence, max(earlier)) in self._strange and self._mentions[sentence][max(earlier)] == 0

    def speaks_of(self, draft: int, sentence: int, position: int) -> bool:
        """Whether words of a sentence speak of an event: for a side event only where the sentence itself mentions it."""
        here = self._mentions.get(sentence)
        return self.at(sentence, position) == draft if here else draft == 0

    def _begin(self, main: Candidate) -> None:
        draft = draft_of(main, self.source)
        draft.type, draft.main = main_type(main, self.found), True
        self.drafts.append(draft)
        for one in self.found:
            self._note(one, 0)
        self._strange.update((one.sentence, one.position) for one in self.found if _is_strange(one, main, draft.type))
        complete_main(draft, main, self.found, self.source)

    def _note(self, one: Candidate, draft: int) -> None:
        self._mentions.setdefault(one.sentence, {})[one.position] = draft
        self._told = None

    def _add_sides(self, main: Candidate) -> None:
        """Other events: each date of its own, then nouns and verbs that tell one; a later noun of its kind points back to it."""
        others: dict[int, list[Candidate]] = {}
        for one in self.found:
            if one is not main:
                others.setdefault(one.sentence, []).append(one)
        for number, sentence in enumerate(self.source.sentences):
            if sentence.kind == "headline":
                continue
            here = others.get(number, [])
            for occasion in occasions(number, self.source, (self.drafts[0].start, self.drafts[0].end)):
                self._add_occasion(occasion, here)
            for one in here:
                if one.position not in self._dated.get(number, ()):
                    self._add_undated(one, main)

    def _add_undated(self, one: Candidate, main: Candidate) -> None:
        """A noun or verb without a date of its own: another event, or one that was told before."""
        if len(self.drafts) < _MOST and self._is_other(one, main):
            self._add_side(one)
        elif not (one.verb or (one.plural and one.definite) or one.type in (self.drafts[0].type, "other")):
            earlier = [at for at, side in enumerate(self.drafts) if at and side.type == one.type and one.sentence > side.sentence]
            if earlier:
                self._note(one, earlier[-1])

    def _add_occasion(self, occasion: Occasion, here: list[Candidate]) -> None:
        """A draft for what happens at a date of its own, or one more mention of it."""
        sentence = self.source.sentences[occasion.sentence]
        text = sentence.masked.text[occasion.first : occasion.after]
        one = best_candidate(occasion, here)
        draft = draft_of(one, self.source) if one else self._unnamed(occasion, text)
        if one and one.weak and self.source.cues.says("again", text):
            draft.type = self.drafts[-1].type if one.type == "other" else one.type
        draft.start, draft.end, draft.date_text = occasion.start, occasion.end, occasion.text
        if draft.days and draft.start == draft.end and len(draft.start) == 10:
            date_event(draft, Printed(draft.span, occasion.text, *2 * (_day(occasion.start),)), self.source, text)
        self._settle(draft, sentence, occasion.first, occasion.after)
        number = self._enter(draft)
        if number is not None:
            self._dated.setdefault(occasion.sentence, set()).update(
                other.position for other in here if occasion.first <= other.position < occasion.after
            )
            self._mentions.setdefault(occasion.sentence, {})[one.position if one else occasion.first] = number
            self._told = None

    def _unnamed(self, occasion: Occasion, text: str) -> Draft:
        """A draft for a date that no noun or verb explains; of the last kind where words point back or one noun has two dates."""
        sentence = self.source.sentences[occasion.sentence]
        shared = occasion.sentence in self._dated
        kind = self.drafts[-1].type if shared or self.source.cues.says("again", text) else "other"
        label = " ".join(sentence.span.of(self.source.layout.flat).split())[:160]
        return Draft(kind, label, sentence.span, occasion.sentence, "date of its own", 0.7)

    def _settle(self, draft: Draft, sentence: Sentence, first: int, after: int | None) -> None:
        """The place that a stretch of a sentence gives, the country of the place or of the main event, and what is planned."""
        place = place_in(sentence, draft, self.source.cues, first, after)
        if place:
            draft.place, draft.country = place if place.kind == "place" else None, place.country
        draft.country = draft.country or self.drafts[0].country
        mark_future(draft, sentence.masked.text[first:after], self.source.cues)

    def _enter(self, draft: Draft) -> int | None:
        """The number of a draft, entered unless one of the same kind and day is there; None when there are enough."""
        for at, other in enumerate(self.drafts):
            if at and draft.start and (other.type, other.start) == (draft.type, draft.start):
                return at
        if len(self.drafts) == _MOST:
            return None
        self.drafts.append(draft)
        return len(self.drafts) - 1

    def _own_date(self, one: Candidate) -> tuple[str, str, str] | None:
        """(start, end, printed) of the date nearest to a candidate, those behind it first."""
        sentence = self.source.sentences[one.sentence]
        dated = [pair for pair in dates_of(sentence) if not is_history(sentence, pair[0], self.source.cues)]
        for _, printed in sorted(dated, key=lambda pair: (pair[0] < one.position, abs(pair[0] - one.position))):
            start, end = printed.resolve(self.source.issued, " will " in sentence.masked.text)
            if start:
                return start, end, printed.text
        return None

    def _is_other(self, one: Candidate, main: Candidate) -> bool:
        """Whether a candidate is an event of its own, not the main one."""
        first, text = self.drafts[0], self.source.sentences[one.sentence].masked.text
        start, end, _ = self._own_date(one) or ("", "", "")
        day = len(start) == 10
        differs = bool(start) and not within(start, end, (first.start, first.end))
        apart = day and (start, end) != (first.start, first.end) and start != self.source.issued
        if one.another:
            return bool(start or " will " in text or "held" in text or place_items(self.source.sentences[one.sentence]))
        if one.verb:
            return self._is_other_deed(one, main, start, differs=differs, apart=apart)
        elsewhere = one.sentence != main.sentence
        specific = not (one.weak or one.definite)
        joined = elsewhere and specific and not one.plural and one.type not in (first.type, "other")
        if joined and self.source.cues.in_text("joined", text):
            return True
        if not elsewhere and not differs:
            return False
        if one.definite and one.type == first.type and not (differs and day and " will " in text):
            return False
        if apart and one.type != first.type and specific:
            return True
        if one.weak and one.type != "other" and not day:
            return False
        return differs and (len(start) >= 7 or not one.weak)

    def _is_other_deed(self, one: Candidate, main: Candidate, start: str, *, differs: bool, apart: bool) -> bool:
        """Whether what a verb tells is an event of its own: it has a day of its own, or goes on inside the main event."""
        kind, text = self.drafts[0].type, self.source.sentences[one.sentence].masked.text
        if one.type == "statement":
            return False
        if one.type not in _FORMAL:
            return differs and len(start) == 10
        if one.type == kind:
            return differs and len(start) > 4
        return differs or apart or (one.sentence != main.sentence and self.source.cues.in_text("nested", text))

    def _add_side(self, one: Candidate) -> None:
        """A draft for another event, unless one of the same kind and day is there."""
        sentence, first = self.source.sentences[one.sentence], self.drafts[0]
        draft = draft_of(one, self.source)
        own = self._own_date(one)
        if own:
            draft.start, draft.end, draft.date_text = own
        self._settle(draft, sentence, 0, None)
        if not own and not one.another:
            draft.start, draft.end, draft.place = first.start, first.end, draft.place or first.place
        number = self._enter(draft)
        if number is not None:
            self._note(one, number)


def _is_strange(one: Candidate, main: Candidate, kind: str) -> bool:
    """Whether a later noun tells of something else: 'a seminar' where the main event is an exercise, or its 'sessions'."""
    parts = one.plural and one.weak and not one.verb and " " not in one.label
    new = not (one.verb or one.weak or one.definite or one.plural) and one.label[:2] in ("a ", "an")
    return one.sentence > main.sentence and (parts or (new and one.type not in (kind, "other")))


def _day(iso: str) -> tuple[int, int, int]:
    """(year, month, day) of a full ISO date."""
    year, month, day = map(int, iso.split("-"))
    return year, month, day
