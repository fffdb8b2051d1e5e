"""The W3C's tests of SPARQL 1.0 and 1.1: queries over files that came in by our door."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.engine.graph import SparqlGraph, write
from kg.engine.store import LocalGraph, open_any, open_graph
from kg.errors import KgError, QueryError
from tests.conftest import RunKg
from tests.w3c.expected import check
from tests.w3c.manifests import Trial, read_manifest
from tests.w3c.packages import RDF, get

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
NOT_OURS = {"entailment", "protocol", "service-description", "http-rdf-update"}
"""Suites of what kg does not claim: it follows from no ontology, and it is no server."""
PRINTED = {".csv": "csv", ".tsv": "tsv", ".srj": "json", ".srx": "xml"}


@pytest.mark.parametrize(
    ("suite", "name"), [("dawg-data-r2", "sparql10"), ("sparql11", "sparql11")]
)
def test_a_query_is_answered_as_the_standard_says(suite: str, name: str, tmp_path: Path) -> None:
    failed: dict[str, str] = {}
    for trial in _trials(get(RDF) / suite):
        fault = find_fault(trial, tmp_path)
        if fault:
            failed[trial.name] = fault
    check(name, failed)


@pytest.mark.parametrize("name", ["csv-tsv-res", "json-res"])
def test_answers_are_printed_in_the_formats_of_the_standard(
    name: str, run_kg: RunKg, tmp_path: Path
) -> None:
    failed = {}
    for trial in read_manifest(get(RDF) / "sparql11" / name / "manifest.ttl"):
        assert trial.result is not None
        graph = _gather(trial, tmp_path)
        form = PRINTED[trial.result.suffix]
        ran = run_kg("query", trial.action, "--graph", graph, "-f", form)
        wanted = trial.result.read_text("utf8")
        if _rows(ran.stdout, form) != _rows(wanted, form):
            failed[trial.name] = f"{ran.stdout!r} for {wanted!r} {ran.stderr}"
    check(name, failed)


def _trials(suite: Path) -> Iterator[Trial]:
    for manifest in sorted(suite.glob("*/manifest.ttl")):
        if manifest.parent.name not in NOT_OURS:
            yield from read_manifest(manifest)


def find_fault(trial: Trial, folder: Path) -> str:
    """Return how a test fails, or nothing."""
    text = trial.action.read_text("utf8")
    servers = frozenset(re.findall(r"SERVICE\s+(?:SILENT\s+)?<([^>]*)>", text, re.IGNORECASE))
    if "Update" in trial.kind:
        return _check_refused(text)
    if "Syntax" in trial.kind:
        told = _try(open_any(_empty(folder), services=servers), text)
        return ("" if told else "accepted") if "Negative" in trial.kind else told
    assert trial.result is not None
    try:
        graph = open_graph(_gather(trial, folder), base=trial.action.as_uri())
        answer = graph.query(text)
        found = _hold(_state(answer))
    except (KgError, OSError, RuntimeError) as error:
        return str(error)
    wanted = _hold(_expect(trial.result))
    if "SELECT REDUCED" in text:  # as many of equal rows as an engine likes
        found, wanted = sorted(set(found)), sorted(set(wanted))
    elif "ORDER BY" not in text.upper():
        found, wanted = sorted(found), sorted(wanted)
    return "" if _canonical(found) == _canonical(wanted) else f"{found} for {wanted}"


def _empty(folder: Path) -> Path:
    """Return a file that holds nothing."""
    path = folder / "empty.ttl"
    path.touch()
    return path


def _check_refused(text: str) -> str:
    """Return why an update is not refused: a graph can only be asked."""
    graph = LocalGraph(ox.Store(), "nothing")
    try:
        graph.query(text)
    except QueryError:
        return "" if not len(graph.store) else "changed the graph"
    return "accepted"


def _hold(rows: Rows) -> Rows:
    """Return rows with their literals as our store holds them: numbers and days by their value."""
    return [tuple((name, _held(term)) for name, term in row) for row in rows]


@cache
def _held(term: str) -> str:
    if not term.startswith('"'):
        return term
    store = ox.Store()
    store.load(f"<x:s> <x:p> {term} .", ox.RdfFormat.TURTLE)
    return str(next(iter(store)).object)


def _try(graph: SparqlGraph, text: str) -> str:
    try:
        graph.query(text)
    except QueryError as error:
        return str(error)
    return ""


def _gather(trial: Trial, folder: Path) -> Path:
    """Return the file of a test's data; one of all its files where there are several.

    What a query would fetch by FROM stands in it as the graph of that name: nothing is fetched.
    """
    if len(trial.data) == 1 and not trial.graphs:
        return trial.data[0]
    whole = folder / "data.nq"
    quads: list[ox.Quad] = []
    wanted = re.findall(r"FROM\s+(?:NAMED\s+)?<([^>]*)>", trial.action.read_text("utf8"))
    near = ((path.as_uri(), path) for path in (trial.action.with_name(name) for name in wanted))
    for name, path in chain((("", path) for path in trial.data), trial.graphs, near):
        graph = ox.NamedNode(name) if name else ox.DefaultGraph()
        parsed = ox.parse(path=path, base_iri=path.as_uri(), rename_blank_nodes=True)
        quads += (ox.Quad(*quad.triple, graph) for quad in parsed)
    whole.write_text("".join(f"{quad} .\n" for quad in quads), "utf8")
    return whole


Rows = list[tuple[tuple[str, str], ...]]


def _state(answer: Any) -> Rows:
    """Return an answer as rows of names and terms: of variables, or of a triple's parts."""
    if isinstance(answer, ox.QueryBoolean):
        return [(("answer", str(bool(answer)).lower()),)]
    if isinstance(answer, ox.QueryTriples):
        return [_triple(triple) for triple in answer]
    names = [variable.value for variable in answer.variables]
    return [_row(zip(names, solution, strict=True)) for solution in answer]


