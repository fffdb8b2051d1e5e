"""`/api`: the operations of the record over HTTP, answered and documented by one declaration."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kg.api import Graph
from kg.ask.questions import find_question
from kg.errors import KgError, UsageError
from kg.model.nearest import did_you_mean
from kg.serve.answers.about_questions import ask_operation
from kg.serve.answers.declared import Operation
from kg.serve.answers.operations import OPERATIONS, answer, find_operations
from kg.serve.api_page import make_api_page
from kg.serve.kept_answers import KeptAnswers
from kg.serve.openapi import PREFIX, describe_api
from kg.serve.path_names import NAME
from kg.serve.plain_page import CLOSED
from kg.serve.problem import problem, problem_of, status_of
from kg.serve.responding import Refusal, read_body
from kg.serve.service import Service

JSON = "application/json"
CORS = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Content-Length, ETag, Link, Retry-After",
}
_PREFLIGHT = {
    "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
    "access-control-allow-headers": "Accept, Content-Type, If-None-Match",
    "access-control-max-age": "86400",
}
ANY = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE")
"""The methods of every path, so that a wrong one is told as other errors are."""
_BODY = 128 * 1024
"""Bytes of a text that is posted."""


def routes(service: Service) -> list[Route]:
    """Return the paths of `/api`, each for any method, so that a wrong one is told too."""
    doors = _Doors(service)
    found = [
        Route(PREFIX, doors.page, methods=ANY, name="api"),
        Route(f"{PREFIX}/openapi.json", doors.document, methods=ANY, name="api"),
        Route(f"{PREFIX}/ask/{{question}}", doors.ask, methods=ANY, name="api"),
    ]
    for one in OPERATIONS:
        if one.path:
            path = one.path.replace("}", f"{NAME}}}")
            ask = partial(doors.answer, operation=one)
            found.append(Route(PREFIX + path, ask, methods=ANY, name="api"))
    return [*found, Route(f"{PREFIX}/{{rest{NAME}}}", doors.nothing, methods=ANY, name="api")]


class _Doors:
    """What answers the requests, from the build that is live."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._kept = KeptAnswers()

    async def answer(self, request: Request, operation: Operation) -> Response:
        """Answer a request by an operation."""
        methods = ("GET", "HEAD", "POST") if operation.by_post else ("GET", "HEAD")
        if (refused := refuse(request, methods)) is not None:
            return refused
        served = self._service.served
        graph, given = served.api, dict[str, object]()
        try:
            given = await self._read(request, operation)
            asked = f"{operation.name} {sorted(given.items())!r}"
            text = self._kept.find(served, asked)
            if text is None:
                text = await self._service.run(_write, operation, graph, given)
                self._kept.keep(served, asked, text)
        except Refusal as refused_body:
            return with_cors(problem(refused_body.status, str(refused_body)))
        except KgError as error:
            more = await self._service.run(_nearest, error, graph, given)
            return with_cors(problem_of(error, **more))
        found = send_json(request, text)
        if link := _next(request, text):
            found.headers["link"] = link
        return found

    async def _read(self, request: Request, operation: Operation) -> dict[str, object]:
        """Return what a request asks: of its path, its query, and of its body if it has one."""
        given: dict[str, object] = {}
        for name in dict.fromkeys(request.query_params):
            values = request.query_params.getlist(name)
            given[name] = values if len(values) > 1 else values[0]
        inside = {n: v for n, v in request.path_params.items() if n in operation.in_path()}
        for name in inside.keys() & given.keys():
            raise UsageError(f"{name}: stands in the path already; do not give it again")
        if request.method != "POST":
            return given | inside
        body = await read_body(request.receive)
        if len(body) > _BODY:
            raise Refusal(413, f"the text is longer than {_BODY:,} bytes")
        return given | _read_posted(request.headers.get("content-type", ""), body, operation)

    async def ask(self, request: Request) -> Response:
        """Answer a ready question."""
        graph = self._service.served.api
        name = request.path_params["question"]
        try:
            operation = await self._service.run(_question, graph, name)
        except UsageError as error:
            return with_cors(problem(404, str(error)))
        return await self.answer(request, operation)

    async def page(self, request: Request) -> Response:
        """Return the documentation for people."""
        if (refused := refuse(request, ("GET", "HEAD"))) is not None:
            return refused
        graph = self._service.served.api
        text = await self._service.run(
            lambda: make_api_page(find_operations(graph), graph.about.title)
        )
        return HTMLResponse(text, headers={"content-security-policy": CLOSED})

    async def document(self, request: Request) -> Response:
        """Return the documentation for programs."""
        if (refused := refuse(request, ("GET", "HEAD"))) is not None:
            return refused
        graph, address = self._service.served.api, self._service.settings.address or ""

        def make() -> str:
            about = graph.about
            return _dump(describe_api(find_operations(graph), about.title, about.licence, address))

        return send_json(request, await self._service.run(make))

    async def nothing(self, request: Request) -> Response:
        """Say that there is no such path, and which is nearest."""
        path = "/" + request.path_params["rest"]
        known = [one.path for one in OPERATIONS if one.path] + ["/openapi.json", "/ask/{question}"]
        hint = did_you_mean(path, known) or f"; {PREFIX} lists what there is"
        return with_cors(problem(404, f"there is no {PREFIX}{path[:100]}{hint}"))


