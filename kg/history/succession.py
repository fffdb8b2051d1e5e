"""Who came after whom: every heir of what ended, and the heirs of today."""

from __future__ import annotations

from kg.engine.graph import SparqlGraph
from kg.history.record import rows

HEIRS = "SELECT DISTINCT ?body ?heir WHERE { ?body nhsit:replacedBy ?heir }"


def find_all_heirs(graph: SparqlGraph) -> dict[str, set[str]]:
    """Return, for each body that was replaced, every body that followed it, at any remove."""
    direct: dict[str, set[str]] = {}
    for row in rows(graph, HEIRS):
        direct.setdefault(row["body"], set()).add(row["heir"])
    return {body: _reach(body, direct) - {body} for body in direct}


def find_heirs(graph: SparqlGraph) -> dict[str, set[str]]:
    """Return, for each body that was replaced, the heirs that nothing replaced: those of today."""
    every = find_all_heirs(graph)
    return {body: {heir for heir in heirs if heir not in every} for body, heirs in every.items()}


def _reach(body: str, direct: dict[str, set[str]]) -> set[str]:
    """Return what can be reached from a body, itself too where a line runs in a circle."""
    seen: set[str] = set()
    todo = [body]
    while todo:
        heirs = direct.get(todo.pop(), set()) - seen
        seen |= heirs
        todo += sorted(heirs)
    return seen
