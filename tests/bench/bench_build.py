"""Measure `kg build`: beside the obvious way, beside raw pyoxigraph, and as the data grows.

    python -m tests.bench.bench_build [--baseline] [--large]

`--baseline` also runs the obvious way (some minutes), `--large` a million triples. CPU seconds of
single-threaded steps, median of interleaved rounds; read the ratios.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kg.export.rdf import dump
from kg.export.turtle import write_turtle
from kg.make.checked_graph import make_graph
from kg.model import terms
from kg.read.ontology import load_rules, load_vocabulary
from kg.triples.infer import infer
from tests.bench.generate import generate
from tests.encoding import encode_tables

ROOT = Path(__file__).parents[2]
DATA, ONTOLOGY = ROOT / "data", ROOT / "ontology"
ROUNDS = 5
BASELINE_TRIPLES = 10_000
"""pySHACL with SPARQL constraints did not end within 950 CPU seconds on the shipped facts."""


def main() -> None:
    """Run what is asked for and print a table of figures, targets and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--baseline", action="store_true")
    parser.add_argument("--large", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _whole(place)
        _floors(DATA, "shipped facts", place)
        generate(120_000, place / "data")
        _floors(place / "data", "120k synthetic", place)
        _help()
        if wanted.baseline:
            _baseline(place)
        _growth(place, (100_000, 1_000_000) if wanted.large else (25_000, 100_000))


def tell(what: str, figure: str, target: str = "", met: bool | None = None) -> None:
    """Print one line of the table."""
    verdict = {True: "met", False: "MISSED", None: ""}[met]
    print(f"{what:<58}{figure:>22}  {target:<16}{verdict}", flush=True)


def _whole(place: Path) -> None:
    """Time and memory of the command itself, from nothing and unchanged."""
    first = _run(["build", "--quiet", "--data", str(DATA), "--out", str(place / "out")])
    again = _run(["build", "--quiet", "--data", str(DATA), "--out", str(place / "out")])
    tell("kg build, shipped facts, from nothing", f"{first[0]:.2f} s", "< 4 s", first[0] < 4)
    tell("  peak memory", f"{first[1]:.0f} MB", "< 250 MB", first[1] < 250)
    tell("kg build, unchanged", f"{again[0]:.2f} s", "< 0.5 s", again[0] < 0.5)


def _run(arguments: list[str]) -> tuple[float, float]:
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "kg", *arguments], stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"kg {' '.join(arguments)} failed")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def _floors(data: Path, name: str, place: Path) -> None:
    """Load, rules and Turtle, each beside raw pyoxigraph doing the same."""
    vocabulary = load_vocabulary(ONTOLOGY)
    lines = encode_tables(data, vocabulary).lines
    text = "\n".join([*lines, ""]).encode()
    rules = load_rules(ONTOLOGY)

    def load_ours() -> None:
        _loaded("\n".join([*lines, ""]).encode())

    ours, raw = _compare(load_ours, lambda: _loaded(text))
    _tell_ratio(f"load, {name}, over raw pyoxigraph", ours / raw, 1.15)
    ours, raw = _compare(
        lambda s: infer(s, rules), lambda s: _raw_rules(s, rules), lambda: _loaded(text)
    )
    _tell_ratio(f"rules, {name}, over raw pyoxigraph", ours / raw, 1.15)
    store = _loaded(text)
    infer(store, rules)
    dumped = place / "dump.nt"

    def write() -> None:
        dump(store, dumped)
        write_turtle(dumped, place / "dump.ttl", terms.SHIPPED)

    ours, raw = _compare(
        write,
        lambda: store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()),
    )
    what = f"canonical Turtle, {len(store):,} triples, over an unsorted dump"
    _tell_ratio(what, ours / raw, 3 if len(store) > 100_000 else None)


def _tell_ratio(what: str, ratio: float, most: float | None) -> None:
    met = None if most is None else ratio <= most
    tell(what, f"{ratio:.2f} x", f"<= {most:g} x" if most else "", met)


