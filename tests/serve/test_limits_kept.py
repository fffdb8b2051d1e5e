"""What one query may take, and what becomes of one that takes more; the others go on."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.serving import Got, Running, children_of, kg_serve, workers_of

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?l) }"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
LOOKUP = "SELECT * { id:old-body ?p ?o }"
SECONDS, ROWS = 1.0, 2000


@pytest.fixture(scope="module")
def limited(memory_output: Path) -> Iterator[Running]:
    limits = ("--query-seconds", str(SECONDS), "--query-rows", str(ROWS))
    with kg_serve(memory_output, "--quiet", *limits) as running:
        yield running


def _figures(server: Running) -> dict[str, int]:
    return dict(json.loads(server.ask("/health").text))


def _settled(server: Running) -> dict[str, int]:
    """Return what the workers do when nothing is asked any more."""
    last = time.monotonic() + 10
    while (found := _figures(server))["working"] or found["ready"] < 3:
        assert time.monotonic() < last, found
        time.sleep(0.02)
    return found


def test_a_query_without_end_is_ended_soon_after_its_limit(limited: Running) -> None:
    _settled(limited)
    begun = time.monotonic()
    got = limited.query(ENDLESS)
    took = time.monotonic() - begun
    assert got.status == 504
    assert got.text == "query: no answer within 1 s; ask for less, by LIMIT or a filter\n"
    assert SECONDS <= took < SECONDS + 1  # that it is 50 ms is for the bench: others work here
    assert _settled(limited)["aside"] == 0


@pytest.mark.parametrize("media", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"])  # fmt: skip
def test_an_answer_with_too_many_rows_is_an_error_and_no_part_of_it_comes(
    limited: Running, media: str
) -> None:
    got = limited.query(HUGE, media)
    assert (got.status, got.media) == (422, "text/plain")
    assert got.text == (
        "query: the answer has more than 2,000 rows; ask for less, by LIMIT or a filter\n"
    )
    whole = limited.query(HUGE + f" LIMIT {ROWS}", media)
    assert whole.status == 200
    assert int(whole.headers["content-length"]) == len(whole.body)
    assert limited.query(HUGE + f" LIMIT {ROWS + 10}", media).status == 422


def test_statements_are_counted_too(limited: Running) -> None:
    query = "CONSTRUCT { ?a ?e ?c } { ?a ?b ?c . ?d ?e ?f }"
    got = limited.query(query, "text/turtle")
    assert (got.status, "2,000 statements" in got.text) == (422, True)


def test_lookups_are_answered_beside_many_queries_without_end(limited: Running) -> None:
    with ThreadPoolExecutor(12) as threads:
        endless = [threads.submit(limited.query, ENDLESS + f" #{n}") for n in range(10)]
        time.sleep(0.3)
        begun = time.monotonic()
        found = [limited.query(LOOKUP + f" #{n}") for n in range(50)]
        took = time.monotonic() - begun
        assert {got.status for got in found} == {200}
        assert len({got.body for got in found}) == 1
        statuses = [one.result().status for one in endless]
    assert statuses == [504] * 10
    assert took < 10  # each would have waited a second for one without end
    assert _settled(limited)["long_waiting"] == 0


def test_a_query_of_who_has_hung_up_is_ended(memory_output: Path) -> None:
    with kg_serve(memory_output, "--quiet", "--query-seconds", "60") as server:
        with pytest.raises(TimeoutError):
            server.ask("/sparql?query=" + "%20".join(ENDLESS.split()).replace("#", ""), wait=0.8)
        assert _settled(server)["aside"] == 0


def test_a_worker_that_is_killed_is_replaced_and_its_query_is_told(limited: Running) -> None:
    _settled(limited)
    got: list[Got] = []
    thread = threading.Thread(target=lambda: got.append(limited.query(ENDLESS)))
    thread.start()
    time.sleep(0.4)
    for pid in workers_of(limited):
        os.kill(pid, signal.SIGKILL)
    thread.join()
    assert (got[0].status, got[0].text[:11]) == (422, "query: need")
    assert limited.query(LOOKUP).status == 200
    assert _settled(limited)["ready"] >= 3


def test_the_process_that_forks_them_is_replaced_too(limited: Running) -> None:
    _settled(limited)
    [nursery] = children_of(limited.process.pid)
    os.kill(nursery, signal.SIGTERM)  # which systemd sends to all: the server ends it
    assert limited.query(LOOKUP).status == 200
    got: list[Got] = []
    thread = threading.Thread(target=lambda: got.append(limited.query(ENDLESS)))
    thread.start()
    time.sleep(0.4)
    os.kill(nursery, signal.SIGKILL)
    thread.join()
    ended = (503, "query: the process that answered it has ended; ask again\n")
    assert (got[0].status, got[0].text) == ended
    assert got[0].headers["retry-after"] == "2"
    last = time.monotonic() + 10
    while limited.query(LOOKUP).status != 200 or children_of(limited.process.pid) == [nursery]:
        assert time.monotonic() < last
        time.sleep(0.05)
    time.sleep(0.2)
    assert _settled(limited)["ready"] == 3  # all were lost at once, and each is replaced once


def test_a_query_of_a_store_that_is_gone_is_refused(memory_output: Path, tmp_path: Path) -> None:
    place = tmp_path / "output"
    shutil.copytree(memory_output, place, symlinks=True)
    with kg_serve(place, "--quiet") as server:
        assert server.query(LOOKUP).status == 200
        shutil.rmtree(place)
        for pid in workers_of(server):
            os.kill(pid, signal.SIGKILL)
        got = server.query(LOOKUP)
        while got.status != 503:
            assert got.status in (200, 422)
            got = server.query(LOOKUP)
        assert got.text.startswith("refused: no process can be begun that reads the store")
        assert json.loads(server.ask("/health").text)["status"] == "no worker"


def test_a_query_that_needs_too_much_memory_ends_alone(memory_output: Path) -> None:
    big = "SELECT (GROUP_CONCAT(?x) AS ?y) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(CONCAT(STR(?a), STR(?f), STR(?i)) AS ?x) }"  # fmt: skip
    with kg_serve(memory_output, "--quiet", "--query-memory", "0.1") as server:
        got = server.query(big)
        assert got.status == 422
        assert got.text == "query: needs more than 0.1 GB of memory; ask for less at once\n"
        assert server.query(LOOKUP).status == 200


def test_nothing_is_left_when_the_server_stops(memory_output: Path) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGKILL):
        with kg_serve(memory_output, "--query-seconds", "60") as server:
            got: list[Got] = []
            thread = threading.Thread(target=_quietly, args=(server, got))
            thread.start()
            time.sleep(0.4)
            below = [
                pid for one in children_of(server.process.pid) for pid in (one, *children_of(one))
            ]
            assert len(below) > 3
            code, told = server.stop(number)
            thread.join()
            assert code == {signal.SIGTERM: 0, signal.SIGINT: 0, signal.SIGKILL: -9}[number]
            assert "Traceback" not in told
            told_to = [(one.status, one.text) for one in got]
            stopped = [(503, "the server is being stopped; ask again\n")]
            assert told_to == ([] if number == signal.SIGKILL else stopped)
            last = time.monotonic() + 5
            while any(Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes() for pid in below):  # fmt: skip
                assert time.monotonic() < last, "workers go on without their server"
                time.sleep(0.02)


def _quietly(server: Running, got: list[Got]) -> None:
    with suppress(OSError, HTTPException):  # as it is stopped meanwhile
        got.append(server.query(ENDLESS))
