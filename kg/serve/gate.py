"""What every request passes, whatever it asks for: it is counted, limited, told and made safe."""

from __future__ import annotations

import asyncio
import sys
import time
from typing import TYPE_CHECKING

from kg.serve.clients import Clients, client_of
from kg.serve.responding import Gone, Refusal, limited, send_text

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kg.serve.responding import Headers
    from kg.serve.service import Service

SAFE = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
]
"""Sent with every answer."""
POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self'; connect-src 'self'; font-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; "
)
"""What a page may load, where it says nothing else: what stands here, and no script within it."""
EMBEDDED = "/embed/"
"""What others may show in a frame."""


class Gate:
    """The application around the others; `direct` are those that no route needs to find."""

    def __init__(self, app: ASGIApp, service: Service, direct: dict[str, ASGIApp]) -> None:
        self._app, self._service, self._direct = app, service, direct
        self._clients = Clients(service.settings.client)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and see to what comes of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 0

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _make_safe(message["headers"], scope["path"])
            await send(message)

        client = client_of(scope["client"][0]) if scope["client"] else ""
        refusal = self._clients.enter(client)
        try:
            if refusal is not None:
                raise Refusal(429, f"refused: {refusal}", (b"retry-after", b"2"))
            direct = self._direct.get(scope["path"])
            if direct is None or scope["method"] not in _BARE:
                receive = limited(receive, scope, self._service.settings.request)
            await (direct or self._app)(scope, receive, sent)
        except Gone:
            status = status or 499
        except Refusal as refused:
            if status:
                raise
            await send_text(sent, refused.status, str(refused), refused.headers, scope["method"])
        except asyncio.CancelledError:
            if status:
                raise
            words = "the server is being stopped; ask again"
            await send_text(sent, 503, words, [(b"retry-after", b"2")], scope["method"])
        except Exception as error:
            if status:
                raise
            sys.stderr.write(f"kg: {scope['method']} failed: {type(error).__name__}: {error}\n")
            await send_text(sent, 500, "the server has failed; that is told in its log")
        finally:
            if refusal is None:
                self._clients.leave(client)
        self._service.note(scope, status, time.perf_counter() - begun)


_BARE = {"GET", "HEAD", "OPTIONS"}
"""Methods whose requests have no body that the direct ones read."""


def _make_safe(headers: Headers, path: str) -> Headers:
    """Return headers with those that keep a browser from doing more than it should."""
    safe = [*headers, *SAFE]
    names = {name for name, _ in headers}
    is_page = any(n == b"content-type" and v.startswith(b"text/html") for n, v in headers)
    if is_page and b"content-security-policy" not in names:
        ancestors = "frame-ancestors *" if path.startswith(EMBEDDED) else "frame-ancestors 'self'"
        safe.append((b"content-security-policy", (POLICY + ancestors).encode()))
    return safe
