"""Names settled in a build, and the graphs of the documents concerned brought in line: one IRI for one thing everywhere."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg import decisions, links
from kg.documents import Unread
from kg.identity import words
from kg.identity.clusters import Pair
from kg.iris import IDENTITY_GRAPH, digest
from kg.pipeline.registry import Registry
from kg.resources import folder
from kg.store import Build, Ledger, Naming, Outcome, pending, resettle

_NOTE = "identity"


class Resolution(NamedTuple):
    """What came of it: whether the graph changed, which documents could not be read again, decisions that cannot be honoured."""

    changed: bool
    unread: tuple[Unread, ...] = ()
    conflicts: tuple[str, ...] = ()


def given(paths: Sequence[Path]) -> dict[str, list[decisions.Decision]]:
    """The decisions of the project and of a user's own files, by path; BadInput tells the line that is none."""
    return decisions.read_all([folder("data") / "decisions", *paths])


def resolve(stage: Build, registry: Registry, files: dict[str, list[decisions.Decision]], *, lost: bool = False) -> Resolution:
    """One IRI stands for one thing in all documents, by what they say and what persons decided.

    `lost` says that the graph of identity was filled from a file, so that it has to be told everything again.
    """
    ledger = stage.ledger
    before = set(ledger.decisions())
    for path, found in files.items():
        ledger.put_decisions(path, found)
    judged = {iri for one in before ^ set(ledger.decisions()) for iri in (one.first, one.second)}
    anew = stage.manifest.note(_NOTE) != _rules()
    stage.manifest.put_note(_NOTE, _rules())
    outcome = resettle(ledger, judged, anew=anew)
    namings = ledger.namings(outcome.names)
    applied = [_apply(stage, registry, graph, names, outcome) for graph, names in namings.items()]
    changed = _tell(stage, registry.reader.base, outcome)
    if lost:
        base = registry.reader.base
        stage.exchange(IDENTITY_GRAPH, (), [*links.of_links(ledger.links(), base), *links.of_heads(dict(ledger.heads()))])
    ledger.clean()
    return Resolution(changed, tuple(unread for unread in applied if unread), tuple(_conflicts(ledger, outcome.conflicts)))


def _conflicts(ledger: Ledger, pairs: Sequence[Pair]) -> Iterator[str]:
    """Decisions that cannot hold beside others, in words."""
    for one, two in pairs:
        yield f"<{one}> and <{two}> are the same by a decision, but another decision or the lexicon keeps them apart."
    for before, after in decisions.conflicts(ledger.decisions()):
        said = " and ".join(f"{one.judgement} by {one.who or 'somebody'} on {one.when or 'some day'}" for one in (before, after))
        yield f"<{after.first}> and <{after.second}> are {said}; the later holds."
    if waiting := len(pending(ledger)):
        yield f"{waiting:,} of them are about names that no document has now, and wait."


def _apply(stage: Build, registry: Registry, graph: str, names: Sequence[Naming], outcome: Outcome) -> Unread | None:
    """In a document graph the names stand under their heads; a graph where others stood is read again before."""
    wrong = [one for one in names if one.used != one.head or (one.own in outcome.names and one.own != one.head)]
    if not wrong:
        return None
    if any(one.used != one.own for one in wrong) and (unread := registry.read_again(graph)):
        return unread
    swaps = {one.own: (one.head, one.label) for one in names if one.head != one.own}
    if swaps:
        stage.rename(graph, swaps)
    for own, (head, _) in swaps.items():
        stage.ledger.use(graph, own, head)
    told = [part for own, swap in sorted(swaps.items()) for part in (own, *swap)]
    stage.manifest.put_names(graph, digest(*told) if told else "")
    return None


def _tell(stage: Build, base: str, outcome: Outcome) -> bool:
    """Whether the graph of identity changed, which it has then."""
    gone = [*links.of_links(outcome.gone, base), *links.of_heads({iri: before for iri, (before, _) in outcome.names.items()})]
    come = [*links.of_links(outcome.come, base), *links.of_heads({iri: after for iri, (_, after) in outcome.names.items()})]
    if gone == come:
        return False
    stage.exchange(IDENTITY_GRAPH, gone, come)
    return True


@cache
def _rules() -> str:
    """Another one for other rules of likeness."""
    package = Path(words.__file__).parent
    code = b"\0".join(path.read_bytes() for path in sorted(package.glob("*.py")))
    return digest(words.fingerprint(words.WORDS, words.WEIGHTS), hashlib.sha256(code).hexdigest())
