"""The whole application: what each module serves, behind one front."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette

from kg.serve import health, site_pages, sparql
from kg.serve.gate import Gate
from kg.serve.service import Service
from kg.serve.settings import Settings

if TYPE_CHECKING:
    from starlette.routing import BaseRoute
    from starlette.types import Receive, Scope, Send

MODULES = (sparql, health, site_pages)
"""Each gives its `routes(service)`; the first that fits answers, the pages last."""


def app_of(settings: Settings) -> Starlette:
    """Return the application that serves a graph; GraphError where there is none."""
    service = Service(settings)

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        await service.start()
        try:
            yield
        finally:
            await service.stop()

    routes: list[BaseRoute] = [route for module in MODULES for route in module.routes(service)]
    app = _Application(routes=routes, lifespan=life)
    app.state.service = service
    app.gate = Gate(app.find, service, {"/sparql": sparql.Endpoint(service)})
    return app


class _Application(Starlette):
    """An application whose gate stands before its routes, which cost as much as a lookup."""

    gate: Gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request by way of the gate."""
        await self.gate(scope, receive, send)

    async def find(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request by the first route that fits."""
        await super().__call__(scope, receive, send)
