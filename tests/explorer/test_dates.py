"""The page and the program read dates by one rule."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page

from kg.model.dates import PartialDate, Span, holds_on, in_words, period

pytestmark = pytest.mark.browser

Module = Callable[[str], Page]
STATED = [
    "2013", "2013-04", "2013-04-01", "2012~", "2012-12-31~", "2013?", "2013%", "199X", "..",
    "2000-02-29", "2012-08-31~", "1999-12", "0001", "9999-12-31",
]  # fmt: skip
NO_DATES = ["", "2013-13", "2013-02-30", "1900-02-29", "0000", "soon", "2013-4", "000X", "9999~"]


def test_the_page_reads_each_date_as_the_program_does(module: Module) -> None:
    page = module("core/dates")
    found = page.evaluate("(texts) => texts.map($dates.parseDate)", STATED)
    for text, bounds in zip(STATED, found, strict=True):
        date = PartialDate.parse(text)
        expected = [day.isoformat() if day else None for day in (date.earliest, date.latest)]
        assert [bounds["earliest"], bounds["latest"]] == expected, text


def test_the_page_takes_for_no_date_what_the_program_refuses(module: Module) -> None:
    found = module("core/dates").evaluate("(texts) => texts.map($dates.parseDate)", NO_DATES)
    assert found == [None] * len(NO_DATES)
    for text in NO_DATES:
        with pytest.raises(ValueError, match=r"."):
            PartialDate.parse(text)


def test_certain_possible_and_no_are_the_program_s(module: Module) -> None:
    days = ["2013", "2013-04", "2013-04-01", "2012-06-15"]
    ends = ["", "2012", "2013-04-01", "2013~", "..", "2012-06"]
    cases = [list(case) for case in itertools.product(days, ends, ends) if case[1] != ".."]
    found = module("core/dates").evaluate(
        """(cases) => cases.map(([day, start, end]) =>
          $dates.holdsOn($dates.parseDate(day), $dates.parseDate(start), $dates.parseDate(end)))""",
        cases,
    )
    parse = {text: PartialDate.parse(text) if text else None for text in [*days, *ends]}
    for (day, start, end), told in zip(cases, found, strict=True):
        on = parse[day]
        assert on is not None
        assert told == str(holds_on(on, parse[start], parse[end])), (day, start, end)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("June 2013", "2013-06"),
        ("1 Jun 2013", "2013-06-01"),
        (" 12  september, 1999 ", "1999-09-12"),
        ("2013-06", "2013-06"),
        ("Juno 2013", "Juno 2013"),
        ("ma 2013", "ma 2013"),
    ],
)
def test_a_date_may_be_written_in_words(module: Module, written: str, read: str) -> None:
    assert module("core/dates").evaluate("(text) => $dates.fromWords(text)", written) == read


PERIODS = [
    ("2005-04-01", "2013-04-01", []), ("2019-07", "", []), ("2005", "..", []), ("", "2013", []),
    ("", "2013-04-01", []), ("", "..", []), ("", "", ["2010", "2008-01"]), ("199X", "2000-01-01", []),
    ("2000-02", "2000-03-01", []), ("2012~", "2013?", []), ("", "", []),
]  # fmt: skip


def test_a_period_is_told_in_the_program_s_words(module: Module) -> None:
    found = module("core/dates").evaluate(
        "(cases) => cases.map(([start, end, seen]) => $dates.periodWords(start, end, seen))",
        [list(case) for case in PERIODS],
    )
    assert found == [period(start, end, seen) for start, end, seen in PERIODS]


def test_bounds_are_told_as_precisely_as_they_are_known(module: Module) -> None:
    spans = [
        ("2013-04-01", "2013-04-01"), ("2013-04-01", "2013-04-30"), ("2013-01-01", "2013-12-31"),
        ("2012-02-01", "2012-02-29"), ("2013-04-01", "2014-04-30"), ("2013-04-02", "2013-04-30"),
        ("2013-01-01", "2014-12-31"),
    ]  # fmt: skip
    found = module("core/dates").evaluate("(all) => all.map($dates.boundsWords)", spans)
    days = [Span(date.fromisoformat(a), date.fromisoformat(b)) for a, b in spans]
    assert found == [in_words(span) for span in days]
