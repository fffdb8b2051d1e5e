"""Measure `kg serve`: lookups beside two peers, beside long queries, its start and its memory.

    python -m tests.bench.bench_serve [--graph FOLDER]

Each figure stands beside a rival on the same graph in the same run, in turn; read the ratios. The
bare application is Starlette over pyoxigraph in one process, without limits or workers;
rdflib-endpoint (PyPI) is what many use.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.engine.store import STORE
from tests.bench.bench_build import tell
from tests.bench.http_load import get
from tests.server import free_port

ROUNDS = 5
SETTLED = 4.0
"""Seconds after its start until a server has read what its first page needs."""
LOOKUPS = 2000
CLIENTS = 64
"""Connections that ask at once where throughput is measured."""
BARE = """
import sys, uvicorn, pyoxigraph as ox
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
store = ox.Store.read_only(sys.argv[1])
async def sparql(request):
    answer = store.query(request.query_params["query"])
    return Response(answer.serialize(format=ox.QueryResultsFormat.JSON),
                    media_type="application/sparql-results+json")
uvicorn.run(Starlette(routes=[Route("/sparql", sparql)]), port=int(sys.argv[2]),
            http="httptools", loop="uvloop", log_level="critical", access_log=False)
"""
PEER = """
import sys, uvicorn, rdflib
from rdflib_endpoint import SparqlEndpoint
graph = rdflib.Graph().parse(sys.argv[1], format="nt")
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), port=int(sys.argv[2]),
            http="httptools", loop="uvloop", log_level="critical", access_log=False)
"""
RUNAWAY = (
    "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f && ?i != {n}) }}"
)


def main() -> None:
    """Run what is asked for and print a table of figures, targets and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graph", type=Path, default=Path("output"))
    parser.add_argument("--no-peer", action="store_true")
    wanted = parser.parse_args()
    lookups = read_lookups(wanted.graph)
    with tempfile.TemporaryDirectory() as folder:
        measure_start(wanted.graph, lookups[0])
        measure_lookups(wanted.graph, Path(folder), lookups, not wanted.no_peer)
        measure_runaways(wanted.graph, lookups)
        measure_many(wanted.graph, lookups)
        measure_large(wanted.graph)


def read_lookups(graph: Path) -> list[str]:
    """Return queries for what is said of each thing, none twice."""
    store = ox.Store.read_only(str(graph / STORE))
    things = store.query("SELECT DISTINCT ?s { ?s a ?c FILTER(isIRI(?s)) } ORDER BY ?s")
    return [f"SELECT ?p ?o WHERE {{ {row[0]} ?p ?o }}" for row in things]  # type: ignore[union-attr]


@contextmanager
def started(command: list[str]) -> Iterator[tuple[int, int]]:
    """Start a server; give its port and process when it answers."""
    port = free_port()
    command = [part.format(port=port) for part in command]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait(port)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def wait(port: int) -> None:
    """Return when a server answers a query."""
    import socket

    last = time.monotonic() + 120
    ask = get("ASK { ?s ?p ?o }").encode()
    while time.monotonic() < last:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as sock:
                sock.settimeout(30)
                sock.sendall(ask)
                if b"200" in sock.recv(100):
                    return
        except OSError:
            time.sleep(0.005)
    raise AssertionError("the server did not start")


def ours(graph: Path, *options: str) -> list[str]:
    """Return the command that serves a graph."""
    return [sys.executable, "-m", "kg", "serve", "--port", "{port}", "--quiet", "--graph", str(graph), *options]  # fmt: skip


def load(port: int, queries: list[str], connections: int) -> dict[str, object]:
    """Return what came of some queries over so many connections."""
    command = [sys.executable, "-m", "tests.bench.http_load", str(port), str(connections)]
    given = json.dumps([get(query) for query in queries]).encode()
    done = subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout))


def percentile(times: list[float], share: float) -> float:
    """Return the time under which a share of some times lie."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def memory_of(pid: int) -> float:
    """Return the megabytes of a process and those below it; what they share counts once."""
    total = 0
    for one in [pid, *descendants(pid)]:
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text("ascii").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def descendants(pid: int) -> list[int]:
    """Return the processes below a process."""
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return []
    return [one for child in map(int, below) for one in (child, *descendants(child))]


def measure_start(graph: Path, query: str) -> None:
    """From nothing to the first answer, and the memory of all processes then."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        with started(ours(graph)) as (port, pid):
            times.append(time.perf_counter() - begun)
            load(port, [query], 1)
            size = memory_of(pid)
    took = min(times)
    tell("cold start to the first answer", f"{took:.2f} s", "< 1 s", took < 1)
    tell("  memory of all its processes", f"{size:.0f} MB", "< 150 MB", size < 150)


