"""What a question asks for: parameters with a kind, and values that become RDF terms."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from kg.errors import BadQuery
from kg.iris import BASE
from kg.rdf import Text
from kg.vocab import PREFIXES, XSD

Term = str | Text
DIGITS = 18  # as many as the engine calculates with, before the point and after it; a longer number equals nothing there
_TOO_LARGE = 10**DIGITS
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_NOT_IN_IRIS = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_DECLARED = re.compile(r"(?P<name>\w+)\s+(?P<kind>\w+)(?:\s+(?P<default>\"[^\"]*\"|\S+))?\s+-\s+(?P<meaning>\S.*)")


class Kind(NamedTuple):
    """A kind of parameter: how a text becomes a term (ValueError when it cannot), and what such a text looks like."""

    read: Callable[[str], Term]
    like: str


def _text(value: str) -> Term:
    value.encode()  # half a surrogate pair is no character
    return Text(value, "", XSD.string)


def _iri(value: str) -> Term:
    plain = value.removeprefix("<").removesuffix(">")
    if not plain or _NOT_IN_IRIS.search(plain):
        raise ValueError(value)
    plain.encode()
    prefix, colon, rest = plain.partition(":")
    if colon and prefix in PREFIXES and not rest.startswith("//"):
        return PREFIXES[prefix] + rest
    return plain if _SCHEME.match(plain) else BASE + plain


def _date(value: str) -> Term:
    if len(value) != len("2021-11-23"):
        raise ValueError(value)
    return Text(date.fromisoformat(value).isoformat(), "", XSD.date)


def _integer(value: str) -> Term:
    number = int(value)
    if abs(number) >= _TOO_LARGE:
        raise ValueError(value)
    return Text(str(number), "", XSD.integer)


def _decimal(value: str) -> Term:
    number = Decimal(value)
    if not number.is_finite() or abs(number) >= _TOO_LARGE or int(number.as_tuple().exponent) < -DIGITS:
        raise ValueError(value)
    return Text(f"{number:f}", "", XSD.decimal)


KINDS: dict[str, Kind] = {
    "text": Kind(_text, "any words"),
    "iri": Kind(_iri, "an IRI, whole or from its kind on: institution/undp"),
    "date": Kind(_date, "a day: 2021-11-23"),
    "integer": Kind(_integer, f"a whole number of up to {DIGITS} digits: 3"),
    "decimal": Kind(_decimal, f"a number with up to {DIGITS} digits on either side of the point: 0.7"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that the asker fills. Without a default it must be given."""

    name: str
    kind: str
    default: str | None
    meaning: str

    def term(self, value: str) -> Term:
        """The value as an RDF term: an IRI as str, a literal as `Text`."""
        kind = KINDS[self.kind]
        try:
            return kind.read(value)
        except (ValueError, InvalidOperation) as error:
            shown = value.encode("utf-8", "replace").decode()
            raise BadQuery(f"{shown!r} is no {self.kind}", where=f"parameter {self.name}", hint=f"Give {kind.like}.") from error


def declared(line: str, where: str) -> Parameter:
    """The parameter of a `# param:` line, given from the name on: `since date 1000-01-01 - leave out earlier ones`."""
    match = _DECLARED.fullmatch(line)
    if not match or match["kind"] not in KINDS:
        hint = f'Write: # param: NAME KIND "DEFAULT" - meaning, with a kind of {", ".join(KINDS)}.'
        raise BadQuery(f"the parameter line {line!r} cannot be read", where=where, hint=hint)
    default = match["default"]
    parameter = Parameter(match["name"], match["kind"], None if default is None else default.strip('"'), match["meaning"])
    if parameter.default is not None:
        parameter.term(parameter.default)
    return parameter


def assignments(given: Iterable[str]) -> Mapping[str, str]:
    """{'name': 'OSCE'} of ('name=OSCE',), as a command line gives it."""
    values = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise BadQuery(f"{text!r} gives no value", where="--param", hint="Write --param NAME=VALUE.")
        values[name.strip()] = value
    return values
