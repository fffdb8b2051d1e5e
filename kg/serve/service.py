"""What a server serves: the build that is live, the workers over it, and what it is set to."""

from __future__ import annotations

import asyncio
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.api import Graph
from kg.engine.builds import find_live, find_name
from kg.engine.derivation import complete
from kg.engine.store import open_graph
from kg.errors import GraphError, KgError
from kg.serve.calling import Made, call
from kg.serve.pool import TOO_LONG, Pool
from kg.serve.responding import Refusal
from kg.serve.settings import Settings
from kg.serve.spawning import Nursery

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Scope

    from kg.engine.store import LocalGraph
    from kg.index.index import Index

LOOK = 0.25
"""Seconds between two looks at whether another build is live."""
_THREADS = 4
_CALM = 1.0
"""Seconds after the start until what pages need is read."""


@dataclass(frozen=True, eq=False)
class Served:
    """A build that is served: what pages and doors read, in a thread, and who it is."""

    graph: LocalGraph
    mark: str
    """Differs between builds that differ: what a cache may keep an answer under."""
    place: str

    @property
    def index(self) -> Index:
        """The names and lives beside the store."""
        from kg.index.index import index_of

        return index_of(self.graph)

    @cached_property
    def api(self) -> Graph:
        """The same graph as Python asks it."""
        return Graph(self.graph)


def open_served(graph: Path | str) -> Served:
    """Open what is to be served; GraphError where there is none, or it cannot be read."""
    opened = complete(open_graph(graph))
    if isinstance(graph, str):
        copied = opened.cache.note.digest if opened.cache is not None else str(len(opened.store))
        return Served(opened, copied[:16], graph)
    folder = opened.folder or graph.absolute()
    if opened.manifest is not None:
        return Served(opened, str(opened.manifest.get("fingerprint", ""))[:16], str(folder))
    stat = graph.stat()
    return Served(opened, f"{stat.st_mtime_ns:x}-{stat.st_size:x}", str(folder))


class Service:
    """What the routes of a server share; `served` is another object when another build is live."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.nursery = Nursery(settings.query.gigabytes)
        try:
            self.served = open_served(settings.graph)
        except BaseException:
            self.nursery.close()
            raise
        self.pool = Pool(settings, self.nursery)
        self.counted: Counter[tuple[str, int]] = Counter()
        """Requests by what they asked for and how they were answered."""
        self.spent: defaultdict[str, float] = defaultdict(float)
        """Seconds by what was asked for."""
        self.builds = 1
        self.stuck: list[asyncio.Future[Any]] = []
        """What a thread still works on though its time is over."""
        self.query_page: ASGIApp | None = None
        """What a browser is shown at `/sparql`."""
        self.beside: list[Callable[[], AbstractAsyncContextManager[None]]] = []
        """What modules have going as long as the server runs."""
        self.prepare: Callable[[Served], object] | None = None
        """What reads a build for its pages."""
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="door")
        self._page_thread = ThreadPoolExecutor(1, thread_name_prefix="site")
        self._looking: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin the workers, and to look for other builds."""
        self.nursery.watch(asyncio.get_running_loop())
        await self.pool.open(self.served.place)
        self._looking = asyncio.create_task(self._look())
        asyncio.get_running_loop().call_later(_CALM, self._prepare)

    async def stop(self) -> None:
        """End all that was begun."""
        if self._looking is not None:
            self._looking.cancel()
            with suppress(asyncio.CancelledError):
                await self._looking
        self.pool.close()
        for threads in (self._threads, self._page_thread):
            threads.shutdown(wait=False, cancel_futures=True)

    async def run_page(self, job: Callable[..., Made], *given: object) -> Made:
        """Return what a function of the pages gives, one at a time: they share what they read."""
        return await asyncio.get_running_loop().run_in_executor(
            self._page_thread, call, job, *given
        )

    async def run(self, job: Callable[..., Made], *given: object) -> Made:
        """Return what a function gives that reads the graph, called in a thread beside the loop.

        What it is given of `served` must be taken once: another build may be live meanwhile.
        Refusal for what takes longer than a query may; its thread cannot be ended, so another
        takes its place.
        """
        threads, limit = self._threads, self.settings.query.seconds
        asked = asyncio.get_running_loop().run_in_executor(threads, call, job, *given)
        done, _ = await asyncio.wait([asked], timeout=limit)
        if not done:
            self.stuck.append(asked)
            asked.add_done_callback(self._forget)
            if threads is self._threads:
                self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="door")
                threads.shutdown(wait=False)
            raise Refusal(TOO_LONG, f"no answer within {limit:g} s; ask for less")
        return asked.result()

    def _forget(self, asked: asyncio.Future[Any]) -> None:
        """Let go what nobody waits for any more, and what was wrong with it."""
        self.stuck.remove(asked)
        if not asked.cancelled():
            asked.exception()

    def note(self, scope: Scope, status: int, seconds: float) -> None:
        """Count a request, and tell it: when it came, what it asked for by kind, how it went.

        Neither the client nor its query is told.
        """
        known = scope.get("route")
        route = known.name if known is not None else "sparql" if scope["path"] == "/sparql" else ""
        route = route or "none"
        self.counted[route, status] += 1
        self.spent[route] += seconds
        if self.settings.is_logged:
            stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            _tell(f"{stamp} {scope['method']} {route} {status} {seconds * 1000:.1f} ms")

    async def _look(self) -> None:
        """Serve whichever build is live, as long as the server runs."""
        failed = ""
        while True:
            await asyncio.sleep(LOOK)
            graph = self.settings.graph
            if isinstance(graph, str) or self.served.graph.folder is None:
                continue
            if find_name(graph) is None:
                continue
            live = str(find_live(graph))
            if live in (self.served.place, failed):
                continue
            try:
                await self._change()
                failed = ""
            except (KgError, OSError, TimeoutError) as error:
                failed = live
                words = str(error) or "its workers do not begin"
                _tell(f"kg: the new build is not served, the one before is still: {words}")

    async def _change(self) -> None:
        loop, graph = asyncio.get_running_loop(), self.settings.graph
        served = await loop.run_in_executor(self._threads, call, open_served, graph)
        if self.served.graph.space != served.graph.space:
            raise GraphError("its things have other addresses; start the server again")
        await self.pool.open(served.place)
        self.served = served
        self.builds += 1
        self._prepare()

    def _prepare(self) -> None:
        """Have read what the first page needs before somebody asks for one."""
        if self.prepare is not None:
            self._page_thread.submit(self.prepare, self.served)


def _tell(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
