"""The graph on disk: generations that nobody changes once they are published, read by many, built by one.

STORE/current                     the number of the published generation, switched by one atomic rename
STORE/lock                        who is building, since when; held by `flock`, so that it ends with its holder
STORE/generations/000017/graph/   an Oxigraph database
                        /documents.sqlite   which source gave which document graph (`Manifest`)
                        /names.sqlite       which names they have, and which IRI stands for each (`Ledger`)
                        /generation.json    when it was built, from which, with what
                        /in-use             held by its readers, so that it is not removed under them
"""

from kg.store import rdffiles
from kg.store.build import Build
from kg.store.difference import Change, Replaced, diff, replaced
from kg.store.generations import KEEP, Generation, current, generations, pair, undo, undone
from kg.store.inferring import ALIGNED, LEVELS, NONE, SHORTCUTS
from kg.store.ledger import Ledger, Naming
from kg.store.manifest import File, Manifest, Reading, Source, State
from kg.store.nquads import CONCEPTS_GRAPH, valid
from kg.store.reader import Reader, open_reader
from kg.store.settling import Outcome, pending, resettle

__all__ = [
    "ALIGNED",
    "CONCEPTS_GRAPH",
    "KEEP",
    "LEVELS",
    "NONE",
    "SHORTCUTS",
    "Build",
    "Change",
    "File",
    "Generation",
    "Ledger",
    "Manifest",
    "Naming",
    "Outcome",
    "Reader",
    "Reading",
    "Replaced",
    "Source",
    "State",
    "current",
    "diff",
    "generations",
    "open_reader",
    "pair",
    "pending",
    "rdffiles",
    "replaced",
    "resettle",
    "undo",
    "undone",
    "valid",
]
