"""The endpoint measured, by `make bench`; against `oxigraph serve` where that program is installed (PyPI package oxigraph)."""

import subprocess
import sys

import pytest
from served import ROOT


@pytest.mark.bench
def test_requests_a_second() -> None:
    """Prints requests a second, p50, p99 and memory for each class of queries, and the ratios."""
    command = [sys.executable, str(ROOT / "benchmarks" / "endpoint.py"), "--rounds", "3"]
    subprocess.run(command, check=True, cwd=ROOT, timeout=900)
