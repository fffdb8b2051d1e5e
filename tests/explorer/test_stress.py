"""Drawing by stress: distances as in the network, room for everybody, the same always."""

from __future__ import annotations

import itertools
import math
import random

import pytest

from kg.explorer.stress import draw, find_distances, move_apart, relax, widen


def _ring(n: int) -> list[list[tuple[int, float]]]:
    return [[((i - 1) % n, 1.0), ((i + 1) % n, 1.0)] for i in range(n)]


def _chain(n: int, step: float = 1.0) -> list[list[tuple[int, float]]]:
    return [[(j, step) for j in (i - 1, i + 1) if 0 <= j < n] for i in range(n)]


def test_distances_are_those_of_the_shortest_way() -> None:
    near = [[(1, 1.0), (2, 5.0)], [(0, 1.0), (2, 2.0)], [(0, 5.0), (1, 2.0)], []]
    assert find_distances(near, 0) == [0.0, 1.0, 3.0, math.inf]


@pytest.mark.parametrize("n", [10, 400])
def test_a_chain_is_drawn_as_long_as_it_is(n: int) -> None:
    places = draw(_chain(n), random.Random(1))
    assert abs(places[0] - places[-1]) == pytest.approx(n - 1, rel=0.25)


def test_two_that_are_twice_as_far_are_drawn_so() -> None:
    places = draw(_chain(2, 300.0), random.Random(1))
    assert abs(places[0] - places[1]) == pytest.approx(300, rel=0.01)


def test_what_is_opposite_on_a_ring_is_opposite_in_its_picture() -> None:
    places = draw(_ring(20), random.Random(1))
    across = [abs(places[i] - places[i + 10]) for i in range(10)]
    beside = [abs(places[i] - places[i - 1]) for i in range(20)]
    assert min(across) > 3 * max(beside)


@pytest.mark.parametrize("n", [30, 300])
def test_the_same_network_is_drawn_the_same(n: int) -> None:
    assert draw(_ring(n), random.Random(7)) == draw(_ring(n), random.Random(7))


def test_one_alone_and_what_nothing_joins_have_places() -> None:
    assert len(draw([[]], random.Random(1))) == 1
    one, other = draw([[], []], random.Random(1))
    assert one != other


@pytest.mark.parametrize("n", [40, 200])
def test_springs_keep_links_shorter_than_what_is_not_linked(n: int) -> None:
    near = _ring(n)
    places = draw(near, random.Random(1))
    relax(places, near)
    linked = [abs(places[i] - places[i - 1]) for i in range(n)]
    pairs = itertools.combinations(places, 2)
    assert sum(linked) / n < sum(abs(a - b) for a, b in pairs) / (n * (n - 1) / 2)


def test_what_stands_on_one_place_is_moved_apart() -> None:
    places = [complex(i % 5 / 10, 0) for i in range(20)]
    move_apart(places, 0.4)
    assert min(abs(a - b) for a, b in itertools.combinations(places, 2)) > 0.1


def test_what_has_room_stays_and_what_has_none_is_widened() -> None:
    wide, crowded = [0j, 9 + 0j, 9j], [0j, 0.1 + 0j, 0.1j]
    kept, widened = list(wide), list(crowded)
    widen(kept, 1.0)
    widen(widened, 1.0)
    assert kept == wide
    assert abs(widened[0] - widened[1]) > 1
