"""What narrows the ledger down."""

from __future__ import annotations

import pytest

from kg.ask.ledger import Wanted, find_recommendations, list_recommendations
from kg.engine.store import LocalGraph
from kg.errors import UnknownEntity, UsageError
from kg.index.index import Index


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(Wanted(state="open"), ["advice-2"], id="open"),
        pytest.param(Wanted(state="Closed-done"), ["advice-1"], id="closed done"),
        pytest.param(Wanted(state="closed"), ["advice-1"], id="closed, however"),
        pytest.param(Wanted(state="no longer possible"), [], id="no longer possible"),
        pytest.param(Wanted(response="none"), ["advice-1", "advice-2"], id="nobody answered"),
        pytest.param(Wanted(response="accepted"), [], id="accepted"),
        pytest.param(Wanted(judge="old-body"), ["advice-1"], id="judge"),
        pytest.param(Wanted(judge="new-body"), [], id="no judge"),
        pytest.param(Wanted(period="2000"), ["advice-1", "advice-2"], id="a year"),
        pytest.param(Wanted(period="..1999"), [], id="until"),
        pytest.param(Wanted(period="2000-01..2001"), ["advice-1", "advice-2"], id="from to"),
        pytest.param(Wanted(period="2000-02.."), [], id="from"),
    ],
)
def test_a_filter_keeps(
    graph: LocalGraph, index: Index, wanted: Wanted, expected: list[str]
) -> None:
    assert [one.id for one in list_recommendations(graph, index, wanted)] == expected


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        pytest.param(Wanted(state="opne"), "--state: there is no state 'opne'; did you mean", id="state"),
        pytest.param(Wanted(response="maybe"), "--response: there is no response", id="response"),
        pytest.param(Wanted(period=".."), "write a date, or two", id="no period"),
        pytest.param(Wanted(period="2010..2000"), "it ends before it begins", id="backwards"),
        pytest.param(Wanted(period="soon"), "'soon' is not a date", id="no date"),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_refused(
    graph: LocalGraph, index: Index, wanted: Wanted, problem: str
) -> None:
    with pytest.raises(UsageError, match=problem):
        list_recommendations(graph, index, wanted)


def test_recommendations_are_found_by_their_numbers_in_order(
    graph: LocalGraph, index: Index
) -> None:
    found = find_recommendations(graph, index, ["advice-2", "advice-1", "advice-2"])
    assert [one.id for one in found] == ["advice-2", "advice-1"]
    with pytest.raises(UnknownEntity, match="is a Body"):
        find_recommendations(graph, index, ["old-body"])
