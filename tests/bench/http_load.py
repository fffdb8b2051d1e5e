"""Ask a server as fast as it answers, over some connections at once; as lean as Python can be.

    python -m tests.bench.http_load PORT CONNECTIONS < requests as JSON

Prints the seconds of each request in order, and its status, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from urllib.parse import quote

import uvloop


def get(query: str, path: str = "/sparql", accept: str = "application/sparql-results+json") -> str:
    """Return a request for the answer of a query."""
    return (
        f"GET {path}?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\n\r\n"
    )


class _Connection(asyncio.Protocol):
    """A connection that is given the next request as soon as one is answered."""

    def __init__(self, load: _Load) -> None:
        self.load = load
        self.buffer = bytearray()
        self.need = -1
        self.head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        if not self.load.todo:
            self.transport.close()
            return
        self.number = self.load.todo.pop()
        self.begun = time.perf_counter()
        self.transport.write(self.load.requests[self.number])  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if self.need < 0:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            self.head = bytes(self.buffer[:end]).lower()
            self.need = end + 4 + int(self.head.partition(b"content-length:")[2].split()[0])
        if len(self.buffer) >= self.need:
            took = time.perf_counter() - self.begun
            self.load.told[self.number] = (took, int(self.head.split()[1]))
            self.buffer.clear()
            self.need = -1
            self.ask()

    def connection_lost(self, exc: Exception | None) -> None:
        self.load.left += 1
        if self.load.left == self.load.connections:
            self.load.done.set()


class _Load:
    def __init__(self, requests: list[str], connections: int) -> None:
        self.requests = [request.encode() for request in requests]
        self.todo = list(range(len(requests)))[::-1]
        self.told: dict[int, tuple[float, int]] = {}
        self.connections, self.left = connections, 0
        self.done = asyncio.Event()

    async def run(self, port: int) -> dict[str, object]:
        loop = asyncio.get_running_loop()
        begun = time.perf_counter()
        for _ in range(self.connections):
            await loop.create_connection(lambda: _Connection(self), "127.0.0.1", port)
        await self.done.wait()
        took = time.perf_counter() - begun
        told = [self.told.get(n, (0.0, 0)) for n in range(len(self.requests))]
        return {"seconds": took, "times": [t for t, _ in told], "statuses": [s for _, s in told]}


if __name__ == "__main__":
    load = _Load(json.load(sys.stdin), int(sys.argv[2]))
    json.dump(uvloop.run(load.run(int(sys.argv[1]))), sys.stdout)
