"""RDF: the same facts come back, in the same bytes, in an order that people and git can read."""

import io
import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from export_sample import XSD, Memory, concept, kg, sample, shuffled, thing
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import BadInput, BadKnowledge
from kg.export import FORMATS, export, rdf
from kg.resources import folder

QUADS = ["nquads", "trig", "jsonld"]
READERS = {
    "nquads": (ox.RdfFormat.N_QUADS, "nquads"),
    "trig": (ox.RdfFormat.TRIG, "trig"),
    "turtle": (ox.RdfFormat.TURTLE, "turtle"),
    "jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
}
IRIS = st.sampled_from(
    [
        *(
            thing(path)
            for path in ("person/ann-lee", "person/-x", "person/", "state/AL", "document/3f2a#claim-1", "document/3f2a#char=1,2")
        ),
        *(kg(name) for name in ("Person", "event", "begin", "start", "altLabel")),
        concept("role/"),
        concept("event-type/workshop"),
        ox.NamedNode("urn:x:y"),
        ox.NamedNode("https://w3id.org/pressgraph/id/place/Tiranë"),
        ox.NamedNode("http://example.org/a.b?c=d&e=(f)'*"),
    ]
)
PREDICATES = st.sampled_from(
    [
        ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
        ox.NamedNode("http://www.w3.org/2004/02/skos/core#altLabel"),
        *(
            kg(name)
            for name in (
                "event",
                "begin",
                "end",
                "start",
                "earliest",
                "online",
                "amount",
                "evidence",
                "quote",
                "topic",
                "elsewhere",
            )
        ),
        ox.NamedNode("http://example.org/unknown"),
    ]
)
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.integers(-3, 10**20).map(str)
LITERALS = st.one_of(
    TEXTS.map(ox.Literal),
    st.sampled_from(["", "0", "false", "a\tb\r\n\\\"'''\"\"\"", "\x00\x01\x7f\x85\u2028\ufffe", "@en", "^^<x>"]).map(ox.Literal),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXTS, st.sampled_from(["en", "sq-al"])),
    st.builds(lambda text: ox.Literal(text, datatype=ox.NamedNode(f"{XSD}integer")), NUMBERS),
    st.sampled_from(
        [
            ox.Literal(text, datatype=ox.NamedNode(f"{XSD}{name}"))
            for text, name in [
                ("0.95", "decimal"), ("-1.5", "decimal"), ("true", "boolean"), ("2019", "gYear"), ("2019-10", "gYearMonth"),
                ("2019-10-09", "date"), ("1E3", "double"), ("0", "integer"), ("many", "integer"), ("<b>", "anyURI"),
            ]
        ]
    ),
)  # fmt: skip
GRAPHS = st.sampled_from([thing("document/3f2a"), thing("document/9b"), ox.NamedNode("urn:g"), ox.DefaultGraph()])
ANY_QUADS = st.lists(st.builds(ox.Quad, IRIS, PREDICATES, st.one_of(IRIS, LITERALS), GRAPHS), max_size=12)


def stored(quads: list[ox.Quad]) -> Memory:
    """The quads in a store, which writes numbers in its own way."""
    source = Memory()
    source.store.extend(quads)
    return source


def read(data: bytes, form: str) -> set[ox.Quad]:
    """What our store reads in an export."""
    store = ox.Store()
    store.load(data, format=READERS[form][0])
    return set(store)


@settings(max_examples=150, deadline=None)
@given(ANY_QUADS)
@pytest.mark.parametrize("form", QUADS)
def test_export_then_parse_is_the_same_graph(form: str, quads: list[ox.Quad]) -> None:
    """Whatever stands in the graph comes back, quad by quad: every letter, datatype, language and graph."""
    source = stored(quads)
    assert read(export(source, form), form) == set(source.quads())


@settings(max_examples=150, deadline=None)
@given(ANY_QUADS)
def test_turtle_holds_what_the_graphs_say_together(quads: list[ox.Quad]) -> None:
    """The triples of all graphs, each once."""
    source = stored(quads)
    assert {quad.triple for quad in read(export(source, "turtle"), "turtle")} == {quad.triple for quad in source.quads()}


@pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")  # rdflib's own parsers do
@pytest.mark.parametrize("form", READERS)
def test_rdflib_reads_it_too(source: Memory, form: str) -> None:
    """A second, unrelated reader finds the same number of facts."""
    found = rdflib.Dataset()
    found.parse(io.BytesIO(export(source, form)), format=READERS[form][1])
    assert len({(s, p, o, g if form != "turtle" else None) for s, p, o, g in found.quads()}) == (
        len({quad.triple for quad in source.quads()}) if form == "turtle" else len(source.store)
    )


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(len(sample().store))))
@pytest.mark.parametrize("form", FORMATS)
def test_the_order_of_building_does_not_show(form: str, order: list[int]) -> None:
    """Two stores that were filled in different order give the same bytes, in every format."""
    source = sample()
    assert export(shuffled(source, order), form) == export(source, form)


