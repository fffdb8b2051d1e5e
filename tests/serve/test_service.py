"""A server over a folder that is built again, and at its beginning and its end."""

from __future__ import annotations

import copy
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.make import pipeline
from tests.conftest import write_tables
from tests.memory import MEMORY
from tests.serving import Running, command, environment, kg_serve, workers_of

COUNT = "SELECT (COUNT(?b) AS ?n) { ?b a nhsit:Body ; skos:prefLabel ?label }"


@pytest.fixture
def copied(memory_output: Path, tmp_path: Path) -> Path:
    """A build of its own, which may be built over."""
    shutil.copytree(memory_output, tmp_path / "output", symlinks=True)
    return tmp_path / "output"


def _number(server: Running) -> int:
    got = server.query(COUNT)
    assert got.status == 200, got.text
    return int(json.loads(got.text)["results"]["bindings"][0]["n"]["value"])


def _build(server: Running) -> str:
    return str(json.loads(server.ask("/health").text)["build"])


def _build_more(out: Path, folder: Path, name: str) -> None:
    tables = copy.deepcopy(MEMORY)
    tables["bodies"].append({**tables["bodies"][0], "id": name, "label": f"Body {name}"})
    pipeline.build(write_tables(folder / name, tables), out)


def test_a_new_build_is_served_without_a_restart_or_a_request_that_fails(
    copied: Path, tmp_path: Path
) -> None:
    with kg_serve(copied, "--quiet") as server:
        before, health = _number(server), _build(server)
        asked: list[int] = []
        stop = threading.Event()
        failed: list[str] = []

        def ask() -> None:
            while not stop.is_set():
                try:
                    asked.append(_number(server))
                except (AssertionError, OSError) as error:
                    failed.append(repr(error))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for name in ("one", "two"):
            _build_more(copied, tmp_path, name)
            last = time.monotonic() + 15
            while asked[-1:] != [before + 1] or _build(server) == health:
                assert time.monotonic() < last, "the new build is not served"
                time.sleep(0.02)
            health = _build(server)
        stop.set()
        for thread in threads:
            thread.join()
        assert failed == []
        assert set(asked) == {before, before + 1}
        assert len(asked) > 20
        assert "kg_builds_served_total 3" in server.ask("/metrics").text


def test_a_query_that_runs_meanwhile_is_answered_from_the_build_that_it_was_asked_of(
    copied: Path, tmp_path: Path
) -> None:
    with kg_serve(copied, "--quiet") as server:
        before, answers = _number(server), []
        workers = workers_of(server)
        for pid in workers:
            os.kill(pid, signal.SIGSTOP)
        thread = threading.Thread(target=lambda: answers.append(_number(server)))
        thread.start()
        time.sleep(0.2)
        old = _build(server)
        _build_more(copied, tmp_path, "one")
        last = time.monotonic() + 30
        while _build(server) == old:  # until then a question goes to those that are stopped
            assert time.monotonic() < last
            time.sleep(0.05)
        assert _number(server) != before
        assert answers == []
        for pid in set(workers) & set(workers_of(server)):
            os.kill(pid, signal.SIGCONT)
        thread.join()
        assert answers == [before]


def test_a_build_that_cannot_be_served_leaves_the_one_before(copied: Path) -> None:
    with kg_serve(copied, "--quiet") as server:
        before = _number(server)
        builds = copied / ".builds"
        [live] = builds.iterdir()
        shutil.copytree(live, builds / "broken")
        (builds / "broken" / "build.json").write_text('{"format": 1}', "utf8")
        (copied / ".next").symlink_to(".builds/broken")
        (copied / ".next").rename(copied / ".current")
        time.sleep(1)
        assert _number(server) == before
        _, told = server.stop()
    assert told.count("\n") == 1
    assert "the new build is not served, the one before is still:" in told
    assert "was built by another version of kg" in told


@pytest.fixture(scope="module")
def taken() -> Iterator[int]:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen()
        yield sock.getsockname()[1]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--port", "{taken}"], "127.0.0.1:{taken}: cannot be listened at: address already in use"),
        (["--host", "192.0.2.1", "--port", "0"], "192.0.2.1:0: cannot be listened at"),
        (["--graph", "{tmp}/none"], "{tmp}/none: no such graph"),
        (["--graph", "{tmp}"], "{tmp}: no graph has been built here; run 'kg build' first"),
        (["--graph", "{old}"], "{old}: was built by another version of kg; run 'kg build' again"),
        (["--graph", "http://127.0.0.1:1/sparql"], "/sparql: cannot be reached"),
        (["--host", "no.invalid", "--port", "0"], "--host names an address of this machine"),
        (["--address", "example.org"], "--address 'example.org': is no web address"),
        (["--address", "http://"], "--address 'http://': is no web address"),
        (["--address", "http://a.org/?b"], "--address 'http://a.org/?b': has a query"),
        (["--address", "http://é.org"], "--address 'http://é.org': write it in ASCII"),
    ],
)
def test_what_cannot_be_served_is_told_in_one_line(
    options: list[str], words: str, memory_output: Path, taken: int, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    shutil.copytree(memory_output / ".current", old)
    (old / "build.json").write_text('{"format": 1}', "utf8")
    given = {"taken": taken, "tmp": tmp_path, "old": old}
    done = subprocess.run(
        command(memory_output, "--port", "0", *(option.format(**given) for option in options)),
        capture_output=True, text=True, env=environment(), timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("kg: ")
    assert words.format(**given) in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_by_a_signal_without_a_word(memory_output: Path, number: int) -> None:
    with kg_serve(memory_output) as server:
        code, told = server.stop(number)
    assert code == 0
    assert [line for line in told.splitlines() if " GET health 200 " not in line] == []


def test_what_a_public_server_leaves_to_others_is_told(memory_output: Path) -> None:
    with kg_serve(memory_output, "--public", "--quiet") as server:
        _, told = server.stop()
    assert "TLS" in told
    assert len(told.splitlines()) >= 3


def test_figures_are_told_as_prometheus_reads_them(server: Running) -> None:
    server.query("ASK {}")
    server.query("wrong")
    text = server.ask("/metrics").text
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    told = dict(line.rsplit(" ", 1) for line in lines)
    assert all(float(value) >= 0 for value in told.values())
    assert int(told['kg_requests_total{route="sparql",status="200"}']) >= 1
    assert int(told['kg_requests_total{route="sparql",status="400"}']) >= 1
    assert 'kg_workers{state="ready"}' in told
    kinds = [line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")]
    assert {line.partition("{")[0].split()[0] for line in lines} == set(kinds)
