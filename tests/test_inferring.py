"""kg.store.inferring, kg.store.closing: what is derived at each level, by which rule, and that it is renewed with its sources."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from commands import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from test_deriving import Facts, graph_of

from kg import ontology
from kg.errors import BadInput
from kg.iris import BASE, DERIVED_GRAPH, NAMESPACE
from kg.ontology import Entailments
from kg.pipeline import build
from kg.resources import folder
from kg.store import LEVELS, Build, open_reader
from kg.store.closing import Chains
from kg.store.deriving import Renewal
from kg.store.inferring import Stage, described, stages
from kg.vocab import KG, NEIGHBOURS, PREFIXES, RDF, SKOS

QUERIES = {path.name: path.read_text(encoding="utf-8") for path in sorted((folder("queries") / "derived").glob("*.rq"))}
ENTAILED = ontology.entailments()
DERIVED = ox.NamedNode("urn:derived")
PART_OF = ox.NamedNode(KG.partOf)
SHORT = {"organizedBy", "partneredBy", "fundedBy", "spokeAt", "affiliatedWith", "workedWith"}
Parts = frozenset[tuple[str, str]]


def everything(base: ox.Store, made: list[Stage], home: Path) -> set[ox.Triple]:
    """What all stages make of the whole, in a graph of its own in the store."""
    base.remove_graph(DERIVED)
    for stage in made:
        shards = [home / f"{number}.nt" for number in range(stage.parts)]
        stage.whole(base, shards)
        for shard in shards:
            base.load(path=shard, format=ox.RdfFormat.N_TRIPLES, to_graph=DERIVED)
    return {quad.triple for quad in base.quads_for_pattern(None, None, None, DERIVED)}


def renewed(old: ox.Store, new: ox.Store, made: list[Stage], touched: set[str]) -> set[ox.Triple]:
    """What the derived graph of `new` holds after it was that of `old`, by exchanging what changed."""
    for quad in old.quads_for_pattern(None, None, None, DERIVED):
        new.add(quad)
    change = Renewal(set(), set())
    for stage in made:
        gone, come = stage.renewal(old, new, touched, change)
        for one in gone:
            new.remove(ox.Quad(one.subject, one.predicate, one.object, DERIVED))
        new.extend(ox.Quad(one.subject, one.predicate, one.object, DERIVED) for one in come)
        change = Renewal(change.gone | gone, change.come | come)
    return {quad.triple for quad in new.quads_for_pattern(None, None, None, DERIVED)}


def facts() -> st.SearchStrategy[Facts]:
    """What a document says, of few agents and events; and `part` says that a body is part of another."""
    agents, events = st.sampled_from(("person/a", "body/c", "body/d")), st.sampled_from(("event/1", "event/2"))
    return st.frozensets(
        st.tuples(st.sampled_from(("organizer", "speaker", "funder", "says", "pays", "cancelled")), agents, events), max_size=4
    )


def parts() -> st.SearchStrategy[Parts]:
    """Which bodies are parts of which, in circles too."""
    bodies = st.sampled_from("abcde")
    return st.frozensets(st.tuples(bodies, bodies), max_size=4)


def said(documents: dict[int, tuple[Facts, Parts]]) -> ox.Store:
    """All documents together."""
    base = graph_of({number: one for number, (one, _) in documents.items()})
    for number, (_, wholes) in documents.items():
        graph = ox.NamedNode(f"urn:document/{number}")
        base.extend(ox.Quad(ox.NamedNode(f"urn:{part}"), PART_OF, ox.NamedNode(f"urn:{whole}"), graph) for part, whole in wholes)
    return base


@settings(max_examples=120, deadline=None)
@given(
    st.dictionaries(st.integers(0, 3), st.tuples(facts(), parts()), max_size=4),
    st.dictionaries(st.integers(0, 3), st.tuples(facts(), parts()), max_size=2),
)
def test_a_renewed_graph_is_the_whole_one(
    tmp_path_factory: pytest.TempPathFactory, before: dict[int, tuple[Facts, Parts]], change: dict[int, tuple[Facts, Parts]]
) -> None:
    """Exchanging what the touched documents have to do with gives, stage by stage, what all stages make of everything."""
    home = tmp_path_factory.mktemp("shards")
    made = stages(DERIVED.value, QUERIES, ENTAILED)
    old, new = said(before), said(before | change)
    everything(old, made, home)
    exchanged = renewed(old, new, made, {f"urn:document/{number}" for number in change})
    assert exchanged == everything(new, made, home)


def test_wholes_of_wholes_are_followed() -> None:
    """A chain gives each whole further on once, not what is stated; a circle leads everything in it to everything."""
    made = Chains(Entailments({}, {}, {}, (KG.partOf,)), DERIVED.value)
    base = said(
        {1: (frozenset(), frozenset({("a", "b"), ("b", "c")})), 2: (frozenset(), frozenset({("c", "d"), ("x", "y"), ("y", "x")}))}
    )
    found = made.renewal(ox.Store(), base, {"urn:document/1", "urn:document/2"}, Renewal(set(), set()))
    assert not found.gone
    pairs = {(str(one.subject.value)[4:], str(one.object.value)[4:]) for one in found.come}  # type: ignore[union-attr]
    assert pairs == {*(tuple(pair) for pair in ("ac", "ad", "bd")), ("x", "x"), ("x", "y"), ("y", "x"), ("y", "y")}


def derived(store: Path) -> set[str]:
    """The lines of the derived graph that are about things."""
    with open_reader(store) as reader:
        return {line for line in reader.nquads(DERIVED_GRAPH) if line.startswith(f"<{BASE}")}


def test_levels_hold_more_and_more(tmp_path: Path) -> None:
    """Nothing, the shortcuts, the shortcuts and all that follows from them; a level stays until another one is asked for."""
    sample, store = folder("data") / "documents", tmp_path / "store"
    held = {}
    for level in LEVELS:
        build([sample], store, infer=level)
        held[level] = derived(store)
    assert held["none"] == set()
    assert {re.split("[ #>]+", line)[2] for line in held["shortcuts"]} == SHORT
    assert held["shortcuts"] < held["aligned"]
    (tmp_path / "one.txt").write_text(
        "TIRANA, 3 May 2016 - The OSCE Presence in Albania organised a workshop in Tirana on 2 May 2016.\n"
    )
    assert build([tmp_path / "one.txt"], store).generation == 4
    assert any("schema.org/organizer" in line for line in derived(store) - held["aligned"])
    assert build([tmp_path / "one.txt"], store, infer="shortcuts").generation == 5
    assert not any("schema.org" in line for line in derived(store))


def test_the_first_level_is_shortcuts(tmp_path: Path, sample_store: Path) -> None:
    """Who asks for no level gets the shortcuts."""
    build([folder("data") / "documents"], tmp_path / "store", infer="shortcuts")
    assert derived(tmp_path / "store") == derived(sample_store)


def test_what_a_document_entailed_goes_with_it(tmp_path: Path) -> None:
    """When a document is removed or rewritten, what only it entailed goes, and the rest is as if it had never been there."""
    home = tmp_path / "documents"
    home.mkdir()
    for path in sorted((folder("data") / "documents").iterdir()):
        (home / path.name).write_bytes(path.read_bytes())
    small = min(home.iterdir())
    build([home], tmp_path / "whole", infer="aligned")
    before, text = derived(tmp_path / "whole"), small.read_bytes()
    small.unlink()
    build([home], tmp_path / "whole", prune=True)
    build([home], tmp_path / "fresh", infer="aligned")
    assert derived(tmp_path / "whole") == derived(tmp_path / "fresh")
    assert derived(tmp_path / "whole") < before
    small.write_bytes(text)
    build([home], tmp_path / "whole")
    assert derived(tmp_path / "whole") == before


def test_a_change_of_few_documents_is_not_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one of many documents changes, no stage looks at the whole again."""
    home = tmp_path / "documents"
    home.mkdir()
    for number in range(45):
        (home / f"{number}.txt").write_text(
            f"TIRANA, {number % 28 + 1} May 2016 - The OSCE Presence organised workshop {number} on 2 May {1970 + number}.\n"
        )
    build([home], tmp_path / "store", infer="aligned")
    (home / "3.txt").write_text("OSLO, 3 May 2016 - Norway organised a conference in Oslo on 2 May 2016.\n")

    def never(*_: object) -> None:
        raise AssertionError("the whole was derived anew")

    monkeypatch.setattr(Build, "_derive_whole", never)
    build([home], tmp_path / "store", prune=True)
    assert any("place/no/oslo" in line and "schema.org/location" in line for line in derived(tmp_path / "store"))


