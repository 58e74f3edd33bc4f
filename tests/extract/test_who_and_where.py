"""kg.extract.roles, mainevent and source: who is said to have run or paid for what, and when and where, in whole documents."""

import pytest
from readings import main_event, reading_of

from kg.model import Funding, Participation, Reading, Role

HEADLINE = "Police and prosecutors learn from each other"


def agents(reading: Reading, *roles: Role) -> list[str]:
    """The names of those who have one of some roles at the main event."""
    main = main_event(reading).key
    found = [claim for claim in reading.claims if isinstance(claim, Participation) and claim.event == main and claim.role in roles]
    return sorted(reading.things[claim.agent].name for claim in found)


@pytest.mark.parametrize(
    ("text", "organisers"),
    [
        # the letterhead does not act, the sentence does
        ("A seminar for judges was held in Tirana by UNODC on 4 May 2016.", ["UNODC"]),
        ("The exercise was conducted by the Border Police under an OSCE project.", ["Border Police"]),
        ("The seminar for judges was organized under an OSCE project for safer courts.", ["OSCE"]),
        # at its own meeting
        ("The plan was welcomed by the Central Election Commission of Albania at its annual conference in Tirana.",
         ["Central Election Commission of Albania"]),
        # an agency behind its land, and its land behind it
        ("The seminar for judges was organized by the German development agency GIZ in Tirana.", ["GIZ"]),
        # those who gave lectures at a course did not run it
        ("A course for judges was organized by UNODC in Tirana. Sessions were led by experts from INTERPOL.", ["UNODC"]),
        # another event's host
        ("A seminar for judges was organized by UNODC in Tirana. It ends with an exercise, to be hosted by Frontex.", ["UNODC"]),
        # something else
        ("A seminar for judges was organized by UNODC in Tirana. Separately, Frontex held a seminar for guards.", ["UNODC"]),
        # a comma ends the phrase in front, it joins no list
        ("As part of its support to INTERPOL, UNODC has organized a seminar for judges in Tirana.", ["UNODC"]),
        ("In co-operation with INTERPOL and Frontex, UNODC held a seminar for judges in Tirana.", ["UNODC"]),
        ("In co-operation with INTERPOL, UNODC and Frontex held a seminar for judges in Tirana.", ["Frontex", "UNODC"]),
        ("In Tirana INTERPOL, UNODC and Frontex held a seminar for judges.", ["Frontex", "INTERPOL", "UNODC"]),
        # a lone name in a list of bodies
        ("A seminar for judges was organized by UNODC and Altavia in Tirana.", ["Altavia", "UNODC"]),
    ],
)  # fmt: skip
def test_who_ran_the_main_event(text: str, organisers: list[str]) -> None:
    """The organisers are those whom the text says to have run this event, not its parts and not another one."""
    assert agents(reading_of(text, "2016-05-05", HEADLINE), Role.ORGANIZER, Role.HOST) == organisers


@pytest.mark.parametrize(
    ("text", "partners", "funders"),
    [
        ("In co-operation with INTERPOL, UNODC held a seminar for judges in Tirana.", ["INTERPOL"], []),
        ("With funds provided by Norway, UNODC held a seminar for judges in Tirana.", [], ["Norway"]),
        # who pays for what is given pays for its donation
        ("UNODC donated ten vehicles, bought with funds from Norway, to the Border Police on 4 May 2016.", [], ["Norway"]),
    ],
)
def test_who_helped_and_paid(text: str, partners: list[str], funders: list[str]) -> None:
    """Partners and funders of the main event are those whom the text says to have helped or paid for it."""
    reading = reading_of(text, "2016-05-05", "Work goes on")
    assert (agents(reading, Role.PARTNER), agents(reading, Role.FUNDER)) == (partners, funders)


@pytest.mark.parametrize(
    ("text", "start", "place"),
    [
        # a conference is pointed back to by its bare noun, and not dated by another one's name
        (
            "The Conference on Mine Victims opens in Winnipeg on 31 January 1997. The conference follows up on the International "
            "Strategy Conference that was held in Ottawa in October 1996.",
            "1997-01-31",
            "Winnipeg",
        ),
        # the date that belongs to the verb, not the first of the sentence
        (
            "For the talks of 5 October 2016, UNODC and the Ministry of Justice of Albania signed an agreement on 4 May 2016.",
            "2016-05-04",
            "",
        ),
        # a day without a year says nothing against the place beside it
        ("The seminar for judges was held in Durres on October 31.", "", "Durres"),
        # capitals behind 'in' inside a name are no place
        ("A workshop on Transparency in Armaments for officers took place in Tirana on 4 May 2016.", "2016-05-04", "Tirana"),
    ],
)
def test_when_and_where(text: str, start: str, place: str) -> None:
    """Date and place are those said of the main event."""
    reading = reading_of(text, "", HEADLINE)
    found = main_event(reading)
    assert (found.start, "" if found.place is None else reading.things[found.place].name) == (start, place)


@pytest.mark.parametrize(
    ("printed", "land", "currency"),
    [
        ("Rs 301 million", "Colombo, Sri Lanka", "LKR"),
        ("Rs 301 million", "Kathmandu, Nepal", "NPR"),
        ("301 million rupees", "New Delhi, India", "INR"),
        ("301 million rupees", "Vienna, Austria", "INR"),
        ("40,000 pesos", "Manila, Philippines", "PHP"),
        ("40,000 shillings", "Kampala, Uganda", "UGX"),
        ("40,000 euros", "Colombo, Sri Lanka", "EUR"),
    ],
)
def test_money_is_of_the_country(printed: str, land: str, currency: str) -> None:
    """A name that several countries have for their money means that of the country which the document is about."""
    reading = reading_of(
        f"In {land}, a seminar for judges was held on 4 May 2016. UNODC gave {printed} for the seminar.", "", HEADLINE
    )
    assert [claim.currency for claim in reading.claims if isinstance(claim, Funding) and claim.amount] == [currency]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        # the sender's embassy is named most often, the town decides
        (
            "The Embassy of Japan handed over ten vehicles in Dushanbe on 4 May 2016. The Japanese Government and the "
            "Embassy of Japan have helped the Border Troops before.",
            "TJ",
        ),
        ("The OSCE Mission to Serbia held a seminar for judges from Norway on 4 May 2016.", "RS"),
    ],
)
def test_the_country_of_an_event(text: str, country: str) -> None:
    """Where no country is said of the event, it is that of the document: of its towns and missions, not of embassies."""
    assert main_event(reading_of(text, "", HEADLINE)).country == country


@pytest.mark.parametrize(
    ("dateline", "place", "issued"),
    [
        ("(Accra, Ghana – 15 September 2025) – ", "Accra", "2025-09-15"),
        ("ACCRA, Ghana, 15 September 2025 – ", "Accra", "2025-09-15"),
        ("  Accra, 15 September 2025   – ", "Accra", "2025-09-15"),
    ],
)
def test_datelines(dateline: str, place: str, issued: str) -> None:
    """Brackets, capitals and gaps of mark-up do not hide where and when a release was issued."""
    reading = reading_of(f"{dateline}A seminar for judges ended today, and all agreed to meet again in spring.", "", HEADLINE)
    found = main_event(reading)
    assert reading.issued == issued
    assert found.place is not None
    assert reading.things[found.place].name == place
