"""The median life and its interval where lives come in cohorts that share their fate.

Lives that one order ended are one observation, however many there are. Drawing whole cohorts
anew, again and again, shows how far the median would move if other orders had been made.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.statistics.median import HALF
from kg.statistics.survival import CONFIDENCE, Lifetime, scipy_stats

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWS = 1000
SEED = 1948


def median_interval(
    cohorts: Sequence[Sequence[Lifetime]], draws: int = DRAWS
) -> tuple[float | None, float | None]:
    """Return the 95% interval of the median life, from medians of resampled cohorts.

    The widest over the shortest and the longest lives that the dates allow. A limit of None was
    not reached. The same cohorts in the same order give the same interval.

    Source: Davison and Hinkley (1997), Bootstrap Methods and their Application, 3.8; Efron
    (1981), J Am Stat Assoc 76:312.
    """
    if not cohorts:
        return None, None
    scipy_stats()
    import numpy as np

    lives = [life for cohort in cohorts for life in cohort]
    member = np.repeat(np.arange(len(cohorts)), [len(cohort) for cohort in cohorts])
    ended = np.array([life.ended for life in lives])
    tail = round((1 - CONFIDENCE) / 2, 9)  # else the last digit of a float moves it a draw
    limits = []
    for durations in ([life.shortest for life in lives], [life.longest for life in lives]):
        drawn = _medians(np.array(durations, float), ended, member, draws)
        limits.append(np.quantile(drawn, [tail, 1 - tail], method="inverted_cdf"))
    return _reached(min(limit[0] for limit in limits)), _reached(max(x[1] for x in limits))


def _medians(
    durations: NDArray[np.float64],
    ended: NDArray[np.bool_],
    member: NDArray[np.intp],
    draws: int,
) -> list[float]:
    import numpy as np

    times, place = np.unique(durations, return_inverse=True)
    cohorts = int(member[-1]) + 1
    random = np.random.RandomState(SEED)  # the one stream that numpy promises never to change
    found = []
    for _ in range(draws):
        drawn = np.bincount(random.randint(0, cohorts, cohorts), minlength=cohorts)[member]
        left = np.bincount(place, drawn, len(times))
        died = np.bincount(place, drawn * ended, len(times))
        at_risk = left[::-1].cumsum()[::-1]
        share = np.cumprod(1 - died / np.maximum(at_risk, 1))
        below = np.flatnonzero(share <= HALF)  # as in `median_life`, over whole arrays
        found.append(float(times[below[0]]) if len(below) else math.inf)
    return found


def _reached(years: float) -> float | None:
    return float(years) if math.isfinite(years) else None
