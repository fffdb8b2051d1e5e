"""What is found of structure: central actors, communities, bridges, and who parts the network."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.analysis.structure.centrality import (
    betweenness,
    find_communities,
    find_ranks,
    to_graph,
)
from kg.engine.graph import SparqlGraph
from kg.history.actors import Network, read_network
from kg.history.solutions import find_as_of

if TYPE_CHECKING:
    import networkx as nx

SHOWN = 25
SMALLEST = 3
"""Actors of a community that is shown, at least."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One of the network: what it is and with how many others it is linked."""

    id: str
    label: str
    kind: str
    links: int
    community: int


@dataclass(frozen=True, slots=True)
class Central:
    """An actor with the measures of its place."""

    actor: Actor
    betweenness: float
    pagerank: float
    core: int


@dataclass(frozen=True, slots=True)
class Community:
    """A group with more links within than chance would give; its members, best linked first."""

    number: int
    members: tuple[Actor, ...]
    inside: int
    outward: int

    @property
    def best(self) -> tuple[str, ...]:
        """The labels of its four best linked members."""
        return tuple(actor.label for actor in self.members[:4])


@dataclass(frozen=True, slots=True)
class Bridge:
    """An actor with links into other communities: how many of those, and how many links."""

    actor: Actor
    communities: int
    links: int


@dataclass(frozen=True, slots=True)
class Break:
    """An actor whose loss parts others: how many lose their path, and into how many parts."""

    actor: Actor
    lost: int
    parts: int


@dataclass(frozen=True, slots=True)
class DecadeOfLinks:
    """The links that began in a decade; `decade` is empty for those of no certain one."""

    decade: str
    actors: tuple[str, ...]
    links: int
    parts: int
    largest: int
    """Actors of the largest part."""
    best: str
    """The label of the best linked."""
    best_links: int


@dataclass(frozen=True, slots=True)
class StructureFinding:
    """The centre, the groups and the weak points of the network of actors.

    Of the lists of actors the first SHOWN are kept, of communities the largest; the counts are
    of all.
    """

    as_of: date | None
    alone: int
    """Actors without a link, which are left out."""
    actors: int
    links: int
    undated: int
    """Links of no certain decade."""
    query: str = ""
    """What the network was read by."""
    central: tuple[Central, ...] = ()
    communities: tuple[Community, ...] = ()
    community_count: int = 0
    modularity: float = 0.0
    bridges: tuple[Bridge, ...] = ()
    breaks: tuple[Break, ...] = ()
    cut_vertices: int = 0
    decades: tuple[DecadeOfLinks, ...] = ()


def find_structure(graph: SparqlGraph) -> StructureFinding:
    """Return the centre, the groups and the weak points of the network of actors.

    Raises MissingExtra where there are links and scipy or graspologic is missing.
    """
    import networkx as nx

    network = read_network(graph)
    as_of = find_as_of(graph)
    names, made = to_graph(network)
    n = len(names)
    undated = sum(not decade for decade in network.links.values())
    alone = len(network.kinds) - n
    if not network.links:
        return StructureFinding(as_of, alone, n, 0, undated)
    groups = find_communities(made)
    actors = [
        Actor(name, network.labels[name], network.kinds[name], len(made[i]), group)
        for i, (name, group) in enumerate(zip(names, groups, strict=True))
    ]
    cuts = sorted(nx.articulation_points(made))
    return StructureFinding(
        as_of=as_of,
        alone=alone,
        actors=n,
        links=len(network.links),
        undated=undated,
        query=network.query,
        central=_central(made, actors),
        communities=_communities(made, actors),
        community_count=len(set(groups)),
        modularity=_modularity(made, groups),
        bridges=_bridges(made, actors),
        breaks=_breaks(made, actors, cuts),
        cut_vertices=len(cuts),
        decades=_by_decade(network),
    )


def _central(made: nx.Graph[int], actors: Sequence[Actor]) -> tuple[Central, ...]:
    import networkx as nx

    cores = nx.core_number(made)
    measured = zip(actors, betweenness(made), find_ranks(made), strict=True)
    found = [Central(*place, cores[i]) for i, place in enumerate(measured)]
    found.sort(key=lambda c: (-round(c.betweenness, 12), -c.actor.links, c.actor.id))
    return tuple(found[:SHOWN])


def _modularity(made: nx.Graph[int], groups: Sequence[int]) -> float:
    """Return the share of links within groups, less the share that degrees alone would give."""
    m = made.number_of_edges()
    degrees: Counter[int] = Counter()
    for node in made:
        degrees[groups[node]] += len(made[node])
    inside = sum(groups[one] == groups[other] for one, other in made.edges)
    return inside / m - sum((degree / (2 * m)) ** 2 for degree in degrees.values())


def _communities(made: nx.Graph[int], actors: Sequence[Actor]) -> tuple[Community, ...]:
    members: dict[int, list[Actor]] = defaultdict(list)
    for actor in actors:
        members[actor.community].append(actor)
    ends = [(actors[one].community, actors[other].community) for one, other in made.edges]
    inside = Counter(one for one, other in ends if one == other)
    touching = Counter(group for pair in ends for group in set(pair))
    shown = [number for number in sorted(members) if len(members[number]) >= SMALLEST][:SHOWN]
    return tuple(
        Community(
            number,
            tuple(sorted(members[number], key=lambda actor: (-actor.links, actor.id))),
            inside[number],
            touching[number] - inside[number],
        )
        for number in shown
    )


def _bridges(made: nx.Graph[int], actors: Sequence[Actor]) -> tuple[Bridge, ...]:
    found = []
    for i, actor in enumerate(actors):
        near = (actors[j].community for j in made[i])
        outside = Counter(group for group in near if group != actor.community)
        if outside:
            found.append(Bridge(actor, len(outside), outside.total()))
    found.sort(key=lambda bridge: (-bridge.communities, -bridge.links, bridge.actor.id))
    return tuple(found[:SHOWN])


def _breaks(made: nx.Graph[int], actors: Sequence[Actor], cuts: Sequence[int]) -> tuple[Break, ...]:
    """Return what the loss of the best linked cut vertices parts, the most first."""
    import networkx as nx

    found = []
    for cut in sorted(cuts, key=lambda i: (-len(made[i]), actors[i].id))[:SHOWN]:
        component = nx.node_connected_component(made, cut)
        rest = nx.connected_components(made.subgraph(component - {cut}))
        sizes = sorted(map(len, rest), reverse=True)
        found.append(Break(actors[cut], sum(sizes[1:]), len(sizes)))
    return tuple(sorted(found, key=lambda one: (-one.lost, one.actor.id)))


def _by_decade(network: Network) -> tuple[DecadeOfLinks, ...]:
    """Return the links by decade, those of no certain one last."""
    import networkx as nx

    begun: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair, decade in sorted(network.links.items()):
        begun[decade].append(pair)
    found = []
    for decade, pairs in sorted(begun.items(), key=lambda item: (not item[0], item[0])):
        names, part = to_graph(Network(network.labels, network.kinds, dict.fromkeys(pairs, "")))
        degrees = [len(part[i]) for i in part]
        sizes = [len(one) for one in nx.connected_components(part)]
        best = min(range(len(degrees)), key=lambda i: (-degrees[i], names[i]))
        found.append(
            DecadeOfLinks(
                decade=decade,
                actors=tuple(names),
                links=len(pairs),
                parts=len(sizes),
                largest=max(sizes),
                best=network.labels[names[best]],
                best_links=degrees[best],
            )
        )
    return tuple(found)
