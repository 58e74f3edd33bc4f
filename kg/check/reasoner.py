"""HermiT, by way of owlready2, over the ontology, its alignment and the graphs of some documents.

HermiT knows no xsd:date and no year: statements with such values are left out of its copy, and the shapes look at them. So are
annotations and everything that is no term of ours, of which nothing follows. What cannot hold together is told in the fewest
statements (`kg.check.explaining`, `kg.check.chaining`).
"""

import io
import re
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

import owlready2

from kg import ontology, resources
from kg.check.chaining import clash, fact
from kg.check.explaining import smallest
from kg.check.findings import Finding, Options, Outcome, documents, spread
from kg.errors import BadKnowledge
from kg.iris import NAMESPACE
from kg.rdf import ntriples
from kg.store import Reader
from kg.vocab import NEIGHBOURS, OWL, PREFIXES, RDF, RDFS

NAME = "reasoner"
HINT = "Install a Java runtime (version 8 or later), so that the command java is found."
FILES = ("kg.ttl", "alignment.ttl", "neighbours.ttl")
MISSING = "not run, because there is no Java on this machine"
_AXIOMS = {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith, OWL.inverseOf}
_TIMES = re.compile(
    r"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:date|dateTime|time|gYear|gYearMonth|gMonth|gDay|gMonthDay|duration)>"
)

_KINDS = {f"<{kind}> .\n" for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)}
_TRAITS = {f"<{kind}> .\n" for kind in (OWL.SymmetricProperty, OWL.TransitiveProperty)}

Lines = Sequence[str]


def run(reader: Reader, options: Options) -> Outcome:
    """Contradictions and impossible classes in the ontology; without any, contradictions of the ontology and a sample."""
    if shutil.which(owlready2.JAVA_EXE) is None:
        return Outcome((), "nothing", f"{MISSING}. {HINT}")
    schema = axioms()
    if faults := of_ontology(schema):
        return Outcome(tuple(faults), "the ontology")
    graphs = documents(reader)
    chosen = spread(graphs, options.reasoned)
    said = {document: stated(reader, document) for document in chosen}
    try:
        faults = of_data(schema, said)
    except BadKnowledge as error:  # a value that is none of its datatype, say; the ontology alone was read above
        faults = [Finding(NAME, "readable", "The reasoner cannot read what documents say.", value=error.what)]
    return Outcome(tuple(faults), f"the ontology and {len(chosen):,} of {len(graphs):,} documents")


def axioms(names: Sequence[str] = FILES) -> Lines:
    """What the files of ontology/ state that something can follow from, as N-Triples lines."""
    lines = [line for name in names for line in ntriples(resources.folder("ontology") / name)]
    return [line for line in dict.fromkeys(lines) if _states(line) or _declares(line)]


def stated(reader: Reader, document: str) -> Lines:
    """What a document's graph says in our terms, without dates, as N-Triples lines."""
    ours, ending = {term.iri for term in ontology.load().terms.values()} | {RDF.type}, f" <{document}> .\n"
    lines = (f"{line.removesuffix(ending)} .\n" for line in reader.nquads(document))
    return [line for line in lines if _predicate(line) in ours and not _TIMES.search(line)]


def of_ontology(schema: Lines) -> list[Finding]:
    """A contradiction in the ontology, or each class of it that can have no member."""
    verdict = reasoned(schema)
    if verdict is None:
        return [Finding(NAME, "consistent", "The ontology contradicts itself.", because=sentences(_fewest(schema)))]
    return [
        Finding(NAME, "satisfiable", f"{short(iri)} can have no member.", iri, because=sentences(_fewest(schema, iri)))
        for iri in sorted(verdict)
    ]


def of_data(schema: Lines, graphs: Mapping[str, Lines]) -> list[Finding]:
    """The contradiction of the ontology and some graphs, if there is one, in the fewest statements, and where one stands."""
    everything = [*schema, *dict.fromkeys(chain(*graphs.values()))]
    if reasoned(everything) is not None:
        return []
    needed = _fewest(everything)
    where = ((line, name) for line in reversed(needed) for name, lines in graphs.items() if line in lines)
    line, name = next(where, ("<> ", ""))
    about = line.split(" ")[0][1:-1]
    return [Finding(NAME, "consistent", "Documents contradict the ontology.", about, name, because=sentences(needed))]


def _fewest(statements: Lines, impossible: str = "") -> Lines:
    """The fewest statements that contradict each other, or for which a class can have no member; declarations go without saying."""
    granted = [line for line in statements if _declares(line)]

    def holds(lines: Lines) -> bool:
        verdict = reasoned([*granted, *lines])
        return verdict is None or impossible in verdict

    guess = clash(statements, impossible)
    return smallest(guess if guess and holds(guess) else [line for line in statements if not _declares(line)], holds)


def reasoned(lines: Iterable[str]) -> Collection[str] | None:
    """The IRIs of the classes that can have no member, or None when the statements contradict each other as a whole."""
    world = owlready2.World()
    try:
        world.get_ontology(NAMESPACE).load(fileobj=io.BytesIO("".join(lines).encode()))
        owlready2.sync_reasoner_hermit(world, debug=0)
        return {kind.iri for kind in world.inconsistent_classes() if kind is not owlready2.Nothing}
    except owlready2.OwlReadyInconsistentOntologyError:
        return None
    except owlready2.OwlReadyJavaError as error:
        raise BadKnowledge(f"HermiT cannot read it: {_first_line(str(error))}", where="ontology/") from error
    except owlready2.OwlReadyOntologyParsingError as error:
        raise BadKnowledge(f"owlready2 cannot read it: {error.__cause__ or error}", where="ontology/") from error
    finally:
        world.close()


def sentences(lines: Lines) -> tuple[str, ...]:
    """`kg:Post rdfs:subClassOf kg:Claim` for each N-Triples line."""
    return tuple(" ".join(short(term[1:-1]) if term.startswith("<") else term for term in fact(line)) for line in lines)


def short(iri: str) -> str:
    """`kg:Post`, `org:Membership`, or the whole IRI where no prefix is known."""
    for prefix, begin in {**NEIGHBOURS, **PREFIXES}.items():
        if iri.startswith(begin):
            return f"{prefix}:{iri.removeprefix(begin)}"
    return iri


def _predicate(line: str) -> str:
    return line.split(" ", 2)[1][1:-1]


def _declares(line: str) -> bool:
    _, predicate, value = line.split(" ", 2)
    return predicate == f"<{RDF.type}>" and value in _KINDS


def _states(line: str) -> bool:
    _, predicate, value = line.split(" ", 2)
    return predicate[1:-1] in _AXIOMS or (predicate == f"<{RDF.type}>" and value in _TRAITS)


def _first_line(text: str) -> str:
    lines = [line for line in text.splitlines()[1:] if line.strip()]
    return lines[0].strip() if lines else text
