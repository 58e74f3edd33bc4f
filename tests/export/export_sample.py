"""A graph built by hand the way the program builds one: one named graph a document, claims with evidence, concepts elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyoxigraph as ox

from kg.iris import BASE, CONCEPTS, DERIVED_GRAPH, NAMESPACE, digest
from kg.resources import folder

RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
XSD = "http://www.w3.org/2001/XMLSchema#"

Term = ox.NamedNode | ox.Literal


def kg(name: str) -> ox.NamedNode:
    """The term of our vocabulary with this name."""
    return ox.NamedNode(NAMESPACE + name)


def thing(path: str) -> ox.NamedNode:
    """The IRI of a thing: `person/ann-lee`."""
    return ox.NamedNode(BASE + path)


def concept(path: str) -> ox.NamedNode:
    """The IRI of a concept: `role/organizer`."""
    return ox.NamedNode(CONCEPTS + path)


def day(text: str) -> ox.Literal:
    """A date as precise as its text."""
    datatype = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)]
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


@dataclass
class Memory:
    """A source of exports that lives in memory."""

    store: ox.Store = field(default_factory=ox.Store)

    def query(self, text: str) -> Any:  # noqa: ANN401
        """The solutions of a query over all graphs together."""
        return self.store.query(text, use_default_graph_as_union=True)

    def quads(self) -> Iterator[ox.Quad]:
        """Every quad."""
        return iter(self.store)

    def document(self, key: str, issued: str = "") -> "Release":
        """A new document to fill."""
        return Release(self, key, issued)

    def derive(self) -> None:
        """Adds the shortcuts of queries/derived, in their graph."""
        for path in sorted((folder("queries") / "derived").glob("*.rq")):
            for triple in list(self.query(path.read_text(encoding="utf-8"))):
                self.store.add(ox.Quad(*triple, ox.NamedNode(DERIVED_GRAPH)))


class Release:
    """One document and its graph."""

    def __init__(self, source: Memory, key: str, issued: str) -> None:
        self.store, self.iri = source.store, thing(f"document/{key}")
        self.say(self.iri, RDF_TYPE, kg("Document"))
        self.say(self.iri, kg("title"), ox.Literal(f"Release {key}"))
        if issued:
            self.say(self.iri, kg("issued"), day(issued))

    def say(self, subject: ox.NamedNode, predicate: ox.NamedNode, *values: Term) -> None:
        """Adds triples to the document's graph."""
        for value in values:
            self.store.add(ox.Quad(subject, predicate, value, self.iri))

    def named(self, path: str, label: str, *, country: str = "") -> ox.NamedNode:
        """A person, institution, state ... as `person/ann-lee`, with its class from the path."""
        iri = thing(path)
        self.say(iri, RDF_TYPE, kg(path.split("/")[0].capitalize()))
        self.say(iri, LABEL, ox.Literal(label))
        if path.startswith("state/"):
            self.say(iri, kg("code"), ox.Literal(path.removeprefix("state/")))
        if country:
            code, name = country.split(" ", 1)
            self.say(iri, kg("country"), self.named(f"state/{code}", name))
        return iri

    def event(self, key: str, *, first: str = "", last: str = "", kind: str = "workshop", phase: str = "held") -> ox.NamedNode:
        """An event with its days, kind and phase."""
        iri = self.named(f"event/{key}", f"Event {key}")
        self.say(iri, kg("eventType"), concept(f"event-type/{kind}"))
        self.say(iri, kg("phase"), concept(f"phase/{phase}"))
        if first:
            self.say(iri, kg("earliest"), day(first))
            self.say(iri, kg("latest"), day(last or first))
        return iri

    def claim(self, kind: str, **properties: Term) -> ox.NamedNode:
        """A claim with a passage of its own; property names are those of the vocabulary."""
        key = digest(kind, *(f"{name} {value}" for name, value in sorted(properties.items())))
        iri, passage = ox.NamedNode(f"{self.iri.value}#claim-{key}"), ox.NamedNode(f"{self.iri.value}#char={int(key[:3], 16)},5000")
        self.say(iri, RDF_TYPE, kg(kind))
        self.say(iri, kg("evidence"), passage)
        self.say(iri, kg("statedIn"), self.iri)
        self.say(iri, kg("rule"), ox.Literal("by hand"))
        self.say(iri, kg("confidence"), ox.Literal("0.9", datatype=ox.NamedNode(f"{XSD}decimal")))
        for name, value in properties.items():
            self.say(iri, kg(name), value)
        return iri

    def roles(self, event: ox.NamedNode, role: str, *agents: ox.NamedNode) -> None:
        """Participations of agents at an event."""
        for agent in agents:
            self.claim("Participation", event=event, agent=agent, role=concept(f"role/{role}"))


