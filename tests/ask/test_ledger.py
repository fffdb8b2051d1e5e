"""The ledger: the latest view of each assessor counts, and the duty goes to the heirs."""

from __future__ import annotations

import pytest

from kg.ask.ledger import Advice, Wanted, list_recommendations
from kg.engine.store import LocalGraph
from kg.errors import UnknownEntity, UsageError
from kg.index.index import Index, index_of


def ids(found: list[Advice]) -> list[str]:
    return [advice.id for advice in found]


def test_the_latest_view_of_each_assessor_is_told_with_its_source(
    graph: LocalGraph, index: Index
) -> None:
    (advice,) = list_recommendations(graph, index, Wanted(contested=True))
    assert [(v.verdict, v.by_label, v.date) for v in advice.views] == [
        ("enacted", "Old Body", "2004"), ("not enacted", "This project", "2005"),
    ]  # fmt: skip
    assert all(view.sources for view in advice.views)
    assert [str(s) for s in advice.sources] == ["A source, p. 3"]


def test_the_duty_of_a_body_that_ended_is_with_its_heir(graph: LocalGraph, index: Index) -> None:
    (advice,) = list_recommendations(graph, index, Wanted(heir="New Body"))
    assert (advice.addressees, advice.heirs) == (("old-body",), ("new-body",))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(Wanted(), ["advice-1", "advice-2"], id="all"),
        pytest.param(Wanted(report="A Report"), ["advice-1", "advice-2"], id="report"),
        pytest.param(Wanted(addressee="new-body"), ["advice-2"], id="addressee"),
        pytest.param(Wanted(topic="Topic A", text="thing"), ["advice-1"], id="topic and text"),
        pytest.param(Wanted(verdict="Not enacted"), ["advice-1"], id="verdict"),
        pytest.param(Wanted(verdict="in progress"), [], id="a view that was overtaken"),
        pytest.param(Wanted(verdict="none"), ["advice-2"], id="nobody has said"),
        pytest.param(Wanted(contested=False), ["advice-2"], id="uncontested"),
    ],
)
def test_a_filter_keeps(
    graph: LocalGraph, index: Index, wanted: Wanted, expected: list[str]
) -> None:
    assert ids(list_recommendations(graph, index, wanted)) == expected


def test_a_verdict_nobody_gives_is_refused(graph: LocalGraph, index: Index) -> None:
    with pytest.raises(UsageError, match="did you mean 'enacted'"):
        list_recommendations(graph, index, Wanted(verdict="enactd"))


def test_a_report_that_does_not_exist_is_refused(graph: LocalGraph, index: Index) -> None:
    with pytest.raises(UnknownEntity, match="nearest: a-report"):
        list_recommendations(graph, index, Wanted(report="A Reprt"))


def test_two_views_of_one_assessor_on_one_day_both_stay(rivals: LocalGraph) -> None:
    (advice,) = list_recommendations(rivals, index_of(rivals), Wanted())
    assert sorted((view.verdict, view.date) for view in advice.views) == [
        ("in progress", "2006-01-01"), ("partly enacted", "2006-01-01"),
    ]  # fmt: skip
