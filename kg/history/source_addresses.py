"""Where sources can be read."""

from __future__ import annotations

from collections.abc import Iterable

from kg.engine.graph import SparqlGraph
from kg.history.nodes import to_term
from kg.history.solutions import rows
from kg.model.terms import Space
from kg.read.addresses import web_problem

_ADDRESSES = """
SELECT ?source (MIN(STR(?url)) AS ?address) WHERE {
  VALUES ?source { %s } ?source nhsit:url|nhsit:legislationUri ?url
} GROUP BY ?source"""


def read_addresses(graph: SparqlGraph, space: Space, sources: Iterable[str]) -> dict[str, str]:
    """Return the web addresses of some sources, by id; those without one are absent."""
    asked = " ".join(to_term(space.iri(slug)) for slug in sorted({*sources}))
    if not asked:
        return {}
    found = {row["source"]: row["address"] for row in rows(graph, _ADDRESSES % asked)}
    return {slug: found[slug] for slug in sorted(found) if not web_problem(found[slug])}
