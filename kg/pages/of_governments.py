"""What happened under each government: governments are told by the terms of the prime minister."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial

from kg.history.offices import CHIEF, Office, Term, read_offices
from kg.history.solutions import find_as_of
from kg.model.dates import NEVER, Span, say
from kg.pages.dated import Dated, group_dated, read_dated
from kg.pages.document import Entry
from kg.pages.listing import Group, Item, Listing, Listings
from kg.pages.of_kinds import BROWSE

GOVERNMENTS = Entry("Governments", "government/all.html")
_ALL = "all"


def tell_term(term: Term, now: Span) -> str:
    """Return a term in years, in words; one that has no end goes on."""
    first = term.start.earliest.year
    if term.end in (now, NEVER):
        return f"since {first}"
    last = term.end.latest.year
    return str(first) if first == last else f"{first} to {last}"


class GovernmentLists(Listings):
    """A list for each term of a prime minister, and one of all terms; none without the office."""

    folder = "government"

    @cached_property
    def offices(self) -> list[Office]:
        """The offices of state of the record."""
        return read_offices(self._library.graph, find_as_of(self._library.graph))

    @cached_property
    def now(self) -> Span:
        """The day that counts as now."""
        day = find_as_of(self._library.graph)
        return Span(day, day) if day is not None else NEVER

    @cached_property
    def dated(self) -> list[Dated]:
        """Everything that has a day."""
        return read_dated(self._library)

    @cached_property
    def terms(self) -> dict[str, Term]:
        """The terms of prime ministers, the first one first, by the stem of their page."""
        chief = next((office for office in self.offices if office.name == CHIEF), None)
        terms = chief.terms if chief is not None else ()
        return {f"{term.start.earliest.isoformat()}-{term.person}": term for term in terms}

    def makers(self) -> Mapping[str, Callable[[], Listing]]:
        """Return how the list of each government is made."""
        if not self.terms:
            return {}
        found = {stem: partial(self._government, term) for stem, term in self.terms.items()}
        return {_ALL: self._all, **found}

    def _all(self) -> Listing:
        items = [
            Item("", term.name, tell_term(term, self.now), path=self.path(stem))
            for stem, term in reversed(self.terms.items())
        ]
        lead = (
            "Each term of a prime minister, the latest first, with what began, ended, was "
            "published or happened in it."
        )
        return Listing("Governments", lead, (Group("", tuple(items)),), (BROWSE,))

    def _government(self, term: Term) -> Listing:
        others = [
            Group(f"{office.label[:1].upper()}{office.label[1:]}", items)
            for office in self.offices
            if office.name != CHIEF and (items := self._holders(office, term))
        ]
        groups = group_dated(self.dated, lambda day: term.holds(day) is True)
        until = "" if term.end in (self.now, NEVER) else f" to {_tell(term.end)}"
        lead = (
            f"What certainly fell into the term of {term.name}, from {_tell(term.start)}{until}. "
            "That it happened in the term does not say that the government did it."
        )
        title = f"Under {term.name}, {tell_term(term, self.now)}"
        return Listing(title, lead, (*others, *groups), (BROWSE, GOVERNMENTS), term.person)

    def _holders(self, office: Office, term: Term) -> tuple[Item, ...]:
        """Return who held an office at any time of a term."""
        return tuple(
            Item(other.person, other.name, tell_term(other, self.now))
            for other in office.terms
            if other.start.earliest < term.end.latest and term.start.earliest < other.end.latest
        )


def _tell(day: Span) -> str:
    return say(day.earliest.isoformat()) if day.is_exact else str(day.earliest.year)
