"""The whole application: what each module serves, behind one front."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware

from kg.serve import health, site_pages, sparql
from kg.serve.gate import Gate
from kg.serve.service import Service
from kg.serve.settings import Settings

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

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
    app = Starlette(routes=routes, lifespan=life, middleware=[Middleware(Gate, service=service)])
    app.state.service = service
    return app
