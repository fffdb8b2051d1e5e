"""What existed on a day: certain by the rows of the record, going on, possible and why, or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.history.existence import Existence, Held, exists_on, find_existing, head_on, name_on
from kg.index.entries import Entity
from kg.index.index import Index
from kg.index.presence import Borne, Presence
from kg.model.dates import PartialDate, Span

DAY = timedelta(days=1)
DAYS = st.dates(date(1990, 1, 1), date(2010, 1, 1))


def _date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def thing(
    start: str = "", end: str = "", first: str = "", last: str = "", begins: str = "",
    ends: str = "",
) -> Presence:  # fmt: skip
    """Return what is known of a thing; an end of `..` makes it alive when read."""
    days = []
    for text in (start, end):
        span = PartialDate.parse(text).days if text else None
        days += [span.earliest.isoformat(), span.latest.isoformat()] if span else ["", ""]
    return Presence(
        Entity("a", "Body", "A", "", start, end, *days),
        "NationalTier",
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        end == "..",
        _date(begins),
        _date(ends),
    )


def held(known: Presence, day: str, read: str = "2026-06-25") -> tuple[str, str]:
    how, reason = exists_on(PartialDate.parse(day), known, date.fromisoformat(read))
    return how.value, reason


SEEN = thing(first="2004-03-10", last="2009-06-20")
GOES_ON = thing(start="2004-03-10", end="..", first="2004-03-10", last="2009-06-20")
LIVED = thing(start="2004-03-10", end="2009-06-20")
VAGUE = thing(start="2004", end="2009")
DUE = thing(start="2004-03-10", end="..", last="2009-06-20", ends="2012-04-01")
PLANNED = thing(begins="2012-04-01")


@pytest.mark.parametrize(
    ("known", "day", "expected"),
    [
        pytest.param(LIVED, "2004-03-09", "no", id="the day before it began"),
        pytest.param(LIVED, "2004-03-10", "certain", id="the day it began"),
        pytest.param(LIVED, "2009-06-19", "certain", id="its last day"),
        pytest.param(LIVED, "2009-06-20", "no", id="the day of its end"),
        pytest.param(LIVED, "2009-06-21", "no", id="the day after its end"),
        pytest.param(LIVED, "2004-03", "possible", id="the month it began"),
        pytest.param(LIVED, "2009-06", "possible", id="the month it ended"),
        pytest.param(VAGUE, "2003-12-31", "no", id="before a vague beginning"),
        pytest.param(VAGUE, "2004-01-01", "possible", id="the first day of a vague beginning"),
        pytest.param(VAGUE, "2004-12-30", "possible", id="within a vague beginning"),
        pytest.param(VAGUE, "2004-12-31", "certain", id="the last day of a vague beginning"),
        pytest.param(VAGUE, "2008-12-31", "certain", id="the day before a vague end"),
        pytest.param(VAGUE, "2009-01-01", "possible", id="the first day of a vague end"),
        pytest.param(VAGUE, "2009-12-31", "possible", id="the last day of a vague end"),
        pytest.param(VAGUE, "2010-01-01", "no", id="after a vague end"),
        pytest.param(SEEN, "2004-03-09", "possible", id="the day before it was first seen"),
        pytest.param(SEEN, "2004-03-10", "certain", id="the day it was first seen"),
        pytest.param(SEEN, "2009-06-20", "certain", id="the day it was last seen"),
        pytest.param(SEEN, "2009-06-21", "possible", id="the day after it was last seen"),
        pytest.param(SEEN, "2009-06", "possible", id="the month it was last seen"),
        pytest.param(GOES_ON, "2009-06-20", "certain", id="goes on, the day it was last seen"),
        pytest.param(GOES_ON, "2009-06-21", "going on", id="goes on, the day after"),
        pytest.param(GOES_ON, "2009-06", "going on", id="goes on, a month of both"),
        pytest.param(GOES_ON, "2004-03", "possible", id="goes on, the month it began"),
        pytest.param(GOES_ON, "2030", "going on", id="goes on, after the reading"),
        pytest.param(thing(end=".."), "2020", "possible", id="goes on, beginning not known"),
        pytest.param(DUE, "2012-03-31", "going on", id="the day before it was to end"),
        pytest.param(DUE, "2012-04-01", "possible", id="the day it was to end"),
        pytest.param(DUE, "2012", "possible", id="the year it was to end"),
        pytest.param(
            replace(DUE, last=date(2012, 4, 1)), "2012-04-02", "going on", id="seen on that day"
        ),
        pytest.param(
            replace(DUE, last=date(2012, 3, 31)), "2012-04-02", "possible", id="seen until then"
        ),
        pytest.param(
            replace(LIVED, ends=PartialDate.parse("2005")), "2008-01-01", "certain",
            id="a plan says nothing of what is known to have ended",
        ),
        pytest.param(PLANNED, "2012-03-31", "no", id="the day before it was to begin"),
        pytest.param(PLANNED, "2012-04-01", "possible", id="the day it was to begin"),
        pytest.param(
            replace(SEEN, begins=PartialDate.parse("2012-04-01")), "2003-01-01", "possible",
            id="what was seen before may be older than the plan",
        ),
        pytest.param(thing(), "1800", "possible", id="no date at all"),
        pytest.param(thing(end="2009", last="2009-10-01", first="2000-01-01"), "2009-10-01",
                     "certain", id="seen within the year of its end"),
        pytest.param(thing(start="2004", first="2004-05-01", last="2005-01-01"), "2004-05-01",
                     "certain", id="seen within the year of its beginning"),
    ],
)  # fmt: skip
def test_each_edge_falls_on_its_day(known: Presence, day: str, expected: str) -> None:
    assert held(known, day)[0] == expected


@pytest.mark.parametrize(
    ("known", "day", "reason"),
    [
        (SEEN, "2010", "last seen 20 June 2009"),
        (SEEN, "2004-03", "first seen 10 March 2004"),
        (thing(first="2009-12-31", last="2009-01-01"), "2009-06", "first seen 2009"),
        (thing(first="2009-04-30", last="2009-04-01"), "2010", "last seen April 2009"),
        (thing(first="2009-01-01", last="2009-01-01"), "2010", "last seen 2009"),
        (thing(first="2009-02-01", last="2009-02-01"), "2010", "last seen February 2009"),
        (LIVED, "2004-03", "began 10 March 2004"),
        (LIVED, "2009-06", "ended 20 June 2009"),
        (VAGUE, "2009-06", "ended 2009"),
        (replace(VAGUE, ends=PartialDate.parse("2009-03")), "2009-06", "ended 2009"),
        (DUE, "2013", "planned to end 1 April 2012; nothing read since"),
        (PLANNED, "2013", "planned to begin 1 April 2012; nothing read since"),
        (GOES_ON, "2026-06-25", ""),
        (GOES_ON, "2026-06-26", "as last read on 25 June 2026"),
        (thing(end=".."), "2020", "beginning not known"),
        (thing(start="2004"), "2010", "end not known"),
        (thing(), "2020", "no date known"),
    ],
)
def test_the_reason_says_what_is_missing(known: Presence, day: str, reason: str) -> None:
    assert held(known, day)[1] == reason


def test_a_beginning_known_from_an_event_is_said_by_the_event() -> None:
    known = thing(start="2004")
    entity = replace(known.entity, born_earliest="2004-03-01", born_latest="2004-03-31")
    assert held(replace(known, entity=entity), "2004-03-15")[1] == "began March 2004"
    entity = replace(known.entity, born_earliest="2003-12-01", born_latest="2004-01-31")
    assert held(replace(known, entity=entity), "2004-01-15")[1] == (
        "began 1 December 2003 to 31 January 2004"
    )


@pytest.mark.parametrize(
    ("tier", "kind", "is_national"),
    [
        pytest.param("NationalTier", "Body", True, id="of a nation"),
        pytest.param("RegionalTier", "Unit", True, id="of a region"),
        pytest.param("LocalTier", "Body", False, id="of a place"),
        pytest.param("", "Body", True, id="a body of no tier"),
        pytest.param("", "System", True, id="a system, which has none"),
        pytest.param("", "Company", False, id="a company, which belongs to no nation"),
        pytest.param("NationalTier", "Company", True, id="a company of a nation"),
    ],
)
def test_what_acts_for_a_nation_or_region_comes_before_the_rest(
    tier: str, kind: str, is_national: bool
) -> None:
    one = Existence(Entity("a", kind, "A"), Held.CERTAIN, "", tier, "A", "", None)
    assert one.is_national is is_national


@st.composite
def lives(draw: st.DrawFn) -> tuple[date, date, Presence]:
    """Draw a true life, and a record of it that is right but may be vague or silent."""
    begun, ended = sorted(draw(st.lists(DAYS, min_size=2, max_size=2, unique=True)))

    def around(day: date) -> Span:
        before, after = (draw(st.integers(0, 400)) * DAY for _ in range(2))
        return Span(day - before, day + after)

    born, gone = (draw(st.none() | st.just(around(day))) for day in (begun, ended))
    entity = Entity(
        "a", "Body", "A",
        born_earliest=str(born.earliest) if born else "",
        born_latest=str(born.latest) if born else "",
        ended_earliest=str(gone.earliest) if gone else "",
        ended_latest=str(gone.latest) if gone else "",
    )  # fmt: skip
    first = last = None
    if draw(st.booleans()):
        rows = [around(draw(st.dates(begun, ended - DAY))) for _ in range(draw(st.integers(1, 3)))]
        first, last = min(row.latest for row in rows), max(row.earliest for row in rows)
    return begun, ended, Presence(entity, "", first, last)


@given(lives(), DAYS, st.sampled_from([10, 7, 4]))
def test_certain_and_no_are_true_of_the_life_whatever_the_record_leaves_out(
    life: tuple[date, date, Presence], day: date, precision: int
) -> None:
    begun, ended, known = life
    on = PartialDate.parse(day.isoformat()[:precision])
    assert on.days is not None
    how, _ = exists_on(on, known)
    if how is Held.CERTAIN:
        assert begun <= on.days.earliest
        assert on.days.latest < ended
    if how is Held.NO:
        assert on.days.latest < begun or ended <= on.days.earliest


@given(lives(), DAYS)
def test_a_life_is_no_then_possible_then_certain_and_back(
    life: tuple[date, date, Presence], day: date
) -> None:
    _, _, known = life
    days = [PartialDate.parse((day + n * 97 * DAY).isoformat()) for n in range(40)]
    hows = [exists_on(on, known)[0] for on in days]
    kept = [how for how, after in pairwise([*hows, Held.NO]) if how is not after]
    assert kept.count(Held.CERTAIN) <= 1
    assert all(how is not Held.NO for how in kept[1:-1])


@given(lives(), DAYS)
def test_a_month_is_certain_only_where_each_of_its_days_is(
    life: tuple[date, date, Presence], day: date
) -> None:
    _, _, known = life
    month = PartialDate.parse(day.isoformat()[:7])
    assert month.days is not None
    length = (month.days.latest - month.days.earliest).days + 1
    days = [PartialDate.parse(str(month.days.earliest + n * DAY)) for n in range(length)]
    hows = {exists_on(on, known)[0] for on in days}
    how, _ = exists_on(month, known)
    assert (how is Held.CERTAIN) == (hows == {Held.CERTAIN})
    assert (how is Held.NO) == (hows == {Held.NO})


def test_an_open_end_is_no_day_to_ask_for() -> None:
    with pytest.raises(ValueError, match="not a day"):
        exists_on(PartialDate.parse(".."), thing())


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("1999", "", id="before any name"),
        pytest.param("2001-06", "Law", id="the name in law"),
        pytest.param("2003-06", "Use", id="the name in use before the one in law"),
        pytest.param("2008-06", "Use", id="in use until somebody says otherwise"),
        pytest.param("2002", "Law", id="not certain for the whole year"),
    ],
)
def test_a_thing_is_called_by_the_name_of_the_day(day: str, expected: str) -> None:
    names = [
        Borne("Law", "LegalName", "2000-01-01", "2005-01-01"),
        Borne("Short", "Abbreviation", "2000-01-01", "2005-01-01"),
        Borne("Given up some day", "FormerName", "2000-01-01", ""),
        Borne("Use", "OperatingName", "2002-07-01", ""),
    ]
    assert name_on(PartialDate.parse(day), names) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2001-06", "Ann"),
        ("2004-03-31", "Ann; Bob"),
        ("2004-04-01", "Bob"),
        ("2009", "Cat (end not known)"),
        ("1999", ""),
        ("2000", "Ann"),
        ("2004", "Ann (for some of it); Bob (for some of it)"),
        ("2020-05-12", "Cat (end not known)"),
    ],
)
def test_who_headed_it_is_who_certainly_did_or_else_may_still(day: str, expected: str) -> None:
    heads = [
        Borne("Bob", "Interim", "2004-03-01", "2006-01-01"),
        Borne("Ann", "Substantive", "2000-01-01", "2004-04-01"),
        Borne("Cat", "Substantive", "2006-01-01", ""),
    ]
    assert head_on(PartialDate.parse(day), heads) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2017-03-12", "Ann"),
        ("2017-05-12", "Bob (possibly)"),
        ("2017-09", "Bob (possibly)"),
        ("2018", ""),
    ],
)
def test_who_may_have_headed_it_by_rough_dates_is_told_as_possible(day: str, expected: str) -> None:
    heads = [
        Borne("Ann", "Substantive", "2014", "2017-04-01"),
        Borne("Bob", "Interim", "2017-04", "2017"),
        Borne("Cat", "Interim", "2017", "2017-12"),
        Borne("No start", "Substantive", "", "2030"),
    ]
    assert head_on(PartialDate.parse(day), heads) == expected


def _found(index: Index, day: str, *kinds: str) -> dict[str, tuple[str, str]]:
    return {e.entity.slug: (e.how.value, e.reason) for e in find_existing(index, day, kinds).found}


@pytest.mark.parametrize(
    ("day", "slug", "expected"),
    [
        pytest.param("2005-06-01", "old-body", ("certain", ""), id="within its life"),
        pytest.param("2013-04-01", "old-body", None, id="the day of its end"),
        pytest.param("2013", "old-body", ("possible", "ended 1 April 2013"), id="its last year"),
        pytest.param("2020", "new-body", ("possible", "last seen April 2013"), id="no end"),
        pytest.param("2020", "gone", ("going on", "as last read on 1 April 2013"), id="goes on"),
        pytest.param("2005-06", "gone", ("possible", "began 2005"), id="a vague beginning"),
        pytest.param("2009", "gone", ("certain", ""), id="the parent of another until 2010"),
        pytest.param("1990", "undated", ("possible", "no date known"), id="no date known"),
        pytest.param("1990", "new-body", None, id="before it began"),
    ],
)
def test_the_index_holds_what_a_day_needs(
    index: Index, day: str, slug: str, expected: tuple[str, str] | None
) -> None:
    assert _found(index, day).get(slug) == expected


def test_the_certain_come_first_and_what_has_no_date_last(index: Index) -> None:
    found = find_existing(index, "2010").found
    hows = [list(Held).index(one.how) for one in found]
    assert hows == sorted(hows)
    assert [one.entity.slug for one in found if not one.is_dated] == [found[-1].entity.slug]


def test_an_answer_names_the_day_up_to_which_the_record_was_read(index: Index) -> None:
    assert find_existing(index, "2010").read_up_to == date(2013, 4, 1)


def test_a_body_goes_by_its_name_and_its_head_of_the_day(index: Index) -> None:
    (one,) = (e for e in find_existing(index, "2002-06").found if e.entity.slug == "old-body")
    assert (one.name, one.entity.label, one.last_seen) == (
        "Former Bureau", "Old Body", date(2013, 3, 31),
    )  # fmt: skip


@pytest.mark.parametrize(
    "day", ["1990", "2001-04", "2005-06-01", "2013-03-31", "2013-04-01", "2030"]
)
def test_what_is_left_out_unread_did_not_exist_on_the_day(index: Index, day: str) -> None:
    on = PartialDate.parse(day)
    every, read = [*index.presences(index.living)], [*index.presences(index.living, on.days)]
    assert len(read) < len(every)
    held = [one for one in every if exists_on(on, one)[0] is not Held.NO]
    assert held == [one for one in read if exists_on(on, one)[0] is not Held.NO]


def test_names_are_read_of_those_alone_that_are_asked_about(index: Index) -> None:
    assert set(index.borne("borne", {"old-body"})) == {"old-body"}
    assert not index.borne("borne", {"gone"})


def test_a_kind_narrows_the_list(index: Index) -> None:
    assert set(_found(index, "2006", "unit")) == {"undated"}


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
