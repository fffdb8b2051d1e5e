"""The figures of `quality`: what facts rest on, and dated facts by decade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.analysis.measure import Figure, FigureKind, Series
from kg.analysis.quality.finding import QualityFinding

SHOWN = 6


def draw_figures(found: QualityFinding) -> Iterable[Figure]:
    """Yield facts by kind of source, and dated facts of the commonest kinds by decade."""
    if found.by_source:
        names = tuple(group.kind for group in found.by_source)
        yield Figure(
            "sources",
            "What facts rest on",
            FigureKind.bars,
            (Series("facts", names, tuple(float(len(group.facts)) for group in found.by_source)),),
            "kind of source",
            "facts",
            "A fact counts under each kind of source that bears it.",
        )
    total: Counter[str] = Counter()
    for one in found.decades:
        total[one.kind] += len(one.facts)
    decades = tuple(sorted({one.decade for one in found.decades}))
    at = {(one.decade, one.kind): float(len(one.facts)) for one in found.decades}
    top = [kind for kind, _ in sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN]]
    if decades:
        yield Figure(
            "decades",
            "Dated facts by decade",
            FigureKind.stacked,
            tuple(
                Series(kind, decades, tuple(at.get((decade, kind), 0.0) for decade in decades))
                for kind in top
            ),
            "decade",
            "facts",
            "The six kinds with the most dated facts.",
        )
