"""Which thing is meant: by code, by the same name, by what tells trusts apart; never by likeness."""

from __future__ import annotations

import pytest

from kg.ingest.match import Matcher, Sought
from kg.model.dates import PartialDate

BODY = ("Body", "Unit")


def _sought(
    name: str, start: str = "", end: str = "", code: str = "", kind: str = "Body"
) -> Sought:
    life = tuple(PartialDate.parse(day) if day else None for day in (start, end))
    return Sought(name, (kind,), (life[0], life[1]), ("ods", code) if code else ("", ""))


@pytest.mark.parametrize(
    ("name", "id", "how"),
    [
        ("NHS HILL AND DALE PCG", "pcg-hill", "exact"),
        ("Nhs Hill & Dale Parish Clinic Group", "pcg-hill", "exact"),
        ("ST ANNES HOSPITALS NHS FOUNDATION TRUST", "south-trust", "exact"),
        ("The North Hospital NHS Trust", "north-trust", "exact"),
        ("NORTH NHS FOUNDATION TRUST", "north-trust", "stem"),
        ("St Anne's Hospital NHS Trust", "south-trust", "stem"),
    ],
)
def test_a_name_that_is_the_same_is_matched(matcher: Matcher, name: str, id: str, how: str) -> None:
    found = matcher.match(_sought(name))
    assert (found.id, found.how) == (id, how)


@pytest.mark.parametrize(
    "name",
    ["NHS HILL AND DALE PCG - 91Q", "NHS Hill and Vale PCG", "Northern Hospital NHS Trust", "North Hospital"],
)  # fmt: skip
def test_what_is_merely_like_is_offered_and_never_matched(matcher: Matcher, name: str) -> None:
    found = matcher.match(_sought(name))
    assert found.id == ""
    assert 0 < len(found.candidates) <= 3
    assert all(one.reason for one in found.candidates)


def test_what_is_like_nothing_is_offered_nothing(matcher: Matcher) -> None:
    assert matcher.match(_sought("Qqqq Zzzz")).candidates == ()
    assert matcher.match(_sought("")).candidates == ()


def test_a_thing_of_another_type_is_not_meant(matcher: Matcher) -> None:
    assert matcher.match(_sought("Acme Systems Ltd", kind="Company")).id == "acme"
    assert matcher.match(_sought("Acme Systems Ltd", kind="Person")).id == ""


def test_lives_that_do_not_overlap_are_told_and_not_matched(matcher: Matcher) -> None:
    found = matcher.match(_sought("NHS Hill and Dale PCG", "2020-04-01"))
    assert found.id == ""
    assert "ended 1 April 2020, before" in found.candidates[0].reason
    found = matcher.match(_sought("NHS Hill and Dale PCG", "2001-04-01", "2013-04-01"))
    assert "began 1 April 2013, after" in found.candidates[0].reason


def test_of_two_of_one_name_that_is_meant_which_was_there(matcher: Matcher) -> None:
    assert matcher.match(_sought("Bureau of Parishes", "1994", "1996")).id == "bureau-1"
    assert matcher.match(_sought("Bureau of Parishes", "2004")).id == "bureau-2"
    both = matcher.match(_sought("Bureau of Parishes"))
    assert both.id == ""
    assert {one.id for one in both.candidates[:2]} == {"bureau-1", "bureau-2"}


def test_the_day_a_code_was_opened_is_no_birth(matcher: Matcher) -> None:
    found = matcher.match(_sought("LINE DIRECT NHS TRUST", "2007-04-01", "2014-04-01", "RYL"))
    assert found.id == ""
    assert "code since 1 April 2007, here March 1998" in found.candidates[0].reason
    same = matcher.match(
        _sought("ST ANNE'S HOSPITALS NHS FOUNDATION TRUST", "1995-04-01", "", "RSA")
    )
    assert same.id == "south-trust"


def test_a_code_that_an_heir_may_have_kept_is_for_a_person(matcher: Matcher) -> None:
    found = matcher.match(_sought("EAST AND WEST NHS TRUST", "1991-04-01", "", "REW"))
    assert found.id == ""
    assert "follows another" in found.candidates[0].reason


def test_a_code_decides_only_where_each_is_of_one_thing_or_the_name_fits(matcher: Matcher) -> None:
    company = Sought("Another Name plc", ("Company",), code=("companies-house", "00000042"))
    assert matcher.match(company).how == "identifier"
    assert matcher.match(_sought("NHS VALE PCG", "2020-04-01", "", "09V")).how == "identifier"
    other = matcher.match(_sought("Some Other Clinic", "2020-04-01", "", "09V"))
    assert other.id == ""
    assert other.candidates[0].id == "pcg-vale"


def test_a_thing_with_a_code_is_not_given_another_by_its_name(matcher: Matcher) -> None:
    found = matcher.match(_sought("NHS VALE PCG", "2020-04-01", "", "77Z"))
    assert found.id == ""
    assert "bears the code 09V" in found.candidates[0].reason


def test_the_bearer_of_a_code_was_there_on_the_day(matcher: Matcher) -> None:
    assert matcher.bearer("ods", "RWW", "2019-04-01").id == "west-trust"
    assert matcher.bearer("ods", "RWW", "2021").id == ""
    assert matcher.bearer("ods", "ZZZ", "").candidates == ()
