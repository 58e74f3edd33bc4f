"""Reading measured, by `make bench`; against spaCy where it is installed (KG_SPACY: another Python, KG_SPACY_MODEL: a model)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.bench
def test_words_a_second() -> None:
    """Prints words a second, start-up and memory, and the ratios; where spaCy is missing, that it could not be measured."""
    spacy, model = os.environ.get("KG_SPACY", sys.executable), os.environ.get("KG_SPACY_MODEL", "en_core_web_sm")
    command = [sys.executable, str(ROOT / "benchmarks" / "reading.py"), "--rounds", "3", "--spacy", spacy, "--model", model]
    subprocess.run(command, check=True, cwd=ROOT, timeout=900)
