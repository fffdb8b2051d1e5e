"""What the net sends: each is refused in a line, and nothing of it reaches further."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Running, kg_serve

END = b"\r\n\r\n"


@pytest.fixture(scope="module")
def public(memory_output: Path) -> Iterator[Running]:
    with kg_serve(memory_output, "--public") as running:
        yield running


def _status(answer: bytes) -> int:
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
    assert found is not None, answer[:200]
    return int(found[1])


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/....//....//etc/passwd",
        "/id/../../../etc/passwd",
        "/id/%2e%2e%2f%2e%2e%2fbuild.json",
        "/id/..\\..\\build.json",
        "/%00",
        "/id/%00",
        "//etc/passwd",
        "/.builds/",
        "/store/CURRENT",
        "/%ff%fe",
        "/" + "a/" * 2000,
    ],
)
def test_no_path_leads_to_a_file(server: Running, path: str) -> None:
    got = _ask_raw(server, path)
    assert _status(got) in (400, 404), got
    assert b"root:" not in got
    assert b"Traceback" not in got


def _ask_raw(server: Running, path: str) -> bytes:
    head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    return server.send(head.encode("latin1"))


@pytest.mark.parametrize(
    "value",
    [
        "x%0d%0aSet-Cookie:%20a=b",
        "%0aLocation:%20https://example.org",
        "x%E5%98%8A%E5%98%8DSet-Cookie:a",
    ],
)
def test_no_header_is_made_of_what_is_asked(server: Running, value: str) -> None:
    for path in (f"/sparql?format={value}&query=ASK%7B%7D", f"/id/{value}", f"/{value}"):
        got = _ask_raw(server, path)
        head = got.partition(END)[0].lower()
        assert _status(got) in (400, 404)
        assert b"set-cookie" not in head
        assert b"\nlocation: https" not in head


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/ask/" + "a" * 3000, 404),
        ("/query/questions/" + "a" * 3000, 400),
        ("/api/explain?subject=old-body&property=%3Cscript%3Ex%3C/script%3E", 400),
        ("/api/explain?subject=old-body&property=http://x/%20y", 400),
    ],
)
def test_a_name_that_nothing_can_have_is_only_unknown(
    server: Running, path: str, status: int
) -> None:
    assert _status(_ask_raw(server, path)) == status


def test_a_head_that_is_too_long_is_refused(server: Running) -> None:
    begin = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
    one = server.send(begin + b"X-A: " + b"a" * 100_000 + END)
    many = server.send(begin + b"".join(b"X-%d: b\r\n" % n for n in range(20_000)) + b"\r\n")
    unending = server.send(begin + b"X-A: " + b"a" * 1_000_000)
    line = server.send(b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: localhost" + END)
    for got in (one, many, unending, line):
        assert _status(got) == 431
        assert got.endswith(b"the head is longer than 65,536 bytes\n")


def test_what_is_no_http_is_refused(server: Running) -> None:
    for sent in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"HELO x\r\n\r\n", b"\0" * 50):
        got = server.send(sent)
        assert (_status(got), got.endswith(b"this is not HTTP\n")) == (400, True)


def test_a_body_that_is_too_long_is_refused(server: Running) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    said = server.send(head + b"Content-Length: 99999999999" + END + b"ASK {}", 2)
    assert _status(said) == 413
    assert b"the body is longer than 4,194,304 bytes" in said
    piece = b"10000\r\n" + b"#" * 0x10000 + b"\r\n"
    chunked = server.send(head + b"Transfer-Encoding: chunked" + END + piece * 80, 3)
    assert _status(chunked) == 413


def test_two_lengths_are_not_two_requests(server: Running) -> None:
    smuggled = (
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\n\r\n"
    )
    assert _status(server.send(smuggled)) == 400


def test_an_expression_that_explodes_costs_only_its_own_time(memory_output: Path) -> None:
    long = "a" * 40
    query = f'SELECT * {{ BIND(REGEX("{long}!", "^(a+)+$") AS ?x) BIND(REGEX("{long}", "(a*)*b") AS ?y) }}'
    nested = 'ASK { FILTER REGEX("a", "((((a{1,500}){1,500}){1,500}){1,500})") }'
    with kg_serve(memory_output, "--quiet", "--query-seconds", "1") as server:
        for text in (query, nested):
            begun = time.monotonic()
            got = server.query(text)
            assert got.status in (200, 400, 422, 504), got.text
            assert time.monotonic() - begun < 3
        assert server.query("ASK {}").status == 200


def test_slow_clients_are_hung_up_on_and_keep_nobody_waiting(memory_output: Path) -> None:
    with kg_serve(memory_output, "--quiet", "--client-seconds", "1") as server:
        slow = [socket.create_connection(("127.0.0.1", server.port), 10) for _ in range(50)]
        try:
            for number, sock in enumerate(slow):
                if number % 3 == 1:
                    sock.sendall(b"GET /sparql HTTP/1.1\r\nHost: loc")
                elif number % 3 == 2:
                    sock.sendall(
                        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n"
                        b"Content-Type: application/sparql-query" + END + b"ASK"
                    )
            assert server.query("ASK {}").status == 200
            for sock in slow:
                found = b""
                while piece := sock.recv(1000):
                    found += piece
                assert _status(found) == 408
        finally:
            for sock in slow:
                sock.close()


def test_a_body_that_never_ends_is_refused_whatever_the_method(memory_output: Path) -> None:
    head = b"Host: localhost\r\nTransfer-Encoding: chunked" + END
    with kg_serve(memory_output, "--quiet", "--client-seconds", "1") as server:
        for line in (b"GET /mcp HTTP/1.1\r\n", b"POST /mcp HTTP/1.1\r\n"):
            assert _status(server.send(line + head)) == 408


def test_errors_leave_nothing_of_the_engine_to_other_threads(memory_output: Path) -> None:
    with kg_serve(memory_output, "--quiet") as server:
        for number in range(40):
            for path in ("api/things/x", "embed/lineage/x", "reconcile/preview?id=x"):
                assert server.ask(f"/{path}{number}").status == 404
        _, told = server.stop()
    assert told == ""


def test_a_client_that_takes_nothing_of_a_long_answer_holds_no_worker(memory_output: Path) -> None:
    long = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 40000"
    with kg_serve(memory_output, "--quiet", "--client-seconds", "1") as server:
        asked = f"GET /sparql?query={long.replace(' ', '%20')} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        with socket.create_connection(("127.0.0.1", server.port), 10) as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
            sock.sendall(asked.encode())
            last = time.monotonic() + 20
            time.sleep(0.2)
            while '"working": 0' not in server.ask("/health").text:
                assert time.monotonic() < last
                time.sleep(0.1)
            time.sleep(1.5)
            found = b""
            with pytest.raises(OSError):
                while piece := sock.recv(1 << 20):
                    found += piece
                raise ConnectionError
            length = int(found.lower().partition(b"content-length: ")[2].split()[0])
            assert len(found) < length  # which the client can tell is not the whole


def test_strangers_are_limited_by_client(public: Running) -> None:
    got: list[int] = []

    def ask() -> None:
        got.extend(public.query("ASK {}").status for _ in range(30))

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(got) == {200, 429}
    refused = public.query("ASK {}")
    while refused.status == 200:
        refused = public.query("ASK {}")
    assert refused.text == "refused: you ask more than 20 times a second; ask more slowly\n"
    assert refused.headers["retry-after"].isdigit()


def test_the_log_tells_neither_who_asked_nor_what(memory_output: Path) -> None:
    with kg_serve(memory_output) as server:
        server.query('SELECT ("secret" AS ?x) {}')
        server.ask("/id/private-thing?secret=1")
        server.ask("/health", user_agent="secret")
        server.ask("/mcp", host="secret")
        _, told = server.stop()
    lines = told.splitlines()
    assert len(lines) >= 3
    assert all(re.fullmatch(r"\S+Z (GET|HEAD) \w+ \d{3} [\d.]+ ms", line) for line in lines), lines
    assert "127.0.0.1" not in told
    assert "secret" not in told
