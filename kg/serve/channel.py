"""One worker as the server sees it: a socket over which it is asked one question after another."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import cast

from kg.serve.messages import HEAD, READY, Enquiry, Outcome, write_question

_PROCESS_CLOCK = 2
"""The clock of another process, by its id, as Linux numbers them (clock_getcpuclockid)."""


@dataclass
class Job:
    """A question, who asked it, and the answer that is waited for."""

    question: Enquiry
    client: str
    answer: asyncio.Future[Outcome]
    begun: float = field(default=0.0)
    """When a worker has begun with it."""
    processor: float = field(default=0.0)
    """What the worker had spent then."""


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
        self.jobs: deque[Job] = deque()
        """What it is asked, in the order of its answers; it works at the first."""
        self.is_ended = False
        """Whether the server has ended it, or let it go."""
        self.is_aside = False
        self._told, self._begun, self._lost = told, begun, lost
        self._buffer = bytearray()
        self._transport: asyncio.WriteTransport | None = None

    @property
    def job(self) -> Job | None:
        """What it works at."""
        return self.jobs[0] if self.jobs else None

    def ask(self, *jobs: Job) -> None:
        """Give the worker questions, in one piece; it has none."""
        self.jobs.extend(jobs)
        self._note_begun(jobs[0])
        assert self._transport is not None
        self._transport.write(b"".join(write_question(job.question) for job in jobs))

    def spent(self) -> float:
        """Return the processor seconds that it has worked at its first question.

        Where the system does not tell, it is the seconds that have gone by.
        """
        job = self.jobs[0]
        return self._processor() - job.processor

    def _note_begun(self, job: Job) -> None:
        job.begun, job.processor = time.monotonic(), self._processor()

    def _processor(self) -> float:
        try:
            return time.clock_gettime(~self.pid << 3 | _PROCESS_CLOCK)
        except (OSError, AttributeError):
            return time.monotonic()

    def take_rest(self) -> list[Job]:
        """Return what it was asked besides what it works at, which others must answer now."""
        rest = [self.jobs.pop() for _ in range(len(self.jobs) - 1)]
        return rest[::-1]

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
        elif self.jobs:
            job = self.jobs.popleft()
            if self.jobs:
                self._note_begun(self.jobs[0])
            self._told(self, job, reply)
