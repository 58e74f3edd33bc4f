"""Acronyms that nothing explains: bodies where a land, those who serve in them or what they do says so."""

import pytest
from readings import reading_of, things_of

from kg.model import Kind


def bodies(text: str) -> list[tuple[str, str, str]]:
    """(name, country, acronym) of each institution of a text."""
    return [(one.name, one.country, one.acronym) for one in things_of(reading_of(text), Kind.INSTITUTION)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mobile teams of the Tajik DCO now cover the road.", [("Tajik DCO", "TJ", "DCO")]),
        ("The DCO of the Kyrgyz Republic was dissolved.", [("DCO of the Kyrgyz Republic", "KG", "DCO")]),
        ("The work goes on with the MoD of Armenia.", [("MoD of Armenia", "AM", "MoD")]),
        ("Pakistan's FIX will warn young people.", [("FIX", "PK", "FIX")]),
        ("XNP officers will share the house.", [("XNP", "", "XNP")]),
        ("Five officials of the MoD were arrested.", [("MoD", "", "MoD")]),
        ("F-FXTL soldiers were reminded of the rules.", [("F-FXTL", "", "F-FXTL")]),
        ("The TRXC heard its first witness.", [("TRXC", "", "TRXC")]),
        ("FIX raided two shops in the port.", [("FIX", "", "FIX")]),
        ("The register is open again, NAZX said.", [("NAZX", "", "NAZX")]),
        ("The final report of the IVX went online.", [("IVX", "", "IVX")]),
        ("The staff of EUBAM Libya work from afar.", [("EUBAM Libya", "LY", "")]),
        ("EUPM advisers walked through the city.", [("EUPM", "", "EUPM")]),
    ],
)
def test_an_acronym_that_is_a_body(text: str, expected: list[tuple[str, str, str]]) -> None:
    """A land beside it, its people or its deeds make a body of an acronym."""
    assert bodies(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's GDP grew by two per cent.",
        "Liberia's NAP on women is in force.",
        "Georgian ID cards were printed.",
        "The shop sells XLR cables.",
        "Armenian XLR cables were sold.",
        "The XLR collected in the field was melted.",
        "OSCE officers were there.",
        "A number of SGBV officers were there.",
        "As XTN reported, the road is open.",
        "Kenya's CBOs met again.",
        "DEPUTIES AND XNP OFFICERS MEET",
    ],
)
def test_an_acronym_that_is_none(text: str) -> None:
    """Things, subjects, plurals, and those under whose name many work are no bodies for that."""
    assert bodies(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Drug Control Office (DCO) is new. The Tajik DCO has a branch in Khorog.",
        "The Tajik DCO has a branch in Khorog. The Drug Control Office (DCO) is new.",
    ],
)
def test_the_acronym_of_a_land_is_the_body_that_it_stands_for(text: str) -> None:
    """'The Tajik DCO' is what the document calls DCO, whichever comes first."""
    assert bodies(text) == [("Drug Control Office", "TJ", "DCO")]


def test_two_lands_have_two_bodies() -> None:
    """One acronym of two lands stands for two."""
    assert bodies("The Tajik DCO met the Kyrgyz DCO.") == [("Tajik DCO", "TJ", "DCO"), ("Kyrgyz DCO", "KG", "DCO")]


def test_later_the_acronym_alone_is_the_body_of_the_land() -> None:
    """'DCO staff' after 'the Tajik DCO' adds no other body."""
    assert bodies("The Tajik DCO has a branch. DCO staff work there.") == [("Tajik DCO", "TJ", "DCO")]
