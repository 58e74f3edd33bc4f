"""The data set: whole, described, checkable, the same each time, and built from again."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
import rdflib
from export_sample import Memory, sample

from kg.errors import BadInput
from kg.export import described, export
from kg.export.dataset import SUMS, Terms, save
from kg.pipeline import build
from kg.store import open_reader

BY = "https://creativecommons.org/licenses/by/4.0/"
DCAT, DCTERMS, VOID = (rdflib.Namespace(iri) for iri in (described._PREFIXES[name] for name in ("dcat", "dcterms", "void")))  # noqa: SLF001


def held(place: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def test_checksums_cover_every_file(source: Memory, tmp_path: Path) -> None:
    """The list names each file but itself, in order, with its SHA-256, in the form that sha256sum reads; nothing else is left."""
    count = save(source, tmp_path / "set", Terms(BY))
    files = held(tmp_path / "set")
    listed = [line.split("  ") for line in files.pop(SUMS).decode().splitlines()]
    assert {name: total for total, name in listed} == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    assert [name for _, name in listed] == sorted(files)
    assert count == len(files) + 1
    assert [path.name for path in tmp_path.iterdir()] == ["set"]


def test_a_zip_holds_the_same_and_has_the_same_bytes_each_time(source: Memory, tmp_path: Path) -> None:
    """Folder and zip agree, file by file; two zips agree byte by byte."""
    for name in ("set", "one.zip", "two.zip"):
        save(source, tmp_path / name, Terms(BY))
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == held(tmp_path / "set")
        assert archive.testzip() is None
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_the_crate_describes_the_files(source: Memory, tmp_path: Path) -> None:
    """What RO-Crate 1.2 demands: a descriptor that conforms, a root with name, day and licence, and each file with its checksum."""
    save(source, tmp_path / "set", Terms(BY, title="Tajik\nborders", issued="2026-03-31"))
    files = held(tmp_path / "set")
    told = json.loads(files["ro-crate-metadata.json"])
    things = {thing["@id"]: thing for thing in told["@graph"]}
    assert len(things) == len(told["@graph"])
    about, root = things["ro-crate-metadata.json"], things["./"]
    assert (about["conformsTo"]["@id"], about["about"]["@id"]) == ("https://w3id.org/ro/crate/1.2", "./")
    assert (root["@type"], root["name"], root["datePublished"]) == ("Dataset", "Tajik borders", "2026-03-31")
    assert root["license"] == {"@id": BY}
    assert BY in things
    parts = {part["@id"] for part in root["hasPart"]}
    assert parts == files.keys() - {"ro-crate-metadata.json", SUMS}
    for name in parts:
        assert things[name]["@type"] == "File"
        assert things[name]["sha256"] == hashlib.sha256(files[name]).hexdigest()
        assert things[name]["contentSize"] == str(len(files[name]))


def test_void_counts_what_is_there(source: Memory, tmp_path: Path) -> None:
    """The description parses, its counts are those of the triples, and each distribution is a file of the set."""
    save(source, tmp_path / "set", Terms(BY))
    files = held(tmp_path / "set")
    told = rdflib.Graph().parse(data=files["void.ttl"], format="turtle", publicID="http://x/")
    root = rdflib.URIRef("http://x/")
    triples = {quad.triple for quad in source.quads()}
    assert told.value(root, VOID.triples).toPython() == len(triples)
    assert told.value(root, VOID.distinctSubjects).toPython() == len({triple.subject for triple in triples})
    counts = {
        str(told.value(part, VOID.property)): told.value(part, VOID.triples).toPython()
        for part in told.objects(root, VOID.propertyPartition)
    }
    assert sum(counts.values()) == len(triples)
    assert told.value(root, DCTERMS.license) == rdflib.URIRef(BY)
    assert told.value(root, DCTERMS.issued).toPython().isoformat() == "2020-02-01"
    names = {str(name).removeprefix("http://x/") for name in told.objects(root, DCAT.distribution)}
    assert names <= files.keys()
    assert {"data/graph.nq", "data/graph.trig", "networks/actors.gexf", "networks/quotations.edges.csv", "ontology/kg.ttl"} <= names
    assert {told.value(rdflib.URIRef(f"http://x/{name}"), DCAT.byteSize).toPython() for name in names} == {
        len(files[name]) for name in names
    }


@pytest.mark.parametrize("name", ["data/graph.nq", "data/graph.trig"])
def test_a_store_built_from_it_gives_it_again(tmp_path: Path, name: str) -> None:
    """Exporting, building from the export and exporting again gives the same bytes in every format of RDF."""
    releases = tmp_path / "releases"
    releases.mkdir()
    (releases / "one.txt").write_text(
        "TIRANA, 3 May 2016 - The OSCE Presence in Albania organised a workshop in Tirana on 2 May 2016.", encoding="utf-8"
    )
    build([releases], tmp_path / "one")
    with open_reader(tmp_path / "one") as reader:
        save(reader, tmp_path / "set", Terms(BY))
        first = {form: export(reader, form) for form in ("nquads", "trig", "turtle", "jsonld")}
    build([tmp_path / "set" / name], tmp_path / "two")
    with open_reader(tmp_path / "two") as reader:
        assert {form: export(reader, form) for form in first} == first
        save(reader, tmp_path / "again", Terms(BY))
    assert held(tmp_path / "again") == held(tmp_path / "set")
    assert first["nquads"] == held(tmp_path / "set")["data/graph.nq"]


def test_a_set_is_replaced_and_nothing_else_is(source: Memory, tmp_path: Path) -> None:
    """An earlier data set gives way whole; a folder with other things, and a file, stay as they are."""
    place = tmp_path / "set"
    save(source, place, Terms(BY))
    (place / "stray").write_text("x", encoding="utf-8")
    save(source, place, Terms(BY))
    assert not (place / "stray").exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_text("x", encoding="utf-8")
    (tmp_path / "folder.zip").mkdir()
    for name in ("mine", "mine/letter", "folder.zip"):
        with pytest.raises(BadInput, match="something else is there"):
            save(source, tmp_path / name, Terms(BY))
    with pytest.raises(BadInput, match="cannot be written"):
        save(source, tmp_path / "nowhere" / "set", Terms(BY))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.zip", "mine", "set"]


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        (Terms(""), r"--license: a data set needs a licence\. Give an IRI"),
        (Terms("CC BY"), "--license: 'CC BY' is no IRI"),
        (Terms("http://x/> ."), "--license: 'http://x/> .' is no IRI"),
        (Terms(BY, issued="2026"), "--issued: '2026' is no day"),
        (Terms(BY, issued="2026-02-30"), "--issued: '2026-02-30' is no date"),
    ],
)
def test_what_must_be_said_is_asked_for(source: Memory, tmp_path: Path, terms: Terms, says: str) -> None:
    """A licence is never guessed; one line says what would have worked, and nothing is written."""
    with pytest.raises(BadInput, match=says):
        save(source, tmp_path / "set", terms)
    assert list(tmp_path.iterdir()) == []


def test_documents_without_dates_need_a_day(tmp_path: Path) -> None:
    """The clock is never asked: where no document has a date, the day of publication must be said."""
    source = Memory()
    source.document("undated")
    with pytest.raises(BadInput, match=r"--issued: no document has a date"):
        save(source, tmp_path / "set", Terms(BY))
    assert save(source, tmp_path / "set", Terms(BY, issued="2026-03-31")) > 10


def test_a_full_disk_leaves_the_old_set(source: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data set that breaks in the middle changes nothing and leaves nothing beside it."""
    save(source, tmp_path / "set", Terms(BY))
    before = held(tmp_path / "set")

    def broken(_quads: object) -> io.BytesIO:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.export.rdf.trig", broken)
    with pytest.raises(OSError, match="No space"):
        save(sample(), tmp_path / "set", Terms(BY))
    assert held(tmp_path / "set") == before
    assert [path.name for path in tmp_path.iterdir()] == ["set"]
