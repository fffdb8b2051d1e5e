"""The processes that answer: one that begins them, and those that it makes by forking itself.

The first one (`begin`) loads what all need, opens nothing, and waits. Told to, it forks: the new
process opens the store for itself, which takes some milliseconds, and answers one question after
another over a socket of its own. The engine cannot be interrupted, so a worker is ended by a
signal, and another takes its place.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import struct
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.serve.answering import answer
from kg.serve.messages import (
    FAILED,
    LENGTH,
    READY,
    Outcome,
    read_question,
    write_reply,
)

if TYPE_CHECKING:
    from kg.engine.store import LocalGraph

ENDED = struct.Struct("!ii")
"""Process id and wait status of a worker that has ended, as the server is told it."""
_PATH = 1 << 16
_PIECE = 1 << 16
_KINDEST = 19


def begin(handle: int, gigabytes: float) -> None:
    """Fork workers as the socket of a handle says, until the server is gone.

    Each message is the socket of a new worker, and the place of its graph after a letter: `k` for
    a worker that yields to the others.
    """
    import pyoxigraph  # noqa: F401  so that no worker needs to load it

    control = socket.socket(fileno=handle)
    alive, lives = os.pipe()
    gc.freeze()
    for number in (signal.SIGINT, signal.SIGTERM):  # a terminal or systemd sends them to all
        signal.signal(number, signal.SIG_IGN)  # the server ends them
    opened: dict[str, LocalGraph] = {}
    signal.signal(signal.SIGCHLD, lambda *_: _tell_ended(control))
    while True:
        message, handles, _, _ = socket.recv_fds(control, _PATH, 1)
        if not message:
            os._exit(0)
        place = message[1:].decode()
        if not Path(place).is_dir() and place not in opened:
            _keep(opened, place)
        try:
            child = os.fork()
        except OSError:
            child = -1  # no process to be had: the server sees that its socket is closed
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            control.close()
            os.close(lives)
            if message[:1] == b"k":
                os.nice(_KINDEST)
            _work(socket.socket(fileno=handles[0]), alive, opened.get(place), place, gigabytes)
        os.close(handles[0])


def _tell_ended(control: socket.socket) -> None:
    with suppress(ChildProcessError, OSError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            control.send(ENDED.pack(pid, status))


def _keep(opened: dict[str, LocalGraph], place: str) -> None:
    """Read an RDF file once for all workers, which share its memory.

    A folder each opens itself, and what a large file was loaded into.
    """
    from kg.engine.store import open_graph

    opened.clear()
    with suppress(KgError):
        found = open_graph(place)
        if found.cache is None:
            opened[place] = found


def _work(
    asked: socket.socket, alive: int, graph: LocalGraph | None, place: str, gigabytes: float
) -> None:
    """Answer questions until the server hangs up; never returns."""
    from kg.engine.store import open_graph

    try:
        threading.Thread(target=_end_with, args=(alive,), daemon=True).start()
        opened = graph or open_graph(place)
        _limit_memory(gigabytes)
        asked.sendall(write_reply(Outcome(READY, 0, str(os.getpid()).encode())))
        buffer = bytearray()
        while piece := asked.recv(_PIECE):
            buffer += piece
            while len(buffer) >= LENGTH.size:
                end = LENGTH.size + LENGTH.unpack_from(buffer)[0]
                if len(buffer) < end:
                    break
                question = read_question(bytes(buffer[LENGTH.size : end]))
                del buffer[:end]
                asked.sendall(write_reply(answer(opened, question)))
    except KgError as error:
        with suppress(OSError):
            asked.sendall(write_reply(Outcome(FAILED, 500, str(error).encode())))
    except OSError:
        pass  # the server has hung up
    finally:
        os._exit(0)


def _end_with(alive: int) -> None:
    """End this process when the one that began it is gone, and with it the server."""
    os.read(alive, 1)
    os._exit(0)


def _limit_memory(gigabytes: float) -> None:
    """Let this process have so much more memory than it has, where the system can see to it."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        size = pages * resource.getpagesize() + int(gigabytes * (1 << 30))
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        if most != resource.RLIM_INFINITY:
            size = min(size, most)
        resource.setrlimit(resource.RLIMIT_AS, (size, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):
        return


def main() -> None:
    """Begin as the server calls it: the handle of the socket, gigabytes."""
    begin(int(sys.argv[1]), float(sys.argv[2]))
