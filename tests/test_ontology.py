"""kg/ontology.py and what it reads: terms that explain themselves, concepts of the design, and no use of what is undeclared."""

import io
import json
import re
from pathlib import Path

import owlready2
import pyoxigraph as ox
import pytest
from vocabulary.graphs import FOLDER, HEADER, ROOT, SAMPLE, derived, entailed, inferred, pairs, read, said, terms_in

from kg import ontology
from kg.errors import BadKnowledge
from kg.iris import CONCEPTS, NAMESPACE
from kg.ontology import Ontology
from kg.vocab import KG, OWL, PREFIXES, RDF, RDFS, SKOS, XSD

QUERIES = sorted((ROOT / "queries").rglob("*.rq"))
TERMS = ontology.load().terms
CLASSES = {term.iri for term in TERMS.values() if term.kind == "class"}
ABSTRACT = {KG.Agent, KG.Claim}

TERM = 'kg:x a owl:Class ; rdfs:label "x" ; skos:definition "X." ; skos:example "[] a kg:x ." .'
CONCEPT = """role: a skos:ConceptScheme .
role:a a skos:Concept ; skos:inScheme role: ; skos:notation "a" ; skos:prefLabel "A" ; skos:definition "A." ."""


# --- the terms of kg.ttl


@pytest.mark.parametrize("name", TERMS)
def test_a_term_explains_itself(name: str) -> None:
    """Every term has a label, a definition that is a sentence, and an example in Turtle that uses it and only declared terms."""
    term = TERMS[name]
    below = {name} | {other.name for other in TERMS.values() if term.iri in other.parents}
    assert term.label
    assert re.fullmatch(r"[A-Z].*\.", term.definition)
    assert said(term.example)
    assert terms_in(term.example) & below
    assert terms_in(term.example) <= TERMS.keys()


def test_labels_are_unique() -> None:
    """No two classes and no two properties share a label."""
    for kinds in ({"class"}, {"object property", "datatype property"}):
        labels = [term.label for term in TERMS.values() if term.kind in kinds]
        assert len(labels) == len(set(labels))


def test_prefixes_are_ours() -> None:
    """The prefixes of the files in ontology/ are those of kg/vocab.py wherever both have one."""
    for path in FOLDER.glob("*.ttl"):
        parser = ox.parse(path=path, format=ox.RdfFormat.TURTLE)
        assert list(parser)
        assert {prefix: iri for prefix, iri in parser.prefixes.items() if PREFIXES.get(prefix, iri) != iri} == {}, path.name


def test_header() -> None:
    """The ontology says its version and its licence."""
    header = {(predicate, value) for subject, predicate, value in read("kg.ttl") if subject == NAMESPACE.rstrip("#")}
    assert (f"{PREFIXES['owl']}versionInfo", '"0.1.0"') in header
    assert (f"{PREFIXES['dcterms']}license", "https://www.apache.org/licenses/LICENSE-2.0") in header


def test_domains_and_ranges_exist() -> None:
    """A domain is one of our classes; a range too, or a SKOS concept, or for a datatype property a datatype that OWL 2 knows."""
    datatypes = {XSD.string, XSD.boolean, XSD.decimal, f"{PREFIXES['xsd']}nonNegativeInteger", f"{PREFIXES['rdfs']}Literal"}
    ranges = {"class": {""}, "object property": CLASSES | {SKOS.Concept, ""}, "datatype property": datatypes}
    assert [
        term.name
        for term in TERMS.values()
        if term.domain not in CLASSES | {SKOS.Concept, ""} or term.range not in ranges[term.kind]
    ] == []


def test_domains_and_ranges_say_nothing_new() -> None:
    """In a sound graph RDFS finds of our classes what is stated, and the abstract ones above it: no domain or range is wrong."""
    facts = said(SAMPLE)
    stated = pairs(facts, RDF.type)
    found = {(thing, kind) for thing, kind in inferred(facts, read("kg.ttl")) if kind.startswith(NAMESPACE)}
    below = {child for child, parent in pairs(read("kg.ttl"), RDFS.subClassOf) if parent in ABSTRACT}
    assert {pair for pair in found - stated if pair[1] not in ABSTRACT} == set()
    assert {thing for thing, kind in found if kind in ABSTRACT} == {thing for thing, kind in stated if kind in below}


def test_the_sample_has_every_term() -> None:
    """The sample graph has every class but the abstract and every property but the derived, so that the test above reaches all."""
    used = {predicate for _, predicate, _ in said(SAMPLE)} | {kind for _, kind in pairs(said(SAMPLE), RDF.type)}
    assert {term.iri for name, term in TERMS.items() if name not in {*derived(), *entailed()}} - used == ABSTRACT


