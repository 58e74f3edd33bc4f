"""The whole data set in a folder or a zip file: the graph, the networks, the vocabulary, and what a stranger must know of them.

RO-Crate 1.2 describes the files with their checksums, VoID and DCAT the graph; README.md says it in words. Nothing depends on the
clock or on the order of building: the same graph gives the same bytes, a zip file included.
"""

import hashlib
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import BadInput
from kg.export import described, gexf, network, rdf, tables, views
from kg.export.answers import Source
from kg.export.described import TYPES, File
from kg.export.files import keep, share
from kg.export.marks import plain
from kg.export.selection import day
from kg.resources import folder

CRATE = "ro-crate-metadata.json"
SUMS = "manifest-sha256.txt"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that a zip file can hold
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class Terms:
    """What the graph does not know: the title, the licence as an IRI, and the day of publication (ISO); '' for the usual."""

    licence: str
    title: str = ""
    issued: str = ""


def save(source: Source, path: Path, terms: Terms) -> int:
    """How many files the data set has: `path`, a folder or, where it ends in .zip, a zip file, holds it whole or is as it was."""
    _sound(terms)
    zipped = path.suffix == ".zip"
    _check(path, zipped=zipped)
    with _beside(path) as place:
        files = _fill(source, place, terms)
        if zipped:
            keep(path, _zipped(place, [*(file.name for file in files), SUMS]))
        else:
            _swap(place, path)
    return len(files) + 1


def _sound(terms: Terms) -> None:
    if not _IRI.fullmatch(terms.licence):
        what = f"{terms.licence!r} is no IRI" if terms.licence else "a data set needs a licence"
        raise BadInput(what, where="--license", hint="Give an IRI, such as https://creativecommons.org/licenses/by/4.0/.")
    if terms.issued and not (re.fullmatch(r"\d{4}-\d\d-\d\d", terms.issued) and day(terms.issued, "--issued")):
        raise BadInput(f"{terms.issued!r} is no day", where="--issued", hint="Write 2026-03-31.")


def _fill(source: Source, place: Path, terms: Terms) -> list[File]:
    """The files, written one after the other; those that describe come last."""
    files = [_written(place, name, parts, holds) for name, holds, parts in _data(source)]
    facts = described.facts(source, plain(terms.title), terms.licence, terms.issued)
    for name, holds, make in _DESCRIPTIONS:
        files.append(_written(place, name, [make(facts, files)], holds))
    files.sort()
    keep(place / SUMS, [f"{file.sha256}  {file.name}\n".encode() for file in files])
    return files


_DESCRIPTIONS: tuple[tuple[str, str, Callable[[Any, list[File]], bytes]], ...] = (
    ("README.md", "what is here, in words", described.readme),
    ("LICENSE.txt", "who may do what with it", described.licence),
    ("void.ttl", "the data set and its graph in VoID and DCAT", described.void),
    (CRATE, "the files in RO-Crate 1.2", described.crate),
)


def _data(source: Source) -> Iterator[tuple[str, str, Iterable[bytes]]]:
    yield "data/graph.nq", "the graph in canonical N-Quads, a named graph a document", rdf.nquads(source.quads())
    yield "data/graph.trig", "the same, to read", rdf.trig(source.quads())
    for name, view in views.views().items():
        drawn = network.read(source, name)
        yield f"networks/{name}.gexf", f"{view.title}: for Gephi", gexf.write(drawn)
        yield f"networks/{name}.nodes.csv", f"{view.title}: the nodes", tables.nodes(drawn)
        yield f"networks/{name}.edges.csv", f"{view.title}: the ties", tables.ties(drawn)
    for path in sorted(folder("ontology").iterdir()):
        if path.suffix in TYPES:
            yield (
                f"ontology/{path.name}",
                "the vocabulary" if path.stem == "kg" else f"the vocabulary: {path.stem}",
                [path.read_bytes()],
            )


def _written(place: Path, name: str, parts: Iterable[bytes], holds: str) -> File:
    digest, size = hashlib.sha256(), 0

    def counted() -> Iterator[bytes]:
        nonlocal size
        for part in parts:
            digest.update(part)
            size += len(part)
            yield part

    (place / name).parent.mkdir(parents=True, exist_ok=True)
    keep(place / name, counted())
    return File(name, size, digest.hexdigest(), holds)


def _check(path: Path, *, zipped: bool) -> None:
    """Nothing that is no data set of ours is ever replaced."""
    foreign = (
        path.is_dir() if zipped else path.exists() and not (path / CRATE).is_file() and (path.is_file() or any(path.iterdir()))
    )
    if foreign:
        raise BadInput("something else is there", where=str(path), hint="Name a new folder, or a file that ends in .zip.")


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A folder on the same disk to work in, gone afterwards."""
    try:
        place = Path(tempfile.mkdtemp(dir=path.absolute().parent, prefix=f".{path.name}."))
    except OSError as error:
        hint = "Name a place in a folder that exists and is yours."
        raise BadInput(f"cannot be written: {error.strerror}", where=str(path), hint=hint) from error
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _swap(place: Path, path: Path) -> None:
    """The folder takes its name; the one that had it goes."""
    share(place, 0o777)
    before = place.with_name(f"{place.name}.before")
    if path.exists():
        path.rename(before)
    place.rename(path)
    shutil.rmtree(before, ignore_errors=True)


def _zipped(place: Path, names: Iterable[str]) -> Iterator[bytes]:
    """The bytes of a zip file, the same for the same files."""
    target = place / ".zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(names):
            about = zipfile.ZipInfo(name, EPOCH)
            about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with archive.open(about, "w", force_zip64=True) as inside, (place / name).open("rb") as file:
                shutil.copyfileobj(file, inside)
    with target.open("rb") as file:
        while part := file.read(1 << 20):
            yield part
