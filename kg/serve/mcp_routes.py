"""`/mcp`: the assistant's door over HTTP, by the protocol's streamable transport.

Its library takes longer to load than all the rest, so it is loaded by the first who knocks.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.util import find_spec
from ipaddress import ip_address
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import MissingExtra
from kg.serve.problem import problem_of
from kg.serve.service import Service

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

PATH = "/mcp"
_LOCAL = ("localhost", "127.0.0.1", "[::1]")


def routes(service: Service) -> list[Route]:
    """Return the door; where its library is not installed, one that says how to have it."""
    if find_spec("mcp") is None:
        return [Route(PATH, _missing, methods=["GET", "POST", "DELETE"], name="mcp")]
    door = _Door(service)
    service.beside.append(door.life)
    return [Route(PATH, door, name="mcp")]


class _Door:
    """The door as an application of its own, which opens when it is first knocked at."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._opening: asyncio.Future[ASGIApp] | None = None
        self._closed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self._opening is None:
            self._opening = asyncio.get_running_loop().create_future()
            self._task = asyncio.create_task(self._serve(self._opening))
        app = await asyncio.shield(self._opening)
        await app(scope, receive, send)

    @asynccontextmanager
    async def life(self) -> AsyncIterator[None]:
        """Keep the door as long as the server runs."""
        try:
            yield
        finally:
            self._closed.set()
            if self._task is not None:
                await asyncio.wait((self._task,))

    async def _serve(self, opening: asyncio.Future[ASGIApp]) -> None:
        """Run what answers until the server stops."""
        try:
            app, running = await asyncio.to_thread(_make, self._service)
            async with running:
                opening.set_result(app)
                await self._closed.wait()
        except Exception as error:
            if opening.done():
                raise
            opening.set_exception(error)


def _make(service: Service) -> tuple[ASGIApp, AbstractAsyncContextManager[None]]:
    """Return what answers by the protocol, and what it has going meanwhile."""
    from mcp.server.streamable_http_manager import (
        StreamableHTTPASGIApp,
        StreamableHTTPSessionManager,
    )
    from mcp.server.transport_security import TransportSecuritySettings

    from kg.serve.assistant.mcp_server import make_server
    from kg.serve.assistant.query_tool import make_ask

    logging.getLogger("mcp").setLevel(logging.ERROR)  # it would tell what a client has sent
    hosts = [one for name in _LOCAL for one in (name, f"{name}:*")]
    origins = [f"http://{one}" for one in hosts]
    manager = StreamableHTTPSessionManager(
        app=make_server(lambda: service.served.api, make_ask(service)),
        json_response=True,
        stateless=True,  # nothing is kept of who asks
        security_settings=TransportSecuritySettings(
            enable_dns_rebinding_protection=_is_local(service.settings.host),
            allowed_hosts=hosts,
            allowed_origins=origins,
        ),
        max_request_body_size=service.settings.request.body,
    )
    return StreamableHTTPASGIApp(manager), manager.run()


def _is_local(host: str) -> bool:
    """Return whether a server listens to this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _missing(request: Request) -> Response:
    return problem_of(MissingExtra("/mcp", "mcp"))
