"""What the ontology of a graph says of its classes: which is below which, and what marks each."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from kg.engine.about import ontology_of
from kg.engine.graph import SparqlGraph
from kg.model.vocabulary import Vocabulary
from kg.read.ontology import Values, load_vocabulary, read_classes

_DECLARED = """
SELECT DISTINCT ?class ?property ?value WHERE {
  { ?class a owl:Class } UNION { ?class rdfs:subClassOf ?above } ?class ?property ?value }"""


def classes_of(graph: SparqlGraph) -> Vocabulary:
    """Return the classes of a graph with their marks; no properties, values or context.

    They are those that the graph declares, so that a class which a record adds is known wherever
    the one above it is; a graph without any is read by the ontology that it was built with, else
    by the shipped one. The graph keeps them as long as it lives.
    """
    kept = vars(graph)
    if _KEPT not in kept:
        kept[_KEPT] = _read(graph)
    classes: Vocabulary = kept[_KEPT]
    return classes


_KEPT = "_classes"


def _read(graph: SparqlGraph) -> Vocabulary:
    subjects: dict[str, Values] = defaultdict(lambda: defaultdict(list))
    answer: Any = graph.query(_DECLARED)
    for subject, predicate, value in answer:
        subjects[str(getattr(subject, "value", subject))][predicate.value].append(value)
    found = read_classes(subjects, graph.space)
    return found if found.marks else load_vocabulary(ontology_of(graph), graph.space)
