"""The analysis `recurrence`: which advice is given again and again, and what became of it."""

from __future__ import annotations

from kg.analysis.measure import Analysis
from kg.analysis.recurrence.figures import draw_figures
from kg.analysis.recurrence.finding import find_recurrence
from kg.analysis.recurrence.tables import make_tables
from kg.analysis.recurrence.words import MEASURES, say, tell_limits
from kg.engine.graph import SparqlGraph


def analyse(graph: SparqlGraph) -> Analysis:
    """Return how often advice recurs, by topic and by wording, and its fate."""
    found = find_recurrence(graph)
    return Analysis(
        name="recurrence",
        title="Recurrence of advice",
        question="Which advice returns, and what became of it?",
        as_of=found.as_of.isoformat() if found.as_of else None,
        measures=MEASURES,
        tables=tuple(make_tables(found)),
        sentences=tuple(say(found)),
        limits=tuple(tell_limits(found)),
        figures=tuple(draw_figures(found)),
    )
