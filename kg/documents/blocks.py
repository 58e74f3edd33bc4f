"""The lines of a page: a block element a line, blank lines between blocks, items, table rows and fields one under the other."""

import re

_BREAKS = frozenset(
    str.split(
        "address article blockquote body caption center details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
        "header hgroup hr html legend li main ol p pre section summary table tbody td tfoot th thead title tr ul"
    )
)
_KINDS = {"li": "item", "tr": "row", "dt": "field", "dd": "field"}
_CELLS = {"td", "th"}
_SPACE = re.compile(r"[^\S\n]+")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_WHITE = re.compile(r"\s+")


class Blocks:
    """Gathers the text between the tags of a page, in their order; `text()` is what a visitor reads."""

    def __init__(self) -> None:
        self.silent: object = None
        self._done: list[tuple[str, str]] = []
        self._line: list[str] = []
        self._open: list[str] = []
        self._kind = ""
        self._kept = 0
        self._bullet = ""

    def begin(self, tag: str, text: str | None, follows_term: bool = False) -> None:
        """A tag opens: a block closes the line before it; the text is what stands before its first child."""
        if tag in _CELLS and "".join(self._line).strip():
            self._line.append(" | ")
        elif tag == "dd" and "".join(self._line).strip():
            self._line.append(" " if follows_term else "; ")
        elif tag in _BREAKS or tag in {"dt", "dd"}:
            self._close()
        if tag == "li":
            self._bullet = "- "
        if tag in _KINDS:
            self._open.append(_KINDS[tag])
        self._kept += tag == "pre"
        self._add("\n" if tag == "br" else self._inline(text))

    def end(self, tag: str, tail: str | None, *, skipped: bool = False) -> None:
        """A tag closes: a block ends its line; the tail is what stands between it and the next tag."""
        if skipped:
            self.silent = None
        else:
            if tag in _BREAKS and tag not in _CELLS:
                self._close()
            if tag in _KINDS and self._open:
                self._open.pop()
            self._kept -= tag == "pre"
        self._add(self._inline(tail))

    def text(self) -> str:
        """All blocks, closed."""
        self._close()
        parts: list[str] = []
        before = ""
        for kind, line in self._done:
            parts += ["\n" if kind and kind == before else "\n\n", line] if parts else [line]
            before = kind
        return "".join(parts)

    def _add(self, text: str) -> None:
        """A line is of the kind of the element that its first word stands in."""
        if text and not text.isspace() and all(map(str.isspace, self._line)):
            self._kind = self._open[-1] if self._open else ""
        if text:
            self._line.append(text)

    def _inline(self, text: str | None) -> str:
        return (text or "") if self._kept else _WHITE.sub(" ", text or "")

    def _close(self) -> None:
        raw = "".join(self._line)
        self._line = []
        if not raw or raw.isspace():
            return
        raw = _SPACE.sub(" ", _UNSEEN.sub("", raw))
        line = re.sub(r"\n{3,}", "\n\n", "\n".join(part.strip() for part in raw.split("\n"))).strip("\n").removesuffix(" |")
        if line:
            self._done.append((self._kind, self._bullet + line))
            self._bullet = ""
