"""What can go wrong, as one tree; each error knows how it is shown.

KgError                 exit 1, one line: what, where, what would work
├── BadInput            a document or an argument that cannot be used
├── BadKnowledge        an entry of ontology/, data/ or queries/ that cannot be used
├── BadQuery            a query that is refused or does not parse
├── StoreError          a store that is missing, damaged or not one
│   └── StoreBusy       another build holds the lock
└── LimitReached        a query that ran into its deadline, memory or output limit
"""


class KgError(Exception):
    """Something a user can mend. `where` is a file, entry or argument; `hint` says what would have worked."""

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.hint = what, where, hint

    def __str__(self) -> str:
        """`where: what. hint` on one line."""
        text = f"{self.where}: {self.what}" if self.where else self.what
        return " ".join((f"{text.rstrip('.')}. {self.hint}" if self.hint else text).split())


class BadInput(KgError):
    """A document or an argument that cannot be used."""


class BadKnowledge(KgError):
    """An entry of ontology/, data/ or queries/ that cannot be used."""


class BadQuery(KgError):
    """A query that is refused or does not parse."""


class StoreError(KgError):
    """A store that is missing, damaged or not one."""


class StoreBusy(StoreError):
    """Another build holds the lock."""


class LimitReached(KgError):
    """A query that ran into its deadline, memory or output limit."""
