"""kg.identity.clusters: which names become one does not hang on their order, and nothing in a set speaks against it."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from identity.profiled import body, person
from kg.identity.blocking import FIRST, blocks
from kg.identity.clusters import DIFFERENT, SAME, Pair, Settled, candidates, pair, settle
from kg.identity.comparing import compatible
from kg.identity.profiles import EVENT, Profile
from kg.iris import BASE

AT, ALSO, HOME = "at:institution/border-police-al", "at:institution/customs-al", "home:AL"
NAMES = [
    person("John Hallevik", HOME, AT),
    person("J. Hallevik", HOME, AT, iri="j"),
    person("Jack Hallevik", HOME, AT, iri="jack"),
    person("John Hallevik", "home:US", "country:US", iri="us"),
    person("John Adam Hallevik", HOME, AT, iri="adam"),
    person("John Brown Hallevik", HOME, AT, iri="brown"),
    person("Hallevik John", HOME, AT, iri="turned"),
    person("Jon Hallevik", HOME, ALSO, iri="jon"),
    body("OSCE Mission to Serbia", "known:a", iri="a"),
    body("OSCE Serbia", iri="b"),
    body("OSCE Mission in Serbia", "known:c", iri="c"),
]


def settled(names: Sequence[Profile], told: Mapping[Pair, str] | None = None) -> Settled:
    """Some names settled by themselves."""
    profiles = {name.iri: name for name in names}
    return settle(profiles, candidates({iri: blocks(profile) for iri, profile in profiles.items()}), told or {})


def sets(found: Settled) -> set[frozenset[str]]:
    """The names that became one."""
    return {frozenset(name for name, head in found.heads.items() if head == one) for one in found.heads.values()}


@given(st.permutations(NAMES))
def test_order_does_not_count(names: Sequence[Profile]) -> None:
    """The same names in another order give the same sets, heads and links."""
    assert settled(names) == settled(NAMES)


@given(st.lists(st.sampled_from(NAMES), unique=True))
def test_nothing_in_a_set_speaks_against_it(names: Sequence[Profile]) -> None:
    """Each two names of a set may be one, no set has two entries of the lexicon, and heads stand for themselves."""
    profiles = {name.iri: name for name in names}
    found = settled(names)
    for members in sets(found):
        assert all(compatible(profiles[one], profiles[two]) for one, two in combinations(sorted(members), 2))
        assert len({profiles[name].authority for name in members} - {""}) <= 1
    assert all(found.heads[head] == head for head in found.heads.values())


def test_a_short_form_is_joined_to_the_only_thing_that_it_can_mean() -> None:
    """'J. Hallevik' of the border police is John Hallevik, unless there is a Jack Hallevik too; whose title is his is meant."""
    john, short, jack = NAMES[0], NAMES[1], NAMES[2]
    assert settled([john, short]).heads[short.iri] == john.iri
    assert settled([john, short, jack]).heads[short.iri] == short.iri
    titled = [
        person("John Hallevik", HOME, AT, "title:deputy chief"),
        person("J. Hallevik", HOME, AT, "title:deputy chief", iri="j"),
    ]
    assert settled([*titled, jack]).heads[titled[1].iri] == titled[0].iri


def test_decisions_hold() -> None:
    """What a person calls one is one, what is called two is two and stays so through others; both are linked as decided."""
    john, turned, abroad = NAMES[0], NAMES[6], NAMES[3]
    assert settled([john, turned]).heads[turned.iri] == settled([john, turned]).heads[john.iri]
    apart = settled([john, turned], {pair(john.iri, turned.iri): DIFFERENT})
    assert len(sets(apart)) == 2
    assert [link.judgement for link in apart.links] == [DIFFERENT]
    joined = settled([john, abroad], {pair(john.iri, abroad.iri): SAME})
    assert len(sets(joined)) == 1
    assert [(link.judgement, link.rule) for link in joined.links] == [(SAME, "decision")]


def test_decisions_that_cannot_hold_together_are_told() -> None:
    """A is B, B is C, A is not C: the one that would join what is apart comes out."""
    a, b, c = (person(f"Name {letter}", iri=letter) for letter in "abc")
    told = {pair(a.iri, b.iri): SAME, pair(b.iri, c.iri): SAME, pair(a.iri, c.iri): DIFFERENT}
    found = settled([a, b, c], told)
    assert found.conflicts == ((b.iri, c.iri),)
    assert sets(found) == {frozenset({a.iri, b.iri}), frozenset({c.iri})}


def test_two_entries_of_the_lexicon_are_never_joined_by_a_chain() -> None:
    """A name that is like both of two entries joins neither to the other."""
    found = settled(NAMES[8:])
    assert found.heads[NAMES[8].iri] != found.heads[NAMES[10].iri]


def test_a_crowded_day_makes_few_pairs() -> None:
    """Five hundred reports of one day in one city are compared with the first few only; all of one event become one."""
    facts = {"start:2021-05-03", "end:2021-05-03", "in:place/al/tirana", "city:place/al/tirana", "type:workshop", "organizer:o"}
    reports = {
        f"{BASE}event/{number:03}": Profile(f"{BASE}event/{number:03}", EVENT, frozenset({*facts, f"in_document:{number}"}))
        for number in range(500)
    }
    pairs = list(candidates({iri: blocks(report) for iri, report in reports.items()}))
    assert len(pairs) < 500 * FIRST
    assert set(settle(reports, pairs, {}).heads.values()) == {f"{BASE}event/000"}
