"""kg.queries: questions introduce themselves, values become terms, and what is wrong is told where it stands."""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadQuery
from kg.iris import BASE
from kg.pipeline import build
from kg.queries import Query, SyntaxFault, assignments, catalogue, doubts, explain, load, parse, tokens
from kg.queries.parameters import DIGITS, KINDS, Parameter, Term
from kg.rdf import Text
from kg.resources import folder
from kg.store import open_reader
from kg.store.reader import Answer, ask
from kg.vocab import KG, PREFIXES, XSD

KG_LINE = "PREFIX kg: <https://w3id.org/pressgraph/ns#>\n"
GRAPH = """
BASE <https://w3id.org/pressgraph/id/>
PREFIX kg: <https://w3id.org/pressgraph/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<event/forum> a kg:Event ; kg:dateText "in spring" ; kg:earliest "2021-03-01"^^xsd:date ; kg:women 3 ; kg:confidence 0.9 .
<event/visit> a kg:Event ; kg:dateText "in \\"May\\"" ; kg:earliest "2022-05-01"^^xsd:date ; kg:women 30 ; kg:confidence 0.5 .
"""
SAMPLES = ("coe-2016-durres-prisons.md", "iom-tajikistan-2019-conference.md", "eu-delegation-bih-2022-ammunition.html")


class Made:
    """The graph above, as a source of answers."""

    def __init__(self) -> None:
        self.store = ox.Store()
        self.store.load(GRAPH.encode(), format=ox.RdfFormat.TURTLE)

    def query(self, text: str, *, substitutions: Mapping[str, Term]) -> Answer:
        """What the engine says."""
        return ask(self.store, text, substitutions)


def found(text: str, **values: str) -> list[str]:
    """The ends of the IRIs in the first column."""
    answer = parse("query", text).ask(Made(), values)
    assert isinstance(answer, ox.QuerySolutions)
    return sorted(str(row[0]).strip("<>").rpartition("/")[2] for row in answer)


def fault(text: str, **values: str) -> BadQuery:
    """What is raised for a query."""
    with pytest.raises(BadQuery) as caught:
        parse("query", text).ask(Made(), values)
    return caught.value


# ---- reading


def test_a_query_introduces_itself() -> None:
    """Title, explanation and parameters come from the comment lines, in their order."""
    query = parse(
        "mine", '# title: A\n# how: B\n# how: C\n# param: x text "" - words\n# param: n integer 3 - how many - at least\nASK {}'
    )
    assert (query.name, query.title, query.how) == ("mine", "A", "B C")
    assert query.params == (Parameter("x", "text", "", "words"), Parameter("n", "integer", "3", "how many - at least"))


def test_a_query_without_a_header_is_called_by_its_name() -> None:
    """Any SPARQL is a question; it takes no parameters."""
    assert parse("mine", "ASK {}") == Query("mine", "mine", "", (), "ASK {}")


@pytest.mark.parametrize(
    "line", ["x", "x text", 'x words "" - w', "x text - ", "n integer many - number", "d date 2021-02-30 - day"]
)
def test_a_parameter_line_that_cannot_be_read_is_refused(line: str) -> None:
    """A header with a slip is told at once, also when nobody gives the parameter."""
    with pytest.raises(BadQuery):
        parse("mine", f"# param: {line}\nASK {{}}")


def test_queries_are_found_by_name_path_and_text(tmp_path: Path) -> None:
    """The same question by its name, its file, its text, and from standard input."""
    path = folder("queries") / "events.rq"
    text = path.read_text(encoding="utf-8")
    copy = tmp_path / "copy.rq"
    copy.write_text(text, encoding="utf-8-sig")
    assert load("events") == load(str(path))
    for query in (load("-", text), load(str(copy)), load(text)):
        assert (query.title, query.params, query.text) == (load("events").title, load("events").params, text)
    assert load("describe <https://example.org/a>").text == "describe <https://example.org/a>"


def test_an_unknown_name_tells_the_nearest() -> None:
    """A slip in a name leads to the right one, on one line."""
    with pytest.raises(BadQuery, match=r"^there is no query 'who-fund-what'\. Did you mean who-funds-what"):
        load("who-fund-what")
    with pytest.raises(BadQuery, match=r"There are: amounts-by-funder, .*women-at-events\. A file is given by its path"):
        load("zzz")
    with pytest.raises(BadQuery, match="there is no query"):
        load("z" * 5000)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """A missing file and one that is no text cost one line with their path."""
    with pytest.raises(BadQuery, match=r"gone\.rq: cannot be read: No such file"):
        load(str(tmp_path / "gone.rq"))
    (tmp_path / "latin.rq").write_bytes(b"ASK { ?x ?y '\xe9' }")
    with pytest.raises(BadQuery, match=r"latin\.rq: is not UTF-8 text\. Save the query as UTF-8\."):
        load(str(tmp_path / "latin.rq"))


