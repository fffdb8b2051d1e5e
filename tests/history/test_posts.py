"""Stints: who held which post, without a break, and for how long at most."""

from __future__ import annotations

from datetime import date

import pytest

from kg.history.posts import COMPANY, OTHER, PUBLIC, Post, Stint, in_order, read_stints
from kg.model.dates import Span
from kg.statistics.survival import Lifetime
from tests.analysis.advised import days, graph_of
from tests.analysis.lived import held, post

NOW = date(2020, 1, 1)
HEAD = post("head", "Head of it", "agency", "HeadPost") + "id:agency a nhsit:Body .\n"
MANY = post("head", "Member of it", "agency", single=False)


def read(turtle: str, now: date | None = NOW) -> list[Stint]:
    return read_stints(graph_of(turtle), now)


def on(day: str, last: str = "") -> Span:
    return Span(date.fromisoformat(day), date.fromisoformat(last or day))


def tenures(turtle: str) -> list[tuple[str, ...]]:
    return [stint.tenures for stint in read(HEAD + turtle)]


FIRST = held("t1", "ann", "head", "2000-01-01", "2002-01-01")


@pytest.mark.parametrize(
    ("start", "is_one"),
    [
        pytest.param("2001-06-01", True, id="before the first ended"),
        pytest.param("2002-01-01", True, id="on the day of its end"),
        pytest.param("2002-01-02", True, id="on the day after"),
        pytest.param("2002-01-03", False, id="a day later"),
    ],
)
def test_what_follows_on_without_a_day_between_is_one_stint(start: str, is_one: bool) -> None:
    expected = [("t1", "t2")] if is_one else [("t1",), ("t2",)]
    assert tenures(FIRST + held("t2", "ann", "head", start, "2004-01-01")) == expected


def test_a_stint_follows_on_the_one_before_it_and_not_an_earlier() -> None:
    later = held("t2", "ann", "head", "2005-01-01", "2006-01-01")
    last = held("t3", "ann", "head", "2006-01-01", "2007-01-01")
    assert tenures(FIRST + later + last) == [("t1",), ("t2", "t3")]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(held("t2", "ann", "head", "", "2004-01-01"), id="no start"),
        pytest.param(held("t2", "bob", "head", "2002-01-01", "2004-01-01"), id="somebody else"),
    ],
)
def test_what_is_not_known_to_follow_on_is_another_stint(other: str) -> None:
    assert tenures(FIRST + other) == [("t1",), ("t2",)]


def test_nothing_follows_on_a_stint_without_an_end() -> None:
    unended = held("t1", "ann", "head", "2000-01-01")
    assert len(tenures(unended + held("t2", "ann", "head", "2002-01-01"))) == 2


@pytest.mark.parametrize(
    ("second", "end"),
    [
        pytest.param("2004-01-01", on("2004-01-01"), id="the later of two ends"),
        pytest.param("2001-09-01", on("2002-01-01"), id="that of the first"),
        pytest.param("", None, id="not known where one is not"),
    ],
)
def test_a_joined_stint_ends_when_the_last_of_it_does(second: str, end: Span | None) -> None:
    seen = " ; " + days("attested", "2003-05-01")
    (stint,) = read(HEAD + FIRST + held("t2", "ann", "head", "2001-06-01", second, seen))
    assert (stint.start, stint.end, stint.seen) == (on("2000-01-01"), end, (on("2003-05-01"),))


def test_stints_come_by_post_and_in_it_by_day_the_undated_last() -> None:
    turtle = (
        post("chair", "Chair of it", "agency") + HEAD
        + held("t1", "ann", "head") + held("t2", "bob", "head", "2004-01-01", "2005-01-01")
        + held("t3", "cy", "head", "", "2003-01-01") + held("t4", "dee", "chair", "2010-01-01")
        + held("t5", "eve", "head", more=" ; " + days("attested", "2002-01-01"))
    )  # fmt: skip
    assert [stint.name for stint in read(turtle)] == ["Dee", "Eve", "Cy", "Bob", "Ann"]


def until(turtle: str, who: str = "ann", now: date | None = NOW) -> date | None:
    (found,) = {stint.until for stint in read(turtle, now) if stint.person == who}
    return found


OPEN = held("t1", "ann", "head", "2000-01-01")
NEXT = held("t2", "bob", "head", "2004-01-01", "2006-01-01")


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        pytest.param(HEAD + OPEN, NOW, id="until now"),
        pytest.param(HEAD + OPEN + NEXT, date(2004, 1, 1), id="until the next began"),
        pytest.param(MANY + OPEN + NEXT, NOW, id="where several may hold it, none is the next"),
        pytest.param(OPEN + NEXT, NOW, id="of a post of which nothing is known, none either"),
        pytest.param(
            HEAD + OPEN + held("t2", "bob", "head", "1999-01-01"), NOW, id="not the one before"
        ),
        pytest.param(
            HEAD + OPEN + held("t3", "ann", "head", "2002-01-01") + NEXT, date(2004, 1, 1),
            id="the same person again is not the next",
        ),
        pytest.param(
            HEAD + OPEN + held("t3", "cy", "head", "", "2002-01-01") + NEXT,
            date(2004, 1, 1), id="who has no start is passed over",
        ),
        pytest.param(
            HEAD + held("t1", "ann", "head").replace("a nhsit:Tenure",
                f"a nhsit:Tenure ; {days('start', '2000-01-01', '2004-06-01')}") + NEXT,
            NOW, id="who may have begun before is not the next",
        ),
        pytest.param(
            HEAD + f"id:agency {days('ended', '2010-01-01', '2010-12-31')} .\n" + OPEN,
            date(2010, 12, 31), id="no longer than its body",
        ),
        pytest.param(
            HEAD + f"id:agency {days('ended', '2030-01-01')} .\n" + OPEN, NOW, id="nor than now"
        ),
    ],
)  # fmt: skip
def test_an_open_stint_lasts_no_longer_than_what_bounds_it(
    turtle: str, expected: date | None
) -> None:
    assert until(turtle) == expected


