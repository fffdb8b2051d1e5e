"""Connections that do not wait for ever: for a head, a body, or a client that takes nothing."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.serve.settings import RequestLimits

_LATER = 2.0
"""Seconds after which a body is given up that nobody reads; who reads it is told before."""
_LINGER = 1.0
"""Seconds for which is read on what a refused client still sends; to hang up at once could break
off the refusal itself."""
_STATUS = {400: "Bad Request", 408: "Request Timeout", 431: "Request Header Fields Too Large"}


def guarded(limits: RequestLimits) -> type[HttpToolsProtocol]:
    """Return the protocol of connections that keep limits, which uvicorn leaves to others."""
    return type("Guarded", (GuardedConnection,), {"limits": limits})


class GuardedConnection(HttpToolsProtocol):
    """A connection with a timer for what it waits for: the head, the body, or the client."""

    limits: ClassVar[RequestLimits] = RequestLimits()
    _timer: asyncio.TimerHandle | None = None
    _is_head = True
    _is_refused = False
    _came = 0
    """Bytes of the head that have come."""

    def connection_made(self, transport: Any) -> None:
        """Wait for a head."""
        super().connection_made(transport)
        self._wait(self.limits.head_seconds, self._late)

    def data_received(self, data: bytes) -> None:
        """Take what comes, unless the client is refused already."""
        if self._is_refused:
            return
        if self._is_head:
            self._came += len(data)
        super().data_received(data)
        if self._is_head and self._came > self.limits.head and not self._is_refused:
            self._refuse_head()

    def on_message_begin(self) -> None:
        """Wait for the head of a further request."""
        super().on_message_begin()
        self._is_head = True
        self._wait(self.limits.head_seconds, self._late)

    def on_headers_complete(self) -> None:
        """Answer the request, unless its head is too long, and wait for its body."""
        self._is_head, self._came = False, 0
        if self._size_of_head() > self.limits.head:
            raise ValueError("too long")  # which the parser hands on as no HTTP
        super().on_headers_complete()
        self._wait(self.limits.body_seconds + _LATER, self._late)

    def on_message_complete(self) -> None:
        """Wait for nothing more."""
        super().on_message_complete()
        self._rest()

    def pause_writing(self) -> None:
        """Wait for the client to take what is written."""
        super().pause_writing()
        self._wait(self.limits.send_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on writing."""
        super().resume_writing()
        self._rest()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._rest()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Refuse what the parser does not take."""
        if self.headers is not None and self._size_of_head() > self.limits.head:
            self._refuse_head()
        else:
            self._refuse(400, "this is not HTTP")

    def _size_of_head(self) -> int:
        return len(self.url) + sum(len(name) + len(value) for name, value in self.headers)

    def _wait(self, seconds: float, late: Any) -> None:
        self._rest()
        self._timer = self.loop.call_later(seconds, late)

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _late(self) -> None:
        if self.transport.is_closing():
            return
        if self._is_head:
            self._refuse(408, "the request has not come in time")
        else:
            self.transport.close()  # who would answer it is told that nobody waits

    def _refuse_head(self) -> None:
        self._refuse(431, f"the head is longer than {self.limits.head:,} bytes")

    def _refuse(self, status: int, words: str) -> None:
        text = words + "\n"
        head = (
            f"HTTP/1.1 {status} {_STATUS[status]}",
            "content-type: text/plain; charset=utf-8",
            f"content-length: {len(text)}",
            "connection: close",
        )
        self.transport.write("\r\n".join((*head, "", text)).encode())
        self._is_refused = True
        self.flow.resume_reading()
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._wait(_LINGER, self.transport.abort)
