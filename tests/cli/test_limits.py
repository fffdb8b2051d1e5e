"""What takes too long, too much memory, or ends the engine is told in one line, never a signal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import RunKg
from tests.server import play

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def _kg(folder: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        capture_output=True, text=True, cwd=folder, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def _python(*lines: str) -> subprocess.CompletedProcess[str]:
    script = "\n".join(["import os, sys, signal", "from kg.cli.limits import Limits, keep", *lines])
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )


BOMB = (
    "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11)),
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
    '<rdf:Description rdf:about="http://x"><e:p>&a10;</e:p></rdf:Description></rdf:RDF>',
)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.nt"
    path.write_text("".join(f"<x:{n}> <x:p> <x:{n % 7}> .\n" for n in range(1000)), "utf8")
    return path


CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LONG = '"' + "a" * 1000 + '"'
TOGETHER = "CONCAT(STR(?a), STR(?d), STR(?g))"
GROWING = f'REPLACE(REPLACE(REPLACE({LONG},"a",{LONG}),"a",{LONG}),"a",{LONG})'


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(f"SELECT (COUNT(*) AS ?n) {CROSS}", id="an aggregate"),
        pytest.param(f"SELECT * {CROSS} ORDER BY ?i ?a", id="an order"),
        pytest.param("SELECT * {" + "?a ?b ?c . ?c ?d ?a . " * 300 + "}", id="many patterns"),
        pytest.param(f"SELECT (GROUP_CONCAT(STR(?a)) AS ?n) {CROSS}", id="a long text"),
        pytest.param(f"ASK {{ {CROSS[1:-1]} FILTER(?a = ?z || STR(?i) = '') }}", id="a truth"),
    ],
)
def test_a_query_without_end_is_given_up(graph: Path, query: str) -> None:
    begun = time.monotonic()
    ran = _kg(graph.parent, "query", "-e", query, "--graph", str(graph), "--timeout", "2")
    assert ran == (2, "", "kg: no answer within 2 s; ask for less, or raise --timeout\n")
    assert time.monotonic() - begun < 6


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(f"SELECT (STRLEN({GROWING}) AS ?x) {{}}", id="a text"),
        pytest.param(
            f"SELECT (COUNT(DISTINCT {TOGETHER}) AS ?n) {CROSS}",
            id="texts that are kept",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            f"SELECT * {CROSS} ORDER BY ?a", id="rows that are sorted", marks=pytest.mark.slow
        ),
    ],
)
def test_a_query_beyond_its_memory_is_given_up(graph: Path, query: str) -> None:
    ran = _kg(graph.parent, "query", "-e", query, "--graph", str(graph), "--memory", "0.7")
    assert ran == (2, "", "kg: needs more than 0.7 GB of memory; ask for less, or raise --memory\n")


@pytest.mark.slow
@pytest.mark.parametrize("command", ["show x", "export nt", "analyse structure"])
def test_a_file_that_swells_is_given_up_by_every_command(tmp_path: Path, command: str) -> None:
    declared = f'<!DOCTYPE rdf:RDF [<!ENTITY a0 "{"lol" * 10}">{BOMB[0]}]>'
    (tmp_path / "bomb.rdf").write_text(f'<?xml version="1.0"?>{declared}{BOMB[1]}', "utf8")
    code, out, err = _kg(tmp_path, *command.split(), "--graph", "bomb.rdf", "--memory", "0.7")
    assert (code, out) == (2, "")
    assert err == "kg: needs more than 0.7 GB of memory; ask for less, or raise --memory\n"


def test_a_file_nested_without_end_is_given_up(tmp_path: Path) -> None:
    deep = '{"@id":"http://a","http://p":' * 50_000 + '"x"' + "}" * 50_000
    (tmp_path / "deep.jsonld").write_text(deep, "utf8")
    arguments = ("--graph", "deep.jsonld", "--memory", "0.7", "--timeout", "20")
    code, out, err = _kg(tmp_path, "query", "-e", "ASK {}", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("kg: ")
    assert len(err.splitlines()) == 1


def test_elements_nested_without_end_are_given_up(tmp_path: Path) -> None:
    space = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"'
    deep = "<rdf:Description><e:p>" * 50_000 + "</e:p></rdf:Description>" * 50_000
    (tmp_path / "deep.rdf").write_text(f"<rdf:RDF {space}>{deep}</rdf:RDF>", "utf8")
    code, out, err = _kg(tmp_path, "show", "x", "--graph", "deep.rdf", "--timeout", "2")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_a_table_shows_as_many_rows_as_are_wanted(run_kg: RunKg, graph: Path) -> None:
    query = ("query", "-e", "SELECT * { ?a ?b ?c }", "--graph", graph)
    ran = run_kg(*query, "--rows", "3")
    assert len(ran.stdout.splitlines()) == 4
    assert "only the first 3 rows; --rows shows more, -f csv has them all" in ran.stderr
    ran = run_kg(*query, "--rows", "5000")
    assert (len(ran.stdout.splitlines()), ran.stderr) == (1001, "")


def test_an_answer_without_end_is_given_up(tmp_path: Path) -> None:
    def endless() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: application/n-triples\r\n\r\n"
        while True:
            yield b"<x:a> <x:b> <x:c> .\n" * 100_000

    with play(endless) as script:
        code, out, err = _kg(
            tmp_path, "query", "-e", "CONSTRUCT WHERE { ?s ?p ?o }",
            "--graph", script.address, "--memory", "0.7",
        )  # fmt: skip
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("death", "told"),
    [
        ("SIGSEGV", "kg: the engine cannot hold what was asked and has ended (SIGSEGV); "),
        ("SIGBUS", "kg: the engine cannot hold what was asked and has ended (SIGBUS); "),
        ("SIGABRT", "kg: needs more than 4 GB of memory; "),
        ("SIGKILL", "kg: needs more than 4 GB of memory; "),
    ],
)
def test_a_death_of_the_engine_is_a_line(death: str, told: str) -> None:
    done = _python(
        "keep(Limits())",
        "os.write(2, b'what the engine says of it')",
        f"os.kill(os.getpid(), signal.{death})",
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(told)
    assert len(done.stderr.splitlines()) == 1


def test_what_is_within_its_limits_is_as_if_there_were_none() -> None:
    done = _python(
        "print('before')",
        "keep(Limits())",
        "print(sys.stdin.read(), 'after')",
        "print('told', file=sys.stderr)",
        "sys.exit(7)",
    )
    assert (done.returncode, done.stdout, done.stderr) == (7, "before\n after\n", "told\n")


@pytest.mark.parametrize("closed", ["0<&-", "2>&-", "0<&- 2>&-"])
def test_a_stream_that_is_closed_is_no_reason_to_fail(graph: Path, closed: str) -> None:
    ran = subprocess.run(
        f"{sys.executable} -m kg query -e 'ASK {{ ?s ?p ?o }}' --graph {graph} {closed}",
        shell=True, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "true\n", "")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_who_ends_the_command_ends_the_work_too(tmp_path: Path, name: str) -> None:
    pid = tmp_path / "pid"
    script = (
        "import os, time\nfrom kg.cli.limits import Limits, keep\nkeep(Limits())\n"
        f"open({str(pid)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", script])
    worker = _read_when_there(pid)
    process.send_signal(getattr(signal, name))
    assert process.wait(10) == -getattr(signal, name)
    _wait_until_gone(worker)


def test_the_work_ends_where_the_command_is_killed(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    script = (
        "import os, time\nfrom kg.cli.limits import Limits, keep\nkeep(Limits())\n"
        f"open({str(pid)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", script])
    worker = _read_when_there(pid)
    process.kill()
    process.wait()
    _wait_until_gone(worker)


def _read_when_there(path: Path) -> int:
    for _ in range(500):
        if path.exists() and (text := path.read_text("utf8")):
            return int(text)
        time.sleep(0.02)
    raise AssertionError("the work did not begin")


def _wait_until_gone(process: int) -> None:
    for _ in range(250):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    raise AssertionError("the work goes on")


@pytest.mark.parametrize("command", ["query", "ask", "show", "export", "analyse", "path", "as-of"])
def test_help_states_the_limits(run_kg: RunKg, command: str) -> None:
    told = " ".join(run_kg(command, "--help").stdout.split())
    assert "--timeout SECONDS Give up after this; default 600." in told
    assert "--memory GB Give up where it needs more; default 4." in told


def test_a_limit_of_nothing_is_no_limit(run_kg: RunKg) -> None:
    for option in ("--timeout", "--memory"):
        assert run_kg("show", "x", option, "0").code == 2
