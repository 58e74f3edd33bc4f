"""Files, folders and standard input as documents: found in one order, decoded, and told clearly when they cannot be read."""

from kg.documents.finding import STDIN, Unread, find
from kg.documents.loading import READERS, Format, load, parse, read_bytes

__all__ = ["READERS", "STDIN", "Format", "Unread", "find", "load", "parse", "read_bytes"]
