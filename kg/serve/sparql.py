"""`/sparql`: the query operation of the SPARQL 1.1 Protocol, over a graph that none can change."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.routing import Route

from kg.serve.clients import client_of
from kg.serve.formats_served import SHORT, TYPES, choose_formats, formats_of_name
from kg.serve.messages import FAILED, FILED, Enquiry, Outcome
from kg.serve.pool import BUSY, TOO_MANY
from kg.serve.responding import Gone, Headers, Refusal, read_body, send_text

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from kg.serve.pool import Pool
    from kg.serve.service import Service

FORM, QUERY, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
METHODS = b"GET, HEAD, POST, OPTIONS"
CORS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"Content-Length, ETag, Retry-After"),
]
_PREFLIGHT = [
    (b"allow", METHODS),
    (b"access-control-allow-methods", METHODS),
    (b"access-control-allow-headers", b"Accept, Content-Type, If-None-Match"),
    (b"access-control-max-age", b"86400"),
    (b"accept-post", f"{FORM}, {QUERY}".encode()),
]
_READ_ONLY = "the graph can only be asked; nothing that is served can be changed"
_PIECE = 1 << 17


def routes(service: Service) -> list[Route]:
    """Return the endpoint."""
    endpoint = Endpoint(service)
    return [Route(path, endpoint, name="sparql") for path in ("/sparql", "/sparql/")]


class Endpoint:
    """The endpoint as an application of its own: nothing stands between it and the server."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            await self._answer(scope, receive, send)
        except Refusal as refused:
            headers = [*CORS, *refused.headers]
            await send_text(send, refused.status, str(refused), headers, scope["method"])

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        if method == "OPTIONS":
            await send_text(send, 204, "", CORS + _PREFLIGHT)
            return
        if method not in ("GET", "HEAD", "POST"):
            raise Refusal(
                405, f"{method} is not known here; GET, HEAD or POST", (b"allow", METHODS)
            )
        headers = dict(scope["headers"])
        asked = _read_fields(scope["query_string"])
        if method == "POST":
            body = await read_body(receive)
            asked += _read_posted(headers.get(b"content-type", b"").decode("latin1"), body)
        fields = _take(asked)
        accept = headers.get(b"accept", b"").decode("latin1")
        if fields.text is None:
            from kg.serve.service_description import describe

            await describe(self._service, scope, receive, send, accept)
            return
        formats = formats_of_name(fields.format) if fields.format else choose_formats(accept)
        if formats is None:
            raise Refusal(400, f"format={fields.format[:40]} is not known; use one of {SHORT}")
        if formats == (None, None):
            types = ", ".join(media.partition(";")[0] for media in TYPES)
            raise Refusal(406, f"nothing of what is accepted is served; ask for one of {types}")
        limits, pool = self._service.settings.query, self._service.pool
        client = client_of(scope["client"][0]) if scope["client"] else ""
        question = Enquiry(
            fields.text,
            *formats,
            fields.default,
            fields.named,
            limits.rows,
            limits.megabytes * 1_000_000,
            pool.spool(),
        )
        kind, number, answer = await _ask(pool, question, client, receive)
        if kind == FAILED:
            retry = [(b"retry-after", b"2")] if number in (BUSY, TOO_MANY) else []
            raise Refusal(number, answer.decode("utf8", "replace"), *retry)
        media = TYPES[number].encode()
        if kind == FILED:
            await _send_file(send, Path(answer.decode()), media, method)
            return
        head = _head(media, len(answer))
        await send({"type": "http.response.start", "status": 200, "headers": head})
        await send({"type": "http.response.body", "body": b"" if method == "HEAD" else answer})


class Fields:
    """What a request asks: the query, the graphs it is asked of, the format by its short name."""

    def __init__(self) -> None:
        self.text: str | None = None
        self.default: tuple[str, ...] = ()
        self.named: tuple[str, ...] = ()
        self.format = ""


