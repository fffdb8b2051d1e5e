"""Measures of a network by igraph: who lies between others, and which groups hang together."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Any

from kg.history.actors import Network

if TYPE_CHECKING:
    import igraph as ig

SEED = 1948
"""Of the community search, which depends on the order in which nodes are tried."""

EXACT_BELOW = 5000
"""Nodes up to which betweenness is exact; above, it is estimated from PIVOTS of them."""

PIVOTS = 128


def to_igraph(network: Network) -> ig.Graph:
    """Return the linked actors, in order of their ids, as vertices with their `name`."""
    import igraph as ig

    names = sorted({name for pair in network.links for name in pair})
    at = {name: i for i, name in enumerate(names)}
    made: Any = ig.Graph(len(names), [(at[a], at[b]) for a, b in sorted(network.links)])
    made.vs["name"] = names
    return made


def betweenness(made: Any) -> list[float]:
    """Return the betweenness of each vertex, between 0 and 1; an estimate in large networks."""
    n = made.vcount()
    pairs = max(1, (n - 1) * (n - 2) / 2)
    if n <= EXACT_BELOW:
        return [value / pairs for value in made.betweenness(directed=False)]
    pivots = sorted(random.Random(SEED).sample(range(n), min(n, PIVOTS)))
    share = n / len(pivots) / pairs
    return [value * share for value in made.betweenness(directed=False, sources=pivots)]


def find_communities(made: Any) -> list[int]:
    """Return the community of each vertex, numbered from 1, the largest first."""
    import igraph as ig

    ig.set_random_number_generator(random.Random(SEED))
    try:
        found = made.community_leiden(objective_function="modularity", n_iterations=10).membership
    finally:
        ig.set_random_number_generator(random)
    size = Counter(found)
    first = {group: found.index(group) for group in size}
    order = sorted(size, key=lambda group: (-size[group], first[group]))
    number = {group: i for i, group in enumerate(order, start=1)}
    return [number[group] for group in found]
