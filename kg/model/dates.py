"""Dates as people state them: a day, a month, a year, a decade, about then, or still going on.

A date is kept verbatim as Extended Date/Time Format (ISO 8601-2:2019, level 1) and read as an
interval of days. All arithmetic is done on the two ends of that interval, so that "2013" never
turns into the first of January.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

OPEN = ".."
"""The end of a thing that is known to go on, as of its source."""

CIRCA_MONTHS = 6
"""How far "about" reaches on either side; a rule of this project, not of the standard."""

_DATE = re.compile(r"(?:(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%])?|(\d{3})X)")


class Holds(StrEnum):
    """Whether something held on a day."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NO = "no"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date at the precision that is really known.

    `text` is what the source says, in EDTF; `earliest` and `latest` are the first and the last
    day it can mean. Both are None for `..`, an end that has not come.
    """

    text: str
    earliest: date | None
    latest: date | None

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
        if text == OPEN:
            return cls(text, None, None)
        found = _DATE.fullmatch(text)
        if found is None or not text.isascii():
            raise ValueError(
                f"'{text}' is not a date; write 2019, 2019-07, 2019-07-01, 2019~, 2019?, 199X or .."
            )
        year, month, day, mark, decade = found.groups()
        try:
            if decade:
                return cls(text, date(int(decade) * 10, 1, 1), date(int(decade) * 10 + 9, 12, 31))
            first = date(int(year), int(month or 1), int(day or 1))
            last_month = int(month or 12)
            last = date(int(year), last_month, int(day or monthrange(int(year), last_month)[1]))
            if mark in ("~", "%"):
                first, last = _add_months(first, -CIRCA_MONTHS), _add_months(last, CIRCA_MONTHS)
        except ValueError:
            raise ValueError(f"'{text}' is not a day of the calendar") from None
        return cls(text, first, last)

    def is_before(self, other: PartialDate) -> bool | None:
        """Return whether this date is before another; None where the two overlap.

        An open end comes after everything but another open end.
        """
        if self.latest is None or self.earliest is None:
            return False
        if other.earliest is None or other.latest is None:
            return True
        if self.latest < other.earliest:
            return True
        return False if self.earliest >= other.latest else None


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


def _add_months(day: date, months: int) -> date:
    """Return the same day some months on, or the last of a month that is too short.

    The last of a month stays the last: a circa must not lose days at its end.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    length = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if is_last and months > 0 else min(day.day, length))
