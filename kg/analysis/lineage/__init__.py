"""The analysis `lineage`: who came from whom, what came together again, what has no heir."""

from __future__ import annotations

from kg.analysis.lineage.figures import draw_figures
from kg.analysis.lineage.finding import find_descent
from kg.analysis.lineage.tables import make_tables
from kg.analysis.lineage.words import MEASURES, say, tell_limits
from kg.analysis.measure import Analysis
from kg.engine.graph import SparqlGraph


def analyse(graph: SparqlGraph) -> Analysis:
    """Return the family trees of bodies and what they show."""
    found = find_descent(graph)
    return Analysis(
        name="lineage",
        title="Lineage of bodies",
        question="Who came from whom, what was split and put together again, what ended without "
        "an heir?",
        as_of=found.as_of.isoformat() if found.as_of else None,
        measures=MEASURES,
        tables=make_tables(found),
        sentences=tuple(say(found)),
        limits=tuple(tell_limits(found)),
        figures=tuple(draw_figures(found)),
    )
