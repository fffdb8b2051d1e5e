"""`/reconcile`: the Reconciliation Service API 0.2, as OpenRefine and others ask it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import KgError, UsageError
from kg.serve.api_routes import ANY, refuse, send_json, with_cors
from kg.serve.embed_routes import send_page
from kg.serve.embedding.framed import say_why_not
from kg.serve.embedding.thing_view import preview_thing
from kg.serve.problem import problem, problem_of, status_of
from kg.serve.reconciliation.batches import answer_batch, read_json
from kg.serve.reconciliation.desk import Desk
from kg.serve.reconciliation.extending import extend, propose
from kg.serve.reconciliation.service_manifest import PREFIX, make_manifest
from kg.serve.reconciliation.suggesting import (
    fly_out,
    suggest_properties,
    suggest_things,
    suggest_types,
)
from kg.serve.responding import Refusal, read_body
from kg.serve.service import Served, Service

Fields = Mapping[str, str]
_FORM = "application/x-www-form-urlencoded"
_BODY = 1024 * 1024
_SUGGESTS = {"entity": suggest_things, "type": suggest_types, "property": suggest_properties}


def routes(service: Service) -> list[Route]:
    """Return the service and what it points to."""
    desks = _Desks(service)
    found = [
        Route(PREFIX, desks.door(_answer), methods=ANY, name="reconcile"),
        Route(f"{PREFIX}/", desks.door(_answer), methods=ANY, name="reconcile"),
        Route(f"{PREFIX}/properties", desks.door(_propose), methods=ANY, name="reconcile"),
        Route(f"{PREFIX}/preview", desks.preview, methods=ANY, name="reconcile"),
    ]
    for kind in _SUGGESTS:
        found.append(
            Route(
                f"{PREFIX}/suggest/{kind}",
                desks.door(_suggest(kind)),
                methods=ANY,
                name="reconcile",
            )
        )
        found.append(
            Route(
                f"{PREFIX}/flyout/{kind}", desks.door(_fly_out(kind)), methods=ANY, name="reconcile"
            )
        )
    return found


Job = Callable[[Desk, Fields, str], Any]


class _Desks:
    """What answers, from the build that is live."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._opened: tuple[Served, Desk] | None = None

    def door(self, job: Job) -> Callable[[Request], Any]:
        """Return what answers requests by a job in JSON."""

        async def answer(request: Request) -> Response:
            if (refused := refuse(request, ("GET", "HEAD", "POST"))) is not None:
                return refused
            served, address = self._service.served, self._address(request)
            try:
                fields = await self._read(request)
                text = await self._service.run(self._do, served, job, fields, address)
            except Refusal as refused_body:
                return with_cors(problem(refused_body.status, str(refused_body)))
            except KgError as error:
                return with_cors(problem_of(error))
            return send_json(request, text)

        return answer

    def _do(self, served: Served, job: Job, fields: Fields, address: str) -> str:
        opened = self._opened
        if opened is None or opened[0] is not served:
            opened = self._opened = served, Desk(served.graph, served.index, served.api)
        desk = opened[1]
        return json.dumps(job(desk, fields, address), ensure_ascii=False)

    def _address(self, request: Request) -> str:
        """Return where the server is found, as it is set or else as the client says."""
        return (self._service.settings.address or str(request.base_url)).rstrip("/")

    async def _read(self, request: Request) -> Fields:
        """Return the fields of a request, of its query and of a form that is posted."""
        fields = dict(request.query_params)
        if request.method != "POST":
            return fields
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != _FORM:
            raise Refusal(415, f"'{kind[:60]}' is not read; post {_FORM}")
        body = await read_body(request.receive)
        if len(body) > _BODY:
            raise Refusal(413, f"the form is longer than {_BODY:,} bytes; ask in smaller batches")
        try:
            posted = parse_qsl(body.decode("utf8"), keep_blank_values=True, errors="strict")
        except ValueError:
            raise Refusal(400, "the form is not in UTF-8") from None
        return fields | dict(posted)

    async def preview(self, request: Request) -> Response:
        """Return a small page on a thing, to be framed."""
        if (refused := refuse(request, ("GET", "HEAD"))) is not None:
            return refused
        graph, id = self._service.served.api, request.query_params.get("id", "")
        try:
            return send_page(await self._service.run(preview_thing, graph, id[:500]))
        except KgError as error:
            return send_page(say_why_not(error), status_of(error))


def _answer(desk: Desk, fields: Fields, address: str) -> Any:
    """Answer the one address of the service by what it is asked: nothing asks for the manifest."""
    if "queries" in fields:
        return answer_batch(desk, read_json(fields["queries"], "queries"))
    if "query" in fields:
        text = fields["query"]
        one = read_json(text, "query") if text.lstrip().startswith("{") else {"query": text}
        return answer_batch(desk, {"q0": one})["q0"]
    if "extend" in fields:
        return extend(desk, read_json(fields["extend"], "extend"))
    return make_manifest(desk, address)


def _propose(desk: Desk, fields: Fields, address: str) -> Any:
    return propose(desk, fields.get("type", ""), _number(fields, "limit"))


def _suggest(kind: str) -> Job:
    def job(desk: Desk, fields: Fields, address: str) -> Any:
        return _SUGGESTS[kind](desk, fields.get("prefix", ""), _number(fields, "cursor"))

    return job


def _fly_out(kind: str) -> Job:
    return lambda desk, fields, address: fly_out(desk, kind, fields.get("id", ""))


def _number(fields: Fields, name: str) -> int:
    text = fields.get(name, "0").strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise UsageError(f"{name}: '{text[:40]}' is not a whole number")
    return min(int(text), 10_000)
