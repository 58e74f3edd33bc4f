"""The questions of queries/*.rq: each a SPARQL query in a file that introduces itself, and the way to put it.

    # title: Who funds what
    # how: One row for each statement that ...
    # param: name text "" - part of the funder's name

A parameter is a variable of the SELECT line. Its value is handed to the engine as a term and never pasted into the text.
"""

from kg.queries.faults import SyntaxFault, doubts, explain
from kg.queries.files import Query, catalogue, load, parse
from kg.queries.parameters import KINDS, Parameter, assignments
from kg.queries.tokens import Token, tokens

__all__ = [
    "KINDS",
    "Parameter",
    "Query",
    "SyntaxFault",
    "Token",
    "assignments",
    "catalogue",
    "doubts",
    "explain",
    "load",
    "parse",
    "tokens",
]
