"""What every request passes, whatever it asks for: it is counted, limited, told and made safe."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from kg.serve.responding import Gone, Refusal, send_text

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kg.serve.service import Service

SAFE = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
]


def _framing(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return what keeps a page out of the frames of others, unless it says that it may be there."""
    policies = (value for name, value in headers if name.lower() == b"content-security-policy")
    if any(b"frame-ancestors" in policy for policy in policies):
        return []
    return [(b"x-frame-options", b"DENY")]


class Front:
    """The application around the others."""

    def __init__(self, app: ASGIApp, state: Service) -> None:
        self._app, self._state = app, state

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
                message["headers"] = [*message["headers"], *SAFE, *_framing(message["headers"])]
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except Gone:
            status = status or 499
        except Refusal as refused:
            await send_text(sent, refused.status, str(refused), refused.headers, scope["method"])
        except Exception as error:
            if status:
                raise
            sys.stderr.write(f"kg: {scope['method']} failed: {type(error).__name__}: {error}\n")
            await send_text(sent, 500, "the server has failed; that is told in its log")
        self._state.note(scope, status, time.perf_counter() - begun)
