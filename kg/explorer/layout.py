"""Where each node of the network stands: worked out once, in whole pixels, the same everywhere.

Communities are islands, apart from each other; what nothing connects to the rest stands in rows
beneath.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable
from typing import Any

Place = tuple[float, float]

SEED = 42
_SPREAD = 46
"""Pixels of a step of the method."""
_EVEN = 0.7
"""Power of the distance from the middle: below 1 it opens what crowds there, and shortens arms."""
_MOST_ROUNDS, _FEWEST_ROUNDS, _MOVES = 300, 40, 30_000
"""Rounds of the method for an island: as many as make so many moves in all, within bounds."""
_CROWDED = 250
"""Nodes from which not every pair is compared but those near each other, which is less even."""
_PART = 10
"""Nodes from which what is connected within itself only is an island, and not in the rows."""
_CLOSE = 0.6
"""How close islands lie: 1 where they would fill their circle were they water."""
_WIDE = 1.6
"""Screens are wider than they are high."""
_SHORE, _GAP = 100, 60
"""Pixels of water around an island, and between those in the rows."""


def lay_out(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int, int]]:
    """Return name -> (x, y, number of its island) for all that is named, in order of their names.

    What stands in the rows has the number -1. Communities are found by Leiden's method (Traag
    2019), their inside and their neighbourhood laid out by Fruchterman and Reingold's (1991), from
    fixed starts.
    """
    import igraph

    links = sorted({(min(pair), max(pair)) for pair in pairs})
    names = sorted({name for pair in links for name in pair})
    index = {name: i for i, name in enumerate(names)}
    graph = igraph.Graph(len(names), [(index[a], index[b]) for a, b in links])
    igraph.set_random_number_generator(random.Random(SEED))
    islands, rest = _find_islands(graph)
    places = _place_islands(graph, islands)
    places |= _place_rest(graph, rest, places)
    of = {member: number for number, island in enumerate(islands) for member in island}
    return {
        name: (round(places[i][0]), round(places[i][1]), of.get(i, -1))
        for i, name in enumerate(names)
    }


def _find_islands(graph: Any) -> tuple[list[list[int]], list[list[int]]]:
    """Return the communities of all large parts, and the small parts; the largest first."""
    parts = list(graph.connected_components())
    # in order, as a subgraph has its nodes whatever the order in which they are asked for
    large = sorted(i for part in parts if len(part) >= _PART for i in part)
    if not large:
        return [], sorted(parts, key=lambda part: (-len(part), part))
    whole = graph.induced_subgraph(large)
    found = whole.community_leiden(objective_function="modularity", n_iterations=5)
    islands = [[large[i] for i in community] for community in found if community]
    rest = [part for part in parts if len(part) < _PART]
    return _by_size(islands), _by_size(rest)


def _by_size(groups: list[list[int]]) -> list[list[int]]:
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))


def _draw(graph: Any, members: list[int]) -> dict[int, Place]:
    """Lay out what is within an island, about its middle."""
    island = graph.induced_subgraph(members)
    reach = len(members) ** 0.5
    generator = random.Random(SEED)
    start = [(generator.uniform(-reach, reach), generator.uniform(-reach, reach)) for _ in members]
    rounds = max(_FEWEST_ROUNDS, min(_MOST_ROUNDS, _MOVES // len(members)))
    drawn = island.layout_fruchterman_reingold(
        niter=rounds, seed=start, grid=len(members) > _CROWDED
    )
    middle = [sum(axis) / len(members) for axis in zip(*drawn.coords, strict=True)]
    around = [(x - middle[0], y - middle[1]) for x, y in drawn.coords]
    reach = max(math.hypot(x, y) for x, y in around) or 1
    found = {}
    for member, (x, y) in zip(members, around, strict=True):
        share = math.hypot(x, y) / reach
        scale = _SPREAD * share ** (_EVEN - 1) if share else _SPREAD
        found[member] = (x * scale, y * scale)
    return found


def _place_islands(graph: Any, islands: list[list[int]]) -> dict[int, Place]:
    inner = [_draw(graph, island) for island in islands]
    radii = [max(math.hypot(x, y) for x, y in one.values()) + _SHORE for one in inner]
    wanted = _neighbourhood(graph, islands, radii)
    found: dict[int, Place] = {}
    taken = _Sea(max(radii, default=1))
    for island, radius, target in zip(inner, radii, wanted, strict=True):
        x0, y0 = taken.nearest(target, radius)
        found |= {member: (x + x0, y + y0) for member, (x, y) in island.items()}
    return found


def _neighbourhood(graph: Any, islands: list[list[int]], radii: list[float]) -> list[Place]:
    """Return where each island would like to be: near those that it has most to do with."""
    import igraph

    if not islands:
        return []
    of = {member: i for i, island in enumerate(islands) for member in island}
    weights: dict[tuple[int, int], int] = {}
    for edge in graph.es:
        a, b = of.get(edge.source), of.get(edge.target)
        if a is not None and b is not None and a != b:
            weights[min(a, b), max(a, b)] = weights.get((min(a, b), max(a, b)), 0) + 1
    pairs = sorted(weights)
    seas = igraph.Graph(len(islands), pairs)
    generator = random.Random(SEED)
    start = [(generator.uniform(-1, 1), generator.uniform(-1, 1)) for _ in islands]
    drawn = seas.layout_fruchterman_reingold(
        niter=_MOST_ROUNDS, seed=start, weights=[math.sqrt(weights[pair]) for pair in pairs],
        grid=False,
    )  # fmt: skip
    middle = [sum(axis) / len(islands) for axis in zip(*drawn.coords, strict=True)]
    around = [(x - middle[0], y - middle[1]) for x, y in drawn.coords]
    reach = max(math.hypot(x, y) for x, y in around) or 1
    scale = _CLOSE * math.sqrt(sum(radius * radius for radius in radii)) / reach
    return [(_WIDE * x * scale, y * scale) for x, y in around]


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


def _place_rest(graph: Any, parts: list[list[int]], placed: dict[int, Place]) -> dict[int, Place]:
    """Return the places of small parts, in rows beneath what is placed, as wide as it is."""
    xs, ys = [x for x, _ in placed.values()], [y for _, y in placed.values()]
    drawn = [_draw(graph, part) for part in parts]
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
