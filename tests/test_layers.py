"""Imports go one way, each third-party library has its owners, and the command line starts at once."""

import ast
import re
import resource
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent

# A line may use itself and the lines above it.
LAYERS = """
    model errors resources
    iris vocab sentences
    rdf ontology lexicon compiled patterns calibration cues currencies layout masks decisions queries
    knowledge
    documents
    extract
    identity
    wording
    resolve
    quads
    links
    store
    results why
    changes review
    export
    reference
    web
    check score
    pipeline
    unread
    cli
    __main__
"""

# Who may import a library from outside. `kg --help` loads click alone.
OWNERS = {
    "charset_normalizer": {"documents"},
    "click": {"cli"},
    "igraph": {"export"},
    "lxml": {"documents"},
    "matplotlib": {"export"},
    "networkx": {"export"},
    "owlready2": {"check"},
    "pyshacl": {"check"},
    "httptools": {"web"},
    "pyoxigraph": {"rdf", "store", "results", "web"},
    "rapidfuzz": {"identity", "score"},
    "rdflib": {"check", "export"},
    "rich": {"cli"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "uvloop": {"web"},
    "zstandard": {"documents", "web"},
}
OPTIONAL = {"igraph"}  # faster layouts of very large networks: pip install 'pressgraph[layout]'


@cache
def modules() -> dict[str, frozenset[str]]:
    """The modules of the package by name, each with everything that it imports: on top, in functions, for types."""
    files = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted((ROOT / "kg").rglob("*.py"))
    }
    return {name: frozenset(imports(path, files)) for name, path in files.items()}


def imports(path: Path, files: dict[str, Path]) -> set[str]:
    """The full names of what a file imports; `from kg.extract import dates` counts as kg.extract.dates."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written in full"
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (inner & files.keys()) or {str(node.module)}
    return found


def part(module: str) -> str:
    """The part of the program that a module belongs to: `extract` for kg.extract.dates, '' for the package itself."""
    return f"{module}.".split(".")[1]


def test_imports_go_one_way() -> None:
    """No part of the program uses a part that the design puts after it."""
    level = {name: number for number, line in enumerate(LAYERS.strip().splitlines()) for name in line.split()} | {"": -1}
    unplaced = {part(module) for module in modules()} - level.keys()
    assert not unplaced, f"not in LAYERS: {unplaced}"
    backwards = [
        f"{module} imports {other}"
        for module, used in modules().items()
        for other in used
        if other.split(".")[0] == "kg" and level[part(other)] > level[part(module)]
    ]
    assert not backwards, backwards


def test_no_cycles() -> None:
    """No two modules need each other, not even for types."""
    TopologicalSorter({module: {other for other in used if other in modules()} for module, used in modules().items()}).prepare()


def test_libraries_have_owners() -> None:
    """A third-party library is imported by its owners only, so that it can be replaced in one place."""
    strays = [
        f"{module} imports {other}"
        for module, used in modules().items()
        for other in (name.split(".")[0] for name in used)
        if other != "kg" and other not in sys.stdlib_module_names and part(module) not in OWNERS.get(other, set())
    ]
    assert not strays, strays


def test_libraries_are_declared() -> None:
    """Each library that the package imports is among its dependencies, and none is declared in vain."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    used = {name.split(".")[0] for used in modules().values() for name in used} - sys.stdlib_module_names - {"kg"}
    assert names(project["dependencies"]) == used - OPTIONAL
    assert names(line for lines in project["optional-dependencies"].values() for line in lines) == OPTIONAL
    assert OWNERS.keys() == used | OPTIONAL


def names(requirements: Iterable[str]) -> set[str]:
    """The import names of requirements: charset_normalizer of 'charset-normalizer>=3.4'."""
    return {re.split(r"[^\w.-]", line)[0].replace("-", "_").lower() for line in requirements}


def test_libraries_are_pinned() -> None:
    """The development set names an exact version of each dependency and nothing about where it comes from."""
    lines = [
        line for name in ("run.txt", "dev.txt") for line in (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    ]
    pins = {line.split("==")[0].lower().replace("-", "_") for line in lines}
    assert OWNERS.keys() <= pins
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+|-r run\.txt", line)] == []


def test_command_line_loads_nothing_heavy() -> None:
    """`import kg.cli` brings in click and no other library, so that every command starts at once."""
    code = "import sys, kg.cli; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert OWNERS.keys() & set(loaded) == {"click"}


def test_help_is_quick() -> None:
    """`kg --help` answers within 150 milliseconds of processor time, so on an idle machine, in the best of several runs."""
    best = min(processor_seconds([sys.executable, "-m", "kg", "--help"]) for _ in range(8))
    assert best < 0.15


def processor_seconds(command: list[str]) -> float:
    """What a command costs, whatever else the machine does meanwhile."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
