"""Which names were taken for one thing, which may be, and with what sentences: for a person who decides."""

import getpass
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kg.decisions import Decision
from kg.errors import BadInput
from kg.identity.clusters import DIFFERENT, SAME, UNDECIDED, Link, pair
from kg.identity.comparing import compare
from kg.identity.profiles import Profile
from kg.identity.words import weights
from kg.iris import NAMESPACE
from kg.model import Span
from kg.results import plain
from kg.store import Ledger, Reader
from kg.vocab import KG
from kg.why import context

_MOST_FACTS = 4
_TOLD = {"title": "", "at": "", "type": "", "start": "from ", "end": "to ", "city": "in ", "country": "of ", "year": "named in "}


class Merge(NamedTuple):
    """Names that became one: the IRI and label that stand for all, and each other one with its label and the reason."""

    head: str
    label: str
    members: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Two names that may be one: how alike they are and why, their labels, and how many documents have them."""

    link: Link
    labels: tuple[str, str]
    documents: int


def merges(ledger: Ledger, kind: str = "") -> Iterator[Merge]:
    """The names that became one without a person or by one, by label."""
    others: dict[str, list[str]] = {}
    for iri, head in ledger.heads():
        others.setdefault(head, []).append(iri)
    profiles = ledger.profiles({*others, *(iri for members in others.values() for iri in members)})
    for head, members in sorted(others.items(), key=lambda one: (profiles[one[0]].label, one[0])):
        if kind in ("", profiles[head].kind):
            told = tuple((iri, profiles[iri].label, _reason(ledger, iri)) for iri in members)
            yield Merge(head, profiles[head].label, told)


def _reason(ledger: Ledger, iri: str) -> str:
    """What joined a name to others: the strongest of its links that did."""
    joined = [link for link in ledger.linked(iri) if link.judgement == SAME]
    return max(joined, key=lambda link: link.score).reasons if joined else ""


def questions(ledger: Ledger, kind: str = "") -> list[Question]:
    """The pairs that nobody has judged and that are not one, the likest first, of equals those that most documents have."""
    found = []
    for link in ledger.links():
        if link.judgement == UNDECIDED and ledger.head(link.first) != ledger.head(link.second):
            profiles = ledger.profiles(link[:2])
            if kind in ("", profiles[link.first].kind):
                documents = sum(len(ledger.documents(iri)) for iri in link[:2])
                found.append(Question(link, (profiles[link.first].label, profiles[link.second].label), documents))
    return sorted(found, key=lambda one: (-one.link.score, -one.documents, one.link[:2]))


def decided(link: Link, labels: Sequence[str], judgement: str, who: str, why: str = "") -> Decision:
    """The decision of a person of today about two names."""
    return Decision(link.first, link.second, judgement, labels[0], labels[1], who or user(), date.today().isoformat(), why)


def user() -> str:
    """Who sits at the terminal, as the system knows it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def parted(ledger: Ledger, given: str, who: str, why: str) -> list[Decision]:
    """The decisions that take a name out of those that it became one with; BadInput where it stands for itself alone."""
    iri = _iri(ledger, given)
    others = [other for other in ledger.members(iri) if other != iri]
    if not others:
        raise BadInput("is one with no other name", where=given, hint="See which are: kg merges")
    if ledger.head(iri) == iri and len(others) > 1:
        profiles = ledger.profiles(others)
        named = "; ".join(f"{other} ({profiles[other].label})" for other in others)
        raise BadInput("stands for several names", where=given, hint=f"Name the one that is to go: {named}")
    labels = {name: profile.label for name, profile in ledger.profiles([iri, *others]).items()}
    pairs = [Link(*pair(iri, other), 0.0, "", DIFFERENT, "") for other in others]
    return [decided(link, (labels[link.first], labels[link.second]), DIFFERENT, who, why) for link in pairs]


