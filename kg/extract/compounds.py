"""Several names in one: 'India-Oman', 'Ministries of Justice and Interior', 'Governments of Norway and Finland'."""

import re
from dataclasses import replace

from kg.extract.complements import Complements, and_or_comma
from kg.extract.runs import Found, Head, Known, Runs
from kg.lexicon import Lexicon, Name
from kg.sentences import Words


class Compounds:
    """Finds names that are coordinated or joined; the first of them holds the rest in `others`."""

    def __init__(self, lexicon: Lexicon, runs: Runs, complements: Complements) -> None:
        self._runs, self._complements = runs, complements
        self._plural = lexicon.list("plural-heads")

    def pair(self, words: Words, at: int) -> Found | None:
        """'India-Oman' or 'OSCE-UNODC' as two names in one word; where a head follows they stay part of that name.

        'TI-Kenya' is the body in Kenya.
        """
        parts = re.split("[-–]", words.words[at])
        known = [name for part in parts if (name := self._runs.names.get(part))]
        if len(parts) != 2 or len(known) != 2 or self._runs.last_head(words, at, self._runs.end(words, at)):
            return None
        if known[0].institution_type == "ngo" and known[1].kind == "state":
            return _chapter(words, at, *known)
        one, two = (
            Found("state" if name.kind == "adjective" else name.kind, at, at + 1, part, name.country, name.acronym, modifier=True)
            for part, name in zip(parts, known, strict=True)
        )
        return replace(one, others=(two,))

    def of_two_lands(self, words: Words, at: int, second: int, head: Head, known: tuple[Known, Known]) -> Found | None:
        """'the Serbian and Slovenian Interior Ministries' as two; `known` are the two nationalities."""
        singular = self._singular(words.lows[head.end - 1])
        one, two = known
        if not singular or one[1].kind != "adjective" or two[1].kind != "adjective" or at + one[0] != second - 1:
            return None
        core = f"{words.phrase(second + two[0], head.end - 1)} {singular}".strip()
        name = f"{words.phrase(at, second - 1)} {core}"
        first = Found("institution", at, head.end, name, one[1].country, institution_type=head.value)
        other = replace(first, name=f"{words.phrase(second, second + two[0])} {core}", country=two[1].country)
        return replace(first, others=(other,))

    def several(self, words: Words, first: int, head: Head, country: str) -> Found | None:
        """'Ministries of Justice and Interior' or 'Governments of Norway and Finland' as one name for each."""
        end = head.end
        singular = self._singular(words.lows[end - 1])
        begin = end + 1 + (end + 2 < words.size and words.lows[end + 1] == "the")
        if not singular or end + 1 >= words.size:
            return None
        if words.lows[end] == "of" and self._runs.known(words, begin):
            return self._of_states(words, first, end, singular)
        if words.lows[end] not in ("of", "for"):
            return None
        parts, last = self._complements.portfolios(words, end + 1)
        if len(parts) < 2:
            return None
        front = words.phrase(first, head.begin) + " " if first < head.begin else ""
        one, *others = (
            Found("institution", first, last, f"{front}{singular} {words.lows[end]} {part}", country, institution_type="ministry")
            for part in parts
        )
        return replace(one, others=tuple(others))

    def _of_states(self, words: Words, first: int, end: int, singular: str) -> Found | None:
        """'Governments of Norway and Finland' as two."""
        made: list[Found] = []
        kind = self._runs.heads.get(singular.lower()) or "government"
        at = end + 1
        while at < words.size:
            at += words.lows[at] == "the"
            known = self._runs.known(words, at) if at < words.size and words.words[at][0].isupper() else None
            if not known or known[1].kind != "state":
                break
            after = at + known[0]
            name = f"{singular} of {words.phrase(at, after)}"
            made.append(Found("institution", first, after, name, known[1].country, institution_type=kind))
            step = and_or_comma(words, after)
            at = after + step
            if not step:
                break
        if len(made) < 2:
            return None
        one, *others = (replace(one, after=made[-1].after) for one in made)
        return replace(one, others=tuple(others))

    def _singular(self, low: str) -> str:
        """'Ministry' for 'ministries'; '' for a noun that does not stand for several bodies."""
        if low not in self._plural:
            return ""
        return (f"{low.removesuffix('ies')}y" if low.endswith("ies") else low.removesuffix("s")).title()


def _chapter(words: Words, at: int, body: Name, land: Name) -> Found:
    """The chapter of a body in a land, written as one word."""
    parent, kind = body.acronym or body.name, body.institution_type
    return Found("institution", at, at + 1, words.words[at], land.country, institution_type=kind, part_of=parent, known=True)
