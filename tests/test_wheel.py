"""The wheel alone is enough: installed bare in a fresh environment, with the dependencies that it declares, `kg` works."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("ontology", "queries", "data")


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What a command prints; its error output is in the report when it fails."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("KG_", "PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(command, cwd=cwd, env=clean | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout by the build backend of the development set."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a fresh environment with the wheel and its declared dependencies, nothing else."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pins = ROOT / "requirements" / "run.txt"
    run(programs / "python", "-m", "pip", "install", "--quiet", "--constraint", pins, wheel, cwd=folder)
    return programs


def test_wheel_holds_the_knowledge(wheel: Path) -> None:
    """Every file of ontology/, queries/ and data/ that is under version control is in the wheel, under kg/_files/."""
    tracked = run("git", "ls-files", *FOLDERS, cwd=ROOT).splitlines()
    packed = set(zipfile.ZipFile(wheel).namelist())
    assert tracked
    assert [name for name in tracked if f"kg/_files/{name}" not in packed] == []


def test_bare_wheel_finds_its_knowledge(bare: Path, tmp_path: Path) -> None:
    """The installed package reads its own ontology, queries and data, whatever else lies beside it or in the folder."""
    packages = run(bare / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip()
    for name in FOLDERS:
        (Path(packages) / name).mkdir()
        (tmp_path / name).mkdir()
    code = f"from kg.resources import folder; print(*(folder(name) for name in {FOLDERS}), sep='\\n')"
    for line in run(bare / "python", "-c", code, cwd=tmp_path).splitlines():
        assert Path(line).parent.name == "_files"
        assert Path(line).is_relative_to(bare.parent)
        assert any(Path(line).iterdir())


def test_bare_wheel_runs_the_demo(bare: Path, tmp_path: Path) -> None:
    """`kg --help` and `kg demo` work there, and leave a store and a network file behind."""
    assert "build" in run(bare / "kg", "--help", cwd=tmp_path)
    printed = run(bare / "kg", "demo", cwd=tmp_path)
    assert "kg serve" in printed
    assert (tmp_path / "kg-demo" / "current").exists()
    assert (tmp_path / "kg-demo" / "network.gexf").stat().st_size > 1000
