"""A real `kg serve` in a process of its own, for tests."""

from __future__ import annotations

import http.client
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
STARTED = 30.0
"""Seconds that a server may take to start."""


@dataclass
class Got:
    """An answer: status, headers by lower-case name, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Running:
    """A server that runs: where, as which process, and what it says."""

    port: int
    process: subprocess.Popen[str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def endpoint(self) -> str:
        return f"{self.address}/sparql"

    def ask(
        self,
        path: str = "/sparql",
        method: str = "GET",
        body: bytes | str | None = None,
        wait: float = 30,
        **headers: str,
    ) -> Got:
        """Return the answer to one request; an underscore in the name of a header is a hyphen."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=wait)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            data = body.encode() if isinstance(body, str) else body
            connection.request(method, path, data, named)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Got(answer.status, found, answer.read())
        finally:
            connection.close()

    def query(self, text: str, accept: str = "application/sparql-results+json", **more: str) -> Got:
        """Return the answer to a query."""
        return self.ask("/sparql?" + urlencode({"query": text, **more}), accept=accept)

    def send(self, data: bytes, wait: float = 10) -> bytes:
        """Return all that comes back for some bytes, until the server hangs up or says no more."""
        with socket.create_connection(("127.0.0.1", self.port), wait) as sock:
            sock.sendall(data)
            sock.settimeout(wait)
            found = b""
            try:
                while piece := sock.recv(65536):
                    found += piece
            except TimeoutError:
                pass
            return found

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Return how the server ends by a signal, and what it has said since its start."""
        self.process.send_signal(number)
        _, told = self.process.communicate(timeout=20)
        return self.process.returncode, told


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has begun."""
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def workers_of(server: Running) -> list[int]:
    """Return the processes of the workers of a server."""
    return [worker for one in children_of(server.process.pid) for worker in children_of(one)]


def command(graph: Path, *options: str) -> list[str]:
    """Return the command that serves a graph."""
    return [sys.executable, "-m", "kg", "serve", "--graph", str(graph), *options]


def environment() -> dict[str, str]:
    """Return an environment in which this package is found."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


@contextmanager
def kg_serve(graph: Path, *options: str) -> Iterator[Running]:
    """Serve a graph on a free port until the end of the block."""
    process = subprocess.Popen(
        command(graph, "--port", "0", *options),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(),
    )  # fmt: skip
    try:
        assert process.stderr is not None
        ready, _, _ = select.select([process.stderr], [], [], STARTED)
        line = process.stderr.readline() if ready else ""
        found = re.search(r"http://[^ ]*:(\d+)/", line)
        assert found is not None, f"the server did not start: {line}{process.poll()}"
        running = Running(int(found[1]), process)
        last = time.monotonic() + STARTED
        while True:
            try:
                if running.ask("/health").status == 200:
                    break
            except OSError:
                pass
            assert time.monotonic() < last, "the server does not answer"
            time.sleep(0.02)
        yield running
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.communicate(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()
