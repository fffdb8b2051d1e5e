"""The interval of a median by drawing cohorts anew: wide where few cohorts share their fate."""

from __future__ import annotations

import random

from kg.statistics.resample import DRAWS, median_interval
from kg.statistics.survival import Lifetime


def _life(years: float, longest: float | None = None, ended: bool = True) -> Lifetime:
    return Lifetime(f"{years}", years, longest if longest is not None else years, ended)


def _by_hand(cohorts: list[list[Lifetime]], draws: int = 400) -> tuple[float, float]:
    """Return the interval where all lives have ended and are known to the day, with other luck."""
    luck = random.Random(3)
    medians = []
    for _ in range(draws):
        drawn = [life for _ in cohorts for life in luck.choice(cohorts)]
        years = sorted(life.shortest for life in drawn)
        medians.append(years[(len(years) - 1) // 2])
    medians.sort()
    return medians[round(draws * 0.025)], medians[round(draws * 0.975) - 1]


def test_nothing_has_no_interval() -> None:
    assert median_interval([]) == (None, None)


def test_one_cohort_is_one_observation_however_large() -> None:
    cohort = [_life(years) for years in (1, 2, 3, 4, 5)]
    assert median_interval([cohort]) == (3.0, 3.0)


def test_the_interval_is_that_of_other_draws() -> None:
    cohorts = [[_life(years)] for years in range(1, 41)]
    low, high = median_interval(cohorts)
    by_hand = _by_hand(cohorts)
    assert low is not None and high is not None
    assert abs(low - by_hand[0]) <= 1
    assert abs(high - by_hand[1]) <= 1
    assert low < 20 < high


def test_every_machine_draws_the_same_and_the_limits_leave_a_fortieth_on_each_side() -> None:
    """A figure that was published comes out again, to the last digit."""
    import numpy as np

    years = [(7 * n % 101) ** 1.5 for n in range(101)]
    luck, medians = np.random.RandomState(1948), []
    for _ in range(DRAWS):
        drawn = sorted(years[i] for i in luck.randint(0, len(years), len(years)))
        medians.append(drawn[50])
    medians.sort()
    assert median_interval([[_life(n)] for n in years]) == (medians[24], medians[974])


def test_the_same_cohorts_have_the_same_interval() -> None:
    cohorts = [[_life(years), _life(years + 1)] for years in range(12)]
    assert median_interval(cohorts) == median_interval(cohorts)
    assert DRAWS == 1000


def test_lives_that_share_their_fate_tell_less_than_lives_that_do_not() -> None:
    lives = [_life(years) for years in range(1, 41)]
    alone = median_interval([[life] for life in lives])
    together = median_interval([lives[i : i + 10] for i in range(0, 40, 10)])
    assert None not in alone + together
    assert together[1] - together[0] > alone[1] - alone[0]  # type: ignore[operator]


def test_a_limit_that_half_outlive_is_not_reached() -> None:
    going_on = [[_life(years, ended=False)] for years in (8, 9, 10)]
    assert median_interval([[_life(1)], [_life(2)], *going_on])[1] is None
    assert median_interval(going_on) == (None, None)


def test_the_interval_spans_the_shortest_and_the_longest_that_dates_allow() -> None:
    low, high = median_interval([[_life(1, 9)]])
    assert (low, high) == (1.0, 9.0)


def test_exactly_half_gone_is_the_median() -> None:
    assert median_interval([[_life(4), _life(6, ended=False)]]) == (4.0, 4.0)
