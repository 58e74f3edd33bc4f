"""The events of a document: the main one, others with a date or a word of their own, and which of them a sentence speaks of."""

from collections.abc import Iterator

from kg.extract.drafts import Candidate, Draft, candidates, dates_of, draft_of, place_items
from kg.extract.mainevent import choose_main, complete_main, main_type
from kg.extract.source import Source
from kg.extract.when import is_history, mark_future, place_in, within
from kg.knowledge import Knowledge

_MOST = 8
_FORMAL = ("signing", "launch", "donation")


class Happenings:
    """The events of a document in `drafts`, the main one first; `mentions` lead to them."""

    def __init__(self, source: Source, knowledge: Knowledge) -> None:
        self.source = source
        self.found = candidates(source.sentences, knowledge.index("type"))
        self.drafts: list[Draft] = []
        self._mentions: dict[int, dict[int, int]] = {}
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
        paragraph = self.source.sentences[sentence].paragraph
        number = sentence - 1
        while number >= 0 and self.source.sentences[number].paragraph == paragraph:
            there = self._mentions.get(number)
            if there:
                return there[max(there)]
            number -= 1
        return 0 if self.drafts else None

    def side_sentences(self) -> frozenset[int]:
        """The sentences that speak of other events only."""
        return frozenset(number for number, spots in self._mentions.items() if 0 not in spots.values())

    def _begin(self, main: Candidate) -> None:
        draft = draft_of(main, self.source)
        draft.type, draft.main = main_type(main, self.found), True
        self.drafts.append(draft)
        for one in self.found:
            self._note(one, 0)
        complete_main(draft, main, self.found, self.source)

    def _note(self, one: Candidate, draft: int) -> None:
        self._mentions.setdefault(one.sentence, {})[one.position] = draft

    def _add_sides(self, main: Candidate) -> None:
        """Other events; a later noun of the kind of one of them points back to it."""
        for one in self.found:
            if one is main or self.source.sentences[one.sentence].kind == "headline":
                continue
            if len(self.drafts) < _MOST and self._is_other(one, main):
                self._add_side(one)
            elif not one.verb and one.type not in (self.drafts[0].type, "other"):
                earlier = [
                    at for at, side in enumerate(self.drafts) if at and side.type == one.type and one.sentence > side.sentence
                ]
                if earlier:
                    self._note(one, earlier[-1])

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
        place = place_in(sentence, draft, self.source.cues)
        if place:
            draft.place, draft.country = place if place.kind == "place" else None, place.country
        mark_future(draft, sentence.masked.text, self.source.cues)
        if not own and not one.another:
            draft.start, draft.end = first.start, first.end
            draft.place, draft.country = draft.place or first.place, draft.country or first.country
        twins = (
            at for at, other in enumerate(self.drafts) if draft.start and (other.type, other.start) == (draft.type, draft.start)
        )
        twin = next(twins, len(self.drafts))
        if twin == len(self.drafts):
            self.drafts.append(draft)
        self._note(one, twin)
