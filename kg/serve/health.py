"""`/health` and `/metrics`: whether the server answers, and how much it does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.serve.service import Service


def routes(service: Service) -> list[Route]:
    """Return both pages."""

    async def health(request: Request) -> Response:
        figures = service.pool.figures()
        is_well = figures["ready"] + figures["working"] > 0
        said = {"status": "ok" if is_well else "no worker", "build": service.served.mark, **figures}
        return Response(
            json.dumps(said) + "\n",
            status_code=200 if is_well else 503,
            media_type="application/json",
            headers={"cache-control": "no-store"},
        )

    async def metrics(request: Request) -> Response:
        return PlainTextResponse(
            write_metrics(service),
            media_type="text/plain; version=0.0.4; charset=utf-8",
            headers={"cache-control": "no-store"},
        )

    return [Route("/health", health), Route("/metrics", metrics)]


def write_metrics(service: Service) -> str:
    """Return the figures of a server in the text format of Prometheus."""
    lines = ["# HELP kg_requests_total Requests answered.", "# TYPE kg_requests_total counter"]
    counted = sorted(service.counted.items())
    lines += [f'kg_requests_total{{route="{r}",status="{s}"}} {n}' for (r, s), n in counted]
    lines += [
        "# HELP kg_request_seconds_total Seconds until they were answered.",
        "# TYPE kg_request_seconds_total counter",
    ]
    spent = sorted(service.spent.items())
    lines += [f'kg_request_seconds_total{{route="{r}"}} {seconds:.6f}' for r, seconds in spent]
    for name, words, kind, value in (
        ("kg_queries_ended_total", "Queries ended at a limit.", "counter", service.pool.ended),
        ("kg_queries_refused_total", "Queries refused.", "counter", service.pool.refused),
        ("kg_builds_served_total", "Builds served since the start.", "counter", service.builds),
    ):
        lines += [f"# HELP {name} {words}", f"# TYPE {name} {kind}", f"{name} {value}"]
    lines += ["# HELP kg_workers Workers and queries by what they do.", "# TYPE kg_workers gauge"]
    lines += [f'kg_workers{{state="{name}"}} {n}' for name, n in service.pool.figures().items()]
    return "\n".join(lines) + "\n"