def measure_lookups(graph: Path, place: Path, lookups: list[str], with_peer: bool) -> None:
    """Requests a second of queries that are never asked twice, beside both peers.

    The processor time of a lookup stands beside: on a busy machine it is the steadier figure.
    """
    dump = place / "graph.nt"
    store = ox.Store.read_only(str(graph / STORE))
    store.dump(str(dump), ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    bare = [sys.executable, "-c", BARE, str(graph / STORE), "{port}"]
    peer = [sys.executable, "-c", PEER, str(dump), "{port}"]
    fresh = iter(lookups * 9)
    with started(ours(graph)) as server:
        time.sleep(SETTLED)
        with started(bare) as rival:
            ratios = [_beside(fresh, server, rival, LOOKUPS) for _ in range(ROUNDS)]
            _tell_ratio("a bare application", ratios, 0.5)
        if with_peer:
            with started(peer) as rival:
                ratios = [_beside(fresh, server, rival, LOOKUPS // 10) for _ in range(ROUNDS)]
                _tell_ratio("rdflib-endpoint", ratios, 15)


def _beside(
    fresh: Iterator[str], ours: tuple[int, int], theirs: tuple[int, int], number: int
) -> tuple[float, float]:
    """Return how many times as many lookups a second we answer, and how many per processor time."""
    rates, costs = [], []
    for (port, pid), many in ((ours, LOOKUPS), (theirs, number)):
        before = processor_of(pid)
        found = load(port, [next(fresh) for _ in range(many)], CLIENTS)
        assert set(found["statuses"]) == {200}, set(found["statuses"])  # type: ignore[call-overload]
        rates.append(many / float(found["seconds"]))  # type: ignore[arg-type]
        costs.append((processor_of(pid) - before) / many)
    print(f"  {rates[0]:.0f} and {rates[1]:.0f} a second; {costs[0] * 1e3:.2f} and {costs[1] * 1e3:.2f} ms of processor each")  # fmt: skip
    return rates[0] / rates[1], costs[1] / costs[0]


def _tell_ratio(peer: str, found: list[tuple[float, float]], least: float) -> None:
    ratio, saved = (statistics.median(values) for values in zip(*found, strict=True))
    tell(
        f"lookups a second over those of {peer}", f"{ratio:.2f} x", f">= {least} x", ratio >= least
    )
    print(f"  by processor time of all processes: {saved:.2f} x")


def processor_of(pid: int) -> float:
    """Return the processor seconds of a process and those below it."""
    spent = 0
    for one in [pid, *descendants(pid)]:
        fields = Path(f"/proc/{one}/stat").read_text("ascii").rpartition(")")[2].split()
        spent += int(fields[11]) + int(fields[12])
    return spent / os.sysconf("SC_CLK_TCK")


def measure_runaways(graph: Path, lookups: list[str]) -> None:
    """The slowest of lookups beside ten queries without end, and how late those are ended."""
    limit = 4.0
    with started(ours(graph, "--query-seconds", str(limit))) as (port, _):
        time.sleep(SETTLED)
        ratios = []
        for turn in range(3):
            part = lookups[turn * LOOKUPS : (turn + 1) * LOOKUPS]
            calm = percentile(load(port, part, 4)["times"], 0.99)  # type: ignore[arg-type]
            command = [sys.executable, "-m", "tests.bench.http_load", str(port), "10"]
            endless = [get(RUNAWAY.format(n=turn * 10 + n)) for n in range(10)]
            with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
                assert other.stdin and other.stdout
                other.stdin.write(json.dumps(endless).encode())
                other.stdin.close()
                time.sleep(1.0)
                beside = percentile(load(port, part, 4)["times"], 0.99)  # type: ignore[arg-type]
                told = json.loads(other.stdout.read())
            ratios.append(beside / calm)
            late = min(t for t in told["times"]) - limit
            print(f"  p99 {calm * 1e3:.1f} ms, beside ten without end {beside * 1e3:.1f} ms; ended {sorted(told['statuses'])}")  # fmt: skip
    ratio = statistics.median(ratios)
    tell("p99 of lookups beside ten runaways", f"{ratio:.1f} x", "<= 3 x", ratio <= 3)
    tell("a runaway is ended after its limit by", f"{late * 1e3:.0f} ms", "<= 50 ms", late <= 0.05)


def measure_many(graph: Path, lookups: list[str]) -> None:
    """Ten thousand requests of two hundred clients."""
    with started(ours(graph)) as (port, _):
        found = load(port, (lookups * 2)[:10_000], 200)
    statuses = {s: found["statuses"].count(s) for s in set(found["statuses"])}  # type: ignore[attr-defined,call-overload]
    tell("10,000 requests of 200 clients", f"{statuses}", "200, 503", set(statuses) <= {200, 503})
    print(f"  {10_000 / float(found['seconds']):.0f} a second")  # type: ignore[arg-type]


def measure_large(graph: Path) -> None:
    """The memory that an answer of everything takes."""
    with started(ours(graph)) as (port, pid):
        load(port, ["ASK { ?s ?p ?o }"], 1)
        before = memory_of(pid)
        command = [sys.executable, "-m", "tests.bench.http_load", str(port), "1"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as asking:
            assert asking.stdin
            asking.stdin.write(json.dumps([get("SELECT * { ?s ?p ?o }")]).encode())
            asking.stdin.close()
            most = before
            while asking.poll() is None:
                most = max(most, memory_of(pid))
                time.sleep(0.02)
    tell("memory for an answer of all statements", f"+{most - before:.0f} MB", "< 60 MB", most - before < 60)  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", str(Path(__file__).parents[2]))
    main()