def _iri(ledger: Ledger, given: str) -> str:
    """A name's IRI, from it, from its end, or from a label that only one has."""
    iri = given.strip().removeprefix("<").removesuffix(">")
    ends = [name for name in ledger.known(iri.lstrip("/")) if name == iri or name.endswith(f"/{iri.lstrip('/')}")]
    found = ends or ledger.called(iri)
    if len(found) == 1:
        return found[0]
    what = "several names have this label" if found else "the graph knows no such name"
    raise BadInput(what, where=given, hint=f"There are: {'; '.join(found[:5])}" if found else "See them with: kg merges")


# ---- telling


def merge_lines(found: Iterable[Merge]) -> Iterator[str]:
    """The merges as plain text: the name that stands, and below it the others with their reasons."""
    for one in found:
        yield f"{plain(one.label)}  <{one.head}>"
        for iri, label, reason in one.members:
            yield f"  = {plain(label)}  <{iri}>"
            if reason:
                yield f"    {plain(reason)}"


def question_lines(reader: Reader, ledger: Ledger, question: Question) -> Iterator[str]:
    """A question as plain text: both names with what is known of them and a sentence each, and what speaks for and against."""
    profiles = ledger.profiles(question.link[:2])
    for number, iri in enumerate(question.link[:2], 1):
        profile = profiles[iri]
        yield f"{number}. {plain(profile.label)}  ({plain('; '.join(_facts(profile)))})  <{iri}>"
        graph = next(iter(ledger.documents(iri)), "")
        yield from (f"   {line}" for line in _sentence(reader, graph, ledger.head(iri)))
    yield f"   {question.link.score:.2f}: {plain(question.link.reasons)}"


def reason_lines(ledger: Ledger, question: Question) -> Iterator[str]:
    """Each thing that speaks for or against it with its points, the sum, and what merging takes."""
    one, two = (ledger.profiles([iri])[iri] for iri in question.link[:2])
    table, likeness = weights().kinds[one.kind], compare(one, two)
    for name, detail in likeness.features:
        yield plain(f"{table[name].points:+5.1f} {table[name].says or 'to begin with'}{f' ({detail})' if detail else ''}")
    yield f"{likeness.points:+5.1f} points, that is {likeness.score:.2f}; names become one from {weights().merge[one.kind]:.2f} on"


def _facts(profile: Profile) -> Iterator[str]:
    """What documents say of a name, as far as it is short."""
    yield profile.kind
    for key, word in _TOLD.items():
        values = sorted(profile.all(key))
        if values:
            shown = ", ".join(value.removeprefix("institution/").removeprefix("place/") for value in values[:_MOST_FACTS])
            yield f"{word}{shown}{' ...' if len(values) > _MOST_FACTS else ''}"


def _sentence(reader: Reader, graph: str, iri: str) -> Iterator[str]:
    """The sentence of a document in which a thing stands first, and where it is from."""
    said: dict[str, dict[str, str]] = {}
    for quad in reader.quads(graph) if graph else ():
        value, predicate = getattr(quad.object, "value", ""), quad.predicate.value
        subject = getattr(quad.subject, "value", "")
        if subject == iri and predicate == KG.evidence:
            said.setdefault(iri, {}).setdefault("passage", value)
            said[iri]["passage"] = min(said[iri]["passage"], value, key=_place)
        elif predicate in (KG.text, KG.source, KG.title, KG.issued):
            said.setdefault(graph, {})[predicate.removeprefix(NAMESPACE)] = value
    document = said.get(graph, {})
    passage = said.get(iri, {}).get("passage", "")
    if passage:
        span = context(document.get("text", ""), Span(*_place(passage)))
        yield plain(" ".join(span.of(document.get("text", "")).split()))
    told = ", ".join(document[key] for key in ("issued", "title", "source") if document.get(key))
    yield plain(f"[{told}]")


def _place(passage: str) -> tuple[int, int]:
    """The first and the last character of a passage, by its IRI (RFC 5147, section 2.1)."""
    begin, _, end = passage.rpartition("=")[2].partition(",")
    return int(begin), int(end)
