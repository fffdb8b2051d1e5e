"""The analysis `suppliers`: who is paid what by whom, and what suppliers outlive."""

from __future__ import annotations

from kg.analysis.measure import Analysis
from kg.analysis.suppliers.figures import draw_figures
from kg.analysis.suppliers.finding import find_suppliers
from kg.analysis.suppliers.tables import make_tables
from kg.analysis.suppliers.words import MEASURES, say, tell_limits
from kg.engine.graph import SparqlGraph


def analyse(graph: SparqlGraph) -> Analysis:
    """Return what contracts say of suppliers, buyers and money."""
    found = find_suppliers(graph)
    return Analysis(
        name="suppliers",
        title="Suppliers and contracts",
        question="Who is paid, by whom, how much is known of it, and who outlives whom?",
        as_of=found.as_of.isoformat() if found.as_of else None,
        measures=MEASURES,
        tables=tuple(make_tables(found)),
        sentences=tuple(say(found)),
        limits=tuple(tell_limits(found)),
        figures=tuple(draw_figures(found)),
    )
