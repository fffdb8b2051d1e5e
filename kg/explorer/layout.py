"""Where each node of the network stands: worked out once, in whole pixels, the same everywhere.

Communities are islands, apart from each other; what nothing connects to the rest stands in rows
beneath.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Sequence

from kg.explorer.communities import find_communities
from kg.explorer.stress import draw, move_apart, relax, widen

Place = tuple[float, float]
Places = dict[str, tuple[int, int, int]]
"""Name -> x, y and the number of its island."""

SEED = 42
_SPREAD = 85
"""Pixels between two nodes of a link, where nothing else draws them."""
_CLOSEST = 0.4
"""Share of that which any two nodes of an island are apart."""
_ROOM = 0.6
"""Square steps that a node of an island has to itself."""
_PART = 10
"""Nodes from which what is connected within itself only is an island, and not in the rows."""
_CLOSE = 0.55
"""How far from the middle islands lie as a rule: 1 where they would fill it were they water."""
_FARTHEST = 1.5
"""How much farther than as a rule the farthest lies, which little joins to the rest."""
_WIDE = 2.0
"""Screens are wider than they are high."""
_SHORE, _GAP = 100, 60
"""Pixels of water around an island, and between those in the rows."""


def lay_out(pairs: Iterable[tuple[str, str]]) -> Places:
    """Return name -> (x, y, number of its island) for all that is named, in order of their names.

    What stands in the rows has the number -1. Communities are found by Leiden's method (Traag
    2019), their inside and their neighbourhood laid out by stress, from fixed starts.
    """
    links = sorted({(min(pair), max(pair)) for pair in pairs})
    names = sorted({name for pair in links for name in pair})
    index = {name: i for i, name in enumerate(names)}
    ends = [(index[a], index[b]) for a, b in links]
    islands, rest = _find_islands(len(names), ends)
    near: list[list[int]] = [[] for _ in names]
    for a, b in ends:
        near[a].append(b)
        near[b].append(a)
    places = _place_islands(near, islands)
    places |= _place_rest(near, rest, places)
    of = {member: number for number, island in enumerate(islands) for member in island}
    return {
        name: (round(places[i][0]), round(places[i][1]), of.get(i, -1))
        for i, name in enumerate(names)
    }


def _find_islands(
    size: int, links: Sequence[tuple[int, int]]
) -> tuple[list[list[int]], list[list[int]]]:
    """Return the communities of all large parts, and the small parts; the largest first."""
    parts = _find_parts(size, links)
    large = [part for part in parts if len(part) >= _PART]
    rest = [part for part in parts if len(part) < _PART]
    if not large:
        return [], _by_size(rest)
    # in order, as what is drawn has its nodes whatever the order in which parts are found
    members = sorted(node for part in large for node in part)
    at = {node: i for i, node in enumerate(members)}
    within = [(at[a], at[b]) for a, b in links if a in at]
    islands: dict[int, list[int]] = {}
    for node, group in zip(members, find_communities(len(members), within, SEED), strict=True):
        islands.setdefault(group, []).append(node)
    return _by_size(islands.values()), _by_size(rest)


def _find_parts(size: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return what hangs together, by links."""
    part = list(range(size))
    parts = [[node] for node in range(size)]
    for a, b in links:
        one, other = part[a], part[b]
        if one == other:
            continue
        if len(parts[one]) < len(parts[other]):
            one, other = other, one
        for node in parts[other]:
            part[node] = one
        parts[one] += parts[other]
        parts[other] = []
    return [members for members in parts if members]


def _by_size(groups: Iterable[list[int]]) -> list[list[int]]:
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))


def _draw(near: Sequence[Sequence[int]], members: list[int]) -> dict[int, Place]:
    """Lay out what is within an island, about its middle."""
    at = {member: i for i, member in enumerate(members)}
    within = [[(at[other], 1.0) for other in near[member] if other in at] for member in members]
    places = draw(within, random.Random(SEED))
    widen(places, _ROOM)
    relax(places, within)
    widen(places, _ROOM)
    move_apart(places, _CLOSEST)
    middle = sum(places) / len(places)
    around = [(place - middle) * _SPREAD for place in places]
    return {m: (place.real, place.imag) for m, place in zip(members, around, strict=True)}


