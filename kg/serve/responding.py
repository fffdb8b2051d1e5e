"""Read what a request brings, and answer by a text: within limits, in one sentence."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import Receive, Send

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


async def read_body(receive: Receive, headers: dict[bytes, bytes], limits: RequestLimits) -> bytes:
    """Return the body of a request; Refusal for one that is too long or too slow."""
    said = headers.get(b"content-length", b"")
    words = f"the body is longer than {limits.body:,} bytes"
    too_long = Refusal(413, words, (b"connection", b"close"))
    if said.isdigit() and int(said) > limits.body:
        raise too_long
    pieces: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(limits.body_seconds):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Gone
                pieces.append(message.get("body", b""))
                size += len(pieces[-1])
                if size > limits.body:
                    raise too_long
                if not message.get("more_body", False):
                    return b"".join(pieces)
    except TimeoutError:
        words = f"the body has not come within {limits.body_seconds:g} s"
        raise Refusal(408, words, (b"connection", b"close")) from None


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
