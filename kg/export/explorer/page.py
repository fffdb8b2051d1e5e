"""Write the network page: one file, laid out beforehand, that asks nothing of any server."""

from __future__ import annotations

import html
import json
from base64 import b64encode
from collections import defaultdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.export.explorer.layout import lay_out
from kg.graph.store import Graph
from kg.model import terms
from kg.model.vocabulary import Vocabulary

_TEMPLATE = Path(__file__).parent / "page.html"
_SHOWN_SOURCES = 4

KINDS: dict[str, tuple[str, str, str]] = {
    "Body": ("#0072b2", "dot", "●"),
    "BodyGroup": ("#56b4e9", "dot", "●"),
    "Unit": ("#009e73", "dot", "●"),
    "Company": ("#d55e00", "square", "■"),
    "Person": ("#cc79a7", "triangle", "▲"),
    "Programme": ("#e69f00", "diamond", "◆"),
    "System": ("#c9b800", "diamond", "◆"),
    "Report": ("#7f7f7f", "square", "■"),
    "Strategy": ("#4d4d4d", "square", "■"),
    "Article": ("#b3b3b3", "square", "■"),
    "Legislation": ("#000000", "triangleDown", "▼"),
}
"""Kind of entity -> its colour (after Okabe and Ito, for the colour-blind), its shape, its mark."""

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "nodes": {
        "scaling": {
            "min": 5,
            "max": 28,
            "label": {"enabled": True, "min": 14, "max": 78, "drawThreshold": 8, "maxVisible": 15},
        },
        "font": {"strokeWidth": 3, "strokeColor": "#ffffff"},
    },
    "edges": {
        "smooth": False,
        "color": {"color": "#c4c4c4", "highlight": "#333333"},
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.4}},
    },
    "interaction": {"hideEdgesOnDrag": True, "hover": True, "tooltipDelay": 80, "keyboard": True},
}

_SOURCES = """
SELECT ?node ?title WHERE {
  ?node nhsit:evidence/nhsit:source ?source . ?source skos:prefLabel ?title .
}
"""
_CLAIMS = """
SELECT ?claim ?s ?p ?o ?start ?end WHERE {
  ?claim a nhsit:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  OPTIONAL { ?claim nhsit:start ?start } OPTIONAL { ?claim nhsit:end ?end }
}
"""


def write_page(graph: Graph, vocabulary: Vocabulary) -> str:
    """Return the page for a graph; the same graph gives the same bytes."""
    import networkx as nx

    from kg.network.projections import whole

    network = whole(graph)
    network.remove_nodes_from([n for n in network if network.nodes[n]["kind"] not in KINDS])
    network.remove_nodes_from(list(nx.isolates(network)))
    words = _Words(graph, vocabulary)
    places = lay_out(network)
    nodes = [_node(name, network, places[name], words) for name in network]
    edges = [
        {"from": s, "to": o, "title": words.relation(network, s, o, p)}
        for s, o, p in sorted(network.edges(keys=True))
    ]
    return _fill(nodes, edges, vocabulary)


class _Words:
    """What a hover says: names, dates, and the sources of what is shown."""

    def __init__(self, graph: Graph, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.sources: dict[str, set[str]] = defaultdict(set)
        for row in _rows(graph, _SOURCES):
            self.sources[row["node"].value].add(row["title"].value)
        self.claims: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
        for row in _rows(graph, _CLAIMS):
            key = (terms.slug(row["s"].value), row["p"].value, terms.slug(row["o"].value))
            dates = _dates(*(row[n].value if row[n] is not None else "" for n in ("start", "end")))
            self.claims[key].append((dates, row["claim"].value))

    def thing(self, found: dict[str, Any]) -> str:
        """Return label, kind, dates as stated, description and sources, one a line."""
        kind = self.vocabulary.label(terms.NS + found["kind"])
        dates = found.get("date") or _dates(found.get("start", ""), found.get("end", ""))
        lines = [found["label"], f"{kind}{', ' + dates if dates else ''}"]
        lines += [found["description"]] if "description" in found else []
        return "\n".join([*lines, *self._sources({found["iri"]})])

    def relation(self, network: Any, s: str, o: str, p: str) -> str:
        """Return the relation in words, with its dates and sources."""
        iri = terms.expand(p) or p
        label = self.vocabulary.label(iri)
        lines = [f"{network.nodes[s]['label']} — {label} — {network.nodes[o]['label']}"]
        claims = sorted(self.claims.get((s, iri, o), ()))
        lines += [dates for dates, _ in claims if dates]
        return "\n".join([*lines, *self._sources({claim for _, claim in claims})])

    def _sources(self, nodes: set[str]) -> list[str]:
        titles = sorted({title for node in nodes for title in self.sources.get(node, ())})
        more = len(titles) - _SHOWN_SOURCES
        shown = [f"Source: {title}" for title in titles[:_SHOWN_SOURCES]]
        return [*shown, f"and {more} more sources"] if more > 0 else shown


def _rows(graph: Graph, query: str) -> Any:
    return graph.query(query)


def _dates(start: str, end: str) -> str:
    if start and end == "..":
        return f"since {start}"
    if start and end:
        return f"{start} to {end}"
    if start:
        return f"from {start}, end not known"
    return f"until {end}" if end and end != ".." else ""


def _node(name: str, network: Any, place: tuple[int, int], words: _Words) -> dict[str, Any]:
    found = network.nodes[name]
    colour, shape, _ = KINDS[found["kind"]]
    return {
        "id": name,
        "label": found["label"] if len(found["label"]) <= 60 else found["label"][:58] + "…",
        "title": words.thing(found),
        "x": place[0],
        "y": place[1],
        "color": colour,
        "shape": shape,
        "value": min(network.degree(name), 60),
    }


def _fill(nodes: list[dict[str, Any]], edges: list[dict[str, Any]], vocabulary: Vocabulary) -> str:
    """Return the template with pyvis's network, its options and the library that it ships.

    The page may run only the two scripts whose digests stand in its own policy.
    """
    import pyvis.network

    network = pyvis.network.Network(directed=True)
    network.nodes, network.edges, network.options = nodes, edges, OPTIONS
    library = Path(pyvis.network.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
    legend = "".join(
        f'<li><span style="color:{colour}" aria-hidden="true">{mark}</span> '
        f"{html.escape(vocabulary.label(terms.NS + kind))}</li>"
        for kind, (colour, _, mark) in KINDS.items()
    )
    data = {"nodes": network.nodes, "edges": network.edges, "options": network.options}
    vis = library.read_text("utf8").replace("</script", "<\\/script")
    head, _, rest = _TEMPLATE.read_text("utf8").partition("%%DATA%%")
    page = f"{head}{_script_json(data)}{rest}".replace("%%LEGEND%%", legend, 1)
    draw = page.rpartition("<script>")[2].partition("</script>")[0]
    policy = " ".join(f"'sha256-{_digest(script)}'" for script in (vis, draw))
    return page.replace("%%POLICY%%", policy, 1).replace("%%LIBRARY%%", vis, 1)


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


def _script_json(value: Any) -> str:
    """Return JSON that may stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
