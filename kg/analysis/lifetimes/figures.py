"""The figures of `lifetimes`: curves of survival."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analysis.lifetable import to_figure
from kg.analysis.lifetimes.finding import IT_ROLE, LifetimesFinding, LivesOf
from kg.analysis.measure import Figure
from kg.statistics.survival import Survival


def draw_figures(found: LifetimesFinding) -> Iterable[Figure]:
    """Yield the curve of all bodies, by tier and IT role, and of programmes and strategies."""
    if found.everybody:
        once, singly = found.everybody.once, found.everybody.singly
        curves = {"cohorts": once, **({"single bodies": singly} if singly.n > once.n else {})}
        yield to_figure(
            "bodies", "Survival of bodies", curves, "cohorts (one order made and ended) or bodies"
        )
    for grouping in ("tier", IT_ROLE):
        curves = _ended(found.by(grouping))
        if len(curves) > 1:
            name = grouping.lower().replace(" ", "-")
            yield to_figure(name, f"Survival of bodies by {grouping}", curves, "cohorts")
    curves = _ended(found.works_survival)
    if curves:
        yield to_figure("works", "Survival of programmes and strategies", curves, "cohorts")


def _ended(groups: Iterable[LivesOf]) -> dict[str, Survival]:
    """Return the survival of the groups of which anything ended."""
    return {group.group: group.once for group in groups if group.once.ended}