def _question(graph: Graph, name: str) -> Operation:
    known = {one.name: one for one in graph.questions()}
    if name not in known:
        find_question(name)  # raises, with the nearest
        hint = did_you_mean(name, known)
        raise UsageError(f"there is no question '{name}'{hint}")
    return ask_operation(known[name])


def _write(operation: Operation, graph: Graph, given: Mapping[str, object]) -> str:
    return _dump(answer(operation, graph, given))


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"


def _nearest(error: KgError, graph: Graph, given: Mapping[str, object]) -> dict[str, Any]:
    """Return what is like a name that nothing has; nothing of another error."""
    name = given.get("name")
    if status_of(error) != 404 or not isinstance(name, str):
        return {}
    found = [hit.entity for hit in graph.search(name, 5)]
    return {"nearest": [{"id": e.slug, "label": e.label, "iri": graph.iri(e.slug)} for e in found]}


def _read_posted(media: str, body: bytes, operation: Operation) -> dict[str, object]:
    kind = media.partition(";")[0].strip().lower()
    if kind not in (JSON, "text/plain"):
        raise Refusal(415, f"'{kind[:60]}' is not read; send {JSON} or text/plain")
    try:
        text = body.decode("utf8")
        found: Any = json.loads(text) if kind == JSON else {operation.by_post: text}
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Refusal(400, f"the body is no {kind} in UTF-8") from None
    if not isinstance(found, dict):
        raise Refusal(400, "the body is no object of JSON")
    if empty := [name for name, value in found.items() if value is None]:
        raise Refusal(400, f"{', '.join(empty)[:200]}: null is no value; leave it out")
    return found


def _next(request: Request, text: str) -> str:
    """Return where the rest of a list is, as the header Link has it."""
    head = text[:200].partition('"next_offset": ')[2].partition(",")[0]
    if not head.isdecimal() or request.method == "POST":
        return ""
    asked = [pair for pair in request.query_params.multi_items() if pair[0] != "offset"]
    return f'<{request.url.path}?{urlencode([*asked, ("offset", head)])}>; rel="next"'


def refuse(request: Request, methods: tuple[str, ...]) -> Response | None:
    """Return the answer to a preflight, or to a method that is not known; else None."""
    allow = {"allow": ", ".join((*methods, "OPTIONS"))}
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=CORS | _PREFLIGHT | allow)
    if request.method in methods:
        return None
    found = with_cors(problem(405, f"{request.method[:20]} is not known here; {allow['allow']}"))
    found.headers["allow"] = allow["allow"]
    return found


def with_cors(response: Response) -> Response:
    """Return an answer that pages of other sites may read."""
    response.headers.update(CORS)
    return response


def send_json(request: Request, text: str) -> Response:
    """Return JSON, or that it is what the client has already."""
    tag = f'"{sha256(text.encode("utf8", "replace")).hexdigest()[:24]}"'
    headers = CORS | {"etag": tag, "cache-control": "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(text, media_type=JSON, headers=headers)
