"""A server that misbehaves: what stands before a real one and spoils some of what goes through."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Passing:
    """A request on its way: its number among those of its path, its first line, and its body."""

    number: int
    method: str
    path: str
    body: bytes

    @property
    def is_batch(self) -> bool:
        """Whether it adds statements to a graph."""
        return self.path.startswith("/store") and self.method == "POST" and "probe" not in self.path


@dataclass
class Fault:
    """What is done with a request: nothing but a reply, or a broken connection."""

    status: int = 500
    kind: str = "text/plain"
    body: bytes = b"oh dear"
    headers: dict[str, str] = field(default_factory=dict)
    hang_up: str = ""
    """`before` the real server hears of it, or `after` it did it."""


Spoil = Callable[[Passing], Fault | None]


@contextmanager
def spoiled(address: str, spoil: Spoil) -> Iterator[str]:
    """Pass requests on to a real server but those that `spoil` returns a fault for."""
    real = urlsplit(address).netloc
    counts: dict[tuple[str, str, bool], int] = {}

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            key = (self.command, self.path.partition("?")[0], "probe" in self.path)
            counts[key] = counts.get(key, 0) + 1
            fault = spoil(Passing(counts[key], self.command, self.path, body))
            if fault is None or fault.hang_up == "after":
                reply = self._pass_on(body)
            if fault is None:
                self._reply(*reply)
            elif not fault.hang_up:
                self._reply(fault.status, {"Content-Type": fault.kind, **fault.headers}, fault.body)
            self.close_connection = True

        do_GET = do_PUT = do_POST

        def _pass_on(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
            connection = http.client.HTTPConnection(real)
            kept = {k: v for k, v in self.headers.items() if k in ("Content-Type", "Accept")}
            connection.request(self.command, self.path, body, kept)
            found = connection.getresponse()
            reply = (
                found.status,
                {"Content-Type": found.headers.get("Content-Type", "")},
                found.read(),
            )
            connection.close()
            return reply

        def _reply(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = False  # each is waited for, so that none leaves a socket open
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