def test_no_class_is_impossible() -> None:
    """No class is below two classes that are declared disjoint."""
    above = inferred({(kind, RDF.type, kind) for kind in CLASSES}, read("kg.ttl"))
    disjoint = pairs(read("kg.ttl"), OWL.disjointWith)
    assert disjoint
    assert [(kind, *pair) for kind in CLASSES for pair in disjoint if {(kind, pair[0]), (kind, pair[1])} <= above] == []


def test_is_parsed_by_an_owl_tool() -> None:
    """owlready2 finds each class and property in its kind, and none in two, in kg.ttl with the alignment."""
    files = [ox.parse(path=FOLDER / name, format=ox.RdfFormat.TURTLE) for name in ("kg.ttl", "alignment.ttl")]
    lines = b"".join(ox.serialize(file, format=ox.RdfFormat.N_TRIPLES) for file in files)
    world = owlready2.World()
    world.get_ontology(NAMESPACE).load(fileobj=io.BytesIO(lines))
    found = {
        "class": [entity.iri for entity in world.classes()],
        "object property": [entity.iri for entity in world.object_properties()],
        "datatype property": [entity.iri for entity in world.data_properties()],
        "annotation property": [entity.iri for entity in world.annotation_properties()],
    }
    kinds = {iri: kind for kind, iris in found.items() for iri in iris}
    assert len(kinds) == sum(map(len, found.values()))
    assert {iri: kind for iri, kind in kinds.items() if iri.startswith(NAMESPACE)} == {
        term.iri: term.kind for term in TERMS.values()
    }


@pytest.mark.parametrize("name", ["kg.ttl", "alignment.ttl"])
def test_everything_used_is_declared(name: str) -> None:
    """As OWL 2 DL asks, each class and property that a file uses is declared, unless OWL or RDFS has it built in."""
    graph = read(name) | read("kg.ttl")
    axioms = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith)
    used = {predicate for _, predicate, _ in graph} | {iri for axiom in axioms for pair in pairs(graph, axiom) for iri in pair}
    builtin = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs", "xsd"))
    assert {iri for iri in used - {subject for subject, _ in pairs(graph, RDF.type)} if not iri.startswith(builtin)} == set()


# --- who may use what


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: str(path.relative_to(ROOT / "queries")))
def test_a_query_uses_declared_terms(path: Path) -> None:
    """Every kg: name in a query is declared in ontology/kg.ttl, and kg: means our namespace."""
    text = path.read_text(encoding="utf-8")
    assert {f"{name}: did you mean {ontology.load().nearest(name)}?" for name in terms_in(text) - TERMS.keys()} == set()
    assert set(re.findall(r"PREFIX\s+kg:\s*<(.*?)>", text, re.IGNORECASE)) <= {NAMESPACE}


@pytest.mark.parametrize("name", ["context.jsonld", "shapes.ttl", "alignment.ttl", "concepts.ttl"])
def test_a_file_of_the_ontology_uses_declared_terms(name: str) -> None:
    """Every kg: name beside kg.ttl is declared in it."""
    assert terms_in((FOLDER / name).read_text(encoding="utf-8")) <= TERMS.keys()


def test_misspelt_terms_are_seen() -> None:
    """The two tests above would see a misspelt name, prefixed or in full."""
    assert terms_in(f"?e kg:organisedBy ?a ; <{NAMESPACE}evnt> ?b") == {"kg:organisedBy", "kg:evnt"}


def test_lexicon_uses_declared_concepts() -> None:
    """Every concept that data/lexicon/ names is declared in concepts.ttl."""
    schemes = ontology.load().schemes
    declared = {concept.iri for scheme in schemes.values() for concept in scheme.values()}
    files = [ox.parse(path=path, format=ox.RdfFormat.TURTLE) for path in sorted((ROOT / "data" / "lexicon").glob("*.ttl"))]
    used = {
        term.value for quads in files for quad in quads for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)
    }
    assert {iri for iri in used - declared if iri.startswith(tuple(f"{CONCEPTS}{scheme}/" for scheme in schemes))} == set()


# --- concepts.ttl


@pytest.mark.parametrize(
    ("scheme", "codes"),
    [
        (
            "event-type",
            "workshop training seminar conference meeting roundtable forum visit launch donation signing ceremony exercise "
            "campaign election statement other",
        ),
        ("role", "organizer partner host funder speaker participant signatory recipient"),
        (
            "institution-type",
            "ministry government parliament court police armed-forces agency embassy international-organization "
            "field-operation unit university ngo company media committee other",
        ),
        ("phase", "planned held cancelled"),
        ("judgement", "same different undecided"),
        ("topic", ""),
    ],
)
def test_scheme(scheme: str, codes: str) -> None:
    """A scheme has the concepts of the design, in its order."""
    assert list(ontology.load().schemes[scheme]) == codes.split()


