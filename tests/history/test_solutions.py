"""What is read of days: the day that counts as now, intervals, and years between them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.history.solutions import find_as_of, rows, to_date, to_span
from kg.model.dates import Span
from kg.model.spelling import count, years
from tests.analysis.advised import days, graph_of

DAYS = st.dates(date(1800, 1, 1), date(2100, 1, 1))


def spans() -> st.SearchStrategy[Span]:
    return st.tuples(DAYS, st.integers(0, 4000)).map(
        lambda pair: Span(pair[0], pair[0] + timedelta(pair[1]))
    )


def test_now_is_the_latest_day_of_a_source_or_of_what_has_happened() -> None:
    graph = graph_of(f"""
    id:s a nhsit:Source ; {days("date", "2020-01-01", "2020-12-31")} .
    id:e a nhsit:Merger ; nhsit:status nhsit:Happened ; {days("date", "2021-05-01")} .
    id:p a nhsit:Merger ; nhsit:status nhsit:Planned ; {days("date", "2030-01-01")} .
    """)
    assert find_as_of(graph) == date(2021, 5, 1)


def test_the_first_day_that_an_imprecise_date_can_mean_counts_as_now() -> None:
    source = f"id:s a nhsit:Source ; {days('date', '2020-01-01', '2020-12-31')} ."
    assert find_as_of(graph_of(source)) == date(2020, 1, 1)


def test_now_is_what_was_derived_and_nothing_is_looked_through_for_it() -> None:
    graph = graph_of("""
    id:record nhsit:readUpTo "2020-06-01"^^xsd:date .
    id:s a nhsit:Source ; nhsit:dateEarliest "2021-01-01"^^xsd:date .
    """)
    assert find_as_of(graph) == date(2020, 6, 1)


def test_a_graph_without_days_has_no_now() -> None:
    assert find_as_of(graph_of()) is None
    assert find_as_of(graph_of("id:s a nhsit:Source .")) is None


def test_rows_are_slugs_local_names_and_texts_without_what_is_unbound() -> None:
    graph = graph_of('id:a a nhsit:Body ; skos:prefLabel "A"@en .')
    query = "SELECT ?x ?kind ?label ?none { ?x a ?kind ; skos:prefLabel ?label }"
    assert list(rows(graph, query)) == [{"x": "a", "kind": "Body", "label": "A"}]


@pytest.mark.parametrize("text", [None, "", "2020", "yesterday", "2020-02-30"])
def test_what_is_no_day_is_none(text: str | None) -> None:
    assert to_date(text) is None


@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param("2020-01-01", None, id="one bound"),
        pytest.param("2020-01-02", "2020-01-01", id="ends before it starts"),
        pytest.param("2020", "2021", id="years are no days"),
    ],
)
def test_bounds_that_make_no_interval_are_none(first: str | None, last: str | None) -> None:
    assert to_span(first, last) is None


def test_years_between_a_year_and_a_day_are_a_range() -> None:
    year, day = Span(date(2003, 1, 1), date(2003, 12, 31)), Span(date(2006, 1, 1), date(2006, 1, 1))
    # from the last day of 2003 to 1 January 2006: 732 days; from its first: 1,096
    assert year.years_to(day) == pytest.approx((732 / 365.25, 1096 / 365.25))
    assert year.is_before(day)
    assert not day.is_before(year)


@given(spans(), spans())
def test_years_are_never_negative_and_the_shortest_comes_first(one: Span, other: Span) -> None:
    low, high = one.years_to(other)
    assert 0 <= low <= high
    if one.is_before(other):
        assert low > 0
        assert other.years_to(one) == (0, 0)


@given(spans())
def test_only_a_day_is_exact_and_none_comes_before_itself(span: Span) -> None:
    assert span.is_exact is (span.years_to(span) == (0, 0))
    assert not span.is_before(span)


def test_nouns_follow_their_number() -> None:
    assert count(0, "body", "bodies") == "0 bodies"
    assert years(1.96, 2.04) == "2.0 years"
