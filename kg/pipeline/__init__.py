"""The spine, once: find, load, read, turn into quads, store; only what changed is done again."""

from kg.pipeline.planning import Plan
from kg.pipeline.reading import DocumentReader, KnowledgeReader, knowledge_reader
from kg.pipeline.running import build, build_from_stdin, preview
from kg.pipeline.summary import Summary

__all__ = ["DocumentReader", "KnowledgeReader", "Plan", "Summary", "build", "build_from_stdin", "knowledge_reader", "preview"]
