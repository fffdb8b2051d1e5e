"""Measure the analyses: on the shipped facts, on synthetic graphs, and beside networkx and kglab.

    python -m tests.bench.bench_analysis [--large] [--kglab PYTHON]

`--large` also builds and analyses a million triples, and takes the measures of a network of 271,000
stated links. `--kglab` names the Python of an environment in which kglab is installed; without one
it is left out. Whole commands are CPU seconds of their own processes; measures are the best of
three in this one, except for those that networkx takes long for, which run once and at most LIMIT.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kg.analysis import ANALYSES
from kg.analysis.structure import centrality
from kg.engine.store import open_graph
from kg.history import advice, families, returns
from kg.history.actors import Network, read_network
from kg.history.projections import succession
from kg.make import pipeline
from kg.statistics import likeness as wording
from tests.bench.bench_build import tell
from tests.bench.generate import generate

ROOT = Path(__file__).parents[2]
LIMIT = 60
"""Seconds after which a rival is given up."""

KGLAB = """
import sys, time, kglab, networkx as nx
begun = time.perf_counter()
graph = kglab.KnowledgeGraph().load_rdf(sys.argv[1])
query = "SELECT ?subject ?object WHERE { ?subject ?p ?object . FILTER(isIRI(?object)) }"
made = kglab.SubgraphMatrix(graph, query).build_nx_graph(nx.DiGraph(), bipartite=False)
print(f"{time.perf_counter() - begun:.1f} s to load and project, ", end="")
begun = time.perf_counter()
nx.pagerank(made)
print(f"PageRank {time.perf_counter() - begun:.2f} s, {made.number_of_edges():,} edges")
"""


def main() -> None:
    """Measure what is asked for and print a table of figures and targets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--kglab", metavar="PYTHON")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        facts, small, large = (Path(folder) / name for name in ("facts", "small", "large"))
        pipeline.build(ROOT / "data", facts)
        _commands("the shipped facts", facts, each=3, together=10)
        _report(facts, Path(folder) / "report.html")
        _built(100_000, small)
        _commands("100k triples", small, each=5)
        _measures("100k triples", small)
        if asked.kglab:
            _kglab(asked.kglab, small)
        if asked.large:
            _built(1_000_000, large)
            _commands("1M triples", large, each=30)
            _measures("1M triples", large)
            _network("271k stated links", _stated(20_000, 271_000))


def _built(triples: int, out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        generate(triples, Path(folder))
        pipeline.build(Path(folder), out)


def _commands(what: str, out: Path, each: float, together: float | None = None) -> None:
    """Each analysis as a command of its own, with its imports."""
    total = 0.0
    for name in ANALYSES:
        spent = _run(["analyse", name, "-f", "json", "--graph", str(out)])
        total += spent
        tell(f"kg analyse {name}, {what}", f"{spent:.2f} s", f"< {each:g} s", spent < each)
    met = None if together is None else total < together
    tell("  together", f"{total:.2f} s", f"< {together:g} s" if together else "", met)


def _report(out: Path, target: Path) -> None:
    spent = _run(["report", "--graph", str(out), "-o", str(target)])
    tell("kg report with figures", f"{spent:.2f} s", "< 20 s", spent < 20)


def _run(arguments: list[str]) -> float:
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"kg {' '.join(arguments)} failed")
    return usage.ru_utime + usage.ru_stime


def _measures(what: str, out: Path) -> None:
    """Each costly measure by itself, beside plain networkx on the same network."""
    graph = open_graph(out)
    _one(f"reading the network of actors, {what}", lambda: read_network(graph), None)
    _one(f"reading the successions, {what}", lambda: families.read_families(graph), None)
    tree = succession(graph)
    made = families.Families(tree)
    _one(f"depth and width of family trees, {what}", lambda: families.find_shapes(tree))
    _one(f"oldest forerunners, {what}", lambda: families.find_oldest(made))
    _one(f"what came together again, {what}", lambda: returns.find_reunions(tree))
    given, _ = advice.read_advice(graph)
    texts, reports = {a.id: a.text for a in given}, {a.id: a.report for a in given}
    _one(f"likeness of {len(texts):,} texts, {what}",
         lambda: wording.find_alike(texts, reports, 0.4))  # fmt: skip
    _network(what, read_network(graph))


def _network(what: str, network: Network) -> None:
    import networkx as nx

    _, made = centrality.to_graph(network)
    plain = nx.Graph(list(network.links))
    directed = nx.DiGraph(list(network.links))
    exact = len(made) <= centrality.EXACT_BELOW
    print(f"-- {what}: {len(made):,} actors, {len(made.edges):,} links, parallel ones merged")
    bound = "exact" if exact else f"from {centrality.PIVOTS} pivots"
    pairs: list[tuple[str, Callable[[], object], Callable[[], object]]] = [
        (f"betweenness, {bound}", lambda: centrality.betweenness(made),
         lambda: nx.betweenness_centrality(plain, k=None if exact else centrality.PIVOTS)),
        ("PageRank", lambda: centrality.find_ranks(made), lambda: nx.pagerank(plain)),
        ("strongly connected parts", lambda: families.find_cycles(directed),
         lambda: list(nx.strongly_connected_components(directed))),
        ("communities (Leiden, Louvain)", lambda: centrality.find_communities(made),
         lambda: nx.community.louvain_communities(plain, seed=centrality.SEED)),
    ]  # fmt: skip
    for name, ours, theirs in pairs:
        _one(f"{name}, {what}", ours, None if "communities" in name else 2, theirs)


def _one(
    what: str, job: Callable[[], object], most: float | None = 2,
    rival: Callable[[], object] | None = None,
) -> None:  # fmt: skip
    spent = min(_clock(job) for _ in range(3))
    beside = "" if rival is None else f" (networkx {_limited(rival)})"
    met = None if most is None else spent < most
    tell(what, f"{spent * 1000:,.0f} ms{beside}", "" if most is None else f"< {most:g} s", met)


def _clock(job: Callable[[], object]) -> float:
    begun = time.process_time()
    job()
    return time.process_time() - begun


def _limited(job: Callable[[], object]) -> str:
    """Return how long a rival takes, in a process that is ended at the limit."""
    fork = multiprocessing.get_context("fork")
    receive, send = fork.Pipe(duplex=False)
    process = fork.Process(target=lambda: send.send(_clock(job)))
    process.start()
    process.join(LIMIT)
    if process.is_alive():
        process.terminate()
        process.join()
        return f"> {LIMIT} s"
    return f"{receive.recv() * 1000:,.0f} ms"


def _stated(nodes: int, links: int) -> Network:
    """Return a network of so many stated links, some stated twice, hubs as in real ones."""
    source = random.Random(42)
    ends: list[int] = list(range(nodes))
    found: dict[tuple[str, str], str] = {}
    for _ in range(links):
        a, b = source.randrange(nodes), source.choice(ends)
        ends.append(b)
        if a != b:
            found[f"n{min(a, b):05}", f"n{max(a, b):05}"] = ""
    names = {name for pair in found for name in pair}
    return Network({name: name for name in names}, dict.fromkeys(names, "Body"), found)


def _kglab(python: str, out: Path) -> None:
    """The same triples loaded and projected by kglab, and its PageRank over all of them."""
    command = [python, "-c", KGLAB, str(out / "nhs-it.ttl")]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LIMIT)
        said = ran.stdout if ran.returncode == 0 else ran.stderr
        told = (said.strip().splitlines() or ["nothing"])[-1]
    except subprocess.TimeoutExpired:
        told = f"> {LIMIT} s to load and project"
    print(f"kglab: {told}")


if __name__ == "__main__":
    main()
