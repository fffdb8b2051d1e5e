"""Which worker answers which question, in what order, and when one is ended.

Most questions take a millisecond and some take a minute, and nobody can tell which before they
are asked. So each is given to one of a few workers that are ready. One that has not answered in a
moment is long: its worker is moved aside, where it has only what the others leave of the
processors, and a new one takes its place among the ready. There are so many places aside; a long
question that finds none is ended, and asked anew in its turn. So no number of long questions keeps
a short one waiting for more than that moment.
"""

from __future__ import annotations

import asyncio
import shutil
import signal
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from kg.serve.channel import Channel, Job
from kg.serve.messages import FAILED, FILED, Enquiry, Outcome
from kg.serve.settings import Settings
from kg.serve.spawning import Nursery

MOMENT, HASTE = 0.1, 0.025
"""Processor seconds after which a question is long; where others wait, after fewer. On a busy
machine a lookup may wait long for a processor, and is none the longer for it."""
_PATIENCE = 10
"""Times as many seconds by the clock, after which it is long whatever it waits for."""
_TICK = 0.01
_BATCH = 16
"""Questions that a worker may be given at once."""
_RETRY = 0.5
"""Seconds until a worker is begun again that could not begin."""
TOO_LONG, TOO_MUCH, TOO_MANY, BUSY, BROKEN = 504, 422, 429, 503, 500
"""Statuses of what is not answered. A query that is stopped was understood and is not answered in
the time or the size that it may have: 504 and 422, which no client sends again by itself. A server
that has no room says 503, and to one client who asks too much 429, with the time to wait."""


