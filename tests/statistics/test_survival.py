"""Survival: curves and tests worked out by hand, held against published ones and scipy's."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.statistics.survival import Lifetime, estimate, kaplan_meier, log_rank

stats = pytest.importorskip("scipy.stats")

Sample = tuple[list[float], list[bool]]

# remission in weeks of 42 patients: Freireich and others (1963), Blood 21:699
TREATED: Sample = (
    [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 34, 35],
    [True] * 9 + [False] * 11,
)
TREATED[0].append(32)
TREATED[1].append(False)
PLACEBO: Sample = (
    [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23],
    [True] * 21,
)


def lifetimes() -> st.SearchStrategy[Sample]:
    pair = st.tuples(st.integers(0, 12).map(float), st.booleans())
    return st.lists(pair, min_size=1, max_size=40).map(
        lambda pairs: ([d for d, _ in pairs], [e for _, e in pairs])
    )


def test_a_curve_falls_by_the_share_of_those_still_followed() -> None:
    curve = kaplan_meier([1, 2, 3, 4, 5], [True, False, True, True, False])
    # 4 of 5, then 2 of the 3 that are left, then 1 of 2
    assert curve.times == (1, 3, 4)
    assert curve.shares == pytest.approx((4 / 5, 4 / 5 * 2 / 3, 4 / 5 * 2 / 3 / 2))
    assert curve.median == 4
    assert [curve.at(t) for t in (0.5, 1, 2, 9)] == pytest.approx([1, 0.8, 0.8, 4 / 15])


def test_limits_follow_greenwood_on_the_log_log_scale() -> None:
    curve = kaplan_meier([1, 2, 3, 4, 5], [True, False, True, True, False])
    # the first step: S = 0.8, variance of ln S = 1 / (5 · 4); reach = 1.96 √0.05 / |ln 0.8|
    reach = math.exp(1.959964 * math.sqrt(0.05) / -math.log(0.8))
    assert curve.low[0] == pytest.approx(0.8**reach, abs=1e-6)
    assert curve.high[0] == pytest.approx(0.8 ** (1 / reach), abs=1e-6)


def test_the_published_remissions_come_out_as_published() -> None:
    treated, placebo = kaplan_meier(*TREATED), kaplan_meier(*PLACEBO)
    assert (treated.median, placebo.median) == (23, 8)
    assert treated.at(6) == pytest.approx(0.857, abs=5e-4)
    assert treated.at(23) == pytest.approx(0.448, abs=5e-4)
    found = log_rank({"treated": TREATED, "placebo": PLACEBO})
    assert found is not None
    assert (round(found.statistic, 2), found.freedom) == (16.79, 1)


def test_a_median_that_half_outlive_is_not_given() -> None:
    curve = kaplan_meier([1, 5, 5, 5], [True, False, False, False])
    assert (curve.median, curve.median_high) == (None, None)


def test_where_nothing_ended_there_is_no_step() -> None:
    curve = kaplan_meier([3, 4], [False, False])
    assert (curve.times, curve.median, curve.at(100)) == ((), None, 1.0)


def test_one_life_that_ended_is_its_own_median_with_no_upper_limit() -> None:
    found = estimate([Lifetime("a", 2, 3, ended=True)])
    assert (found.n, found.ended, found.median, found.interval) == (1, 1, (2, 3), (2, None))
    assert found.observed == 3


@pytest.mark.parametrize(("n", "drawn"), [(1, 1), (10, 10), (11, 10), (20, 19), (21, 19)])
def test_a_curve_is_drawn_to_the_age_that_a_tenth_was_followed_to(n: int, drawn: int) -> None:
    lives = [Lifetime(f"{years}", 0, years, ended=True) for years in range(1, n + 1)]
    assert estimate(lives).drawn == drawn


def test_a_group_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing lived"):
        estimate([])


def test_the_lower_median_comes_first_though_longer_lives_lower_the_curve() -> None:
    # followed for 2 years; dated loosely, the other ended after 1 year (share 1/2 ever after) or
    # after 3, when nobody else was left to follow (share 0)
    loose = estimate([Lifetime("a", 1, 3, ended=True), Lifetime("b", 2, 2, ended=False)])
    assert loose.shortest.at(3) == 0.5
    assert loose.longest.at(3) == 0
    assert loose.median == (1, 3)
    worse = estimate([
        Lifetime("a", 1, 3, ended=True), Lifetime("b", 2, 2, ended=False),
        Lifetime("c", 2, 2, ended=False),
    ])  # fmt: skip
    assert (worse.shortest.median, worse.longest.median) == (None, 3)
    assert worse.median == (3, None)


def test_log_rank_by_hand() -> None:
    found = log_rank({"a": ([1, 3], [True, True]), "b": ([2, 4], [True, True])})
    # ends of a: 2 seen, 1/2 + 1/3 + 1/2 expected; variance 1/4 + 2/9 + 1/4
    assert found is not None
    assert found.statistic == pytest.approx((2 - 4 / 3) ** 2 / (13 / 18))
    assert found.p == pytest.approx(stats.chi2.sf(8 / 13, 1))


@pytest.mark.parametrize(
    "groups",
    [
        pytest.param({}, id="none"),
        pytest.param({"a": ([1.0], [True])}, id="one"),
        pytest.param({"a": ([1.0], [True]), "b": ([], [])}, id="one of two is empty"),
        pytest.param({"a": ([1.0], [False]), "b": ([2.0], [False])}, id="nothing ended"),
        pytest.param({"a": ([1.0], [True]), "b": ([1.0], [True])}, id="all ended at once"),
    ],
)
def test_groups_that_cannot_be_compared_have_no_test(groups: dict[str, Sample]) -> None:
    assert log_rank(groups) is None


@settings(deadline=None)
@given(lifetimes())
def test_a_curve_never_rises_and_stays_within_its_limits(sample: Sample) -> None:
    curve = kaplan_meier(*sample)
    falls = [1.0, *curve.shares]
    assert falls == sorted(falls, reverse=True)
    assert list(curve.times) == sorted(set(curve.times))
    for low, share, high in zip(curve.low, curve.shares, curve.high, strict=True):
        assert 0 <= low <= share <= high <= 1


@settings(deadline=None)
@given(lifetimes())
def test_a_curve_is_that_of_scipy(sample: Sample) -> None:
    durations, ended = sample
    data = stats.CensoredData(
        uncensored=[d for d, e in zip(durations, ended, strict=True) if e],
        right=[d for d, e in zip(durations, ended, strict=True) if not e],
    )
    curve, other = kaplan_meier(durations, ended), stats.ecdf(data).sf
    for at in range(14):
        assert curve.at(at) == pytest.approx(float(other.evaluate(at)), abs=1e-12)


@settings(deadline=None)
@given(lifetimes())
def test_limits_are_those_of_scipy_where_it_has_any(sample: Sample) -> None:
    durations, ended = sample
    curve = kaplan_meier(durations, ended)
    data = stats.CensoredData(
        uncensored=[d for d, e in zip(durations, ended, strict=True) if e],
        right=[d for d, e in zip(durations, ended, strict=True) if not e],
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("warnings.warn", lambda *_, **__: None)
        limits = stats.ecdf(data).sf.confidence_interval(method="log-log")
    for i, time in enumerate(curve.times):
        low, high = float(limits.low.evaluate(time)), float(limits.high.evaluate(time))
        if curve.shares[i] > 0 and not math.isnan(low):
            assert (curve.low[i], curve.high[i]) == pytest.approx((low, high), abs=1e-9)


@settings(deadline=None)
@given(lifetimes(), st.randoms(use_true_random=False))
def test_the_order_of_the_lives_does_not_matter(sample: Sample, random: object) -> None:
    import random as module

    assert isinstance(random, module.Random)
    pairs = list(zip(*sample, strict=True))
    random.shuffle(pairs)
    assert kaplan_meier([d for d, _ in pairs], [e for _, e in pairs]) == kaplan_meier(*sample)


@settings(deadline=None)
@given(lifetimes(), lifetimes())
def test_log_rank_of_two_groups_is_that_of_scipy(first: Sample, second: Sample) -> None:
    found = log_rank({"first": first, "second": second})
    if found is None:
        return
    other = stats.logrank(*(
        stats.CensoredData(
            uncensored=[d for d, e in zip(*sample, strict=True) if e],
            right=[d for d, e in zip(*sample, strict=True) if not e],
        )
        for sample in (first, second)
    ))  # fmt: skip
    assert found.statistic == pytest.approx(float(other.statistic) ** 2, rel=1e-6, abs=1e-9)
    assert found.p == pytest.approx(float(other.pvalue), rel=1e-6, abs=1e-9)


@settings(deadline=None)
@given(lifetimes(), lifetimes(), lifetimes())
def test_the_names_and_order_of_groups_do_not_matter(a: Sample, b: Sample, c: Sample) -> None:
    one, other = log_rank({"a": a, "b": b, "c": c}), log_rank({"x": c, "y": a, "z": b})
    if one is None or other is None:
        assert one is other
        return
    assert one.freedom == other.freedom
    assert one.statistic == pytest.approx(other.statistic, rel=1e-6, abs=1e-9)
