"""The analysis `structure`: who is central, who hangs together, what falls apart without whom."""

from __future__ import annotations

from kg.analysis.measure import Analysis
from kg.analysis.structure.figures import draw_figures
from kg.analysis.structure.finding import find_structure
from kg.analysis.structure.tables import make_tables
from kg.analysis.structure.words import MEASURES, say, tell_limits
from kg.engine.graph import SparqlGraph


def analyse(graph: SparqlGraph) -> Analysis:
    """Return the centre, the groups and the weak points of the network of actors."""
    found = find_structure(graph)
    return Analysis(
        name="structure",
        title="Structure of the network",
        question="Who is central, who hangs together, and what depends on one actor?",
        as_of=found.as_of.isoformat() if found.as_of else None,
        measures=MEASURES,
        tables=make_tables(found),
        sentences=tuple(say(found)),
        limits=tuple(tell_limits(found)),
        figures=tuple(draw_figures(found)),
    )
