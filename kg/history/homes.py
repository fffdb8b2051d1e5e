"""Which thing a fact is told of: where somebody who asks for the fact is led to."""

from __future__ import annotations

from kg.history.nodes import NodeReader

HOMES = {
    "DatedName": "nameOf",
    "DatedCode": "codeOf",
    "Tenure": "org:member",
    "Assessment": "assesses",
    "Figure": "figureOf",
    "Claim": "rdf:subject",
    "Citation": "source",
}
"""Kind of fact -> what it is told of. Other facts, such as events, are things themselves."""


def find_home(facts: NodeReader, slug: str) -> str:
    """Return the id of the thing that a fact is told of; nothing for what is no such fact."""
    entity = facts.entity(slug)
    if entity is not None and entity.kind not in HOMES:
        return ""
    node = facts.read([facts.space.iri(slug)]).get(facts.space.iri(slug))
    if node is None or node.kind not in HOMES:
        return ""
    return next(iter(node.slugs(HOMES[node.kind])), "")
