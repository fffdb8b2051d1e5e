"""How two things are connected: shortest first, each step a sourced fact, nothing twice."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.ask.paths import find_paths
from kg.engine.store import LocalGraph
from kg.index.index import Index, index_of
from tests.memory import MEMORY
from tests.rivals import RIVALS


def test_the_shortest_way_comes_first_and_each_step_is_sourced(
    graph: LocalGraph, index: Index
) -> None:
    ways = find_paths(graph, index, "ann-smith", "oldest-body")
    assert [(h.start, h.end) for h in ways[0]] == [
        ("ann-smith", "old-body"), ("old-body", "oldest-body"),
    ]  # fmt: skip
    assert [len(way) for way in ways] == sorted(len(way) for way in ways)
    assert all(hop.sources and hop.fact for way in ways for hop in way)


def test_a_way_is_whole_and_meets_nothing_twice(graph: LocalGraph, index: Index) -> None:
    for way in find_paths(graph, index, "ann-smith", "new-body"):
        met = [way[0].start, *(hop.end for hop in way)]
        assert (met[0], met[-1]) == ("ann-smith", "new-body")
        assert len(set(met)) == len(met)
        assert all(a.end == b.start for a, b in pairwise(way))


def test_neither_a_plan_nor_a_deprecated_claim_connects(graph: LocalGraph, index: Index) -> None:
    facts = {h.node for w in find_paths(graph, index, "new-body", "gone") for h in w}
    assert facts
    assert "plan" not in facts
    assert not any("parent body Old Body" in h.fact
                   for w in find_paths(graph, index, "new-body", "old-body") for h in w)  # fmt: skip


def test_a_thing_is_no_step_from_itself(graph: LocalGraph, index: Index) -> None:
    assert find_paths(graph, index, "gone", "gone") == [()]


def test_what_nothing_connects_has_no_way(graph: LocalGraph, index: Index) -> None:
    assert find_paths(graph, index, "undated", "gone") == []


def test_an_opinion_connects_nothing(graph: LocalGraph, index: Index) -> None:
    """Ann thinks something of it, and nothing else joins the two."""
    assert ("ann-smith", "undated") in {(row["by"], row["about"]) for row in MEMORY["opinions"]}
    assert find_paths(graph, index, "ann-smith", "undated") == []


@pytest.mark.parametrize(
    ("start", "end"), [("planner", "planned-for"), ("canceller", "cancelled-for")]
)
def test_what_was_planned_or_cancelled_connects_nothing(
    rivals: LocalGraph, start: str, end: str
) -> None:
    """An event names the two, and has not happened."""
    assert (start, end) in {(row.get("losing"), row.get("gaining")) for row in RIVALS["events"]}
    assert find_paths(rivals, index_of(rivals), start, end) == []


def test_what_happened_connects(rivals: LocalGraph) -> None:
    [way] = find_paths(rivals, index_of(rivals), "new-body", "third-body", ways=1)
    assert [hop.end for hop in way] == ["third-body"]