def sample() -> Memory:
    """Three releases: a workshop told twice, its project with two donors, and a cancelled meeting."""
    source = Memory()
    one = source.document("one", "2019-10-09")
    osce = one.named("institution/osce", "OSCE Mission & Office", country="TJ Tajikistan")
    ministry = one.named("institution/moi", "Ministry of “Interior” <Tajikistan>", country="TJ Tajikistan")
    lee = one.named("person/ann-lee", "Ann Lee")
    khan = one.named("person/khan", "Бахром Хан")
    norway = one.named("state/NO", "Norway")
    police = one.named("group/police-officers", "police officers")
    workshop = one.event("workshop", first="2019-10-08", last="2019-10-09")
    one.roles(workshop, "organizer", osce, ministry)
    one.roles(workshop, "speaker", lee)
    one.roles(workshop, "participant", police)
    one.claim("Quotation", speaker=khan, saidAt=workshop, quote=ox.Literal("Borders need people."))
    one.claim("Funding", funder=norway, funded=workshop)
    one.claim("Post", holder=lee, institution=osce, postTitle=ox.Literal("Head of Office"), statedOn=day("2019-10-09"))
    one.claim("Post", holder=khan, country=thing("state/TJ"), postTitle=ox.Literal("Ambassador"))

    two = source.document("two", "2020-02-01")
    osce, lee = two.named("institution/osce", "OSCE Mission & Office"), two.named("person/ann-lee", "Ann Lee")
    norway, japan = two.named("state/NO", "Norway"), two.named("state/JP", "Japan")
    ministry = two.named("institution/moi", "Ministry of “Interior” <Tajikistan>")
    project = two.named("project/borders", "Safer Borders")
    retold = two.event("workshop", first="2019-10-08", last="2019-10-09")
    course = two.event("course", first="2020-01", last="2020-01", kind="training")
    two.roles(retold, "organizer", osce)
    two.roles(course, "host", ministry)
    two.roles(course, "partner", osce)
    euro, dollar = concept("currency/EUR"), concept("currency/USD")
    money = [ox.Literal(text, datatype=ox.NamedNode(f"{XSD}decimal")) for text in ("50000", "25000.5", "100")]
    two.claim("Funding", funder=norway, funded=project, recipient=ministry, amount=money[0], currency=euro)
    two.claim("Funding", funder=norway, funded=project, amount=money[1], currency=euro)
    two.claim("Funding", funder=japan, funded=project, amount=money[0], currency=euro)
    two.claim("Funding", funder=japan, funded=project, amount=money[2], currency=dollar)
    two.claim("Post", holder=lee, institution=osce, postTitle=ox.Literal("Head of Office"))

    three = source.document("three")
    osce, ghost = three.named("institution/osce", "OSCE Mission & Office"), three.named("institution/ghost", "Ghost Agency")
    meeting = three.event("meeting", first="2021", phase="cancelled")
    three.roles(meeting, "organizer", osce, ghost)
    norway, project = three.named("state/NO", "Norway"), three.named("project/borders", "Safer Borders")
    three.claim("Funding", funder=norway, funded=project, amount=money[0], currency=euro)
    _concepts(source.store, ("role/organizer", "Organizer"), ("event-type/workshop", "Workshop"))
    source.derive()
    return source


def _concepts(store: ox.Store, *labels: tuple[str, str]) -> None:
    graph = ox.NamedNode(f"{CONCEPTS}graph/concepts")
    for path, label in labels:
        store.add(ox.Quad(concept(path), ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel"), ox.Literal(label), graph))


def shuffled(source: Memory, order: Iterable[int]) -> Memory:
    """The same quads put into a new store in another order."""
    quads = sorted(source.quads(), key=str)
    other = Memory()
    for index in order:
        other.store.add(quads[index])
    return other


def days(*texts: str) -> tuple[date, ...]:
    """ISO dates as dates."""
    return tuple(date.fromisoformat(text) for text in texts)
