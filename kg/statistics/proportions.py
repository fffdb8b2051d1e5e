"""Shares of what was counted: the bounds of one, and whether two differ."""

from __future__ import annotations

from itertools import accumulate
from math import comb, sqrt

NORMAL_95 = 1.959963984540054
"""The normal deviate within which 95 % lie, both sides together."""


def wilson(hits: int, of: int, z: float = NORMAL_95) -> tuple[float, float] | None:
    """Return the bounds of a proportion at 95 %; None where nothing was counted.

    Source: Wilson (1927), J Am Stat Assoc 22:209.

    >>> [round(bound, 3) for bound in wilson(1, 10)]
    [0.018, 0.404]
    """
    if not of:
        return None
    share, square = hits / of, z * z / of
    middle = (share + square / 2) / (1 + square)
    half = z * sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def fisher(a: int, b: int, c: int, d: int) -> float:
    """Return the two-sided p of Fisher's exact test of the table a b / c d.

    It sums the tables with the same margins that are no likelier than this one. Source: Fisher
    (1935), J R Stat Soc 98:39.

    >>> round(fisher(3, 1, 1, 3), 4)
    0.4857
    """
    row, column, total = a + b, a + c, a + b + c + d
    ways = {
        k: comb(row, k) * comb(total - row, column - k)
        for k in range(max(0, column - (total - row)), min(row, column) + 1)
    }
    return sum(way for way in ways.values() if way <= ways[a]) / comb(total, column)


def holm(values: list[float]) -> list[float]:
    """Return the p-values of several tests adjusted for their number, in the same order.

    Source: Holm (1979), Scand J Stat 6:65.

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    order = sorted(range(len(values)), key=values.__getitem__)
    raised = (min(1.0, (len(order) - rank) * values[i]) for rank, i in enumerate(order))
    adjusted = dict(zip(order, accumulate(raised, max), strict=True))
    return [adjusted[i] for i in range(len(values))]
