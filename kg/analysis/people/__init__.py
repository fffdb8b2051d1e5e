"""The analysis `people`: how long those in charge stay, how posts change hands, where people go."""

from __future__ import annotations

from kg.analysis.measure import Analysis
from kg.analysis.people.figures import draw_figures
from kg.analysis.people.finding import find_people
from kg.analysis.people.tables import make_tables
from kg.analysis.people.words import MEASURES, say, tell_limits
from kg.engine.graph import SparqlGraph


def analyse(graph: SparqlGraph) -> Analysis:
    """Return tenures, turnover, careers and moves of people; MissingExtra without scipy."""
    found = find_people(graph)
    return Analysis(
        name="people",
        title="People and posts",
        question="How long do those in charge stay, how often do posts change hands, and where do "
        "they go?",
        as_of=found.as_of.isoformat() if found.as_of else None,
        measures=MEASURES,
        tables=tuple(make_tables(found)),
        sentences=tuple(say(found)),
        limits=tuple(tell_limits(found)),
        figures=tuple(draw_figures(found)),
    )
