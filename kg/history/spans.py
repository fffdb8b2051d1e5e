"""Days known as intervals, in the words of tables."""

from __future__ import annotations

from datetime import date

from kg.history.record import Span


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
    following = date.fromordinal(min(last.toordinal() + 1, date.max.toordinal()))
    if first.day == following.day == 1 and (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7]
    return f"{first.isoformat()}/{last.isoformat()}"
