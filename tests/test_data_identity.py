"""data/identity: the words that name one portfolio of a ministry."""

import re

from readings import knowledge

from kg.lexicon import LEX, SKOS, read_resources
from kg.resources import folder

PORTFOLIOS = dict(read_resources(folder("data") / "identity" / "portfolios.ttl"))
FORMS = [
    (form, name) for name, entry in PORTFOLIOS.items() for form in entry[f"{SKOS}prefLabel"] + entry.get(f"{SKOS}altLabel", [])
]


def test_a_form_names_one_portfolio() -> None:
    """Two portfolios never share a core, in whatever case, or the ministries of both would be one."""
    forms = [form.lower() for form, _ in FORMS]
    assert len(PORTFOLIOS) > 60
    assert len(set(forms)) == len(forms)
    assert all(len(entry[f"{SKOS}prefLabel"]) == 1 for entry in PORTFOLIOS.values())


def test_forms_are_bare_cores() -> None:
    """A core has neither the head of a name, nor an article in front, nor a nation."""
    adjectives = knowledge().lexicon.adjectives
    for form, portfolio in FORMS:
        assert not re.match(r"(?i)(the|ministry|department|office) ", form), portfolio
        assert adjectives.keys().isdisjoint(form.split()), portfolio


def test_states_that_keep_words_apart_are_known() -> None:
    """Each exception is a state of the lexicon; Kenya, which had two such ministries at one time, is among them."""
    apart = {state.rpartition("/")[2] for entry in PORTFOLIOS.values() for state in entry.get(f"{LEX}apart", ())}
    assert "KE" in apart
    assert apart <= knowledge().lexicon.states.keys()


def test_the_reader_does_not_take_cores_for_names() -> None:
    """The table stands outside data/lexicon: a bare core in a text is no institution."""
    names = knowledge().lexicon.names
    assert names.get("Internal Affairs") is None
    assert names.get("Labour and Social Affairs") is None