def _read_fields(data: bytes) -> list[tuple[str, str]]:
    """Return the fields of a form or of an address; Refusal for what is not UTF-8."""
    if not data:
        return []
    try:
        return parse_qsl(
            data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS
        )
    except UnicodeDecodeError:
        raise Refusal(400, "the fields of the request are not percent-encoded UTF-8") from None
    except ValueError:
        raise Refusal(400, f"the request has more than {_FIELDS} fields") from None


_FIELDS = 200


def _read_posted(media: str, body: bytes) -> list[tuple[str, str]]:
    """Return what is posted, as the fields of a form."""
    kind, _, rest = media.partition(";")
    kind = kind.strip().lower()
    charset = rest.lower().partition("charset=")[2].partition(";")[0].strip(' "')
    if kind not in (FORM, QUERY, UPDATE):
        sent = f"{kind[:60]} is" if kind else "what has no Content-Type is"
        taken = (b"accept-post", f"{FORM}, {QUERY}".encode())
        raise Refusal(415, f"{sent} not read; post {FORM} or {QUERY}", taken)
    if kind == UPDATE:
        raise Refusal(403, _READ_ONLY)
    if charset not in ("", "utf-8", "utf8"):
        raise Refusal(415, f"a query is read as UTF-8, not as {charset[:40]}")
    if kind == FORM:
        return _read_fields(body)
    try:
        return [("query", body.decode("utf8"))]
    except UnicodeDecodeError:
        raise Refusal(400, "the query is not UTF-8") from None


def _take(asked: list[tuple[str, str]]) -> Fields:
    """Return the fields that the protocol knows; Refusal where they do not make up one query."""
    fields = Fields()
    default: list[str] = []
    named: list[str] = []
    for name, value in asked:
        if name == "query":
            if fields.text is not None:
                raise Refusal(400, "the request has two queries; ask one at a time")
            fields.text = value
        elif name == "default-graph-uri":
            default.append(value)
        elif name == "named-graph-uri":
            named.append(value)
        elif name == "format":
            fields.format = value
        elif name in ("update", "using-graph-uri", "using-named-graph-uri"):
            raise Refusal(403, _READ_ONLY)
    if fields.text is None and (default or named or fields.format):
        raise Refusal(400, "the request has no query; give it as query=…")
    fields.default, fields.named = tuple(default), tuple(named)
    return fields


async def _ask(pool: Pool, question: Enquiry, client: str, receive: Receive) -> Outcome:
    """Return the answer of a worker, which is ended where the client hangs up meanwhile."""
    job = pool.begin(question, client)
    leaving: list[asyncio.Task[None]] = []

    async def watch() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        pool.forget(job)

    begun = asyncio.get_running_loop().call_later(
        _MOMENT, lambda: leaving.append(asyncio.ensure_future(watch()))
    )
    try:
        return await job.answer
    except asyncio.CancelledError:
        pool.forget(job)
        if leaving and leaving[0].done():
            raise Gone from None
        raise
    finally:
        begun.cancel()
        for task in leaving:
            task.cancel()


_MOMENT = 0.2
"""Seconds for which nobody looks whether the client is still there."""


def _head(media: bytes, size: int) -> Headers:
    return [
        (b"content-type", media),
        (b"content-length", b"%d" % size),
        (b"vary", b"Accept"),
        *CORS,
    ]


async def _send_file(send: Send, path: Path, media: bytes, method: str) -> None:
    """Send an answer that lies in a file, which is removed as soon as it is open.

    It lies whole before its status is sent: who reads 200 gets all of it, or a body that is
    shorter than its length says where the connection breaks. A worker is free before a slow
    client has taken the answer, and no more than a piece of it is in memory.
    """
    with path.open("rb") as file:
        with suppress(OSError):
            path.unlink()
        size = file.seek(0, 2)
        file.seek(0)
        head = _head(media, size)
        await send({"type": "http.response.start", "status": 200, "headers": head})
        while method != "HEAD" and (piece := file.read(_PIECE)):
            size -= len(piece)
            await send({"type": "http.response.body", "body": piece, "more_body": size > 0})
        if method == "HEAD" or size > 0:
            await send({"type": "http.response.body", "body": b""})
