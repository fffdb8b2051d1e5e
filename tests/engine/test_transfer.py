"""Logins and answers that are not whole: what a server may know, and what passes for an answer."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.engine.remote import RemoteGraph
from kg.engine.store import open_any
from kg.engine.transfer import LOGIN, read_address, taking_parts
from kg.errors import GraphError, QueryError
from kg.model import terms
from tests.conftest import RunKg
from tests.server import Pieces, play, reply

NT = "application/n-triples"
JSON = "application/sparql-results+json"
TRIPLES = b"".join(b"<x:%d> <x:p> 'v' .\n" % n for n in range(4)).replace(b"'", b'"')
ALL = "CONSTRUCT WHERE { ?s ?p ?o }"
BASIC = "Basic " + base64.b64encode(b"user:s/cret@").decode()
WANTED = reply("", "text/plain", "401 Unauthorized", 'WWW-Authenticate: Basic realm="r"')


def _rows(number: int) -> str:
    found = [{"s": {"type": "literal", "value": str(n)}} for n in range(number)]
    return json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": found}})


def _query(place: str, text: str = ALL) -> list[Any]:
    return list(RemoteGraph(place, known=terms.SHIPPED).query(text))  # type: ignore[arg-type]


def _login(address: str, login: str = "user:s%2Fcret%40") -> str:
    return address.replace("//", f"//{login}@")


@pytest.fixture(autouse=True)
def no_login(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(LOGIN, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


@pytest.fixture
def parts() -> Iterator[None]:
    with taking_parts():
        yield


# Refusals


@pytest.mark.parametrize("status", ["400 Bad", "500 Oh", "301 Moved", "999 Odd", "304 Same"])
@pytest.mark.parametrize("body", [b"", b"zz\r\n", b"5\r\nab"])
def test_a_refusal_that_is_cut_is_a_refusal(status: str, body: bytes) -> None:
    head = f"HTTP/1.1 {status}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    with (
        play(lambda: [head + body]) as script,
        pytest.raises((GraphError, QueryError), match=r"answered \d+ \w+$|refused the query: "),
    ):
        _query(script.address)


def test_what_a_server_says_moves_no_cursor() -> None:
    for status in ("400 Bad", "500 \x1b[31mOh"):
        with play(reply("\x1b[2J\x9b1A\x07no\u202e", "text/plain", status)) as script:
            with pytest.raises((GraphError, QueryError)) as raised:
                _query(script.address)
            assert str(raised.value).isprintable()


# Logins


def test_a_login_of_the_address_is_sent_and_stands_nowhere() -> None:
    with play(reply(TRIPLES, NT)) as script:
        graph = RemoteGraph(_login(script.address), known=terms.SHIPPED)
        assert len(list(graph.query(ALL))) == 4  # type: ignore[arg-type]
        [request] = script.requests
    assert request.headers["authorization"] == BASIC
    assert graph.place == script.address
    assert "cret" not in f"{graph!r} {graph.address!r} {graph}"


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param(WANTED, id="a refusal"),
        pytest.param(reply("<html>", "text/html"), id="no result"),
        pytest.param(reply("bad", NT), id="a broken answer"),
        pytest.param(reply(TRIPLES, NT, length=999), id="a cut"),
        pytest.param(reply("no", "text/plain", "500 Oh"), id="a fault"),
        pytest.param(reply("no", "text/plain", "400 Bad"), id="a refused query"),
        pytest.param(reply(TRIPLES, NT, "206 Partial"), id="a part"),
        pytest.param(reply("", NT, "308 Ever", "Location: /"), id="a loop"),
        pytest.param(lambda: [], id="nothing"),
    ],
)
def test_a_login_stands_in_no_message(run_kg: RunKg, pieces: Pieces) -> None:
    with play(pieces) as script:
        ran = run_kg("query", "-e", ALL, "--graph", _login(script.address))
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"kg: {script.address}: ")
    assert "cret" not in ran.stderr and "user:s" not in ran.stderr


@pytest.mark.parametrize(
    "place",
    ["http://user:secret@no-host.invalid/x", "http://user:se/cret@host/x", "http://[user:secret@x"],
)
def test_a_login_of_an_address_that_cannot_be_asked_is_not_told(run_kg: RunKg, place: str) -> None:
    for command in (["query", "-e", "ASK {}"], ["export", "nt"], ["show", "x"]):
        ran = run_kg(*command, "--graph", place)
        assert ran.code == 2
        assert ran.stderr.startswith("kg: http")
        assert "cret" not in ran.stderr


@pytest.mark.parametrize("where", ["environment", "netrc"])
def test_a_login_kept_elsewhere_is_sent_where_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, where: str
) -> None:
    if where == "environment":
        monkeypatch.setenv(LOGIN, "user:s/cret@")
    else:
        (tmp_path / "netrc").write_text("machine 127.0.0.1 login user password s/cret@\n", "utf8")
        (tmp_path / "netrc").chmod(0o600)
    with play(reply(TRIPLES, NT)) as script:
        _query(script.address)
    assert "authorization" not in script.requests[0].headers
    answers = iter([WANTED, reply(TRIPLES, NT)])
    with play(lambda: next(answers)()) as script:
        assert len(_query(script.address)) == 4
    assert [r.headers.get("authorization") for r in script.requests] == [None, BASIC]
    assert script.requests[1].query == ALL


def test_a_login_of_another_host_in_netrc_is_not_sent(tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text(
        "machine example.org login user password x\ndefault login user password y\n", "utf8"
    )
    with play(WANTED) as script, pytest.raises(GraphError, match=r"asks for a login; .*KG_LOGIN"):
        _query(script.address)
    assert [r.headers.get("authorization") for r in script.requests] == [None]


def test_a_login_that_is_refused_is_told_once_tried() -> None:
    with play(WANTED) as script, pytest.raises(GraphError, match="refused the login"):
        _query(_login(script.address))
    assert len(script.requests) == 1


def test_a_digest_is_answered() -> None:
    asked = reply(
        "", "text/plain", "401 Unauthorized", 'WWW-Authenticate: Digest realm="r", nonce="n", qop="auth"'
    )  # fmt: skip
    answers = iter([asked, reply(TRIPLES, NT)])
    with play(lambda: next(answers)()) as script:
        assert len(_query(_login(script.address))) == 4
    last = script.requests[-1].headers["authorization"]
    assert last.startswith('Digest username="user"')
    assert "cret" not in last


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 Other", "307 Now", "308 Ever"])
def test_a_login_does_not_go_to_another_host(status: str) -> None:
    """Another port is another server."""
    with play(reply(TRIPLES, NT)) as other:
        moved = reply("", "text/plain", status, f"Location: {other.address}")
        with play(moved) as script:
            assert len(_query(_login(script.address))) == 4
    assert "authorization" in script.requests[0].headers
    assert "authorization" not in other.requests[0].headers


def test_a_login_goes_along_on_its_own_host() -> None:
    answers = iter([reply("", "text/plain", "308 Ever", "Location: /x"), reply(TRIPLES, NT)])
    with play(lambda: next(answers)()) as script:
        _query(_login(script.address))
    assert [r.headers.get("authorization") for r in script.requests] == [BASIC, BASIC]


@pytest.mark.parametrize(
    ("text", "clean", "login"),
    [
        ("http://h/x", "http://h/x", None),
        ("http://h:80/x@y", "http://h:80/x@y", None),
        ("http://[::1]:8/x@y", "http://[::1]:8/x@y", None),
        ("http://u:p@h/x", "http://h/x", "u:p"),
        ("https://u@h", "https://h", "u"),
        ("http://u:p%40%3A@h/@", "http://h/@", "u:p@:"),
        ("http://u:p@q@h/", "http://h/", "u:p@q"),
    ],
)
def test_an_address_is_parted_from_its_login(text: str, clean: str, login: str | None) -> None:
    found = read_address(text)
    assert (found.text, found.login) == (clean, login)


# Answers that are not whole

STATE = ("X-SQL-State: S1TAT", "X-SQL-Message: RC...: Returning incomplete results")
PARTS = {
    "206": (reply(TRIPLES, NT, "206 Partial Content"), ALL, 4, r"says that it is a part \(206\)"),
    "rows at 206": (reply(_rows(3), JSON, "206 Partial"), "SELECT * {}", 3, r"\(206\)"),
    "Virtuoso": (reply(TRIPLES, NT, "200 OK", *STATE), ALL, 4, "not whole .S1TAT: RC...: Returning"),
    "no message": (reply(TRIPLES, NT, "200 OK", STATE[0]), ALL, 4, "S1TAT: the server stopped"),
    "most rows": (reply(_rows(3), JSON, "200 OK", "X-SPARQL-MaxRows: 3"), "SELECT * {}", 3,
                  "stops after 3 rows; ask for less, or --partial takes what comes"),
    "most triples": (reply(TRIPLES, NT, "200 OK", "X-SPARQL-MaxRows: 4"), ALL, 4, "after 4 rows"),
    "shorter": (reply(TRIPLES, NT, length=999), ALL, 4, "broke off in the middle of its answer"),
    "cut in a triple": (reply(TRIPLES[:-5], NT, length=999), ALL, 3, "broke off in the middle"),
    "cut in a row": (reply(_rows(3)[:-20], JSON, length=999), "SELECT * {}", 2, "broke off in the"),
    "a stack trace": (reply(TRIPLES + b"java.lang.Timeout", NT), ALL, 4, "its answer cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_no_answer(part: str) -> None:
    pieces, text, _, told = PARTS[part]
    with play(pieces) as script, pytest.raises(GraphError, match=told):
        _query(script.address, text)


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_taken_by_who_wants_it(part: str) -> None:
    pieces, text, number, _ = PARTS[part]
    with play(pieces) as script:
        assert len(_query(script.address, text)) == number


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (2, "SELECT * {}"),
        (3, "SELECT * {} LIMIT 3"),
        (3, "SELECT * {} LIMIT 3 OFFSET 9"),
        (3, "SELECT * { { SELECT * {} LIMIT 9 } } OFFSET 1 LIMIT 3 # LIMIT 7"),
    ],
)
def test_what_the_query_limits_itself_is_whole(rows: int, text: str) -> None:
    with play(reply(_rows(rows), JSON, "200 OK", "X-SPARQL-MaxRows: 3")) as script:
        assert len(_query(script.address, text)) == rows


def test_plain_text_may_be_triples() -> None:
    with play(reply(TRIPLES, "text/plain")) as script:
        assert len(_query(script.address)) == 4


def test_an_export_of_a_part_is_refused_and_writes_nothing(run_kg: RunKg, tmp_path: Path) -> None:
    with play(reply(TRIPLES, NT, "206 Partial Content")) as script:
        ran = run_kg("export", "nt", "--graph", script.address, "-o", "out.nt")
        assert ran.code == 2
    assert not (tmp_path / "out.nt").exists()


def test_who_waits_longer_for_silence_waits_longer_for_all() -> None:
    graph = open_any("http://h/", 7200)
    assert isinstance(graph, RemoteGraph)
    assert graph.whole == 7200


@pytest.mark.parametrize(
    "demand",
    ['Digest realm="x", nonce=', "Digest realm=", 'Odd " x', "Basic realm=x", "Digest =,="],
)
def test_a_demand_for_a_login_that_cannot_be_read_is_told_as_one(demand: str) -> None:
    said = reply("", "text/plain", "401 Unauthorized", f"WWW-Authenticate: {demand}")
    with play(said) as script, pytest.raises(GraphError, match="asks for a login"):
        _query(script.address)


@pytest.mark.parametrize(
    "said",
    [
        reply("x", "text/plain\r\n  ."),
        reply("x", JSON, "200 OK", "X-SQL-State: a\x85b", "X-SQL-Message: a\r\n\tb"),
        reply('{"head":"first\\nsecond"', JSON),
        reply("<sparql>\nfirst\nsecond", "application/sparql-results+xml"),
        reply("", "text/plain", "307 Moved", "Location: ftp://x/\r\n first"),
        reply("", "text/plain", "307 Moved", "Location: http://[\r\n first"),
    ],
    ids=range(6),
)
def test_what_a_server_says_is_told_on_one_line(said: Pieces) -> None:
    with play(said) as script, pytest.raises(GraphError) as raised:
        _query(script.address)
    assert len(str(raised.value).splitlines()) == 1


def test_an_endless_line_is_told_without_its_middle() -> None:
    with play(reply("x", "text/" + "long" * 10_000)) as script, pytest.raises(GraphError) as raised:
        _query(script.address)
    assert len(str(raised.value)) < 2100
    assert str(raised.value).endswith("not SPARQL results; is it an endpoint?")


def test_a_reply_that_is_larger_than_memory_should_hold_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kg.engine.transfer.LARGEST", 10_000)

    def endless() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: application/n-triples\r\n\r\n"
        while True:
            yield TRIPLES

    with play(endless) as script, pytest.raises(GraphError, match="its answer is larger than"):
        _query(script.address)
