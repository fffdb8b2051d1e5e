"""The network: pyvis holds its nodes, edges and options and ships the library that draws it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.export.explorer.layout import lay_out

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "nodes": {
        "scaling": {
            "min": 5,
            "max": 28,
            "label": {"enabled": True, "min": 14, "max": 78, "drawThreshold": 8, "maxVisible": 15},
        },
    },
    "edges": {"smooth": False, "arrows": {"to": {"enabled": True, "scaleFactor": 0.4}}},
    "interaction": {"hideEdgesOnDrag": True, "hover": True, "tooltipDelay": 80, "keyboard": True},
}


def network_data(data: Mapping[str, Any], pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return `places` (id -> [x, y], whole pixels) of all that is related, and the `options`."""
    import networkx as nx
    import pyvis.network

    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph(sorted(set(pairs)))
    places = lay_out(drawn)
    network = pyvis.network.Network(directed=True)
    network.nodes = [{"id": name, "x": x, "y": y} for name, (x, y) in sorted(places.items())]
    network.options = OPTIONS
    return {
        "places": {node["id"]: [node["x"], node["y"]] for node in network.nodes},
        "options": network.options,
    }


def library() -> str:
    """Return the text of the vis-network that pyvis ships."""
    import pyvis.network

    folder = Path(pyvis.network.__file__).parent / "lib" / "vis-9.1.2"
    return (folder / "vis-network.min.js").read_text("utf8")