# ---- values


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("text", 'a "b" } # c', Text('a "b" } # c', "", XSD.string)),
        ("text", "", Text("", "", XSD.string)),
        ("iri", "institution/undp", f"{BASE}institution/undp"),
        ("iri", "<https://example.org/a>", "https://example.org/a"),
        ("iri", "institution:undp", f"{BASE}institution/undp"),
        ("iri", "kg:Event", KG.Event),
        ("iri", "urn:x:y", "urn:x:y"),
        ("date", "2021-11-23", Text("2021-11-23", "", XSD.date)),
        ("integer", "-007", Text("-7", "", XSD.integer)),
        ("decimal", "1e-3", Text("0.001", "", XSD.decimal)),
    ],
)
def test_values_become_terms_of_their_kind(kind: str, value: str, term: Term) -> None:
    """What is typed is a term of the declared kind, whatever stands in it."""
    assert Parameter("x", kind, None, "meaning").term(value) == term


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", "\ud800"),
        ("iri", ""),
        ("iri", "a b"),
        ("iri", "x> <y"),
        ("date", "2021-02-29"),
        ("date", "20211123"),
        ("date", "yesterday"),
        ("integer", "3.5"),
        ("integer", "9" * 19),
        ("decimal", "NaN"),
        ("decimal", "1e40"),
        ("decimal", "1e-19"),
        ("decimal", "1e-999999999"),
        ("decimal", "half"),
    ],
)
def test_a_bad_value_is_told_in_one_line(kind: str, value: str) -> None:
    """The line names the parameter and shows what would work."""
    with pytest.raises(BadQuery) as caught:
        Parameter("x", kind, None, "meaning").term(value)
    line = str(caught.value)
    assert line.startswith("parameter x: ")
    assert "\n" not in line
    assert f"Give {KINDS[kind].like}." in line


@given(st.integers(-(10**DIGITS) + 1, 10**DIGITS - 1))
def test_every_integer_that_is_taken_equals_itself_in_the_engine(number: int) -> None:
    """No number is taken that the engine cannot compare."""
    text = "# param: n integer - number\nSELECT ?same ?n WHERE { VALUES ?m { %d } BIND(?m = ?n AS ?same) }"
    answer = parse("query", text % number).ask(Made(), {"n": str(number)})
    assert isinstance(answer, ox.QuerySolutions)
    assert [row["same"] for row in answer] == [ox.Literal(value=True)]


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**DIGITS) + 1, max_value=10**DIGITS - 1, places=DIGITS))
def test_every_decimal_that_is_taken_equals_itself_in_the_engine(number: Decimal) -> None:
    """The same for decimals, down to the last place."""
    text = "# param: n decimal - number\nSELECT ?same ?n WHERE { BIND(?n + 0 = ?n AS ?same) }"
    answer = parse("query", text).ask(Made(), {"n": f"{number:f}"})
    assert isinstance(answer, ox.QuerySolutions)
    assert [row["same"] for row in answer] == [ox.Literal(value=True)]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_reaches_the_engine_as_it_is(value: str) -> None:
    """No value can change the query that it is given to."""
    answer = parse("query", "# param: x text - words\nSELECT ?x WHERE {}").ask(Made(), {"x": value})
    assert isinstance(answer, ox.QuerySolutions)
    assert [row["x"] for row in answer] == [ox.Literal(value)]


def test_values_choose_rows() -> None:
    """Each kind filters as its author means it, and a default stands in for what is not given."""
    select = f"{KG_LINE}# param: x %s - value\nSELECT ?event ?x WHERE {{ ?event a kg:Event ; %s }}"
    assert found(select % ("text", "kg:dateText ?x"), x='in "May"') == ["visit"]
    assert found(select % ("date 2022-01-01", "kg:earliest ?day FILTER(?day < ?x)")) == ["forum"]
    assert found(select % ("date 2022-01-01", "kg:earliest ?day FILTER(?day < ?x)"), x="2023-01-01") == ["forum", "visit"]
    assert found(select % ("integer 10", "kg:women ?n FILTER(?n >= ?x)")) == ["visit"]
    assert found(select % ("decimal 0.7", "kg:confidence ?c FILTER(?c < ?x)")) == ["visit"]
    assert found(f"{KG_LINE}# param: x iri - event\nSELECT ?x WHERE {{ ?x a kg:Event }}", x="event/forum") == ["forum"]


