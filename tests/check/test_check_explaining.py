"""kg.check.explaining: the few statements that matter, whatever the reasoner."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kg.check.chaining import clash
from kg.check.explaining import smallest
from kg.vocab import OWL, RDF, RDFS


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=2), unique=True, max_size=24), st.data())
def test_what_is_left_is_enough_and_nothing_of_it_is_idle(statements: list[str], data: st.DataObject) -> None:
    """Of any statements exactly those that make something hold are left, in their order; where several sets do, one of them."""
    reasons = data.draw(st.lists(st.sets(st.sampled_from(statements)), min_size=1, max_size=3)) if statements else [set[str]()]

    def holds(some: Sequence[str]) -> bool:
        return any(reason <= set(some) for reason in reasons)

    found = smallest(statements, holds)
    assert holds(found)
    assert all(not holds([other for other in found if other != one]) for one in found)
    assert found == [one for one in statements if one in found]


def test_few_questions_are_asked() -> None:
    """Three of a thousand statements are found with some sixty questions, each of which may take a reasoner a second."""
    statements, asked = [str(number) for number in range(1000)], 0

    def holds(some: Sequence[str]) -> bool:
        nonlocal asked
        asked += 1
        return {"3", "500", "997"} <= set(some)

    assert smallest(statements, holds) == ["3", "500", "997"]
    assert asked < 80


def test_nothing_is_around_nothing() -> None:
    """What holds without any statement needs none, and of no statements there is no part."""
    assert smallest(["a"], lambda _: True) == []
    assert smallest([], lambda _: False) == []


def test_a_clash_is_guessed_with_what_it_rests_on() -> None:
    """Through superclasses, wider and inverse properties, domains and ranges the statements of a clash are found, and no others."""
    type_, sub, wider, domain, apart = (
        f"<{iri}>" for iri in (RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, OWL.disjointWith)
    )
    lines = [
        f"<A> {sub} <B> .\n",
        f"<B> {apart} <C> .\n",
        f"<p> {wider} <q> .\n",
        f"<r> <{OWL.inverseOf}> <q> .\n",
        f"<r> {domain} <C> .\n",
        f"<other> {type_} <A> .\n",
        "<y> <p> <x> .\n",
        f"<x> {type_} <A> .\n",
    ]  # fmt: skip
    assert clash(lines) == [line for line in lines if not line.startswith("<other>")]
    assert all(clash([line for line in lines if line != without]) == [] for without in lines if not without.startswith("<other>"))
    assert clash([f"<A> {sub} <B> .\n", f"<A> {sub} <C> .\n", f"<C> {apart} <B> .\n"], "A") != []
    assert clash([f"<A> {sub} <B> .\n", f"<C> {apart} <B> .\n"], "A") == []
