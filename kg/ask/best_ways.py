"""The best ways through a network of facts; the page finds the same ones by the same rule.

Ways are in order of their steps, then of how often what lies between the ends is mentioned (what is
less mentioned says more), then of their ids. A way meets nothing twice, is at most two steps longer
than the shortest, and stops at nothing that one and the same fact joins to what is on either side.
"""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappop, heappush

SLACK = 2
"""How many steps longer than the shortest a way may be."""
_LOOKED_AT = 20_000
"""Beginnings of ways that are looked at before giving up on finding enough that differ."""

Network = Mapping[str, Mapping[str, set[str]]]
"""Thing -> neighbour -> the facts that join the two."""


def find_ways(
    network: Network, weight: Mapping[str, int], start: str, end: str, most: int, longest: int
) -> list[list[str]]:
    """Return the best ways between two things, at most so many and so long, each as its things.

    `weight` says how often a thing is mentioned. No way is found where the two are the same.
    """
    left = _measure(network, weight, end)
    if start not in left or start == end:
        return []
    longest = min(longest, left[start][0] + SLACK)
    queue: list[tuple[int, int, tuple[str, ...], int]] = [(*left[start], (start,), 0)]
    found: list[list[str]] = []
    for _ in range(_LOOKED_AT):
        if not queue or len(found) == most:
            break
        _, _, way, heavy = heappop(queue)
        here = way[-1]
        if here == end:
            found.append([*way])
            continue
        for other, facts in network[here].items():
            if other not in left or other in way or _is_detour(network, way, facts):
                continue
            steps = len(way) + left[other][0]
            if steps <= longest:
                met = heavy + (weight.get(other, 0) if other != end else 0)
                heappush(queue, (steps, met + left[other][1], (*way, other), met))
    return found


def _measure(network: Network, weight: Mapping[str, int], end: str) -> dict[str, tuple[int, int]]:
    """Return how many steps each thing is from the end, and the least weight in between."""
    found = {end: (0, 0)}
    edge = [end]
    while edge:
        fresh: dict[str, tuple[int, int]] = {}
        for here in edge:
            steps, heavy = found[here]
            through = heavy + (weight.get(here, 0) if here != end else 0)
            for other in network.get(here, ()):
                if other not in found:
                    fresh[other] = min(fresh.get(other, (steps + 1, through)), (steps + 1, through))
        found |= fresh
        edge = [*fresh]
    return found


def _is_detour(network: Network, way: tuple[str, ...], facts: set[str]) -> bool:
    return len(way) > 1 and not facts.isdisjoint(network[way[-2]][way[-1]])
