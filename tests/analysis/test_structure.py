"""Structure: igraph says what networkx says, names change nothing, and a star breaks at its hub."""

from __future__ import annotations

import random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis.structure import analyse, centrality
from kg.analysis.structure.centrality import betweenness, find_communities, to_igraph
from kg.history.actors import Network, read_network
from tests.analysis.advised import CONTRACTS, days, graph_of

_STATED = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=40).filter(
    lambda pairs: any(a != b for a, b in pairs)
)


def _network(stated: list[tuple[int, int]]) -> Network:
    """Merge parallel and opposite links and drop loops, as reading a graph does."""
    links = {(f"n{min(p)}", f"n{max(p)}"): "" for p in stated if p[0] != p[1]}
    names = {name for pair in links for name in pair}
    return Network({n: n for n in names}, dict.fromkeys(names, "Body"), links)


@settings(deadline=None)
@given(_STATED)
def test_measures_are_those_of_networkx(stated: list[tuple[int, int]]) -> None:
    network = _network(stated)
    made = to_igraph(network)
    plain = nx.Graph(list(network.links))
    names = made.vs["name"]

    def same(values: list[float], expected: dict[str, float]) -> None:
        assert dict(zip(names, values, strict=True)) == pytest.approx(expected, abs=1e-5)

    if len(names) > 2:
        same(betweenness(made), nx.betweenness_centrality(plain))
    same(made.degree(), dict(plain.degree()))
    same(made.coreness(), nx.core_number(plain))
    same(made.pagerank(directed=False, damping=0.85), nx.pagerank(plain, tol=1e-10, max_iter=1000))
    assert {names[i] for i in made.articulation_points()} == set(nx.articulation_points(plain))


@settings(deadline=None)
@given(_STATED)
def test_communities_part_every_actor_and_repeat(stated: list[tuple[int, int]]) -> None:
    made = to_igraph(_network(stated))
    groups = find_communities(made)
    assert groups == find_communities(made)
    assert set(groups) == set(range(1, max(groups) + 1))
    home = made.connected_components().membership
    assert all(len({home[i] for i, h in enumerate(groups) if h == g}) == 1 for g in groups)


@settings(deadline=None)
@given(_STATED, st.permutations(range(10)))
def test_new_names_change_no_betweenness(stated: list[tuple[int, int]], new: list[int]) -> None:
    before = sorted(betweenness(to_igraph(_network(stated))))
    renamed = [(new[a], new[b]) for a, b in stated]
    assert sorted(betweenness(to_igraph(_network(renamed)))) == pytest.approx(before)


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


@settings(deadline=None)
@given(_STATED, st.integers(2, 12))
def test_large_networks_are_estimated_from_pivots_as_networkx_does(
    stated: list[tuple[int, int]], pivots: int
) -> None:
    network = _network(stated)
    made, plain = to_igraph(network), nx.Graph(list(network.links))
    names = made.vs["name"]
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
    chain = to_igraph(_network([(i, i + 1) for i in range(9)]))
    exact = betweenness(chain)
    monkeypatch.setattr(centrality, "EXACT_BELOW", 5)
    assert betweenness(chain) == pytest.approx(exact)