def test_the_next_is_who_came_next_whatever_the_names_and_however_many_came_before() -> None:
    line = enumerate(("dee", "cy", "bob", "ann"))
    turtle = HEAD + "".join(held(f"t{i}", who, "head", f"200{i}-01-01") for i, who in line)
    assert [(stint.name, stint.until) for stint in read(turtle)] == [
        ("Dee", date(2001, 1, 1)), ("Cy", date(2002, 1, 1)), ("Bob", date(2003, 1, 1)),
        ("Ann", NOW),
    ]  # fmt: skip


def test_without_a_now_nothing_bounds_an_open_stint() -> None:
    assert until(HEAD + OPEN, now=None) is None
    assert until(HEAD + held("t1", "ann", "head") + NEXT, now=None) is None


POST = Post("p", "A post")


def stint(
    start: Span | None, end: Span | None = None, *seen: Span, until: date | None = NOW
) -> Stint:
    return Stint(("t",), "ann", "Ann", POST, start, end, seen, until)


@pytest.mark.parametrize(
    ("known", "when"),
    [
        (stint(on("2000-01-01"), on("2001-01-01"), on("1999-01-01")), on("2000-01-01")),
        (stint(None, on("2001-01-01"), on("2000-06-01"), on("1999-01-01")), on("1999-01-01")),
        (stint(None, on("2001-01-01")), on("2001-01-01")),
        (stint(None), None),
    ],
)
def test_a_stint_is_placed_by_its_start_or_else_where_seen_or_else_its_end(
    known: Stint, when: Span | None
) -> None:
    assert known.when == when
    assert in_order([stint(None), known])[0].when == when


def years(days: int) -> float:
    return days / 365.25


@pytest.mark.parametrize(
    ("known", "length"),
    [
        pytest.param(
            stint(on("2000-01-01"), on("2001-01-01", "2001-12-31")), (366, 730, True), id="ended"
        ),
        pytest.param(
            stint(on("2000-01-01", "2000-01-31")), (0, 7305, False), id="open, until now"
        ),
        pytest.param(
            stint(on("2000-01-01"), None, on("2000-01-11"), on("2000-01-05")), (10, 7305, False),
            id="open, seen after ten days",
        ),
        pytest.param(
            stint(on("2019-12-22"), None, on("2020-01-11", "2020-02-01")), (20, 20, False),
            id="seen after the day that bounds it",
        ),
        pytest.param(
            stint(on("2020-01-11"), None), (0, 0, False), id="begun after the day that bounds it"
        ),
    ],
)  # fmt: skip
def test_a_stint_is_as_long_as_its_days_allow(known: Stint, length: tuple[int, int, bool]) -> None:
    shortest, longest, ended = length
    assert known.to_lifetime() == Lifetime("t", years(shortest), years(longest), ended)


@pytest.mark.parametrize(
    "known", [stint(None, on("2001-01-01")), stint(on("2000-01-01"), until=None)]
)
def test_what_has_no_start_or_nothing_that_bounds_it_has_no_length(known: Stint) -> None:
    assert known.to_lifetime() is None


TIERS = """
nhsit:NationalTier nhsit:sector nhsit:PublicSector .
nhsit:SupplierTier nhsit:sector nhsit:CompanySector .
"""


@pytest.mark.parametrize(
    ("body", "sector"),
    [
        pytest.param("a nhsit:Body ; nhsit:tier nhsit:NationalTier", PUBLIC, id="national"),
        pytest.param("a nhsit:Company ; nhsit:tier nhsit:SupplierTier", COMPANY, id="supplier"),
        pytest.param("a nhsit:Company", COMPANY, id="a company without a tier"),
        pytest.param("a nhsit:Body", OTHER, id="a body without a tier"),
        pytest.param("a nhsit:Company ; nhsit:tier nhsit:AbroadTier", OTHER, id="a tier of none"),
    ],
)
def test_a_post_is_of_the_sector_of_its_body(body: str, sector: str) -> None:
    (found,) = read(HEAD + TIERS + f"id:agency {body} .\n" + OPEN)
    assert found.post.sector == sector


def test_a_post_knows_its_title_its_kinds_and_its_body_by_name() -> None:
    (found,) = read(HEAD + 'id:agency skos:prefLabel "Agency"@en .\n' + OPEN)
    assert found.post == Post(
        "head", "Head of it", True, "agency", "Agency", OTHER, None, ("head",)
    )
    (bare,) = read(OPEN)
    assert bare.post == Post("head", "head")


def test_of_two_labels_one_is_taken_whatever_their_order() -> None:
    twice = (
        'id:agency skos:prefLabel "Zeta"@cy , "Agency"@en . id:head skos:prefLabel "Chief"@cy .\n'
    )
    (found,) = read(HEAD + twice + OPEN)
    assert (found.post.title, found.post.place) == ("Chief", "Agency")
