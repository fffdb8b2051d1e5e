"""How two entities are connected: the shortest ways, each step one fact with its sources.

A step leads from one entity to another through a fact that is about both: a claim, an event that
happened, a tenure, a contract or a recommendation. Opinions are no facts and join nothing; nor do
topics, sources and what is derived: everything would be two steps from everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from kg.engine.graph import SparqlGraph
from kg.history.nodes import NodeReader, Source, to_term
from kg.history.wording import contract, event, name
from kg.index.index import Index
from kg.model.schema import EVENTS

if TYPE_CHECKING:
    import networkx as nx

WAYS = 4
"""Ways that are shown: the shortest and the three next."""
_FURTHEST = 12
_TRIED = 60
"""Ways that are looked at before giving up on finding enough that differ."""
_SLACK = 2
"""How many steps longer than the shortest a way may be."""
_BATCH = 1000
_ROLES = """rdf:subject rdf:object nhsit:endedBody nhsit:createdBody nhsit:gainingBody
  nhsit:losingBody nhsit:opens nhsit:closes nhsit:continuedIn nhsit:legalBasis nhsit:triggeredBy
  nhsit:partOfEvent nhsit:reiterates org:member org:organization nhsit:post org:postIn
  nhsit:buyer nhsit:supplier nhsit:contractFor nhsit:recommendedIn nhsit:addressedTo
  prov:wasAttributedTo nhsit:assesses"""
_NOT = "nhsit:Deprecated nhsit:Announced nhsit:Planned nhsit:Cancelled"
_THROUGH = {"Tenure", "Assessment", "Claim"}
"""Nodes that are facts and nothing else: a way goes through them, never by way of them."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a way: from, to (ids and labels), the fact in words, when, and its sources.

    Where several facts join the two, `fact` is the one with the most sources and `others` counts
    the rest.
    """

    start: str
    start_label: str
    end: str
    end_label: str
    fact: str
    when: str
    node: str
    others: int
    sources: tuple[Source, ...]


Way = tuple[Hop, ...]


def find_paths(
    graph: SparqlGraph, index: Index, start: str, end: str, ways: int = WAYS
) -> list[Way]:
    """Return the shortest ways between two entities (ids), the shortest first.

    Ways of equal length go through the less connected things first: they say more. An empty list
    where nothing connects them; one empty way where they are the same.
    """
    if start == end:
        return [()]
    from itertools import islice

    import networkx as nx

    facts = NodeReader(graph, index)
    first, last = index.space.iri(start), index.space.iri(end)
    network = _explore(facts, first, last, ways)
    if network is None:
        return []
    for a, b in network.edges:
        network.edges[a, b]["weight"] = 1 + (log(len(network[a])) + log(len(network[b]))) / 1000
    every = nx.shortest_simple_paths(network, first, last, weight="weight")
    found = []
    for path in islice(every, _TRIED):
        if not _is_detour(network, path):
            found.append(path)
        if len(found) == ways:
            break
    shortest = len(found[0])
    return list(_describe(facts, network, [p for p in found if len(p) <= shortest + _SLACK]))


def _explore(facts: NodeReader, start: str, end: str, ways: int) -> nx.Graph[str] | None:
    """Return what lies around the two ends until enough ways join them, or None.

    The side with fewer things at its edge grows; each round is a few queries however many there
    are. After the ends have met, at most two more rounds look for further ways.
    """
    import networkx as nx

    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from((start, end))
    edges, seen = ({start}, {end}), ({start}, {end})
    extra = 0
    for _ in range(_FURTHEST):
        side = 0 if len(edges[0]) <= len(edges[1]) else 1
        if not edges[side]:
            side = 1 - side
        if not edges[side]:
            break
        fresh: set[str] = set()
        for a, b, fact in _neighbours(facts, edges[side]):
            if not network.has_edge(a, b):
                network.add_edge(a, b, facts=set())
            network.edges[a, b]["facts"].add(fact)
            fresh.add(b)
        edges[side].clear()
        edges[side].update(fresh - seen[side])
        seen[side].update(fresh)
        if seen[0] & seen[1]:
            extra += 1
            if extra > 1 or len(seen[0] & seen[1]) >= ways:
                break
    return network if seen[0] & seen[1] else None


def _neighbours(facts: NodeReader, iris: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (entity, other entity, fact that is about both) for some entities."""
    wanted = sorted(iris)
    members: dict[str, set[str]] = defaultdict(set)
    about: dict[str, set[str]] = defaultdict(set)
    for i in range(0, len(wanted), _BATCH):
        part = " ".join(map(to_term, wanted[i : i + _BATCH]))
        pattern = f"VALUES ?a {{ {part} }} VALUES ?p {{ {_ROLES} }} ?fact ?p ?a"
        for fact, a in facts.rows("?fact ?a", pattern):
            about[fact.value].add(a.value)
    for iri in wanted:  # an event or a recommendation is itself a fact about others
        about[iri].add(iri)
    known = sorted(about)
    for i in range(0, len(known), _BATCH):
        part = " ".join(map(to_term, known[i : i + _BATCH]))
        dead = f"VALUES ?f {{ {part} }} VALUES ?no {{ {_NOT} }} ?f nhsit:rank|nhsit:status ?no"
        for (fact,) in facts.rows("?f", dead):
            about.pop(fact.value, None)
        pattern = f"VALUES ?f {{ {part} }} VALUES ?p {{ {_ROLES} }} ?f ?p ?b"
        for fact, b in facts.rows("?f ?b", pattern):
            members[fact.value].add(b.value)
    space = facts.space
    kinds = facts.index.entities(space.slug(f) for f in about)
    for fact, ends in about.items():
        entity = kinds.get(space.slug(fact))
        is_thing = entity is not None and entity.kind not in _THROUGH
        others = members.get(fact, set()) | ({fact} if is_thing else set())
        for a in ends:
            for b in others:
                if a != b and b.startswith(space.things):
                    yield a, b, fact


def _is_detour(network: nx.Graph[str], path: list[str]) -> bool:
    """Return whether a way stops at something although one fact joins what is around it."""
    return any(
        network.has_edge(a, c)
        and not network.edges[a, b]["facts"].isdisjoint(network.edges[b, c]["facts"])
        for a, b, c in zip(path, path[1:], path[2:], strict=False)
    )


def _describe(facts: NodeReader, network: nx.Graph[str], paths: list[list[str]]) -> Iterator[Way]:
    pairs = {(a, b) for path in paths for a, b in pairwise(path)}
    nodes = facts.read(sorted({f for a, b in pairs for f in network.edges[a, b]["facts"]}))
    facts.learn(nodes.values())
    for path in paths:
        hops = []
        for a, b in pairwise(path):
            known = [nodes[f] for f in network.edges[a, b]["facts"] if f in nodes]
            best = min(known, key=lambda n: (-len(n.all("evidence")), n.iri))
            words = name
            if best.kind in EVENTS:
                words = event
            elif best.kind == "Contract":
                words = contract
            start, end = facts.space.slug(a), facts.space.slug(b)
            hops.append(Hop(
                start, facts.label(start), end, facts.label(end), words(facts, best), best.when,
                best.slug, len(known) - 1, facts.sources(best),
            ))  # fmt: skip
        yield tuple(hops)
