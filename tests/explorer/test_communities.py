"""Communities: connected, as good as networkx's, the same always."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kg.explorer.communities import find_communities

_PAIRS = st.sets(
    st.tuples(st.integers(0, 14), st.integers(0, 14)).filter(lambda pair: pair[0] < pair[1]),
    max_size=50,
)


def _parts(size: int, pairs: list[tuple[int, int]]) -> list[set[int]]:
    groups = find_communities(size, pairs, 42)
    return [{i for i in range(size) if groups[i] == number} for number in range(max(groups) + 1)]


@given(_PAIRS)
def test_communities_hang_together_and_the_largest_come_first(pairs: set[tuple[int, int]]) -> None:
    found = _parts(15, sorted(pairs))
    graph = nx.Graph(list(pairs))
    graph.add_nodes_from(range(15))
    assert all(nx.is_connected(graph.subgraph(part)) for part in found)
    assert [len(part) for part in found] == sorted(map(len, found), reverse=True)
    assert found == _parts(15, sorted(pairs))


def test_cliques_in_a_ring_are_the_communities() -> None:
    ring = nx.ring_of_cliques(8, 6)
    found = _parts(48, list(ring.edges))
    assert sorted(map(sorted, found)) == [list(range(i, i + 6)) for i in range(0, 48, 6)]


def test_modularity_is_at_least_that_of_networkx() -> None:
    for seed in range(5):
        graph = nx.planted_partition_graph(8, 20, 0.25, 0.02, seed=seed)
        pairs = sorted((min(pair), max(pair)) for pair in graph.edges)
        ours = nx.community.modularity(graph, _parts(160, pairs))
        theirs = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1))
        assert ours > theirs - 0.005


def test_without_links_everyone_is_alone() -> None:
    assert find_communities(3, [], 1) == [0, 1, 2]
    assert find_communities(0, [], 1) == []
