"""Connections that do not wait for ever: for a head, a body, or a client that takes nothing."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.serve.settings import RequestLimits

_LATER = 2.0
"""Seconds after which a body is given up that nobody reads; who reads it is told before."""
_LINGER = 1.0
_STATUS = {400: "Bad Request", 408: "Request Timeout", 431: "Request Header Fields Too Large"}


def guarded(limits: RequestLimits) -> type[HttpToolsProtocol]:
    """Return the protocol of connections that keep limits, which uvicorn leaves to others."""

    class Guarded(HttpToolsProtocol):
        _timer: asyncio.TimerHandle | None = None
        _is_head = True
        _is_refused = False
        _came = 0

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._wait(limits.head_seconds)

        def data_received(self, data: bytes) -> None:
            if self._is_refused:
                return
            if self._is_head:
                self._came += len(data)
            super().data_received(data)
            if self._is_head and self._came > limits.head and not self._is_refused:
                self._refuse(431, f"the head is longer than {limits.head:,} bytes")

        def on_message_begin(self) -> None:
            super().on_message_begin()
            self._is_head = True
            self._wait(limits.head_seconds)

        def on_headers_complete(self) -> None:
            self._is_head, self._came = False, 0
            size = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
            if size > limits.head:
                raise ValueError("too long")
            super().on_headers_complete()
            self._wait(limits.body_seconds + _LATER)

        def on_message_complete(self) -> None:
            super().on_message_complete()
            self._rest()

        def pause_writing(self) -> None:
            super().pause_writing()
            self._wait(limits.send_seconds, is_sending=True)

        def resume_writing(self) -> None:
            super().resume_writing()
            self._rest()

        def connection_lost(self, exc: Exception | None) -> None:
            self._rest()
            super().connection_lost(exc)

        def send_400_response(self, msg: str) -> None:
            size = len(self.url) + sum(len(n) + len(v) for n, v in self.headers or [])
            if size > limits.head:
                self._refuse(431, f"the head is longer than {limits.head:,} bytes")
            else:
                self._refuse(400, "this is not HTTP")

        def _wait(self, seconds: float, *, is_sending: bool = False) -> None:
            self._rest()
            late = self.transport.abort if is_sending else self._late
            self._timer = self.loop.call_later(seconds, late)

        def _rest(self) -> None:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

        def _late(self) -> None:
            if not self.transport.is_closing():
                if self._is_head:
                    self._refuse(408, "the request has not come in time")
                else:
                    self.transport.close()  # who would answer it is told that nobody waits

        def _refuse(self, status: int, words: str) -> None:
            text = words + "\n"
            head = (
                f"HTTP/1.1 {status} {_STATUS[status]}",
                "content-type: text/plain; charset=utf-8",
                f"content-length: {len(text)}",
                "connection: close",
            )
            self.transport.write("\r\n".join((*head, "", text)).encode())
            # what still comes is read for a moment: to close before would break off the answer
            self._is_refused = True
            self._rest()
            self.flow.resume_reading()
            if self.transport.can_write_eof():
                self.transport.write_eof()
            self._timer = self.loop.call_later(_LINGER, self.transport.abort)

    return Guarded
