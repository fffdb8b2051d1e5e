"""The network: pyvis holds its nodes, edges and options and ships the library that draws it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.explorer.layout import lay_out

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"chosen": False, "fixed": True},
    "interaction": {
        "hover": False,
        "selectable": False,
        "dragNodes": False,
        "zoomSpeed": 0.6,
        "hideNodesOnDrag": True,
        "hideEdgesOnDrag": True,
    },
}
"""Nothing moves by itself or by a slip of the hand: a place is where a thing was and will be."""

_LEFT_OUT = {"Post"}
"""Kinds that a relation of others names: a person is joined to the body by the post."""


def network_data(data: Mapping[str, Any], pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return `places` (id -> [x, y, island]) of all that is related, and the `options`.

    The relations themselves stand in the other tables of the page, with dates and sources.
    """
    import pyvis.network

    left_out = {thing["id"] for thing in data["things"] if thing["kind"] in _LEFT_OUT}
    joined = [pair for pair in pairs if not left_out.intersection(pair)]
    network = pyvis.network.Network(directed=True)
    network.nodes = [
        {"id": name, "x": x, "y": y, "group": island}
        for name, (x, y, island) in lay_out(joined).items()
    ]
    network.edges = [{"from": one, "to": other} for one, other in joined]
    network.options = OPTIONS
    return {
        "places": {node["id"]: [node["x"], node["y"], node["group"]] for node in network.nodes},
        "options": network.options,
    }


def library() -> str:
    """Return the text of the vis-network that pyvis ships."""
    import pyvis.network

    folder = Path(pyvis.network.__file__).parent / "lib" / "vis-9.1.2"
    return (folder / "vis-network.min.js").read_text("utf8")
