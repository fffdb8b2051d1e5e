"""GraphML and GEXF, read back by networkx, give equal nodes, edges and attributes."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

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
    for name, found in network.nodes(data=True):
        read = dict(back.nodes[name])
        for bound, known in (("start", "born"), ("end", "ended")):
            assert read.pop(bound, None) == found.get(known)
        assert read == {f"{k}_stated" if k in ("start", "end") else k: v for k, v in found.items()}
    assert _edges(back) == _edges(network)


@pytest.mark.parametrize(
    ("born", "ended", "span"),
    [
        ("2004-03-01", "2010-04-01", {"start": "2004-03-01", "end": "2010-04-01"}),
        ("1948-01-01", None, {"start": "1948-01-01"}),
        ("1948~", "199X", {}),
        ("2012-01-01", "2010-01-01", {}),
        ("x", "2010-01-01", {"end": "2010-01-01"}),
    ],
)
def test_gexf_tells_time_in_whole_days(born: str, ended: str | None, span: dict[str, str]) -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_node("a", label="A\x1b", start="2004-03", end="199X", born=born)
    if ended:
        network.nodes["a"]["ended"] = ended
    (node,) = ElementTree.fromstring(write_gexf(network)).iter("{http://gexf.net/1.3}node")
    assert {k: v for k, v in node.attrib.items() if k in ("start", "end")} == span
    assert node.attrib["label"] == "A\ufffd"
    assert "2004-03" in {value.attrib["value"] for value in node.iter() if "value" in value.attrib}


def test_gexf_carries_no_date_of_writing(small: LocalGraph) -> None:
    assert not re.search(r"lastmodified", write_gexf(project(small, "succession")))


def test_a_character_that_xml_cannot_hold_is_replaced(small: LocalGraph) -> None:
    network = project(small, "succession")
    name = next(iter(network))
    network.nodes[name]["label"] = "a\x0bb"
    assert nx.parse_graphml(write_graphml(network)).nodes[name]["label"] == "a\ufffdb"
    assert network.nodes[name]["label"] == "a\x0bb"


NAME_TOKEN = re.compile(r"[\w.:-]+")
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def test_graphml_keeps_the_rules_of_its_schema(small: LocalGraph) -> None:
    """Those of graphml-structure.xsd: ids are name tokens, unique, and each end is a node."""
    network = project(small, "whole")
    for iri in ("https://example.org/a b?c=d#e", "https://example.org/a-b", "urn:x", "_:b0"):
        network.add_node(iri, iri=iri, label=iri)
        network.add_edge(iri, "urn:x", key="p", property="p")
        network.add_edge(iri, "urn:x", key="q", property="q")
    root = ElementTree.fromstring(write_graphml(network))
    *keys, graph = root
    assert (root.tag, graph.tag, graph.attrib) == (
        f"{GRAPHML}graphml", f"{GRAPHML}graph", {"edgedefault": "directed"},
    )  # fmt: skip
    for key in keys:
        assert key.tag == f"{GRAPHML}key"
        assert {*key.attrib} == {"id", "for", "attr.name", "attr.type"}
        assert (key.attrib["for"] in ("node", "edge"), key.attrib["attr.type"]) == (True, "string")
        assert NAME_TOKEN.fullmatch(key.attrib["attr.name"])
    kind_of = {key.attrib["id"]: key.attrib["for"] for key in keys}
    assert len(kind_of) == len(keys)
    nodes = [node.attrib["id"] for node in graph if node.tag == f"{GRAPHML}node"]
    assert len(nodes) == len({*nodes}) == len(network)
    assert all(map(NAME_TOKEN.fullmatch, nodes))
    for node in graph:
        kind = node.tag.removeprefix(GRAPHML)
        assert kind == "node" or {node.attrib["source"], node.attrib["target"]} <= {*nodes}
        told = [data.attrib["key"] for data in node]
        assert {data.tag for data in node} <= {f"{GRAPHML}data"}
        assert len(told) == len({*told})
        assert all(kind_of[key] == kind for key in told)
    assert len(graph) == len(nodes) + network.number_of_edges()
