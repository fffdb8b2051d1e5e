"""The layout of the network: the same always, communities apart, the unconnected in rows."""

from __future__ import annotations

import itertools
import math
import random

from kg.explorer.layout import lay_out

LEFT = [f"left-{i}" for i in range(12)]
RIGHT = [f"right-{i}" for i in range(12)]
TWO_CLIQUES = [
    *itertools.combinations(LEFT, 2),
    *itertools.combinations(RIGHT, 2),
    ("left-0", "right-0"),
]


def test_places_depend_neither_on_the_order_nor_on_the_direction_of_pairs() -> None:
    shuffled = [(b, a) for a, b in random.Random(7).sample(TWO_CLIQUES, len(TWO_CLIQUES))]
    assert lay_out(TWO_CLIQUES) == lay_out(shuffled)


def test_two_communities_are_two_islands_that_do_not_touch() -> None:
    places = lay_out(TWO_CLIQUES)
    islands = [{places[name][2] for name in side} for side in (LEFT, RIGHT)]
    assert islands in ([{0}, {1}], [{1}, {0}])
    # the nearest of the other side is farther away than the nearest of one's own
    for name in LEFT:
        own = min(math.dist(places[name][:2], places[other][:2]) for other in LEFT if other != name)
        assert own < min(math.dist(places[name][:2], places[other][:2]) for other in RIGHT)


def test_communities_that_nothing_joins_are_islands_of_their_own() -> None:
    # their names alternate, so that an order by parts is not an order by names
    odd, even = ([f"{i:02}" for i in range(first, 24, 2)] for first in (1, 0))
    places = lay_out([*itertools.combinations(odd, 2), *itertools.combinations(even, 2)])
    assert len({places[name][2] for name in odd}) == len({places[name][2] for name in even}) == 1
    assert places["00"][2] != places["01"][2]


def test_no_two_stand_on_one_place() -> None:
    places = lay_out([*TWO_CLIQUES, *((f"one-{i}", f"two-{i}") for i in range(30))])
    assert len({place[:2] for place in places.values()}) == len(places)


def test_what_nothing_joins_to_the_rest_stands_beneath_it_in_rows() -> None:
    apart = [(f"one-{i}", f"two-{i}") for i in range(30)]
    places = lay_out([*TWO_CLIQUES, *apart])
    lowest = max(places[name][1] for name in (*LEFT, *RIGHT))
    for one, two in apart:
        assert places[one][2] == places[two][2] == -1
        assert min(places[one][1], places[two][1]) > lowest


def test_a_network_without_pairs_has_no_places() -> None:
    assert lay_out([]) == {}
