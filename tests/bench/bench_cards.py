"""Measure cards, lineage and search: whole processes, and inside one, on the facts and larger.

    python tests/bench/bench_cards.py --out output --copies 14

The larger graph is the built one, copied so many times under other ids (14 copies: a million
triples and more). Each row compares with a bare rival in the same run, case after case in turn.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kg.engine.store import MANIFEST, STORE, LocalGraph, open_graph, read_manifest
from kg.history.lineage import find_closure
from kg.index.filling import write_index
from kg.index.index import INDEX, index_of
from kg.index.search import search

BARE = """
import sys, typer, pyoxigraph as ox
app = typer.Typer()
@app.command()
def ask(store: str) -> None:
    found = ox.Store.read_only(store).query(
        "SELECT ?p ?o WHERE { <https://w3id.org/nhs-it/id/nhsx> ?p ?o }")
    print(len(list(found)))
app()
"""
CLOSURE = "SELECT DISTINCT ?heir WHERE { %s (^nhsit:endedBody/(nhsit:createdBody|nhsit:gainingBody))+ ?heir }"
QUERIES = ("npfit", "connecting for heath", "nhs englnd", "wachter", "summary care record")


def copy_graph(built: Path, folder: Path, copies: int) -> None:
    """Write a graph of several copies of a built one, each under ids of its own, and its index."""
    graph = open_graph(built)
    lines = graph.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    text = (lines or b"").decode()
    store = ox.Store(str(folder / STORE))
    store.bulk_load(text.encode(), ox.RdfFormat.N_TRIPLES)
    for copy in range(1, copies):
        more = re.sub(r"(nhs-it/(?:id|claim|cite)/[^>]+)>", rf"\1-c{copy}>", text)
        more = re.sub(r'("[^"\\]*)"@en', rf'\1 {copy}"@en', more)
        store.bulk_load(more.encode(), ox.RdfFormat.N_TRIPLES)
    store.flush()
    begun = time.perf_counter()
    write_index(folder / INDEX, LocalGraph(store, "memory"), ())
    spent = time.perf_counter() - begun
    print(f"index of {len(store):,} triples: {spent:.1f} s, "
          f"{(folder / INDEX).stat().st_size / 1e6:.0f} MB")  # fmt: skip
    (folder / MANIFEST).write_text(json.dumps(read_manifest(built)), "utf8")


def measure_processes(out: Path, rounds: int) -> None:
    """Print the CPU time of whole commands beside a bare application that opens the store."""
    kg = [str(Path(sys.executable).parent / "kg")]
    cases = {
        "bare typer + store + lookup": [sys.executable, "-c", BARE, str(out / STORE)],
        "kg show": [*kg, "show", "nhsx", "--graph", str(out)],
        "kg lineage": [*kg, "lineage", "nhs-digital", "--graph", str(out)],
        "kg what-if": [
            *kg,
            "what-if",
            "end",
            "nhs-england",
            "--to",
            "dhsc",
            "--on",
            "2027-04-01",
            "--graph",
            str(out),
        ],
        "kg search": [*kg, "search", "wachter", "--graph", str(out)],
    }
    spent: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, command in cases.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent[name].append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    base = statistics.median(next(iter(spent.values())))
    for name, times in spent.items():
        middle = statistics.median(times)
        print(f"{name:30} {middle * 1e3:7.0f} ms CPU  {middle / base:5.2f} x")


def measure_inside(out: Path) -> None:
    """Print the time of searches, and of the lineage closure beside the same in SPARQL."""
    graph = open_graph(out)
    index = index_of(graph)
    begun = time.perf_counter()
    search(index, "first")
    print(f"search, first call {(time.perf_counter() - begun) * 1e3:.0f} ms, "
          f"{len(index.keys()):,} names")  # fmt: skip
    for words in QUERIES:
        print(f"search {words!r:28} {_best(lambda w=words: search(index, w)) * 1e3:7.1f} ms")
    for slug in ("nhs-information-authority", "gp-fundholding", "nhsx"):
        query = CLOSURE % f"id:{slug}"
        theirs = sorted(s["heir"].value.rpartition("/")[2] for s in graph.query(query))
        assert theirs == find_closure(index, slug), slug
        slow = _best(lambda q=query: list(graph.query(q)))
        index._down.clear()
        begun = time.perf_counter()
        find_closure(index, slug)
        cold = time.perf_counter() - begun
        fast = _best(lambda s=slug: find_closure(index, s))
        print(f"closure of {slug:26} SPARQL {slow * 1e6:6.0f} us, index {fast * 1e6:5.0f} us "
              f"({slow / fast:.0f} x), first time {cold * 1e6:.0f} us ({slow / cold:.1f} x)")  # fmt: skip


def _best(call: Callable[[], object], rounds: int = 20) -> float:
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        call()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def main() -> None:
    """Measure the built graph, then the larger one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("output"))
    parser.add_argument("--copies", type=int, default=14)
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args()
    measure_processes(asked.out, asked.rounds)
    measure_inside(asked.out)
    with tempfile.TemporaryDirectory() as folder:
        copy_graph(asked.out, Path(folder), asked.copies)
        measure_processes(Path(folder), asked.rounds)
        measure_inside(Path(folder))


if __name__ == "__main__":
    main()
