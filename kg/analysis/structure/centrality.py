"""Measures of a network: who lies between others, and which groups hang together.

What takes long is left to scipy's sparse matrices and to graspologic's Leiden, which the extra
`analysis` brings; their absence is MissingExtra.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kg.errors import MissingExtra
from kg.history.actors import Network

if TYPE_CHECKING:
    import networkx as nx

SEED = 1948
"""Of the community search, which depends on the order in which nodes are tried."""

EXACT_BELOW = 5000
"""Nodes up to which betweenness is exact; above, it is estimated from PIVOTS of them."""

PIVOTS = 128

DAMPING = 0.85
_RANKED = 1e-10
"""Change of all ranks together at which they are as good as found."""

_ROUNDS = 10
"""Times that the community search is begun anew from what it found."""

_AT_ONCE = 4_000_000
"""Cells of a table of nodes and sources that are held at a time."""
_CROWDED = 8
"""One of so many cells is filled, from which a table is multiplied faster as a whole."""


def to_graph(network: Network) -> tuple[list[str], nx.Graph[int]]:
    """Return the ids of the linked actors in order, and the graph of their numbers in it."""
    import networkx as nx

    names = sorted({name for pair in network.links for name in pair})
    at = {name: i for i, name in enumerate(names)}
    made: nx.Graph[int] = nx.Graph()
    made.add_nodes_from(range(len(names)))
    made.add_edges_from((at[a], at[b]) for a, b in sorted(network.links))
    return names, made


def betweenness(made: nx.Graph[int]) -> list[float]:
    """Return the betweenness of each node, between 0 and 1; an estimate in large networks.

    By Brandes' method (2001) for many sources at once, in the manner of Kepner and Gilbert (2011).
    """
    n = len(made)
    pairs = max(1, (n - 1) * (n - 2) / 2)
    sources: Sequence[int] = range(n)
    if n > EXACT_BELOW:
        sources = sorted(random.Random(SEED).sample(range(n), min(n, PIVOTS)))
    share = n / max(1, len(sources)) / pairs / 2
    links = to_matrix(made)
    step = max(1, _AT_ONCE // max(1, n))
    parts = [_between(links, sources[i : i + step]) for i in range(0, len(sources), step)]
    return [float(value) * share for value in sum(parts)] if parts else []


def to_matrix(made: nx.Graph[int]) -> Any:
    """Return the links of a graph as a sparse matrix of ones, both ways."""
    numpy, sparse = _sparse()
    ends = numpy.array(list(made.edges), dtype=numpy.int32).reshape(-1, 2)
    one, other = numpy.concatenate([ends, ends[:, ::-1]]).T
    return sparse.csr_array((numpy.ones(len(one)), (one, other)), shape=(len(made), len(made)))


def _sparse() -> tuple[Any, Any]:
    try:
        import numpy
        from scipy import sparse
    except ImportError:
        raise MissingExtra("this analysis", "analysis") from None
    return numpy, sparse


def _between(links: Any, sources: Sequence[int]) -> Any:
    """Return how many of the shortest paths from each source lead through each node, in sum."""
    numpy, _ = _sparse()
    shape = (links.shape[0], len(sources))
    depth, paths = numpy.full(shape, -1, numpy.int32), numpy.zeros(shape)
    front = (numpy.array(sources), numpy.arange(len(sources)), numpy.ones(len(sources)))
    levels: list[tuple[Any, Any]] = []
    while len(front[0]):
        rows, columns, counts = front
        depth[rows, columns], paths[rows, columns] = len(levels), counts
        levels.append((rows, columns))
        front = _step(links, front, shape, depth, -1)
    through = numpy.zeros(shape)
    for level in range(len(levels) - 1, 1, -1):
        at = levels[level]
        front = (*at, (1 + through[at]) / paths[at])
        rows, columns, flow = _step(links, front, shape, depth, level - 1)
        through[rows, columns] = flow * paths[rows, columns]
    return through.sum(axis=1)


def _step(links: Any, front: tuple[Any, Any, Any], shape: Any, depth: Any, wanted: int) -> Any:
    """Return what reaches the neighbours of a front that stand at a depth: rows, columns, sums."""
    _, sparse = _sparse()
    rows, columns, values = front
    table = sparse.csr_array((values, (rows, columns)), shape=shape)
    if table.nnz * _CROWDED > shape[0] * shape[1]:
        reached = links @ table.toarray()
        rows, columns = ((reached > 0) & (depth == wanted)).nonzero()
        return rows, columns, reached[rows, columns]
    reached = (links @ table).tocoo()
    kept = depth[reached.row, reached.col] == wanted
    return reached.row[kept], reached.col[kept], reached.data[kept]


def find_ranks(made: nx.Graph[int]) -> list[float]:
    """Return the PageRank of each node; every one has a link."""
    numpy, _ = _sparse()
    links, n = to_matrix(made), len(made)
    walk = links * (DAMPING / links.sum(axis=0))
    ranks, change = numpy.full(n, 1 / n), 1.0
    while change > _RANKED:
        before, ranks = ranks, walk @ ranks + (1 - DAMPING) / n
        change = abs(ranks - before).sum()
    return [float(rank) for rank in ranks]


def find_communities(made: nx.Graph[int]) -> list[int]:
    """Return the community of each node, numbered from 1, the largest first."""
    numpy, _ = _sparse()
    try:
        from graspologic_native import leiden_csr
    except ImportError:
        raise MissingExtra("this analysis", "analysis") from None
    links = to_matrix(made)
    starts, ends = links.indptr.astype(numpy.int64), links.indices.astype(numpy.int32)
    _, groups = leiden_csr(starts, ends, links.data, len(made), seed=SEED, iterations=_ROUNDS)
    found = [groups[node] for node in made]
    size = Counter(found)
    first: dict[int, int] = {}
    for i, group in enumerate(found):
        first.setdefault(group, i)
    order = sorted(size, key=lambda group: (-size[group], first[group]))
    number = {group: i for i, group in enumerate(order, start=1)}
    return [number[group] for group in found]
