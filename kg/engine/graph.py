"""What can be asked: the protocol of every graph, local or remote, and the types of its answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from kg.model.terms import Space

if TYPE_CHECKING:
    import pyoxigraph as ox

    Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
    Term = ox.NamedNode | ox.Literal | ox.BlankNode


class GraphNames(NamedTuple):
    """The graphs that a query is asked of, by their addresses, whatever it says itself."""

    default: tuple[str, ...]
    named: tuple[str, ...]


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


def write(term: Any) -> str:
    """Return a term of the engine as N-Triples writes it; its own text of a triple lacks brackets.

    `kg.model.notation` takes it from there.
    """
    import pyoxigraph as ox

    return f"<<( {term} )>>" if isinstance(term, ox.Triple) else str(term)


def text_of(term: Any) -> str:
    """Return what a term of the engine is known by: an address, a text, the name of a blank node.

    A triple is known by its N-Triples form, an unbound term by nothing.
    """
    if term is None:
        return ""
    return term.value if type(term).__name__ in _KNOWN_BY_VALUE else write(term)


_KNOWN_BY_VALUE = frozenset({"NamedNode", "Literal"})
"""Classes of the engine by name: it is not imported for each of a million terms."""
