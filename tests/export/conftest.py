"""A small graph with every kind of node, completed by the rules, as a store and as lines."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.engine.canonical import Statement
from kg.engine.store import LocalGraph
from kg.export.rdf import read_lines
from kg.model import terms
from kg.model.vocabulary import Vocabulary
from kg.read.ontology import load_rules, load_vocabulary
from kg.triples.infer import infer

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology"


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ONTOLOGY)


@pytest.fixture(scope="session")
def small() -> LocalGraph:
    store = ox.Store()
    store.bulk_load(path=str(ROOT / "tests" / "example.ttl"), format=ox.RdfFormat.TURTLE)
    infer(store, load_rules(ONTOLOGY), layer=ox.NamedNode(terms.SHIPPED.layer("inferred")))
    awkward = ox.Literal('=1+1 "quoted" \\ back\nnew <b>é</b> 𝄞 \u2028@prefix \x85', language="en")
    note = ox.NamedNode(terms.SHIPPED.ns + "note")
    store.add(ox.Quad(ox.NamedNode(terms.SHIPPED.entity("data-agency")), note, awkward))
    return LocalGraph(store, "small")


@pytest.fixture(scope="session")
def lines(small: LocalGraph) -> list[str]:
    return read_lines(small)


@pytest.fixture(scope="session")
def statements(small: LocalGraph) -> list[Statement]:
    from kg.export.rdf import read_statements

    return read_statements(small)
