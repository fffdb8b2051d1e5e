"""SERVICE calls the servers that the user names, and no other."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server import free_port, play, reply

ROWS = json.dumps(
    {"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "x:far"}}]}}
)
FOUND = reply(ROWS, "application/sparql-results+json")


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    (tmp_path / "graph.nt").write_text("<x:a> <x:p> <x:b> .\n", "utf8")
    return tmp_path / "graph.nt"


def _query(graph: Path, text: str, *options: str) -> tuple[int, str, str]:
    ran = subprocess.run(
        [sys.executable, "-m", "kg", "query", "-e", text, "-f", "csv", "--graph", graph, *options],
        capture_output=True, text=True, cwd=graph.parent, timeout=60, check=False,
    )  # fmt: skip
    return ran.returncode, ran.stdout.replace("\r", ""), ran.stderr


def test_a_server_that_is_named_is_called(graph: Path) -> None:
    with play(FOUND) as script:
        text = f"SELECT ?s {{ SERVICE <{script.address}> {{ ?s ?p ?o }} }}"
        assert _query(graph, text, "--service", script.address) == (0, "s\nx:far\n", "")
        assert len(script.requests) == 1
        code, out, err = _query(graph, text)
        assert (code, out) == (2, "")
        assert err.startswith(f"kg: query: SERVICE would call the server {script.address}; ")
        code, out, err = _query(graph, text, "--service", script.address + "/other")
        assert (code, out) == (2, "")
    assert len(script.requests) == 1


def test_two_servers_are_called_where_both_are_named(graph: Path) -> None:
    with play(FOUND) as one, play(FOUND) as two:
        text = f"SELECT ?s {{ SERVICE <{one.address}> {{ ?s ?p ?o }} SERVICE <{two.address}> {{ ?s ?q ?r }} }}"
        assert _query(graph, text, "--service", one.address)[0] == 2
        assert (one.requests, two.requests) == ([], [])
        allowed = ("--service", one.address, "--service", two.address)
        assert _query(graph, text, *allowed)[:2] == (0, "s\nx:far\n")


def test_a_server_that_is_down_is_told_in_one_line(graph: Path) -> None:
    place = f"http://127.0.0.1:{free_port()}/sparql"
    text = f"SELECT ?s {{ SERVICE <{place}> {{ ?s ?p ?o }} }}"
    code, _, err = _query(graph, text, "--service", place)
    assert code == 2
    assert err.startswith("kg: query: ")
    assert len(err.splitlines()) == 1


def test_a_server_that_answers_nonsense_is_told_in_one_line(graph: Path) -> None:
    with play(reply("<html>", "text/html")) as script:
        text = f"SELECT ?s {{ SERVICE <{script.address}> {{ ?s ?p ?o }} }}"
        code, _, err = _query(graph, text, "--service", script.address)
    assert code == 2
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("options", [(), ("--service", "http://user:secret@no-host.invalid/")])
def test_a_login_of_a_server_is_not_told(graph: Path, options: tuple[str, ...]) -> None:
    text = "SELECT ?s { SERVICE <http://user:secret@no-host.invalid/> { ?s ?p ?o } %s }"
    for broken in ("", "}"):
        code, out, err = _query(graph, text % broken, *options)
        assert code == 2
        assert "secret" not in out + err
        assert err.startswith("kg: query")
