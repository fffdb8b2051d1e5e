"""What things are called: the labels of entities, classes, properties and values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.model import terms

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph

_LABELS = (terms.SKOS + "prefLabel", terms.RDFS + "label")
_AT_ONCE = 400
"""IRIs that one question to an endpoint names."""


def labels_of(graph: SparqlGraph, iris: Iterable[str]) -> dict[str, str]:
    """Return IRI -> label, of those that have one; English before other languages."""
    store = getattr(graph, "store", None)
    return _from_store(store, iris) if store is not None else _from_endpoint(graph, list(iris))


def _from_store(store: Any, iris: Iterable[str]) -> dict[str, str]:
    import pyoxigraph as ox

    properties = [ox.NamedNode(iri) for iri in _LABELS]
    default = ox.DefaultGraph()
    found: dict[str, str] = {}
    for iri in iris:
        node = ox.NamedNode(iri)
        for name in properties:
            labels = [q.object for q in store.quads_for_pattern(node, name, None, default)]
            if labels:
                found[iri] = min(labels, key=_order).value
                break
    return found


def _from_endpoint(graph: SparqlGraph, iris: list[str]) -> dict[str, str]:
    found: dict[str, Any] = {}
    for i in range(0, len(iris), _AT_ONCE):
        named = " ".join(f"<{iri}>" for iri in iris[i : i + _AT_ONCE])
        answer: Any = graph.query(
            f"SELECT ?x ?label {{ VALUES ?x {{ {named} }} "
            f"VALUES ?p {{ {' '.join(f'<{p}>' for p in _LABELS)} }} ?x ?p ?label }}"
        )
        for row in answer:
            iri, label = row["x"].value, row["label"]
            found[iri] = min(found.get(iri, label), label, key=_order)
    return {iri: label.value for iri, label in found.items()}


def _order(label: Any) -> tuple[bool, str]:
    return getattr(label, "language", None) not in (None, "en"), label.value
