"""What the editor completes: the prefixes, classes, properties and values of a graph.

A graph says itself what it declares; what it uses without declaring it is known by its use alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.engine.labels import labels_of

if TYPE_CHECKING:
    from kg.engine.graph import SparqlGraph

CLASS, PROPERTY, VALUE = "class", "property", "value"

_DECLARED = """
SELECT ?term ?kind ?definition ?scheme WHERE {
  VALUES (?type ?kind) {
    (owl:Class "class") (rdfs:Class "class") (rdf:Property "property")
    (owl:ObjectProperty "property") (owl:DatatypeProperty "property") (skos:Concept "value") }
  ?term a ?type FILTER(isIRI(?term))
  OPTIONAL { ?term rdfs:comment|skos:definition ?definition }
  OPTIONAL { ?term skos:inScheme ?scheme } }
"""
_CLASSES_USED = "SELECT ?term (COUNT(*) AS ?uses) { ?thing a ?term } GROUP BY ?term"
_PROPERTIES_USED = "SELECT ?term (COUNT(*) AS ?uses) { ?thing ?term ?value } GROUP BY ?term"


def read_terms(graph: SparqlGraph) -> dict[str, Any]:
    """Return what the page completes, as JSON takes it; the graph keeps it as long as it lives.

    A term is its CURIE, what it is (`class`, `property` or `value`), its label, its definition,
    how often the graph uses it, and the list that a value stands in. The most used come first.
    `kinds` are the classes that a question can be told.
    """
    kept = vars(graph)
    if _KEPT not in kept:
        kept[_KEPT] = _read(graph)
    terms: dict[str, Any] = kept[_KEPT]
    return terms


_KEPT = "_terms_of_query_page"


def _read(graph: SparqlGraph) -> dict[str, Any]:
    space = graph.space
    found: dict[str, tuple[str, str, str]] = {}
    for term, kind, definition, scheme in _rows(graph, _DECLARED):
        if not term.startswith(space.things):  # things are found by their names
            known = found.get(term, ("", "", ""))
            found[term] = (known[0] or kind, known[1] or definition, known[2] or scheme)
    uses: dict[str, int] = {}
    for kind, query in ((CLASS, _CLASSES_USED), (PROPERTY, _PROPERTIES_USED)):
        for term, number in _rows(graph, query):
            found.setdefault(term, (kind, "", ""))
            if found[term][0] == kind:
                uses[term] = int(number)
    labels = labels_of(graph, found)
    terms = [
        (
            space.compress(term),
            kind,
            labels.get(term, ""),
            definition,
            uses.get(term, 0),
            space.local(scheme) if scheme else "",
        )
        for term, (kind, definition, scheme) in found.items()
    ]
    return {
        "prefixes": space.written,
        "things": space.things,
        "kinds": _kinds(graph),
        "terms": sorted(terms, key=lambda term: (-term[4], term[0])),
    }


def _kinds(graph: SparqlGraph) -> list[tuple[str, str]]:
    """Return the kinds of things that a question can be told, with their labels."""
    from kg.index.index import index_of
    from kg.index.kinds import kinds_of

    index = index_of(graph)
    return sorted(kinds_of(index, index.kinds()).items())


def _rows(graph: SparqlGraph, query: str) -> Iterable[list[str]]:
    answer: Any = graph.query(query)
    for row in answer:
        yield [getattr(term, "value", "") for term in row]