class Pool:
    """The workers of one server, and the questions that wait for one."""

    def __init__(self, settings: Settings, nursery: Nursery) -> None:
        self.settings = settings
        self.ended = 0
        """Queries that were ended at a limit."""
        self.refused = 0
        self._nursery = nursery
        self._place = ""
        self._ready: list[Channel] = []
        self._all: set[Channel] = set()
        self._waiting: deque[Job] = deque()
        self._long: deque[Job] = deque()
        self._is_ticking = self._is_closed = False
        self._numbers = count()
        self._changed = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self.folder = Path(tempfile.mkdtemp(prefix="kg-serve-"))

    async def open(self, place: str) -> None:
        """Answer from the graph at a place from now on; return when a worker is ready for it.

        Workers of the graph before answer what they were asked, and end. Raises TimeoutError where
        none begins.
        """
        before, self._place = self._place, place
        kept, self._ready = self._ready, []
        try:
            self._fill()
            await asyncio.wait_for(self._begin_one(), 30)
        except TimeoutError:
            self._place = before
            self._ready, late = kept, self._ready
            for channel in late:
                channel.let_go()
            raise
        for channel in kept:
            channel.let_go()

    async def _begin_one(self) -> None:
        while not any(c.place == self._place and c.pid for c in self._all):
            self._changed.clear()
            await self._changed.wait()

    def begin(self, question: Enquiry, client: str) -> Job:
        """Return a question with the answer that will come; what is not answered says why."""
        job = Job(question, client, asyncio.get_running_loop().create_future())
        if self._ready:
            self._give(self._ready.pop(), [job])
        elif len(self._waiting) >= self.settings.queue:
            words = f"{self.settings.queue:,} queries wait already; ask later"
            job.answer.set_result(self._refuse(BUSY, words))
        else:
            self._waiting.append(job)
            self._tick_on()
        return job

    def forget(self, job: Job) -> None:
        """End what nobody waits for any more."""
        job.answer.cancel()
        for queue in (self._waiting, self._long):
            with suppress(ValueError):
                queue.remove(job)
        for channel in self._all:
            if channel.job is job:
                self._again(channel.take_rest())
                channel.end()
                return

    def spool(self) -> str:
        """Return the name of a file that an answer may be written to."""
        return f"{self.folder}/{next(self._numbers)}"

    def figures(self) -> dict[str, int]:
        """Return how many workers are ready, at work and aside, and how many questions wait."""
        aside = sum(c.is_aside for c in self._all)
        working = sum(c.job is not None for c in self._all)
        return {
            "ready": len(self._ready),
            "working": working,
            "aside": aside,
            "waiting": len(self._waiting),
            "long_waiting": len(self._long),
        }

    def close(self) -> None:
        """End all workers."""
        self._is_closed = True
        for channel in list(self._all):
            channel.end()
        for job in [*self._waiting, *self._long]:
            if not job.answer.done():
                job.answer.set_result(Outcome(FAILED, BUSY, b"the server is being stopped"))
        self._nursery.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    # ---- which worker ----------------------------------------------------------------------

    def _give(self, channel: Channel, jobs: list[Job]) -> None:
        channel.ask(*jobs)
        self._tick_on()

    def _again(self, jobs: list[Job]) -> None:
        """Ask first what stood behind something that takes long, or whose worker is gone."""
        self._waiting.extendleft(reversed(jobs))
        while self._waiting and self._ready:
            self._rest(self._ready.pop())

    def _fill(self) -> None:
        """Begin as many workers as are missing among those that are ready or soon are."""
        young = sum(not c.is_aside and not c.is_ended and c.place == self._place for c in self._all)
        for _ in range(self.settings.workers - young):
            self._begin(is_kind=False)
        aside = sum(c.is_aside and not c.is_ended for c in self._all)
        for _ in range(min(self.settings.aside - aside, len(self._long))):
            self._begin(is_kind=True)

    def _begin(self, *, is_kind: bool) -> None:
        channel = Channel(self._place, self._hear, self._welcome, self._lose)
        channel.is_aside = is_kind
        self._all.add(channel)  # at once, so that it is counted
        task = asyncio.ensure_future(self._connect(channel))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _connect(self, channel: Channel) -> None:
        try:
            sock = self._nursery.fork(channel.place, is_kind=channel.is_aside)
            await asyncio.get_running_loop().create_unix_connection(lambda: channel, sock=sock)
        except OSError:
            self._lose(channel)

    def _welcome(self, channel: Channel) -> None:
        """Take a worker that has begun among the ready, or give it a long question."""
        self._changed.set()
        if channel.is_ended or channel.place != self._place:
            channel.let_go()
        elif channel.is_aside:
            if self._long:
                self._give(channel, [self._long.popleft()])
            else:
                channel.let_go()
        else:
            self._rest(channel)

    def _rest(self, channel: Channel) -> None:
        """Give a worker what waits, or let it wait itself.

        Where more wait than there are workers, it is given several in one piece: to wake it costs
        more than a lookup.
        """
        share = min(_BATCH, 1 + len(self._waiting) // self.settings.workers)
        jobs: list[Job] = []
        while self._waiting and len(jobs) < share:
            job = self._waiting.popleft()
            if not job.answer.done():
                jobs.append(job)
        if jobs:
            self._give(channel, jobs)
        else:
            self._ready.append(channel)

    def _hear(self, channel: Channel, job: Job, reply: Outcome) -> None:
        if not job.answer.done():
            job.answer.set_result(reply)
        elif reply.kind == FILED:
            with suppress(OSError):
                Path(reply.body.decode()).unlink()
        if channel.jobs:
            return
        if channel.is_aside or channel.place != self._place:
            channel.let_go()  # one that has yielded can never again do otherwise
        else:
            self._rest(channel)

    def _lose(self, channel: Channel) -> None:
        """See to a worker that is gone: to what it was asked, and to another in its place."""
        self._all.discard(channel)
        if channel in self._ready:
            self._ready.remove(channel)
        if self._is_closed:
            return
        rest, job = channel.take_rest(), channel.job
        channel.jobs.clear()
        self._again(rest)
        if job is not None:
            with suppress(OSError):
                Path(job.question.spool).unlink()
        if job is not None and not job.answer.done():
            task = asyncio.ensure_future(self._explain(channel.pid, job))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if channel.pid:
            self._fill()
        else:  # it has not even begun
            asyncio.get_running_loop().call_later(_RETRY, self._fill)
            if not any(one.pid for one in self._all):
                self._refuse_all()

    def _refuse_all(self) -> None:
        """Answer what waits where nobody is left who could, and none can be begun."""
        words = "no process can be begun that reads the store; see whether it is still there"
        for job in (*self._waiting, *self._long):
            if not job.answer.done():
                job.answer.set_result(self._refuse(BUSY, words))
        self._waiting.clear()
        self._long.clear()

    async def _explain(self, pid: int, job: Job) -> None:
        """Answer a question by the way in which its worker has ended."""
        code = await self._nursery.ending(pid)
        status, words = TOO_MUCH, "query: is more than the engine can hold; ask for less at once"
        if -code in (signal.SIGABRT, signal.SIGKILL):
            most = self.settings.query.gigabytes
            words = f"query: needs more than {most:g} GB of memory; ask for less at once"
        elif -code not in (signal.SIGSEGV, signal.SIGBUS):
            status, words = BUSY, "query: the process that answered it has ended; ask again"
        self.ended += 1
        if not job.answer.done():
            job.answer.set_result(Outcome(FAILED, status, words.encode()))

    # ---- time ------------------------------------------------------------------------------

    def _tick_on(self) -> None:
        if not self._is_ticking:
            self._is_ticking = True
            asyncio.get_running_loop().call_later(_TICK, self._tick)

    def _tick(self) -> None:
        """Look at what is being answered: end what takes too long, move aside what is long."""
        now, self._is_ticking = time.monotonic(), False
        moment = HASTE if self._waiting and not self._ready else MOMENT
        for channel in list(self._working()):
            assert channel.job is not None
            age = now - channel.job.begun
            if age > self.settings.query.seconds:
                self._stop(channel)
            elif age > moment and not channel.is_aside and _is_long(channel, age, moment):
                self._move(channel)
        if not self._is_closed and next(self._working(), None) is not None:
            self._tick_on()

    def _working(self) -> Iterator[Channel]:
        return (c for c in self._all if c.job is not None and not c.is_ended)

    def _stop(self, channel: Channel) -> None:
        job = channel.job
        assert job is not None
        self.ended += 1
        limit = self.settings.query.seconds
        words = f"query: no answer within {limit:g} s; ask for less, by LIMIT or a filter"
        self._end(channel, job, Outcome(FAILED, TOO_LONG, words.encode()))

    def _move(self, channel: Channel) -> None:
        """Move a worker aside, or, where there is no place, what it was asked to the end."""
        self._again(channel.take_rest())
        job = channel.job
        assert job is not None
        long_ones = [c.job for c in self._all if c.is_aside and c.job is not None]
        most = self.settings.client.long_ones
        if most is not None and (
            sum(one.client == job.client for one in (*long_ones, *self._long)) >= most
        ):
            words = f"you have {most} long queries already; ask when they are answered"
            self._end(channel, job, self._refuse(TOO_MANY, words))
        elif sum(c.is_aside and not c.is_ended for c in self._all) < self.settings.aside:
            channel.yield_to_others()
            self._fill()
        elif len(self._long) < self.settings.long_queue:
            channel.jobs.clear()
            channel.end()
            self._long.append(job)
        else:
            words = f"{self.settings.long_queue} long queries wait already; ask later"
            self._end(channel, job, self._refuse(BUSY, words))

    def _end(self, channel: Channel, job: Job, reply: Outcome) -> None:
        self._again(channel.take_rest())
        if not job.answer.done():
            job.answer.set_result(reply)
        channel.end()

    def _refuse(self, status: int, words: str) -> Outcome:
        self.refused += 1
        return Outcome(FAILED, status, f"refused: {words}".encode())


def _is_long(channel: Channel, age: float, moment: float) -> bool:
    """Return whether a worker has worked for more than a moment, and not only waited."""
    return channel.spent() > moment or age > moment * _PATIENCE
