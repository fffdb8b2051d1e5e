"""SPARQL for an assistant, asked in a process of the server that is ended at its limits."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.engine.result import Result
from kg.errors import QueryError
from kg.serve.assistant.tools import Ask
from kg.serve.formats_served import NAMES
from kg.serve.messages import FAILED, FILED, Enquiry
from kg.serve.service import Served, Service

SECONDS = 15.0
ROWS, BYTES = 1000, 1_000_000
"""What the answer to one query may hold; of that an assistant is shown what it can hold."""
_WHO = "assistant"
"""The client whose queries they are, where queries are limited for each."""


def make_ask(service: Service) -> Ask:
    """Return what asks a query of the build that is live; it raises QueryError."""

    async def ask(text: str, limit: int) -> dict[str, Any]:
        served, pool = service.served, service.pool
        job = pool.begin(Enquiry(text, "json", "ttl", (), (), ROWS, BYTES, pool.spool()), _WHO)
        try:
            reply = await asyncio.wait_for(job.answer, SECONDS)
        except (TimeoutError, asyncio.CancelledError) as stop:
            pool.forget(job)
            if isinstance(stop, asyncio.CancelledError):
                raise
            words = f"query: no answer within {SECONDS:g} s; ask for less, by LIMIT or a filter"
            raise QueryError(words) from None
        if reply.kind == FAILED:
            raise QueryError(reply.body.decode("utf8", "replace"))
        body = reply.body
        if reply.kind == FILED:
            path = Path(body.decode())
            body = await service.run(path.read_bytes)
            with suppress(OSError):
                path.unlink()
        if NAMES[reply.number] == "ttl":
            return {"statements": body.decode("utf8", "replace")}
        return await service.run(_read, body, served, limit)

    return ask


def _read(body: bytes, served: Served, limit: int) -> dict[str, Any]:
    """Return the rows of an answer as plain values, things by id with their names beside them."""
    import pyoxigraph as ox

    answer = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    found = Result.of(answer, served.graph)
    if isinstance(answer, ox.QueryBoolean):
        return {"answer": bool(answer)}
    labelled = found.with_labels()
    rows = labelled.to_dicts()
    more = {} if len(rows) <= limit else {"more": f"{limit} of {len(rows)} rows; raise limit"}
    return {"total": len(rows), "columns": list(labelled.columns), **more, "items": rows[:limit]}
