"""What a page says of its thing to machines: JSON-LD in the words of schema.org and in our own."""

from __future__ import annotations

from typing import Any

from kg.ask.cardtext import Card
from kg.history.nodes import Node
from kg.model import schema
from kg.pages.library import Library
from kg.pages.page_paths import page_path, to_absolute

_TYPES = {
    "Body": "GovernmentOrganization",
    "BodyGroup": "Organization",
    "Unit": "Organization",
    "Company": "Corporation",
    "Person": "Person",
    "Programme": "Project",
    "Project": "Project",
    "System": "Product",
    "Report": "Report",
    "Strategy": "Report",
    "Article": "Article",
    "Source": "CreativeWork",
    "Recommendation": "CreativeWork",
    "DocumentAdvice": "CreativeWork",
    "Opinion": "Claim",
    "Legislation": "Legislation",
    "Concept": "DefinedTerm",
}
"""Our class -> the one of schema.org that is nearest."""
_BEGINS = {
    "Organization": ("foundingDate", "dissolutionDate"),
    "CreativeWork": ("datePublished", ""),
    "Other": ("startDate", "endDate"),
}
_MOST_LINKS = 30
"""Statements of one page in our own words; the data files hold all."""


def describe(library: Library, card: Card, node: Node) -> dict[str, Any]:
    """Return the JSON-LD of a thing; the same graph gives the same order."""
    space, kind = library.space, _type_of(node)
    found: dict[str, Any] = {
        "@context": {"@vocab": "https://schema.org/", space.prefix: space.ns, "id": space.things},
        "@id": card.iri,
        "@type": [kind, f"{space.prefix}:{node.kind}"] if node.kind else kind,
        "name": card.label,
        "alternateName": list(card.aliases),
        "description": card.about,
        "url": to_absolute(library.base_url, page_path(card.id)) if library.base_url else "",
        **_dates(card, kind),
        "isPartOf": {"@type": "Dataset", "@id": space.dataset},
        **_own(library, node),
    }
    return {name: value for name, value in found.items() if value}


def _type_of(node: Node) -> str:
    return _TYPES.get(node.kind) or ("Event" if node.kind in schema.EVENTS else "Thing")


def _dates(card: Card, kind: str) -> dict[str, str]:
    is_body = kind in ("GovernmentOrganization", "Organization", "Corporation")
    is_work = kind in ("CreativeWork", "Report", "Article", "Legislation", "Claim")
    begin, end = _BEGINS["Organization" if is_body else "CreativeWork" if is_work else "Other"]
    stated = {begin: card.start, end: card.end}
    return {name: day for name, day in stated.items() if name and day[:4].isdigit()}


def _own(library: Library, node: Node) -> dict[str, Any]:
    """Return the plain statements of a thing about other things, in our own words."""
    space = library.space
    found: dict[str, Any] = {}
    left = _MOST_LINKS
    for predicate in sorted(node.links):
        values = [v for v in node.values[predicate] if v.startswith(space.things)]
        values = values[:left] if predicate.startswith(space.ns) else []
        if values:
            left -= len(values)
            found[space.compress(predicate)] = [{"@id": "id:" + space.slug(v)} for v in values]
    return found
