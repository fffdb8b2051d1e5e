"""The query page for a browser without its script: the answer of a posted form as a plain table."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlencode

from kg.engine.labels import labels_of
from kg.serve.query_page.query_html import write_query_page
from kg.serve.responding import Refusal, read_body
from kg.serve.sparql import FORM, Endpoint

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Message

    from kg.engine.graph import SparqlGraph
    from kg.serve.service import Service

SHOWN = 1000
"""Rows of a plain table; downloads have all."""
LARGEST = 50_000_000
"""Bytes of an answer that are read for it."""
_FIELDS = 20
_ACCEPT = "application/sparql-results+json, text/turtle;q=0.9"


async def answer_plainly(service: Service, request: Request, title: str) -> str:
    """Return the page with the query of a posted form and its answer, or what is wrong with it."""
    body = await read_body(request.receive)
    try:
        fields = parse_qs(body.decode("utf8", "replace"), max_num_fields=_FIELDS)
    except ValueError:
        raise Refusal(400, f"the form has more than {_FIELDS} fields") from None
    query = fields.get("query", [""])[0]
    status, kind, answer = await _ask(service, request, query)
    if status != 200:
        told = f'<div class="fault" role="alert"><pre>{escape(answer.decode())}</pre></div>'
        return write_query_page(title, query, told)
    told = await service.run(_write, service.served.graph, kind, answer)
    return write_query_page(title, query, told)


async def _ask(service: Service, request: Request, query: str) -> tuple[int, str, bytes]:
    """Return status, media type and body of what the endpoint answers, asked as any client asks."""
    body = urlencode({"query": query}).encode()
    scope = {
        **request.scope,
        "method": "POST",
        "query_string": b"",
        "headers": [(b"content-type", FORM.encode()), (b"accept", _ACCEPT.encode())],
    }
    pieces: list[bytes] = []
    start: dict[str, Any] = {}
    asked = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> Message:
        return next(asked, None) or await request.receive()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
            return
        pieces.append(message.get("body", b""))
        if sum(map(len, pieces)) > LARGEST:
            words = f"the answer is longer than {LARGEST:,} bytes; take it as CSV, or LIMIT it"
            raise Refusal(413, words)

    try:
        await Endpoint(service)(scope, receive, send)
    except Refusal as refused:
        return refused.status, "text/plain", str(refused).encode()
    media = dict(start["headers"]).get(b"content-type", b"").decode("latin1")
    return start["status"], media, b"".join(pieces)


def _write(graph: SparqlGraph, kind: str, answer: bytes) -> str:
    if not kind.startswith("application/sparql-results+json"):
        return f"<pre>{escape(answer.decode())}</pre>"
    said = json.loads(answer)
    if "boolean" in said:
        return f"<p><strong>{'yes' if said['boolean'] else 'no'}</strong></p>"
    columns, rows = said["head"]["vars"], said["results"]["bindings"]
    shown = rows[:SHOWN]
    labels = labels_of(
        graph, {t["value"] for row in shown for t in row.values() if t["type"] == "uri"}
    )
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join(
        f"<tr>{''.join(_cell(graph, name, row.get(name), labels) for name in columns)}</tr>"
        for row in shown
    )
    part = f"; the first {SHOWN:,} are shown" if len(rows) > SHOWN else ""
    number = "1 row" if len(rows) == 1 else f"{len(rows):,} rows"
    return (
        f'<div class="scroll"><table class="answer"><caption>{number}{part}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(
    graph: SparqlGraph, column: str, term: dict[str, Any] | None, labels: dict[str, str]
) -> str:
    words = _words(graph, term, labels) if term is not None else ""
    return f'<td data-label="{escape(column)}">{words}</td>'


def _words(graph: SparqlGraph, term: dict[str, Any], labels: dict[str, str]) -> str:
    value = term["value"]
    if term["type"] != "uri":
        return escape(value if isinstance(value, str) else json.dumps(value))
    words = escape(labels.get(value) or graph.space.compress(value))
    slug = value.removeprefix(graph.space.things)
    if slug and slug != value:
        return f'<a href="id/{quote(slug)}">{words}</a>'
    return words
