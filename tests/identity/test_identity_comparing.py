"""kg.identity.comparing: what speaks for and against that two names are one, in points and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.profiled import body, event, person
from kg.identity.clusters import merges
from kg.identity.comparing import NONE, compare, compatible
from kg.identity.profiles import Profile
from kg.identity.words import weights

SAID = "said:pameca polici reform"
AT, HOME, HEAD = "at:institution/border-police-al", "home:AL", "title:head of training"
MAY = ("start:2021-05", "end:2021-05")
BORDER, OTHER = "matter:borde office", "matter:school pupil teachers"
DAY = ("start:2021-05-03", "end:2021-05-03", "city:place/al/tirana", "country:AL", "type:workshop")

ONE = [
    (person("John Hallevik", HOME, AT), person("J. Hallevik", HOME, AT, HEAD)),
    (person("Yevhen Bondarenko", HOME, AT), person("Evgeny Bondarenko", HOME, AT)),
    (person("Zhang Xiulan", HOME, AT), person("Xiulan Zhang", HOME, AT)),
    (person("Jae-sung Yun", HOME, AT), person("Jaesung Yun", HOME, AT)),
    (person("Arta Dushaj", HOME, AT), person("Arta Dushaj-Leka", HOME, AT, HEAD)),
    (person("Romina Kuko", HOME, "year:2019"), person("Romina Kuko", HOME, AT, HEAD, "year:2021", iri="other")),
    (person("Mohamed Altamimi", HOME, AT), person("Mohammed al-Tamimi", HOME, AT)),
    (person("Farrukh Abdulloyev", HOME, AT), person("Farrukh Abdullaev", HOME, AT)),
    (person("Karim Bou Haddad", HOME, AT), person("Karim Abou Haddad", HOME, AT)),
    (person("Khaled Al Hashemi", HOME, AT), person("Khalid Alhashimi", HOME, AT)),
    (person("Zhumabek Asanovich", HOME, AT), person("Jumabek Asanovich", HOME, AT)),
    (person("Rashad Guliyev", HOME, AT), person("Rashad Quliyev", HOME, AT)),
    (person("Sh. Krasniqi", HOME, AT, HEAD), person("Shpresa Krasniqi", HOME, AT)),
    (person("JP Lacombe", HOME, AT), person("Jean-Pierre Lacombe", HOME, AT)),
    (person("Ana Lucia Barrientos", HOME, AT, HEAD), person("Ana Barrientos Recinos", HOME, AT, HEAD)),
    (person("Chukwuemeka Okonjo", HOME, AT), person("Emeka Okonjo", HOME, AT)),
    (person("Annika Nyberg", HOME, AT, "former:bergstrand"), person("Annika Bergstrand", HOME, AT)),
    (
        person("T. Faleolo", "home:WS", "at:institution/police-service-ws", HEAD),
        person("Tui Faleolo", "home:WS", "at:institution/police-ws", HEAD),
    ),
    (person("John Hallevik", HOME, SAID), person("John Hallevik", "home:RS", "about:AL", SAID, iri="abroad")),
    (body("Border Police Academy", "country:AL"), body("Academy Border Police", "country:AL")),
    (body("Kosovo Police Service", "country:XK", core="police service"), body("Kosovo Police", "country:XK", core="police")),
    (body("Liberia National Police", "country:LR", core="national police"), body("LNP", "home:LR")),
    (body("IOM Mission in Ukraine", "country:UA"), body("IOM Ukraine", "country:UA")),
    (body("State Border Guard Service", "country:UA"), body("Border Guard", "country:UA")),
    (body("Police", "country:MM", "type:police"), body("Police Force", "country:MM", "type:unit")),
    (body("National Police", "country:SO"), body("Police Force", "country:SO")),
    (body("State Border Guard Service", "country:UA"), body("State Border Service", "country:UA")),
    (body("Migration Service", "country:SE"), body("State Migration Agency", "country:SE")),
    (body("Policía Nacional", "country:CO"), body("National Police", "country:CO", iri="english")),
    (body("Ministère de l'Intérieur", "country:CD"), body("Interior Ministry", "country:CD", iri="english")),
    (body("Police Services", "country:ZA"), body("Police Service", "country:ZA", iri="one")),
    (body("Ministry of Internal Affairs", "country:GE", "letters:aim"), body("MIA", "home:GE")),
    (body("National Police", "country:RW", "letters:npr"), body("RNP", "home:CF", "about:RW")),
    (body("Border Guard Service", "country:MD", "alias:border-police-md"), body("Border Police", iri="border-police-md")),
    (body("OSCE Centre in Bishkek", "known:a"), body("OSCE Programme Office in Bishkek", "known:a")),
    (event("a", *DAY, "organizer:o", BORDER), event("b", *DAY, "organizer:o", "actor:o")),
    (event("a", *DAY, "matter:gender office safet"), event("b", *DAY[:4], "type:visit", "matter:women office safet")),
    (
        event("a", *DAY[:4], "type:workshop", BORDER),
        event("b", *MAY, *DAY[2:], BORDER),
    ),
    (
        event("a", "start:2021-04-26", *DAY[2:], "lasts:14", BORDER),
        event("b", "end:2021-05-07", *DAY[2:], BORDER),
    ),
    (event("a", *DAY, BORDER), event("b", *DAY[:2], "city:place/al/tirane", *DAY[3:], BORDER)),
    (event("a", *DAY, BORDER), event("b", "told:2021-04-28 2021-05-07", *DAY[2:], BORDER)),
    (event("a", *DAY, "matter:borde office safet"), event("b", *DAY[:4], "type:seminar", "matter:borde office traff")),
]
TWO = [
    (person("John Hallevik", HOME, AT), person("Jane Hallevik", HOME, AT)),
    (person("Sh. Krasniqi", HOME, AT, HEAD), person("Sokol Krasniqi", HOME, AT)),
    (person("Gani Krasniqi", HOME, AT), person("Genc Krasniqi", HOME, AT)),
    (body("Special Prosecution", "country:ME"), body("Supreme State Prosecution", "country:ME")),
    (person("Ivan Petrov", HOME, AT), person("Ivana Petrova", HOME, AT)),
    (person("John Hallevik", "country:GB", "home:GB"), person("John Hallevik", "country:US", "home:US", iri="other")),
    (person("Ramon Cruz Jr", HOME, AT), person("Ramon Cruz Sr", HOME, AT)),
    (person("John A. Hallevik", HOME, AT), person("John B. Hallevik", HOME, AT)),
    (person("John Hallevik", HOME, "said:border customs"), person("John Hallevik", "home:RS", "said:school poetry", iri="abroad")),
    (
        person("Grace Kamau", HOME, "said:hotline polici unit"),
        person("Grace Kamau", HOME, "said:drawing playgr pupil", iri="pupil"),
    ),
    (person("Jose Luis Alvaredo", HOME, AT), person("Jose Antonio Alvaredo Zelaya", HOME, AT)),
    (person("Anna Hallevik", HOME, AT), person("Johanna Halstad", HOME, AT)),
    (person("Annika Nyberg", HOME, AT), person("Annika Bergstrand", HOME, AT)),
    (person("Arben Hallevik", HOME, AT, "beside:a-hallevik"), person("A. Hallevik", HOME, AT)),
    (body("Police", "country:KE", "beside:police-service"), body("Police Service", "country:KE")),
    (body("Ministry of Justice", "country:AL"), body("Ministry of Interior", "country:AL")),
    (body("Border Police", "country:AL", "type:police"), body("Border Police", "country:AM", "type:police", iri="other")),
    (body("Infantry Brigade 1", "country:GE"), body("Infantry Brigade 2", "country:GE")),
    (body("Ministry of Interior", "country:AL"), body("Police Academy of the Ministry of Interior", "country:AL")),
    (body("OSCE Mission to Serbia", "known:a"), body("OSCE Mission to Serbia", "known:b", iri="other")),
    (body("State Border Guard", "country:LT"), body("Border Guard Academy", "country:LT")),
    (body("Police Service", "country:KE"), body("National Police Service", "country:KE")),
    (body("Ministry of Interior", "country:IQ"), body("Kurdistan Region Ministry of Interior", "country:IQ")),
    (body("Border Police", "country:RS"), body("Border Guard", "country:RS")),
    (body("Police Directorate", "country:RS"), body("Police Department", "country:RS")),
    (body("Regional Police Directorate", "country:RS"), body("Nis Regional Police Directorate", "country:RS")),
    (body("Customs Service", "country:KG"), body("Migration Service", "country:KG")),
    (body("National Police", "country:RW", "letters:npr"), body("RNP", "home:CF", "about:CF")),
    (body("State Border Service", "country:KG", "letters:bss"), body("BS", "home:KG")),
    (event("a", *DAY, "organizer:o"), event("b", "start:2022-05-03", "end:2022-05-03", *DAY[2:], "organizer:o")),
    (event("a", *DAY, "organizer:o"), event("b", *DAY[:2], "city:place/al/durres", *DAY[3:], "organizer:o")),
    (event("a", *DAY, "organizer:o", BORDER), event("b", *DAY, "actor:p", "matter:prison reform")),
    (event("a", *DAY, "organizer:o"), event("b", *DAY, "organizer:o", "in_document:a")),
    (event("a", *DAY, BORDER), event("b", "start:2021-06", "end:2021-06", *DAY[2:], BORDER)),
    (event("a", *DAY, BORDER), event("b", "told:2021-05-04 2021-05-13", *DAY[2:], BORDER)),
    (event("a", *DAY, "organizer:o", "matter:gender"), event("b", *DAY, "organizer:o", "matter:floods")),
    (event("a", *DAY, "organizer:o", "matter:hate crime prosec"), event("b", *DAY, "organizer:o", OTHER)),
]


def merged(one: Profile, two: Profile) -> bool:
    """Whether the two become one without a question."""
    return merges(one.kind, compare(one, two).score)


@pytest.mark.parametrize(("one", "two"), ONE)
def test_what_is_one(one: Profile, two: Profile) -> None:
    """Short forms, other letters, other order, other words for the same matter become one where the rest fits."""
    assert merged(one, two), compare(one, two)


@pytest.mark.parametrize(("one", "two"), TWO)
def test_what_is_two(one: Profile, two: Profile) -> None:
    """Other persons of the family, namesakes abroad, sister bodies and the next in a series stay two."""
    assert not merged(one, two), compare(one, two)


@given(st.sampled_from([*ONE, *TWO]))
def test_order_does_not_count(pair: tuple[Profile, Profile]) -> None:
    """Two names are as alike as the other way round, and are told the same."""
    assert compare(*pair) == compare(*reversed(pair))


def test_kinds_do_not_mix() -> None:
    """A person is no institution."""
    assert compare(person("Green Cross"), body("Green Cross")) is NONE
    assert not compatible(person("Green Cross"), body("Green Cross"))


def test_likenesses_are_told() -> None:
    """The weightiest comes first, each in words with what it is about."""
    likeness = compare(person("John Hallevik", HOME, AT), person("J. Hallevik", HOME, AT))
    told = likeness.told("person")
    assert told.startswith("both at the same institution; ")
    assert "a given name is only a letter" in told
    assert "in reports about the same state (AL)" in told


def test_every_likeness_has_its_weight() -> None:
    """What the comparers yield stands in data/identity/weights.toml, and what stands there says something."""
    assert all(table["start"].points < 0 for table in weights().kinds.values())
    assert all(weight.says for table in weights().kinds.values() for name, weight in table.items() if name != "start")
    assert set(weights().merge) == set(weights().kinds)
