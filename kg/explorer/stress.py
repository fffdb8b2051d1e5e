"""Places at which nodes stand as far from each other as they are in their network.

By stochastic gradient descent on stress (Zheng, Pawar and Goodman, "Graph Drawing by Stochastic
Gradient Descent", 2018): pair after pair is moved towards its distance, first at a stroke, then by
less and less. In large networks, each node is paired with its neighbours and with a few pivots that
stand for those around them (Ortmann, Klimenta and Brandes 2016). A few rounds of springs
(Fruchterman and Reingold 1991) then part what distances alone leave crossing. Places are complex
numbers, with which Python reckons twice as fast as with two.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import combinations, product

_ALL_PAIRS = 150
"""Nodes up to which every pair is looked at."""
_PIVOTS = 8
_ROUNDS = 12
_END = 0.1
"""How much of the shortest distance the last round moves a pair."""
_SPRINGS, _FEW_SPRINGS = 15, 2
"""Rounds of springs: where every pair is looked at, and where those within REACH are."""
_REACH = 1.5
_PUSH = 0.3
"""How strongly two nodes push each other away at distance 1, where a link pulls by 1."""
_WARM = 0.4
"""How far the first round of springs may move a node."""
_ASIDE = 1 + 0.3j
"""What stands in one line makes room to the side of it."""
_APART = 8
"""Rounds in which what stands too close is moved apart."""

Near = Sequence[Sequence[tuple[int, float]]]
"""Node -> its neighbours with their distances."""


def draw(near: Near, source: random.Random) -> list[complex]:
    """Return where each node stands."""
    n = len(near)
    reach = math.sqrt(n)
    places = [complex(source.uniform(-reach, reach), source.uniform(-reach, reach)) for _ in near]
    pairs = _all_pairs(near) if n <= _ALL_PAIRS else _pairs_with_pivots(near)
    source.shuffle(pairs)
    if pairs:
        _descend(places, pairs)
    return places


_Pair = tuple[int, int, float, float, float]
"""Two nodes, their distance, and how stiff each holds to it."""


def _all_pairs(near: Near) -> list[_Pair]:
    tables = [find_distances(near, one) for one in range(len(near))]
    # what does not hang together is a little farther than the farthest that does
    farthest = 1.2 * max(away for table in tables for away in table if away < math.inf) or 1.0
    pairs = []
    for one, table in enumerate(tables):
        for other, distance in enumerate(table):
            if one < other:
                away = min(distance, farthest)
                pairs.append((one, other, away, 1 / away**2, 1 / away**2))
    return pairs


def _pairs_with_pivots(near: Near) -> list[_Pair]:
    """Return each node with its neighbours, and with pivots as far from each other as can be."""
    n = len(near)
    pivots: list[int] = []
    tables: list[list[float]] = []
    least = [math.inf] * n
    nearest = [0] * n
    pivot = max(range(n), key=lambda node: (len(near[node]), -node))
    while len(pivots) < _PIVOTS:
        away = find_distances(near, pivot)
        for node, distance in enumerate(away):
            if distance < least[node]:
                least[node], nearest[node] = distance, len(pivots)
        pivots.append(pivot)
        tables.append(away)
        pivot = max(range(n), key=lambda node: (least[node], -node))
    pairs = []
    for number, (pivot, away) in enumerate(zip(pivots, tables, strict=True)):
        around = sorted(away[node] for node in range(n) if nearest[node] == number)
        beside = {other for other, _ in near[pivot]} | {pivot}
        stood_for, least_of = 0, -1.0
        for distance, node in sorted((distance, node) for node, distance in enumerate(away)):
            if distance != least_of:
                least_of = distance
                while stood_for < len(around) and around[stood_for] <= distance / 2:
                    stood_for += 1
            if node not in beside:
                pairs.append((node, pivot, distance, stood_for / distance**2, 0.0))
    for one, neighbours in enumerate(near):
        for other, length in neighbours:
            if one < other:
                pairs.append((one, other, length, 1 / length**2, 1 / length**2))
    return pairs


def find_distances(near: Near, start: int) -> list[float]:
    """Return how far each node is from one, by the shortest way."""
    found = [math.inf] * len(near)
    found[start] = 0.0
    waiting = [(0.0, start)]
    while waiting:
        away, node = heappop(waiting)
        if away > found[node]:
            continue
        for other, step in near[node]:
            if away + step < found[other]:
                found[other] = away + step
                heappush(waiting, (away + step, other))
    return found


def _descend(places: list[complex], pairs: list[_Pair]) -> None:
    stiff = [max(pair[3], pair[4]) for pair in pairs]
    first, last = 1 / min(stiff), _END / max(stiff)
    for i in range(_ROUNDS):
        pull = first * (last / first) ** (i / (_ROUNDS - 1))
        for one, other, wanted, own, its in pairs:
            gap = places[one] - places[other]
            step = gap * ((1 - wanted / (abs(gap) or 1e-9)) / 2)
            by = own * pull
            places[one] -= step * by if by < 1 else step
            if its:
                by = its * pull
                places[other] += step * by if by < 1 else step


def widen(places: list[complex], room: float) -> None:
    """Give each node so much room on average, where a network in which all are near has less."""
    middle = sum(places) / len(places)
    area = 2 * math.pi * sum(abs(place - middle) ** 2 for place in places) / len(places)
    if 0 < area < len(places) * room:
        by = math.sqrt(len(places) * room / area)
        places[:] = [place * by for place in places]


def relax(places: list[complex], near: Near) -> None:
    """Let links pull and nodes push, by less and less, from where they stand."""
    n = len(places)
    is_small = n <= _ALL_PAIRS
    rounds = _SPRINGS if is_small else _FEW_SPRINGS
    links = [(one, other) for one, beside in enumerate(near) for other, _ in beside if one < other]
    for i in range(rounds):
        moves = [0j] * n
        for one, other in combinations(range(n), 2) if is_small else _close(places, _REACH):
            gap = places[one] - places[other]
            away = gap.real * gap.real + gap.imag * gap.imag
            step = gap * (_PUSH / (away + 1e-9))
            moves[one] += step
            moves[other] -= step
        for one, other in links:
            gap = places[one] - places[other]
            step = gap * abs(gap)
            moves[one] -= step
            moves[other] += step
        most = _WARM * (1 - i / rounds)
        for node, move in enumerate(moves):
            far = abs(move)
            places[node] += move if far <= most else move * (most / far)


def move_apart(places: list[complex], least: float) -> None:
    """Move what stands closer to each other than allowed, until little or nothing does."""
    for _ in range(_APART):
        is_still = True
        for one, other in _close(places, least):
            gap = places[one] - places[other]
            away = abs(gap)
            if away < least:
                is_still = False
                step = gap * (_ASIDE * (least - away) / away / 2) if away else complex(least / 2)
                places[one] += step
                places[other] -= step
        if is_still:
            return


def _close(places: Sequence[complex], reach: float) -> Iterator[tuple[int, int]]:
    """Yield, once, all pairs within reach and some beyond it, by a grid of where they stand now."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for node, place in enumerate(places):
        cells[math.floor(place.real / reach), math.floor(place.imag / reach)].append(node)
    for (x, y), members in cells.items():
        yield from combinations(members, 2)
        for cell in ((x + 1, y - 1), (x + 1, y), (x + 1, y + 1), (x, y + 1)):
            if cell in cells:
                yield from product(members, cells[cell])
