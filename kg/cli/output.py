"""Print JSON, and open what commands read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.cli.terminal import send

if TYPE_CHECKING:
    from kg.engine.store import LocalGraph
    from kg.index.index import Index


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    import json

    send(json.dumps(value, indent=1, ensure_ascii=False, default=str) + "\n")


def open_both(location: str | None) -> tuple[LocalGraph, Index]:
    """Open a graph and its index."""
    from kg.engine.derivation import complete
    from kg.engine.store import open_graph
    from kg.index.index import index_of

    graph = complete(open_graph(location))
    return graph, index_of(graph)


def open_only_index(location: str | None) -> Index:
    """Open the index of a graph; the graph itself only where it has none."""
    from kg.index.index import open_index

    return open_index(location) or open_both(location)[1]
