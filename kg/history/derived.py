"""Which properties only the rules write: what stands behind them is told instead."""

from __future__ import annotations

from typing import Any

from kg.engine.graph import SparqlGraph

MIRRORED = {
    "org:holds", "org:originalOrganization", "org:resultingOrganization",
    "m8g:hasFormalFramework", "prov:wasDerivedFrom",
}  # fmt: skip
"""Properties of other vocabularies that the rules write, for tools that know only those."""
_MARKED = "SELECT ?p WHERE { ?p nhsit:derived true }"


def find_derived(graph: SparqlGraph) -> set[str]:
    """Return the properties, by IRI, that only rules write: as the vocabulary marks its own."""
    marked: Any = graph.query(_MARKED)
    mirrored = {graph.space.expand(curie) or curie for curie in MIRRORED}
    return mirrored | {p.value for (p,) in marked}
