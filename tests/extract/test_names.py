"""Names of bodies, states and places: whole, dissolved from their owners, each once, with acronym and country."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import knowledge, reading_of, things_of

from kg.model import Kind


def bodies(text: str) -> list[tuple[str, str, str]]:
    """(name, country, acronym) of each institution of a text."""
    return [(one.name, one.country, one.acronym) for one in things_of(reading_of(text), Kind.INSTITUTION)]


def welcomed(name: str) -> list[tuple[str, str]]:
    """(name, country) of the institutions of a sentence in which these words are the subject."""
    return [(name, country) for name, country, _ in bodies(f"The {name} welcomed the work.")]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Ministry of Interior of Albania", "Ministry of Interior of Albania", "AL"),
        (
            "Ministry of Foreign Affairs of the Republic of Tajikistan",
            "Ministry of Foreign Affairs of the Republic of Tajikistan",
            "TJ",
        ),
        ("Federal Ministry of the Interior of Germany", "Federal Ministry of the Interior of Germany", "DE"),
        ("Albanian Ministry of Interior", "Albanian Ministry of Interior", "AL"),
        (
            "Ministry of Labour, Social Affairs and Family of Moldova",
            "Ministry of Labour, Social Affairs and Family of Moldova",
            "MD",
        ),
        ("Ministry of Security of Bosnia and Herzegovina", "Ministry of Security of Bosnia and Herzegovina", "BA"),
        ("Government of Austria", "Government of Austria", "AT"),
        ("Austrian Government", "Austrian Government", "AT"),
        ("Police Academy of Georgia", "Police Academy of Georgia", "GE"),
        ("General Prosecutor's Office of Moldova", "General Prosecutor's Office of Moldova", "MD"),
        ("Women's Network of Georgia", "Women's Network of Georgia", "GE"),
        ("Migration and Asylum Bureau of Georgia", "Migration and Asylum Bureau of Georgia", "GE"),
        ("University of Sarajevo", "University of Sarajevo", "BA"),
        ("International Organization for Migration", "International Organization for Migration", ""),
        ("Kofi Annan Centre", "Kofi Annan Centre", ""),
        ("Mother Teresa Hospital", "Mother Teresa Hospital", ""),
        ("Independent Corrupt Practices and Other Related Offences Commission",) * 2 + ("",),
        ("Truth, Reconciliation and Reparations Commission", "Truth, Reconciliation and Reparations Commission", ""),
        ("Serbian Office of the War Crimes Prosecutor", "Serbian Office of the War Crimes Prosecutor", "RS"),
        ("Office of the Public Prosecutor", "Office of the Public Prosecutor", ""),
        ("1st Infantry Brigade", "1st Infantry Brigade", ""),
        ("2/1st Battalion", "2/1st Battalion", ""),
        # the body of another land than the one that is known by the name
        ("Royal Navy", "Royal Navy", "GB"),
        ("Royal Navy of Oman", "Royal Navy of Oman", "OM"),
        ("22nd Peacekeeping Battalion", "22nd Peacekeeping Battalion", ""),
        ("Code of Conduct Bureau", "Code of Conduct Bureau", ""),
        ("TI-Kenya", "TI-Kenya", "KE"),
        ("EU police mission in Bosnia and Herzegovina", "EU police mission in Bosnia and Herzegovina", "BA"),
        # where a body has its seat belongs to the name of a mission or an embassy
        ("OSCE Presence in Albania", "OSCE Presence in Albania", "AL"),
        ("OSCE Programme Office in Astana", "OSCE Programme Office in Astana", "KZ"),
        ("Swiss Embassy in Kazakhstan", "Swiss Embassy in Kazakhstan", "CH"),
        ("Embassy of Japan in the Kyrgyz Republic", "Embassy of Japan in the Kyrgyz Republic", "JP"),
        ("Permanent Mission of Norway to the OSCE", "Permanent Mission of Norway to the OSCE", "NO"),
        ("Delegation of the European Union to Moldova", "Delegation of the European Union to Moldova", "MD"),
        # and not to that of others
        ("Police Academy of Georgia in Tbilisi", "Police Academy of Georgia", "GE"),
        ("Centre for Security Studies in Sarajevo", "Centre for Security Studies", "BA"),
        # the last head decides, however many stand in the name
        (
            "Border Guard Service of the State Security Committee of Belarus",
            "Border Guard Service of the State Security Committee of Belarus",
            "BY",
        ),
        ("Helsinki Committee for Human Rights in Serbia", "Helsinki Committee for Human Rights in Serbia", "RS"),
    ],
)
def test_one_body(text: str, name: str, country: str) -> None:
    """A name is read to its end, and the country is that of the state, nationality or place in it."""
    assert welcomed(text) == [(name, country)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Albania's Ministry of Interior welcomed the work.", [("Ministry of Interior", "AL")]),
        ("Albania’s Ministry of Interior welcomed the work.", [("Ministry of Interior", "AL")]),
        (
            "The UK's Foreign, Commonwealth and Development Office welcomed the work.",
            [("Foreign, Commonwealth and Development Office", "GB")],
        ),
        ("The OSCE's Strategic Police Matters Unit welcomed the work.", [("OSCE Strategic Police Matters Unit", "")]),
        ("Ghana's Judicial Service welcomed the work.", [("Judicial Service", "GH")]),
        (
            "The Interior Ministry's Department for Organized Crime welcomed the work.",
            [("Department for Organized Crime", ""), ("Interior Ministry", "")],
        ),
    ],
)
def test_possessives_are_dissolved(text: str, expected: list[tuple[str, str]]) -> None:
    """A state that owns gives its country, a body that owns is a body too or the first word of the name."""
    assert [(name, country) for name, country, _ in bodies(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ministries of Justice and Interior", ["Ministry of Justice", "Ministry of Interior"]),
        (
            "Ministries of Foreign Affairs, Justice and Health",
            ["Ministry of Foreign Affairs", "Ministry of Justice", "Ministry of Health"],
        ),
        ("Ministry of Justice and the Ministry of Interior of Georgia", ["Ministry of Justice", "Ministry of Interior of Georgia"]),
        ("Ministry of Security and the Border Police of Kosovo", ["Ministry of Security", "Border Police of Kosovo"]),
        ("Serbian and Slovenian Interior Ministries", ["Serbian Interior Ministry", "Slovenian Interior Ministry"]),
        ("Netherlands, Sweden and the Swiss Embassy in Serbia", ["Swiss Embassy in Serbia"]),
        ("Army, Navy and Air Force of Ghana", ["Air Force of Ghana"]),
        ("Governments of Norway and Finland", ["Government of Norway", "Government of Finland"]),
        ("Carter Center and the Friedrich Ebert Foundation", ["The Carter Center", "Friedrich Ebert Foundation"]),
        ("Supreme Court of Ghana and UNDP", ["Supreme Court of Ghana", "UNDP"]),
        (
            "Bar Association of Serbia, the Supreme Court of Serbia and UNDP",
            ["Bar Association of Serbia", "Supreme Court of Serbia", "UNDP"],
        ),
    ],
)
def test_coordinated_names(text: str, expected: list[str]) -> None:
    """'and' inside a name joins its words, between names it parts them; a plural stands for each of its parts."""
    assert [name for name, _ in welcomed(text)] == expected


def test_a_nested_name_is_two_bodies() -> None:
    """'the Border Brigade of the Defence Ministry': the innermost first, and the one that it belongs to."""
    assert welcomed("Border Brigade of the Defence Ministry of Georgia") == [
        ("Border Brigade", "GE"),
        ("Defence Ministry of Georgia", "GE"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Police Reform Agency of Georgia (PRAG) met. PRAG goes on.", [("Police Reform Agency of Georgia", "GE", "PRAG")]),
        (
            "The State Committee for National Security of the Kyrgyz Republic (GKNB) met.",
            [("State Committee for National Security of the Kyrgyz Republic", "KG", "GKNB")],
        ),
        (
            "The United Nations Development Programme (UNDP) met. UNDP goes on.",
            [("United Nations Development Programme", "", "UNDP")],
        ),
        ("UNDP met. The United Nations Development Programme goes on.", [("United Nations Development Programme", "", "UNDP")]),
        ("The Police Reform Agency (“PRA”) met.", [("Police Reform Agency", "", "PRA")]),
        ("The NATO Support and Procurement Agency (NSPA) met.", [("NATO Support and Procurement Agency", "", "NSPA")]),
    ],
)
def test_acronyms(text: str, expected: list[tuple[str, str, str]]) -> None:
    """An acronym in brackets is the body's; long form and acronym are one body, whichever stands first."""
    assert bodies(text) == expected


