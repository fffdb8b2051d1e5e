"""The addresses of the query page: the page, its script and style, and what its editor asks.

| address | answers |
|---|---|
| `/query` | the page; to a form that is posted, the page with the answer as a plain table |
| `/query/page.js`, `/query/page.css` | its script and its style |
| `/query/terms` | prefixes, classes, properties and values, with labels and definitions |
| `/query/questions` | the ready questions, each with its parameters and its query |
| `/query/questions/NAME?parameter=…` | the query of a question that is told so much |
| `/query/things?q=…&kinds=…` | the things that some words may mean |
| `/query/labels` | to a list of addresses that is posted, what each is called |

All but the page answer with JSON; what cannot be answered is a sentence under `error`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.ask.known_terms import read_terms
from kg.engine.about import dataset_of
from kg.errors import GraphError, KgError
from kg.pages.document import Document
from kg.serve.query_page.asked import fill_question, find_things, list_questions, read_labels
from kg.serve.query_page.plain_answer import answer_plainly
from kg.serve.query_page.query_html import (
    POLICY,
    example_query,
    make_script,
    read_style,
    write_query_page,
)
from kg.serve.responding import Headers, read_body
from kg.serve.site_pages import SentFile, send_written

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

    from kg.engine.graph import SparqlGraph
    from kg.serve.service import Service

_MOST_LETTERS = 200


def routes(service: Service) -> list[Route]:
    """Return the routes of the query page, which is what a browser is shown at `/sparql` too."""

    async def page(request: Request) -> Response:
        graph = service.served.graph
        title = dataset_of(graph).title
        if request.method == "POST":
            return _page(await answer_plainly(service, request, title))
        return _page(write_query_page(title, example_query(graph.space.prefix)))

    async def answer(request: Request, find: Callable[[SparqlGraph], Any]) -> Response:
        """Return what is found in the graph as JSON, or why it is not."""
        try:
            found = await service.run(find, service.served.graph)
        except GraphError as error:
            return JSONResponse({"error": str(error)}, 503)
        except KgError as error:
            return JSONResponse({"error": str(error)}, 400)
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        return _SentText("application/json", text)

    async def terms(request: Request) -> Response:
        return await answer(request, read_terms)

    async def questions(request: Request) -> Response:
        return await answer(request, list_questions)

    async def question(request: Request) -> Response:
        name = request.path_params["name"]
        given = {key: value for key, value in request.query_params.items() if value.strip()}
        return await answer(request, lambda graph: fill_question(graph, name, given))

    async def things(request: Request) -> Response:
        words = request.query_params.get("q", "")[:_MOST_LETTERS]
        kinds = request.query_params.get("kinds", "").split()
        return await answer(request, lambda graph: find_things(graph, words, kinds))

    async def labels(request: Request) -> Response:
        body = await read_body(request.receive)
        return await answer(request, lambda graph: read_labels(graph, body))

    async def script(request: Request) -> Response:
        return _SentText("text/javascript", make_script())

    async def style(request: Request) -> Response:
        return _SentText("text/css", read_style())

    found = Route("/query", page, methods=["GET", "POST"])
    service.query_page = found.app
    return [
        found,
        Route("/query/page.js", script),
        Route("/query/page.css", style),
        Route("/query/terms", terms),
        Route("/query/questions", questions),
        Route("/query/questions/{name}", question),
        Route("/query/things", things),
        Route("/query/labels", labels, methods=["POST"]),
    ]


class _SentText(Response):
    """A text as the files of the site are sent: packed, and not again where it has not changed."""

    def __init__(self, media_type: str, text: str, headers: Headers | None = None) -> None:
        document = Document(
            "", f"{media_type}; charset=utf-8", text.encode("utf8", "surrogatepass")
        )
        self._file = SentFile.of(document)
        self._more = headers or []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._more]
            await send(message)

        await send_written(sent, scope, self._file)


def _page(html: str) -> Response:
    return _SentText("text/html", html, [(b"content-security-policy", POLICY.encode())])