def test_everything_derived_names_its_rule(sample_store: Path, aligned_store: Path) -> None:
    """Each property in the derived graph, or the class where it is rdf:type, is derived by a rule that says what it does."""
    for store in (sample_store, aligned_store):
        with open_reader(store) as reader:
            quads = list(reader.quads(DERIVED_GRAPH))
        rules = {quad.object for quad in quads if quad.predicate.value == KG.derives}
        about = [quad for quad in quads if str(getattr(quad.subject, "value", "")).startswith(BASE)]
        used = {quad.object if quad.predicate.value == RDF.type else quad.predicate for quad in about}
        assert used
        assert used <= rules
        names = {quad.subject for quad in quads if quad.predicate.value == KG.derives}
        for predicate in (SKOS.prefLabel, SKOS.definition):
            assert {quad.subject for quad in quads if quad.predicate.value == predicate} == names


def test_a_shortcut_has_one_rule() -> None:
    """No two rules make the same property, so that the rule of a derived statement is known."""
    made = [iri for stage in stages(DERIVED.value, QUERIES, ENTAILED) for iris in stage.derives.values() for iri in iris]
    twice = {iri for iri in made if made.count(iri) > 1}
    assert {iri for iri in twice if iri.startswith(NAMESPACE)} == set()
    told = [one for one in described(stages(DERIVED.value, QUERIES, None)) if one.predicate.value == KG.derives]
    assert {getattr(one.object, "value", "").removeprefix(NAMESPACE) for one in told} == SHORT


