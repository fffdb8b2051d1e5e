"""Survival in words and as figures, for every analysis that tells how long something lasts."""

from __future__ import annotations

from collections.abc import Mapping

from kg.analysis.measure import Figure, FigureKind, Series
from kg.model.spelling import years
from kg.statistics.survival import Survival


def median_in_words(found: Survival, interval: tuple[float | None, float | None]) -> str:
    """Return a median in words: its range, its interval, or that it was not reached."""
    low, high = found.median
    first, last = interval
    if low is None or first is None:
        return "fewer than half are known to have ended, so no median life is given"
    limits = (
        f"95% interval from {first:.1f}, no upper limit"
        if last is None
        else f"95% interval {first:.1f} to {last:.1f}"
    )
    if high is None:
        return f"the age that half do not outlive is {low:.1f} years or more ({limits})"
    return f"half do not outlive {years(low, high)} ({limits})"


def to_figure(name: str, title: str, parts: Mapping[str, Survival], of: str) -> Figure:
    """Return the curves of groups as a figure; `of` says what `n` counts."""
    series = tuple(to_series(f"{label} (n = {found.n:,})", found) for label, found in parts.items())
    return Figure(
        name,
        title,
        FigureKind.steps,
        series,
        "age (years)",
        "share still in being",
        "Kaplan-Meier estimate, drawn as far as a tenth of each group was followed. Line: what "
        "has no recorded end is followed to the last dated fact about it; shaded up to where the "
        f"line runs if all of it lives now. n counts {of}.",
    )


def to_series(label: str, found: Survival) -> Series:
    """Return the curve of the shortest lives, with a band up to that of the longest."""
    steps = {0.0, *found.shortest.times, *found.longest.times, found.drawn}
    ages = sorted(age for age in steps if age <= found.drawn)
    y = tuple(round(found.shortest.at(age), 4) for age in ages)
    other = tuple(round(found.longest.at(age), 4) for age in ages)
    x = tuple(round(age, 4) for age in ages)
    return Series(label, x, y, tuple(map(min, y, other)), tuple(map(max, y, other)))
