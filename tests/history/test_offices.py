"""Offices of state: who held them when, and for whose bodies they answer."""

from __future__ import annotations

from datetime import date

import pytest

from kg.history.offices import Office, read_offices
from kg.model.dates import Span
from tests.analysis.advised import days, graph_of
from tests.analysis.lived import EVENTS, LIVES

NOW = date(2020, 1, 1)


def _day(text: str) -> Span:
    return Span(date.fromisoformat(text), date.fromisoformat(text))


def _office(more: str = "") -> Office:
    (office,) = read_offices(graph_of(LIVES + EVENTS + more), NOW)
    return office


def test_a_term_without_an_end_lasts_until_the_next_of_its_post_or_goes_on() -> None:
    later = f"""id:t5 a nhsit:Tenure ; nhsit:post id:sos ; org:member id:minister ;
      {days("start", "2018-01-01")} ."""
    office = _office(later)
    # t3 is deprecated, t4 has no start
    assert [(term.tenure, term.end) for term in office.terms] == [
        ("t1", _day("2004-01-01")),
        ("t2", _day("2018-01-01")),
        ("t5", _day("2020-01-01")),
    ]
    assert office.undated == ("t4",)


def test_a_day_may_lie_in_a_term_certainly_possibly_or_not() -> None:
    first = _office().terms[0]
    assert first.holds(_day("2003-12-31")) is True
    assert first.holds(_day("2004-01-01")) is False, "the end is the first day without"
    assert first.holds(Span(date(2003, 12, 1), date(2004, 1, 31))) is None


def test_an_office_that_nobody_held_is_known_too() -> None:
    more = 'nhsit:Other skos:inScheme nhsit:offices ; skos:notation "another" .'
    other, office = read_offices(graph_of(LIVES + EVENTS + more), NOW)
    assert (other.name, other.terms, other.undated) == ("another", (), ())
    assert (office.name, office.label) == ("health-secretary", "health secretary")


@pytest.mark.parametrize(
    ("jurisdictions", "answers"),
    [
        pytest.param({"England"}, True, id="its own"),
        pytest.param({"Scotland"}, False, id="another's alone"),
        pytest.param({"Scotland", "England"}, True, id="also its own"),
        pytest.param({"Scotland", ""}, True, id="one that is not recorded"),
    ],
)
def test_an_office_answers_for_its_jurisdictions(jurisdictions: set[str], answers: bool) -> None:
    assert _office().answers_for(frozenset(jurisdictions)) is answers


def test_an_office_that_names_no_jurisdiction_answers_for_all() -> None:
    (office,) = read_offices(graph_of("id:p nhsit:office nhsit:Chief ."), NOW)
    assert office.answers_for(frozenset({"Anywhere"}))
