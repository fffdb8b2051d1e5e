"""Every ready question has the same answer in pyoxigraph, rdflib and a SPARQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from kg.ask.questions import ask, bind, find_questions
from kg.engine.remote import RemoteGraph
from kg.engine.store import LocalGraph, open_graph
from kg.make import pipeline
from kg.model import terms
from tests.ask.history import HISTORY
from tests.ask.test_questions import ANSWERS
from tests.conftest import RunKg, write_tables
from tests.server import serve

QUESTIONS = find_questions()


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("engines")
    pipeline.build(write_tables(folder, HISTORY), folder / "output")
    return folder / "output"


@pytest.fixture(scope="module")
def graph(output: Path) -> LocalGraph:
    return open_graph(output / "nhs-it.ttl")


@pytest.fixture(scope="module")
def dataset(output: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(output / "nhs-it.ttl")


@pytest.fixture(scope="module")
def endpoint(output: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server that holds the same Turtle."""
    with serve(output / "nhs-it.ttl", tmp_path_factory.mktemp("server")) as address:
        yield address


def _ours(term: Any) -> Any:
    """Return a term as a value that engines agree on: they write equal numbers differently."""
    if term is None or isinstance(term, ox.NamedNode):
        return term and term.value
    if term.datatype.value in {terms.XSD + n for n in ("integer", "decimal", "double")}:
        return round(float(term.value), 9)
    return (term.value, term.language)


def _theirs(term: Any) -> Any:
    if term is None or isinstance(term, rdflib.URIRef):
        return term and str(term)
    if term.datatype in (rdflib.XSD.integer, rdflib.XSD.decimal, rdflib.XSD.double):
        return round(float(term), 9)
    return (str(term), term.language)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_rdflib_answers_alike_and_in_the_same_order(
    name: str, graph: LocalGraph, dataset: rdflib.Graph
) -> None:
    query = bind(graph, QUESTIONS[name], ANSWERS[name][0])
    ours = [tuple(map(_ours, row)) for row in graph.query(query)]  # type: ignore[arg-type]
    theirs = [tuple(map(_theirs, row)) for row in dataset.query(query)]  # type: ignore[arg-type]
    assert theirs == ours
    assert ours


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_server_answers_alike_over_http(name: str, graph: LocalGraph, endpoint: str) -> None:
    given = ANSWERS[name][0]
    there = ask(RemoteGraph(endpoint), QUESTIONS[name], given)
    here = ask(graph, QUESTIONS[name], given)
    assert there == here
    assert list(there.labelled_rows()) == list(here.labelled_rows())


def test_an_endpoint_finds_things_by_id_label_and_alias(endpoint: str, run_kg: RunKg) -> None:
    for name in ("old-body", "id:old-body", f"<{terms.SHIPPED.things}old-body>", "old body", "ob",
                 "former bureau"):  # fmt: skip
        ran = run_kg("ask", "successors", name, "-f", "csv", "--graph", endpoint)
        assert ran.stdout.splitlines()[1].startswith("new-body,New Body"), ran.stderr
    ran = run_kg("ask", "successors", "nobody", "--graph", endpoint)
    assert ran.code == 2
    assert "the endpoint has no Body or BodyGroup or Company or Unit with this id" in ran.stderr


def test_an_endpoint_takes_parameters_and_says_what_matched_nothing(
    endpoint: str, run_kg: RunKg
) -> None:
    query = "SELECT ?a ?b WHERE { ?a nhsit:replacedBy ?b }"
    ran = run_kg("query", "-e", query, "-p", "a=id:old-body", "-f", "csv", "--graph", endpoint)
    assert ran.stdout.split() == [
        "a,b",
        f"{terms.SHIPPED.things}old-body,{terms.SHIPPED.things}new-body",
    ]
    ran = run_kg("query", "-e", query, "-p", "a=id:new-body", "--graph", endpoint)
    assert (ran.code, ran.stderr) == (1, "nothing matches ?a nhsit:replacedBy ?b\n")
    ran = run_kg("query", "-e", "SELECT ?a WHERE { ?a nhsi:x ?b }", "--graph", endpoint)
    assert (ran.code, "did you mean 'nhsit'?" in ran.stderr) == (2, True)
