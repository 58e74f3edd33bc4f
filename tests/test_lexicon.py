"""kg.lexicon: names and words from Turtle files, found as the longest sequence of words."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import knowledge

from kg.errors import BadKnowledge
from kg.iris import NAMESPACE
from kg.lexicon import LEX, SKOS, Lexicon, Name, Phrases, load, read_resources, turtle_files
from kg.resources import folder

HEAD = """
@prefix kg: <https://w3id.org/pressgraph/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix lex: <https://w3id.org/pressgraph/lexicon#> .
@prefix state: <https://w3id.org/pressgraph/id/state/> .
@prefix place: <https://w3id.org/pressgraph/id/place/> .
@prefix body: <https://w3id.org/pressgraph/id/institution/> .
@prefix type: <https://w3id.org/pressgraph/institution-type/> .
@prefix event: <https://w3id.org/pressgraph/event-type/> .
"""
RURITANIA = """
state:RU1 a kg:State ; skos:prefLabel "Ruritania" ; skos:altLabel "Kingdom of Ruritania" ;
    lex:adjective "Ruritanian" ; lex:demonym "Ruritans" .
place:strelsau a kg:Place ; skos:prefLabel "Strelsau" ; skos:altLabel "Streslau" ; kg:country state:RU1 .
place:zenda a kg:Place ; skos:prefLabel "Zenda Valley" ; lex:region true ; kg:country state:RU1 .
body:guard a kg:Institution ; skos:prefLabel "Royal Guard" ; kg:acronym "RG" ; kg:country state:RU1 ;
    kg:institutionType type:armed-forces ; kg:partOf body:crown .
type:armed-forces lex:head "guard", "cavalry brigade" .
event:ceremony lex:noun "coronation" .
lex:say skos:hiddenLabel "proclaimed", "gave out" .
"""
Write = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    """A folder with one Turtle file of these statements."""

    def write(statements: str, name: str = "own.ttl") -> Path:
        (tmp_path / name).write_text(HEAD + statements, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def ruritania(written: Write) -> Lexicon:
    """A lexicon of one small country."""
    return load([written(RURITANIA)])


PHRASE = st.lists(st.sampled_from(["border", "police"]), min_size=1, max_size=4)


@given(st.lists(PHRASE, max_size=8), PHRASE)
def test_the_longest_phrase_wins(entries: list[list[str]], words: list[str]) -> None:
    """At each word the longest entry that begins there is found, and nothing else."""
    table: Phrases[str] = Phrases()
    for entry in entries:
        table.enter(entry, " ".join(entry))
    for at in range(len(words)):
        fitting = [entry for entry in entries if words[at : at + len(entry)] == entry]
        longest = max(fitting, key=len, default=None)
        assert table.match(words, at) == (longest and (len(longest), " ".join(longest)))


def test_the_first_entry_of_a_phrase_stays() -> None:
    """A name of the user, read first, is not overwritten by ours."""
    table: Phrases[int] = Phrases()
    table.add("Border Police", 1)
    table.add("Border Police", 2)
    assert table.get("Border Police") == 1


def test_phrases_are_split_as_sentences_are() -> None:
    """An entry with marks is found word by word in a text that has them too."""
    table: Phrases[int] = Phrases()
    table.add("Prosecutor's Office", 1)
    assert table.match(("the", "Prosecutor", "'s", "Office"), 1) == (3, 1)
    assert "Prosecutor's Office" in table
    assert "Prosecutor" not in table
    assert 7 not in table


def test_nothing_is_entered_for_no_words() -> None:
    """An empty phrase matches nowhere."""
    table: Phrases[int] = Phrases()
    table.add("", 1)
    assert table.firsts == {}


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("Ruritania", Name("state", "Ruritania", "RU1")),
        ("Kingdom of Ruritania", Name("state", "Ruritania", "RU1")),
        ("Ruritanian", Name("adjective", "Ruritania", "RU1")),
        ("Ruritans", Name("adjective", "Ruritania", "RU1")),
        ("Strelsau", Name("place", "Strelsau", "RU1")),
        ("Streslau", Name("place", "Strelsau", "RU1")),
        ("Zenda Valley", Name("region", "Zenda Valley", "RU1", region=True)),
        ("Royal Guard", Name("institution", "Royal Guard", "RU1", "RG", "armed-forces", "institution/crown")),
        ("RG", Name("institution", "Royal Guard", "RU1", "RG", "armed-forces", "institution/crown")),
        ("ruritania", None),
    ],
)
def test_names(ruritania: Lexicon, form: str, name: Name | None) -> None:
    """Each printed form leads to what it stands for; capitals count."""
    assert ruritania.names.get(form) == name


def test_words(ruritania: Lexicon) -> None:
    """Heads of institutions, nouns of events and word lists come from their own properties."""
    assert ruritania.heads.get("cavalry brigade") == "armed-forces"
    assert ruritania.events.get("coronation") == "ceremony"
    assert ruritania.list("say") == {"proclaimed", "gave out"}
    assert ruritania.phrases["say"].match(("she", "gave", "out"), 1) == (2, "gave out")
    assert ruritania.list("no-such-list") == frozenset()
    assert ruritania.states == {"RU1": "Ruritania"}
    assert ruritania.adjectives == {"Ruritanian": "RU1"}


def test_word_lists_of_several_files_add_up(written: Write) -> None:
    """A folder of the user extends our lists and does not replace them."""
    written('lex:say skos:hiddenLabel "proclaimed" .', "one.ttl")
    folder = written('lex:say skos:hiddenLabel "gave out" .', "two.ttl")
    assert load([folder]).list("say") == {"proclaimed", "gave out"}


def test_a_state_comes_before_a_city(written: Write) -> None:
    """Where a city bears the name of its state, the name alone is the state's, whatever the order of the files."""
    written('place:ruritania a kg:Place ; skos:prefLabel "Ruritania" ; kg:country state:RU1 .', "a.ttl")
    name = load([written(RURITANIA, "b.ttl")]).names.get("Ruritania")
    assert name is not None
    assert name.kind == "state"


