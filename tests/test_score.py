"""kg.score: what the graph says against gold, counted by hand in each case."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import Made

from kg.errors import BadInput
from kg.score import ALL, MAIN, Counter, Fact, Outcome, Rates, Report, countries, documents, score, stem, to_gold, write
from kg.score.counting import pair_up
from kg.score.names import Names, clean, place_similarity

STATES = {
    "albania": "AL",
    "albanian": "AL",
    "serbia": "RS",
    "serbian": "RS",
    "us": "US",
    "united states": "US",
    "switzerland": "CH",
    "swiss": "CH",
}
D1 = "https://w3id.org/pressgraph/id/document/d1"
Gold = dict[str, Any]


def counted(gold: Gold, predicted: Gold, block: str = MAIN) -> tuple[int, int, int]:
    """Hits, missed and wrong facts of one document."""
    return Counter(STATES).compare(gold, predicted)[block].sizes


def event(**fields: object) -> Gold:
    """A document with one main event."""
    return {"events": [{"main": True, **fields}]}


# ---- names


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Ministry of Defence", "ministry of defense", True),
        ("Albanian Ministry of Interior", "Ministry of Interior", True),
        ("Albania's Ministry of Interior", "Albanian Ministry of Interior", True),
        ("Serbian Ministry of Interior", "Albanian Ministry of Interior", False),
        ("Government of Switzerland", "Swiss Government", True),
        ("Switzerland", "the Swiss government", True),
        ("Switzerland", "Swiss Police", False),
        ("U.S.A.", "United States", True),
        ("OSCE Centre for Co-operation", "OSCE Center for Cooperation", True),
        ("OSCE Presence in Albania", "Presence in Albania", True),
        ("OSCE", "OSCE Presence in Albania", False),
        ("Žáková Agency", "Zakova agency", True),
        ("Border Police", "Police", False),
    ],
)
def test_names_of_actors(one: str, other: str, same: bool) -> None:
    """Spelling, articles, possessives and countries in front do not count; another country or half a name does."""
    names = Names(STATES)
    assert bool(names.similarity(one, other)) is same
    assert names.similarity(one, other) == names.similarity(other, one)


def test_places_may_give_several_names() -> None:
    """Either of two names will do, and 'city' is no part of a name."""
    assert place_similarity("Prishtinë/Priština", "Pristina") == 100
    assert place_similarity("Washington, D.C.", "Washington") == 100
    assert place_similarity("Vlora (Albania)", "Vlora city") == 100
    assert place_similarity("Vlora", "Tirana") == 0


@given(st.text(max_size=40))
def test_a_clean_text_stays_clean(text: str) -> None:
    """Cleaning never fails, and leaves words apart by one blank."""
    assert clean(text) == " ".join(clean(text).split()) or clean(text).startswith(" ") is False


def test_the_lexicon_knows_states_by_noun_and_adjective() -> None:
    """Names come cleaned, and a name of one state is never overruled by an adjective of another."""
    table = countries()
    found = [
        table[clean(name)] for name in ("Albania", "Albanian", "the United States", "U.S.", "Kosovo", "Turkey", "Türkiye", "Swiss")
    ]
    assert found == ["AL", "AL", "US", "US", "XK", "TR", "TR", "CH"]


# ---- counting


def test_a_perfect_answer_has_no_errors() -> None:
    """Gold against itself: every fact is a hit."""
    gold = event(type="Workshop", start="2021-11-22", end="2021-11-23", city="Tirana", country="AL", organizers=["OSCE"])
    assert counted(gold, gold) == (6, 0, 0)
    assert counted(gold, gold, ALL) == (7, 0, 0)  # and the event itself


def test_nothing_predicted_is_all_missed_and_nothing_asked_all_wrong() -> None:
    """Both sides count."""
    gold = event(type="Workshop", start="2021-11-22")
    assert counted(gold, {}) == (0, 3, 0)  # type, start, and the end that is the start
    assert counted({}, gold) == (0, 0, 3)
    assert counted(gold, {}, ALL) == (0, 4, 0)


def test_each_gold_fact_is_matched_once() -> None:
    """Two answers for one fact are a hit and an error; the better one is the hit."""
    gold = event(organizers=["OSCE Mission to Serbia"])
    predicted = event(organizers=["OSCE Mission in Serbia", "OSCE Mission to Serbia"])
    outcome = Counter(STATES).compare(gold, predicted)[MAIN]
    assert outcome.sizes == (1, 0, 1)
    assert [fact.value for fact in outcome.wrong] == ["OSCE Mission in Serbia"]


def test_a_state_and_its_government_are_one_actor_and_count_once() -> None:
    """Said twice on one side it is one fact."""
    gold = event(funders=["Switzerland"])
    assert counted(gold, event(funders=["Swiss Government", "Government of Switzerland"])) == (1, 0, 0)


def test_an_acronym_stands_for_its_bearer() -> None:
    """Only where the gold gives the acronym."""
    gold = event(organizers=["Office for Democratic Institutions"]) | {
        "institutions": [{"name": "Office for Democratic Institutions", "acronym": "ODI"}]
    }
    said = event(organizers=["ODI"]) | {"institutions": [{"name": "Office for Democratic Institutions"}]}
    assert counted(gold, said) == (2, 0, 0)
    gold["institutions"][0]["acronym"] = None
    assert counted(gold, said) == (1, 1, 1)


def test_participants_are_two_facts() -> None:
    """A bound that is right stands beside one that is wrong."""
    gold = event(participants={"min": 28, "max": 28})
    assert counted(gold, event(participants={"min": 28, "max": None})) == (1, 1, 0)
    assert counted(gold, event(participants={"min": 28, "max": 30})) == (1, 1, 1)


def test_whoever_funds_anything_funds_the_main_event() -> None:
    """In the first block the funders of the funding list count among those of the main event; in the second they do not."""
    gold = event(funders=["Norway"])
    said = event() | {"funding": [{"funder": "Norway", "amount": None}]}
    assert counted(gold, said) == (1, 0, 0)
    assert counted(gold, said, ALL) == (1, 1, 0)  # the two main events are one event


def test_amounts_need_their_currency_unless_gold_has_none() -> None:
    """42,500 euros are not 42,500 dollars."""
    gold = event() | {"funding": [{"amount": 42500, "currency": "EUR"}]}
    assert counted(gold, event() | {"funding": [{"amount": 42500.0, "currency": "€"}]}) == (1, 0, 0)
    assert counted(gold, event() | {"funding": [{"amount": 42500, "currency": "USD"}]}) == (0, 1, 1)
    gold["funding"][0]["currency"] = None
    assert counted(gold, event() | {"funding": [{"amount": 42500, "currency": "USD"}]}) == (1, 0, 0)


def test_people_bring_their_title_institution_and_quotation() -> None:
    """Four facts a person; those of a person who is not there are wrong or missed with him."""
    gold = {"people": [{"name": "Anna Kola", "title": "Minister", "institution": "Ministry of Interior", "quoted": True}]}
    assert counted(gold, gold) == (4, 0, 0)
    assert counted(gold, {"people": [{"name": "Anna Kóla", "title": "Mayor", "quoted": True}]}) == (2, 2, 1)
    assert counted(gold, {"people": [{"name": "Bernd Muster", "title": "Minister"}]}) == (0, 4, 2)


def test_the_institution_of_a_person_may_be_listed() -> None:
    """It is neither asked for among the institutions nor wrong there."""
    gold = {"people": [{"name": "Anna Kola", "institution": "Ministry of Interior"}]}
    assert counted(gold, gold | {"institutions": [{"name": "Ministry of the Interior"}]}) == (2, 0, 0)


def test_accepted_answers_are_neither_rewarded_nor_punished() -> None:
    """In a field of one value they excuse the gold value; with null among them the field is optional."""
    gold = event(city="Tirana", organizers=["OSCE"], also={"city": ["Durres"], "organizers": ["Embassy of Japan"]})
    assert counted(gold, event(city="Durres", organizers=["Embassy of Japan"])) == (
        0,
        1,
        0,
    )  # the organizer is missed, the city not
    assert counted(gold, event(city="Vlora")) == (0, 2, 1)
    optional = event(city="Tirana", also={"city": [None]})
    assert counted(optional, event()) == (0, 0, 0)
    assert counted(optional, event(city="Tirana")) == (0, 0, 0)
    assert counted(optional, event(city="Vlora")) == (0, 0, 1)


def test_events_are_paired_by_what_they_share() -> None:
    """Order does not matter; an event that shares nothing is missed on one side and wrong on the other."""
    gold = {"events": [{"type": "Workshop", "start": "2021"}, {"type": "Visit", "start": "2022", "city": "Tirana"}]}
    said = {"events": [{"type": "Visit", "start": "2022"}, {"type": "Meeting", "start": "1999"}]}
    # found: the visit, its type, start and end; missed: the workshop with three facts, a city; wrong: the meeting with three facts
    assert counted(gold, said, ALL) == (4, 5, 4)


@given(st.lists(st.integers(0, 9)), st.lists(st.integers(0, 9)))
def test_pairs_use_everybody_once(ones: list[int], others: list[int]) -> None:
    """Whoever is not in a pair is left over, and nobody is lost or doubled."""
    pairs = pair_up(ones, others, lambda one, other: float(one == other))
    assert sorted([one for one, _ in pairs.matched] + pairs.left) == sorted(ones)
    assert sorted([other for _, other in pairs.matched] + pairs.right) == sorted(others)
    assert not set(pairs.left) & set(pairs.right)


# ---- the report


def test_rates_are_micro_averages() -> None:
    """Facts are added up over documents before they are divided."""
    hit, miss, wrong = Fact("city", "", "Tirana"), Fact("city", "", "Vlora"), Fact("type", "", "Visit")
    report = Report({MAIN: {"one": Outcome([hit, hit], [miss], []), "two": Outcome([hit], [], [wrong, wrong])}})
    assert report.rates(MAIN) == {"type": Rates(0, 0, 2), "city": Rates(3, 4, 3), "ALL": Rates(3, 4, 5)}
    total = report.rates(MAIN)["ALL"]
    assert (total.precision, total.recall) == (0.6, 0.75)
    assert total.f1 == pytest.approx(2 * 0.6 * 0.75 / (0.6 + 0.75))
    low, high = report.interval(MAIN)
    assert 0.5 <= low <= total.f1 <= high <= 0.8


def test_rates_of_nothing_are_zero() -> None:
    """No division fails."""
    assert (Rates.of(0, 0, 0).precision, Rates.of(0, 0, 0).recall, Rates.of(0, 0, 0).f1) == (0, 0, 0)


# ---- from the graph


@pytest.fixture(scope="module")
def made() -> Made:
    """The graph made by hand."""
    return Made()


def test_a_document_of_the_graph_in_the_shape_of_gold(made: Made) -> None:
    """Everything that the first made release says, field by field."""
    found = to_gold(made, D1)
    assert found["events"][0] == {
        "key": "e1", "main": True, "type": "Workshop", "start": "2021-11-22", "end": "2021-11-23", "city": "Tirana",
        "country": "AL", "venue": "Hotel Rogner", "online": False,
        "organizers": ["OSCE Presence in Albania", "Ministry of Interior"],
        "partners": ["Geneva Centre for Security Sector Governance"], "funders": ["Germany", "Norway"],
        "participants": {"min": 28, "max": 28}, "participant_groups": ["police officers"], "project": "SSG Phase II",
    }  # fmt: skip
    assert [(one["key"], one["type"], one["start"], one["main"]) for one in found["events"][1:]] == [
        ("e2", "Seminar", "2022-05", False),
        ("e3", "Training", "2022-03", False),
    ]
    assert found["people"] == [
        {"name": "Anna Kola", "title": "Deputy Minister of Interior", "institution": "Ministry of Interior", "country": "AL",
         "honorific": None, "quoted": True, "event": "e1"},
        {"name": "Bernd Muster", "title": "Head", "institution": "OSCE Presence in Albania", "country": None,
         "honorific": "Ambassador", "quoted": True, "event": None},
    ]  # fmt: skip
    assert found["institutions"] == [
        {"name": "OSCE Presence in Albania", "acronym": None, "country": "AL"},
        {"name": "Geneva Centre for Security Sector Governance", "acronym": "DCAF", "country": None},
        {"name": "Ministry of Interior", "acronym": "MoI", "country": "AL"},
    ]
    assert found["funding"] == [
        {"funder": "Austria", "funded": "SSG Phase II", "kind": "project", "event": None, "amount": 100000.5, "currency": "EUR"},
        {"funder": "Norway", "funded": "Workshop on police reform", "kind": "event", "event": "e1",
         "amount": 50000, "currency": "EUR"},
    ]  # fmt: skip
    assert (found["id"], found["title"], found["published"]) == (
        "albania-workshop",
        "Police reform discussed in Tirana",
        "2021-11-24",
    )
    assert (found["issuers"], found["projects"], found["instruments"]) == (["OSCE Presence in Albania"], ["SSG Phase II"], [])


def test_each_document_speaks_for_itself(made: Made) -> None:
    """What another release says of the same event stays out."""
    found = to_gold(made, D1.replace("d1", "d3"))
    assert [(one["city"], one["organizers"], one["participants"]) for one in found["events"]] == [
        ("Durres", ["OSCE Presence in Albania"], None)
    ]


def test_documents_are_named_as_gold_files(made: Made) -> None:
    """The last part of a path or an address, without its suffix."""
    assert set(documents(made)) == {"albania-workshop", "vlora-seminar", "norway", "belgrade"}
    assert stem("https://example.org/a/b.c.html?x=1/2#top") == "b.c"
    assert stem("a/b.md") == "b"
    assert stem("stdin:abc") == "stdin:abc"


@pytest.fixture
def gold(tmp_path: Path, made: Made) -> Callable[..., Path]:
    """Makes a folder of gold: the first made release as the graph has it, with some fields of its main event changed."""

    def folder(**changes: object) -> Path:
        document = to_gold(made, D1)
        next(one for one in document["events"] if one["main"]).update(changes)
        (tmp_path / "gold").mkdir(exist_ok=True)
        (tmp_path / "gold" / "albania-workshop.json").write_text(json.dumps(document))
        return tmp_path / "gold"

    return folder


def test_the_graph_against_itself_is_perfect(made: Made, gold: Callable[..., Path]) -> None:
    """Precision and recall of 1 in both blocks, for every kind."""
    report = score(gold(), made)
    for block in (MAIN, ALL):
        assert {(row.right, row.given) for row in report.rates(block).values()} == {
            (row.gold, row.gold) for row in report.rates(block).values()
        }
    assert report.absent == ()


def test_an_error_is_told_with_its_sentence_and_rule(made: Made, gold: Callable[..., Path]) -> None:
    """A missed fact by its value, a wrong one with the words of the graph and the rule that read them."""
    folder = gold(city="Shkodra", organizers=["OSCE Presence in Albania"])
    lines = list(score(folder, made, errors="all").lines("all"))
    assert "main event  albania-workshop  MISSED  city          Shkodra" in lines
    wrong = lines.index("main event  albania-workshop  WRONG   organizers    Ministry of Interior")
    assert lines[wrong + 1] == "    hosted by: It was hosted by the Ministry of Interior in partnership with DCAF."
    only = list(score(folder, made, errors="city").lines("city"))
    assert [line for line in only if "WRONG" in line and "city" not in line] == []


def test_the_table_has_a_line_for_each_kind(made: Made, gold: Callable[..., Path]) -> None:
    """Kinds that occur, and all together."""
    lines = list(score(gold(city="Shkodra"), made).lines())
    assert "city               1      1      0      0.000   0.000  0.000" in lines
    assert sum(line.startswith("ALL ") for line in lines) == 2
    assert sum(line.endswith(("1 documents", "1 document")) for line in lines) == 2


def test_documents_that_the_graph_lacks_are_missed_and_named(made: Made, gold: Callable[..., Path]) -> None:
    """They count, so that a graph that reads little is not praised for it."""
    folder = gold()
    (folder / "unknown.json").write_text(json.dumps(event(type="Visit")))
    report = score(folder, made)
    assert report.absent == ("unknown",)
    assert report.rates(MAIN)["type"] == Rates(1, 2, 1)
    assert "Not in the graph, so all missed: unknown" in list(report.lines())


def test_what_the_graph_says_can_be_written_and_scored_again(made: Made, gold: Callable[..., Path], tmp_path: Path) -> None:
    """The written files are plain gold, without the evidence that the report uses."""
    paths = write(gold(city="Shkodra"), made, tmp_path / "said")
    assert [path.name for path in paths] == ["albania-workshop.json"]
    assert json.loads(paths[0].read_text(encoding="utf-8")) == to_gold(made, D1)
    assert "evidence" not in paths[0].read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", "{", "a.json: is not JSON"),
        ("a.json", "[]", "a.json: is no document of gold"),
        ("a.txt", "{}", "holds no .json files"),
        ("other.json", "{}", "the store holds none of the documents of this gold"),
    ],
)
def test_gold_that_cannot_be_used_is_told(made: Made, tmp_path: Path, name: str, content: str, message: str) -> None:
    """One line that names the file."""
    (tmp_path / name).write_text(content)
    with pytest.raises(BadInput) as error:
        score(tmp_path, made)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_slips_are_told(made: Made, gold: Callable[..., Path], tmp_path: Path) -> None:
    """A folder that is missing, a kind of fact that is none, a target that is a file."""
    with pytest.raises(BadInput, match="no such folder"):
        score(tmp_path / "nowhere", made)
    with pytest.raises(BadInput, match=r"no kind of fact is called 'dates'.*There are: all, event, type"):
        score(gold(), made, errors="dates")
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="cannot be written"):
        write(gold(), made, tmp_path / "file")


def test_two_documents_of_one_name_are_told(gold: Callable[..., Path]) -> None:
    """Which of them gold means is not guessed."""
    twice = """PREFIX kg: <https://w3id.org/pressgraph/ns#> BASE <https://w3id.org/pressgraph/id/>
        <document/a> { <document/a> kg:source "x/albania-workshop.txt" }
        <document/b> { <document/b> kg:source "albania-workshop.md" }"""
    with pytest.raises(BadInput, match="the store holds 2 documents called albania-workshop"):
        score(gold(), Made(twice))
