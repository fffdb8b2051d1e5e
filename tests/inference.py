"""What follows from a small graph by hand: it with the ontology, through all the rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib import OWL, RDF

from kg.model import terms
from kg.read.ontology import load_rules
from kg.triples.infer import infer

ONTOLOGY = Path(__file__).parent.parent / "ontology"


@cache
def vocabulary() -> tuple[ox.Quad, ...]:
    """The ontology as a build loads it: without the lists of blank nodes."""
    quads = ox.parse(path=str(ONTOLOGY / "nhs-it.ttl"), format=ox.RdfFormat.TURTLE)
    return tuple(
        quad
        for quad in quads
        if not isinstance(quad.subject, ox.BlankNode) and not isinstance(quad.object, ox.BlankNode)
    )


@cache
def marks() -> rdflib.Graph:
    """Return what the ontology marks on its terms: a built graph holds it, pySHACL leaves it out."""
    ontology = rdflib.Graph().parse(ONTOLOGY / "nhs-it.ttl")
    marking = set(ontology.subjects(RDF.type, OWL.AnnotationProperty))
    found = rdflib.Graph()
    for triple in ontology:
        if triple[1] in marking and not str(triple[1]).endswith("inverseLabel"):
            found.add(triple)
    return found


@cache
def _rules() -> list[tuple[str, str]]:
    return load_rules(ONTOLOGY)


def derive(graph: str | bytes, form: ox.RdfFormat = ox.RdfFormat.TURTLE) -> set[str]:
    """Return what the rules derive from a graph and it does not state, as lines of N-Triples."""
    store = ox.Store()
    store.bulk_load(graph if isinstance(graph, bytes) else graph.encode(), form)
    store.extend(vocabulary())
    layer = ox.NamedNode(terms.SHIPPED.layer("inferred"))
    infer(store, _rules(), layer=layer)
    return {f"{quad.triple} ." for quad in store.quads_for_pattern(None, None, None, layer)}
