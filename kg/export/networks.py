"""Write a networkx projection as GraphML or GEXF, for Gephi, yEd and Cytoscape.

Attributes of GraphML are text, which is read back as it was written. `tell` is told of letters that
no document of XML can hold; they become U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from kg.model.dates import PartialDate
from kg.model.notation import NOT_XML

if TYPE_CHECKING:
    import networkx as nx

Attributes = dict[str, str]
Tell = Callable[[str], None]

_GEXF = "http://gexf.net/1.3"
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
_NOT_NAME = re.compile(
    "[^-.0-9:A-Z_a-z\xb7\xc0-\xd6\xd8-\xf6\xf8-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]+"
)
"""What a name token may not hold (XML, 2.3)."""


def write_graphml(network: nx.Graph[str], tell: Tell = lambda _: None) -> str:
    """Return GraphML 1.0 (graphml.graphdrawing.org).

    Ids are name tokens there: what such a token may not hold, as in an address, becomes a dash in
    the id of a node. Its attribute `iri` is whole.
    """
    nodes, edges = _read(network, tell)
    ids = dict(zip(network, _name_tokens(network), strict=True))
    place = {"xsi:schemaLocation": f"{_GRAPHML} {_GRAPHML}/1.0/graphml.xsd"}
    root = ElementTree.Element("graphml", {"xmlns": _GRAPHML, "xmlns:xsi": _SCHEMA, **place})
    keys: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    for kind, all_found in (("node", nodes), ("edge", edges)):
        for name in sorted({name for *_, found in all_found for name in found}):
            number = keys[kind][name] = f"d{len(keys['node']) + len(keys['edge'])}"
            shown = {"id": number, "for": kind, "attr.name": name, "attr.type": "string"}
            ElementTree.SubElement(root, "key", shown)
    graph = ElementTree.SubElement(root, "graph", edgedefault="directed")

    def add(kind: str, shown: Attributes, found: Attributes) -> None:
        node = ElementTree.SubElement(graph, kind, shown)
        for name, value in found.items():
            ElementTree.SubElement(node, "data", key=keys[kind][name]).text = value

    for name, found in nodes:
        add("node", {"id": ids[name]}, found)
    for source, target, found in edges:
        add("edge", {"source": ids[source], "target": ids[target]}, found)
    return _document(root)


def write_gexf(network: nx.Graph[str], tell: Tell = lambda _: None) -> str:
    """Return GEXF 1.3 (gexf.net); each edge has an id of its own.

    Its time is in whole days, both ends included: a node begins on the first day on which it may
    have begun and ends on the last before it may have ended; an edge of a dated event begins on the
    first day of that. What is stated of both, which may be a month or about a year, stands in the
    attributes `start_stated` and `end_stated`. No day of writing is noted. The property of an edge
    is its `kind`: Gephi makes one of parallel edges of one kind.
    """
    all_nodes, all_edges = _read(network, tell)
    root = ElementTree.Element("gexf", xmlns=_GEXF, version="1.3")
    form = {"defaultedgetype": "directed", "idtype": "string", "mode": "dynamic",
            "timeformat": "date", "timerepresentation": "interval"}  # fmt: skip
    types = _types(found for _, found in network.nodes(data=True))
    types |= _types(found for *_, found in network.edges(data=True))
    graph = ElementTree.SubElement(root, "graph", form)
    nodes = [(name, _rename(found)) for name, found in all_nodes]
    edges = [(s, o, _rename(found)) for s, o, found in all_edges]
    columns = {
        "node": _declare(graph, "node", [found for _, found in nodes], types),
        "edge": _declare(graph, "edge", [found for *_, found in edges], types),
    }
    held = ElementTree.SubElement(graph, "nodes")
    for name, found in nodes:
        shown = {"id": name, "label": found.get("label", name), **_span(found)}
        _fill(ElementTree.SubElement(held, "node", shown), found, columns["node"])
    held = ElementTree.SubElement(graph, "edges")
    for number, (source, target, found) in enumerate(edges):
        shown = {"id": str(number), "source": source, "target": target, **_kind(found)}
        _fill(ElementTree.SubElement(held, "edge", shown), found, columns["edge"])
    return _document(root)


def _rename(found: Attributes) -> Attributes:
    """Return attributes with those renamed that GEXF has words of its own for."""
    return {f"{name}_stated" if name in ("start", "end") else name: v for name, v in found.items()}


def _span(found: Attributes) -> Attributes:
    """Return the first and the last whole day of a node, as far as they are known."""
    days = {}
    with suppress(ValueError):
        days["start"] = date.fromisoformat(found.get("born", "")).isoformat()
    with suppress(ValueError, OverflowError):
        last = date.fromisoformat(found.get("ended", "")) - timedelta(days=1)
        days["end"] = last.isoformat()
    if days.get("start", "") <= days.get("end", "9999-99-99"):
        return days
    # what ends on the day on which it begins was there on that day
    return {**days, "end": days["start"]} if found["born"] == found["ended"] else {}


def _kind(found: Attributes) -> Attributes:
    """Return what tells an edge from others between the same nodes, and the day it begins on."""
    shown = {}
    if "property" in found:
        shown = {"label": found["property"], "kind": found["property"]}
    with suppress(ValueError):
        day = PartialDate.parse(found.get("date", "")).earliest
        shown |= {"start": day.isoformat()} if day is not None else {}
    return shown


def _types(all_found: Iterable[dict[str, object]]) -> dict[str, str]:
    """Return the type of each attribute that is not text."""
    known: dict[str, set[type]] = {}
    for found in all_found:
        for name, value in found.items():
            known.setdefault(name, set()).add(type(value))
    return {name: _TYPES[kind] for name, (kind, *more) in known.items()
            if kind in _TYPES and not more} | {"iri": "anyURI"}  # fmt: skip


_TYPES: dict[type, str] = {bool: "boolean", int: "long", float: "double"}


def _declare(
    graph: ElementTree.Element, kind: str, all_found: list[Attributes], types: dict[str, str]
) -> list[str]:
    """Declare the attributes of nodes or edges; return their names, the place of each its id."""
    names = sorted({name for found in all_found for name in found if name != "label"})
    if names:
        held = ElementTree.SubElement(graph, "attributes", {"class": kind})
        for number, name in enumerate(names):
            shown = {"id": str(number), "title": name, "type": types.get(name, "string")}
            ElementTree.SubElement(held, "attribute", shown)
    return names


def _fill(node: ElementTree.Element, found: Attributes, names: list[str]) -> None:
    """Add the attributes that a node or an edge has."""
    values = [(str(i), found[name]) for i, name in enumerate(names) if name in found]
    if values:
        held = ElementTree.SubElement(node, "attvalues")
        for number, value in values:
            ElementTree.SubElement(held, "attvalue", {"for": number, "value": value})


def _read(
    network: nx.Graph[str], tell: Tell
) -> tuple[list[tuple[str, Attributes]], list[tuple[str, str, Attributes]]]:
    """Return the nodes and edges of a network, without the letters that XML cannot hold."""
    lost: list[str] = []

    def clean(where: str, found: dict[str, object]) -> Attributes:
        clear = {}
        for name, value in found.items():
            text = str(value).lower() if isinstance(value, bool) else str(value)
            clear[name], count = NOT_XML.subn("\ufffd", text)
            if count:
                lost.extend([f"the {name} of {where}"] * count)
        return clear

    nodes = [(name, clean(f"'{name}'", found)) for name, found in network.nodes(data=True)]
    edges = [(s, o, clean(f"'{s}' to '{o}'", found)) for s, o, found in network.edges(data=True)]
    if lost:
        letters = f"{len(lost):,} letters" if len(lost) > 1 else "1 letter"
        first = "the first in" if len(lost) > 1 else "in"
        tell(f"{letters} that XML cannot hold became U+FFFD, {first} {lost[0]}")
    return nodes, edges


def _document(root: ElementTree.Element) -> str:
    ElementTree.indent(root)
    text = ElementTree.tostring(root, "unicode").replace("\r", "&#13;")  # else read as a line feed
    return f"<?xml version='1.0' encoding='utf-8'?>\n{text}\n"


def _name_tokens(names: Iterable[str]) -> list[str]:
    """Return a name token for each name, all of them different.

    >>> _name_tokens(["nhsx", "http://x/a", "http://x/b c", "http:-x-a"])
    ['nhsx', 'http:-x-a', 'http:-x-b-c', 'http:-x-a-2']
    """
    taken: dict[str, None] = {}
    for name in names:
        number, stem = 1, _NOT_NAME.sub("-", name) or "-"
        fresh = stem
        while fresh in taken:
            number += 1
            fresh = f"{stem}-{number}"
        taken[fresh] = None
    return list(taken)
