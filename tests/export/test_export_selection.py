"""Which part of a network is kept."""

from datetime import date
from typing import Any

import pytest
from export_sample import Memory, sample, thing
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import BadInput, BadKnowledge
from kg.export import export, network
from kg.export.selection import Selection, day, period
from kg.export.views import View
from kg.iris import BASE


def kept(source: Memory, view: str = "actors", **choice: Any) -> set[tuple[str, str, str, float]]:  # noqa: ANN401
    """The ties of a view with their weights, when this much is chosen."""
    graph = network.read(source, view, selection=Selection(**choice)).graph
    return {
        (source.split("/")[-1], target.split("/")[-1], kind, data["weight"])
        for source, target, kind, data in graph.edges(keys=True, data=True)
    }


def test_a_period_counts_only_what_lies_in_it(source: Memory) -> None:
    """The weight is that of the events of these days, not of all; what lies outside makes no tie."""
    assert ("moi", "osce", "co-organised", 2) in kept(source)
    assert kept(source, since=date(2020, 1, 1)) == {("moi", "osce", "co-organised", 1), ("JP", "NO", "funded with", 1)}
    assert ("moi", "osce", "co-organised", 1) in kept(source, until=date(2019, 12, 31))
    assert kept(source, since=date(2019, 10, 9), until=date(2019, 10, 9)) == kept(source, until=date(2019, 12, 31))
    assert kept(source, since=date(2022, 1, 1)) == set()


def test_money_of_a_period(source: Memory) -> None:
    """Amounts are those stated in the period; a statement without any date is left out."""
    graph = network.read(source, "funding", selection=Selection(since=date(2020, 1, 1))).graph
    tie = graph.edges[f"{BASE}state/NO", f"{BASE}project/borders", "funded"]
    assert (tie["amount"], tie["weight"]) == (75000.5, 1)


@settings(max_examples=30, deadline=None)
@given(st.dates(date(2019, 10, 1), date(2020, 3, 1)), st.dates(date(2019, 10, 1), date(2020, 3, 1)))
@pytest.mark.parametrize("view", network.views())
def test_every_tie_of_a_period_reaches_into_it(view: str, one: date, other: date) -> None:
    """Whatever the days, in every view a tie that stays has a day among them, and is a tie of the whole network, no heavier."""
    first, last = sorted((one, other))
    whole = network.read(sample(), view).graph
    for a, b, kind, data in network.read(sample(), view, selection=Selection(first, last)).graph.edges(keys=True, data=True):
        assert any(spell.start <= last and spell.end >= first for spell in data["spells"])
        assert data["weight"] <= whole.edges[a, b, kind]["weight"]


def test_country_and_type_choose_ends(source: Memory) -> None:
    """By code or by name, in small letters or large; a tie needs one end that is of a country and of a type."""
    tajik = {tie for tie in kept(source) if "osce" in tie or "moi" in tie}
    assert kept(source, countries=("TJ",)) == kept(source, countries=("tajikistan",)) == tajik
    assert kept(source, types=("person",)) == {("ann-lee", "khan", "spoke together", 1)}
    assert kept(source, types=("person", "state")) == kept(source) - {("moi", "osce", "co-organised", 2)}
    assert kept(source, "actors-events", types=("training",)) == {("moi", "course", "host", 1), ("osce", "course", "partner", 1)}
    assert kept(source, countries=("TJ",), types=("State",)) == set()


def test_light_ties_go(source: Memory) -> None:
    """Two and more; the nodes that lose all of their ties go with them, and degrees are those of what is left."""
    graph = network.read(source, selection=Selection(min_weight=2)).graph
    assert {node: data["degree"] for node, data in graph.nodes(data=True)} == {f"{BASE}institution/{x}": 1 for x in ("moi", "osce")}


