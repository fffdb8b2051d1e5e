"""The addresses of the query page: the page, its script and style, and what its editor asks.

| address | answers |
|---|---|
| `/query` | the page |
| `/query/page.js`, `/query/page.css` | its script and its style |
| `/query/terms` | prefixes, classes, properties and values, with labels and definitions |
| `/query/questions` | the ready questions, each with its parameters and its query |
| `/query/questions/NAME?parameter=…` | the query of a question that is told so much |
| `/query/things?q=…&kinds=…` | the things that some words may mean |
| `/query/labels` | POST a list of addresses: what each is called |

Each answers GET (the last POST) with JSON; what cannot be answered is a sentence under `error`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.ask.questions import Question, bind, find_question, find_questions
from kg.engine.about import dataset_of
from kg.engine.labels import labels_of
from kg.errors import GraphError, KgError, UsageError
from kg.serve.query_page.known_terms import read_terms
from kg.serve.query_page.query_html import POLICY, make_script, read_style, write_query_page

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph

Open = Callable[[], "SparqlGraph"]
"""Gives the graph that is served now."""

MOST_FOUND = 12
MOST_LABELS = 2000
MOST_LETTERS = 200
_LARGEST = 600_000
"""Bytes of a list of addresses."""


def query_routes(open_now: Open) -> list[Route]:
    """Return the routes of the query page over the graph that is served."""

    def page(request: Request) -> Response:
        html = write_query_page(dataset_of(open_now()).title)
        return _send(request, html, "text/html", {"Content-Security-Policy": POLICY})

    def terms(request: Request) -> Response:
        return _answer(request, lambda: read_terms(open_now()))

    def questions(request: Request) -> Response:
        return _answer(request, lambda: [*map(_tell, find_questions(open_now()).values())])

    def question(request: Request) -> Response:
        given = {name: value for name, value in request.query_params.items() if value.strip()}
        return _answer(request, lambda: _fill(open_now(), request.path_params["name"], given))

    def things(request: Request) -> Response:
        words = request.query_params.get("q", "")[:MOST_LETTERS]
        kinds = request.query_params.get("kinds", "").split()
        return _answer(request, lambda: find_things(open_now(), words, kinds))

    async def labels(request: Request) -> Response:
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > _LARGEST:
                return _refuse(f"more than {_LARGEST:,} bytes; ask for fewer labels", 413)
        return await run_in_threadpool(
            _answer, request, lambda: _label(open_now(), bytes(body))
        )

    return [
        Route("/query", page),
        Route("/query/page.js", lambda r: _send(r, make_script(), "text/javascript")),
        Route("/query/page.css", lambda r: _send(r, read_style(), "text/css")),
        Route("/query/terms", terms),
        Route("/query/questions", questions),
        Route("/query/questions/{name}", question),
        Route("/query/things", things),
        Route("/query/labels", labels, methods=["POST"]),
    ]


def find_things(graph: SparqlGraph, words: str, kinds: list[str]) -> list[dict[str, str]]:
    """Return the things that some words may mean, the best first.

    Each has its CURIE, its label, what kind of thing it is, the name by which it was found where
    that is another, and what it is in a sentence. Without an index, as over an endpoint, nothing.
    """
    if not hasattr(graph, "store"):
        return []
    from kg.index.index import index_of
    from kg.index.search import search

    index = index_of(graph)
    space = index.space
    called = {kind: index.labels([space.term(kind)]) for kind in index.kinds()}
    return [
        {
            "name": space.compress(space.iri(hit.entity.slug)),
            "label": hit.entity.label or hit.entity.slug,
            "kind": next((label for label, _ in called[hit.entity.kind].values()), ""),
            "via": hit.name if hit.name != hit.entity.label else "",
            "about": hit.entity.about,
        }
        for hit in search(index, words, kinds, MOST_FOUND)
    ]


def _tell(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "title": question.title,
        "theme": question.theme,
        "description": question.description,
        "query": question.query,
        "parameters": [
            {"name": p.name, "need": p.need, "type": p.type, "kinds": p.kinds,
             "description": p.description, "example": p.example}
            for p in question.parameters
        ],
    }  # fmt: skip


def _fill(graph: SparqlGraph, name: str, given: Mapping[str, str]) -> dict[str, str]:
    question = find_question(name, graph)
    return {"query": bind(graph, question, given)}


def _label(graph: SparqlGraph, body: bytes) -> dict[str, str]:
    import pyoxigraph as ox

    try:
        asked = json.loads(body)
        iris = [ox.NamedNode(iri).value for iri in asked]
    except (ValueError, TypeError, RecursionError):
        raise UsageError('expected a list of addresses, ["https://…", …]') from None
    if len(iris) > MOST_LABELS:
        raise UsageError(f"{len(iris):,} addresses; ask for at most {MOST_LABELS:,} at once")
    return labels_of(graph, iris)


def _answer(request: Request, find: Callable[[], Any]) -> Response:
    """Return what was found as JSON, or why it was not."""
    try:
        text = json.dumps(find(), ensure_ascii=False, separators=(",", ":"))
    except GraphError as error:
        return _refuse(str(error), 503)
    except KgError as error:
        return _refuse(str(error), 400)
    return _send(request, text, "application/json")


def _refuse(told: str, status: int) -> Response:
    return JSONResponse({"error": told}, status)


def _send(
    request: Request, text: str, media_type: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a text, or only that it has not changed."""
    data = text.encode("utf8", "surrogatepass")
    tag = f'"{sha256(data).hexdigest()[:32]}"'
    told = {"ETag": tag, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    told |= headers or {}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=told)
    return Response(data, headers=told, media_type=f"{media_type}; charset=utf-8")
