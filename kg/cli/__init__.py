"""The command line: a command reads its arguments, calls one function, and prints what comes back.

Only click is loaded until a command runs, so that `kg --help` answers at once.
"""

from kg.cli.commands import main

__all__ = ["main"]
