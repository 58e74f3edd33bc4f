"""kg.store.ledger, kg.store.settling: names settled change by change are as if all had come at once; what goes leaves no trace."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.decisions import Decision
from kg.errors import StoreError
from kg.identity.clusters import Link
from kg.identity.profiles import EVENT, INSTITUTION, PERSON, Mention
from kg.store import Ledger, resettle
from kg.store.settling import pending

BASE = "https://example.org/id/"
Said = dict[str, tuple[Mention, ...]]


def person(name: str, number: int, *facts: str) -> Mention:
    """What a document says of a person."""
    return Mention(f"{BASE}person/{number}", PERSON, (f"label:{name}", *facts))


POSTS = [("at:institution/police-al", "home:AL"), ("at:institution/customs-al", "home:AL"), ("home:US", "country:US"), ()]
NAMES = ["John Hallevik", "J. Hallevik", "Hallevik John", "Jack Hallevik", "John Adam Hallevik", "Jon Halevik"]
PEOPLE = [person(name, 10 * one + two, *facts) for one, name in enumerate(NAMES) for two, facts in enumerate(POSTS)]
BODIES = [
    Mention(f"{BASE}institution/{number}", INSTITUTION, (f"label:{name}", f"core:{name.lower()}", *facts))
    for number, (name, facts) in enumerate(
        [
            ("Border Police", ("country:AL", "acronym:BP")),
            ("BP", ("home:AL", "acronym:BP")),
            ("Border Police Service", ("country:AL",)),
            ("Border Police Agency", ("country:AL",)),
            ("State Border Police Service", ("country:AL",)),
            ("Border Guard", ("country:AL", "known:guard")),
            ("Frontier Corps", ("country:AL", "alias:0")),
            ("Frontier Guard", ("country:AL", "known:guard")),
        ]
    )
]
DAY = ("start:2021-05-03", "end:2021-05-03", "in:tirana", "city:tirana", "type:workshop")
EVENTS = [
    Mention(f"{BASE}event/{number:02}", EVENT, (f"in_document:{number}", *DAY, f"organizer:{number % 2}", *matter))
    for number, matter in enumerate([("matter:borde office",), ("matter:priso refor",), ()] * 7)
]
EVENTS += [
    Mention(
        f"{BASE}event/{number}",
        EVENT,
        (f"in_document:{number}", *days, "in:tirana", "city:tirana", "type:workshop", "matter:borde office"),
    )
    for number, days in enumerate(
        [
            ("start:2021-05", "end:2021-05"),
            ("start:2021-05", "end:2021-05"),
            ("start:2021-04-28", "lasts:14"),
            ("told:2021-04-28 2021-05-07",),
        ],
        100,
    )
]
MENTIONS = st.lists(st.sampled_from([*PEOPLE, *BODIES, *EVENTS]), max_size=6, unique_by=lambda mention: mention.iri)
CHANGES = st.lists(st.tuples(st.sampled_from("abcdefghijkl"), MENTIONS), min_size=1, max_size=12)
JUDGED = st.lists(
    st.builds(
        lambda one, two, judgement: Decision(one.iri, two.iri, judgement),
        st.sampled_from(PEOPLE),
        st.sampled_from(PEOPLE),
        st.sampled_from(["same", "different"]),
    ).filter(lambda one: one.first != one.second),
    max_size=3,
    unique_by=lambda one: frozenset(one[:2]),
)


@contextmanager
def ledger() -> Iterator[Ledger]:
    """An empty ledger."""
    with TemporaryDirectory() as folder, Ledger(Path(folder) / "names.sqlite", writable=True) as opened:
        yield opened


def state(found: Ledger) -> tuple[dict[str, str], list[Link]]:
    """Which name stands for which, and why."""
    return dict(found.heads()), list(found.links())


def put(found: Ledger, graph: str, mentions: list[Mention]) -> None:
    """The document says this, or is gone where it says nothing."""
    if mentions:
        found.put(graph, mentions)
    else:
        found.drop(graph)


@given(CHANGES, JUDGED, st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_change_by_change_is_all_at_once(changes: list[tuple[str, list[Mention]]], judged: list[Decision], later: int) -> None:
    """Documents that come, change and go, and decisions among them, end in the same heads and links as the last state."""
    with ledger() as slowly, ledger() as at_once:
        for filler in range(200):  # so that a change is a small one
            mention = person(f"Filler{filler} Nobody{filler}", 1000 + filler)
            slowly.put(f"filler{filler}", [mention])
            at_once.put(f"filler{filler}", [mention])
        resettle(slowly)
        slowly.clean()
        for number, (graph, mentions) in enumerate(changes):
            put(slowly, graph, mentions)
            known = later == number
            if known:
                slowly.put_decisions("a.tsv", judged)
            resettle(slowly, [iri for one in judged for iri in one[:2]] if known else ())
            slowly.clean()
        if later < len(changes):
            at_once.put_decisions("a.tsv", judged)
        for graph, mentions in dict(changes).items():
            put(at_once, graph, mentions)
        resettle(at_once, anew=True)
        at_once.clean()
        assert state(slowly) == state(at_once)


def test_what_goes_leaves_no_trace() -> None:
    """A document that comes and goes leaves heads, links and names as they were."""
    with ledger() as found:
        found.put("a", [PEOPLE[0]])
        resettle(found)
        found.clean()
        before = (state(found), found.size())
        found.put("b", [PEOPLE[8], BODIES[0]])
        resettle(found)
        found.clean()
        assert found.head(PEOPLE[8].iri) == found.head(PEOPLE[0].iri)
        found.drop("b")
        resettle(found)
        found.clean()
        assert (state(found), found.size()) == before


def test_facts_are_counted() -> None:
    """What two documents say stays when one of them goes; what nobody says any more is forgotten."""
    with ledger() as found:
        found.put("a", [person("Ana Ilić", 1, "title:head")])
        found.put("b", [person("Ana Ilić", 1, "title:head", "year:2020")])
        found.drop("b")
        assert found.profiles()[f"{BASE}person/1"].facts == {"label:Ana Ilić", "title:head"}
        found.put("a", [])
        assert found.profiles() == {}
        resettle(found)
        found.clean()
        assert found.size() == 0


def test_namings_tell_what_is_to_stand_in_a_graph() -> None:
    """Each name of a document that another stands for comes with its head and the head's label, until it is used."""
    with ledger() as found:
        found.put("a", [PEOPLE[0]])
        found.put("b", [PEOPLE[8]])
        outcome = resettle(found)
        (name,) = (name for names in found.namings(outcome.names).values() for name in names)
        assert {name.own, name.head} == {PEOPLE[0].iri, PEOPLE[8].iri}
        assert name.used == name.own
        found.use(name.graph, name.own, name.head)
        (name,) = (name for names in found.namings(outcome.names).values() for name in names)
        assert name.used == name.head
        assert found.members(name.head) == sorted([PEOPLE[0].iri, PEOPLE[8].iri])


