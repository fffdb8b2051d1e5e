"""How much of a body's life lies near a reorganisation of it, and how long until the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean

from kg.history.lives import Life
from kg.history.reorganisations import CREATED, ENDED, Reorganisation, Touch
from kg.model.dates import DAYS_A_YEAR, Span
from kg.statistics.median import median_of
from kg.statistics.survival import Lifetime

WINDOW = 2
"""Years before and after a reorganisation that count as near it."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """Of some lives: the years lived, those near a reorganisation, the share of a typical life.

    Pairs are the results with every date at its earliest and at its latest, the lower first.
    """

    bodies: tuple[str, ...]
    cohorts: int
    years: tuple[float, float]
    near: tuple[float, float]
    share: tuple[float, float]
    typical: tuple[float, float]


def by_body(found: Iterable[Reorganisation]) -> dict[str, list[tuple[str, Touch]]]:
    """Return what touched each body, with the reorganisation it was part of, in order of days."""
    touched: dict[str, list[tuple[str, Touch]]] = defaultdict(list)
    for whole in found:
        for touch in whole.touches:
            touched[touch.body].append((whole.id, touch))
    return touched


def measure_nearness(
    lives: Sequence[Life], touched: Mapping[str, Sequence[tuple[str, Touch]]], whole_life: bool
) -> Nearness | None:
    """Return how near reorganisations some lives were lived; None where no length is known.

    With `whole_life`, the events that made and ended a body count as reorganisations of it.
    """
    known = [life for life in lives if life.to_lifetime() is not None]
    ends = [
        result
        for pick in (_earliest, _latest)
        if (result := _measure(known, touched, whole_life, pick)) is not None
    ]
    if not ends:
        return None

    def both(i: int) -> tuple[float, float]:
        values = [end[i] for end in ends]
        return min(values), max(values)

    ids = tuple(life.id for life in known)
    cohorts = len({life.cohort for life in known})
    return Nearness(ids, cohorts, both(0), both(1), both(2), both(3))


def near_days(born: int, last: int, days: Iterable[int], window: int) -> int:
    """Return how many days of a life lie within a window of any of some days.

    >>> near_days(0, 100, [10, 20, 200], 15)
    35
    """
    total, reached = 0, born
    for day in sorted(days):
        first, after = max(reached, day - window), min(last, day + window)
        if after > first:
            total += after - first
            reached = after
    return total


def find_spells(
    lives: Iterable[Life], touched: Mapping[str, Sequence[tuple[str, Touch]]]
) -> list[list[Lifetime]]:
    """Return the times from a beginning or a reorganisation of a body to the next, by cohort.

    A spell that no reorganisation has ended is followed as a life without an end is. Spells of one
    tier and jurisdiction that begin and end on the same days are one cohort.
    """
    found: dict[tuple[object, ...], list[Lifetime]] = defaultdict(list)
    for life in lives:
        if life.to_lifetime() is None or life.born is None:
            continue
        inner = _inner_days(life, touched.get(life.id, ()))
        starts = [life.born, *inner]
        ends = [*inner, life.ended or life.followed or starts[-1]]
        for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
            ended = i < len(inner) or life.ended is not None
            exact = start.is_exact and (not ended or end.is_exact)
            low, high = start.years_to(end)
            place = (life.tier, life.jurisdiction, "" if exact else life.id)
            key = (*place, start, end if ended else None)
            found[key].append(Lifetime(life.id, low, high, ended))
    return [found[key] for key in sorted(found, key=str)]


def _inner_days(life: Life, touches: Iterable[tuple[str, Touch]]) -> list[Span]:
    """Return the days on which a life was reorganised and went on, each reorganisation once."""
    first: dict[str, Span] = {}
    for whole, touch in touches:
        day = touch.day
        if day is None or life.born is None or touch.role in (CREATED, ENDED):
            continue
        if life.born.is_before(day) and (life.ended is None or day.is_before(life.ended)):
            first[whole] = min(day, first.get(whole, day))
    return sorted(set(first.values()))


def _measure(
    lives: Iterable[Life],
    touched: Mapping[str, Sequence[tuple[str, Touch]]],
    whole_life: bool,
    pick: Callable[[Span], date],
) -> tuple[float, float, float, float] | None:
    """Return years lived, years near, their share, and the median share over cohorts."""
    window = round(WINDOW * DAYS_A_YEAR)
    lived = near = 0
    shares: dict[tuple[object, ...], list[float]] = defaultdict(list)
    for life in lives:
        assert life.born is not None
        born = pick(life.born).toordinal()
        last = pick(life.ended or life.followed or life.born).toordinal()
        if last <= born:
            continue
        days = [
            pick(touch.day).toordinal()
            for _, touch in touched.get(life.id, ())
            if touch.day and (whole_life or touch.role not in (CREATED, ENDED))
        ]
        close = near_days(born, last, days, window)
        lived, near = lived + last - born, near + close
        shares[life.cohort].append(close / (last - born))
    if not lived:
        return None
    typical = median_of(mean(part) for part in shares.values())
    assert typical is not None
    return lived / DAYS_A_YEAR, near / DAYS_A_YEAR, near / lived, typical


def _earliest(day: Span) -> date:
    return day.earliest


def _latest(day: Span) -> date:
    return day.latest