def test_a_body_is_listed_once() -> None:
    """Short forms of a body mean the one named in full; all forms are kept."""
    reading = reading_of(
        "The OSCE Presence in Albania met. The Presence goes on, and so does the OSCE Presence. The Ministry of Interior of "
        "Albania met too. The Interior Ministry is new, the Ministry of Interior is not."
    )
    found = {one.name: one.forms for one in things_of(reading, Kind.INSTITUTION)}
    assert found["OSCE Presence in Albania"] == ("OSCE Presence", "OSCE Presence in Albania")
    assert found["Ministry of Interior of Albania"] == (
        "Interior Ministry",
        "Ministry of Interior",
        "Ministry of Interior of Albania",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Moldovan government officials welcomed the work.",
        "Civil society welcomed the work.",
        "Participating States welcomed the work.",
        "NGOs and CSOs welcomed the work.",
        "The Mission welcomed the work.",
        "An EU-wide project goes on.",
        "The OSCE participating States welcomed the work.",
        "Some 700 Argentine Troops welcomed the work.",
        "The Sarajevo police welcomed the work.",
    ],
)
def test_what_is_no_body(text: str) -> None:
    """A body that only qualifies a noun, a common noun and a short form of nothing are no institutions."""
    assert bodies(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A seminar was held in Tirana.", [("Tirana", "AL")]),
        ("A seminar was held in Skopje, North Macedonia.", [("Skopje", "MK")]),
        ("A seminar was held in Zlatopolje.", [("Zlatopolje", "")]),
        ("A seminar was held in May.", []),
        ("A seminar was held in English.", []),
        ("A seminar was held at the OSCE Presence in Albania.", []),
    ],
)
def test_places(text: str, expected: list[tuple[str, str]]) -> None:
    """A known city brings its country; a name behind 'in' that nothing explains is a place; a month or language is none."""
    assert [(one.name, one.country) for one in things_of(reading_of(text), Kind.PLACE)] == expected


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The Albanian Ministry of Interior met.", ["AL"]),
        ("The Embassy of Japan in the Kyrgyz Republic met.", ["JP"]),
        ("A seminar was held in Tirana.", ["AL"]),
        ("The seminar was funded by Norway, Finland and Türkiye.", ["FI", "NO", "TR"]),
        ("Ana Berg of the Police Academy of Georgia spoke.", ["GE"]),
    ],
)
def test_states(text: str, codes: list[str]) -> None:
    """Each country that a thing, post or event has is a state of the reading, labelled and once."""
    states = things_of(reading_of(text), Kind.STATE)
    assert sorted(state.country for state in states) == codes
    assert all(state.name == knowledge().lexicon.states[state.country] for state in states)


