"""Run the application until it is told to stop: the socket, the signals, the words."""

from __future__ import annotations

import errno
import logging
import os
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
        served = app.state.service.served.graph.place
        tell(f"serving {served} at http://{named}:{port}/ (Ctrl-C stops)")
        # a page is written in a thread; the loop must not wait for the interpreter 5 ms each time
        sys.setswitchinterval(0.0005)
        for line in advice(settings):
            tell(line)
        _stoppable(uvicorn.Server(config)).run(sockets=[sock])
        if app.state.service.stuck:  # the interpreter would wait for its threads
            os._exit(0)


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
        is_strange = isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL
        other = "--host names an address of this machine" if is_strange else "try another --port"
        raise UsageError(f"{where}: cannot be listened at: {reason}; {other}") from None
    return sock


def advice(settings: Settings) -> list[str]:
    """Return what is left to who starts the server, one line each."""
    if not settings.is_public:
        if settings.host in ("127.0.0.1", "::1", "localhost"):
            return []
        return ["others can reach this address: --public sets the limits that strangers need"]
    lines = ["public: limits by client are kept, and the log names nobody. What stays to be done:"]
    if settings.address is None or not settings.address.startswith("https://"):
        lines.append("- TLS: put nginx, Caddy or the like in front, and name it by --address")
    lines.append(
        "- who asks: let the proxy set X-Forwarded-For; it is believed from 127.0.0.1 only"
    )
    lines.append("- the process: a user of its own, a limit of memory, a restart (docs/serve.md)")
    return lines


def tell(line: str) -> None:
    """Tell the person who started the server something, at once."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
