"""Text as XML takes it: no control character, nothing that XML 1.0 forbids, all marks escaped."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

PORTION = 5_000  # lines that are turned into bytes at once

_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\\s]+")
_NAMES = {"for_": "for", "attr_name": "attr.name", "attr_type": "attr.type"}
_AS_IT_IS = re.compile("[!#-%'-;=?-~]+(?: [!#-%'-;=?-~]+)*")  # ASCII, and nothing in it to escape
_MARKS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def plain(text: str) -> str:
    """The text on one line, without control characters: where one or more stood, there is a space."""
    return _FORBIDDEN.sub(" ", text).strip()


def escaped(value: object) -> str:
    """A value as it stands in an element or between double quotes: true and false in small letters, numbers without exponents."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number(value)
    text = str(value)
    return text if _AS_IT_IS.fullmatch(text) else plain(text).translate(_MARKS)


def number(value: float) -> str:
    """A number as every reader takes it: 3 for 3.0, and never 1e+16."""
    if isinstance(value, int) or value == int(value):
        return str(int(value))
    return repr(value) if "e" not in repr(value) else f"{value:.17f}".rstrip("0")


def attributes(**values: object) -> str:
    """` name="value"` for each; `for_` stands for the name `for`, `attr_type` for `attr.type`."""
    return "".join(f' {_NAMES.get(name, name)}="{escaped(value)}"' for name, value in values.items())


def packed(lines: Iterable[str]) -> Iterator[bytes]:
    """The lines, each with its end, in portions of UTF-8."""
    rest = iter(lines)
    while portion := list(islice(rest, PORTION)):
        yield "".join(f"{line}\n" for line in portion).encode()
