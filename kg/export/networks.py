"""Write a networkx projection as GraphML or GEXF, for Gephi, yEd and Cytoscape.

Attributes are text or whole numbers, so that what is read back is equal to what was written.
"""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from kg.model.notation import NOT_XML

if TYPE_CHECKING:
    import networkx as nx

_GEXF = "http://gexf.net/1.3"


def write_graphml(network: nx.Graph[str]) -> str:
    """Return GraphML (graphml.graphdrawing.org); parallel edges keep their key as edge id."""
    import networkx as nx

    stream = io.BytesIO()
    nx.write_graphml_xml(_safe(network), stream, encoding="utf-8")
    return stream.getvalue().decode()


def write_gexf(network: nx.Graph[str]) -> str:
    """Return GEXF 1.3 (gexf.net); each edge has an id of its own.

    Its time is in whole days: a node begins on the first day on which it may have begun and ends on
    the first on which it may have ended. What is stated of both, which may be a month or about a
    year, stands in the attributes `start_stated` and `end_stated`. No day of writing is noted.
    """
    ready = _safe(network)
    root = ElementTree.Element("gexf", xmlns=_GEXF, version="1.3")
    form = {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"}
    graph = ElementTree.SubElement(root, "graph", form)
    nodes = [(name, _rename(found)) for name, found in ready.nodes(data=True)]
    edges = [(s, o, _rename(found)) for s, o, found in ready.edges(data=True)]
    columns = {
        "node": _declare(graph, "node", [found for _, found in nodes]),
        "edge": _declare(graph, "edge", [found for *_, found in edges]),
    }
    held = ElementTree.SubElement(graph, "nodes")
    for name, found in nodes:
        shown = {"id": name, "label": str(found.get("label", name)), **_span(found)}
        _fill(ElementTree.SubElement(held, "node", shown), found, columns["node"])
    held = ElementTree.SubElement(graph, "edges")
    for number, (source, target, found) in enumerate(edges):
        shown = {"id": str(number), "source": source, "target": target}
        _fill(ElementTree.SubElement(held, "edge", shown), found, columns["edge"])
    ElementTree.indent(root)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ElementTree.tostring(root, 'unicode')}\n"


def _rename(found: dict[str, Any]) -> dict[str, Any]:
    """Return attributes with those renamed that GEXF has words of its own for."""
    return {f"{name}_stated" if name in ("start", "end") else name: v for name, v in found.items()}


def _span(found: dict[str, Any]) -> dict[str, str]:
    """Return the whole days on which a node begins and ends, as far as they are known."""
    days = {}
    for name, known in (("start", "born"), ("end", "ended")):
        with suppress(ValueError):
            days[name] = date.fromisoformat(str(found.get(known, ""))).isoformat()
    return {} if days.get("start", "") > days.get("end", "9999-99-99") else days


def _declare(graph: ElementTree.Element, kind: str, all_found: list[dict[str, Any]]) -> list[str]:
    """Declare the attributes of nodes or edges; return their names, the place of each its id."""
    names = sorted({name for found in all_found for name in found if name != "label"})
    if names:
        held = ElementTree.SubElement(graph, "attributes", {"class": kind})
        for number, name in enumerate(names):
            shown = {"id": str(number), "title": name, "type": "string"}
            ElementTree.SubElement(held, "attribute", shown)
    return names


def _fill(node: ElementTree.Element, found: dict[str, Any], names: list[str]) -> None:
    """Add the attributes that a node or an edge has."""
    values = [(str(i), str(found[name])) for i, name in enumerate(names) if name in found]
    if values:
        held = ElementTree.SubElement(node, "attvalues")
        for number, value in values:
            ElementTree.SubElement(held, "attvalue", {"for": number, "value": value})


def _safe(network: nx.Graph[str]) -> Any:
    """Return a copy without the characters that XML cannot hold."""
    copy = network.copy()
    for _, found in copy.nodes(data=True):
        _clean(found)
    for *_, found in copy.edges(data=True):
        _clean(found)
    return copy


def _clean(found: dict[str, Any]) -> None:
    for name, value in found.items():
        if isinstance(value, str):
            found[name] = NOT_XML.sub("\ufffd", value)
