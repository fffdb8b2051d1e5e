"""What can be asked: the protocol of every graph, local or remote, and the types of its answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from kg.model.terms import Space

if TYPE_CHECKING:
    import pyoxigraph as ox

    Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
    Term = ox.NamedNode | ox.Literal | ox.BlankNode


class SparqlGraph(Protocol):
    """Anything that answers SPARQL."""

    @property
    def place(self) -> str:
        """Where the graph is, as the user named it."""

    @property
    def space(self) -> Space:
        """The addresses that the graph names its things by."""

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """Answer a query; `bindings` gives variables their terms. QueryError where it cannot."""
