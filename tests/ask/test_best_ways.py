"""The best ways are those that looking at every way would find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kg.ask.best_ways import SLACK, find_ways

Facts = list[frozenset[str]]
THINGS = "abcdef"


def network_of(facts: Facts) -> dict[str, dict[str, set[str]]]:
    network: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for number, ends in enumerate(facts):
        for one, other in permutations(ends, 2):
            network[one][other].add(f"f{number}")
    return network


def every_way(facts: Facts, start: str, end: str) -> Iterator[list[str]]:
    """All ways that meet nothing twice and stop at nothing that one fact joins to both sides."""
    network = network_of(facts)
    todo = [[start]]
    while todo:
        way = todo.pop()
        if way[-1] == end:
            yield way
            continue
        for other, joining in network[way[-1]].items():
            before = network[way[-2]][way[-1]] if len(way) > 1 else set()
            if other not in way and not joining & before:
                todo.append([*way, other])


@given(
    st.lists(st.frozensets(st.sampled_from(THINGS), min_size=2, max_size=3), max_size=9),
    st.dictionaries(st.sampled_from(THINGS), st.integers(0, 3)),
    st.integers(1, 5),
)
def test_ways_are_the_first_of_all_ways_in_order(
    facts: Facts, weight: dict[str, int], most: int
) -> None:
    ways = [*every_way(facts, "a", "b")]
    steps = min((len(path) for path in ranked(facts)), default=0)
    ordered = sorted(
        (way for way in ways if len(way) <= steps + SLACK),
        key=lambda way: (len(way), sum(weight.get(x, 0) for x in way[1:-1]), way),
    )
    assert find_ways(network_of(facts), weight, "a", "b", most, 12) == ordered[:most]


def ranked(facts: Facts) -> list[list[str]]:
    """The ways by which the shortest is measured: a shortest way is never a detour."""
    return sorted(every_way(facts, "a", "b"), key=len)


def test_a_way_by_what_is_less_mentioned_comes_first() -> None:
    facts = [frozenset(pair) for pair in ("ac", "cb", "ad", "db")]
    assert find_ways(network_of(facts), {"c": 9, "d": 1}, "a", "b", 2, 12) == [
        ["a", "d", "b"],
        ["a", "c", "b"],
    ]


def test_what_one_fact_joins_is_no_stop_between() -> None:
    facts = [frozenset("abc")]
    assert find_ways(network_of(facts), {}, "a", "b", 4, 12) == [["a", "b"]]


def test_nothing_is_longer_than_asked_for() -> None:
    facts = [frozenset(pair) for pair in ("ac", "cd", "db")]
    assert find_ways(network_of(facts), {}, "a", "b", 4, 2) == []
    assert find_ways(network_of(facts), {}, "a", "b", 4, 3) == [["a", "c", "d", "b"]]


def test_a_thing_is_no_way_from_itself() -> None:
    assert find_ways(network_of([frozenset("ab")]), {}, "a", "a", 4, 12) == []
