"""The figures of `suppliers`: awards by supplier, and rival values of one deal."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analysis.measure import Figure, FigureKind, Series
from kg.analysis.suppliers.finding import SuppliersFinding
from kg.history.contracts import NOT_RECORDED

AWARD = "award"
SHOWN = 15
MILLION = 1e6


def draw_figures(found: SuppliersFinding) -> Iterable[Figure]:
    """Yield the sums of awards by supplier, and the lowest and highest of rival values."""
    awards = [
        (part.part, part.total)
        for part in found.spending["supplier"]
        if part.kind == AWARD and part.total and part.part != NOT_RECORDED
    ]
    if awards:
        top = awards[:SHOWN]
        names = tuple(name for name, _ in top)
        yield Figure(
            "awards",
            "Value of contract awards by supplier",
            FigureKind.ranges,
            (Series("award", names, tuple(total / MILLION for _, total in top)),),
            "million pounds, nominal",
            "",
            f"The {len(top)} largest of {len(awards)} suppliers with a stated award value.",
        )
    if found.rivals:
        low = tuple(rivals.values[0] / MILLION for rivals in found.rivals)
        high = tuple(rivals.values[-1] / MILLION for rivals in found.rivals)
        names = tuple(rivals.what for rivals in found.rivals)
        yield Figure(
            "ranges",
            "Lowest and highest value stated of the same parties and subject",
            FigureKind.ranges,
            (Series("lowest to highest", names, low, low, high),),
            "million pounds, nominal",
            "",
            "Dot: the lowest. Values of several kinds and contracts; not totals.",
        )
