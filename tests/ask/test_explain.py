"""Why the graph says a fact: the node, the source, the row; and what it does not say."""

from __future__ import annotations

import pytest

from kg.ask.explain import explain
from kg.engine.store import LocalGraph
from kg.errors import UsageError
from kg.index.index import Index


@pytest.mark.parametrize("predicate", ["parentBody", "parent body", "nhsit:parentBody"])
def test_a_claim_is_explained_by_its_row_and_sources(
    graph: LocalGraph, index: Index, predicate: str
) -> None:
    (found,) = explain(graph, index, "old-body", predicate, "gone")
    (ground,) = found.grounds
    assert found.is_stated
    assert (ground.role, ground.row, ground.rank) == ("claim", "claims.csv:2", "normal")
    assert [str(s) for s in ground.sources] == ["A source, p. 2", "Another source"]


def test_an_inverse_label_turns_the_fact_round(graph: LocalGraph, index: Index) -> None:
    (found,) = explain(graph, index, "gone", "parent of", "old-body")
    assert (found.subject, found.predicate, found.is_stated) == (
        "old-body", "nhsit:parentBody", True,
    )  # fmt: skip


def test_a_deprecated_claim_is_told_but_not_stated(graph: LocalGraph, index: Index) -> None:
    (found,) = explain(graph, index, "new-body", "parentBody")
    assert not found.is_stated
    assert (found.grounds[0].rank, found.grounds[0].note) == ("deprecated", "A slip of the pen")


def test_a_succession_rests_on_its_event(graph: LocalGraph, index: Index) -> None:
    for subject, predicate, other in (
        ("old-body", "replacedBy", "new-body"), ("new-body", "replaces", "old-body"),
    ):  # fmt: skip
        (found,) = explain(graph, index, subject, predicate, other)
        assert [(g.node, g.role) for g in found.grounds] == [("succession", "event")]


def test_a_long_line_rests_on_each_of_its_steps(graph: LocalGraph, index: Index) -> None:
    (found,) = explain(graph, index, "oldest-body", "precedes", "new-body")
    assert [g.node for g in found.grounds] == ["first", "succession"]


def test_a_simple_value_rests_on_the_node_itself(graph: LocalGraph, index: Index) -> None:
    (found,) = explain(graph, index, "old-body", "start")
    assert (found.object, found.grounds[0].role) == ("2001-04-01", "the node itself")


def test_a_fact_nobody_states_has_no_ground(graph: LocalGraph, index: Index) -> None:
    (found,) = explain(graph, index, "oldest-body", "parentBody", "gone")
    assert (found.is_stated, found.grounds) == (False, ())


def test_an_unknown_property_offers_the_nearest(graph: LocalGraph, index: Index) -> None:
    with pytest.raises(UsageError, match="did you mean 'parentBody'"):
        explain(graph, index, "old-body", "parentBdy", "gone")


@pytest.mark.parametrize("text", ["<script>x</script>", "<a>", "http://x/ y"])
def test_what_is_no_address_is_no_property(text: str, graph: LocalGraph, index: Index) -> None:
    with pytest.raises(UsageError, match="is no address of a property"):
        explain(graph, index, "old-body", text)
