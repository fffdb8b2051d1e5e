"""A real SPARQL server for tests: the one that the `oxigraph` package brings."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STARTED = 20.0
"""Seconds that the server may take to start."""


@contextmanager
def serve(turtle: Path, folder: Path) -> Iterator[str]:
    """Serve a Turtle file from a store in a folder; give the address of its endpoint."""
    server = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    assert server is not None, "pip install oxigraph: the tests ask a real server"
    place = str(folder / "store")
    subprocess.run(
        [server, "load", "--location", place, "--file", str(turtle)],
        check=True, capture_output=True,
    )  # fmt: skip
    port = free_port()
    process = subprocess.Popen(
        [server, "serve-read-only", "--location", place, "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(port: int) -> None:
    last = time.monotonic() + STARTED
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < last, "the server did not start"
            time.sleep(0.05)
        else:
            return
