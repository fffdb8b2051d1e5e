"""Begin workers: the process that forks them is told to, and tells how each has ended."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress

from kg.serve.worker import ENDED
from kg.serve.worker import __name__ as WORKER

_KEPT = 100
"""Workers that have ended of which it is remembered how."""
_LOOK = 0.005


class Nursery:
    """The process that workers are forked from; it is begun at once, and anew where it ends."""

    def __init__(self, gigabytes: float) -> None:
        self._gigabytes = gigabytes
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ends: dict[int, int] = {}
        self._begin()

    def _begin(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        handle = theirs.fileno()
        # with the same path, so that it finds this package, and no module of the user's folder
        code = f"import sys; sys.path[:] = {sys.path!r}; from {WORKER} import main; main()"
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", code, str(handle), str(self._gigabytes)],
            pass_fds=(handle,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # where the engine says how it ended
        )
        theirs.close()
        self._control = ours
        if self._loop is not None:
            self.watch(self._loop)

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hear from now on how workers end."""
        self._loop = loop
        self._control.setblocking(False)
        loop.add_reader(self._control.fileno(), self._hear)

    def fork(self, place: str, *, is_kind: bool = False) -> socket.socket:
        """Return the socket of a new worker for a graph; a kind one yields to the others."""
        ours, theirs = socket.socketpair()
        message = (b"k" if is_kind else b"w") + place.encode()
        try:
            socket.send_fds(self._control, [message], [theirs.fileno()])
        except OSError:
            self._restart()
            socket.send_fds(self._control, [message], [theirs.fileno()])
        finally:
            theirs.close()
        ours.setblocking(False)
        return ours

    async def ending(self, pid: int, wait: float = 1.0) -> int:
        """Return how a worker that is gone has ended, as `subprocess` says it; 0 if nobody knows.

        To be called once for each.
        """
        last = time.monotonic() + wait
        while pid not in self._ends and time.monotonic() < last:
            await asyncio.sleep(_LOOK)
        return os.waitstatus_to_exitcode(self._ends.pop(pid, 0))

    def close(self) -> None:
        """End the process and what it forked."""
        with suppress(OSError, ValueError):
            if self._loop is not None:
                self._loop.remove_reader(self._control.fileno())
        self._control.close()
        self._process.kill()
        self._process.wait()

    def _hear(self) -> None:
        with suppress(BlockingIOError):
            while message := self._receive():
                pid, status = ENDED.unpack(message)
                self._ends[pid] = status
                while len(self._ends) > _KEPT:
                    del self._ends[next(iter(self._ends))]
            self._restart()

    def _receive(self) -> bytes:
        """Return what is told next, nothing where the process is gone."""
        try:
            return self._control.recv(ENDED.size)
        except ConnectionError:  # it had been told something that it has not read
            return b""

    def _restart(self) -> None:
        self.close()
        self._begin()