def test_the_numbers_are_the_same_at_each_level(aligned_store: Path, sample_store: Path) -> None:
    """What is derived is not counted, so that a summary tells the same at each level."""
    with open_reader(sample_store) as reader, open_reader(aligned_store) as aligned:
        assert aligned.generation.record["summary"]["facts"] == reader.generation.record["summary"]["facts"]


def test_an_unknown_level_is_refused(tmp_path: Path, release: Path, run: Run) -> None:
    """A level that does not exist is told in one line, and nothing is built."""
    with pytest.raises(BadInput, match=r"there is no level 'all'\. There are: none, shortcuts, aligned\."):
        build([release], tmp_path / "store", infer="all")
    result = run("build", release, "--infer", "all")
    assert (result.exit_code, result.output) == (
        1,
        "Error: --infer: there is no level 'all'. There are: none, shortcuts, aligned.\n",
    )
    assert not (tmp_path / "kg-store" / "current").exists()


def test_entailments_are_closed(tmp_path: Path) -> None:
    """All of others that is above one of our terms is found, however far, in circles too."""
    head = "".join(f"@prefix {name}: <{PREFIXES[name]}> . " for name in ("kg", "rdfs", "owl"))
    (tmp_path / "kg.ttl").write_text(
        f"{head} kg:a rdfs:subClassOf kg:b . <urn:p> owl:inverseOf <urn:q> ; a owl:TransitiveProperty ."
    )
    (tmp_path / "alignment.ttl").write_text(f"{head} kg:b rdfs:subClassOf <urn:c>, <urn:d> . <urn:d> rdfs:subClassOf kg:b .")
    found = ontology.entailments(tmp_path)
    assert {kind: set(above) for kind, above in found.classes.items()} == {
        f"{NAMESPACE}{name}": {"urn:c", "urn:d"} for name in "ab"
    }
    assert (found.properties, found.inverses, found.transitive) == ({}, {"urn:q": "urn:p"}, ("urn:p",))


