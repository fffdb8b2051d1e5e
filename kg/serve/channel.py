"""One worker as the server sees it: a socket over which one question at a time is asked."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import cast

from kg.serve.messages import HEAD, READY, Enquiry, Outcome, write_question


@dataclass
class Job:
    """A question, who asked it, and the answer that is waited for."""

    question: Enquiry
    client: str
    answer: asyncio.Future[Outcome]
    begun: float = field(default=0.0)
    """When it was last given to a worker."""


class Channel(asyncio.Protocol):
    """A worker; `told` is called with what it says, `lost` when it is gone."""

    def __init__(
        self,
        place: str,
        told: Callable[[Channel, Job, Outcome], None],
        begun: Callable[[Channel], None],
        lost: Callable[[Channel], None],
    ) -> None:
        self.place = place
        self.pid = 0
        self.job: Job | None = None
        self.is_ended = False
        """Whether the server has ended it, or let it go."""
        self.is_aside = False
        self._told, self._begun, self._lost = told, begun, lost
        self._buffer = bytearray()
        self._transport: asyncio.WriteTransport | None = None

    def ask(self, job: Job) -> None:
        """Give the worker a question; it has none."""
        self.job = job
        job.begun = time.monotonic()
        assert self._transport is not None
        self._transport.write(write_question(job.question))

    def yield_to_others(self) -> None:
        """Let the worker have only what the others leave of the processors, for good."""
        self.is_aside = True
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self.pid, 19)

    def end(self) -> None:
        """End the worker at once, whatever it does."""
        if self.is_ended:
            return
        self.is_ended = True
        if self.pid and self._transport is not None and not self._transport.is_closing():
            # it is not reaped before it hangs up, so the number is still its own
            with suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)
        self.let_go()

    def let_go(self) -> None:
        """Hang up; a worker that does nothing ends."""
        self.is_ended = True
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what is written to."""
        self._transport = cast("asyncio.WriteTransport", transport)  # uvloop's own class is none

    def data_received(self, data: bytes) -> None:
        """Take what the worker says; a long answer comes in pieces."""
        self._buffer += data
        while len(self._buffer) >= HEAD.size:
            kind, number, size = HEAD.unpack_from(self._buffer)
            end = HEAD.size + size
            if len(self._buffer) < end:
                return
            reply = Outcome(kind, number, bytes(self._buffer[HEAD.size : end]))
            del self._buffer[:end]
            self._hear(reply)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell that the worker is gone."""
        self._lost(self)

    def _hear(self, reply: Outcome) -> None:
        if reply.kind == READY:
            self.pid = int(reply.body)
            self._begun(self)
        elif self.job is not None:
            job, self.job = self.job, None
            self._told(self, job, reply)
