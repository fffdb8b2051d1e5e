"""The obvious way to build the same graph: rdflib for everything, pySHACL for the checks.

Nothing is made slow on purpose: rows are encoded once, into an rdflib Graph; the rules run as
SPARQL updates in the same order; pySHACL validates with its SPARQL constraints; rdflib writes
Turtle.
"""

from __future__ import annotations

import time
from pathlib import Path

import rdflib
from pyshacl import validate

from kg.read.ontology import load_rules, load_vocabulary
from tests.encoding import encode_tables


def build(data: Path, ontology: Path, target: Path) -> tuple[dict[str, float], rdflib.Graph]:
    """Build with rdflib and pySHACL; return the seconds of each step and the graph."""
    seconds: dict[str, float] = {}
    clock = time.process_time

    begun = clock()
    vocabulary = load_vocabulary(ontology)
    lines = encode_tables(data, vocabulary).lines
    seconds["read and encode"] = clock() - begun

    begun = clock()
    graph = rdflib.Graph()
    graph.parse(data="\n".join(lines), format="nt")
    declared = rdflib.Graph().parse(ontology / "nhs-it.ttl")
    for triple in declared:
        if not any(isinstance(term, rdflib.BNode) for term in triple):
            graph.add(triple)
    seconds["load"] = clock() - begun

    begun = clock()
    for _, rule in load_rules(ontology):
        derived = graph.query(rule).graph
        if derived is not None:
            graph += derived
    seconds["rules"] = clock() - begun

    begun = clock()
    validate(
        graph, shacl_graph=str(ontology / "shapes.ttl"), ont_graph=declared, advanced=True
    )  # fmt: skip
    seconds["checks"] = clock() - begun

    begun = clock()
    graph.serialize(target, format="turtle")
    seconds["turtle"] = clock() - begun
    return seconds, graph
