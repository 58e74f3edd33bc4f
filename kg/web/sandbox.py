"""What a worker gives up before it reads its first query: sockets, programs, writing, other files, memory without end.

On Linux a seccomp filter answers EPERM to the system calls below, and Landlock leaves reading under one folder only; the
tests try from inside. Elsewhere only the memory limit holds, and `confine` says so.
"""

import contextlib
import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path

# For each machine: its audit number, the calls open, openat and clone, and the numbers of what is denied. In this order:
# socket connect accept bind listen socketpair accept4 io_uring_*; fork vfork execve execveat ptrace process_vm_* pidfd_getfd;
# truncate rename mkdir rmdir creat link unlink symlink chmod chown mknod openat2 open_by_handle_at; the same as *at; mount
# chroot add_key keyctl perf_event_open bpf userfaultfd.
_FILTERS = {
    "x86_64": (0xC000003E, 2, 257, 56, (
        41, 42, 43, 49, 50, 53, 288, 425, 426, 427,
        57, 58, 59, 322, 101, 310, 311, 438,
        76, 77, 82, 83, 84, 85, 86, 87, 88, 90, 91, 92, 93, 94, 133, 437, 304,
        258, 259, 260, 263, 264, 265, 266, 268, 316,
        165, 161, 155, 248, 250, 298, 321, 323,
    )),
    "aarch64": (0xC00000B7, -1, 56, 220, (
        198, 199, 200, 201, 202, 203, 242, 425, 426, 427,
        221, 281, 117, 270, 271, 438,
        45, 46, 437, 265,
        33, 34, 35, 36, 37, 38, 52, 53, 54, 55, 276,
        40, 51, 41, 217, 219, 241, 280, 282,
    )),
}  # fmt: skip
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06
_CLONE3, _CLONE_THREAD, _OTHER_ABI = 435, 0x00010000, 0x40000000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_LANDLOCK_EVERYTHING = (1 << 13) - 1
_LANDLOCK_READ = (1 << 2) | (1 << 3)
_SECCOMP, _LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = {"x86_64": 317, "aarch64": 277}, 444, 445, 446
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38


def die_with_parent(*, first: bool) -> None:
    """Ties this process to its parent; `first` lets the kernel choose it before others when memory is short."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000" if first else "0")


def confine(readable: Path, memory: int) -> tuple[str, ...]:
    """Gives everything up for good; returns the names of what now holds. Call it in the main thread, before others start."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
    held = ["memory"] if _limit_memory(memory) else []
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
            held += ["landlock"] if _landlock(libc, readable) else []
            held += ["seccomp"] if _seccomp(libc) else []
    return tuple(held)


def _limit_memory(memory: int) -> bool:
    try:
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))
    except (OSError, ValueError):
        return False
    return True


def _seccomp(libc: ctypes.CDLL) -> bool:
    if platform.machine() not in _FILTERS:
        return False
    program = _program(*_FILTERS[platform.machine()])
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    return int(libc.syscall(_SECCOMP[platform.machine()], 1, 1, ctypes.c_char_p(header))) == 0


def _program(arch: int, opening: int, opening_at: int, clone: int, denied: tuple[int, ...]) -> bytes:
    """BPF: another architecture dies; a denied call, an open for writing and a new process get EPERM; everything else passes."""
    allow, deny, absent = (_ANSWER, 0, 0, _ALLOW), (_ANSWER, 0, 0, _ERRNO | errno.EPERM), (_ANSWER, 0, 0, _ERRNO | errno.ENOSYS)
    rows = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, arch), (_ANSWER, 0, 0, _KILL), (_LOAD, 0, 0, 0), (_AT_LEAST, 0, 1, _OTHER_ABI), deny]
    for number in denied:
        rows += [(_EQUAL, 0, 1, number), deny]
    rows += [(_EQUAL, 0, 1, _CLONE3), absent]  # the C library then falls back to clone, whose flags can be read here
    rows += [(_EQUAL, 0, 4, clone), (_LOAD, 0, 0, 16), (_ANY_BIT, 1, 0, _CLONE_THREAD), deny, allow]
    for number, flags in ((opening, 24), (opening_at, 32)):
        if number >= 0:
            rows += [(_EQUAL, 0, 4, number), (_LOAD, 0, 0, flags), (_ANY_BIT, 0, 1, _WRITING), deny, allow]
    rows.append(allow)
    return b"".join(struct.pack("HBBI", *row) for row in rows)


def _landlock(libc: ctypes.CDLL, readable: Path) -> bool:
    handled = struct.pack("Q", _LANDLOCK_EVERYTHING)
    rules = libc.syscall(_LANDLOCK_CREATE, ctypes.c_char_p(handled), ctypes.c_size_t(len(handled)), 0)
    if rules < 0:
        return False
    folder = os.open(readable, os.O_RDONLY | os.O_DIRECTORY)
    try:
        allowed = struct.pack("=Qi", _LANDLOCK_READ, folder)
        added = libc.syscall(_LANDLOCK_ADD, rules, 1, ctypes.c_char_p(allowed), 0)
        return added == 0 and int(libc.syscall(_LANDLOCK_RESTRICT, rules, 0)) == 0
    finally:
        os.close(folder)
        os.close(rules)