def _expect(path: Path) -> Rows:
    """Return the answer that a file of results holds."""
    if path.suffix in (".ttl", ".rdf", ".nt"):
        store = ox.Store()
        store.load(path=path, base_iri=path.as_uri())
        return _read_results(store)
    form = ox.QueryResultsFormat.from_extension(path.suffix.removeprefix("."))
    assert form is not None
    if form == ox.QueryResultsFormat.CSV:
        form = ox.QueryResultsFormat.TSV
        path = path.with_suffix(".tsv")
    return _state(ox.parse_query_results(path=path, format=form))


def _read_results(store: ox.Store) -> Rows:
    """Return the answer that a graph of results describes, or the graph itself."""

    def get(node: Any, name: str) -> list[Any]:
        return [q.object for q in store.quads_for_pattern(node, ox.NamedNode(RS + name), None)]

    sets = [q.subject for q in store.quads_for_pattern(None, None, ox.NamedNode(f"{RS}ResultSet"))]
    if not sets:
        return [_triple(quad) for quad in store]
    (found,) = sets
    if truth := get(found, "boolean"):
        return [(("answer", truth[0].value),)]
    solutions = sorted(
        get(found, "solution"), key=lambda s: [int(i.value) for i in get(s, "index")]
    )
    return [
        _row((get(b, "variable")[0].value, get(b, "value")[0]) for b in get(solution, "binding"))
        for solution in solutions
    ]


def _row(pairs: Iterable[tuple[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, write(term)) for name, term in pairs if term is not None))


def _triple(found: Any) -> tuple[tuple[str, str], ...]:
    return ("s", write(found.subject)), ("p", write(found.predicate)), ("o", write(found.object))


def _canonical(rows: Rows) -> list[str]:
    """Return rows as a graph with canonical blank nodes, a node for each row."""
    quads = ox.Dataset()
    for row in rows:
        node = ox.BlankNode()
        text = (
            "".join(f"{node} <x:{name}> {term} .\n" for name, term in row)
            or f"{node} <x:none> 0 .\n"
        )
        for quad in ox.parse(text, ox.RdfFormat.TURTLE):
            quads.add(quad)
    quads.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, quads))


def _rows(text: str, form: str) -> Any:
    """Return printed rows to compare: the order of columns is free where a query says `*`."""
    if form != "csv":
        kind = getattr(ox.QueryResultsFormat, form.upper())
        return _canonical(sorted(_hold(_state(ox.parse_query_results(text, kind)))))
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return sorted(
        sorted((name, "_:" if value.startswith("_:") else value) for name, value in row.items())
        for row in rows
    )
