"""kg.errors: each error is one clear line."""

import inspect

import pytest

from kg import errors
from kg.errors import KgError, StoreBusy, StoreError

TREE = [one for _, one in inspect.getmembers(errors, inspect.isclass)]


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (KgError("the file is empty"), "the file is empty"),
        (KgError("the file is empty", where="a.txt"), "a.txt: the file is empty"),
        (KgError("the file is empty", where="a.txt", hint="Give a text."), "a.txt: the file is empty. Give a text."),
        (KgError("the file is empty.", hint="Give a text."), "the file is empty. Give a text."),
        (KgError("two\nlines  and\tblanks", where="a.txt"), "a.txt: two lines and blanks"),
    ],
)
def test_an_error_is_one_line(error: KgError, line: str) -> None:
    """Where, what and what would have worked stand on one line, with one full stop between."""
    assert str(error) == line


@pytest.mark.parametrize("error", TREE)
def test_all_errors_are_caught_as_one(error: type[KgError]) -> None:
    """One `except KgError` shows every fault that a user can mend, and each knows its parts."""
    raised = error("what", where="where", hint="hint")
    assert isinstance(raised, KgError)
    assert (raised.what, raised.where, raised.hint) == ("what", "where", "hint")


def test_a_busy_store_is_a_store_error() -> None:
    """Who handles faults of the store handles a lock too."""
    assert issubclass(StoreBusy, StoreError)


def test_the_tree_is_drawn() -> None:
    """The drawing at the top of the module names every class."""
    assert errors.__doc__ is not None
    assert [one.__name__ for one in TREE if one.__name__ not in errors.__doc__] == []
