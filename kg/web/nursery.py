"""The parent of the workers: single-threaded, opens nothing, forks on request and buries the dead.

A process with threads must not fork, and starting Python anew takes twenty times as long as a fork; so this small process is
started once and does the forking. It reads five bytes a request: a letter and a number. `f` comes with a socket and forks a
worker on it, `k` kills the worker with that number, `s` lowers its priority. When its own socket ends, it kills all and ends.
"""

import contextlib
import os
import select
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Callable

from kg.errors import BadKnowledge

REQUEST = struct.Struct("!cI")
FORK, KILL, SLOW = b"f", b"k", b"s"
_LOW_PRIORITY = 10
Work = Callable[[socket.socket], None]


def main(control_number: int) -> None:
    """Serves the front on the inherited socket with this number until the front is gone."""
    from kg import ontology
    from kg.web.sandbox import die_with_parent
    from kg.web.worker import work

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent(first=False)
    with contextlib.suppress(BadKnowledge):  # the hints then go without it
        ontology.load()  # here, because a worker can open no file
    control = socket.socket(fileno=control_number)
    wake, waker = os.pipe()
    os.set_blocking(waker, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    children: dict[int, int] = {}
    while True:
        ready, _, _ = select.select([control.fileno(), wake], [], [])
        if wake in ready:
            os.read(wake, 4096)
            _bury(children)
        if control.fileno() in ready:
            message, handles, _, _ = socket.recv_fds(control, REQUEST.size, 2)
            if len(message) < REQUEST.size:
                break
            letter, number = REQUEST.unpack(message)
            if letter == FORK:
                child = os.fork()
                if child == 0:
                    _become_worker(work, control, (wake, waker), handles)
                children[number] = child
                for handle in handles:
                    os.close(handle)
            elif number in children:
                _treat(children[number], letter)
    for child in children.values():
        os.kill(child, signal.SIGKILL)


def _become_worker(work: Work, control: socket.socket, pipe: tuple[int, int], handles: list[int]) -> None:
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        control.close()
        for handle in pipe:
            os.close(handle)
        connection, errors = handles
        os.dup2(errors, 2)
        os.close(errors)
        work(socket.socket(fileno=connection))
    except BaseException:  # noqa: BLE001 - this process must not return into the nursery's loop
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(0)


def _treat(child: int, letter: bytes) -> None:
    if letter == KILL:
        os.kill(child, signal.SIGKILL)
    else:
        with contextlib.suppress(OSError):
            for thread in os.listdir(f"/proc/{child}/task"):  # noqa: PTH208 - only the names
                os.setpriority(os.PRIO_PROCESS, int(thread), _LOW_PRIORITY)


def _bury(children: dict[int, int]) -> None:
    numbers = {child: number for number, child in children.items()}
    while children:
        child, _ = os.waitpid(-1, os.WNOHANG)
        if child == 0:
            return
        children.pop(numbers[child], None)


if __name__ == "__main__":
    main(int(sys.argv[1]))
