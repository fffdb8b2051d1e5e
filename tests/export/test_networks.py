"""GraphML and GEXF, read back by networkx, give equal nodes, edges and attributes."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import networkx as nx
import pytest

from kg.engine.store import LocalGraph
from kg.export.networks import write_gexf, write_graphml
from kg.history.projections import PROJECTIONS, project


def _edges(network: nx.Graph) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return sorted(
        (s, o, sorted((k, v) for k, v in found.items() if k not in ("id", "label", "start")))
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
        assert read.pop("start", None) == found.get("born")
        ended = read.pop("end", None)
        assert ended is None or str(date.fromisoformat(ended) + timedelta(1)) == found["ended"]
        assert read == {f"{k}_stated" if k in ("start", "end") else k: v for k, v in found.items()}
    assert _edges(back) == _edges(network)


@pytest.mark.parametrize(
    ("born", "ended", "span"),
    [
        ("2004-03-01", "2010-04-01", {"start": "2004-03-01", "end": "2010-03-31"}),
        ("2004-03-01", "2004-03-01", {"start": "2004-03-01", "end": "2004-03-01"}),
        ("2004-03-01", "0001-01-01", {"start": "2004-03-01"}),
        ("1948-01-01", None, {"start": "1948-01-01"}),
        ("1948~", "199X", {}),
        ("2012-01-01", "2010-01-01", {}),
        ("x", "2010-01-01", {"end": "2009-12-31"}),
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


GEXF = "{http://gexf.net/1.3}"
OF_GRAPH = {
    "defaultedgetype": {"directed", "undirected", "mutual"},
    "idtype": {"integer", "string"},
    "mode": {"static", "dynamic", "slice"},
    "timeformat": {"integer", "double", "date", "dateTime"},
    "timerepresentation": {"interval", "timestamp"},
}
READ = {"string": str, "anyURI": str, "long": int, "double": float,
        "boolean": {"true": True, "false": False}.__getitem__}  # fmt: skip


def test_gexf_keeps_the_rules_of_its_schema(small: LocalGraph) -> None:
    """Those of gexf.xsd and dynamics.xsd: what may stand where, and what is of which type."""
    network = project(small, "whole")
    node = network.nodes["data-agency"]
    node |= {"weight": 7, "share": 0.5, "is_old": True, "mixed": 1}
    network.nodes["department"]["mixed"] = "one"
    root = ElementTree.fromstring(write_gexf(network))
    assert (root.tag, root.attrib) == (f"{GEXF}gexf", {"version": "1.3"})
    (graph,) = root
    assert all(value in OF_GRAPH[name] for name, value in graph.attrib.items())
    assert [part.tag.removeprefix(GEXF) for part in graph] == [
        "attributes", "attributes", "nodes", "edges",
    ]  # fmt: skip
    *declared, nodes, edges = graph
    types = {
        of.attrib["class"]: {one.attrib["id"]: one.attrib["type"] for one in of} for of in declared
    }
    titles = {of.attrib["class"]: [one.attrib["title"] for one in of] for of in declared}
    kind = dict(zip(titles["node"], types["node"].values(), strict=True))
    assert [kind[name] for name in ("weight", "share", "is_old", "mixed", "iri", "kind")] == [
        "long", "double", "boolean", "string", "anyURI", "string",
    ]  # fmt: skip
    ids = [one.attrib["id"] for one in nodes]
    assert len(ids) == len({*ids}) == len(network)
    assert len({edge.attrib["id"] for edge in edges}) == len(edges) == network.number_of_edges()
    for of, found in (("node", nodes), ("edge", edges)):
        for one in found:
            assert one.tag == f"{GEXF}{of}"
            assert {*one.attrib} <= {
                "node": {"id", "label", "start", "end"},
                "edge": {"id", "source", "target", "label", "kind", "start"},
            }[of]
            assert all(
                date.fromisoformat(one.attrib[x]) for x in ("start", "end") if x in one.attrib
            )
            for values in one:
                assert values.tag == f"{GEXF}attvalues"
                for value in values:
                    assert {*value.attrib} == {"for", "value"}
                    assert READ[types[of][value.attrib["for"]]](value.attrib["value"]) is not None


def test_parallel_edges_of_gexf_have_kinds_of_their_own_so_that_gephi_keeps_them(
    small: LocalGraph,
) -> None:
    network = project(small, "whole")
    s, o = next(iter(network.edges()))
    network.add_edge(s, o, key="a", property="a")
    network.add_edge(s, o, key="b", property="b")
    edges = [*ElementTree.fromstring(write_gexf(network)).iter(f"{GEXF}edge")]
    told = [(e.attrib["source"], e.attrib["target"], e.attrib["kind"]) for e in edges]
    assert len(told) == len({*told}) == network.number_of_edges()
