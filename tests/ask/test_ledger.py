"""The ledger: the latest view of each assessor counts, and the duty goes to the heirs."""

from __future__ import annotations

import pytest

from kg.ask.ledger import Wanted, list_recommendations
from kg.engine.store import LocalGraph
from kg.errors import UnknownEntity, UsageError
from kg.history.advice import Advice
from kg.index.index import Index, index_of
from tests.analysis.advised import ADVICE, days, derived_from


def ids(found: list[Advice]) -> list[str]:
    return [advice.id for advice in found]


def test_the_latest_view_of_each_assessor_is_told_with_its_source(
    graph: LocalGraph, index: Index
) -> None:
    (advice,) = list_recommendations(graph, index, Wanted(contested=True))
    assert [(v.verdict, v.by_label, v.date) for v in advice.latest] == [
        ("Enacted", "Old Body", "2004"), ("NotEnacted", "This project", "2005"),
    ]  # fmt: skip
    assert all(view.sources for view in advice.latest)
    assert [str(s) for s in advice.sources] == ["A source, p. 3"]


def test_the_duty_of_a_body_that_ended_is_with_its_heir(graph: LocalGraph, index: Index) -> None:
    (advice,) = list_recommendations(graph, index, Wanted(heir="New Body"))
    assert advice.addressees == {"old-body": "Old Body"}
    assert advice.heirs == {"new-body": "New Body"}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(Wanted(), ["advice-1", "advice-2"], id="all"),
        pytest.param(Wanted(report="A Report"), ["advice-1", "advice-2"], id="report"),
        pytest.param(Wanted(addressee="new-body"), ["advice-2"], id="addressee"),
        pytest.param(Wanted(topic="Topic A", text="thing"), ["advice-1"], id="topic and text"),
        pytest.param(Wanted(verdict="Enacted"), ["advice-1"], id="outcome"),
        pytest.param(Wanted(verdict="not enacted"), [], id="a view that does not decide"),
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


@pytest.mark.parametrize("wanted", [Wanted(text=""), Wanted(text="the of"), Wanted(like=" ")])
def test_what_has_no_words_is_refused(graph: LocalGraph, index: Index, wanted: Wanted) -> None:
    with pytest.raises(UsageError, match="has no words"):
        list_recommendations(graph, index, wanted)


def test_a_report_that_does_not_exist_is_refused(graph: LocalGraph, index: Index) -> None:
    with pytest.raises(UnknownEntity, match="nearest: a-report"):
        list_recommendations(graph, index, Wanted(report="A Reprt"))


def test_what_stands_for_a_whole_document_is_listed_and_marked() -> None:
    graph = derived_from(ADVICE)
    found = list_recommendations(graph, index_of(graph), Wanted(verdict="none"))
    assert [(one.id, one.is_whole) for one in found] == [("a4", True)]


def test_a_response_is_asked_for_apart_from_what_became_of_it() -> None:
    answered = (
        """id:v6 a nhsit:Assessment ; nhsit:assesses id:a4 ; nhsit:response nhsit:Rejected ;
      prov:wasAttributedTo id:centre ; nhsit:date "2001" ; """
        + days("date", "2001-01-01")
        + """ .
    id:v7 a nhsit:Assessment ; nhsit:assesses id:a4 ; nhsit:response nhsit:PartlyAccepted ;
      prov:wasAttributedTo id:centre ; """
        + days("date", "2002-01-01")
        + " ."
    )
    graph = derived_from(ADVICE + answered)
    index = index_of(graph)
    assert ids(list_recommendations(graph, index, Wanted(verdict="Partly accepted"))) == ["a4"]
    assert list_recommendations(graph, index, Wanted(verdict="rejected")) == []
    assert ids(list_recommendations(graph, index, Wanted(verdict="none"))) == ["a4"]


def test_two_views_of_one_assessor_on_one_day_both_stay(rivals: LocalGraph) -> None:
    (advice,) = list_recommendations(rivals, index_of(rivals), Wanted())
    latest = [(view.verdict, view.date) for view in advice.views if view.is_latest]
    assert sorted(latest) == [("InProgress", "2006-01-01"), ("PartlyEnacted", "2006-01-01")]