def _place_islands(near: Sequence[Sequence[int]], islands: list[list[int]]) -> dict[int, Place]:
    inner = [_draw(near, island) for island in islands]
    radii = [max(math.hypot(x, y) for x, y in one.values()) + _SHORE for one in inner]
    wanted = _neighbourhood(near, islands, radii)
    found: dict[int, Place] = {}
    taken = _Sea(max(radii, default=1))
    for island, radius, target in zip(inner, radii, wanted, strict=True):
        x0, y0 = taken.nearest(target, radius)
        found |= {member: (x + x0, y + y0) for member, (x, y) in island.items()}
    return found


def _neighbourhood(
    near: Sequence[Sequence[int]], islands: list[list[int]], radii: list[float]
) -> list[Place]:
    """Return where each island would like to be: near those that it has most to do with."""
    if not islands:
        return []
    of = {member: i for i, island in enumerate(islands) for member in island}
    weights: list[dict[int, int]] = [{} for _ in islands]
    for member, i in of.items():
        for other in near[member]:
            if (j := of.get(other, i)) != i:
                weights[i][j] = weights[i].get(j, 0) + 1
    lengths = [
        [(j, (radii[i] + radii[j]) * (1 + 1 / weight)) for j, weight in sorted(beside.items())]
        for i, beside in enumerate(weights)
    ]
    places = draw(lengths, random.Random(SEED))
    middle = sum(places) / len(places)
    around = [place - middle for place in places]
    usual = math.sqrt(sum(abs(place) ** 2 for place in around) / len(around)) or 1
    scale = _CLOSE * math.sqrt(sum(radius * radius for radius in radii)) / usual
    nearer = [place * min(1.0, _FARTHEST * usual / (abs(place) or 1)) * scale for place in around]
    return [(_WIDE * place.real, place.imag) for place in nearer]


class _Sea:
    """Finds the free place nearest to a wanted one for circle after circle."""

    def __init__(self, largest: float) -> None:
        self.cell = 2 * largest
        self.cells: dict[tuple[int, int], list[tuple[float, float, float]]] = {}

    def nearest(self, target: Place, radius: float) -> Place:
        """Take and return the first free place on a spiral from a wanted one."""
        turn, step = math.pi * (3 - math.sqrt(5)), radius / 4
        for i in range(100_000):
            away = step * math.sqrt(i)
            x = target[0] + _WIDE * away * math.cos(i * turn)
            y = target[1] + away * math.sin(i * turn)
            if self._is_free(x, y, radius):
                break
        self.cells.setdefault(self._key(x, y), []).append((x, y, radius))
        return x, y

    def _key(self, x: float, y: float) -> tuple[int, int]:
        return math.floor(x / self.cell), math.floor(y / self.cell)

    def _is_free(self, x: float, y: float, radius: float) -> bool:
        column, row = self._key(x, y)
        return all(
            math.hypot(x - a, y - b) >= radius + r
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for a, b, r in self.cells.get((i, j), ())
        )


def _place_rest(
    near: Sequence[Sequence[int]], parts: list[list[int]], placed: dict[int, Place]
) -> dict[int, Place]:
    """Return the places of small parts, in rows beneath what is placed, as wide as it is."""
    xs, ys = [x for x, _ in placed.values()], [y for _, y in placed.values()]
    drawn = [_draw(near, part) for part in parts]
    area = sum(_width(one) * _height(one) for one in drawn)
    left = min(xs, default=0.0)
    right = max(max(xs, default=0.0), left + math.sqrt(area) * 1.3)
    x, y, row = left, max(ys, default=0.0) + _SHORE * 2, 0.0
    found: dict[int, Place] = {}
    for one in drawn:
        if x > left and x + _width(one) > right:
            x, y, row = left, y + row, 0.0
        edge, top = _least(one, 0), _least(one, 1)
        found |= {member: (a - edge + x, b - top + y) for member, (a, b) in one.items()}
        x += _width(one)
        row = max(row, _height(one))
    return found


def _least(drawn: dict[int, Place], axis: int) -> float:
    return min(place[axis] for place in drawn.values())


def _extent(axis: int) -> Callable[[dict[int, Place]], float]:
    return lambda drawn: max(p[axis] for p in drawn.values()) - _least(drawn, axis) + _GAP * 1.5


_width, _height = _extent(0), _extent(1)
