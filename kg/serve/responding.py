"""Read what a request brings, and answer by a text: within limits, in one sentence."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

    from kg.serve.settings import RequestLimits

Headers = list[tuple[bytes, bytes]]
NO_BODY = (204, 304)


class Refusal(Exception):
    """A request is answered by an error: a status, a sentence, headers."""

    def __init__(self, status: int, words: str, *headers: tuple[bytes, bytes]) -> None:
        super().__init__(words)
        self.status = status
        self.headers = list(headers)


class Gone(Exception):
    """The client has hung up."""


def limited(receive: Receive, scope: Scope, limits: RequestLimits) -> Receive:
    """Return what gives the body of a request: Refusal for one that is too long or too slow."""
    too_long = Refusal(413, f"the body is longer than {limits.body:,} bytes")
    too_slow = Refusal(408, f"the body has not come within {limits.body_seconds:g} s")
    said = dict(scope["headers"]).get(b"content-length", b"")
    if said.isdigit() and int(said) > limits.body:
        raise too_long
    size, is_whole = 0, False
    last = time.monotonic() + limits.body_seconds

    async def receive_limited() -> Message:
        nonlocal size, is_whole
        if is_whole:
            return await receive()
        try:
            async with asyncio.timeout(last - time.monotonic()):
                message = await receive()
        except TimeoutError:
            raise too_slow from None
        size += len(message.get("body", b""))
        is_whole = not message.get("more_body", False)
        if size > limits.body:
            raise too_long
        return message

    return receive_limited


async def read_body(receive: Receive) -> bytes:
    """Return the body of a request; Gone where the client hangs up before its end."""
    pieces: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        pieces.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(pieces)


async def send_text(
    send: Send,
    status: int,
    text: str,
    headers: Headers | None = None,
    method: str = "GET",
    media: str = "text/plain; charset=utf-8",
) -> None:
    """Answer by a text; one that does not end its line is given an end."""
    body = b"" if status in NO_BODY else (text if text.endswith("\n") else text + "\n").encode()
    head = list(headers or [])
    if status not in NO_BODY:
        head += [(b"content-type", media.encode()), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})
