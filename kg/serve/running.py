"""Run the application until it is told to stop: the socket, the signals, the words."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    import uvicorn

    from kg.serve.settings import Settings

STOPPING = 3
"""Seconds that requests have to be answered once the server is told to stop."""
_STOPS = (signal.SIGINT, signal.SIGTERM)


def run(settings: Settings) -> None:
    """Serve a graph until a signal ends it.

    Raises MissingExtra without the libraries, UsageError for a port that cannot be had, GraphError
    for a graph that cannot be read.
    """
    try:
        import uvicorn

        from kg.serve.app import app_of
        from kg.serve.connections import guarded
    except ImportError:
        raise MissingExtra("kg serve", "serve") from None
    with listen(settings.host, settings.port) as sock:
        app = app_of(settings)
        config = uvicorn.Config(
            app,
            http=guarded(settings.request),
            loop="uvloop",
            ws="none",
            lifespan="on",
            log_config=None,
            log_level=logging.CRITICAL,
            access_log=False,
            server_header=False,
            proxy_headers=settings.is_public,
            timeout_keep_alive=max(1, int(settings.request.idle_seconds)),
            timeout_graceful_shutdown=STOPPING,
        )
        host, port = sock.getsockname()[:2]
        named = f"[{host}]" if ":" in host else host
        tell(f"serving {settings.graph} at http://{named}:{port}/ (Ctrl-C stops)")
        _stoppable(uvicorn.Server(config)).run(sockets=[sock])


def _stoppable(server: uvicorn.Server) -> uvicorn.Server:
    """Return a server that ends well by a signal; uvicorn's ends by the same signal once more."""

    @contextmanager
    def capture() -> Iterator[None]:
        before = {number: signal.signal(number, server.handle_exit) for number in _STOPS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    server.capture_signals = capture  # type: ignore[method-assign]
    return server


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; UsageError where the address cannot be had."""
    try:
        [(family, kind, protocol, _, address), *_] = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        sock = socket.socket(family, kind, protocol)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        sock.listen(2048)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        where = f"{host}:{port}"
        raise UsageError(f"{where}: cannot be listened at: {reason}; try another --port") from None
    return sock


def tell(line: str) -> None:
    """Tell the person who started the server something, at once."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
