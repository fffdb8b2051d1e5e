"""The assistant's door over standard input and output, as long as the other side keeps it open."""

from __future__ import annotations

from dataclasses import replace

import anyio
from mcp.server.stdio import stdio_server

from kg.serve.assistant.mcp_server import make_server
from kg.serve.assistant.query_tool import SECONDS, make_ask
from kg.serve.service import Service
from kg.serve.settings import Settings


def run(settings: Settings) -> None:
    """Answer an assistant until it hangs up; GraphError for a graph that cannot be read."""
    query = replace(settings.query, seconds=SECONDS, gigabytes=1.0)
    service = Service(replace(settings, workers=1, aside=1, query=query))
    anyio.run(_serve, service)


async def _serve(service: Service) -> None:
    await service.start()
    try:
        server = make_server(lambda: service.served.api, make_ask(service))
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())
    finally:
        await service.stop()