def test_nquads_are_canonical(source: Memory) -> None:
    """One quad a line, sorted by code points, none twice, escapes as the canonical form has them."""
    source.document("odd").say(thing("person/odd"), kg("quote"), ox.Literal('tab\t quote" back\\ bell\x07 del\x7f é 😀'))
    lines = export(source, "nquads").decode().split("\n")
    assert lines.pop() == ""
    assert lines == sorted(set(lines))
    assert len(lines) == len(source.store)
    assert any('"tab\\t quote\\" back\\\\ bell\\u0007 del\\u007F é 😀" <' in line for line in lines)


@pytest.mark.parametrize("form", READERS)
def test_sorting_in_files_gives_the_same(source: Memory, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """A graph too large to sort in memory is sorted in files, to the same bytes; quads given twice stand once."""
    expected = export(source, form)
    monkeypatch.setattr(rdf, "RUN", 7)
    twice = Memory(source.store)
    monkeypatch.setattr(twice, "quads", lambda: [*source.quads(), *source.quads()], raising=False)
    assert export(twice, form) == expected


def test_trig_reads_like_a_page() -> None:
    """A paragraph a subject in the graph of its document: the class first, short names, bare numbers, values in order."""
    source = Memory()
    release = source.document("3f2a", "2019-10-09")
    lee = release.named("person/ann-lee", "Ann Lee")
    release.say(lee, kg("acronym"), ox.Literal("B"), ox.Literal("A"))
    release.say(lee, kg("women"), ox.Literal(3))
    text = export(source, "trig").decode().partition("\n\n")[2]
    assert text == (
        "document:3f2a {\n"
        "\n"
        "    document:3f2a a kg:Document ;\n"
        '        kg:issued "2019-10-09"^^xsd:date ;\n'
        '        kg:title "Release 3f2a" .\n'
        "\n"
        "    person:ann-lee a kg:Person ;\n"
        '        rdfs:label "Ann Lee" ;\n'
        '        kg:acronym "A", "B" ;\n'
        "        kg:women 3 .\n"
        "}\n"
    )


def test_jsonld_uses_the_words_of_the_context(source: Memory) -> None:
    """Terms of ontology/context.jsonld stand in for IRIs, the context goes along, and each document is one object."""
    told = json.loads(export(source, "jsonld"))
    assert told["@context"] == json.loads((folder("ontology") / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    one = next(each for each in told["@graph"] if each["id"] == "thing:document/one" or each["id"].endswith("document/one"))
    document = next(each for each in one["@graph"] if each["type"] == "Document")
    assert (document["title"], document["issued"]) == ("Release one", "2019-10-09")
    assert all(":" not in key for each in one["@graph"] for key in each)


def test_jsonld_keeps_every_value_beside_an_empty_one() -> None:
    """0, false and the empty text do not swallow the values that follow them."""
    source = Memory()
    release = source.document("x")
    release.say(release.iri, kg("women"), ox.Literal(0), ox.Literal(1))
    release.say(release.iri, kg("rule"), ox.Literal(""), ox.Literal("a"))
    release.say(release.iri, kg("online"), ox.Literal(False), ox.Literal(True))
    assert read(export(source, "jsonld"), "jsonld") == set(source.quads())


@pytest.mark.parametrize(
    "context",
    [
        {"@vocab": "https://w3id.org/pressgraph/ns#", "event": {"@id": "https://w3id.org/pressgraph/ns#event", "@type": "@id"}},
        {"@language": "en", "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "label": "rdfs:label", "identifier": "@id"},
        {"kg": "https://w3id.org/pressgraph/ns#", "begin": {"@id": "kg:begin", "@container": "@list"}},
        {"kg": "https://w3id.org/pressgraph/ns#", "topic": {"@id": "kg:topic", "@type": "@vocab"}, "Person": "kg:Person"},
        {},
    ],
)
@settings(max_examples=60, deadline=None)
@given(ANY_QUADS)
def test_any_context_gives_the_same_graph(
    tmp_path_factory: pytest.TempPathFactory, context: dict[str, Any], quads: list[ox.Quad]
) -> None:
    """The facts do not depend on the words: other contexts, with other features, read back the same."""
    place = tmp_path_factory.mktemp("ontology")
    (place / "context.jsonld").write_text(json.dumps({"@context": context}), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.export.jsonld.folder", lambda _name: place)
        source = stored(quads)
        assert read(export(source, "jsonld"), "jsonld") == set(source.quads())


@pytest.mark.parametrize("text", ["", "[]", "{}", "{"])
def test_a_broken_context_is_named(source: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """The error names the file."""
    (tmp_path / "context.jsonld").write_text(text, encoding="utf-8")
    monkeypatch.setattr("kg.export.jsonld.folder", lambda _name: tmp_path)
    with pytest.raises(BadKnowledge, match=r"context\.jsonld: no JSON-LD context"):
        export(source, "jsonld")


def test_an_unknown_format_names_those_that_exist(source: Memory) -> None:
    """The error says what would have worked."""
    with pytest.raises(BadInput, match=r"no format named 'xml'\. There are: nquads, trig, turtle, jsonld, gexf"):
        export(source, "xml")
