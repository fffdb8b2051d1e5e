"""The Python face: open or build a graph, ask it, and hand it to rdflib or networkx.

import kg

g = kg.open()
g.to_networkx("succession")
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.graph.store import LocalGraph, open_graph

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kg.graph.store import Answer


class Graph:
    """An open graph: what `kg.open()` and `kg.build()` return."""

    def __init__(self, graph: LocalGraph) -> None:
        self._graph = graph

    def query(self, text: str) -> Answer:
        """Answer a SPARQL query; the prefixes of the project are known.

        Raises QueryError where the query does not parse.
        """
        return self._graph.query(text)

    def to_rdflib(self) -> rdflib.Dataset:
        """Return the graph as an rdflib Dataset over the same store (oxrdflib).

        The default graph holds everything; the named graphs `graph:inferred`, `graph:vocab` and
        `graph:meta` mark what is not stated data.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        from kg.model.terms import PREFIXES

        dataset = rdflib.Dataset(store=OxigraphStore(store=self._graph.store))
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace, replace=True)
        return dataset

    def to_networkx(self, projection: str = "whole") -> nx.DiGraph[str] | nx.MultiDiGraph[str]:
        """Return a named projection; `kg.network.projections` says what each holds.

        Raises UsageError where there is no projection of that name.
        """
        from kg.network.projections import project

        return project(self._graph, projection)

    def __repr__(self) -> str:
        return f"<kg.Graph {self._graph.place}: {len(self._graph.store):,} triples>"


def open(graph: str | Path | None = None) -> Graph:
    """Open a built graph (default `output/`) or an RDF file.

    Raises GraphError where there is none or it cannot be read.
    """
    return Graph(open_graph(graph))


def build(data_dir: str | Path | None = None, out: str | Path = "output", **options: Any) -> Graph:
    """Build the graph from a folder of tables and open it.

    Without a folder, `data/` here or the shipped facts. Raises TableErrors for bad tables,
    CheckFailed for violations, OutputError where `out` cannot be written.
    """
    from kg import pipeline

    data = Path(data_dir) if data_dir is not None else None
    return Graph(open_graph(pipeline.build(data, Path(out), **options).out))
