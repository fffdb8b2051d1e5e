"""What is needed to cite a document: who wrote and published it, when, its number and address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.engine.graph import SparqlGraph
from kg.history.nodes import is_iri, to_term
from kg.history.solutions import rows

_DOCUMENTS = """
SELECT ?document ?kind ?label ?date ?url ?number WHERE {
  VALUES ?document { %s } VALUES ?kind { nhsit:Report nhsit:Strategy nhsit:Article }
  ?document a ?kind .
  OPTIONAL { ?document skos:prefLabel ?label }
  OPTIONAL { ?document nhsit:date ?date }
  OPTIONAL { ?document nhsit:url ?url }
  OPTIONAL { ?document dct:identifier ?number }
}"""
_MAKERS = """
SELECT ?document ?role ?maker ?name ?person WHERE {
  VALUES ?document { %s }
  VALUES (?relation ?role) { (nhsit:authored "author") (nhsit:published "publisher") }
  ?claim rdf:predicate ?relation ; rdf:subject ?maker ; rdf:object ?document ; nhsit:counts true .
  OPTIONAL { ?maker skos:prefLabel ?name }
  OPTIONAL { ?maker a nhsit:Person BIND(true AS ?person) }
}"""


@dataclass(frozen=True, slots=True, order=True)
class Maker:
    """Somebody who wrote or published a document; a person, or a body."""

    name: str
    id: str
    is_person: bool


@dataclass(frozen=True, slots=True)
class Publication:
    """A document as it is cited; texts that are not known are empty, `date` is as stated."""

    id: str
    kind: str
    label: str
    date: str
    url: str
    number: str
    authors: tuple[Maker, ...] = ()
    publishers: tuple[Maker, ...] = ()


def read_publications(graph: SparqlGraph, documents: Iterable[str]) -> dict[str, Publication]:
    """Return some documents by id; makers by name, those not in the graph are absent."""
    named = filter(is_iri, map(graph.space.iri, sorted({*documents})))
    asked = " ".join(map(to_term, named))
    if not asked:
        return {}
    makers: dict[tuple[str, str], set[Maker]] = {}
    for row in rows(graph, _MAKERS % asked):
        maker = Maker(row.get("name", row["maker"]), row["maker"], row.get("person") == "true")
        makers.setdefault((row["document"], row["role"]), set()).add(maker)
    found: dict[str, Publication] = {}
    for row in rows(graph, _DOCUMENTS % asked):
        slug = row["document"]
        one = Publication(
            slug,
            row["kind"],
            row.get("label", slug),
            row.get("date", ""),
            row.get("url", ""),
            row.get("number", ""),
            tuple(sorted(makers.get((slug, "author"), ()))),
            tuple(sorted(makers.get((slug, "publisher"), ()))),
        )
        found[slug] = min(one, found.get(slug, one), key=lambda p: (p.label, p.date, p.url))
    return found
