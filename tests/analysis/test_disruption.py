"""Life near a reorganisation, and waits: days counted by hand and against a plain count."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis.churn.disruption import by_body, find_spells, measure_nearness, near_days
from kg.history.lives import Life, public_kinds, read_lives
from kg.history.reorganisations import read_reorganisations
from tests.analysis.advised import graph_of
from tests.analysis.lived import EVENTS, LIVES, event, life

NOW = date(2020, 1, 1)


def _lives(turtle: str) -> list[Life]:
    graph = graph_of(turtle)
    return read_lives(graph, NOW, public_kinds(graph))


def _near(body: str, whole_life: bool, turtle: str = LIVES + EVENTS) -> tuple[float, float] | None:
    touched = by_body(read_reorganisations(graph_of(turtle), NOW))
    lives = [one for one in _lives(turtle) if one.id == body]
    found = measure_nearness(lives, touched, whole_life)
    return found.share if found else None


def test_two_years_about_its_making_and_a_loss_are_near() -> None:
    # made 2004-01-01, lost functions 2014-01-01, last heard of then (3,653 days), or alive in
    # 2020 (5,844 days): 730 days from its making, 730 before the loss and 0 or 730 after it
    assert _near("heir", whole_life=True) == pytest.approx((2190 / 5844, 1460 / 3653))
    assert _near("heir", whole_life=False) == pytest.approx((730 / 3653, 1460 / 5844))


def test_a_life_of_four_years_is_all_near_its_making_and_its_end() -> None:
    # 1,461 days: 730 from the first, 730 to the last
    assert _near("a1", whole_life=True) == pytest.approx((1460 / 1461, 1460 / 1461))
    assert _near("a1", whole_life=False) == (0, 0)


def test_what_nothing_touched_is_never_near() -> None:
    assert _near("future", whole_life=True) == (0, 0)
    assert _near("unborn", whole_life=True) is None


def test_an_undated_event_is_left_out() -> None:
    more = event("some-day", "FunctionTransfer", "", "nhsit:losingBody id:future")
    assert _near("future", True, LIVES + EVENTS + more) == (0, 0)


def test_the_typical_body_counts_a_cohort_once() -> None:
    touched = by_body(read_reorganisations(graph_of(LIVES + EVENTS), NOW))
    names = ("a1", "a2", "a3", "future", "older")
    some = [one for one in _lives(LIVES + EVENTS) if one.id in names]
    found = measure_nearness(some, touched, whole_life=True)
    assert found is not None
    # one cohort of shares 1460/1461, two of 0
    assert found.typical == (0, 0)
    assert (len(found.bodies), found.cohorts) == (5, 3)
    assert found.years == pytest.approx(((3 * 1461 + 1461 + 3652) / 365.25,) * 2)


def test_a_wait_runs_from_a_beginning_or_a_reorganisation_to_the_next_or_the_end() -> None:
    touched = by_body(read_reorganisations(graph_of(LIVES + EVENTS), NOW))
    spells = find_spells(_lives(LIVES + EVENTS), touched)
    found = {
        (one.id, round(one.shortest, 1), round(one.longest, 1), one.ended)
        for cohort in spells for one in cohort
    }  # fmt: skip
    assert {one for one in found if one[0] == "heir"} == {
        ("heir", 10.0, 10.0, True), ("heir", 0.0, 6.0, False),
    }  # fmt: skip
    assert {one for one in found if one[0] == "a1"} == {("a1", 4.0, 4.0, True)}
    # the three of one order; and the two parties of the transfer of 2014, neither ended since
    assert [{one.id for one in cohort} for cohort in spells if len(cohort) > 1] == [
        {"heir", "goes"}, {"a1", "a2", "a3"},
    ]  # fmt: skip


def test_parts_of_one_reorganisation_are_one_point_of_a_wait() -> None:
    text = f"""id:b a nhsit:Body {life("2000-01-01", "2010-01-01")} .
      {event("whole", "Reorganisation", "2005-01-01", "nhsit:concerns id:b")}
      {event("p", "FunctionTransfer", "2005-06-01", "nhsit:losingBody id:b")}
      id:p nhsit:partOfEvent id:whole ."""
    touched = by_body(read_reorganisations(graph_of(text), NOW))
    spells = [one for cohort in find_spells(_lives(text), touched) for one in cohort]
    assert sorted(round(one.longest, 1) for one in spells) == [5.0, 5.0]


LIFE = st.tuples(st.integers(0, 100), st.integers(1, 200)).map(lambda p: (p[0], p[0] + p[1]))


@given(LIFE, st.lists(st.integers(-50, 400), max_size=6), st.integers(0, 60))
def test_days_near_are_those_of_a_plain_count(
    span: tuple[int, int], days: list[int], window: int
) -> None:
    plain = sum(any(d - window <= t < d + window for d in days) for t in range(*span))
    assert near_days(*span, days, window) == plain


@given(LIFE, st.lists(st.integers(-50, 400), max_size=6), st.integers(-50, 400))
def test_one_more_reorganisation_never_lessens_the_days_near(
    span: tuple[int, int], days: list[int], more: int
) -> None:
    before, after = near_days(*span, days, 30), near_days(*span, [*days, more], 30)
    assert 0 <= before <= after <= span[1] - span[0]
