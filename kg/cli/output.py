"""Print what is no table: JSON, text with or without emphasis; and open what commands read."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.engine.store import LocalGraph
    from kg.index.index import Index


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    import json

    sys.stdout.write(json.dumps(value, indent=1, ensure_ascii=False, default=str) + "\n")


def is_plain() -> bool:
    """Return whether text must carry no emphasis: no terminal, or NO_COLOR is set."""
    return not sys.stdout.isatty() or bool(os.environ.get("NO_COLOR"))


def width() -> int:
    """Return how wide text may be: the terminal's width, at most what reads well."""
    return min(shutil.get_terminal_size((100, 24)).columns, 110)


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
