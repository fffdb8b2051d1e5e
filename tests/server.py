"""Servers for tests: a real SPARQL server, the one of `oxigraph`, and one that answers by script."""

from __future__ import annotations

import gc
import shutil
import socket
import socketserver
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

STARTED = 60.0
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
    with _running(
        [server, "serve-read-only", "--location", place, "--bind", f"127.0.0.1:{port}"], port
    ):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def serve_writable(folder: Path) -> Iterator[str]:
    """Serve an empty store in a folder for reading and writing; give the server's address."""
    server = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    assert server is not None, "pip install oxigraph: the tests ask a real server"
    port = free_port()
    with _running(
        [server, "serve", "--location", str(folder / "store"), "--bind", f"127.0.0.1:{port}"], port
    ):
        yield f"http://127.0.0.1:{port}"


def send_update(address: str, update: str) -> None:
    """Send an update to the oxigraph server at an address."""
    data = urllib.parse.urlencode({"update": update}).encode()
    with urllib.request.urlopen(f"{address}/update", data):
        pass


def read_all(address: str) -> ox.Dataset:
    """Return all that the oxigraph server at an address holds, blank nodes canonically named."""
    request = urllib.request.Request(f"{address}/store", headers={"Accept": "application/n-quads"})
    with urllib.request.urlopen(request) as reply:
        held = ox.Dataset(ox.parse(reply.read(), ox.RdfFormat.N_QUADS))
    held.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return held


@contextmanager
def serve_rdflib() -> Iterator[str]:
    """Serve an empty graph by rdflib-endpoint, which takes updates and no graphs; give its address.

    Its default graph is all of its graphs together.
    """
    port = free_port()
    program = (
        "import uvicorn; from rdflib import Dataset; from rdflib_endpoint import SparqlEndpoint\n"
        "app = SparqlEndpoint(path='/', graph=Dataset(default_union=True), enable_update=True)\n"
        f"uvicorn.run(app, host='127.0.0.1', port={port}, log_level='critical')"
    )
    with _running([sys.executable, "-c", program], port):
        yield f"http://127.0.0.1:{port}/"


VIRTUOSO = shutil.which("virtuoso-t")


@contextmanager
def serve_virtuoso(folder: Path, most_rows: int = 1_000_000) -> Iterator[str]:
    """Serve an empty Virtuoso 7, whose login is `dba:dba`; give the address of its endpoint.

    It cuts answers silently after `most_rows`.
    """
    assert VIRTUOSO is not None
    sql, web = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(
        f"""
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = 127.0.0.1:{web}
[SPARQL]
ResultSetMaxRows = {most_rows}
""",
        "utf8",
    )
    command = [VIRTUOSO, "+configfile", str(folder / "virtuoso.ini"), "+foreground"]
    with _running(command, web, folder):
        yield f"http://127.0.0.1:{web}/sparql"


@contextmanager
def _running(command: list[str], port: int, folder: Path | None = None) -> Iterator[None]:
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(port)
        yield
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


@dataclass
class Script:
    """A server that says whatever it is told, and what it was asked: its address, the requests."""

    address: str
    requests: list[Request] = field(default_factory=list)


@dataclass(frozen=True)
class Request:
    """A request as it came: its first line, headers by lower-case name, and body."""

    line: str
    headers: dict[str, str]
    body: str

    @property
    def query(self) -> str:
        """The query of a form."""
        [text] = urllib.parse.parse_qs(self.body, strict_parsing=True)["query"]
        return text


@dataclass
class Between:
    """A server that passes on what another answers, cut or broken off, and counts what was asked.

    Triples are cut after `most` lines where that is given, as servers do that say nothing of it;
    `breaks_at` is the number of the fetch that is hung up in its middle.
    """

    behind: str
    address: str = ""
    most: int | None = None
    breaks_at: int | None = None
    fetches: list[str] = field(default_factory=list)

    def answer(self, kind: str, body: bytes) -> bytes:
        """Return the raw reply to a request that was posted."""
        request = urllib.request.Request(
            self.behind, body, {"Content-Type": "application/x-www-form-urlencoded", "Accept": kind}
        )
        try:
            with urllib.request.urlopen(request) as reply:
                said, kind, status = reply.read(), reply.headers["Content-Type"], "200 OK"
        except urllib.error.HTTPError as error:
            with error:
                said, kind, status = error.read(), "text/plain", f"{error.code} No"
        size = len(said)
        if kind.startswith("application/n-triples"):
            self.fetches.append(urllib.parse.parse_qs(body.decode())["query"][0])
            lines = said.splitlines(keepends=True)
            said = b"".join(lines[: self.most])
            size = len(said) + (len(self.fetches) == self.breaks_at)
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {size}\r\n\r\n"
        return head.encode() + said


@contextmanager
def stand_between(behind: str) -> Iterator[Between]:
    """Serve what the endpoint behind answers; see `Between`."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            headers = {}
            self.rfile.readline()
            while header := self.rfile.readline().decode().strip():
                name, _, value = header.partition(":")
                headers[name.lower()] = value.strip()
            body = self.rfile.read(int(headers.get("content-length", 0)))
            self.wfile.write(between.answer(headers["accept"], body))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        between = Between(behind, f"http://127.0.0.1:{server.server_address[1]}/sparql")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield between
        finally:
            server.shutdown()
            thread.join()


Pieces = Callable[[], Iterable[bytes]]


@contextmanager
def play(pieces: Pieces) -> Iterator[Script]:
    """Serve raw replies, piece by piece as they are yielded, and hang up after each.

    Garbage is collected before and not meanwhile: in the thread of the server that would drop
    answers of the engine, which must be dropped in the thread that asked.
    """

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            line = self.rfile.readline().decode().strip()
            headers = {}
            while header := self.rfile.readline().decode().strip():
                name, _, value = header.partition(":")
                headers[name.lower()] = value.strip()
            body = self.rfile.read(int(headers.get("content-length", 0))).decode()
            script.requests.append(Request(line, headers, body))
            try:
                for piece in pieces():
                    self.wfile.write(piece)
            except OSError:
                return  # the other side has hung up

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        script = Script(f"http://127.0.0.1:{server.server_address[1]}/sparql")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        gc.collect()
        gc.disable()
        thread.start()
        try:
            yield script
        finally:
            server.shutdown()
            thread.join()
            gc.enable()


def reply(
    body: bytes | str,
    kind: str = "application/sparql-results+json",
    status: str = "200 OK",
    *headers: str,
    length: int | None = None,
) -> Pieces:
    """Return a reply as a whole; `length` is what it says of itself, where that is wrong."""
    data = body.encode() if isinstance(body, str) else body
    size = len(data) if length is None else length
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {size}", *headers]
    return lambda: ["\r\n".join([*head, "", ""]).encode() + data]