@pytest.mark.parametrize("name", [f"{BASE}institution/osce", "institution/osce", "osce", "OSCE mission & office"])
def test_ego(source: Memory, name: str) -> None:
    """A node is found by its IRI, the end of it or its name; one step holds its neighbours and the ties among them."""
    assert {tie[:2] for tie in kept(source, ego=name)} == {("moi", "osce"), ("moi", "NO"), ("osce", "NO")}
    assert {tie[:2] for tie in kept(source, ego=name, depth=2)} == {("moi", "osce"), ("moi", "NO"), ("osce", "NO"), ("JP", "NO")}


def test_ego_goes_against_directions_too(source: Memory) -> None:
    """Who paid for a project is one step from it, what else they paid for is two."""
    assert {tie[0] for tie in kept(source, "funding", ego="project/borders")} == {"NO", "JP"}
    assert "workshop" in {tie[1] for tie in kept(source, "funding", ego="project/borders", depth=2)}


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ({"countries": ("XX",)}, r"--country: no node of country 'XX'\. There are: .*TJ, Tajikistan"),
        ({"types": ("ministry",)}, r"--type: no node of type 'ministry'\. There are: Institution, Person, State"),
        (
            {"ego": "OSCE Mission"},
            r"--ego: no node is called 'OSCE Mission'\. Did you mean .*institution/osce \(OSCE Mission & Office\)",
        ),
        ({"ego": "zzz"}, r"no node is called 'zzz'\. Give its IRI"),
    ],
)
def test_what_nothing_fits_is_named(source: Memory, choice: dict[str, Any], says: str) -> None:
    """The error says what would have worked."""
    with pytest.raises(BadInput, match=says):
        kept(source, **choice)


def test_two_of_one_name_are_told(source: Memory) -> None:
    """A name that two nodes bear is not guessed at: both IRIs are given."""
    release = source.document("twin", "2020-05-05")
    twin = release.named("person/ann-lee-2", "Ann Lee")
    release.roles(release.event("e"), "speaker", twin, thing("person/khan"))
    with pytest.raises(BadInput, match=r"more than one node is called 'ann lee'.*ann-lee or .*ann-lee-2"):
        kept(source, ego="ann lee")


def test_days_are_read_as_precise_as_they_are() -> None:
    """A year begins on its first day and ends on its last; what is no date, or runs backwards, is refused."""
    assert period("2015", "2016-02") == (date(2015, 1, 1), date(2016, 2, 29))
    assert period("", "") == (None, None)
    with pytest.raises(BadInput, match=r"--to: 'soon' is no date\. Write 2015, 2015-03 or 2015-03-31"):
        day("soon", "--to")
    with pytest.raises(BadInput, match="nothing lies between 2016-01-01 and 2015-12-31"):
        period("2016", "2015")


def test_a_view_without_a_place_for_days_is_named() -> None:
    """A query of one's own that has no `# period:` line cannot be asked for days, and is told so."""
    mine = View("mine", "T", "H", directed=True, text="SELECT * {}")
    assert mine.within(None, None) == mine.text
    with pytest.raises(BadKnowledge, match=r"queries/network/mine\.rq: the query cannot be asked for a period"):
        mine.within(date(2015, 1, 1), None)


def test_the_description_says_what_is_left_out(source: Memory) -> None:
    """Nobody takes a part for the whole: the file tells the choice."""
    choice = Selection(date(2019, 1, 1), date(2019, 12, 31), ("TJ",), (), 1, "institution/osce", 2)
    told = export(source, "gexf", selection=choice).decode()
    assert (
        "Only ties from 2019-01-01 to 2019-12-31, with an end in TJ, of weight 1 or more, at most 2 steps from institution/osce."
        in told
    )
    assert "Only ties" not in export(source, "gexf").decode()


def test_rdf_is_always_the_whole(source: Memory) -> None:
    """A choice that would be ignored is refused."""
    with pytest.raises(BadInput, match="turtle is always the whole graph"):
        export(source, "turtle", selection=Selection(min_weight=2))
