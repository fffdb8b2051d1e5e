"""`kg publish`: what it prints, and one line for whatever is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.engine.transfer import LOGIN
from tests.conftest import RunKg
from tests.server import free_port, play, read_all, reply, send_update
from tests.spoiling import Fault, Passing, spoiled

ROWS = '{"head": {"vars": []}, "boolean": false}'


@pytest.fixture
def server(oxigraph: str) -> str:
    send_update(oxigraph, "DROP ALL")
    return oxigraph


@pytest.fixture(autouse=True)
def no_login(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(LOGIN, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


@pytest.fixture
def some(tmp_path: Path) -> Path:
    (tmp_path / "some.ttl").write_text("<http://x/a> <http://x/p> 'one' , 'two' .", "utf8")
    return tmp_path / "some.ttl"


def test_it_says_what_is_there_and_that_it_was_checked(
    run_kg: RunKg, memory_output: Path, server: str
) -> None:
    ran = run_kg("publish", server, "--graph", memory_output)
    assert ran.code == 0, ran.stderr
    first, *_, total, way, checked = ran.stdout.splitlines()
    assert first.split()[1:] == ["default", "graph"]
    assert total.split()[1:4] == ["statements", "at", f"{server}/query"]
    assert way.endswith("replaced in one step, so that nobody saw half of it")
    assert checked.startswith("checked: 4 graphs by count, ")
    assert "looking at the server …\nsending …\n" in ran.stderr
    assert "replacing …\nchecking …\n" in ran.stderr
    again = run_kg("publish", f"{server}/query", "--graph", memory_output, "-q")
    assert (again.code, again.stdout, again.stderr) == (0, "", "")


def test_a_dry_run_sends_nothing(run_kg: RunKg, some: Path, server: str) -> None:
    ran = run_kg("publish", server, "--graph", some, "--dry-run")
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout == (
        "          2  default graph; 0 there now\n"
        f"          2  statements would be sent to {server}/query; nothing was sent\n"
    )
    assert len(read_all(server)) == 0


def test_what_a_stopped_run_left_can_be_removed(run_kg: RunKg, some: Path, server: str) -> None:
    def spoil(passing: Passing) -> Fault | None:
        return Fault(403) if passing.is_batch else None

    with spoiled(server, spoil) as address:
        ran = run_kg("publish", address, "--graph", some)
    assert ran.code == 2
    assert len(read_all(server)) > 0
    ran = run_kg("publish", server, "--graph", some, "--abandon")
    assert (ran.code, ran.stdout) == (0, "1 graph removed\n")
    assert len(read_all(server)) == 0
    assert run_kg("publish", server, "--graph", some, "--abandon").stdout == "nothing to remove\n"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["ftp://x/"], "URL 'ftp://x/': is no address that begins with http:// or https://"),
        (["http://x/", "--update", "x"], "--update 'x': is no address that begins with http://"),
        (["http://x/", "--dry-run", "--abandon"], "--dry-run cannot be used with --abandon"),
        (["http://x/", "--graph", "none.ttl"], "none.ttl: no such graph"),
    ],
)
def test_wrong_usage_is_told(run_kg: RunKg, some: Path, options: list[str], told: str) -> None:
    ran = run_kg("publish", "--graph", some, *options)
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"kg: {told}")


def _told(ran_stderr: str) -> str:
    [line] = [line for line in ran_stderr.splitlines() if line.startswith("kg: ")]
    return line


def test_a_server_that_is_not_there_is_told(run_kg: RunKg, some: Path) -> None:
    place = f"http://127.0.0.1:{free_port()}"
    ran = run_kg("publish", place, "--graph", some)
    assert ran.code == 2
    assert _told(ran.stderr).startswith(f"kg: {place}: cannot be reached: ")


def test_a_web_page_is_no_server(run_kg: RunKg, some: Path) -> None:
    with play(reply("<html>hello", "text/html")) as script:
        ran = run_kg("publish", script.address, "--graph", some)
    assert ran.code == 2
    assert _told(ran.stderr).endswith("answered text/html, not SPARQL results; is it an endpoint?")


UPDATES = {
    "says a web page": (
        Fault(200, "text/html", b"<html>welcome"),
        "answered with a web page; is it an address for updates?; an update must be possible",
    ),
    "refuses the login": (
        Fault(401, headers={"WWW-Authenticate": 'Basic realm="r"'}),
        "asks for a login: KG_LOGIN=user:password, or ~/.netrc; an update must be possible",
    ),
    "forbids it": (Fault(403, body=b"read only"), "answered 403 Forbidden: read only; an update"),
    "does nothing": (Fault(204, body=b""), "takes an update, but what it was told is not there"),
    "is broken": (Fault(500), "answered 500 Internal Server Error: oh dear; an update must be"),
}


@pytest.mark.parametrize(("fault", "told"), UPDATES.values(), ids=UPDATES)
def test_a_server_that_takes_no_updates_is_told_and_is_as_it_was(
    run_kg: RunKg, some: Path, server: str, fault: Fault, told: str
) -> None:
    def spoil(passing: Passing) -> Fault | None:
        is_query = passing.path == "/query" and b"query=" in passing.body
        return None if is_query else fault

    with spoiled(server, spoil) as address:
        ran = run_kg("publish", address, "--graph", some)
    assert ran.code == 2
    assert told in _told(ran.stderr)
    assert len(read_all(server)) == 0


def test_a_login_that_is_wrong_is_told_and_not_shown(
    run_kg: RunKg, some: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LOGIN, "user:s3cret")
    fault = Fault(401, headers={"WWW-Authenticate": 'Basic realm="r"'})
    with spoiled(server, lambda passing: fault if "update" in passing.path else None) as address:
        ran = run_kg("publish", address, "--graph", some)
    assert "refused the login" in _told(ran.stderr)
    assert "s3cret" not in ran.stderr


def test_an_update_address_that_has_moved_is_followed(
    run_kg: RunKg, some: Path, server: str
) -> None:
    moved = Fault(307, headers={"Location": f"{server}/update"}, body=b"")
    with spoiled(server, lambda passing: moved if passing.path == "/old" else None) as address:
        ran = run_kg("publish", address, "--update", f"{address}/old", "--graph", some)
    assert ran.code == 0, ran.stderr
    assert len(read_all(server)) == 2


def test_addresses_can_be_named_apart(run_kg: RunKg, some: Path, server: str) -> None:
    named = ("--update", f"{server}/update", "--store", f"{server}/store")
    ran = run_kg("publish", f"{server}/query", *named, "--graph", some)
    assert ran.code == 0, ran.stderr
    ran = run_kg("publish", server, "--store", f"{server}/nowhere", "--graph", some, "--replace")
    assert ran.code == 2
    assert f"{server}/nowhere: answered 404" in _told(ran.stderr)


def test_a_question_that_is_answered_otherwise_is_told(
    run_kg: RunKg, memory_output: Path, server: str
) -> None:
    """A server that loses rows of an answer on its way."""

    def spoil(passing: Passing) -> Fault | None:
        is_asked = passing.path == "/query" and b"ORDER+BY" in passing.body
        nothing = b'{"head": {"vars": ["x"]}, "results": {"bindings": []}}'
        return Fault(200, "application/sparql-results+json", nothing) if is_asked else None

    with spoiled(server, spoil) as address:
        ran = run_kg("publish", address, "--graph", memory_output)
    assert ran.code == 1
    assert "kg: question " in ran.stderr
    assert "rows are missing, 0 are others" in ran.stderr
    assert "checked" not in ran.stdout
