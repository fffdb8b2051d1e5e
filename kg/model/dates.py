"""Dates as people state them: a day, a month, a year, a decade, about then, or still going on.

A date is kept verbatim as Extended Date/Time Format (ISO 8601-2:2019, level 1) and read as an
interval of days. All arithmetic is done on the two ends of that interval, so that "2013" never
turns into the first of January.

Lives are half-open: an end is the first day on which a thing no longer held. In words the last
day of a life is told instead, so that nobody reads an end a day late.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

OPEN = ".."
"""The end of a thing that is known to go on, as of its source."""

CIRCA_MONTHS = 6
"""How far "about" reaches on either side; a rule of this project, not of the standard."""

DAYS_A_YEAR = 365.25

_DATE = re.compile(r"(?:(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%])?|(\d{3})X)")


class Holds(StrEnum):
    """Whether something held on a day."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NO = "no"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A day known to lie between two days, both included; spans sort by their first day."""

    earliest: date
    latest: date

    @property
    def is_exact(self) -> bool:
        """Whether the day itself is known."""
        return self.earliest == self.latest

    @property
    def decade(self) -> str:
        """The decade of the day, such as `1990s`; empty where it may lie in two."""
        first, last = self.earliest.year // 10, self.latest.year // 10
        return f"{first * 10}s" if first == last else ""

    def is_before(self, other: Span) -> bool:
        """Return whether this day certainly came before another."""
        return self.latest < other.earliest

    def years_to(self, other: Span) -> tuple[float, float]:
        """Return the shortest and the longest time to another day, in years; never below 0."""
        return (
            max(0.0, (other.earliest - self.latest).days / DAYS_A_YEAR),
            max(0.0, (other.latest - self.earliest).days / DAYS_A_YEAR),
        )


