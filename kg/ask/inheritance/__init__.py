"""What would be orphaned if a body ended: an inheritance statement for a reorganisation.

The reorganisation is made up and lies over the graph: nothing of it is ever written there.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.ask.inheritance.estate import find_estate
from kg.ask.inheritance.hypothesis import Hypothesis, read_hypothesis, read_merger
from kg.ask.inheritance.kin import find_kin
from kg.ask.inheritance.precedents import find_precedents
from kg.ask.inheritance.statement import Inheritance
from kg.engine.graph import SparqlGraph
from kg.history.nodes import NodeReader
from kg.history.source_addresses import read_addresses
from kg.index.index import Index


def what_if_end(
    graph: SparqlGraph, index: Index, body: str, to: Sequence[str] = (), on: str | None = None
) -> Inheritance:
    """Return what would be orphaned if a body ended on a day, and others took its place.

    Without a day it is the one up to which the record was read; without heirs nobody takes over.
    Raises UnknownEntity for a name that no body has, UsageError for bodies that do not exist on
    the day.
    """
    return _state(graph, index, read_hypothesis(graph, index, [body], to, on))


def what_if_merge(
    graph: SparqlGraph,
    index: Index,
    bodies: Sequence[str],
    into: Sequence[str] = (),
    on: str | None = None,
) -> Inheritance:
    """Return what would be orphaned if bodies were merged; one into which they are goes on.

    Without `into` a new body takes their place. Raises as `what_if_end` does, and UsageError where
    fewer than two bodies are merged.
    """
    return _state(graph, index, read_merger(graph, index, bodies, into, on))


def _state(graph: SparqlGraph, index: Index, supposed: Hypothesis) -> Inheritance:
    line = find_kin(graph, index, supposed)
    facts = NodeReader(graph, index)
    estate = find_estate(facts, line)
    told, precedents = find_precedents(facts, line)
    cited = [one.sources for things in estate.sections.values() for one in things]
    cited += [one.sources for one in precedents]
    sources = {source.slug for found in cited for source in found}
    return Inheritance(
        ended={body.slug: body.label or body.slug for body in supposed.ended},
        heirs={heir.slug: heir.label or heir.slug for heir in supposed.heirs},
        day=supposed.day.text,
        read_up_to=index.read_up_to.isoformat() if index.read_up_to else "",
        line=estate.line,
        units=tuple(slug for slug in line.roots if slug not in line.ended),
        sections=estate.sections,
        precedents=precedents,
        told=told,
        unknown=estate.unknown,
        addresses=read_addresses(graph, index.space, sources),
    )
