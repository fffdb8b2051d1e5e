"""Measure asking: ready questions, lineage and search in one process, and whole commands.

    python -m tests.bench.bench_ask [--graph FOLDER ...] [--sizes 100000 1000000] [--kglab]

Without `--graph`, the shipped facts and synthetic ones of each size are built. Each figure stands
beside a rival on the same graph in the same run, case after case in turn; read the ratios. `--kglab`
installs kglab into an environment of its own, in a temporary folder.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pyoxigraph as ox

import kg
from kg.ask.questions import Question, bind, find_questions
from kg.engine.store import STORE, LocalGraph, open_graph
from kg.errors import KgError
from kg.history.lineage import find_closure, find_lineage
from kg.index.filling import fill_index
from kg.index.index import INDEX, Index, open_index
from kg.index.search import search
from kg.model import terms
from tests.bench.bench_build import tell
from tests.bench.generate import generate

ROUNDS = 5
LIMIT = 20.0
"""Seconds that rdflib and kglab may take for one question; one that takes longer counts as this."""
SAMPLE = 6
"""Questions that rdflib is asked of a large graph, spread over the alphabet."""
LARGE = 200_000
"""Quads from which a graph is large."""
NAMES = 300_000

PEER = """
import json, sys, time
path, kind = sys.argv[1:]
if kind == "kglab":
    import kglab
    graph = kglab.KnowledgeGraph().load_rdf(path, format="nt")
else:
    import rdflib
    graph = rdflib.Graph().parse(path, format="nt")
print("ready", flush=True)
for query in json.load(sys.stdin):
    begun = time.process_time()
    try:
        list(graph.query(query))
        print(time.process_time() - begun, flush=True)
    except Exception as error:
        print("refused", type(error).__name__, flush=True)
"""
BARE = """
import sys, typer, pyoxigraph as ox
app = typer.Typer()
@app.command()
def ask(store: str, query: str) -> None:
    for row in ox.Store.read_only(store).query(query):
        print(*(term.value for term in row))
app()
"""
LOOKUP = "SELECT ?p ?o WHERE {{ <{iri}> ?p ?o }}"
DOWN = """SELECT DISTINCT ?heir WHERE {{
  id:{slug} (^nhsit:endedBody/(nhsit:createdBody|nhsit:gainingBody))+ ?heir }}"""
UP = """SELECT DISTINCT ?elder WHERE {{
  id:{slug} (^(nhsit:createdBody|nhsit:gainingBody)/nhsit:endedBody)+ ?elder }}"""


def main() -> None:
    """Measure each graph, then the search of a large index."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graph", type=Path, nargs="*", default=[], help="built folders")
    parser.add_argument("--sizes", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--kglab", action="store_true")
    parser.add_argument("--no-peers", action="store_true", help="leave out rdflib and kglab")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        peers = {} if asked.no_peers else {"rdflib": sys.executable}
        if asked.kglab:
            peers |= _install_kglab(place)
        before: tuple[int, dict[str, float]] = (0, ())
        for graph in asked.graph or _build(place, asked.sizes):
            quads = len(open_graph(graph).store)
            print(f"-- {graph.name}: {quads:,} quads", flush=True)
            spent = measure_questions(graph, place, peers)
            if before[0] and quads > 2 * before[0]:
                tell_growth(quads / before[0], before[1], spent)
            before = quads, spent
            measure_lineage(graph)
            measure_processes(graph)
            measure_search(f"kg search, {graph.name}", _open(graph), 0.05)
        measure_search("kg search, large", _large_index(), 0.2)


def _build(place: Path, sizes: Iterable[int]) -> Iterable[Path]:
    """Yield the shipped facts and synthetic ones, built."""
    for size in (0, *sizes):
        data, out = place / f"data-{size}", place / (f"synthetic-{size}" if size else "shipped")
        if size:
            generate(size, data)
        command = [sys.executable, "-m", "kg", "build", "--quiet", "--out", str(out)]
        subprocess.run(command + (["--data", str(data)] if size else []), check=True)
        yield out


def _install_kglab(place: Path) -> dict[str, str]:
    """Return the Python that has kglab; none, and a word about it, where it does not install."""
    venv.create(place / "kglab", with_pip=True)
    python = place / "kglab" / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "kglab"]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    loads = subprocess.run([str(python), "-c", "import kglab"], capture_output=True, text=True)
    for step in (done, loads):
        if step.returncode:
            tell("kglab", "not installable", step.stderr.strip().splitlines()[-1][:60])
            return {}
    return {"kglab": str(python)}


