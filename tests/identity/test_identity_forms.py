"""kg.identity.forms: all ways to write a name have one form, and names of different things have different ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identity.forms import Names, consonants, initials, person_words, plain, skeleton
from kg.identity.words import compared, words
from kg.knowledge import load

NAMES = Names(load().lexicon)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Centre for Defence Reform", "Center for Defense Reform"),
        ("Organisation for Security & Co-operation", "organization for security and cooperation"),
        ("Institut für Polizei", "Institut fur Polizei"),
        ("UN Stabilisation Mission", "United Nations Stabilization Mission"),
        ("Women's Network", "Women Network"),
    ],
)
def test_spellings_of_words(one: str, two: str) -> None:
    """British and American spelling, accents, hyphens, ampersands and possessives do not count."""
    assert plain(one) == plain(two)


@pytest.mark.parametrize(
    "forms",
    [
        ("Yevhen", "Evgeny", "Yevgeniy"),
        ("Muhammad", "Mohammed", "Mukhammed"),
        ("Đorđe", "Djordje"),
        ("Hryhorii", "Grigory"),
        ("Suleimenov", "Suleymenov", "Süleimenov"),
        ("Bob", "Robert"),
    ],
)
def test_letters_and_languages(forms: tuple[str, ...]) -> None:
    """One name in several ways to write it in Latin letters, or in two languages, has one skeleton."""
    assert len({skeleton(word) for form in forms for word in person_words(f"{form} Xyz")[:1]}) == 1


@pytest.mark.parametrize(("one", "two"), [("Ivanov", "Ivanova"), ("Petar", "Pavel"), ("Marko", "Mirko"), ("Hoxha", "Hoti")])
def test_other_names_stay_other(one: str, two: str) -> None:
    """A woman's surname, and names that only look alike, have skeletons of their own."""
    assert skeleton(one.lower()) != skeleton(two.lower())


def test_words_of_persons() -> None:
    """Initials are words of one letter; articles go, what belongs to a word is put to it; a name of particles keeps them."""
    assert person_words("J. K. Mwangi") == ("j", "k", "mwangi")
    assert person_words("Mohammed al-Hashimi") == ("mohammed", "hashimi")
    assert person_words("Farouk Ben Ali") == ("farouk", "benali")
    assert person_words("De La") == ("de", "la")


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_name_can_be_shortened_to_its_first_letter(word: str) -> None:
    """Whatever the other spellings of a word are, its own first letter stands for it, and its consonants are in its skeleton."""
    assert word[0] in initials(word)
    assert set(consonants(word)) <= set(skeleton(word))


@pytest.mark.parametrize(
    ("name", "country", "kind", "core"),
    [
        ("Ministry of Foreign Affairs", "AL", "ministry", "ministry of foreign affairs"),
        ("Foreign Ministry", "AL", "ministry", "ministry of foreign affairs"),
        ("Ministry of National Defence of the Republic of Lithuania", "LT", "ministry", "ministry of defense"),
        ("National Police of the Democratic Republic of the Congo", "CD", "police", "national police"),
        ("Police nationale", "CD", "police", "police nationale"),
        ("EU Police Mission in BiH", "", "mission", "eu police mission in bosnia and herzegovina"),
        ("American University of Central Asia", "KG", "university", "american university of central asia"),
        ("Prosecutor's Office of Ruritania", "", "", "prosecution of ruritania"),
        ("Prosecutor General's Office of Georgia", "GE", "court", "general prosecution"),
        ("Office of the Prosecutor General of Georgia", "GE", "court", "general prosecution"),
        ("Georgian Prosecution Service", "GE", "court", "prosecution"),
        ("Public Prosecutor", "GE", "court", "public prosecutor"),
        ("Royal Solomon Islands Police Force", "SB", "police", "royal police force"),
    ],
)
def test_cores(name: str, country: str, kind: str, core: str) -> None:
    """A state's body is named without that state; what is no state's keeps its words, with the usual names of states."""
    assert NAMES.core(name, country, kind) == core


def test_a_body_that_is_nothing_but_its_state_keeps_it() -> None:
    """What is left of a name is never nothing."""
    assert NAMES.core("Government of Albania", "AL", "government") == "government"
    assert NAMES.core("Albania", "AL", "police")


def test_known_names() -> None:
    """The lexicon's name of a body, not where it is ambiguous or of another state."""
    assert NAMES.authority("OSCE", "") == NAMES.authority("Organization for Security and Co-operation in Europe", "")
    assert NAMES.authority("Austrian Development Agency", "DE") == ""
    assert NAMES.authority("Nobody's Agency", "") == ""
    assert NAMES.line("OSCE Centre in Bishkek", "") == NAMES.line("OSCE Programme Office in Bishkek", "") != ""
    assert NAMES.line("OSCE Centre in Dushanbe", "") == NAMES.line("OSCE Programme Office in Dushanbe", "") != ""
    assert NAMES.line("Kosovo Protection Corps", "") != NAMES.line("Kosovo Security Force", "")
    assert NAMES.land_in("Royal Eswatini Police Service") == "SZ"
    assert NAMES.land_in("Police of Albania and Kosovo") == ""


def test_entries_that_were_renamed_are_known() -> None:
    """Both names of a renaming are entries of the lexicon, and no chain of them comes back to its start."""
    for former, present in words().renamed.items():
        assert NAMES.authority(former, ""), former
        assert NAMES.authority(present, ""), present
        assert NAMES.line(former, "") == NAMES.line(present, "")


@pytest.mark.parametrize(
    ("name", "country", "kind", "acronym"),
    [
        ("Georgian Interior Ministry", "GE", "ministry", "MIA"),
        ("Ministry of Internal Affairs of Georgia", "GE", "ministry", "MoIA"),
        ("Drug Control Agency under the President of the Republic of Tajikistan", "TJ", "agency", "DCA"),
        ("Haitian National Police", "HT", "police", "HNP"),
        ("National Police", "HT", "police", "PNH"),
        ("Serbian Interior Ministry", "RS", "ministry", "MUP"),
        ("Armed Forces of Ghana", "GH", "armed-forces", "GAF"),
    ],
)
def test_letters_that_stand_for_a_body(name: str, country: str, kind: str, acronym: str) -> None:
    """A body's acronym may have the letter of its state or not, be of another name of the ministry or of another language."""
    assert "".join(sorted(acronym.lower())) in NAMES.letters(name, country, kind)


def test_states_in_a_text() -> None:
    """States are named by themselves, by an adjective and by a place; small words that look like one are not."""
    assert NAMES.lands_in("BANGUI - MINUSCA gave medals to the RNP. The Rwandan officers will turkey") == {"CF", "RW"}


def test_words_as_they_are_compared() -> None:
    """Words of other languages and the plural are one with the English singular; short words stay as they are."""
    assert compared("policia") == compared("police")
    assert compared("services") == compared("service")
    assert compared("investigations") == compared("investigative")
    assert compared("press") == "press"
    assert compared("gas") == "gas"
