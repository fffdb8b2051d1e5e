"""The network: pyvis holds its nodes, edges and options and ships the library that draws it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engine.other_process import beside
from kg.explorer.layout import Places, lay_out

if TYPE_CHECKING:
    from pyvis.network import Network

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

_MANY = 1_000
"""Pairs from which a process of its own is worth its start."""
_LEFT_OUT = {"Post"}
"""Kinds that a relation of others names: a person is joined to the body by the post."""


@contextmanager
def laying_out(
    data: Mapping[str, Any], pairs: Iterable[tuple[str, str]]
) -> Iterator[Callable[[], dict[str, Any]]]:
    """Begin to lay the network out; what is yielded waits for it and gives what the page holds.

    That is `places` (id -> [x, y, island]) of all that is related, and the `options`. The
    relations themselves stand in the other tables of the page, with dates and sources.
    """
    left_out = {thing["id"] for thing in data["things"] if thing["kind"] in _LEFT_OUT}
    joined = [pair for pair in pairs if not left_out.intersection(pair)]
    if len(joined) < _MANY:
        yield lambda: _fill(_begin_network(), joined, lay_out(joined))
        return
    with beside(lay_out, joined) as places:
        network = _begin_network()  # the library takes a third of the time of the layout to load
        yield lambda: _fill(network, joined, places())


def _begin_network() -> Network:
    import pyvis.network

    return pyvis.network.Network(directed=True)


def _fill(network: Network, joined: Iterable[tuple[str, str]], places: Places) -> dict[str, Any]:
    network.nodes = [
        {"id": name, "x": x, "y": y, "group": island} for name, (x, y, island) in places.items()
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
