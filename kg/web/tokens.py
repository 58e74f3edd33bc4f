"""A SPARQL query as tokens: strings, IRIs and comments are told apart from what the query does, in linear time.

Not a parser: it never fails, and every character of the text lands in exactly one token or in white space or a comment.
A string that is not closed is one token to the end of its line, so that nothing is read twice.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

IRI, STRING, VARIABLE, BLANK, NAME, LANGUAGE, NUMBER, WORD, MARK, STRAY = (
    "iri", "string", "variable", "blank", "name", "language", "number", "word", "mark", "stray",
)  # fmt: skip

_LONG = r"(?:[^{q}\\]|\\.|{q}(?!{q}{q}))*+{q}{q}{q}"
_SHORT = r"(?:[^{q}\\\n\r]|\\.)*+{q}"
_TOKEN = re.compile(
    r"(?P<space>\s++|\#[^\n\r]*+)"
    r"|(?P<iri><(?:[^<>\"{}|^`\\\x00-\x20]|\\[uU][0-9A-Fa-f]{4,8})*+>)"
    r"|(?P<string>\"\"\"" + _LONG.format(q='"') + r"|'''" + _LONG.format(q="'")
    + r"|\"" + _SHORT.format(q='"') + r"|'" + _SHORT.format(q="'") + r")"
    r"|(?P<variable>[?$]\w++)"
    r"|(?P<blank>_:[\w.\-]++)"
    r"|(?P<name>(?:[^\W\d_][\w.\-]*+)?:(?:[\w:.\-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*+)"
    r"|(?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)"
    r"|(?P<number>(?:\d++\.?\d*+|\.\d++)(?:[eE][+-]?\d++)?)"
    r"|(?P<word>[^\W\d]\w*+)"
    r"|(?P<mark>\^\^|&&|\|\||[!<>]=|<<\(|\)>>|<<|>>|\{\||\|\}|[{}()\[\];,.=<>!|/^*?+\-])"
    r"|(?P<stray>[\"'][^\n\r]*+|.)",
    re.DOTALL,
)  # fmt: skip


class Token(NamedTuple):
    """A stretch of the query: what it is, its characters, and the offset of the first."""

    kind: str
    text: str
    begin: int

    @property
    def keyword(self) -> str:
        """The word in capitals, or nothing for other tokens."""
        return self.text.upper() if self.kind == WORD else ""


def tokenise(query: str) -> Iterator[Token]:
    """The tokens of a query, without white space and comments."""
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup
        if kind is not None and kind != "space":
            yield Token(kind, match.group(), match.start())
