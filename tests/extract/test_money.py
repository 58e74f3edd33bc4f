"""kg.extract.money: amounts in the writings of the world, their number and their currency."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import reading_of

from kg.extract.money import find_money, read_figure
from kg.model import Funding, Span
from kg.sentences import flatten


def amounts(text: str) -> list[str]:
    """The amounts of a text as 'number currency'."""
    flat = flatten(text)
    return [f"{money.amount} {money.currency}" for money in find_money(flat, Span(0, len(flat)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # signs
        ("€50", "50 EUR"),
        ("€ 1.5 million", "1500000 EUR"),
        ("£20 million", "20000000 GBP"),
        ("¥3,000", "3000 JPY"),
        ("₾500", "500 GEL"),
        ("50 €", "50 EUR"),
        ("12 345,67 €", "12345.67 EUR"),
        # dollars
        ("$2.5m", "2500000 USD"),
        ("$ 2.5 bn", "2500000000 USD"),
        ("US$2.5m", "2500000 USD"),
        ("US $ 5,000", "5000 USD"),
        ("$100 USD", "100 USD"),
        ("C$ 100", "100 CAD"),
        ("A$100", "100 AUD"),
        ("NZ$20", "20 NZD"),
        # codes
        ("EUR 40,000", "40000 EUR"),
        ("40 000 EUR", "40000 EUR"),
        ("40,000EUR", "40000 EUR"),
        ("310.000 BAM", "310000 BAM"),
        ("CHF 42'500", "42500 CHF"),
        ("CHF 42’500", "42500 CHF"),
        ("MDL 2 million", "2000000 MDL"),
        ("USD 12.50", "12.5 USD"),
        ("EUR 2016", "2016 EUR"),
        # words
        ("42 500 euros", "42500 EUR"),
        ("1.200.000 euros", "1200000 EUR"),
        ("1,200,000 Euros", "1200000 EUR"),
        ("1,250.75 dollars", "1250.75 USD"),
        ("1.250,75 euro", "1250.75 EUR"),
        ("some 200,000 U.S. dollars", "200000 USD"),
        ("200,000 US Dollars", "200000 USD"),
        ("28,4 million soms", "28400000 KGS"),
        ("100,000 Norwegian kroner", "100000 NOK"),
        ("20 million pounds sterling", "20000000 GBP"),
        ("3 billion yen", "3000000000 JPY"),
        ("2 million lei", "2000000 MDL"),
        # numbers in words
        ("half a million euros", "500000 EUR"),
        ("a million euros", "1000000 EUR"),
        ("one million dollars", "1000000 USD"),
        ("two thousand pounds", "2000 GBP"),
        # scales
        ("€5k", "5000 EUR"),
        ("5 mln USD", "5000000 USD"),
        ("a 10-million euro fund", "10000000 EUR"),
        ("$1 trillion", "1000000000000 USD"),
        ("$2.5 Million", "2500000 USD"),
        ("€10 M", "10000000 EUR"),
        ("EUR40,000", "40000 EUR"),
        ("5 mio. EUR", "5000000 EUR"),
        ("fifty thousand euros", "50000 EUR"),
        ("twenty euros", "20 EUR"),
    ],
)
def test_amounts(text: str, expected: str) -> None:
    """Sign, code or word, before or behind, with comma, point or blank: one number and one ISO 4217 code."""
    assert amounts(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "40,000 officers",
        "5 million people",
        "dollars",
        "the euro area",
        "99 cents",
        "10 m deep",
        "2016",
        "a 10 km stretch of the border",
        "ALL 500 OFFICERS",
    ],
)
def test_what_is_no_money(text: str) -> None:
    """A number of something else is no amount."""
    assert amounts(text) == []


def test_several_amounts() -> None:
    """Each amount of a sentence is found with its stretch of text."""
    text = "Norway gave EUR 40,000, Sweden\n1.5 million\nkronor and Japan ¥3,000"
    text = text.replace("kronor", "Swedish kronor")
    found = find_money(flatten(text), Span(0, len(text)))
    assert [money.text for money in found] == ["EUR 40,000", "1.5 million Swedish kronor", "¥3,000"]
    assert [" ".join(money.span.of(text).split()) for money in found] == [money.text for money in found]


def test_only_the_span_is_searched() -> None:
    """An amount outside the stretch that is asked for is not found."""
    text = "EUR 40 and EUR 50"
    assert [money.amount for money in find_money(text, Span(7, len(text)))] == ["50"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,200.50", "1200.50"),
        ("1.200,50", "1200.50"),
        ("310.000", "310000"),
        ("310,000", "310000"),
        ("42 500", "42500"),
        ("42'500", "42500"),
        ("1.6", "1.6"),
        ("2,5", "2.5"),
        ("1.25", "1.25"),
        ("10.000.000,00", "10000000.00"),
        ("1.2345", "1.2345"),
    ],
)
def test_figures_in_either_convention(text: str, expected: str) -> None:
    """Three digits behind a mark are thousands, one or two are a fraction; where both marks stand, the last is the decimal one."""
    assert read_figure(text) == Decimal(expected)


def printed(cents: int, thousands: str, decimal: str) -> str:
    """An amount of cents in a convention."""
    whole = f"{cents // 100:,}".replace(",", thousands)
    return f"{whole}{decimal}{cents % 100:02}" if decimal else whole


@given(
    st.integers(100, 10**11),
    st.sampled_from([(",", "."), (".", ","), (" ", ","), (" ", "."), ("'", "."), (",", ""), (".", ""), (" ", "")]),
)
def test_every_amount_in_every_convention(cents: int, convention: tuple[str, str]) -> None:
    """Any amount up to a billion is read alike in the conventions of the world, the code before or behind."""
    text = printed(cents, *convention)
    wanted = Decimal(cents) / 100 if convention[1] else Decimal(cents // 100)
    for sentence in (f"It cost EUR {text}.", f"It cost {text} euros."):
        ((number, code),) = (one.split() for one in amounts(sentence))
        assert (Decimal(number), code) == (wanted, "EUR")
        assert "E" not in number
        assert number == "0" or not number.endswith(".")


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(["1", "000", ",", ".", " ", "EUR", "€", "$", "million", "m", "'", "dollars", "two"]), max_size=14
    ).map("".join)
)
def test_any_text(text: str) -> None:
    """Amounts stand in the text where they say, and are decimal texts that a number can be read from."""
    flat = flatten(text)
    for money in find_money(flat, Span(0, len(flat))):
        assert money.text == money.span.of(flat) != ""
        assert Decimal(money.amount) >= 0
        assert len(money.currency) == 3
        assert money.currency.isupper()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The seminar was funded by Norway (EUR 40,000).", ("Norway", "40000", "EUR", "EUR 40,000")),
        ("Norway provided 1.5 million kroner for the seminar.", None),
        (
            "The Ministry of Defence of Norway contributed EUR 40,000 to the seminar.",
            ("Ministry of Defence of Norway", "40000", "EUR", "EUR 40,000"),
        ),
        ("The work cost 40,000 euros from the Government of Norway.", ("Government of Norway", "40000", "EUR", "40,000 euros")),
    ],
)
def test_amounts_in_a_reading(text: str, expected: tuple[str, ...] | None) -> None:
    """Who gives it, how much and as printed, together in one payment; kroner alone are of no country."""
    reading = reading_of(text, headline="Seminar on safe borders")
    found = [
        (reading.things[claim.funder].name, claim.amount, claim.currency, claim.amount_text)
        for claim in reading.claims
        if isinstance(claim, Funding) and claim.funder is not None and claim.amount
    ]
    assert found == ([expected] if expected else [])
