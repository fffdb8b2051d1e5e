"""Write the network page: one file, laid out beforehand, that asks nothing of any server."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

from kg.export.explorer.layout import lay_out
from kg.graph.store import Graph
from kg.model.vocabulary import Vocabulary

_TEMPLATE = Path(__file__).parent / "page.html"

KINDS: dict[str, tuple[str, str]] = {
    "Body": ("#0072b2", "dot"),
    "BodyGroup": ("#56b4e9", "dot"),
    "Unit": ("#009e73", "dot"),
    "Company": ("#d55e00", "square"),
    "Person": ("#cc79a7", "triangle"),
    "Programme": ("#e69f00", "diamond"),
    "System": ("#f0e442", "diamond"),
    "Report": ("#7f7f7f", "square"),
    "Strategy": ("#4d4d4d", "square"),
    "Article": ("#b3b3b3", "square"),
    "Legislation": ("#000000", "triangleDown"),
}
"""Kind of entity -> its colour (Okabe and Ito's, safe for the colour-blind) and its shape."""


def write_page(graph: Graph, vocabulary: Vocabulary) -> str:
    """Return the page for a graph; the same graph gives the same bytes."""
    import networkx as nx

    from kg.network.projections import whole

    network = whole(graph)
    network.remove_nodes_from([n for n in network if network.nodes[n]["kind"] not in KINDS])
    network.remove_nodes_from(list(nx.isolates(network)))
    places = lay_out(network)
    nodes = [_node(name, network, places[name]) for name in network]
    edges = [
        {"from": s, "to": o, "arrows": "to", "title": _edge_title(network, vocabulary, s, o, p)}
        for s, o, p in sorted(network.edges(keys=True))
    ]
    return _fill(nodes, edges)


def _node(name: str, network: Any, place: tuple[int, int]) -> dict[str, Any]:
    found = network.nodes[name]
    colour, shape = KINDS[found["kind"]]
    dates = " to ".join(filter(None, [found.get("start", ""), found.get("end", "")]))
    title = "\n".join(
        filter(None, [found["label"], found["kind"], dates, found.get("description", "")])
    )
    return {
        "id": name,
        "label": found["label"],
        "title": title,
        "x": place[0],
        "y": place[1],
        "color": colour,
        "shape": shape,
        "size": 6 + 2 * min(network.degree(name), 60) ** 0.5,
        "group": found["kind"],
    }


def _edge_title(network: Any, vocabulary: Vocabulary, s: str, o: str, p: str) -> str:
    from kg.model import terms

    label = vocabulary.label(terms.expand(p) or p)
    return f"{network.nodes[s]['label']} — {label} — {network.nodes[o]['label']}"


def _fill(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> str:
    """Return the template with pyvis's network, its options and the library that it ships."""
    import pyvis.network

    network = pyvis.network.Network(directed=True)
    network.nodes, network.edges = nodes, edges
    network.toggle_physics(False)
    library = Path(pyvis.network.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
    legend = "".join(
        f'<li><span style="background:{colour}"></span>{html.escape(kind)}</li>'
        for kind, (colour, _) in KINDS.items()
    )
    parts = {
        "%%LIBRARY%%": library.read_text("utf8").replace("</script", "<\\/script"),
        "%%NODES%%": _script_json(network.nodes),
        "%%EDGES%%": _script_json(network.edges),
        "%%LEGEND%%": legend,
    }
    page = _TEMPLATE.read_text("utf8")
    for mark, text in parts.items():
        page = page.replace(mark, text, 1)
    return page


def _script_json(value: Any) -> str:
    """Return JSON that may stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
