"""kg.web.sandbox: what a confined process can still do, tried from inside."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ATTEMPTS = """
import ctypes, json, os, socket, sys, threading
from pathlib import Path
from kg.web.sandbox import confine
folder, memory = Path(sys.argv[1]), int(sys.argv[2])
def can(attempt):
    try:
        attempt()
    except (OSError, MemoryError):
        return False
    return True
def unix():
    with socket.socket(socket.AF_UNIX) as s:
        s.connect(str(folder / "nobody"))
def fork():
    if os.fork() == 0:
        os._exit(0)
def thread():
    t = threading.Thread(target=print, kwargs={"end": ""}); t.start(); t.join()
attempts = {
    "read its folder": lambda: (folder / "data").read_text(),
    "start a thread": thread,
    "take some memory": lambda: bytearray(memory // 4),
    "take all memory": lambda: bytearray(memory * 2),
    "open a socket": lambda: socket.socket().close(),
    "open a pair": lambda: socket.socketpair(),
    "call a neighbour": unix,
    "read another file": lambda: Path("/etc/hosts").read_text(),
    "list another folder": lambda: os.listdir("/"),
    "write a file": lambda: (folder / "new").write_text("x"),
    "change a file": lambda: (folder / "data").write_text("x"),
    "remove a file": lambda: (folder / "data").unlink(),
    "make a folder": lambda: (folder / "sub").mkdir(),
    "link": lambda: os.symlink("/etc/hosts", folder / "link"),
    "fork": fork,
    "run a program": lambda: os.execv("/bin/true", ["true"]),
}
held = confine(folder, memory)
print(json.dumps({"held": held, **{name: can(attempt) for name, attempt in attempts.items()}}))
"""
ALLOWED = {"read its folder", "start a thread", "take some memory"}


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp and Landlock are Linux's")
def test_what_is_left(tmp_path: Path) -> None:
    """Reading its own folder, threads and some memory are left; sockets, programs, other files and writing are gone."""
    (tmp_path / "data").write_text("data")
    command = [sys.executable, "-c", ATTEMPTS, str(tmp_path), str(200 << 20)]
    result = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert result.pop("held") == ["memory", "landlock", "seccomp"]
    assert {name for name, possible in result.items() if possible} == ALLOWED
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
