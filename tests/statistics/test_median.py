"""Medians: of numbers, of ranges and of lives that may go on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.statistics.median import median_life, median_of, median_range


def test_of_nothing_there_is_no_median() -> None:
    assert median_of([]) is None
    assert median_range([]) is None
    assert median_life([], []) is None


def test_of_an_even_count_it_lies_between_the_middle_two() -> None:
    assert median_of([4, 1, 2, 10]) == 3
    assert median_range([(1, 10), (2, 3), (5, 5), (8, 9)]) == (3.5, 7)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        pytest.param([0.9, 0.51, 0.49], 3, id="the first below one half"),
        pytest.param([0.9, 0.5, 0.1], 2, id="exactly one half is half"),
        pytest.param([0.9, 0.8, 0.51], None, id="more than half outlive all that was seen"),
        pytest.param(
            [0.9, 1 - 0.1 * 5 + 1e-16, 0.1], 2, id="a product of shares errs in its last digit"
        ),
    ],
)
def test_a_median_life_is_the_first_age_that_no_more_than_half_outlive(
    shares: list[float], expected: float | None
) -> None:
    assert median_life([1, 2, 3], shares) == expected


RANGES = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), min_size=1, max_size=9)


@given(RANGES, st.data())
def test_the_true_median_lies_within_that_of_the_ranges(
    drawn: list[tuple[int, int]], data: st.DataObject
) -> None:
    ranges = [(low, low + width) for low, width in drawn]
    true = [data.draw(st.integers(low, high)) for low, high in ranges]
    found, middle = median_range(ranges), median_of(true)
    assert found is not None
    assert middle is not None
    assert found[0] <= middle <= found[1]
