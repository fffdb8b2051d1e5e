"""Our compiled constraints say what pySHACL says, on a sound graph and on every broken one.

pySHACL validates a plain rdflib graph, never one over oxrdflib, where its reports are wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyshacl import validate
from rdflib import RDF, URIRef
from rdflib.namespace import SH

from kg.model import terms
from kg.model.vocabulary import Vocabulary
from kg.read.ontology import load_vocabulary
from kg.triples.check import check
from kg.triples.shapes import Constraint, load_constraints
from tests.inference import derive, marks, vocabulary
from tests.mutants import MUTANTS, Mutant

ROOT = Path(__file__).parents[2]
ONTOLOGY = ROOT / "ontology"
EXAMPLE = ROOT / "tests" / "example.ttl"

GROUPS = 6
"""How many graphs the mutants are spread over for pySHACL, which takes a second a graph."""

Verdict = tuple[str, str, str, str]
"""Shape, component, focus node, value."""


@cache
def _vocabulary() -> Vocabulary:
    return load_vocabulary(ONTOLOGY)


@cache
def _constraints() -> tuple[Constraint, ...]:
    return tuple(load_constraints(ONTOLOGY / "shapes.ttl", _vocabulary()))


@cache
def _shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / "shapes.ttl")


@cache
def _ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / "nhs-it.ttl")


def _broken(*mutants: Mutant) -> rdflib.Graph:
    sound = rdflib.Graph().parse(EXAMPLE)
    graph = rdflib.Graph() + sound
    for mutant in mutants:
        removed = rdflib.Graph().parse(data=mutant.remove_turtle, format="turtle")
        assert all(triple in sound for triple in removed), "the mutant removes what is not there"
        graph -= removed
    for mutant in mutants:
        graph += rdflib.Graph().parse(data=mutant.add_turtle, format="turtle")
    stated = graph.serialize(format="nt").encode()
    return graph.parse(data="\n".join(derive(stated, ox.RdfFormat.N_TRIPLES)), format="nt")


def _ours(graph: rdflib.Graph) -> set[Verdict]:
    store = ox.Store()
    store.bulk_load(graph.serialize(format="nt").encode(), ox.RdfFormat.N_TRIPLES)
    store.extend(vocabulary())
    findings = check(store, _constraints(), _vocabulary(), {}, Path("data"))
    return {(f.shape, f.component, f.focus, f.value) for f in findings}


def _theirs(graph: rdflib.Graph) -> set[Verdict]:
    _, report, _ = validate(
        graph + marks(), shacl_graph=_shapes(), ont_graph=_ontology(), advanced=True, inplace=False
    )
    return set(_verdicts(report))


def _verdicts(report: rdflib.Graph) -> Iterator[Verdict]:
    owner = {prop: shape for shape, prop in _shapes().subject_objects(SH.property)}
    names = {"SPARQL": "sparql", "Or": "or", "Xone": "xone", "Not": "not", "In": "in"}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        source = report.value(result, SH.sourceShape)
        shape = source if isinstance(source, URIRef) else owner[source]
        kind = str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH))
        kind = kind.removesuffix("ConstraintComponent")
        component = names.get(kind, kind[0].lower() + kind[1:])
        focus = report.value(result, SH.focusNode)
        value = report.value(result, SH.value)
        shown = value is not None and value != focus and component not in ("minCount", "hasValue")
        yield (
            str(shape).rpartition("#")[2], component, str(focus),
            str(_term(value)) if shown else "",
        )  # fmt: skip


def _term(node: object) -> ox.NamedNode | ox.Literal:
    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    assert isinstance(node, rdflib.Literal)
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or terms.XSD + "string")))


def test_a_sound_graph_has_no_findings_for_either() -> None:
    graph = _broken()
    assert _ours(graph) == _theirs(graph) == set()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: m.name)
def test_a_broken_graph_is_reported_by_its_own_shape(mutant: Mutant) -> None:
    found = {(shape, component) for shape, component, *_ in _ours(_broken(mutant))}
    assert (mutant.shape, mutant.constraint) in found


@pytest.mark.parametrize("group", range(GROUPS))
def test_broken_graphs_give_the_findings_of_pyshacl(group: int) -> None:
    """Many mutants at once: the verdicts on a graph with many faults are equal as well."""
    graph = _broken(*MUTANTS[group::GROUPS])
    ours = _ours(graph)
    assert len(ours) >= len(MUTANTS) // GROUPS
    assert ours == _theirs(graph)


def test_every_constraint_has_a_mutant() -> None:
    tried = {(m.shape, m.constraint) for m in MUTANTS}
    assert {(c.shape, c.component) for c in _constraints()} <= tried
