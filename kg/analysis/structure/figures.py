"""The figures of `structure`: who lies between others, and links by decade."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analysis.measure import Figure, FigureKind, Series
from kg.analysis.structure.finding import StructureFinding

DRAWN = 15
"""Central actors that the figure shows."""


def draw_figures(found: StructureFinding) -> Iterable[Figure]:
    """Yield the figures for which the finding holds anything."""
    if not found.central:
        return
    top = found.central[:DRAWN]
    names = tuple(place.actor.label for place in top)
    share = tuple(round(place.betweenness, 4) for place in top)
    yield Figure(
        "central",
        "Who lies between others",
        FigureKind.ranges,
        (Series("betweenness", names, share),),
        "betweenness, share of shortest paths",
        "",
    )
    decades = [part for part in found.decades if part.decade]
    if decades:
        x = tuple(part.decade for part in decades)
        actors = tuple(float(len(part.actors)) for part in decades)
        links = tuple(float(part.links) for part in decades)
        yield Figure(
            "decades",
            "Links that began, by decade",
            FigureKind.bars,
            (Series("actors", x, actors), Series("links", x, links)),
            "decade",
            "number",
        )
