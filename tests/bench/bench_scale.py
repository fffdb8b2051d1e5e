"""Measure what a large record costs, step by step as who runs one takes them, beside the engine.

    python -m tests.bench.bench_scale [--large] [--folder FOLDER]

A record of a million triples, with `--large` of ten million. Every command runs in a process of
its own; its memory is the peak that the system tells. A lookup stands beside a bare process that
opens the same store and asks the same. Read the ratios.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from kg.ask.questions import find_questions
from kg.engine.store import open_graph
from tests.bench.bench_build import tell
from tests.bench.generate import generate

GOALS = {1_000_000: (30.0, 700.0), 10_000_000: (360.0, 2_500.0)}
"""Triples -> seconds and megabytes that a build may take."""
_BARE = """
import pyoxigraph as ox, sys
store = ox.Store.read_only(sys.argv[1])
print(len(list(store.quads_for_pattern(ox.NamedNode(sys.argv[2]), None, None))))
"""
_SLOWEST = 5
_ANALYSES = ("lifetimes", "churn", "recurrence", "people", "suppliers", "structure", "quality")
_LIMIT = 900.0
"""Seconds after which a command is ended, and counts as missed."""

Cost = tuple[float, float]
"""Seconds and megabytes."""


def main() -> None:
    """Run every step and print a table of figures and goals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="ten million triples, not one")
    parser.add_argument("--folder", type=Path, help="where to work; by default a folder removed")
    wanted = parser.parse_args()
    size = 10_000_000 if wanted.large else 1_000_000
    with tempfile.TemporaryDirectory(dir=wanted.folder) as folder:
        measure(Path(folder), size)


def measure(place: Path, size: int) -> None:
    """Measure a record of so many triples, in a folder."""
    data, out = place / "data", place / "output"
    generate(size, data)
    whole = _build(data, out, size)
    store, slug = str(out / "store"), "body-1"
    iri = f"https://w3id.org/nhs-it/id/{slug}"
    bare = min(_run([sys.executable, "-c", _BARE, store, iri])[0] for _ in range(3))
    tell("a bare process that opens the store and asks", f"{bare:.2f} s")
    at = ["--graph", str(out)]
    for name, command, most in (
        ("kg show", ["show", slug], 0.0),
        ("kg lineage", ["lineage", slug], 0.0),
        ("kg search", ["search", "valley district"], 0.5),
        ("kg as-of", ["as-of", "2010"], 0.5),
        ("kg recommendations, one topic", ["recommendations", "--topic", "topic-cyber"], 1.0),
    ):
        _tell_cost(name, min(_kg([*command, *at]) for _ in range(3)), most)
    _questions(out)
    for name in _ANALYSES:
        cost = _kg(["analyse", name, *at])
        _tell_cost(f"kg analyse {name}", cost, 10.0 if size == 1_000_000 else 0.0)
    cost = _kg(["export", "html", *at, "-o", str(place / "part.html")])
    _tell_cost("explorer of the most important part", cost, 10.0)
    cost = _kg(["export", "html", "--about", slug, "--depth", "2", *at,
                "-o", str(place / "about.html")])  # fmt: skip
    _tell_cost("explorer of what is about one body", cost, 10.0)
    _rebuild(data, out, whole)


def _build(data: Path, out: Path, size: int) -> float:
    cost = _kg(["build", "--quiet", "--data", str(data), "--out", str(out)])
    seconds, megabytes = GOALS[size]
    tell(f"kg build, {size:,} triples", f"{cost[0]:.1f} s", f"<= {seconds:g} s", cost[0] <= seconds)
    met = cost[1] <= megabytes
    tell("  peak memory", f"{cost[1]:,.0f} MB", f"<= {megabytes:g} MB", met)
    return cost[0]


def _rebuild(data: Path, out: Path, whole: float) -> None:
    """Build again after one cell has changed, beside the whole build."""
    table = data / "bodies.csv"
    text = table.read_text("utf8")
    head, first, rest = text.split("\n", 2)
    table.write_text("\n".join([head, first.replace("Foundation", "Renamed", 1), rest]), "utf8")
    seconds, _ = _kg(["build", "--quiet", "--data", str(data), "--out", str(out)])
    share = seconds / whole
    tell("kg build after one changed cell, of the whole", f"{share:.0%}", "<= 15 %", share <= 0.15)


def _questions(out: Path) -> None:
    """Ask every ready question in this process; tell the slowest, each with its example."""
    graph = open_graph(out)
    found = []
    for name, question in find_questions(graph).items():
        begun = time.perf_counter()
        answer = graph.query(question.fill({}))
        rows = sum(1 for _ in answer) if hasattr(answer, "__iter__") else 1
        found.append((time.perf_counter() - begun, name, rows))
    for seconds, name, rows in sorted(found, reverse=True)[:_SLOWEST]:
        what = f"kg ask {name}, {rows:,} rows"
        tell(what, f"{seconds:.2f} s", "<= 15 s", seconds <= 15)


def _tell_cost(what: str, cost: Cost, most: float) -> None:
    seconds, megabytes = cost
    goal, met = (f"<= {most:g} s", seconds <= most) if most else ("", None)
    tell(what, f"{seconds:.2f} s, {megabytes:,.0f} MB", goal, met)


def _kg(arguments: Sequence[str]) -> Cost:
    return _run([sys.executable, "-m", "kg", *arguments])


def _run(command: Sequence[str]) -> Cost:
    """Run a command to its end; return its seconds and its peak memory."""
    begun = time.perf_counter()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(["timeout", str(_LIMIT), *command], stdout=quiet, stderr=quiet)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        print(f"failed: {' '.join(command)}", file=sys.stderr)
        return float("inf"), usage.ru_maxrss / 1024
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
