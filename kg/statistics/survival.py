"""Survival of things with a beginning and perhaps an end: Kaplan-Meier and the log-rank test.

Knows no graph: it takes lifetimes in years, each with the shortest and the longest that its dates
allow, and says whether the end was seen. scipy does the estimating; its absence is MissingExtra.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import MissingExtra
from kg.statistics.median import median_life

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Lifetime:
    """One life: its id, its length at the shortest and the longest, and whether it has ended.

    A life that has not ended is right-censored: it lasted at least so long.
    """

    id: str
    shortest: float
    longest: float
    ended: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """A Kaplan-Meier estimate: the share that survives past each time at which one ended.

    `low` and `high` are the 95% limits (log-log; Greenwood's variance). A median of None was not
    reached: more than half outlive what has been observed. So are its limits.
    """

    times: tuple[float, ...]
    shares: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    median: float | None
    median_low: float | None
    median_high: float | None

    def at(self, years: float) -> float:
        """Return the share that survives past a time; 1 before the first end."""
        return _step(self.times, self.shares, years)


@dataclass(frozen=True, slots=True)
class Survival:
    """What is known of a group: its size, its ends, the curve of the shortest and longest lives.

    `followed` and `observed` are the longest that anything was followed by the one and by the
    other; beyond them nothing is known. `drawn` is the age that a tenth was followed to; a curve
    is not drawn further, where few lives decide it (Pocock and others, 2002, Lancet 359:1686).
    Where nothing ended a curve has no steps and no median.
    The two curves are two estimates, not bounds: a longer life may outlast one that is not
    followed to its end, and so lower the curve.
    """

    n: int
    ended: int
    shortest: Curve
    longest: Curve
    followed: float
    observed: float
    drawn: float

    @property
    def median(self) -> tuple[float | None, float | None]:
        """The medians of the shortest and the longest lives, the lower first, None for the last."""
        low, high = sorted((self.shortest.median, self.longest.median), key=_or_never)
        return low, high

    @property
    def interval(self) -> tuple[float | None, float | None]:
        """The widest 95% interval of the median, over both; a limit of None was not reached."""
        both = (self.shortest, self.longest)
        return (
            min((curve.median_low for curve in both), key=_or_never),
            max((curve.median_high for curve in both), key=_or_never),
        )


@dataclass(frozen=True, slots=True)
class LogRank:
    """The log-rank test of k groups: the statistic, k - 1 degrees of freedom, the p-value."""

    statistic: float
    freedom: int
    p: float


def estimate(lives: Sequence[Lifetime]) -> Survival:
    """Estimate the survival of a group; ValueError where it is empty.

    Source: Kaplan and Meier (1958), J Am Stat Assoc 53:457; limits of the median by Brookmeyer
    and Crowley (1982), Biometrics 38:29.
    """
    if not lives:
        raise ValueError("nothing lived: a survival curve needs at least one life")
    ended = [life.ended for life in lives]
    return Survival(
        n=len(lives),
        ended=sum(ended),
        shortest=kaplan_meier([life.shortest for life in lives], ended),
        longest=kaplan_meier([life.longest for life in lives], ended),
        followed=max(life.shortest for life in lives),
        observed=max(life.longest for life in lives),
        drawn=sorted((life.longest for life in lives), reverse=True)[(len(lives) - 1) // 10],
    )


def kaplan_meier(durations: Sequence[float], ended: Sequence[bool]) -> Curve:
    """Return the product-limit estimate of durations, those not ended being right-censored."""
    if not any(ended):
        return Curve((), (), (), (), None, None, None)
    stats = scipy_stats()
    data = stats.CensoredData(
        uncensored=[d for d, e in zip(durations, ended, strict=True) if e],
        right=[d for d, e in zip(durations, ended, strict=True) if not e],
    )
    curve = stats.ecdf(data).sf
    deaths = _deaths(durations, ended)
    kept = [i for i, t in enumerate(curve.quantiles) if float(t) in deaths]
    times = tuple(float(curve.quantiles[i]) for i in kept)
    # scipy keeps full floats; a share of nothing is exactly nothing
    shares = tuple(max(0.0, float(curve.probabilities[i])) for i in kept)
    low, high = _limits(times, shares, durations, deaths)
    middle = (median_life(times, each) for each in (shares, low, high))
    return Curve(times, shares, low, high, *middle)


def log_rank(groups: Mapping[str, tuple[Sequence[float], Sequence[bool]]]) -> LogRank | None:
    """Test whether k groups die at the same rate; None where fewer than two can be compared.

    Durations and whether each ended, by group. A group that nobody was followed in as far as the
    first end takes no part. For two groups the statistic is the square of
    `scipy.stats.logrank`'s. Source: Mantel (1966), Cancer Chemother Rep 50:163; Peto and Peto
    (1972), J R Stat Soc A 135:185.
    """
    stats = scipy_stats()
    import numpy as np

    deaths = [d for times, ended in groups.values() for d in _deaths(times, ended)]
    first = min(deaths, default=math.inf)
    at_risk = [group for group in groups.values() if max(group[0], default=-1.0) >= first]
    if len(at_risk) < 2:
        return None
    times = np.concatenate([np.asarray(durations, float) for durations, _ in at_risk])
    ended = np.concatenate([np.asarray(ends, bool) for _, ends in at_risk])
    group = np.repeat(np.arange(len(at_risk)), [len(durations) for durations, _ in at_risk])
    excess, variance = _excess(times, ended, group, len(at_risk))
    if not variance.any():
        return None
    # all are at risk at the first end, so any one of the k rows follows from the others
    freedom = len(at_risk) - 1
    solved = np.linalg.solve(variance[:freedom, :freedom], excess[:freedom])
    statistic = max(0.0, float(excess[:freedom] @ solved))
    return LogRank(statistic, freedom, float(stats.chi2.sf(statistic, freedom)))


def _excess(
    times: NDArray[np.float64], ended: NDArray[np.bool_], group: NDArray[np.intp], k: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the deaths above expectation in each group, and their covariance."""
    import numpy as np

    moments = np.unique(times[ended])
    excess, variance = np.zeros(k), np.zeros((k, k))
    in_order = [np.sort(times[group == g]) for g in range(k)]
    at_risk = np.stack([len(t) - np.searchsorted(t, moments, "left") for t in in_order], axis=1)
    died = np.stack(
        [
            np.bincount(
                np.searchsorted(moments, times[ended & (group == g)]), minlength=len(moments)
            )
            for g in range(k)
        ],
        axis=1,
    )
    total, deaths = at_risk.sum(1), died.sum(1)
    share = at_risk / total[:, None]
    excess = (died - share * deaths[:, None]).sum(0)
    weight = deaths * (total - deaths) / np.maximum(total - 1, 1)
    variance = np.diag((weight[:, None] * share).sum(0)) - (share * weight[:, None]).T @ share
    return excess, variance


def _deaths(durations: Sequence[float], ended: Sequence[bool]) -> dict[float, int]:
    found: dict[float, int] = {}
    for duration, end in zip(durations, ended, strict=True):
        if end:
            found[float(duration)] = found.get(float(duration), 0) + 1
    return found


def _limits(
    times: Sequence[float],
    shares: Sequence[float],
    durations: Sequence[float],
    deaths: Mapping[float, int],
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the 95% limits of a curve on the log-log scale, which keeps them within 0 and 1.

    scipy's own are undefined where all that were left ended at once; there they are 0 and the
    upper limit before it.
    """
    z = float(scipy_stats().norm.ppf((1 + CONFIDENCE) / 2))
    order = sorted(durations)
    low: list[float] = []
    high: list[float] = []
    sum_, gone = 0.0, 0
    for time, share in zip(times, shares, strict=True):
        while gone < len(order) and order[gone] < time:
            gone += 1
        at_risk, died = len(order) - gone, deaths[time]
        if at_risk == died:
            low.append(0.0)
            high.append(high[-1] if high else 1.0)
            continue
        sum_ += died / (at_risk * (at_risk - died))
        reach = z * math.sqrt(sum_) / abs(math.log(share))
        low.append(share ** math.exp(reach))
        high.append(share ** math.exp(-reach))
    return tuple(low), tuple(high)


def _or_never(years: float | None) -> float:
    return math.inf if years is None else years


def _step(times: Sequence[float], shares: Sequence[float], at: float) -> float:
    reached = bisect_right(times, at)
    return shares[reached - 1] if reached else 1.0


def scipy_stats() -> Any:
    """Return `scipy.stats`; MissingExtra where it is not installed."""
    try:
        from scipy import stats
    except ImportError:
        raise MissingExtra("this analysis", "analysis") from None
    return stats
