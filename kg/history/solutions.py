"""What is read from a graph by SPARQL: rows as texts, days as intervals, the day that is now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kg.engine.graph import SparqlGraph, text_of
from kg.index.presence import find_read_up_to
from kg.model.dates import Span
from kg.model.terms import Space

AS_OF_RULE = (
    "Now is the latest day on which a source is dated or an event of the graph had happened "
    "(the first day that an imprecise date can mean); the clock is never read."
)


def find_as_of(graph: SparqlGraph) -> date | None:
    """Return the day that counts as now, or None where no source and no event is dated."""
    return to_date(find_read_up_to(graph))


def rows(graph: SparqlGraph, query: str) -> Iterator[dict[str, str]]:
    """Yield the solutions of a SELECT as texts; what is unbound is left out.

    IRIs of entities become slugs, terms of the vocabulary their local names, others CURIEs.
    """
    import pyoxigraph as ox

    found = graph.query(query)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    space = graph.space
    for solution in found:
        values = zip(names, solution, strict=True)
        yield {name: _text(term, space) for name, term in values if term is not None}


def _text(term: object, space: Space) -> str:
    text = text_of(term)
    if type(term).__name__ != "NamedNode":
        return text
    return space.slug(text) if text.startswith(space.things) else space.local(text)


def to_date(text: str | None) -> date | None:
    """Return a day of the graph; None where there is none or it is not a day."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def to_span(earliest: str | None, latest: str | None) -> Span | None:
    """Return an interval from its bounds; None where either is missing or they contradict."""
    first, last = to_date(earliest), to_date(latest)
    return Span(first, last) if first and last and first <= last else None
