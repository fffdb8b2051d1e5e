"""`/embed`: views that pages of others may frame; they load nothing and need no script."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kg.api import Graph
from kg.errors import KgError
from kg.serve.answers.about_advice import RECOMMENDATIONS
from kg.serve.api_routes import ANY, refuse
from kg.serve.embedding.framed import FRAMED, say_why_not
from kg.serve.embedding.ledger_view import view_ledger
from kg.serve.embedding.lineage_view import view_lineage
from kg.serve.embedding.thing_view import view_thing
from kg.serve.path_names import NAME
from kg.serve.plain_page import make_page
from kg.serve.problem import status_of
from kg.serve.service import Service

PREFIX = "/embed"
View = Callable[[Graph, Request], str]


def routes(service: Service) -> list[Route]:
    """Return the views."""
    views: dict[str, View] = {
        f"/thing/{{name{NAME}}}": lambda graph, r: view_thing(graph, r.path_params["name"]),
        f"/lineage/{{name{NAME}}}": lambda graph, r: view_lineage(graph, r.path_params["name"]),
        "/recommendations": _ledger,
    }
    found = [
        Route(PREFIX + path, _Framed(service, view).answer, methods=ANY, name="embed")
        for path, view in views.items()
    ]
    return [*found, Route(PREFIX, explain, methods=ANY, name="embed")]


def _ledger(graph: Graph, request: Request) -> str:
    given: dict[str, object] = {}
    for name in dict.fromkeys(request.query_params):
        values = request.query_params.getlist(name)
        given[name] = values if len(values) > 1 else values[0]
    return view_ledger(graph, RECOMMENDATIONS.read(given))


class _Framed:
    """A view and where it is made."""

    def __init__(self, service: Service, view: View) -> None:
        self._service, self._view = service, view

    async def answer(self, request: Request) -> Response:
        """Return the view, or a page that says in the frame why there is none."""
        if (refused := refuse(request, ("GET", "HEAD"))) is not None:
            return refused
        graph = self._service.served.api
        try:
            page = await self._service.run(self._view, graph, request)
        except KgError as error:
            return send_page(say_why_not(error), status_of(error))
        return send_page(page)


def send_page(page: str, status: int = 200) -> Response:
    """Return a page that may be framed, and that loads nothing."""
    headers = {"content-security-policy": FRAMED, "cache-control": "no-cache"}
    return HTMLResponse(page, status, headers=headers)


async def explain(request: Request) -> Response:
    """Return a page that says how to frame a view."""
    if (refused := refuse(request, ("GET", "HEAD"))) is not None:
        return refused
    listed = "".join(
        f'<li><a href="{escape(path)}"><code>{escape(path)}</code></a>: {says}'
        for path, says in (
            (f"{PREFIX}/thing/nhsx", "a thing, by id or name"),
            (f"{PREFIX}/lineage/nhsx", "what came before and after it, as a picture and in words"),
            (
                f"{PREFIX}/recommendations?topic=interoperability&state=open&limit=10",
                "a part of the ledger, by the filters of /api/recommendations",
            ),
        )
    )
    code = '<iframe src="ADDRESS/embed/lineage/nhsx" width="100%" height="480" title="…"></iframe>'
    body = (
        f"<h1>Views to be framed</h1><ul>{listed}</ul><p>They need no script, load nothing, and "
        f"follow the width of the frame:</p><p><code>{escape(code)}</code></p>"
    )
    return send_page(make_page("Views to be framed", body))
