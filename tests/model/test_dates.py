"""Dates as intervals: what they can mean, their order, and what held on a day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.dates import NEVER, Holds, PartialDate, Span, holds_on, in_words, period, say

DAYS = st.dates(date(1900, 2, 1), date(2090, 1, 1))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(DAYS)
    text = draw(
        st.sampled_from([day.isoformat(), day.isoformat()[:7], str(day.year), f"{day.year // 10}X"])
    )
    mark = "" if text.endswith("X") else draw(st.sampled_from(["", "~", "?", "%"]))
    return PartialDate.parse(text + mark)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("2019-07-01", "2019-07-01", "2019-07-01", id="a day"),
        pytest.param("2019-07", "2019-07-01", "2019-07-31", id="a month"),
        pytest.param("2020-02", "2020-02-01", "2020-02-29", id="February of a leap year"),
        pytest.param("2019", "2019-01-01", "2019-12-31", id="a year"),
        pytest.param("2019?", "2019-01-01", "2019-12-31", id="doubt moves no bound"),
        pytest.param("2022~", "2021-07-01", "2023-06-30", id="about a year"),
        pytest.param("2013-04~", "2012-10-01", "2013-10-31", id="about a month"),
        pytest.param("2013-08-31~", "2013-02-28", "2014-02-28", id="about the end of August"),
        pytest.param("199X", "1990-01-01", "1999-12-31", id="a decade"),
    ],
)
def test_a_date_means_its_interval(text: str, first: str, last: str) -> None:
    found = PartialDate.parse(text)
    assert (str(found.earliest), str(found.latest)) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "2019-13", "2019-02-29", "2019-7", "19", "12/03/2019", "2019-07-01T00:00", "~2019",
     "2019~~", "199x", "٢٠١٩", " 2019", "2019-00", "0000", ". ."],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a (date; write 2019|day of the calendar)"):
        PartialDate.parse(text)


@given(partial_dates())
def test_a_date_keeps_its_words_and_its_bounds_are_in_order(when: PartialDate) -> None:
    assert PartialDate.parse(when.text) == when
    assert when.earliest is not None
    assert when.latest is not None
    assert when.earliest <= when.latest


@given(DAYS)
def test_less_precision_means_a_wider_interval(day: date) -> None:
    texts = [day.isoformat(), day.isoformat()[:7], str(day.year), f"{day.year // 10}X"]
    spans = [PartialDate.parse(text) for text in texts]
    for narrow, wide in pairwise(spans):
        assert wide.earliest <= narrow.earliest <= narrow.latest <= wide.latest


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        pytest.param("2013", "2014", True, id="years"),
        pytest.param("2013-04", "2013-05-01", True, id="month before day"),
        pytest.param("2013", "2013-04-01", None, id="a year may or may not precede its own day"),
        pytest.param("2014", "2013", False, id="the other way round"),
        pytest.param("2013-04-01", "2013-04-01", False, id="a day is not before itself"),
        pytest.param("2013", "..", True, id="before an open end"),
        pytest.param("..", "2013", False, id="an open end is last"),
    ],
)
def test_certainly_before(earlier: str, later: str, expected: bool | None) -> None:
    assert PartialDate.parse(earlier).is_before(PartialDate.parse(later)) is expected


@given(partial_dates(), partial_dates())
def test_of_two_dates_at_most_one_is_certainly_before(a: PartialDate, b: PartialDate) -> None:
    assert not (a.is_before(b) is True and b.is_before(a) is True)


def _holds(day: str, start: str, end: str) -> Holds:
    def read(text: str) -> PartialDate | None:
        return PartialDate.parse(text) if text else None

    return holds_on(PartialDate.parse(day), read(start), read(end))


@pytest.mark.parametrize(
    ("day", "start", "end", "expected"),
    [
        pytest.param("2015-06-01", "2013-04-01", "2023-02-01", Holds.CERTAIN, id="within"),
        pytest.param("2013-04-01", "2013-04-01", "2023-02-01", Holds.CERTAIN, id="first day"),
        pytest.param("2013-03-31", "2013-04-01", "2023-02-01", Holds.NO, id="the day before"),
        pytest.param("2023-01-31", "2013-04-01", "2023-02-01", Holds.CERTAIN, id="last day"),
        pytest.param("2023-02-01", "2013-04-01", "2023-02-01", Holds.NO, id="day of the end"),
        pytest.param("2013-06-01", "2013", "2023", Holds.POSSIBLE, id="within a vague start"),
        pytest.param("2013-01-01", "2013", "..", Holds.POSSIBLE, id="first day of a vague start"),
        pytest.param("2012-12-31", "2013", "..", Holds.NO, id="before a vague start"),
        pytest.param(
            "2013-12-30", "2013", "..", Holds.POSSIBLE, id="last but one of a vague start"
        ),
        pytest.param("2013-12-31", "2013", "..", Holds.CERTAIN, id="last day of a vague start"),
        pytest.param("2022-12-31", "2013", "2023", Holds.CERTAIN, id="before a vague end"),
        pytest.param("2023-01-01", "2013", "2023", Holds.POSSIBLE, id="first day of a vague end"),
        pytest.param("2022", "2013", "2023-01", Holds.CERTAIN, id="the year before the end"),
        pytest.param("2023-12-31", "2013", "2023", Holds.POSSIBLE, id="last day of a vague end"),
        pytest.param("2023-01", "2013", "2023-02-01", Holds.CERTAIN, id="the month before an end"),
        pytest.param("2023-02", "2013", "2023-02-01", Holds.NO, id="the month of an end"),
        pytest.param("2023-02", "2013", "2023-02-02", Holds.POSSIBLE, id="one day of a month"),
        pytest.param("2013-03", "2013-03-31", "..", Holds.POSSIBLE, id="the last day of a month"),
        pytest.param("2024-01-01", "2013", "2023", Holds.NO, id="after a vague end"),
        pytest.param("2020-01-01", "2013", "", Holds.POSSIBLE, id="an unknown end"),
        pytest.param("2020-01-01", "2013", "..", Holds.CERTAIN, id="known to go on"),
        pytest.param("2020-01-01", "", "2023", Holds.POSSIBLE, id="an unknown start"),
        pytest.param("2020-01-01", "", "", Holds.POSSIBLE, id="no dates at all"),
        pytest.param("2013", "2013-04-01", "2023", Holds.POSSIBLE, id="a part of the year asked"),
        pytest.param("2014", "2013-04-01", "2023", Holds.CERTAIN, id="the whole year asked"),
    ],
)
def test_what_held_on_a_day(day: str, start: str, end: str, expected: Holds) -> None:
    assert _holds(day, start, end) is expected


@given(DAYS, partial_dates(), partial_dates())
def test_an_exact_life_within_the_bounds_agrees_with_the_verdict(
    day: date, start: PartialDate, end: PartialDate
) -> None:
    """Certain means in every reading of the dates, no means in none."""
    verdict = holds_on(PartialDate.parse(day.isoformat()), start, end)
    readings = {
        begun <= day < ended
        for begun in (start.earliest, start.latest)
        # "2013" as an end may mean that the thing lasted through its last day
        for ended in (
            end.earliest,
            end.latest + timedelta(days=end.earliest != end.latest),
        )
    }
    if verdict is Holds.CERTAIN:
        assert readings == {True}
    if verdict is Holds.NO:
        assert readings == {False}


def test_an_open_end_is_no_day() -> None:
    with pytest.raises(ValueError, match="not a day"):
        _holds("..", "2013", "2014")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2013-04-01", "2013-04-01", "2013-04-01"),
        ("2013-04-01", "2013-04-30", "2013-04"),
        ("2012-02-01", "2012-02-29", "2012-02"),
        ("2013-02-01", "2013-02-27", "2013-02-01/2013-02-27"),
        ("2013-12-01", "2013-12-31", "2013-12"),
        ("2013-01-01", "2013-12-31", "2013"),
        ("2013-01-01", "2014-12-31", "2013-01-01/2014-12-31"),
        ("9999-12-01", "9999-12-31", "9999-12"),
    ],
)
def test_a_day_is_said_as_precisely_as_it_is_known(first: str, last: str, words: str) -> None:
    assert in_words(Span(date.fromisoformat(first), date.fromisoformat(last))) == words


def test_no_day_has_no_words() -> None:
    assert in_words(None) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2013-04-01", "1 April 2013"),
        ("2013-12", "December 2013"),
        ("2013", "2013"),
        ("2013~", "about 2013"),
        ("2013?", "2013 (doubtful)"),
        ("2013-04%", "about April 2013 (doubtful)"),
        ("199X", "the 1990s"),
        ("..", "still going on"),
        ("some day", "some day"),
    ],
)
def test_a_stated_date_is_said_as_people_read_it(text: str, words: str) -> None:
    assert say(text) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        pytest.param("2005-04-01", "2013-04-01", "1 April 2005 to 31 March 2013", id="days"),
        pytest.param("2005-04", "2013-04", "April 2005 to April 2013", id="months as stated"),
        pytest.param("2005", "2013-04-01", "2005 to 31 March 2013", id="a year and a day"),
        pytest.param("2005", "2013-04-01?", "2005 to 1 April 2013 (doubtful)", id="in doubt"),
        pytest.param("", "2013-04-01", "until 31 March 2013", id="no start"),
        pytest.param("2005", "..", "since 2005", id="goes on"),
        pytest.param("", "..", "goes on", id="goes on from some day"),
        pytest.param("2005-04-01", "", "from 1 April 2005, end not known", id="no end"),
        pytest.param("", "", "", id="nothing"),
    ],
)
def test_a_period_tells_the_last_day_so_that_no_end_is_read_a_day_late(
    start: str, end: str, words: str
) -> None:
    assert period(start, end) == words


def test_what_was_only_seen_says_when_in_order() -> None:
    assert period("", "", ["2010-04", "2009"]) == "seen 2009, April 2010"


@given(st.lists(st.tuples(DAYS, st.integers(0, 900)), min_size=1))
def test_spans_sort_by_first_day_then_last_and_what_is_not_known_comes_last(
    drawn: list[tuple[date, int]],
) -> None:
    spans = [Span(day, day + timedelta(days=n)) for day, n in drawn]
    expected = sorted(spans, key=lambda span: (span.earliest, span.latest))
    assert sorted([NEVER, *spans]) == [*expected, NEVER]


@pytest.mark.parametrize(
    ("first", "second", "years"),
    [
        pytest.param("2001-01-01", "2005-01-01", (4.0, 4.0), id="days"),
        pytest.param("2001", "2005-01-01", (1097 / 365.25, 4.0), id="a year to a day"),
        pytest.param("2001", "2001", (0.0, 364 / 365.25), id="a year to itself"),
        pytest.param("2005", "2001", (0.0, 0.0), id="backwards"),
    ],
)
def test_the_time_from_one_day_to_another_is_as_short_and_as_long_as_they_allow(
    first: str, second: str, years: tuple[float, float]
) -> None:
    one, other = PartialDate.parse(first).days, PartialDate.parse(second).days
    assert one is not None and other is not None
    assert one.years_to(other) == pytest.approx(years)


@pytest.mark.parametrize(
    ("first", "last", "decade"),
    [("1990-01-01", "1999-12-31", "1990s"), ("1999-12-31", "2000-01-01", ""),
     ("2009-05-05", "2009-05-05", "2000s")],
)  # fmt: skip
def test_a_decade_is_said_only_where_there_is_one(first: str, last: str, decade: str) -> None:
    assert Span(date.fromisoformat(first), date.fromisoformat(last)).decade == decade
