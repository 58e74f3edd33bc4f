"""Files, folders and standard input as documents: found in one order, decoded, and told clearly when they cannot be read."""

from kg.documents.finding import STDIN, Unread, find, holds_records
from kg.documents.loading import READERS, Format, load, parse, read_bytes
from kg.documents.records import Fields, Record, RecordFile, named

__all__ = [
    "READERS",
    "STDIN",
    "Fields",
    "Format",
    "Record",
    "RecordFile",
    "Unread",
    "find",
    "holds_records",
    "load",
    "named",
    "parse",
    "read_bytes",
]
