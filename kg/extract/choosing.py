"""Which event a document is about, and of what kind it is."""

from collections.abc import Sequence

from kg.extract.drafts import Candidate, dates_of
from kg.extract.source import Source
from kg.extract.when import is_history

_STRONG = {"signing": 0.4, "donation": 0.4, "launch": 0.1, "statement": -0.6}
_BY_RANK = {0: 1.1, 1: 0.7, 2: 0.3}
_ENOUGH, _LEAD, _FAIR, _FIRST, _BARE = 1.6, 3.9, 2.6, 2, 2
_DEEDS = ("donation", "signing")
_BARE_CEREMONY = frozenset(f"{front}ceremony" for front in ("", "a ", "the ", "a brief ", "a short ", "a simple ", "a special "))


def choose_main(found: Sequence[Candidate], source: Source) -> Candidate | None:
    """The candidate that the document is about: early, specific, dated, not one of several and not another one."""
    sentences = source.sentences
    prose = [number for number, sentence in enumerate(sentences) if sentence.prose]
    body = (number for number, sentence in enumerate(sentences) if sentence.kind != "headline")
    lead = prose[0] if prose else next(body, 0)
    paragraphs = {paragraph: rank for rank, paragraph in enumerate(sorted({sentences[number].paragraph for number in prose}))}
    ranked = [(_score(one, source, lead, paragraphs), -at, one) for at, one in enumerate(found)]
    best = max(ranked, key=lambda one: one[:2], default=None)
    deed = _deed_of_the_day(source, prose[:_FIRST])
    if deed and (best is None or best[0] < _LEAD) and not (best and best[0] >= _FAIR and _is_undated(best[2], source)):
        return next((one for one in found if one.sentence == deed.sentence and _tells(one)), deed)
    return _first_told(best[2], found) if best and best[0] >= _ENOUGH else None


def _tells(one: Candidate) -> bool:
    """Whether a noun alone says which event it is."""
    return not (one.verb or one.weak or one.plural or one.another)


def _first_told(best: Candidate, found: Sequence[Candidate]) -> Candidate:
    """What 'the conference' points back to: the first of its kind."""
    bare = best.definite and not best.verb and len(best.label.split()) == _BARE
    earlier = (one for one in found if one.sentence < best.sentence and one.type == best.type and _tells(one))
    return next(earlier, best) if bare else best


def _is_undated(one: Candidate, source: Source) -> bool:
    """Whether the sentence of a candidate gives no day, so that it can be of the day that another one gives."""
    return not any(printed.first[2] or printed.words for _, printed in dates_of(source.sentences[one.sentence]))


def _deed_of_the_day(source: Source, numbers: Sequence[int]) -> Candidate | None:
    """What one of the first sentences says to be done on a day: an event of its own where nothing else is told."""
    for number in numbers:
        sentence = source.sentences[number]
        for position, printed in dates_of(sentence):
            day = printed.resolve(source.issued)[0]
            if len(day) == 10 and not is_history(sentence, position, source.cues):
                says = source.cues.says("speaks", sentence.masked.text)
                kind = "statement" if says else "other"
                return Candidate(number, 0, sentence.span, kind, "deed of the day", 0.5, verb=True)
    return None


def _score(one: Candidate, source: Source, lead: int, paragraphs: dict[int, int]) -> float:
    """The points of a candidate; `lead` is the number of the first sentence, `paragraphs` the rank of those of prose."""
    sentence = source.sentences[one.sentence]
    headline = sentence.kind == "headline"
    rank = paragraphs.get(sentence.paragraph, 3)
    points = 2.6 + _STRONG.get(one.type, 0) if one.verb else 1.0 if one.weak or one.type == "election" else 3.0
    points += 1.0 if headline else 1.6 if one.sentence == lead else _BY_RANK.get(rank, -0.6)
    kinds = {item.kind for item in sentence.items}
    points += 0.8 * (one.sentence == lead and any(printed.words == "today" for _, printed in dates_of(sentence)))
    points += 0.9 * ("date" in kinds) + 0.4 * ("place" in kinds or "region" in kinds)
    points -= 1.2 * (one.sentence != lead and not headline and source.cues.in_text("future", sentence.masked.text))
    points -= 2.0 * one.another + 0.8 * one.plural
    points -= 3.5 * (one.plural and not one.definite and source.cues.in_text("vague", sentence.masked.text))
    points -= 0.3 * (one.type in ("election", "campaign", "statement") and not one.verb)
    points += 0.3 * one.definite * (one.sentence > lead)
    return points - 0.01 * one.sentence - 0.0001 * one.position


def main_type(main: Candidate, found: Sequence[Candidate]) -> str:
    """The kind of the main event; where its own noun tells little, the first specific noun that points back to it."""
    if main.type == "ceremony" and main.label.lower() in _BARE_CEREMONY:
        deeds = [one.type for one in found if one.verb and one.type in _DEEDS and abs(one.sentence - main.sentence) <= 1]
        return deeds[0] if deeds else main.type
    if not main.weak or main.type not in ("other", "meeting"):
        return main.type
    pointing = (one for one in found if one.definite and not (one.verb or one.plural) and one.sentence >= main.sentence)
    for one in pointing:
        if one.type not in ("other", main.type):
            return one.type
    trained = any(one.verb and one.type == "training" and one.sentence <= main.sentence + 1 for one in found)
    return "training" if trained else main.type
