"""The analysis `lifetimes`: how long bodies, programmes and strategies live."""

from __future__ import annotations

from kg.analysis.lifetimes.figures import draw_figures
from kg.analysis.lifetimes.finding import find_lifetimes
from kg.analysis.lifetimes.tables import make_tables
from kg.analysis.lifetimes.words import MEASURES, say, tell_limits
from kg.analysis.measure import Analysis
from kg.engine.graph import SparqlGraph


def analyse(graph: SparqlGraph) -> Analysis:
    """Return how long bodies, programmes and strategies live; MissingExtra without scipy."""
    found = find_lifetimes(graph)
    return Analysis(
        name="lifetimes",
        title="Lifetimes",
        question="How long do the bodies, programmes and strategies live?",
        as_of=found.as_of.isoformat() if found.as_of else None,
        measures=MEASURES,
        tables=make_tables(found),
        sentences=tuple(say(found)),
        limits=tuple(tell_limits(found)),
        figures=tuple(draw_figures(found)),
    )
