"""The whole application: what each module serves, behind one front."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware

from kg.serve import health, sparql
from kg.serve.front import Front
from kg.serve.service import Service
from kg.serve.settings import Settings

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

MODULES = (sparql, health)
"""Each gives its `routes(state)`; the first that fits answers."""


def app_of(settings: Settings) -> Starlette:
    """Return the application that serves a graph; GraphError where there is none."""
    state = Service(settings)

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        await state.start()
        try:
            yield
        finally:
            await state.stop()

    routes: list[BaseRoute] = [route for module in MODULES for route in module.routes(state)]
    app = Starlette(routes=routes, lifespan=life, middleware=[Middleware(Front, state=state)])
    app.state.kg = state
    return app