def test_a_printed_capital_name_is_found() -> None:
    """A letterhead in capitals names the same body."""
    assert [country for _, country in welcomed("MINISTRY OF DEFENCE OF GEORGIA")] == ["GE"]


CORE = st.sampled_from(
    ["Border Police", "Ministry of Justice", "Police Academy", "Supreme Court", "Anti-Corruption Agency", "Bar Association"]
)
LAND = st.sampled_from(["Albania", "Serbia", "Georgia", "Norway", "Ghana", "Kosovo", "Japan", "Moldova"])


@given(CORE, LAND, CORE, LAND)
def test_any_two_national_bodies(one: str, land: str, two: str, other: str) -> None:
    """Any two bodies of any two countries, joined by 'and', are these two, or one where they are the same."""
    wanted = {
        (f"{one} of {land}", knowledge().lexicon.names.get(land)),
        (f"{two} of {other}", knowledge().lexicon.names.get(other)),
    }
    found = bodies(f"The {one} of {land} and the {two} of {other} welcomed the work.")
    assert {(name, country) for name, country, _ in found} == {(name, land.country) for name, land in wanted if land}
    assert len(found) == len(wanted)


@given(CORE, LAND)
def test_where_a_body_stands_changes_nothing(core: str, land: str) -> None:
    """A body is the same as subject, behind 'by', in a list and at the end of the sentence."""
    name = f"{core} of {land}"
    sentences = (
        f"The {name} met.",
        f"The work was welcomed by the {name}.",
        f"Officers of the {name} met, and others too.",
        f"Work goes on at the {name}, and elsewhere.",
    )
    assert {tuple(bodies(sentence)) for sentence in sentences} == {tuple(bodies(sentences[0]))}
    assert [one for one, _, _ in bodies(sentences[0])] == [name]
