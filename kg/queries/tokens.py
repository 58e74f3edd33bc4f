"""The words and signs of a SPARQL query with their places, so that what stands in strings, IRIs and comments misleads nobody.

After the terminals of SPARQL 1.1 section 19.8, a little wider: every text falls apart into tokens, whatever is wrong with it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_KINDS = (
    ("blank", r"[ \t\r\n]+|\#[^\r\n]*"),
    ("iri", r'<[^<>"{}|^`\\\x00-\x20]*>'),
    ("string", r'"""(?s:.*?)(?:"""|\Z)|\'\'\'(?s:.*?)(?:\'\'\'|\Z)|"(?:\\.|[^"\\\r\n])*"|\'(?:\\.|[^\'\\\r\n])*\''),
    ("open", r'["\'][^\r\n]*'),
    ("variable", r"[?$]\w+"),
    ("label", r"_:\w(?:[\w.-]*[\w-])?"),
    ("name", r"(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w.:%-]|\\.)*(?:[\w:%-]|\\.))?"),
    ("word", r"@?[^\W\d_]\w*"),
    ("sign", r"[{}()\[\];,.]|."),
)
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _KINDS), re.DOTALL)


class Token(NamedTuple):
    """A piece of a query: its kind (iri, string, open, variable, label, name, word, sign), its text, and where it begins."""

    kind: str
    text: str
    begin: int


def tokens(query: str) -> Iterator[Token]:
    """The tokens in their order, without blanks and comments; `open` is a string that its line does not close."""
    for match in _TOKEN.finditer(query):
        if match.lastgroup and match.lastgroup != "blank":
            yield Token(match.lastgroup, match[0], match.start())
