"""Structure: its measures are those of networkx, names change nothing, and a star breaks at its hub."""

from __future__ import annotations

import random
import sys

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis.structure import analyse, centrality
from kg.analysis.structure.centrality import betweenness, find_communities, find_ranks, to_graph
from kg.errors import MissingExtra
from kg.history.actors import Network, read_network
from tests.analysis.advised import CONTRACTS, days, graph_of

for _wanted in ("scipy", "graspologic_native"):
    pytest.importorskip(_wanted)

_STATED = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=40).filter(
    lambda pairs: any(a != b for a, b in pairs)
)


def _network(stated: list[tuple[int, int]]) -> Network:
    """Merge parallel and opposite links and drop loops, as reading a graph does."""
    links = {(f"n{min(p)}", f"n{max(p)}"): "" for p in stated if p[0] != p[1]}
    names = {name for pair in links for name in pair}
    return Network({n: n for n in names}, dict.fromkeys(names, "Body"), links)


@given(_STATED)
def test_measures_are_those_of_networkx(stated: list[tuple[int, int]]) -> None:
    network = _network(stated)
    names, made = to_graph(network)
    plain = nx.Graph(list(network.links))

    def same(values: list[float], expected: dict[str, float]) -> None:
        assert dict(zip(names, values, strict=True)) == pytest.approx(expected, abs=1e-5)

    if len(names) > 2:
        same(betweenness(made), nx.betweenness_centrality(plain))
    same(find_ranks(made), nx.pagerank(plain, tol=1e-10, max_iter=1000))


@given(_STATED)
def test_communities_part_every_actor_and_repeat(stated: list[tuple[int, int]]) -> None:
    _, made = to_graph(_network(stated))
    groups = find_communities(made)
    assert groups == find_communities(made)
    assert set(groups) == set(range(1, max(groups) + 1))
    members = {g: [i for i, h in enumerate(groups) if h == g] for g in groups}
    assert all(nx.is_connected(made.subgraph(group)) for group in members.values())


@given(_STATED, st.permutations(range(10)))
def test_new_names_change_no_betweenness(stated: list[tuple[int, int]], new: list[int]) -> None:
    before = sorted(betweenness(to_graph(_network(stated))[1]))
    renamed = [(new[a], new[b]) for a, b in stated]
    assert sorted(betweenness(to_graph(_network(renamed))[1])) == pytest.approx(before)


STAR = (
    "".join(
        f"""id:b{i} a nhsit:Body ; skos:prefLabel "B{i}"@en .
claim:k{i} a nhsit:Claim ; rdf:subject id:b{i} ; rdf:object id:hub ; {days("start", f"20{i}0-01-01")} .
claim:again{i} a nhsit:Claim ; rdf:subject id:hub ; rdf:object id:b{i} .
"""
        for i in range(3)
    )
    + 'id:hub a nhsit:Body ; skos:prefLabel "Hub"@en .\n'
)


def test_a_star_breaks_at_its_hub() -> None:
    found = analyse(graph_of(STAR))
    assert found.table("breaks").rows == (("Hub", "Body", 2, 3),)
    hub = found.table("central").to_rows()[0]
    assert (hub["actor"], hub["links"], hub["betweenness"], hub["core"]) == ("Hub", 3, 1.0, 1)
    assert found.table("decades").column("decade") == ["2000s", "2010s", "2020s"]


def test_what_was_planned_or_deprecated_links_nobody() -> None:
    graph = graph_of("""
      id:a a nhsit:Body . id:b a nhsit:Body . id:c a nhsit:Body .
      id:e a nhsit:Replacement ; nhsit:status nhsit:Planned ; nhsit:endedBody id:a ; nhsit:createdBody id:b .
      claim:d a nhsit:Claim ; rdf:subject id:a ; rdf:object id:c ; nhsit:rank nhsit:Deprecated .
    """)
    assert read_network(graph).links == {}
    assert analyse(graph).limits == ("The graph links no two actors.",)


def test_contracts_link_parties_in_different_roles() -> None:
    links = read_network(graph_of(CONTRACTS)).links
    assert {("acme", "old"), ("acme", "new"), ("bolt", "new"), ("new", "old")} <= set(links)
    assert links["acme", "old"] == "2000s"


@given(_STATED, st.integers(2, 12))
def test_large_networks_are_estimated_from_pivots_as_networkx_does(
    stated: list[tuple[int, int]], pivots: int
) -> None:
    network = _network(stated)
    names, made = to_graph(network)
    plain = nx.Graph(list(network.links))
    n, k = len(names), min(len(names), pivots)
    drawn = random.Random(centrality.SEED).sample(range(n), k)
    known = nx.betweenness_centrality_subset(plain, [names[i] for i in drawn], names)
    pairs = max(1, (n - 1) * (n - 2) / 2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(centrality, "EXACT_BELOW", 1)
        patch.setattr(centrality, "PIVOTS", pivots)
        found = betweenness(made)
    assert found == pytest.approx([known[name] * n / k / pairs for name in names])


def test_with_every_actor_a_pivot_the_estimate_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    _, chain = to_graph(_network([(i, i + 1) for i in range(9)]))
    exact = betweenness(chain)
    monkeypatch.setattr(centrality, "EXACT_BELOW", 5)
    assert betweenness(chain) == pytest.approx(exact)


@given(_STATED, st.integers(1, 30))
def test_parts_of_the_sources_and_sparse_fronts_give_the_same_betweenness(
    stated: list[tuple[int, int]], cells: int
) -> None:
    names, made = to_graph(_network(stated))
    whole = betweenness(made)
    for crowded in (0, 10_000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(centrality, "_AT_ONCE", cells)
            patch.setattr(centrality, "_CROWDED", crowded)
            assert betweenness(made) == pytest.approx(whole)
    assert len(whole) == len(names)


def test_a_long_chain_is_exact_in_the_middle_and_at_the_ends() -> None:
    n = 601
    _, chain = to_graph(_network([(1000 + i, 1001 + i) for i in range(n - 1)]))
    found = betweenness(chain)
    assert found[0] == 0
    assert found[n // 2] == pytest.approx((n // 2) ** 2 / ((n - 1) * (n - 2) / 2))


@pytest.mark.parametrize("missing", ["scipy", "graspologic_native"])
def test_without_the_extra_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingExtra, match="analysis"):
        analyse(graph_of(STAR))


def test_communities_are_as_good_as_modularity_can_be_and_the_largest_comes_first() -> None:
    ring = nx.ring_of_cliques(6, 5)
    ring.add_edge(0, 100)
    groups = find_communities(nx.convert_node_labels_to_integers(ring))
    assert [groups.count(number) for number in range(1, 7)] == [6, 5, 5, 5, 5, 5]
