"""A report of what is wrong, for people (table), programs (JSON) and SHACL tools (a validation report in Turtle)."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from rdflib import RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, SH

from kg.check.findings import Finding, Report
from kg.errors import BadInput
from kg.iris import BASE, CONCEPTS, NAMESPACE, digest
from kg.results import plain

MOST = 10  # of the findings of a rule that a table shows
WIDEST = 100


@dataclass(frozen=True, slots=True)
class Format:
    """A form: its writer, which gets how many findings of a rule to show, and what it is good for."""

    write: Callable[[Report, int], str]
    description: str


def write(report: Report, form: str, most: int = MOST) -> str:
    """The report in a form of FORMATS; a table shows at `most` so many findings of a rule, 0 for all."""
    check_format(form)
    return FORMATS[form].write(report, most)


def check_format(form: str) -> None:
    """Nothing, when there is such a form; found out before the work, not after it."""
    if form not in FORMATS:
        raise BadInput(f"no format named {form!r}", where="--format", hint=f"There are: {', '.join(FORMATS)}.")


def _table(report: Report, most: int) -> str:
    lines = [*_overview(report)]
    for rule, group in groupby(sorted(report.findings, key=lambda one: (one.part, one.rule, one.message)), _rule):
        findings = list(group)
        lines += ["", f"{findings[0].message} ({rule[1]}, {len(findings):,})"]
        shown = findings[:most] if most else findings
        lines += [line for finding in shown for line in _lines(finding)]
        if len(findings) > len(shown):
            lines.append(f"  ... {len(findings) - len(shown):,} more; all of them with: --most 0")
    return "\n".join(lines) + "\n"


def _overview(report: Report) -> Iterator[str]:
    yield f"{report.store}, generation {report.generation}: {'sound' if report.sound else f'{len(report.findings):,} faults'}"
    width = max((len(outcome.looked_at) for outcome in report.outcomes.values()), default=0)
    for name, outcome in report.outcomes.items():
        said = "not run" if outcome.skipped else f"{len(outcome.findings):,} faults" if outcome.findings else "sound"
        yield f"  {name:<9} {outcome.looked_at:<{width}}  {said}"


def _rule(finding: Finding) -> tuple[str, str, str]:
    return finding.part, finding.rule, finding.message


def _lines(finding: Finding) -> Iterator[str]:
    value = f"{_short(finding.path)} " if finding.path else ""
    value += _cut(_short(finding.value)) if finding.value else ""
    where = f"  (in {_short(finding.graph)})" if finding.graph and not finding.about.startswith(finding.graph) else ""
    if finding.about or value:
        yield f"  {_short(finding.about)}{': ' if value.strip() else ''}{value.strip()}{where}"
    if finding.because:
        yield "    because these statements do not hold together:"
        yield from (f"      {_cut(_plain(statement))}" for statement in finding.because)


def _short(iri: str) -> str:
    for begin, short in ((BASE, ""), (NAMESPACE, "kg:"), (CONCEPTS, "")):
        if iri.startswith(begin):
            return plain(short + iri.removeprefix(begin))
    return plain(iri)


def _plain(statement: str) -> str:
    return plain(statement.replace(BASE, ""))


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"


def _json(report: Report, _most: int) -> str:
    parts = {
        name: {"looked_at": outcome.looked_at, "skipped": outcome.skipped, "findings": [one._asdict() for one in outcome.findings]}
        for name, outcome in report.outcomes.items()
    }
    told = {"store": report.store, "generation": report.generation, "sound": report.sound, "parts": parts}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _turtle(report: Report, _most: int) -> str:
    """As SHACL section 3.6 describes; results have names, made from what they say."""
    graph, checks = Graph(), Namespace(f"{CONCEPTS}check/")
    whole = URIRef(f"{checks}{digest(report.store, str(report.generation))}")
    graph.add((whole, RDF.type, SH.ValidationReport))
    graph.add((whole, SH.conforms, Literal(report.sound)))
    for note in report.notes:
        graph.add((whole, RDFS.comment, Literal(note)))
    for finding in report.findings:
        result = URIRef(f"{checks}{digest(*map(str, finding))}")
        graph.add((whole, SH.result, result))
        for predicate, value in _said(finding, checks):
            graph.add((result, predicate, value))
    for prefix, namespace in (("kg", NAMESPACE), ("shape", f"{CONCEPTS}shapes#"), ("check", str(checks))):
        graph.bind(prefix, namespace)
    return graph.serialize(format="turtle")


def _said(finding: Finding, checks: Namespace) -> Iterator[tuple[URIRef, URIRef | Literal]]:
    name = finding.rule.removeprefix("shape:")
    shape = URIRef(f"{CONCEPTS}shapes#{name}") if name != finding.rule else checks[name]
    yield RDF.type, SH.ValidationResult
    yield SH.resultSeverity, SH.Violation
    yield SH.resultMessage, Literal(finding.message)
    yield SH.sourceShape, shape
    yield SH.sourceConstraintComponent, checks[finding.part]
    if finding.about:
        yield SH.focusNode, URIRef(finding.about)
    if finding.path:
        yield SH.resultPath, URIRef(finding.path)
    if finding.value:
        yield SH.value, Literal(finding.value, datatype=XSD.string)
    if finding.graph:
        yield DCTERMS.source, URIRef(finding.graph)
    for statement in finding.because:
        yield SH.detail, Literal(statement)


FORMATS: dict[str, Format] = {
    "table": Format(_table, "What is wrong, by rule, for the eye."),
    "json": Format(_json, "Everything that was found, and what was looked at."),
    "turtle": Format(_turtle, "A SHACL validation report as RDF."),
}
