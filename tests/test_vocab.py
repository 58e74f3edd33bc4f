"""The constants of kg/vocab.py: the terms that ontology/kg.ttl declares, no more, no fewer, and nothing that hides a typo."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg import ontology, vocab
from kg.iris import BASE, CONCEPTS, NAMESPACE
from kg.model import Phase, Role
from kg.vocab import KG, PREFIXES, RDF, SKOS, XSD, concept

ROOT = Path(__file__).parent.parent
NAMESPACES = (vocab.KG, vocab.RDF, vocab.RDFS, vocab.OWL, vocab.SKOS, vocab.XSD)


def constants(namespace: type) -> dict[str, str]:
    """The constants of a namespace by their names in Python."""
    return {name: value for name, value in vars(namespace).items() if not name.startswith("__")}


def test_declares_exactly_the_terms_of_the_ontology() -> None:
    """`KG` has a constant for each term of ontology/kg.ttl and for nothing else."""
    assert set(constants(KG).values()) == {term.iri for term in ontology.load().terms.values()}


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_a_constant_bears_the_name_of_its_term(namespace: type) -> None:
    """The name in Python is the last part of the IRI, so that nobody has to look it up."""
    assert constants(namespace)
    assert [name for name, iri in constants(namespace).items() if re.split(r"[#/]", iri)[-1] != name] == []


def test_python_writes_no_iri_of_the_vocabulary_by_hand() -> None:
    """No module but iris spells out the namespace, so that a term cannot be misspelt where mypy does not look."""
    spelt = [
        f"{path.name}:{node.lineno}"
        for path in sorted((ROOT / "kg").rglob("*.py"))
        if path.name != "iris.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAMESPACE in node.value
    ]
    assert spelt == []


def test_a_misspelt_term_is_an_error() -> None:
    """A term that does not exist is an AttributeError when run, and nothing answers for it (so that mypy sees it too)."""
    with pytest.raises(AttributeError):
        getattr(KG, "titel")  # noqa: B009 - mypy would refuse KG.titel
    assert not any("__getattr__" in vars(part) for namespace in NAMESPACES for part in (namespace, type(namespace)))


def test_constants_cannot_be_changed() -> None:
    """Assigning to a constant is refused."""
    with pytest.raises(AttributeError, match=r"KG\.title is a constant"):
        setattr(KG, "title", "x")  # noqa: B010 - mypy would refuse KG.title = "x"
    assert KG.title == "https://w3id.org/pressgraph/ns#title"


def test_terms_of_others() -> None:
    """The constants of other vocabularies are the IRIs of their specifications."""
    assert RDF.type == "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    assert SKOS.altLabel == "http://www.w3.org/2004/02/skos/core#altLabel"
    assert XSD.gYearMonth == "http://www.w3.org/2001/XMLSchema#gYearMonth"


def test_concept() -> None:
    """A concept has the IRI that ontology/concepts.ttl gives it."""
    assert concept("role", "organizer") == "https://w3id.org/pressgraph/role/organizer"
    declared = ontology.load().schemes
    assert [one.iri for name in vocab.SCHEMES for one in declared[name].values() if one.iri != concept(name, one.notation)] == []


def test_schemes_are_those_of_the_concepts() -> None:
    """The schemes that `concept` accepts are those of ontology/concepts.ttl."""
    assert set(vocab.SCHEMES) == ontology.load().schemes.keys()


def test_values_of_the_model_are_concepts() -> None:
    """Each role and phase that a reading can have is a concept, and each concept a value."""
    schemes = ontology.load().schemes
    assert {role.value for role in Role} == schemes["role"].keys()
    assert {phase.value for phase in Phase} == schemes["phase"].keys()


def test_prefixes() -> None:
    """A prefix is declared once for vocabularies, schemes and kinds of things, each ending where a name can begin."""
    assert (PREFIXES["kg"], PREFIXES["role"], PREFIXES["person"]) == (NAMESPACE, f"{CONCEPTS}role/", f"{BASE}person/")
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert all(iri.endswith(("/", "#")) for iri in PREFIXES.values())


def loaded(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after running some code."""
    told = f"{code}; import sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    return set(subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())


def test_needs_no_library() -> None:
    """Importing the constants loads no third-party library, so that it costs next to nothing."""
    assert loaded("import kg.vocab") - loaded("pass") - set(sys.stdlib_module_names) == {"kg"}