NEVER = Span(date.max, date.max)
"""What stands for a day that is not known where days are put in order: it comes last."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date at the precision that is really known.

    `text` is what the source says, in EDTF; `days` is the first and the last day it can mean,
    None for `..`, an end that has not come.
    """

    text: str
    days: Span | None

    @property
    def earliest(self) -> date | None:
        """The first day it can mean."""
        return self.days.earliest if self.days else None

    @property
    def latest(self) -> date | None:
        """The last day it can mean."""
        return self.days.latest if self.days else None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read a date; ValueError says what would be right.

        >>> PartialDate.parse("2019-07").latest
        datetime.date(2019, 7, 31)
        >>> PartialDate.parse("2022~").earliest
        datetime.date(2021, 7, 1)
        >>> PartialDate.parse("199X").latest
        datetime.date(1999, 12, 31)
        """
        return _parse(text)

    def is_before(self, other: PartialDate) -> bool | None:
        """Return whether this date is before another; None where the two overlap.

        An open end comes after everything but another open end.
        """
        if self.days is None or other.days is None:
            return self.days is not None
        if self.days.is_before(other.days):
            return True
        return False if self.days.earliest >= other.days.latest else None


@lru_cache(4096)
def _parse(text: str) -> PartialDate:
    """Return a date; a record says the same few thousand again and again."""
    if text == OPEN:
        return PartialDate(text, None)
    found = _DATE.fullmatch(text)
    if found is None or not text.isascii():
        raise ValueError(
            f"'{text}' is not a date; write 2019, 2019-07, 2019-07-01, 2019~, 2019?, 199X or .."
        )
    year, month, day, mark, decade = found.groups()
    try:
        if decade:
            year_0 = int(decade) * 10
            return PartialDate(text, Span(date(year_0, 1, 1), date(year_0 + 9, 12, 31)))
        first = date(int(year), int(month or 1), int(day or 1))
        last_month = int(month or 12)
        last = date(int(year), last_month, int(day or monthrange(int(year), last_month)[1]))
        if mark in ("~", "%"):
            first, last = _add_months(first, -CIRCA_MONTHS), _add_months(last, CIRCA_MONTHS)
    except ValueError:
        raise ValueError(f"'{text}' is not a day of the calendar") from None
    return PartialDate(text, Span(first, last))


def holds_on(day: PartialDate, start: PartialDate | None, end: PartialDate | None) -> Holds:
    """Return whether something that lasted from a start to an end held on a day.

    Lives are half-open: a thing no longer holds on the day of its end. An end that is missing is
    unknown, so such a thing is never certain; `..` is known to go on. Where `day` is a month or
    a year, certain means on all of its days and possible on at least one.
    """
    first, last = day.earliest, day.latest
    if first is None or last is None:
        raise ValueError("'..' is not a day")
    begins = start.earliest if start else None
    begun = start.latest if start else None
    open_end = end is not None and end.text == OPEN
    ends = end.earliest if end else None
    ended = end.latest if end else None
    if begins is not None and last < begins:
        return Holds.NO
    if ended is not None and (first > ended or (first == ended and ends == ended)):
        return Holds.NO
    if begun is not None and begun <= first and (open_end or (ends is not None and last < ends)):
        return Holds.CERTAIN
    return Holds.POSSIBLE


def in_words(day: Span | None) -> str | None:
    """Return a day as precisely as it is known: a day, month or year, or else its two bounds.

    >>> in_words(Span(date(2013, 4, 1), date(2013, 4, 30)))
    '2013-04'
    >>> in_words(Span(date(2013, 4, 1), date(2014, 4, 30)))
    '2013-04-01/2014-04-30'
    """
    if day is None:
        return None
    first, last = day.earliest, day.latest
    if first == last:
        return first.isoformat()
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return str(first.year)
    length = monthrange(first.year, first.month)[1]
    if (first, last) == (first.replace(day=1), first.replace(day=length)):
        return first.isoformat()[:7]
    return f"{first.isoformat()}/{last.isoformat()}"


def day_or_nothing(text: str) -> str:
    """Return a day as it is (ISO), and nothing for what is none: a graph may say anything.

    >>> day_or_nothing("2013-04-01"), day_or_nothing("never")
    ('2013-04-01', '')
    """
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def stated_or_nothing(text: str) -> str:
    """Return a date as stated (EDTF), and nothing for what is none.

    >>> stated_or_nothing("199X"), stated_or_nothing("soon")
    ('199X', '')
    """
    try:
        PartialDate.parse(text)
    except ValueError:
        return ""
    return text


@lru_cache(4096)
def say(text: str) -> str:
    """Return a stated date as people read it; what is no date stays as it is.

    >>> say("2013-04-01"), say("2022~"), say("199X")
    ('1 April 2013', 'about 2022', 'the 1990s')
    """
    found = _DATE.fullmatch(text)
    if found is None:
        return "still going on" if text == OPEN else text
    year, month, day, mark, decade = found.groups()
    if decade:
        return f"the {decade}0s"
    name = month_name[int(month)] if month and 1 <= int(month) <= 12 else month
    words = " ".join(part for part in (day and day.lstrip("0"), name, year) if part)
    about = "about " if mark in ("~", "%") else ""
    return f"{about}{words}{' (doubtful)' if mark in ('?', '%') else ''}"


def say_last(end: str) -> str:
    """Return the last day before an end; a month or year stays as stated.

    >>> say_last("2013-04-01"), say_last("2013-04")
    ('31 March 2013', 'April 2013')
    """
    try:
        return say((date.fromisoformat(end) - timedelta(days=1)).isoformat())
    except (ValueError, OverflowError):
        return say(end)


def period(start: str, end: str, attested: Iterable[str] = ()) -> str:
    """Return a stretch of time in words; an end that is not known is said to be so.

    An end stated to the day is the first day after; what is told is the last day before it.

    >>> period("2005-04-01", "2013-04-01"), period("2019-07", ""), period("2005", "..")
    ('1 April 2005 to 31 March 2013', 'from July 2019, end not known', 'since 2005')
    >>> period("", "2013"), period("", "", ["2010"])
    ('until 2013', 'seen 2010')
    """
    if start and end:
        return f"since {say(start)}" if end == OPEN else f"{say(start)} to {say_last(end)}"
    if start:
        return f"from {say(start)}, end not known"
    if end:
        return "goes on" if end == OPEN else f"until {say_last(end)}"
    seen = sorted(attested)
    return f"seen {', '.join(map(say, seen))}" if seen else ""


def _add_months(day: date, months: int) -> date:
    """Return the same day some months on, or the last of a month that is too short.

    The last of a month stays the last: a circa must not lose days at its end.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    length = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if is_last and months > 0 else min(day.day, length))
