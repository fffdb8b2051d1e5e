"""The figures of `lineage`: how far back lines go, and how long parts were apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.analysis.lineage.finding import LineageFinding
from kg.analysis.measure import Figure, FigureKind, Series

SHOWN = 20
"""Lines that the figure shows."""


def draw_figures(found: LineageFinding) -> Iterable[Figure]:
    """Yield the figures for which the finding holds anything dated."""
    yield from _oldest(found)
    yield from _reunited(found)


def _oldest(found: LineageFinding) -> Iterable[Figure]:
    label = found.families.label
    lines = [
        (f"{label(d.body)} ← {label(d.oldest)}", round(d.least, 1), d.most)
        for d in found.descents
        if d.least is not None
    ]
    if not lines:
        return
    shown = lines[:SHOWN]
    least = tuple(low for _, low, _ in shown)
    most = tuple(None if high is None else round(high, 1) for _, _, high in shown)
    names = _distinct(name for name, _, _ in shown)
    yield Figure(
        "oldest",
        "How far back the lines of today's bodies go",
        FigureKind.ranges,
        (Series("years", names, least, least, most),),
        "years back",
        "",
        f"The {len(shown)} oldest of {len(lines)} dated lines. Dot: at least; line: as far as "
        "imprecise dates allow; arrow: older by an unknown time.",
    )


def _reunited(found: LineageFinding) -> Iterable[Figure]:
    label = found.families.label
    apart = [(again.reunion, again.apart) for again in found.reunited if again.apart]
    if not apart:
        return
    names = _distinct(f"{label(r.split)} → {label(r.reunited)}" for r, _ in apart)
    least = tuple(round(low, 1) for _, (low, _) in apart)
    most = tuple(round(high, 1) for _, (_, high) in apart)
    yield Figure(
        "reunited",
        "Years until what was split came together again",
        FigureKind.ranges,
        (Series("years", names, least, least, most),),
        "years apart",
        "",
        "Dot: at least; line: as far as imprecise dates allow.",
    )


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return names of rows, told apart where two are the same."""
    seen: dict[str, int] = defaultdict(int)
    made = []
    for name in names:
        seen[name] += 1
        made.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(made)