def test_currencies() -> None:
    """Currencies are three capital letters: those in use, and the mark, kuna and lev that older releases count in."""
    currencies = ontology.load().schemes["currency"]
    assert [code for code in currencies if not re.fullmatch("[A-Z]{3}", code)] == []
    assert {"EUR", "USD", "GBP", "CHF", "ALL", "BAM", "RSD", "MKD", "UAH", "GEL", "KGS", "TRY", "JPY"} <= currencies.keys()
    assert {"DEM", "HRK", "BGN"} <= currencies.keys()
    assert currencies.keys().isdisjoint(("XAU", "XTS", "XXX", "YUM", "SLL", "ZWL"))
    assert currencies["ALL"].label == "Albanian lek"


def test_concepts_are_told_apart() -> None:
    """Within a scheme no two concepts share a label; each label begins with a capital, each definition is a sentence."""
    for scheme in ontology.load().schemes.values():
        assert len({concept.label for concept in scheme.values()}) == len(scheme)
        assert [
            one.iri for one in scheme.values() if not re.fullmatch(r"[A-Z].*\.", one.definition) or not one.label[0].isupper()
        ] == []


def test_event_types_are_those_of_the_gold_data() -> None:
    """The labels of event types are the words that data/gold/ uses for them."""
    labels = {concept.label for concept in ontology.load().schemes["event-type"].values()}
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "data" / "gold").glob("*.json")]
    used = {event["type"] for document in gold for event in document["events"]}
    assert used
    assert used <= labels


# --- kg/ontology.py


@pytest.mark.parametrize(
    ("misspelt", "nearest"),
    [
        ("kg:organisedBy", "kg:organizedBy"),
        ("kg:eventtype", "kg:eventType"),
        ("kg:event", "kg:event"),
        ("kg:Evnet", "kg:Event"),
        ("organizedBy", "kg:organizedBy"),
        ("kg:reportIn", "kg:reportedIn"),
        ("kg:zzzz", ""),
        ("", ""),
    ],
)
def test_nearest(misspelt: str, nearest: str) -> None:
    """A misspelt term is led to the one that was meant, and nonsense to none."""
    assert ontology.load().nearest(misspelt) == nearest


def test_nearest_of_nothing() -> None:
    """An ontology without terms has no suggestion."""
    assert Ontology({}, {}).nearest("kg:title") == ""


def test_require() -> None:
    """A known term is given; an unknown one is refused with where, what, and what would work."""
    known = ontology.load()
    assert known.require("kg:title", "here").iri == KG.title
    with pytest.raises(BadKnowledge) as caught:
        known.require("kg:organisedBy", "queries/a.rq")
    assert str(caught.value) == "queries/a.rq: kg:organisedBy is not in ontology/kg.ttl. Did you mean kg:organizedBy?"
    with pytest.raises(BadKnowledge, match=r"here: kg:zzzz is not in .* See ontology/kg\.ttl for the terms\."):
        known.require("kg:zzzz", "here")


def test_terms_are_read() -> None:
    """A term comes with its kind, label, notes, parents, domain and range."""
    amount, post = TERMS["kg:amount"], TERMS["kg:Post"]
    assert (amount.kind, amount.label, amount.domain, amount.range) == ("datatype property", "amount", KG.Funding, XSD.decimal)
    assert (post.kind, post.parents, post.domain, post.range) == ("class", (KG.Claim,), "", "")
    assert len(post.notes) == 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('rdfs:label "x" ;', "", "kg:x has 0 values of label. It needs exactly one."),
        ('skos:definition "X."', 'skos:definition "X.", "Y."', "kg:x has 2 values of definition. It needs exactly one."),
        ("owl:Class", "owl:ObjectProperty, owl:DatatypeProperty", "kg:x must be one of class, object property, datatype property"),
        ("a owl:Class", "rdfs:seeAlso owl:Class", "kg:x must be one of class, object property, datatype property"),
        ('skos:prefLabel "A" ;', "", "https://w3id.org/pressgraph/role/a has 0 values of prefLabel. It needs exactly one."),
        ("skos:inScheme role:", "skos:inScheme phase:", "/role/a is in a scheme that is not declared. Known: role."),
        ("role:a a", "role:a b", "not readable as Turtle"),
        ("skos:inScheme role:", "skos:inScheme []", "a blank node at <http://www.w3.org/2004/02/skos/core#inScheme>"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    """What is wrong with an entry is told in one line with the file."""
    assert (TERM + CONCEPT).count(old) == 1
    for name, text in (("kg.ttl", TERM), ("concepts.ttl", CONCEPT)):
        (tmp_path / name).write_text(HEADER + text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadKnowledge) as caught:
        ontology.load(tmp_path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path))
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A folder without kg.ttl is told by its path."""
    with pytest.raises(BadKnowledge, match=r"kg\.ttl"):
        ontology.load(tmp_path)
