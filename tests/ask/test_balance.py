"""How much advice there is under each heading, and in which state."""

from __future__ import annotations

import pytest

from kg.ask.balance import By, draw_balance, draw_empty
from kg.ask.ledger import Wanted, list_recommendations
from kg.engine.store import LocalGraph
from kg.history.made import Made, read_made
from kg.index.index import Index
from tests.analysis.advised import derived_from

MADE = {
    "a-report": [Made("fig", "a-report", "7", "Ann")],
    "unheld": [Made("f2", "unheld", "3", "")],
}


def test_a_report_says_how_many_it_makes_and_how_many_are_held_in_each_state(
    graph: LocalGraph, index: Index
) -> None:
    (drawn,) = draw_balance(list_recommendations(graph, index, Wanted()), By.report, MADE)
    assert (drawn.id, drawn.held) == ("a-report", ("advice-1", "advice-2"))
    assert drawn.states["Open"] == ("advice-2",)
    assert drawn.to_dict()["states"]["closed done"] == ["advice-1"]
    assert drawn.to_dict()["made"] == [{"figure": "fig", "number": "7", "by": "Ann"}]
    assert drawn.contested == ("advice-1",)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        pytest.param(By.told, ["new-body", "old-body"], id="told"),
        pytest.param(By.heir, ["new-body"], id="heir"),
        pytest.param(By.topic, ["topic-a"], id="topic"),
        pytest.param(By.judge, ["old-body", "project"], id="judge"),
    ],
)
def test_it_is_drawn_by_whatever_is_asked(
    graph: LocalGraph, index: Index, by: By, expected: list[str]
) -> None:
    drawn = draw_balance(list_recommendations(graph, index, Wanted()), by, MADE)
    assert [one.id for one in drawn] == expected
    assert all(not one.made for one in drawn)


def test_a_document_of_which_nothing_is_held_is_told_too() -> None:
    (one,) = draw_empty(MADE, {"a-report"}, {"unheld": ("Not held", "2001", "")})
    assert (one.label, one.date, one.held) == ("Not held", "2001", ())


def test_rival_figures_stand_side_by_side_and_what_does_not_count_is_left_out() -> None:
    graph = derived_from("""
      id:f1 a nhsit:Figure ; nhsit:figureOf id:rep ; nhsit:measure nhsit:RecommendationsMeasure ;
        nhsit:amount 15 .
      id:f2 a nhsit:Figure ; nhsit:figureOf id:rep ; nhsit:measure nhsit:RecommendationsMeasure ;
        nhsit:amountLow 16 ; nhsit:amountHigh 17 .
      id:f3 a nhsit:Figure ; nhsit:figureOf id:rep ; nhsit:measure nhsit:RecommendationsMeasure ;
        nhsit:amount 99 ; nhsit:rank nhsit:Deprecated .""")
    assert [made.number for made in read_made(graph)["rep"]] == ["15", "16–17"]
