"""Run the application until it is told to stop: the socket, the signals, the words."""

from __future__ import annotations

import logging
import socket
import sys
from typing import TYPE_CHECKING

from kg.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    from kg.serve.settings import Settings


def run(settings: Settings) -> None:
    """Serve a graph until a signal ends it.

    Raises MissingExtra without the libraries, UsageError for a port that cannot be had, GraphError
    for a graph that cannot be read.
    """
    try:
        import uvicorn

        from kg.serve.app import app_of
    except ImportError:
        raise MissingExtra("kg serve", "serve") from None
    with listen(settings.host, settings.port) as sock:
        app = app_of(settings)
        config = uvicorn.Config(
            app,
            http="httptools",
            loop="uvloop",
            ws="none",
            lifespan="on",
            log_config=None,
            log_level=logging.CRITICAL,
            access_log=False,
            server_header=False,
            proxy_headers=settings.is_public,
            timeout_keep_alive=int(settings.request.idle_seconds),
            timeout_graceful_shutdown=5,
        )
        host, port = sock.getsockname()[:2]
        named = f"[{host}]" if ":" in host else host
        tell(f"serving {settings.graph} at http://{named}:{port}/ (Ctrl-C stops)")
        uvicorn.Server(config).run(sockets=[sock])


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
