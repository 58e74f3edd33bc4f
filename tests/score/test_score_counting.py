"""kg.score: facts counted by hand, and counted by the program."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.score import ALL, MAIN, Counter, Outcome, Rates, Report, countries
from kg.score.counting import pair_up

Document = dict[str, Any]
EVENT: Document = {
    "main": True,
    "type": "Workshop",
    "start": "2021-11-22",
    "end": "2021-11-23",
    "city": "Tirana",
    "country": "AL",
    "organizers": ["OSCE Presence in Albania"],
    "partners": ["Ministry of Interior"],
    "participants": {"min": 28, "max": None},
}


def document(**fields: Any) -> Document:  # noqa: ANN401 - as JSON is
    """A document with the one event, changed where fields say so."""
    return {"events": [EVENT], "people": [], "institutions": [], "funding": []} | fields


def event(**fields: Any) -> Document:  # noqa: ANN401 - as JSON is
    """A document whose event is changed."""
    return document(events=[EVENT | fields])


def compared(gold: Document, predicted: Document, block: str = MAIN) -> Outcome:
    """The outcome of one block."""
    return Counter(countries()).compare(gold, predicted)[block]


def told(outcome: Outcome) -> tuple[int, set[str], set[str]]:
    """How many facts were found, and what was missed and wrong, each as `kind value`."""
    missed, wrong = ({f"{fact.kind} {fact}" for fact in side} for side in (outcome.missed, outcome.wrong))
    assert (len(missed), len(wrong)) == (len(outcome.missed), len(outcome.wrong))
    return len(outcome.hits), missed, wrong


def test_a_document_is_like_itself() -> None:
    """Eight facts, all found: type, start, end, city, country, organizer, partner, the least number of participants."""
    assert told(compared(document(), document())) == (8, set(), set())
    assert told(compared(document(), document(), ALL)) == (9, set(), set())


def test_no_prediction_is_all_missed_and_no_gold_all_wrong() -> None:
    """What is not predicted is missed in both blocks; what nobody asked for is wrong."""
    assert compared(document(), {}).sizes == (0, 8, 0)
    assert compared(document(), {}, ALL).sizes == (0, 9, 0)
    assert compared({}, document()).sizes == (0, 0, 8)
    assert compared({}, document(), ALL).sizes == (0, 0, 9)


def test_a_wrong_value_is_missed_and_wrong() -> None:
    """A wrong city costs twice: the right one is missed, the wrong one is one too many."""
    assert told(compared(document(), event(city="Durrës"))) == (7, {"city Tirana"}, {"city Durrës"})


def test_surplus_is_wrong_and_the_best_match_is_taken_first() -> None:
    """Two answers that both match one gold name: the better is right, the other one too many."""
    answer = event(organizers=["OSCE Presence Albania", "the OSCE Presence in Albania"])
    assert told(compared(document(), answer)) == (8, set(), {"organizers OSCE Presence Albania"})


def test_the_same_actor_counts_once() -> None:
    """A state and its government in one list are one answer."""
    gold, answer = event(funders=["Austria"]), event(funders=["Government of Austria", "Austrian Government"])
    assert compared(gold, answer).sizes == (9, 0, 0)


def test_a_missing_end_is_the_start() -> None:
    """A happening of one day may leave its end out on either side."""
    one_day = event(end="2021-11-22")
    assert compared(one_day, event(end=None)).sizes == compared(event(end=None), one_day).sizes == (8, 0, 0)


def test_an_acronym_stands_for_the_gold_institution_that_bears_it() -> None:
    """Only an acronym that gold lists is taken for the name."""
    bears: Document = {"institutions": [{"name": "Border Police Academy", "acronym": "BPA"}]}
    gold = event(organizers=["Border Police Academy"])
    assert compared(gold | bears, event(organizers=["BPA"]) | bears).sizes == (9, 0, 0)
    assert compared(gold, event(organizers=["BPA"])).sizes == (7, 1, 1)


def test_another_right_answer_excuses_the_one_value_it_stands_for() -> None:
    """`also` makes a second type right: nothing is missed, nothing wrong, nothing won."""
    gold = event(also={"type": ["Training"]})
    assert told(compared(gold, event(type="Training"))) == (7, set(), set())
    assert told(compared(gold, event(type="Visit"))) == (7, {"type Workshop"}, {"type Visit"})


def test_another_right_answer_in_a_list_excuses_nothing_else() -> None:
    """A body that may be listed is not wrong, but the one that must be is still missed."""
    gold = event(also={"organizers": ["European Union"]})
    assert told(compared(gold, event(organizers=["European Union"]))) == (7, {"organizers OSCE Presence in Albania"}, set())


def test_null_among_the_answers_makes_a_field_optional() -> None:
    """A city that need not be given is neither asked for nor wrong."""
    gold = event(also={"city": [None]})
    assert compared(gold, event(city=None)).sizes == compared(gold, event()).sizes == (7, 0, 0)
    assert compared(gold, event(city="Durrës")).sizes == (7, 0, 1)


PERSON = {"name": "Romina Kuko", "title": "Deputy Minister of Interior", "institution": "Ministry of Interior", "quoted": True}


def test_people_with_their_titles() -> None:
    """Four facts a person; those of somebody else do not count as theirs."""
    gold = document(people=[PERSON])
    assert compared(gold, gold).sizes == (12, 0, 0)
    wrong = document(people=[PERSON, PERSON | {"name": "Megi Fino", "quoted": False}])
    assert told(compared(gold, wrong)) == (
        12,
        set(),
        {"people Megi Fino", "title Megi Fino: Deputy Minister of Interior", "institution Megi Fino: Ministry of Interior"},
    )


def test_the_institution_of_a_person_may_be_listed() -> None:
    """The ministry of a minister among the institutions is not wrong, though not asked for."""
    gold = document(people=[PERSON])
    assert compared(gold, gold | {"institutions": [{"name": "Ministry of Interior"}]}).sizes == (12, 0, 0)
    assert compared(gold, gold | {"institutions": [{"name": "Ministry of Justice"}]}).sizes == (12, 0, 1)


@pytest.mark.parametrize(
    ("gold", "answer", "sizes"),
    [
        ((42500, "EUR"), (42500.0, "€"), (9, 0, 0)),
        ((42500, "EUR"), (42500, "USD"), (8, 1, 1)),
        ((42500, None), (42500, "USD"), (9, 0, 0)),
        ((42500, "EUR"), (42000, "EUR"), (8, 1, 1)),
        ((42500, "EUR"), (None, "EUR"), (8, 1, 0)),
    ],
)
def test_amounts_need_their_currency(gold: tuple[Any, Any], answer: tuple[Any, Any], sizes: tuple[int, int, int]) -> None:
    """Number and currency must be right; where gold has no currency any will do; no amount is no fact."""
    one, other = ({"funding": [dict(zip(("amount", "currency"), pair, strict=True))]} for pair in (gold, answer))
    assert compared(document(**one), document(**other)).sizes == sizes


def test_who_pays_is_a_funder_of_the_main_event() -> None:
    """A funder of anything counts with the main event, and with none among all events."""
    gold = document(funding=[{"funder": "Norway"}])
    assert told(compared(gold, document())) == (8, {"funders Norway"}, set())
    assert compared(gold, document(), ALL).sizes == (9, 0, 0)


def test_events_find_their_partners_by_what_they_share() -> None:
    """Side events out of order are paired by start, type and city; one without a partner is wrong in all its facts."""
    visit = {"type": "Visit", "start": "2021-12-01", "city": "Shkodër"}
    launch = {"type": "Launch", "start": "2022-01-10"}
    gold, answer = document(events=[EVENT, visit]), document(events=[launch, visit, EVENT])
    outcome = compared(gold, answer, ALL)
    assert told(outcome) == (
        9 + 5,
        set(),
        {"event Launch 2022-01-10", "type Launch", "start 2022-01-10", "end 2022-01-10"},
    )
    assert compared(gold, answer).sizes == (8, 0, 0)


def test_events_of_one_type_are_told_apart_by_their_cities() -> None:
    """Two visits without a day find their partners whichever comes first."""
    visits = [{"type": "Visit", "city": "Osh"}, {"type": "Visit", "city": "Batken"}]
    assert compared(document(events=visits), document(events=visits[::-1]), ALL).sizes == (6, 0, 0)


def test_pairs_are_the_most_alike_first() -> None:
    """A close match is not given away to an earlier one; what has no partner is left on its side."""
    pairs = pair_up([10, 20, 90], [19, 11, 50], lambda one, other: max(0, 15 - abs(one - other)))
    assert (pairs.matched, pairs.left, pairs.right) == ([(10, 11), (20, 19)], [90], [50])


@given(st.lists(st.integers(0, 9)), st.lists(st.integers(0, 9)))
def test_each_is_paired_once(ones: list[int], others: list[int]) -> None:
    """Pairs and leftovers together are what came in, on both sides; no two that are alike are left."""
    pairs = pair_up(ones, others, lambda one, other: float(one == other))
    assert sorted([one for one, _ in pairs.matched] + pairs.left) == sorted(ones)
    assert sorted([other for _, other in pairs.matched] + pairs.right) == sorted(others)
    assert not set(pairs.left) & set(pairs.right)


def test_rates_are_micro_averaged_over_documents() -> None:
    """Two documents are summed before they are divided: 8 of 8 and 0 of 8 is a recall of one half, not of two means."""
    outcomes = {"one": compared(document(), document()), "two": compared(document(), {})}
    rates = Report({MAIN: outcomes}).rates(MAIN)
    assert rates["ALL"] == Rates(right=8, gold=16, given=8)
    assert rates["city"] == Rates(right=1, gold=2, given=1)
    assert "funders" not in rates
    assert (rates["ALL"].precision, rates["ALL"].recall) == (1.0, 0.5)
    assert rates["ALL"].f1 == pytest.approx(2 / 3)
    low, high = Report({MAIN: outcomes}).interval(MAIN)
    assert (low, high) == (0.0, 1.0)


def test_nothing_asked_and_nothing_given_is_no_division() -> None:
    """Rates of nothing are 0."""
    nothing = Rates.of(0, 0, 0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (0, 0, 0)
