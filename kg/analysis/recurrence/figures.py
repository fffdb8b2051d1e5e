"""The figures of `recurrence`: what became of advice by topic, and shares with their intervals."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analysis.measure import Figure, FigureKind, Series
from kg.analysis.recurrence.finding import RecurrenceFinding
from kg.history import advice as ad

SHOWN = 15
KINDS = {
    "enacted": (ad.ENACTED,),
    "partly, in progress": (ad.PARTLY_ENACTED, "InProgress"),
    "not enacted, superseded": (ad.NOT_ENACTED, "Superseded"),
    "unknown, not assessed": (ad.UNKNOWN, ad.UNASSESSED),
}
"""What is drawn in one colour."""


def draw_figures(found: RecurrenceFinding) -> Iterable[Figure]:
    """Yield what became of the advice of the commonest topics, and shares of what was enacted."""
    top = found.topics[:SHOWN]
    if top:
        names = tuple(topic.name for topic in top)
        yield Figure(
            "topics",
            "What became of the advice, by topic",
            FigureKind.stacked,
            tuple(
                Series(
                    label,
                    names,
                    tuple(float(sum(topic.came_to[v] for v in verdicts)) for topic in top),
                )
                for label, verdicts in KINDS.items()
            ),
            "topic",
            "recommendations",
            "The 15 topics advised most often; a recommendation with several topics counts under "
            "each.",
        )
    drawn = [
        (f"{share.kind}: {one.counted} (n = {len(share.settled)})", share.percent, share.bounds)
        for one in found.differences
        for share in one.shares
    ]
    known = [
        (name, percent, bounds) for name, percent, bounds in drawn if percent is not None and bounds
    ]
    if known:
        series = Series(
            "share",
            tuple(name for name, _, _ in known),
            tuple(percent for _, percent, _ in known),
            tuple(bounds[0] for *_, bounds in known),
            tuple(bounds[1] for *_, bounds in known),
        )
        yield Figure(
            "organisational",
            "Share of advice that was enacted",
            FigureKind.ranges,
            (series,),
            "% of those with a settled verdict; lines are 95 % Wilson intervals",
            "",
        )
