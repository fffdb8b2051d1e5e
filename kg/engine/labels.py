"""What things are called: the labels of entities, classes, properties and values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.model.languages import LABELS, Said, choose

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph

_AT_ONCE = 400
"""IRIs that one question to an endpoint names."""


def labels_of(graph: SparqlGraph, iris: Iterable[str]) -> dict[str, str]:
    """Return IRI -> label, of those that have one, by the rule of `kg.model.languages`."""
    store = getattr(graph, "store", None)
    said = _from_store(store, iris) if store is not None else _from_endpoint(graph, list(iris))
    return {iri: found for iri, labels in said.items() if (found := choose(labels)) is not None}


def _from_store(store: Any, iris: Iterable[str]) -> dict[str, list[Said]]:
    import pyoxigraph as ox

    properties = [(iri, ox.NamedNode(iri)) for iri in LABELS]
    default = ox.DefaultGraph()
    found: dict[str, list[Said]] = {}
    for iri in iris:
        node = ox.NamedNode(iri)
        found[iri] = [
            (name, quad.object.language, quad.object.value)
            for name, predicate in properties
            for quad in store.quads_for_pattern(node, predicate, None, default)
            if isinstance(quad.object, ox.Literal)
        ]
    return found


def _from_endpoint(graph: SparqlGraph, iris: list[str]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for i in range(0, len(iris), _AT_ONCE):
        named = " ".join(f"<{iri}>" for iri in iris[i : i + _AT_ONCE])
        answer: Any = graph.query(
            f"SELECT ?x ?p ?label {{ VALUES ?x {{ {named} }} "
            f"VALUES ?p {{ {' '.join(f'<{p}>' for p in LABELS)} }} "
            "?x ?p ?label FILTER(isLiteral(?label)) }"
        )
        for row in answer:
            label = row["label"]
            found[row["x"].value].append((row["p"].value, label.language, label.value))
    return found