def test_passages_are_left_out() -> None:
    """Nothing is derived of passages, nor of claims as such, and nothing in our own terms but the other directions."""
    of_passages = {term.iri for term in ontology.load().terms.values() if KG.Passage in (term.iri, term.domain)}
    assert len(of_passages) > 3
    assert of_passages.isdisjoint((*ENTAILED.classes, *ENTAILED.properties))
    assert ENTAILED.classes[KG.Participation] == ("https://schema.org/Role",)
    assert not [
        iri for above in (*ENTAILED.classes.values(), *ENTAILED.properties.values()) for iri in above if iri.startswith(NAMESPACE)
    ]


# --- questions in other people's terms

PREFIXED = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in {**NEIGHBOURS, **PREFIXES}.items())
SAME = {
    "who organized which event, where": (
        "?event a schema:Event ; schema:organizer ?who ; schema:location ?where",
        "?event a kg:Event ; kg:organizedBy ?who ; kg:place ?where",
    ),
    "who holds which post at what kind of organization": (
        "?post a org:Membership ; org:member ?who ; org:organization ?body ; schema:roleName ?as . ?body org:classification ?kind",
        "?post a kg:Post ; kg:holder ?who ; kg:institution ?body ; kg:postTitle ?as . ?body kg:institutionType ?kind",
    ),
    "which people an organization has": (
        "?body a org:Organization ; org:hasMember ?who . ?who a foaf:Person ; schema:affiliation ?body",
        "?who kg:affiliatedWith ?body",
    ),
    "who paid how much for what": (
        "?grant a schema:Grant ; schema:funder ?who ; schema:fundedItem ?what ; schema:amount ?much",
        "?grant a kg:Funding ; kg:funder ?who ; kg:funded ?what ; kg:amount ?much",
    ),
    "which article is about which event, and who speaks there": (
        "?article schema:datePublished ?day ; schema:about ?event . ?event a schema:Event ; schema:performer ?who",
        "?article kg:issued ?day . ?event kg:reportedIn ?article . ?who kg:spokeAt ?event",
    ),
    "who said what": (
        "?words a schema:Quotation ; schema:spokenByCharacter ?who ; schema:text ?text",
        "?words a kg:Quotation ; kg:speaker ?who ; kg:quote ?text",
    ),
    "which agents act in an event and pay for it": (
        "?event a sem:Event ; sem:hasActor ?who ; frapo:isFundedBy ?pays . ?who a prov:Agent",
        "?event kg:organizedBy|kg:partneredBy|^kg:spokeAt ?who . ?event kg:fundedBy ?pays . ?event a kg:Event",
    ),
}


def rows(store: Path, pattern: str) -> set[tuple[tuple[str, str], ...]]:
    """The different answers to a pattern, each value by its variable."""
    with open_reader(store) as reader:
        answer = reader.query(f"{PREFIXED} SELECT DISTINCT * WHERE {{ {pattern} }}")
        assert isinstance(answer, ox.QuerySolutions)
        names = sorted(variable.value for variable in answer.variables)
        return {tuple((name, str(row[name])) for name in names) for row in answer}


@pytest.mark.parametrize("question", SAME)
def test_other_terms_give_the_same_answers(aligned_store: Path, sample_store: Path, question: str) -> None:
    """What is asked in terms of schema.org, ORG and others has the answers of our terms; without the level it has none."""
    theirs, ours = SAME[question]
    assert rows(aligned_store, theirs) == rows(aligned_store, ours) == rows(sample_store, ours)
    assert len(rows(aligned_store, theirs)) >= 3
    assert rows(sample_store, theirs) == set()
