"""An endpoint that never ends its answer is left after a time, however fast it drips."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator

import pytest

from kg.engine.remote import RemoteGraph
from kg.errors import GraphError


class _Dripping(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.end_headers()
        try:
            while True:
                self.wfile.write(b" ")
                time.sleep(0.02)
        except OSError:
            return  # the other side has hung up

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def dripping() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Dripping)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield "http://{}:{}/sparql".format(*server.server_address)
    server.shutdown()
    server.server_close()


def test_an_answer_that_drips_for_ever_is_given_up(dripping: str) -> None:
    with pytest.raises(GraphError, match=r"its answer was not whole after 0\.3 s"):
        RemoteGraph(dripping, wait=5, whole=0.3).query("ASK {}")
