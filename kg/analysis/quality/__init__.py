"""The analysis `quality`: what the graph says about itself, and where a contributor can help."""

from __future__ import annotations

from pathlib import Path

from kg.analysis.measure import Analysis
from kg.analysis.quality.figures import draw_figures
from kg.analysis.quality.finding import find_quality
from kg.analysis.quality.tables import make_tables
from kg.analysis.quality.words import define, say, tell_limits
from kg.engine.graph import SparqlGraph


def analyse(graph: SparqlGraph, coverage: Path | None = None) -> Analysis:
    """Return how well the graph is sourced, dated and covered.

    `coverage` is a CSV table with the columns `where`, `surface_form` and `id`: things that
    should be in the graph; by default that which its record names in `dataset.toml`, if any.
    Raises UsageError where it cannot be read.
    """
    found = find_quality(graph, coverage)
    return Analysis(
        name="quality",
        title="Quality of the record",
        question="How far can this graph be trusted, and where not?",
        as_of=found.as_of.isoformat() if found.as_of else None,
        measures=tuple(define(found)),
        tables=tuple(make_tables(found)),
        sentences=tuple(say(found)),
        limits=tuple(tell_limits(found)),
        figures=tuple(draw_figures(found)),
    )
