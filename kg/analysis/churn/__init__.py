"""The analysis `churn`: how often the bodies are reorganised, by whom, why, and at what cost."""

from __future__ import annotations

from kg.analysis.churn.figures import draw_figures
from kg.analysis.churn.finding import find_churn
from kg.analysis.churn.tables import make_tables
from kg.analysis.churn.words import MEASURES, say, tell_limits
from kg.analysis.measure import Analysis
from kg.engine.graph import SparqlGraph


def analyse(graph: SparqlGraph) -> Analysis:
    """Return how often, why and under whom bodies were reorganised; MissingExtra without scipy."""
    found = find_churn(graph)
    return Analysis(
        name="churn",
        title="Churn",
        question="How often are the bodies reorganised, under whom and why, and how much of their "
        "life does it take?",
        as_of=found.as_of.isoformat() if found.as_of else None,
        measures=MEASURES,
        tables=make_tables(found),
        sentences=tuple(say(found)),
        limits=tuple(tell_limits(found)),
        figures=tuple(draw_figures(found)),
    )
