"""Communities of a network by Leiden's method (Traag, Waltman and van Eck 2019), for modularity.

Written out here: what does this in compiled code either is under the GPL or wants numpy and scipy,
which a build does not need. The same network and seed give the same communities everywhere.
"""

from __future__ import annotations

import random
from collections import defaultdict, deque
from collections.abc import Sequence

_MOST_ROUNDS, _FEWEST_ROUNDS, _MOVES = 8, 2, 40_000
"""Times that the whole method is begun anew from what it found: as many as look at so many links,
within bounds."""
_SLIGHT = 1e-9
"""Gain below which a move is a rounding of numbers."""

_Links = list[dict[int, float]]
"""Node -> the weights of its links by neighbour; none with itself."""


def find_communities(size: int, pairs: Sequence[tuple[int, int]], seed: int) -> list[int]:
    """Return the community of each of so many nodes, numbered from 0, the largest first.

    Pairs are the links, each once; a node without a link is a community of its own.
    """
    links: _Links = [{} for _ in range(size)]
    for one, other in pairs:
        links[one][other] = links[other][one] = 1.0
    degrees = [float(len(near)) for near in links]
    source = random.Random(seed)
    found = list(range(size))
    wanted = max(_FEWEST_ROUNDS, min(_MOST_ROUNDS, _MOVES // max(1, len(pairs))))
    for _ in range(wanted if pairs else 0):
        before = _number(found)
        found = _improve(links, degrees, before, sum(degrees), source)
        if _number(found) == before:
            break
    return _by_size(found)


def _number(groups: Sequence[int]) -> list[int]:
    """Number groups anew, in order of the first member."""
    numbers: dict[int, int] = {}
    return [numbers.setdefault(group, len(numbers)) for group in groups]


def _by_size(groups: Sequence[int]) -> list[int]:
    numbered = _number(groups)
    sizes = [0] * (max(numbered, default=-1) + 1)
    for group in numbered:
        sizes[group] += 1
    order = sorted(range(len(sizes)), key=lambda group: (-sizes[group], group))
    place = {group: i for i, group in enumerate(order)}
    return [place[group] for group in numbered]


def _improve(
    links: _Links, degrees: list[float], groups: list[int], total: float, source: random.Random
) -> list[int]:
    """Move nodes, then parts of communities as nodes, then parts of those, while there are any."""
    home = list(range(len(links)))
    while True:
        _move(links, degrees, groups, total, source)
        groups = _number(groups)
        parts = _number(_refine(links, degrees, groups, total, source))
        count = max(parts) + 1
        if count == len(parts):
            return [groups[node] for node in home]
        links, degrees, groups = _merge(links, degrees, groups, parts, count)
        home = [parts[node] for node in home]


def _move(
    links: _Links, degrees: list[float], groups: list[int], total: float, source: random.Random
) -> None:
    """Move each node to where it gains most, and look again at the neighbours of what moved."""
    weights = [0.0] * len(links)
    for group, degree in zip(groups, degrees, strict=True):
        weights[group] += degree
    free = [group for group, weight in enumerate(weights) if not weight]
    order = list(range(len(links)))
    source.shuffle(order)
    waiting, is_waiting = deque(order), [True] * len(links)
    while waiting:
        node = waiting.popleft()
        is_waiting[node] = False
        near: dict[int, float] = {}
        for other, weight in links[node].items():
            group = groups[other]
            near[group] = near.get(group, 0.0) + weight
        own, degree = groups[node], degrees[node]
        weights[own] -= degree
        share = degree / total
        best, most = own, near.get(own, 0.0) - share * weights[own] + _SLIGHT
        for group, weight in near.items():
            gain = weight - share * weights[group]
            if gain > most:
                best, most = group, gain
        if most < -_SLIGHT and free:
            best = free.pop()
        weights[best] += degree
        if best == own:
            continue
        groups[node] = best
        if not weights[own]:
            free.append(own)
        for other in links[node]:
            if not is_waiting[other] and groups[other] != best:
                is_waiting[other] = True
                waiting.append(other)


def _refine(
    links: _Links, degrees: list[float], groups: list[int], total: float, source: random.Random
) -> list[int]:
    """Return the parts of communities that hang together well, from single nodes upwards."""
    whole: dict[int, float] = defaultdict(float)
    for group, degree in zip(groups, degrees, strict=True):
        whole[group] += degree
    parts, weights, alone = list(range(len(links))), list(degrees), [True] * len(links)
    # links of a part with the rest of its community
    outward = [
        sum(weight for other, weight in near.items() if groups[other] == group)
        for near, group in zip(links, groups, strict=True)
    ]
    order = list(range(len(links)))
    source.shuffle(order)
    for node in order:
        group, degree = groups[node], degrees[node]
        rest = whole[group]
        if not alone[node] or outward[node] < degree * (rest - degree) / total:
            continue
        near: dict[int, float] = {}
        for other, weight in links[node].items():
            if groups[other] == group:
                near[parts[other]] = near.get(parts[other], 0.0) + weight
        best, most = node, _SLIGHT
        for part, weight in near.items():
            gain = weight - degree * weights[part] / total
            if gain > most and outward[part] >= weights[part] * (rest - weights[part]) / total:
                best, most = part, gain
        if best != node:
            parts[node], alone[best] = best, False
            weights[best] += degree
            outward[best] += outward[node] - 2 * near[best]
    return parts


def _merge(
    links: _Links, degrees: list[float], groups: list[int], parts: list[int], count: int
) -> tuple[_Links, list[float], list[int]]:
    """Return the network whose nodes are the parts, each in the community that it was in."""
    merged: _Links = [{} for _ in range(count)]
    weights, homes = [0.0] * count, [0] * count
    for node, part in enumerate(parts):
        weights[part] += degrees[node]
        homes[part] = groups[node]
        near = merged[part]
        for other, weight in links[node].items():
            if (there := parts[other]) != part:
                near[there] = near.get(there, 0.0) + weight
    return merged, weights, _number(homes)
