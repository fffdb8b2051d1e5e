"""GraphML and GEXF, read back by networkx, give equal nodes, edges and attributes."""

from __future__ import annotations

import io
import re

import networkx as nx
import pytest

from kg.engine.store import LocalGraph
from kg.export.networks import write_gexf, write_graphml
from kg.history.projections import PROJECTIONS, project


def _edges(network: nx.Graph) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return sorted(
        (s, o, sorted((k, v) for k, v in found.items() if k not in ("id", "label")))
        for s, o, found in network.edges(data=True)
    )


@pytest.mark.parametrize("projection", sorted(PROJECTIONS))
def test_graphml_comes_back_equal(small: LocalGraph, projection: str) -> None:
    network = project(small, projection)
    text = write_graphml(network)
    back = nx.parse_graphml(text, force_multigraph=network.is_multigraph())
    assert dict(back.nodes(data=True)) == dict(network.nodes(data=True))
    assert _edges(back) == _edges(network)


@pytest.mark.parametrize("projection", sorted(PROJECTIONS))
def test_gexf_comes_back_equal(small: LocalGraph, projection: str) -> None:
    network = project(small, projection)
    back = nx.read_gexf(io.BytesIO(write_gexf(network).encode()))
    assert dict(back.nodes(data=True)) == dict(network.nodes(data=True))
    assert _edges(back) == _edges(network)


def test_gexf_carries_no_date_of_writing(small: LocalGraph) -> None:
    assert not re.search(r"lastmodified", write_gexf(project(small, "succession")))


def test_a_character_that_xml_cannot_hold_is_replaced(small: LocalGraph) -> None:
    network = project(small, "succession")
    name = next(iter(network))
    network.nodes[name]["label"] = "a\x0bb"
    assert nx.parse_graphml(write_graphml(network)).nodes[name]["label"] == "a\ufffdb"
    assert network.nodes[name]["label"] == "a\x0bb"
