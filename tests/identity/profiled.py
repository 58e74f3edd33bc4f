"""Profiles for the tests of kg.identity, from a few words each."""

from kg.identity.profiles import EVENT, INSTITUTION, PERSON, Profile
from kg.iris import BASE, slug


def person(name: str, *facts: str, iri: str = "") -> Profile:
    """A person with facts ('home:AL', 'title:head')."""
    return Profile(f"{BASE}person/{iri or slug(name)}", PERSON, frozenset({f"label:{name}", *facts}))


def body(name: str, *facts: str, core: str = "", iri: str = "") -> Profile:
    """An institution with facts ('country:AL', 'type:police', 'acronym:BP')."""
    return Profile(
        f"{BASE}institution/{iri or slug(name)}", INSTITUTION, frozenset({f"label:{name}", f"core:{core or name.lower()}", *facts})
    )


def event(iri: str, *facts: str) -> Profile:
    """A report of an event with facts ('start:2021-05-03', 'city:place/al/tirana')."""
    return Profile(f"{BASE}event/{iri}", EVENT, frozenset({f"in_document:{iri}", *facts}))