@pytest.mark.parametrize("judgement", ["same", "different"])
def test_a_decision_finds_a_name_by_its_label(judgement: str) -> None:
    """A name whose IRI is another now is known by what it is called, as long as no two are called so; others wait."""
    with ledger() as found:
        found.put("a", [PEOPLE[0], PEOPLE[2]])
        found.put_decisions("x", [Decision(f"{BASE}person/old", PEOPLE[2].iri, judgement, "John Hallevik")])
        assert len(pending(found)) == 1
        resettle(found)
        found.clean()
        assert len(pending(found)) == 1  # both are called John Hallevik
        found.put("a", [PEOPLE[12], PEOPLE[2]])
        found.put_decisions("x", [Decision(f"{BASE}person/old", PEOPLE[2].iri, judgement, "Jack Hallevik")])
        resettle(found, [PEOPLE[2].iri])
        assert pending(found) == []
        assert (found.head(PEOPLE[12].iri) == found.head(PEOPLE[2].iri)) == (judgement == "same")


def test_a_list_that_is_damaged_or_of_another_version_is_told(tmp_path: Path) -> None:
    """Bytes that are no database, and a database of other tables, are refused in one line."""
    (tmp_path / "names.sqlite").write_bytes(b"no database at all, only some letters" * 40)
    with pytest.raises(StoreError, match="the list of names is damaged"):
        Ledger(tmp_path / "names.sqlite")
    with closing(sqlite3.connect(tmp_path / "other.sqlite")) as other:
        other.execute("pragma user_version = 99")
    with pytest.raises(StoreError, match="another version of kg"):
        Ledger(tmp_path / "other.sqlite")
