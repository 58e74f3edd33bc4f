"""Persons with their posts, titles and forms of address: before the name, behind it, and by surname later."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import posts_of, reading_of, things_of

from kg.model import Kind, Post, Quotation


def people(text: str) -> list[str]:
    """The persons of a text."""
    return [one.name for one in things_of(reading_of(text), Kind.PERSON)]


def post(text: str) -> tuple[str, tuple[str, str, str, str]]:
    """The one person of a text and (title, institution, honorific, country) of the post."""
    ((name, found),) = posts_of(reading_of(f"{text} said that talks go on.")).items()
    return name, found


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        # title before the name
        ("Foreign Minister Ana María Solís", "Ana María Solís", ("Foreign Minister", "", "", "")),
        ("Secretary of State John Carter", "John Carter", ("Secretary of State", "", "", "")),
        ("Police Director Dragan Petković", "Dragan Petković", ("Police Director", "", "", "")),
        ("President Leila Haddad", "Leila Haddad", ("President", "", "", "")),
        ("Judge Leila Haddad", "Leila Haddad", ("Judge", "", "", "")),
        ("OSCE Secretary General Thomas Greminger", "Thomas Greminger", ("Secretary General", "OSCE", "", "")),
        ("Project Co-ordinator Aigul Toktosunova of UNODC", "Aigul Toktosunova", ("Project Co-ordinator", "UNODC", "", "")),
        (
            "The Head of the OSCE Presence in Albania, Bernd Borchardt,",
            "Bernd Borchardt",
            ("Head", "OSCE Presence in Albania", "", ""),
        ),
        ("The Minister of Defence, Mr. Zurab Meladze,", "Zurab Meladze", ("Minister of Defence", "Ministry of Defence", "Mr.", "")),
        (
            "Albanian Deputy Minister of Interior Elira Hoxhaj",
            "Elira Hoxhaj",
            ("Deputy Minister of Interior", "Ministry of Interior", "", "AL"),
        ),
        # title behind the name
        ("Ana María Solís, Foreign Minister of Costa Rica,", "Ana María Solís", ("Foreign Minister", "", "", "CR")),
        ("Bernd Borchardt, Head of the OSCE Presence in Albania,", "Bernd Borchardt", ("Head", "OSCE Presence in Albania", "", "")),
        (
            "Dragan Petković, the Deputy Head of the Border Police of Serbia,",
            "Dragan Petković",
            ("Deputy Head", "Border Police of Serbia", "", ""),
        ),
        (
            "Elira Hoxhaj, Albania's Deputy Minister of Interior,",
            "Elira Hoxhaj",
            ("Deputy Minister of Interior", "Ministry of Interior", "", "AL"),
        ),
        (
            "Zurab Meladze, who is the Minister of Defence of Georgia,",
            "Zurab Meladze",
            ("Minister of Defence", "Ministry of Defence", "", "GE"),
        ),
        (
            "Dragan Petković, a judge at the Supreme Court of Serbia,",
            "Dragan Petković",
            ("judge", "Supreme Court of Serbia", "", ""),
        ),
        (
            "Thomas Aldridge, British Ambassador to North Macedonia,",
            "Thomas Aldridge",
            ("Ambassador", "", "", "GB"),
        ),
        ("Anna Berg (Head of the Border Police)", "Anna Berg", ("Head", "Border Police", "", "")),
        ("Lt. Gen. John Mensah, Chief of Defence Staff of Ghana,", "John Mensah", ("Chief of Defence Staff", "", "Lt. Gen.", "GH")),
        (
            "Leila Haddad, head of the unit for human rights at the Ministry of Interior,",
            "Leila Haddad",
            ("head of the unit for human rights", "Ministry of Interior", "", ""),
        ),
        # an institution alone
        ("Aigul Toktosunova from UNODC", "Aigul Toktosunova", ("", "UNODC", "", "")),
        ("Aigul Toktosunova (UNODC)", "Aigul Toktosunova", ("", "UNODC", "", "")),
        ("Dr. Jan van der Berg of the Police Academy of Georgia", "Jan van der Berg", ("", "Police Academy of Georgia", "Dr.", "")),
        # forms of address
        ("Ms. Drita Lleshi", "Drita Lleshi", ("", "", "Ms.", "")),
        ("Lieutenant Colonel Marta Lindqvist", "Marta Lindqvist", ("", "", "Lieutenant Colonel", "")),
        ("Major-General Sir James Cole", "James Cole", ("", "", "Major-General Sir", "")),
        (
            "Ambassador Bernd Borchardt, Head of the OSCE Presence in Albania,",
            "Bernd Borchardt",
            ("Head", "OSCE Presence in Albania", "Ambassador", ""),
        ),
    ],
)
def test_posts(text: str, name: str, expected: tuple[str, str, str, str]) -> None:
    """The name without title, the title as printed without nationality and body, the innermost body, the country of an official."""
    assert post(text) == (name, expected)


@pytest.mark.parametrize(
    "name",
    [
        "Jan van der Berg",
        "Jean-Pierre de la Tour",
        "Ana María Solís",
        "Miroslav Lajčák",
        "John F. Kennedy",
        "O'Brien Kelly",
        "María del Mar Ruiz",
        "Mohamed bin Zayed",
        "Mohamed bin Salem",
        "Mohamed bin Ali al-Rashid",
    ],
)
def test_names(name: str) -> None:
    """Particles, hyphens, initials and accents belong to a name."""
    assert people(f"Mr. {name}, Minister of Justice of Jordan, said that talks go on.") == [name]


@pytest.mark.parametrize("name", ["A. Popescu", "Sh. Krasniqi", "Dj. Milicevic-Stojan", "W. N. Macharia", "Md. Xaharul Haque"])
def test_an_initial_begins_a_person(name: str) -> None:
    """A letter with a dot, or two letters for one sound, before a surname is a person, whatever else is said of them."""
    assert people(f"The prize went to {name} in the end.") == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Omar al-Bashir was there.", "Omar al-Bashir"),
        ("Rəşad Quliyev was there.", "Rəşad Quliyev"),
        ("Md. Shahidul Haque was there.", "Md. Shahidul Haque"),
        ("Abdel Salam Gassem was there.", "Abdel Salam Gassem"),
        ("Zorbana Quendel, wife of a teacher, was there.", "Zorbana Quendel"),
        ("Zorbana Quendel, 34, was there.", "Zorbana Quendel"),
        ("The prize went to Me Zorbana Quendel.", "Zorbana Quendel"),
        ("Gen. (Rtd) Zorban Quendel was there.", "Zorban Quendel"),
        ('General Abdihakim Dahir Yusuf "Gacmey" was there.', "Abdihakim Dahir Yusuf"),
    ],
)
def test_what_makes_a_person(text: str, name: str) -> None:
    """A given name of any land, an article before the surname, kin, an age or a rank with '(Rtd)' shows a person."""
    assert people(text) == [name]


def test_a_rank_stays_with_one_who_is_retired() -> None:
    """'(Rtd)' belongs to the form of address."""
    assert posts_of(reading_of("Gen. (Rtd) Zorban Quendel was there.")) == {"Zorban Quendel": ("", "", "Gen. (Rtd)", "")}


@pytest.mark.parametrize("text", ["Look at annex B. Judges were there.", "They came from S. Korea and N. Macedonia."])
def test_a_letter_begins_no_person(text: str) -> None:
    """The letter of a part, or of a compass point, is no initial."""
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Justice Minister Touray thanked the court.", {"Touray": ("Justice Minister", "", "", "")}),
        ("Minister Touray, head of the court, was there.", {"Touray": ("Minister", "", "", "")}),
        ("Forms go, navy spokesman Gassem announced.", {"Gassem": ("spokesman", "", "", "")}),
        ("The chair was taken by XCB chairman Gwarzo.", {"Gwarzo": ("chairman", "XCB", "", "")}),
        ("Bangladesh's IGP Xahidul opened a house.", {"Xahidul": ("IGP", "", "", "BD")}),
        ("The ambassador to Strasbourg, Ana Solís, was there.", {"Ana Solís": ("ambassador", "", "", "")}),
        ("Minister of Interior Sanogo left.", {"Sanogo": ("Minister of Interior", "Ministry of Interior", "", "")}),
        ("Attorney General Malami left.", {"Malami": ("Attorney General", "", "", "")}),
        ("Director of Public Prosecutions Haji left.", {"Haji": ("Director of Public Prosecutions", "", "", "")}),
        ("The Chief Prosecutor Brammertz was there.", {"Brammertz": ("Chief Prosecutor", "", "", "")}),
        ("The Supreme Court's Magistrate Restrepo leaves.", {"Restrepo": ("Magistrate", "Supreme Court", "", "")}),
    ],
)
def test_a_surname_behind_a_title_is_a_person(text: str, expected: dict[str, tuple[str, str, str, str]]) -> None:
    """One capital straight behind the title of an office is the surname of the one who holds it."""
    assert posts_of(reading_of(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Minister Plenipotentiary said so.",
        "The Director Operations said so.",
        "The Commander ISAF spoke.",
        "The Prime Minister Designate spoke.",
        "The minister Friday left for Vienna.",
        "Member States said so.",
        "The Border Liaison Mechanism met.",
        "The Governor Hotel opened.",
        "They brought 20 Density Meters, 18 Metal Detectors and more.",
        "Ministers Kowal and the like were there.",
    ],
)
def test_a_capital_behind_a_title_is_no_person(text: str) -> None:
    """What belongs to the title, a day, an acronym or a thing is no surname."""
    assert people(text) == []


def test_a_surname_in_the_headline_is_that_of_the_person_named_in_full_later() -> None:
    """'Minister Berg in Vienna' above 'Anna Berg' adds no second person, and two of one surname are not guessed."""
    assert people("Minister Berg in Vienna\n\nMinister Berg left. Anna Berg, Minister of Justice, spoke.") == ["Anna Berg"]
    text = "Minister Berg left. Anna Berg, Minister of Justice, spoke. Jan Berg, Minister of Health, spoke."
    assert people(text) == ["Berg", "Anna Berg", "Jan Berg"]


def test_two_persons_of_a_sentence() -> None:
    """Each has the post that stands beside it."""
    assert posts_of(reading_of("Prime Minister Jan Kowal and Foreign Minister Ana Solís opened the talks.")) == {
        "Jan Kowal": ("Prime Minister", "", "", ""),
        "Ana Solís": ("Foreign Minister", "", "", ""),
    }
    assert posts_of(reading_of("Aigul Toktosunova from UNODC and Ulan Asanbekov from the Ministry of Interior spoke.")) == {
        "Aigul Toktosunova": ("", "UNODC", "", ""),
        "Ulan Asanbekov": ("", "Ministry of Interior", "", ""),
    }


def test_two_roles_of_a_person() -> None:
    """A title keeps its own body, where the person has two."""
    text = "Elira Hoxhaj, Deputy Minister of Interior and Head of the Border Police, said that talks go on."
    assert post(text)[1][:2] in (("Deputy Minister of Interior", "Ministry of Interior"), ("Head", "Border Police"))


def test_surnames_lead_back() -> None:
    """'Borchardt', 'Mr. Borchardt' and 'he' later on are the person named in full, and add no other."""
    reading = reading_of(
        "Ambassador Bernd Borchardt, Head of the OSCE Presence in Albania, opened the talks. Borchardt said that talks go on. "
        "Ambassador Borchardt stressed that all agree. He added that work goes on."
    )
    assert [one.name for one in things_of(reading, Kind.PERSON)] == ["Bernd Borchardt"]
    speakers = [reading.things[claim.speaker].name for claim in reading.claims if isinstance(claim, Quotation)]
    assert speakers == ["Bernd Borchardt"] * 3
    assert sum(isinstance(claim, Post) for claim in reading.claims) == 1


def test_what_is_said_is_said_in_the_post() -> None:
    """A quotation leads to the post of its speaker."""
    reading = reading_of("“We go on with it,” said Bernd Borchardt, Head of the OSCE Presence in Albania.")
    (said,) = (claim for claim in reading.claims if isinstance(claim, Quotation))
    assert said.post is not None
    assert reading.claims[said.post] == next(claim for claim in reading.claims if isinstance(claim, Post))


@pytest.mark.parametrize(
    "text",
    [
        "The Kofi Annan Centre was full.",
        "Work was done at the Mother Teresa Hospital.",
        "The late Zurab Zhvania Hall was full.",
        "The Border Police of North Macedonia met.",
        "The head of the mission left.",
        "Work goes on in New York and San José.",
        "The Secretary General left.",
        "Human Rights Day is near.",
        "The Central Asian states met.",
    ],
)
def test_who_is_no_person(text: str) -> None:
    """Names of buildings, bodies, places and posts without a holder are no persons."""
    assert people(text) == []


@pytest.mark.parametrize(
    "text", ["Bernd Borchardt met Anna Berg.", "Participants thanked Anna Berg of UNODC.", "Anna Berg discussed reform."]
)
def test_who_says_nothing(text: str) -> None:
    """Who meets, is thanked or discusses is not quoted."""
    assert [claim for claim in reading_of(text).claims if isinstance(claim, Quotation)] == []


GIVEN = st.sampled_from(["Anna", "John", "Elira", "Dragan", "Maria", "Zurab", "Thomas", "Leila"])
SURNAME = st.sampled_from(["Berg", "Petković", "Hoxhaj", "Meladze", "van der Linden", "O'Brien", "Solís", "Haddad-Smith"])
TITLE = st.sampled_from(["Head", "Deputy Head", "Director", "Project Manager", "Legal Adviser", "Commander"])
BODY = st.sampled_from(
    ["OSCE Mission to Serbia", "Border Police of Serbia", "Swiss Embassy in Kazakhstan", "Police Academy of Georgia"]
)


@given(GIVEN, SURNAME, TITLE, BODY)
def test_any_person_in_any_post(given_name: str, surname: str, title: str, body: str) -> None:
    """Name, title and body are read whole, the title before the name or behind it."""
    name = f"{given_name} {surname}"
    assert post(f"{name}, {title} of the {body},") == (name, (title, body, "", ""))
    assert post(f"The {title} of the {body}, {name},") == (name, (title, body, "", ""))
