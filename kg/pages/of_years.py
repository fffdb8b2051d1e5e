"""What happened in each year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial

from kg.model.dates import Span
from kg.model.spelling import count
from kg.pages.dated import Dated, group_dated, read_dated
from kg.pages.document import Entry
from kg.pages.listing import Group, Item, Listing, Listings
from kg.pages.of_kinds import BROWSE

YEARS = Entry("Years", "year/all.html")
_ALL = "all"


def year_of(day: Span) -> int | None:
    """Return the year of a day; None where it may lie in two."""
    return day.earliest.year if day.earliest.year == day.latest.year else None


class YearLists(Listings):
    """A list for each year in which something began, ended or happened, and one of all years."""

    folder = "year"

    @cached_property
    def dated(self) -> list[Dated]:
        """Everything that has a day."""
        return read_dated(self._library)

    @cached_property
    def years(self) -> dict[int, int]:
        """Year -> how many days of things lie in it."""
        found: dict[int, int] = {}
        for one in self.dated:
            year = year_of(one.day)
            if year is not None:
                found[year] = found.get(year, 0) + 1
        return dict(sorted(found.items()))

    def makers(self) -> Mapping[str, Callable[[], Listing]]:
        """Return how the list of each year is made."""
        return {_ALL: self._all, **{str(year): partial(self._year, year) for year in self.years}}

    def _all(self) -> Listing:
        decades: dict[str, list[Item]] = {}
        for year, number in reversed(self.years.items()):
            item = Item(
                "", str(year), note=count(number, "entry", "entries"), path=self.path(str(year))
            )
            decades.setdefault(f"{year // 10 * 10}s", []).append(item)
        unsure = sum(year_of(one.day) is None for one in self.dated)
        lead = "What began, ended, was published or happened in each year."
        if unsure:
            lead += f" {count(unsure, 'day')} may lie in more than one year; they stand under none."
        groups = tuple(Group(decade, tuple(items)) for decade, items in decades.items())
        return Listing("Years", lead, groups, (BROWSE,))

    def _year(self, year: int) -> Listing:
        groups = group_dated(self.dated, lambda day: year_of(day) == year)
        lead = (
            f"What began, ended, was published or happened in {year}, each with its day as stated."
        )
        return Listing(str(year), lead, groups, (BROWSE, YEARS))
