"""Names of a spreadsheet are matched to what existed on the day, and to who has its duty today."""

from __future__ import annotations

import pytest

from kg.ingest.match import Matcher
from kg.ingest.reconcile import Query, Reconciler
from kg.model.dates import PartialDate


@pytest.fixture
def reconciler(matcher: Matcher) -> Reconciler:
    return Reconciler(matcher)


def _query(name: str, on: str = "", *kinds: str) -> Query:
    return Query(name, kinds, PartialDate.parse(on) if on else None)


def test_a_name_that_is_the_same_is_matched_with_the_heir_of_today(reconciler: Reconciler) -> None:
    found = reconciler.reconcile(_query("OLD BODY", "2005"))
    assert found.meant is not None and found.meant.slug == "old-body"
    assert [heir.slug for heir in found.heirs] == ["new-body"]
    assert found.options[0].is_match and found.options[0].score == 100


@pytest.mark.parametrize(
    ("day", "meant"),
    [("1999", "bureau-1"), ("2000-03-31", "bureau-1"), ("2000-04-01", "bureau-2"),
     ("2000", None), ("", None), ("1980", None)],
)  # fmt: skip
def test_of_two_existences_of_one_name_the_day_says_which(
    reconciler: Reconciler, day: str, meant: str | None
) -> None:
    found = reconciler.reconcile(_query("Bureau of Parishes", day))
    assert (found.meant.slug if found.meant else None) == meant
    assert {"bureau-1", "bureau-2"} & {option.entity.slug for option in found.options}


def test_what_had_ended_by_the_day_is_offered_with_the_reason(reconciler: Reconciler) -> None:
    found = reconciler.reconcile(_query("Old Body", "2013-04-01"))
    assert found.meant is None
    assert (found.options[0].entity.slug, found.options[0].is_match) == ("old-body", False)
    assert "ended 1 April 2013, before" in found.options[0].reason


def test_what_is_only_like_is_never_matched(reconciler: Reconciler) -> None:
    for name in ("Old Bdoy", "North NHS Trust", "NHS Hill and Vale PCG", "Bureau of Parish"):
        found = reconciler.reconcile(_query(name))
        assert found.meant is None, name
        assert found.options and not any(option.is_match for option in found.options)


def test_initials_that_nobody_wrote_down_are_meant_where_a_day_says_whose(
    reconciler: Reconciler,
) -> None:
    assert reconciler.reconcile(_query("DOP")).meant is None
    found = reconciler.reconcile(_query("DOP", "1999"))
    assert found.meant is not None and found.meant.slug == "department"


def test_a_kind_and_a_limit_narrow_and_each_name_keeps_its_place(reconciler: Reconciler) -> None:
    queries = [
        _query("Nobody"),
        _query("Acme Systems Ltd"),
        _query("Acme Systems Ltd", "", "Person"),
    ]
    found = list(reconciler.all(queries))
    assert [one.meant.slug if one.meant else "" for one in found] == ["", "acme", ""]
    assert list(reconciler.all(queries * 2))[3:] == found
