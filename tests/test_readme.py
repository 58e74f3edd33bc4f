"""The README and the pages of docs/ do what they say: their console blocks run, in order, and print what they show."""

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOURS = ["README.md", "docs/store.md", "docs/sources.md", "docs/ontology.md", "docs/network.md", "docs/identity.md"]


class Step(NamedTuple):
    """A command of the tour and what it prints; `...` stands for any text."""

    line: int
    command: str
    printed: str


def tour(text: str) -> Iterator[Step]:
    """The steps of all console blocks."""
    for block in re.finditer(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        for step in re.finditer(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block[1], re.MULTILINE):
            yield Step(text.count("\n", 0, block.start(1) + step.start()) + 1, step[1], step[2])


def unlike(step: Step, printed: str, name: str = "README.md") -> str:
    """How the printed text differs from what a file shows; '' where it does not."""
    checker, flags = doctest.OutputChecker(), doctest.ELLIPSIS | doctest.REPORT_NDIFF
    shown, printed = (re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE) for text in (step.printed, printed))
    if checker.check_output(shown, printed, flags):
        return ""
    return f"{name}:{step.line}: $ {step.command}\n" + checker.output_difference(doctest.Example("", shown), printed, flags)


@pytest.mark.parametrize("name", TOURS)
def test_tour(tmp_path: Path, name: str) -> None:
    """Each command of a tour succeeds in a folder that holds nothing but data/ and prints what the text shows."""
    (tmp_path / "data").symlink_to(ROOT / "data")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("KG_")} | {"PATH": path, "COLUMNS": "100"}
    steps = list(tour((ROOT / name).read_text(encoding="utf-8")))
    assert len(steps) >= 4
    for step in steps:
        done = subprocess.run(
            ["bash", "-c", step.command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{name}:{step.line}: $ {step.command}\n{done.stderr}"
        assert not (difference := unlike(step, done.stdout + done.stderr, name)), difference


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:`|^)make ([a-z]+)", README, re.MULTILINE))))
def test_readme_recipes(target: str) -> None:
    """Each `make` recipe that the README names is in the Makefile."""
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_readme_paths() -> None:
    """Each file or folder that the README names in backticks or links is there."""
    named = set(re.findall(r"`((?:kg|tests|data|queries|ontology|requirements|\.ci)/[\w./-]*)`|\]\(([^)#:]+)\)", README))
    missing = [name for pair in named for name in pair if name and not (ROOT / name).exists()]
    assert not missing


def test_tour_notices_a_difference() -> None:
    """A step whose output changed is reported with its line, so the README cannot rot."""
    step = next(tour("text\n```console\n$ echo 1\n1\n```\n"))
    assert step == Step(3, "echo 1", "1\n")
    assert unlike(step, "1\n") == ""
    assert "README.md:3" in unlike(step, "2\n")
    assert shutil.which("bash")
