"""How every median here is computed: of numbers, of ranges, and of lives that may go on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

HALF = 0.5 + 1e-12
"""One half, with room for the last digits of a product of shares."""

Range = tuple[float, float]
"""A number that is known to lie between two, the lower first."""


def median_of(numbers: Iterable[float]) -> float | None:
    """Return the middle number, of an even count the mean of the middle two; None where none is.

    >>> median_of([1, 5, 2]), median_of([1, 2]), median_of([])
    (2, 1.5, None)
    """
    values = list(numbers)
    return median(values) if values else None


def median_range(ranges: Iterable[Range]) -> Range | None:
    """Return the median of the low ends and that of the high ends; None where there is no range.

    The true median of the numbers lies between them, wherever in its range each number lies.

    >>> median_range([(1, 2), (3, 9), (2, 4)])
    (2, 4)
    """
    values = list(ranges)
    if not values:
        return None
    return median(low for low, _ in values), median(high for _, high in values)


def median_life(times: Sequence[float], shares: Sequence[float]) -> float | None:
    """Return the first time that no more than half survive; None where more than half ever do.

    `shares` are the survivors past each of `times`, as a Kaplan-Meier curve gives them, so that
    lives which have not ended count for as long as they were followed.

    >>> median_life([1, 4, 9], [0.8, 0.5, 0.1]), median_life([1], [0.8])
    (4, None)
    """
    return next((t for t, share in zip(times, shares, strict=True) if share <= HALF), None)
