"""Proportions: Wilson's bounds and Fisher's test say what scipy says; Holm keeps the order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.statistics.proportions import fisher, holm, wilson

_COUNTS = st.integers(0, 30)


@settings(deadline=None)
@given(_COUNTS, _COUNTS, _COUNTS, _COUNTS)
def test_fisher_is_that_of_scipy(a: int, b: int, c: int, d: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    assert fisher(a, b, c, d) == pytest.approx(
        stats.fisher_exact([[a, b], [c, d]]).pvalue, rel=1e-6
    )


@settings(deadline=None)
@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_is_that_of_scipy_and_holds_the_share(case: tuple[int, int]) -> None:
    stats = pytest.importorskip("scipy.stats")
    hits, of = case
    low, high = wilson(hits, of) or (1, 0)
    expected = stats.binomtest(hits, of).proportion_ci(method="wilson")
    assert (low, high) == pytest.approx((expected.low, expected.high), abs=1e-9)
    assert low - 1e-12 <= hits / of <= high + 1e-12


@pytest.mark.parametrize("of", [16, 21])
def test_no_share_is_below_nothing_or_above_all(of: int) -> None:
    """Though sums of floats may be, of these counts, by a last digit."""
    none, every = wilson(0, of), wilson(of, of)
    assert none is not None and every is not None
    assert none[0] == 0.0
    assert every[1] == 1.0


def test_of_nothing_no_proportion_is_said() -> None:
    assert wilson(0, 0) is None


def test_a_table_and_its_mirror_are_as_likely() -> None:
    # 3 of 4 against 1 of 4: 34 of 70 tables are no likelier
    assert fisher(3, 1, 1, 3) == pytest.approx(34 / 70)
    assert fisher(1, 3, 3, 1) == fisher(3, 1, 1, 3)


@given(st.lists(st.floats(0, 1), max_size=8))
def test_adjusted_p_values_keep_their_order_and_never_fall(values: list[float]) -> None:
    adjusted = holm(values)
    assert all(p <= q <= 1 for p, q in zip(values, adjusted, strict=True))
    order = sorted(range(len(values)), key=values.__getitem__)
    assert [adjusted[i] for i in order] == sorted(adjusted)
