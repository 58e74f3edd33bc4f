"""Writing files, and what importing costs."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from export_sample import Memory

from kg import export as exports
from kg.errors import BadInput
from kg.export import FORMATS
from kg.export.files import keep


@pytest.mark.parametrize("form", FORMATS)
def test_the_file_holds_the_bytes(source: Memory, tmp_path: Path, form: str) -> None:
    """What is saved is what `export` gives, under the name that was asked for, and nothing lies beside it."""
    path = tmp_path / f"out{FORMATS[form].suffix}"
    path.write_text("old", encoding="utf-8")
    exports.save(source, form, path, "funding")
    assert path.read_bytes() == exports.export(source, form, "funding")
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    """An export that breaks in the middle changes nothing and leaves no half file behind."""

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ValueError

    path = tmp_path / "out.nq"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^$"):
        keep(path, broken())
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["missing/out.nq", "."])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    """One line with the path, for a folder that is missing and for a folder in the file's place."""
    with pytest.raises(BadInput, match="cannot be written"):
        keep(tmp_path / name, [b"x"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="other systems keep no such rights")
def test_others_may_read_what_they_might_read_before(tmp_path: Path) -> None:
    """A saved file has the rights of any new file, not those of a private temporary one."""
    keep(tmp_path / "out", [b"x"])
    (tmp_path / "other").touch()
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


def test_importing_loads_nothing_heavy() -> None:
    """`import kg.export` brings in no third-party library."""
    code = "import sys, kg.export; print(*{name.split('.')[0] for name in sys.modules} - sys.stdlib_module_names - {'__main__'})"
    command = [sys.executable, "-S", "-c", code]
    loaded = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True).stdout.split()
    assert loaded == ["kg"]
