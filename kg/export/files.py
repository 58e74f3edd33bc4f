"""The atomic writing of a file."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from kg.errors import BadInput


def keep(path: Path, parts: Iterable[bytes]) -> None:
    """`path` holds all of the parts, or stays as it was: they are written beside it, flushed, and renamed."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        hint = "Name a file in a folder that exists and is yours."
        raise BadInput(f"cannot be written: {error.strerror}", where=str(path), hint=hint) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        share(Path(name), 0o666)
        Path(name).replace(path)
    except OSError as error:
        raise BadInput(f"cannot be written: {error.strerror}", where=str(path)) from error
    finally:
        Path(name).unlink(missing_ok=True)


def share(path: Path, rights: int) -> None:
    """What is made for a while is private; what a user asked for gets the rights that the user's other files have."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(rights & ~mask)