def test_a_parameter_that_does_not_exist_is_refused() -> None:
    """The nearest is named, else all that there are."""
    with pytest.raises(BadQuery, match=r"^events: there is no parameter 'contry'\. Did you mean country\?$"):
        load("events").bind({"contry": "AL"})
    with pytest.raises(BadQuery, match=r"There are: country, type, since, until"):
        load("events").bind({"zz": ""})
    with pytest.raises(BadQuery, match=r"There are: none\."):
        parse("query", "ASK {}").bind({"x": ""})


def test_a_parameter_without_a_default_must_be_given() -> None:
    """The line says what is missing, what it means and how to give it."""
    with pytest.raises(BadQuery, match=r"^q: a value of x is missing \(the event\)\. Give it with --param x=\.\.\.$"):
        parse("q", "# param: x iri - the event\nSELECT ?x {}").bind({})


def test_assignments_are_split_at_the_first_equals_sign() -> None:
    """Values may hold anything; what gives no value is refused."""
    assert assignments(["a=1", "b=x=y", "c="]) == {"a": "1", "b": "x=y", "c": ""}
    for text in ("a", "=1", ""):
        with pytest.raises(BadQuery, match=r"Write --param NAME=VALUE\."):
            assignments([text])


# ---- faults


@pytest.mark.parametrize(
    ("text", "told", "under"),
    [
        ("SELECT ?x { ?x a kg:Event }", f"PREFIX kg: <{PREFIXES['kg']}>", "kg:Event"),
        ("SELECT ?x { ?x foaf:name ?y }", "PREFIX foaf: <http://xmlns.com/foaf/0.1/>", "foaf:name"),
        ("SELECT ?x { ?x skos:prefLabel ?y ; kg:organisedBy ?z }", "did you mean kg:organizedBy?", "skos:"),
        ("INSERT DATA { <a:b> <a:c> 1 }", "INSERT changes a graph", "INSERT"),
        (f"{KG_LINE}DELETE WHERE {{ ?x a kg:Event }}", "DELETE changes a graph", "DELETE"),
        ("SELECT ?x { SERVICE <https://example.org/> { ?x ?y ?z } }", "SERVICE asks another computer", "SERVICE"),
        ("SELECT ?x {\n  <event/forum> ?x ?y\n}", "<event/forum> is no whole IRI", "<event/forum>"),
        ("SELECT ?x { ?x ?y 'z }", "no closing quotation mark", "'z"),
        ("SELECT ?x { ?x ?y ?z ", "this { is not closed", "{"),
        ("SELECT ?x { ?x ?y ?z }}", "this } closes nothing", "}"),
        ("SELCT ?x { ?x ?y ?z }", "did you mean SELECT?", "SELCT"),
        ("PREFIX kg <https://w3id.org/pressgraph/ns#> ASK {}", "a PREFIX line reads: PREFIX kg: <https://...>", "kg <"),
    ],
)
def test_a_mistake_is_told_with_its_cause_and_its_place(text: str, told: str, under: str) -> None:
    """One line says why and what to write; below stand the line of the query and a caret under the mistake."""
    error = fault(text)
    assert isinstance(error, SyntaxFault)
    line, excerpt, caret = str(error).split("\n")
    assert told.lower() in line.lower()
    assert line.startswith(f"query, line {error.line}, column {error.column}: ")
    assert excerpt[caret.index("^") :].startswith(under) or text.split("\n")[error.line - 1][error.column - 1 :].startswith("}")
    assert text.split("\n")[error.line - 1] == excerpt[2:]


def test_what_is_in_strings_comments_and_labels_misleads_nobody() -> None:
    """Only what the engine reads as a name is taken for one, and a full stop ends a sentence, not a name."""
    text = f'{KG_LINE}# foaf:name }}\nSELECT ?x {{ ?x a kg:Event. _:b kg:dateText "foaf:x }} \\" ". _:b.c ?p kg:Event. ?y }}}}'
    assert fault(text).what == "This } closes nothing."
    assert doubts(f"{KG_LINE}SELECT ?x {{ ?x a kg:Event. _:b a kg:Person. }}") == ()


def test_a_mistake_without_a_known_cause_is_still_placed() -> None:
    """The caret stands where the engine stopped."""
    error = fault(f"{KG_LINE}SELECT ?x {{ ?x a kg:Event }} ORDER ?x")
    assert isinstance(error, SyntaxFault)
    assert (error.line, error.column) == (2, 37)
    assert "cannot be read from here on" in str(error)