def _raw_rules(store: ox.Store, rules: list[tuple[str, str]]) -> None:
    for _, rule in rules:
        answer = store.query(rule, prefixes=terms.SHIPPED.prefixes)
        assert isinstance(answer, ox.QueryTriples)
        store.extend([ox.Quad(*triple) for triple in answer])


def _loaded(text: bytes) -> ox.Store:
    store = ox.Store()
    store.bulk_load(text, ox.RdfFormat.N_TRIPLES)
    return store


def _compare(
    ours: Callable[..., object],
    theirs: Callable[..., object],
    prepare: Callable[[], object] | None = None,
) -> tuple[float, float]:
    """Return the median CPU seconds of two jobs, run in turns.

    What `prepare` makes is handed to a job, afresh each time, and is not timed.
    """
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for job, found in zip((ours, theirs), times, strict=True):
            given = () if prepare is None else (prepare(),)
            begun = time.process_time()
            job(*given)
            found.append(time.process_time() - begun)
    return statistics.median(times[0]), statistics.median(times[1])


def _help() -> None:
    empty = (
        "import typer\napp = typer.Typer(pretty_exceptions_enable=False)\n"
        "@app.command()\ndef a(x: int = 1): pass\n@app.command()\ndef b(): pass\n"
        "app(['--help'])"
    )

    def run(arguments: list[str]) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    pairs = [(run(["-m", "kg", "--help"]), run(["-c", empty])) for _ in range(9)]
    ratio = statistics.median(a for a, _ in pairs) / statistics.median(b for _, b in pairs)
    tell("kg --help over an empty typer application", f"{ratio:.2f} x", "<= 1.5 x", ratio <= 1.5)


def _baseline(place: Path) -> None:
    """The obvious way on a graph small enough for it to end, and the triples of the two equal."""
    from tests.bench import baseline

    data = place / "small"
    generate(BASELINE_TRIPLES, data)
    seconds, graph = baseline.build(data, ONTOLOGY, place / "baseline.ttl")
    begun = time.process_time()
    checked = make_graph(data, ONTOLOGY)
    dump(checked.store, place / "ours.nt")
    write_turtle(place / "ours.nt", place / "ours.ttl", terms.SHIPPED)
    ours = time.process_time() - begun
    obvious = ox.Store()
    obvious.bulk_load(graph.serialize(format="nt").encode(), ox.RdfFormat.N_TRIPLES)
    dump(obvious, place / "obvious.nt")
    theirs_lines, ours_lines = (
        {*(place / name).read_text("utf8").split("\n")} for name in ("obvious.nt", "ours.nt")
    )
    if theirs_lines != ours_lines - {*checked.layers["meta"]}:
        raise SystemExit("the obvious way made other triples; its times mean nothing")
    for step, value in seconds.items():
        tell(f"  the obvious way: {step}", f"{value:.2f} s")
    theirs = sum(seconds.values())
    tell(f"the obvious way, {len(graph):,} triples, equal to ours", f"{theirs:.1f} s")
    tell("ours, to checked graph and Turtle", f"{ours:.2f} s")
    tell("  faster", f"{theirs / ours:.0f} x", ">= 10 x", theirs / ours >= 10)


def _growth(place: Path, sizes: tuple[int, ...]) -> None:
    """A build of the whole output at growing sizes: seconds and memory per triple."""
    for size in sizes:
        data, out = place / f"data-{size}", place / f"out-{size}"
        generate(size, data)
        seconds, peak = _run(["build", "--quiet", "--data", str(data), "--out", str(out)])
        triples = len(ox.Store.read_only(str(out / "store")))
        tell(
            f"kg build, {triples:,} quads in the store",
            f"{seconds:.1f} s, {peak:.0f} MB", f"{seconds / triples * 1e6:.0f} µs a quad",
        )  # fmt: skip


if __name__ == "__main__":
    main()
