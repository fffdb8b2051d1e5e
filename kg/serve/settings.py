"""What a server is started with, and what it lets one query, one client and one request take."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path


@dataclass(frozen=True)
class QueryLimits:
    """What one query may take; one that takes more is ended, and answered by an error."""

    seconds: float = 60.0
    gigabytes: float = 2.0
    """Of memory, beyond what a process has that does nothing yet."""
    rows: int = 1_000_000
    """Rows of a table, or statements of a graph."""
    megabytes: int = 1000
    """Of the answer as it is written."""


@dataclass(frozen=True)
class ClientLimits:
    """What one client may ask at once, and how often; a client is an address of the net."""

    at_once: int | None = None
    """Requests that are being answered."""
    long_ones: int | None = None
    """Queries that take longer than a moment, running or waiting."""
    a_second: float | None = None
    """Requests, over a longer time."""
    burst: int = 100
    """Requests that may come at once after a rest."""


@dataclass(frozen=True)
class RequestLimits:
    """What a request may be, and how long it may take to come."""

    head: int = 64 * 1024
    """Bytes of the first line and the headers."""
    body: int = 4 * 1024 * 1024
    head_seconds: float = 10.0
    body_seconds: float = 20.0
    idle_seconds: float = 30.0
    """How long a connection is kept on which nothing is asked."""
    send_seconds: float = 60.0
    """How long a client may take no piece of its answer."""

    def all_within(self, seconds: float) -> RequestLimits:
        """Return limits of which each wait is so long."""
        return replace(
            self,
            head_seconds=seconds,
            body_seconds=seconds,
            idle_seconds=seconds,
            send_seconds=seconds,
        )


@dataclass(frozen=True)
class Settings:
    """How a graph is served."""

    graph: Path | str = Path("output")
    """A built folder, an RDF file, or the address of an endpoint, whose copy is served."""
    host: str = "127.0.0.1"
    port: int = 8765
    is_public: bool = False
    address: str | None = None
    """Where the world finds the server, if that is not where it listens."""
    workers: int = field(default_factory=lambda: max(2, os.cpu_count() or 1) + 1)
    """Processes that are ready for a query."""
    aside: int = 4
    """Long queries that run at once, beside those that are answered in a moment."""
    queue: int = 500
    """Queries that may wait for a process."""
    long_queue: int = 20
    """Long queries that may wait for their turn."""
    query: QueryLimits = QueryLimits()
    client: ClientLimits = ClientLimits()
    request: RequestLimits = RequestLimits()
    is_logged: bool = True
    """Whether each request is told, without who asked and what."""


def strict(settings: Settings) -> Settings:
    """Return the settings with which strangers may be let in."""
    return replace(
        settings,
        is_public=True,
        query=replace(settings.query, seconds=min(settings.query.seconds, 20.0), gigabytes=1.0),
        client=ClientLimits(at_once=10, long_ones=2, a_second=20.0, burst=200),
        request=replace(settings.request, body=1024 * 1024),
    )