def measure_questions(graph: Path, place: Path, peers: dict[str, str]) -> dict[str, float]:
    """Every question with its example, beside the engine alone, rdflib and kglab.

    Returns the seconds that each took.
    """
    face = kg.open(graph)
    opened, index = open_graph(graph), _open(graph)
    times: dict[str, tuple[float, float]] = {}
    texts: dict[str, str] = {}
    plain: list[float] = []
    asked: dict[str, dict[str, str]] = {}
    for question in find_questions().values():
        given = asked[question.name] = _example(question, index)
        try:
            texts[question.name] = bind(opened, question, given)
        except KgError as error:
            print(f"  {question.name}: {str(error).splitlines()[0][:80]}")
            continue
        times[question.name] = _turns(
            partial(face.ask, question.name, **given),
            lambda q=texts[question.name]: _read(opened.store, q),  # type: ignore[misc]
        )
        result = face.ask(question.name, **given)
        plain.append((times[question.name][0] + _time(lambda r=result: list(r))) / times[question.name][1])  # type: ignore[misc]  # fmt: skip
    for name, (ours, raw) in sorted(times.items(), key=lambda item: -item[1][0])[:5]:
        print(f"  slowest: {name:40} {ours * 1e3:9.2f} ms, raw {raw * 1e3:9.2f} ms")
    for name, (ours, raw) in sorted(times.items(), key=lambda item: item[1][1] - item[1][0])[:3]:
        print(f"  most over raw: {name:34} {ours * 1e3:9.2f} ms, raw {raw * 1e3:9.2f} ms")
    ratio = _mean(ours / raw for ours, raw in times.values())
    tell(f"{len(times)} questions over raw pyoxigraph", f"{ratio:.2f} x", "<= 1.1 x", ratio <= 1.1)
    print(f"  with every row turned into plain values: {_mean(plain):.2f} x")
    begun = time.perf_counter()
    quick = kg.open(graph, memory=True)
    took = time.perf_counter() - begun
    gain = _mean(
        ours / _turns(partial(quick.ask, name, **asked[name]), lambda: None)[0]
        for name, (ours, _) in times.items()
    )
    print(f"  copied into memory, which takes {took:.1f} s: {gain:.1f} x as fast")
    names = sorted(times)
    if len(opened.store) > LARGE:
        names = names[:: max(1, len(names) // SAMPLE)]
    dump = place / f"{graph.name}.nt"
    opened.store.dump(str(dump), ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    for peer, python in peers.items():
        theirs, late, refused = _ask_peer(python, peer, dump, {name: texts[name] for name in names})
        if theirs:
            ratio = _mean(seconds / times[name][0] for name, seconds in theirs.items())
            what = f"{len(theirs)} questions, {peer} over ours"
            tell(what, f"{ratio:.0f} x", ">= 40 x", ratio >= 40)
        print(f"  {peer}: {late} past {LIMIT:.0f} s, counted as that; {refused} refused")
    return {name: ours for name, (ours, _) in times.items()}


def tell_growth(larger: float, before: dict[str, float], now: dict[str, float]) -> None:
    """How much longer each question takes than the graph is larger; below 2 is linear enough."""
    growth = {name: now[name] / before[name] / larger for name in now if name in before}
    worst = sorted(growth, key=lambda name: -growth[name])
    most = growth[worst[0]]
    tell("slowest to grow, over the growth of the graph", f"{most:.1f} x", "< 2 x", most < 2)
    print("  " + ", ".join(f"{name} {growth[name]:.1f} x" for name in worst[:5]))


def _ask_peer(
    python: str, peer: str, dump: Path, asked: dict[str, str]
) -> tuple[dict[str, float], int, int]:
    """Return seconds of each question in a process of its own kind, and how many were cut off.

    One process answers until a question takes too long; another goes on after it.
    """
    found: dict[str, float] = {}
    late = refused = 0
    todo = list(asked)
    while todo:
        texts = [_prefixed(asked[name]) for name in todo]
        command = [python, "-c", PEER, str(dump), peer]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as child:
            assert child.stdin and child.stdout
            child.stdin.write(json.dumps(texts).encode())
            child.stdin.close()
            if child.stdout.readline() != b"ready\n":
                tell(peer, "does not read the graph")
                return found, late, refused
            while todo:
                line = _read_line(child)
                name = todo.pop(0)
                if line is None:
                    found[name] = LIMIT
                    late += 1
                    break
                if line.startswith("refused"):
                    refused += 1
                else:
                    found[name] = float(line)
            child.kill()
    return found, late, refused


def _read_line(child: subprocess.Popen[bytes]) -> str | None:
    """Return the next line of a child, or None where it does not come in time."""
    from select import select

    assert child.stdout
    ready, _, _ = select([child.stdout], [], [], LIMIT)
    line = child.stdout.raw.readline() if ready else b""  # type: ignore[attr-defined]
    return line.decode() or None


def _prefixed(query: str) -> str:
    known = {line.split()[1] for line in query.splitlines() if line.startswith("PREFIX ")}
    more = (f"PREFIX {p}: <{n}>" for p, n in terms.SHIPPED.prefixes.items() if f"{p}:" not in known)
    return "\n".join((*more, query))


def _example(question: Question, index: Index) -> dict[str, str]:
    """Return the required parameters of a question as people would write them.

    A thing that this graph does not have gives way to the first of its kind.
    """
    given = {}
    for p in question.parameters:
        if p.need == "required":
            value = p.value.removeprefix("id:").removeprefix("nhsit:").strip('"')
            if p.type in ("entity", "topic") and index.entity(value) is None:
                kinds = ("Concept",) if p.type == "topic" else p.kinds or ("Body",)
                value = next((e.slug for e in index.of_kinds(kinds)), value)
            given[p.name] = value
    return given


def measure_lineage(graph: Path) -> None:
    """The lines of many bodies, each asked for the first time, beside the closure in SPARQL.

    The rival of a whole line finds only who came before and after, not when and by what law.
    """
    store = open_graph(graph).store
    with sqlite3.connect(graph / INDEX) as db:
        slugs = [row[0] for row in db.execute("SELECT DISTINCT before FROM step WHERE how = 'succession'")]  # fmt: skip
    slugs = random.Random(1).sample(sorted(slugs), min(150, len(slugs)))
    jobs: list[tuple[str, Callable[[Index, str], object], tuple[str, ...]]] = [
        ("heirs", find_closure, (DOWN,)),
        ("whole lines with laws and sources", find_lineage, (DOWN, UP)),
    ]
    for what, ours, queries in jobs:
        texts = [query.format(slug=slug) for slug in slugs for query in queries]
        spent: tuple[list[float], list[float], list[float]] = ([], [], [])
        for _ in range(ROUNDS):
            index = _open(graph)
            first = _time(lambda i=index, f=ours: [f(i, slug) for slug in slugs])  # type: ignore[misc]
            again = _time(lambda i=index, f=ours: [f(i, slug) for slug in slugs])  # type: ignore[misc]
            theirs = _time(lambda t=texts: [_read(store, q) for q in t])  # type: ignore[misc]  # fmt: skip
            for times, seconds in zip(spent, (first, again, theirs), strict=True):
                times.append(seconds)
        one, more, sparql = map(statistics.median, spent)
        for when, seconds in (("first time", one), ("again", more)):
            tell(f"{what} of {len(slugs)}, {when}: faster than SPARQL", f"{sparql / seconds:.1f} x",
                 ">= 3 x", sparql / seconds >= 3)  # fmt: skip


def measure_processes(graph: Path) -> None:
    """The CPU time of whole commands beside a bare application that asks the same."""
    with sqlite3.connect(graph / INDEX) as db:
        (slug,) = db.execute(
            "SELECT before FROM step WHERE how = 'succession' ORDER BY 1"
        ).fetchone()
    query = LOOKUP.format(iri=terms.SHIPPED.entity(slug))
    program = [str(Path(sys.executable).parent / "kg")]
    at = ["--graph", str(graph)]
    cases = {
        "bare": [sys.executable, "-c", BARE, str(graph / STORE), query],
        "kg query": [*program, "query", "-e", query, *at],
        "kg query -f csv": [*program, "query", "-e", query, "-f", "csv", *at],
        "kg ask successors": [*program, "ask", "successors", slug, *at],
        "kg show": [*program, "show", slug, *at],
        "kg lineage": [*program, "lineage", slug, *at],
    }
    spent: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(ROUNDS):
        for name, command in cases.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent[name].append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    for name in list(cases)[1:]:
        ratio = min(spent[name]) / min(spent["bare"])
        most = 1.3 if name.startswith("kg query") else 1.6
        tell(f"{name}, whole process", f"{ratio:.2f} x", f"<= {most} x", ratio <= most)


def measure_search(what: str, index: Index, most: float) -> None:
    """Searches by names as they stand, by words of them and by misspelt ones."""
    keys = len(index.keys())
    texts = [name.text for name, _ in index.names([1, keys // 2, keys]).values()]
    words = [*texts, "wachter", "nhs englnd", "connecting for heath", "royal university comunity"]
    first = _time(lambda: search(index, words[0]))
    slowest = max(statistics.median(_time(lambda w=w: search(index, w)) for _ in range(ROUNDS)) for w in words)  # type: ignore[misc]  # fmt: skip
    tell(f"{what}, {keys:,} names: slowest of {len(words)}", f"{slowest * 1e3:.0f} ms",
         f"< {most * 1e3:.0f} ms", slowest < most)  # fmt: skip
    print(f"  the first, which reads the names: {first * 1e3:.0f} ms")


def _large_index() -> Index:
    """Return an index of as many names as the target says, of words that bodies have."""
    from tests.bench.generate import WORDS

    draw = random.Random(7)
    places = ["".join(draw.choices("abdeghilmnoprstuvwy", k=7)) for _ in range(20_000)]
    label, kind = ox.NamedNode(terms.SKOS + "prefLabel"), ox.NamedNode(terms.RDF + "type")
    store = ox.Store()
    quads = []
    for number in range(NAMES):
        name = f"{draw.choice(places)} {' '.join(draw.sample(WORDS, 3))} {number % 97}".title()
        node = ox.NamedNode(terms.SHIPPED.entity(f"t-{number}"))
        quads.append(ox.Quad(node, kind, ox.NamedNode(terms.SHIPPED.ns + "Post")))
        quads.append(ox.Quad(node, label, ox.Literal(name, language="en")))
    store.bulk_extend(quads)
    connection = sqlite3.connect(":memory:")
    fill_index(connection, LocalGraph(store, "memory"), ())
    return Index(connection, "memory")


def _read(store: ox.Store, query: str) -> list[object]:
    """Return all rows of an answer of the bare engine."""
    answer = store.query(query, prefixes=terms.SHIPPED.prefixes)
    assert isinstance(answer, ox.QuerySolutions)
    return list(answer)


def _open(graph: Path) -> Index:
    index = open_index(graph)
    assert index is not None
    return index


def _turns(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Return the least seconds of two jobs, run in turns; long ones once."""
    pairs = [(_time(ours), _time(theirs))]
    while len(pairs) < ROUNDS and pairs[0][0] < 1:
        pairs.append((_time(ours), _time(theirs)))
    return min(a for a, _ in pairs), min(b for _, b in pairs)


def _time(job: Callable[[], object]) -> float:
    begun = time.process_time_ns()
    job()
    return (time.process_time_ns() - begun) / 1e9


def _mean(ratios: Iterable[float]) -> float:
    return math.exp(statistics.fmean(math.log(ratio) for ratio in ratios))


if __name__ == "__main__":
    main()
