"""The whole application: what each module serves, behind one front."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware

from kg.serve import api_routes, embed_routes, health, mcp_routes, reconcile_routes, sparql
from kg.serve.front import Front
from kg.serve.service import Service
from kg.serve.settings import Settings

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

MODULES = (sparql, health, api_routes, reconcile_routes, embed_routes, mcp_routes)
"""Each gives its `routes(state)`; the first that fits answers."""


def app_of(settings: Settings) -> Starlette:
    """Return the application that serves a graph; GraphError where there is none."""
    state = Service(settings)

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        await state.start()
        try:
            async with AsyncExitStack() as stack:
                for begin in state.beside:
                    await stack.enter_async_context(begin())
                yield
        finally:
            await state.stop()

    routes: list[BaseRoute] = [route for module in MODULES for route in module.routes(state)]
    app = Starlette(routes=routes, lifespan=life, middleware=[Middleware(Front, state=state)])
    app.state.kg = state
    return app
