"""The figures of `people`: curves of time in post, and ranges of turnover."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analysis.lifetable import to_series
from kg.analysis.measure import Figure, FigureKind, Series
from kg.analysis.people.finding import PeopleFinding
from kg.history.posts import PUBLIC
from kg.statistics.survival import Survival


def draw_figures(found: PeopleFinding) -> Iterable[Figure]:
    """Yield how long those in charge of public bodies stay, and how often posts change hands."""
    curves = tuple(
        _curve(f"{one.kind} (n = {one.lengths.n})", one.lengths)
        for one in found.times
        if one.sector == PUBLIC and one.lengths and one.lengths.ended
    )
    if curves:
        yield Figure(
            "tenures",
            "How long those in charge of public bodies stay",
            FigureKind.steps,
            curves,
            "years in post",
            "share still in post",
            "Kaplan-Meier estimate, drawn as far as any was followed to a known day. Line: a "
            "tenure without a recorded end is followed to the last day it is attested; shaded up "
            "to where the line runs if it lasted as long as it can have. n counts stints.",
        )
    shown = sorted(
        (high, one.place, low, one.changes)
        for one in found.turnover
        for low, high in [one.years_a_holder]
        if low is not None and high is not None
    )
    if shown:
        least = tuple(low for _, _, low, _ in shown)
        most = tuple(high for high, *_ in shown)
        names = tuple(f"{place} ({changes})" for _, place, _, changes in shown)
        yield Figure(
            "turnover",
            "Years from one holder of a chief post to the next",
            FigureKind.ranges,
            (Series("years", names, least, least, most),),
            "years a holder",
            "",
            "In brackets: dated handovers. Dot: at least; line: as far as dates allow.",
        )


def _curve(label: str, found: Survival) -> Series:
    """Return the curve of a kind as far as a tenure was followed without guessing its end."""
    full = to_series(label, found)
    last = round(found.followed, 4)
    n = sum(isinstance(x, float) and x <= last for x in full.x)
    return Series(label, full.x[:n], full.y[:n], full.low[:n], full.high[:n])
