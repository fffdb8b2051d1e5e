"""Reorganisations: what counts as one, of whom, when and why, on a small history."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.history.reorganisations import Reorganisation, find_outermost, read_reorganisations
from kg.model.dates import Span
from tests.analysis.advised import graph_of
from tests.analysis.lived import EVENTS, LIVES, event

NOW = date(2020, 1, 1)


def _read(more: str = "") -> dict[str, Reorganisation]:
    return {r.id: r for r in read_reorganisations(graph_of(LIVES + EVENTS + more), NOW)}


def test_what_happened_to_bodies_counts_in_order_of_days_and_parts_count_as_the_whole() -> None:
    assert list(_read()) == ["mass", "set-up", "reform", "stop", "move"]


def test_a_whole_holds_what_its_parts_did() -> None:
    reform = _read()["reform"]
    assert reform.ids == ("reform", "swap")
    assert reform.with_role("ended") == ("a1", "a2", "a3")
    assert reform.with_role("created") == ("heir",)
    assert (reform.size, reform.only_creates) == (4, False)


def test_a_group_counts_with_its_recorded_size() -> None:
    mass = _read()["mass"]
    assert (mass.size, mass.bodies, mass.only_creates) == (50, ("many",), True)


def test_any_other_body_is_one_whatever_its_size() -> None:
    assert _read("id:a1 nhsit:groupSize 70 .")["reform"].sizes == {
        "a1": 1, "a2": 1, "a3": 1, "heir": 1,
    }  # fmt: skip


def test_it_is_of_a_year_where_its_day_is_certainly_of_one() -> None:
    def year(day: str) -> int | None:
        return _read(event("joint", "Merger", day, "nhsit:endedBody id:goes"))["joint"].year

    assert year("2016-01-01/2016-12-31") == 2016
    assert year("2016-12-31/2017-01-01") is None
    assert year("") is None


def test_a_reorganisation_that_only_concerns_a_body_counts_and_an_announcement_does_not() -> None:
    told = event("joint", "Reorganisation", "2016-01-01", "nhsit:concerns id:goes")
    cost = event("cost", "Announcement", "2016-01-01", "nhsit:concerns id:goes")
    found = _read(told + cost)
    assert found["joint"].bodies == ("goes",)
    assert "cost" not in found


def test_a_whole_that_has_not_happened_holds_no_part() -> None:
    more = event("grand", "Reorganisation", "2030-01-01", "nhsit:concerns id:goes", "Planned")
    part = "id:move nhsit:partOfEvent id:grand ."
    assert "move" in _read(more + part)
    assert "grand" not in _read(more + part)


def test_an_undated_whole_takes_the_day_of_its_first_part() -> None:
    more = event("whole", "Reorganisation", "", "nhsit:concerns id:goes")
    parts = "id:move nhsit:partOfEvent id:whole . id:stop nhsit:partOfEvent id:whole ."
    assert _read(more + parts)["whole"].day == Span(date(2010, 1, 1), date(2010, 1, 1))


def test_parts_of_each_other_are_one_and_end() -> None:
    circle = "id:move nhsit:partOfEvent id:stop . id:stop nhsit:partOfEvent id:move ."
    found = _read(circle)
    assert found["move"].ids == ("move", "stop")
    assert "stop" not in found


def test_it_is_decided_on_the_day_of_the_first_law_or_else_report() -> None:
    assert _read()["reform"].decided == Span(date(2003, 1, 1), date(2003, 1, 1))
    only_late = (LIVES + EVENTS).replace('"2003-01-01"', '"2005-01-01"')
    found = {r.id: r for r in read_reorganisations(graph_of(only_late), NOW)}
    assert found["reform"].decided == Span(date(2001, 1, 1), date(2001, 1, 1))
    assert found["stop"].decided is None


def test_grounds_are_laws_reports_and_persons() -> None:
    found = _read()
    assert [(g.kind, g.label) for g in found["reform"].grounds] == [
        ("law", "The Act"), ("report or strategy", "The Report"),
    ]  # fmt: skip
    assert [(g.kind, g.label) for g in found["stop"].grounds] == [
        ("announced by a person", "First Minister")
    ]
    assert found["move"].grounds == ()


def test_what_is_dated_within_the_year_of_now_has_happened() -> None:
    more = event("new", "Abolition", "2020-01-01/2020-12-31", "nhsit:endedBody id:goes")
    assert "new" in _read(more)
    assert "new" not in _read(more.replace("2020-", "2021-"))


def test_a_deprecated_claim_is_no_ground() -> None:
    assert _read("claim:say nhsit:rank nhsit:Deprecated .")["stop"].grounds == ()


def test_another_event_can_be_the_ground() -> None:
    more = "id:move nhsit:triggeredBy id:stop ."
    assert [g.kind for g in _read(more)["move"].grounds] == ["another event"]


WHOLES = st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdef"), max_size=2))


@given(WHOLES, st.sampled_from("abcdef"))
def test_the_outermost_event_is_its_own_outermost(wholes: dict[str, set[str]], start: str) -> None:
    top = find_outermost(start, wholes)
    assert find_outermost(top, wholes) == top


@pytest.mark.parametrize("text", ["", "<urn:a> <urn:b> <urn:c> .", "id:a a nhsit:Merger ."])
def test_where_nothing_happened_to_bodies_there_is_none(text: str) -> None:
    assert read_reorganisations(graph_of(text), None) == []