def test_terms_that_the_ontology_lacks_are_doubted() -> None:
    """A query that can be read and asks for a misspelt term gets a hint, each term once."""
    text = f"{KG_LINE}SELECT ?x {{ ?x kg:organisedBy ?y ; <https://w3id.org/pressgraph/ns#organisedBy> ?z ; kg:qqqqq 1 }}"
    assert doubts(text) == ("the ontology has no kg:organisedBy; did you mean kg:organizedBy?", "the ontology has no kg:qqqqq")


def test_a_parameter_outside_the_select_line_is_explained() -> None:
    """The engine fills only what is selected; the author hears where to add the name."""
    line = "# param: x text - words\n"
    assert (
        str(fault(line + "SELECT ?y { ?y ?p ?x }", x="a"))
        == "query: the parameter ?x does not stand in the SELECT line. Add ?x to it."
    )
    unfilled = str(fault(line + "ASK { ?y ?p ?z FILTER(?z = ?x) }", x="a"))
    assert unfilled.endswith("only in FILTERs or not at all. Begin with: ASK { VALUES ?x { UNDEF }")
    mended = parse("query", line + "ASK { VALUES ?x { UNDEF } ?y ?p ?z FILTER(?z = ?x) }")
    assert [bool(mended.ask(Made(), {"x": value})) for value in ("in spring", "in autumn")] == [True, False]
    construct = fault(line + "CONSTRUCT { ?y a ?p } WHERE { ?y ?p ?z FILTER(?z = ?x) }", x="a")
    assert str(construct) == "query: the engine fills only what CONSTRUCT gives back, and ?x is not there. Ask with SELECT ?x ..."


def test_other_errors_of_a_source_come_through() -> None:
    """What is no fault of the query is not blamed on it."""

    class Broken:
        def query(self, text: str, *, substitutions: Mapping[str, Term]) -> Answer:
            raise RuntimeError(f"disk: {text} {len(substitutions)}")

    with pytest.raises(RuntimeError, match=r"^disk: ASK \{\} 0$"):
        parse("query", "ASK {}").ask(Broken(), {})


@given(st.text(), st.integers(1, 50), st.integers(1, 200))
def test_any_text_can_be_explained(text: str, line: int, column: int) -> None:
    """No query and no message make the explanation fail."""
    assert explain(text, f"error at {line}:{column}: expected something").what
    assert explain(text, "something else").what


@given(st.text(st.sampled_from("ab:_.<>{}\"'\\#?$ \n1-é")))
def test_tokens_lie_in_order_and_miss_nothing_but_blanks(text: str) -> None:
    """Each token stands where it says, and between two of them are only blanks and comments."""
    end = 0
    for token in tokens(text):
        assert text[token.begin : token.begin + len(token.text)] == token.text != ""
        assert re.fullmatch(r"(?:\s|#[^\r\n]*)*", text[end : token.begin])
        end = token.begin + len(token.text)
    assert re.fullmatch(r"(?:\s|#[^\r\n]*)*", text[end:])


# ---- the questions of queries/


@pytest.fixture(scope="module")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with three of the sample documents."""
    store = tmp_path_factory.mktemp("queries") / "store"
    summary = build([folder("data") / "documents" / name for name in SAMPLES], store, workers=1)
    assert (summary.new, summary.unread) == (len(SAMPLES), ())
    return store


def selected(text: str) -> list[str]:
    """The variables of the SELECT line; of `(SUM(?n) AS ?total)` the last."""
    head = re.search(r"^SELECT (?:DISTINCT )?(.*?)^WHERE", text, re.MULTILINE | re.DOTALL)
    assert head
    line, pairs = head[1], 1
    while pairs:
        line, pairs = re.subn(r"\((?:[^()]*\bAS (\?\w+)|[^()]*)\)", lambda match: match[1] or "", line)
    return line.split()


@pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
def test_every_question_runs_with_its_defaults(query: Query, small_store: Path) -> None:
    """No error, no unknown term, and the columns are those of the SELECT line, the parameters among them."""
    with open_reader(small_store) as reader:
        answer = query.ask(reader, {})
        assert isinstance(answer, ox.QuerySolutions)
        list(answer)
    assert [f"?{variable.value}" for variable in answer.variables] == selected(query.text)
    assert {parameter.name for parameter in query.params} <= {variable.value for variable in answer.variables}
    assert query.title != query.name
    assert query.how
    assert doubts(query.text) == ()


def test_the_sample_documents_answer_most_questions(small_store: Path) -> None:
    """Three releases are enough for rows: an engine that finds nothing does not pass."""
    with open_reader(small_store) as reader:
        answered = [query.name for query in catalogue() if any(True for _ in query.ask(reader, {}))]  # type: ignore[union-attr]
    assert {"overview", "events", "roles-of"} <= set(answered)
