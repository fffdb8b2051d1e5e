"""What changed between two days: by stated dates, sure or possible."""

from __future__ import annotations

import pytest

from kg.engine.store import LocalGraph
from kg.errors import UsageError
from kg.history.days import find_changes
from kg.index.index import Index


def _told(graph: LocalGraph, index: Index, first: str, second: str) -> set[tuple[str, str, bool]]:
    found = find_changes(graph, index, first, second)
    return {(one.turn.value, one.entity.slug, one.is_sure) for one in found}


def test_a_beginning_and_an_end_lie_between_the_two_days(graph: LocalGraph, index: Index) -> None:
    told = _told(graph, index, "2013-03-31", "2013-04-01")
    assert ("ended", "old-body", True) in told
    assert ("begun", "new-body", True) in told


def test_what_changed_on_the_first_day_had_changed(graph: LocalGraph, index: Index) -> None:
    told = _told(graph, index, "2013-04-01", "2014")
    assert not {slug for _, slug, _ in told} & {"old-body", "new-body"}


def test_a_date_of_a_year_is_possible_within_it(graph: LocalGraph, index: Index) -> None:
    assert ("begun", "gone", False) in _told(graph, index, "2005-06-01", "2006")
    assert ("begun", "gone", True) in _told(graph, index, "2004", "2006")


def test_another_name_on_the_later_day_is_a_new_name(graph: LocalGraph, index: Index) -> None:
    found = find_changes(graph, index, "2002-06", "2010")
    (name,) = [one for one in found if one.turn == "renamed"]
    assert (name.entity.slug, name.before, name.after) == ("old-body", "Former Bureau", "Old Body")


def test_the_later_day_comes_second(graph: LocalGraph, index: Index) -> None:
    with pytest.raises(UsageError, match="'2002' is not after '2013'"):
        find_changes(graph, index, "2013", "2002")