def test_the_first_folder_wins(tmp_path: Path) -> None:
    """The user's folder is read first, so that its entry of a name counts."""
    for number, label in enumerate(("Palace Guard", "Castle Guard")):
        (tmp_path / str(number)).mkdir()
        statement = f'body:{number} a kg:Institution ; skos:prefLabel "{label}" ; skos:altLabel "The Guard" .'
        (tmp_path / str(number) / "own.ttl").write_text(HEAD + statement, encoding="utf-8")
    name = load([tmp_path / "0", tmp_path / "1"]).names.get("The Guard")
    assert name is not None
    assert name.name == "Palace Guard"


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        ('body:x a kg:Castle ; skos:prefLabel "X" .', "kg:Castle is no kind of name"),
        ('body:x a kg:Institution ; skos:altLabel "X" .', "has no skos:prefLabel"),
        ("body:x a kg:Institution ; ", "not readable as Turtle"),
        ('body:x skos:note [ skos:prefLabel "X" ] .', "blank node"),
    ],
)
def test_faults_name_the_file(written: Write, statements: str, said: str) -> None:
    """An entry that cannot be used says in which file it stands."""
    folder = written(statements)
    with pytest.raises(BadKnowledge, match=said) as caught:
        load([folder])
    assert str(folder / "own.ttl") in str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A mistyped folder is an error, not an empty lexicon."""
    with pytest.raises(BadKnowledge, match="no such folder") as caught:
        load([tmp_path / "nowhere"])
    assert str(tmp_path / "nowhere") in str(caught.value)


def test_files_are_read_in_order_of_name(written: Write) -> None:
    """The order of the files does not hang on the file system; other files are left alone."""
    for name in ("b.ttl", "a.ttl", "c.ttl"):
        folder = written("", name)
    (folder / "notes.txt").write_text("no Turtle", encoding="utf-8")
    assert [path.name for path in turtle_files(folder)] == ["a.ttl", "b.ttl", "c.ttl"]


def test_resources_hold_all_values(written: Write) -> None:
    """All values of a property are kept, and a resource that stands in two places of a file is one."""
    folder = written('lex:x skos:hiddenLabel "a" . lex:y skos:hiddenLabel "b" . lex:x skos:hiddenLabel "c" .')
    found = dict(read_resources(folder / "own.ttl"))
    assert {name: values["http://www.w3.org/2004/02/skos/core#hiddenLabel"] for name, values in found.items()} == {
        f"{LEX}x": ["a", "c"],
        f"{LEX}y": ["b"],
    }


# ---- our own lexicon


@pytest.mark.parametrize(
    ("form", "kind", "country"),
    [
        ("Albania", "state", "AL"),
        ("Republic of Moldova", "state", "MD"),
        ("Kosovo", "state", "XK"),
        ("Türkiye", "state", "TR"),
        ("Turkey", "state", "TR"),
        ("The Netherlands", "state", "NL"),
        ("Holy See", "state", "VA"),
        ("Norwegian", "adjective", "NO"),
        ("Tirana", "place", "AL"),
        ("Skopje", "place", "MK"),
        ("OSCE", "institution", ""),
        ("UNDP", "institution", ""),
        ("Central Asia", "region", ""),
    ],
)
def test_our_names(form: str, kind: str, country: str) -> None:
    """The names without which no release of the field can be read."""
    name = knowledge().lexicon.names.get(form)
    assert name is not None
    assert (name.kind, name.country) == (kind, country)


def test_countries_of_our_names_are_states() -> None:
    """Each place and body lies in a state that the lexicon knows, so that its country has a label."""
    lexicon = knowledge().lexicon
    states = set(lexicon.states)
    assert len(states) > 190
    for path in turtle_files(folder("data") / "lexicon"):
        for subject, resource in read_resources(path):
            for country in resource.get("https://w3id.org/pressgraph/ns#country", ()):
                assert country.rpartition("/")[2] in states, f"{path.name}: {subject}"


def test_our_word_lists_are_in_lower_case() -> None:
    """Words are looked up in lower case, so one in capitals would never be found; names and acronyms are not."""
    printed = {"given-names", "ambiguous-given-names", "not-institutions", "surname-particles"} | {
        "thematic-acronyms",
        "umbrella-bodies",
    }
    capitals = {
        f"{name}: {word}"
        for name, words in knowledge().lexicon.lists.items()
        if name not in printed
        for word in words
        if word != word.lower()
    }
    assert capitals == set()


def test_states_are_matched_to_the_list_of_the_european_union() -> None:
    """Each state but Kosovo has one code of the EU country list, a code of three letters that no other state has."""
    states = dict(read_resources(folder("data") / "lexicon" / "states.ttl"))
    matches = {state.rpartition("/")[2]: resource.get(f"{SKOS}exactMatch", []) for state, resource in states.items()}
    assert [state for state, codes in matches.items() if len(codes) != 1] == ["XK"]
    codes = [code for found in matches.values() for code in found]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"http://publications\.europa\.eu/resource/authority/country/[A-Z]{3}", code) for code in codes)
    for state, code in {"AL": "ALB", "CH": "CHE", "GB": "GBR", "GR": "GRC", "MK": "MKD", "ME": "MNE"}.items():
        assert matches[state][0].endswith(f"/{code}")


# ---- the authority file of bodies

BODIES = dict(read_resources(folder("data") / "lexicon" / "bodies.ttl"))
PREF, ALT, ACRONYM = f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{NAMESPACE}acronym"


def test_each_form_belongs_to_one_body() -> None:
    """No label or acronym stands at two entries: the first would win in silence, and the two would be one thing."""
    owners: dict[str, str] = {}
    for body, resource in BODIES.items():
        for form in {form for name in (PREF, ALT, ACRONYM) for form in resource.get(name, ())}:
            assert owners.setdefault(form, body) == body, form


def test_bodies_lead_to_bodies() -> None:
    """A parent or a successor is an entry of the same file, and no chain of either comes back to its start."""
    for name in (f"{NAMESPACE}partOf", f"{LEX}successor"):
        for body in BODIES:
            chain = [body]
            while following := BODIES[chain[-1]].get(name):
                assert following[0] in BODIES, f"{chain[-1]}: {following[0]}"
                assert following[0] not in chain, f"{chain}: {following[0]}"
                chain.append(following[0])


def test_years_of_bodies() -> None:
    """Years are four figures and in order, and a body that has a successor was not founded after it."""
    for body, resource in BODIES.items():
        years = [*resource.get(f"{LEX}since", ()), *resource.get(f"{LEX}until", ())]
        assert all(len(year) == 4 and year.isdigit() for year in years), body
        for successor in resource.get(f"{LEX}successor", ()):
            years += BODIES[successor].get(f"{LEX}until", ())
        assert years == sorted(years), body


@pytest.mark.parametrize(
    ("former", "present"),
    [
        ("CSCE Spillover Monitor Mission to Skopje", "OSCE Mission to Skopje"),
        ("OSCE Spillover Monitor Mission to Skopje", "OSCE Mission to Skopje"),
        ("OSCE Mission to the Federal Republic of Yugoslavia", "OSCE Mission to Serbia and Montenegro"),
        ("CSCE Mission to Moldova", "OSCE Mission to Moldova"),
        ("OSCE Centre in Bishkek", "OSCE Centre in Bishkek"),
        ("OSCE Programme Office in Bishkek", "OSCE Programme Office in Bishkek"),
    ],
)
def test_a_body_that_was_renamed_is_one(former: str, present: str) -> None:
    """A former name leads to the body's one entry; a body with a mandate of its own keeps one apart."""
    name = knowledge().lexicon.names.get(former)
    assert name is not None
    assert name.name == present
