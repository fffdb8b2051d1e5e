"""What existed on a day, by the one rule for time."""

from __future__ import annotations

import pytest

from kg.errors import UsageError
from kg.history.existence import LIVING, find_existing
from kg.index.index import Index
from kg.model.dates import PartialDate, holds_on


def held(index: Index, day: str, *kinds: str) -> dict[str, str]:
    return {e.entity.slug: e.how.value for e in find_existing(index, day, kinds)}


@pytest.mark.parametrize(
    ("day", "slug", "expected"),
    [
        pytest.param("2005-06-01", "old-body", "certain", id="within its life"),
        pytest.param("2013-04-01", "old-body", None, id="the day of its end"),
        pytest.param("2013", "old-body", "possible", id="the year of its end"),
        pytest.param("2020", "new-body", "possible", id="no end known"),
        pytest.param("2020", "gone", "certain", id="known to go on"),
        pytest.param("2005-06", "gone", "possible", id="began some time that year"),
        pytest.param("1990", "undated", "possible", id="no date known at all"),
        pytest.param("1990", "new-body", None, id="before it began"),
    ],
)
def test_it_held(index: Index, day: str, slug: str, expected: str | None) -> None:
    assert held(index, day).get(slug) == expected


@pytest.mark.parametrize("day", ["1999", "2001-04-01", "2005", "2013-04-01", "2026"])
def test_the_answer_is_that_of_the_one_rule(index: Index, day: str) -> None:
    found = held(index, day)
    for entity in index.of_kinds(LIVING):
        how = holds_on(PartialDate.parse(day), *entity.life)
        assert found.get(entity.slug, "no") == how.value


def test_the_certain_come_first(index: Index) -> None:
    hows = [e.how.value for e in find_existing(index, "2006")]
    assert hows == sorted(hows)
    assert set(hows) == {"certain", "possible"}


def test_a_kind_narrows_the_list(index: Index) -> None:
    assert set(held(index, "2006", "unit")) == {"undated"}


@pytest.mark.parametrize(
    ("day", "kind", "message"),
    [
        ("2015-13", "Body", "not a day of the calendar"),
        ("yesterday", "Body", "is not a date"),
        ("..", "Body", "is not a day"),
        ("2015", "Boddy", "nothing that begins and ends is a 'Boddy'; did you mean 'Body'"),
    ],
)
def test_bad_input_is_told(index: Index, day: str, kind: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        find_existing(index, day, [kind])
