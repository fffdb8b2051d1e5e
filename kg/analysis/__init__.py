"""Analyses: what the record shows, each number with its definition, its ids and its limits.

One module an analysis, named as users name it, with a function `analyse(graph) -> Analysis`.
A module is imported when it is asked for, so that each starts without the others' libraries.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

from kg.analysis.measure import Analysis
from kg.engine.graph import SparqlGraph
from kg.errors import UsageError
from kg.model.nearest import did_you_mean

ANALYSES: dict[str, str] = {
    "lifetimes": "how long bodies, programmes and strategies live",
    "churn": "how often bodies are reorganised, under whom, why, and what it takes",
    "lineage": "who came from whom, what was split and put together again, what has no heir",
    "recurrence": "which advice returns, and what became of it",
    "people": "how long those in charge stay, how posts change hands, where people go",
    "suppliers": "who is paid by whom, how concentrated it is, whom suppliers outlive",
    "structure": "who is central, which groups hang together, what falls apart without whom",
    "quality": "how far the graph can be trusted, and where a contributor can help",
}
"""Name -> what it answers, in the order of the report."""


def analyse(graph: SparqlGraph, name: str) -> Analysis:
    """Run an analysis by name.

    Raises UsageError where there is none of that name, MissingExtra where it needs scipy and
    scipy is not installed.
    """
    if name not in ANALYSES:
        hint = did_you_mean(name, ANALYSES) or f"; expected {', '.join(ANALYSES)}"
        raise UsageError(f"there is no analysis '{name}'{hint}")
    found: Analysis = import_module(f"kg.analysis.{name}").analyse(graph)
    return addressed(found, graph)


def addressed(found: Analysis, graph: SparqlGraph) -> Analysis:
    """Return an analysis whose queries are written as a user of the graph would write them."""
    put = graph.space.put_into
    tables = tuple(replace(table, query=put(table.query)) for table in found.tables)
    return replace(found, tables=tables)
